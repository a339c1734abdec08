use super::super::test_archive::lines;
use super::*;

fn read(page: &str) -> Vec<String> {
    lines(&extract_html(page.as_bytes()).unwrap())
}

#[test]
fn end_tags_may_be_left_out() {
    assert_eq!(
        read("<h1>Kop</h1><p>Een<p>Twee &amp; dr&eacute;e<ul><li>a<li>b<ol type=a start=2><li>c</ol></ul>na"),
        ["H1 Kop", "T Een", "T Twee & drée", "I0 - a", "I0 - b", "I1 b. c", "T na"]
    );
    assert_eq!(read("<table><tr><td>a<td>b<tr><td>c<td>d</table>na"), ["R a | b", "R c | d", "T na"]);
    assert_eq!(read("<p>een <b>twee</p><p>drie</b> vier</i></div>"), ["T een twee", "T drie vier"]);
}

#[test]
fn lines_and_blanks_of_the_file_are_none_of_the_page() {
    assert_eq!(read("<p>De\n raad&nbsp;be&shy;sluit<br>dat</p>"), ["T De raad besluit", "T dat"]);
    assert_eq!(read("<pre>een\n  twee</pre>"), ["T een", "T twee"]);
    assert_eq!(
        read("<dl><dt>Datum<dd>12 mei<dt>Uitleg:<dd><p>a</p><p>b</p></dl>"),
        ["T Datum: 12 mei", "T Uitleg:", "T a", "T b"]
    );
    assert_eq!(read("<p>woord<sup><a href='#n1'>1</a></sup> en m<sup>2</sup></p>"), ["T woord en m2"]);
}

#[test]
fn what_surrounds_the_text_is_left_out() {
    let text = "<p>De raad besluit de kadernota vast te stellen en wensen in te brengen.</p>".repeat(3);
    let page = format!(
        "<body><header><a href=/>Home</a> <a href=/x>Zoeken</a></header><nav><ul><li><a href=/>Menu</a></ul></nav>\
         <div class='cookie-banner'>Wij gebruiken cookies</div><div class='breadcrumb'><a href=/>U bent hier</a></div>\
         <main><h1>Nota</h1>{text}<ul><li><a href=a.pdf>Bijlage 1</a><li><a href=b.pdf>Bijlage 2</a><li><a href=c.pdf>Bijlage 3</a></ul></main>\
         <aside>Zie ook</aside><footer><a href=/>Contact</a> <a href=/p>Privacy</a></footer><script>var a = '<p>x</p>'</script></body>"
    );
    let got = read(&page);
    assert_eq!(got.len(), 7, "{got:?}");
    assert_eq!((got[0].as_str(), got[6].as_str()), ("H1 Nota", "I0 - Bijlage 3"));
}

#[test]
fn a_plain_document_loses_nothing() {
    let page = "<body><header><table><tr><td>Ons kenmerk:<td>12<td>Datum:<td>1 mei</table></header><main><p>Geacht bestuur</main><footer>Postbus 1</footer>";
    assert_eq!(read(page), ["R Ons kenmerk: 12 | Datum: 1 mei", "T Geacht bestuur", "T Postbus 1"]);
    assert_eq!(read("<form action=x><p>De raad</p><p>besluit</p></form>"), ["T De raad", "T besluit"]);
    assert_eq!(read("<ul><li><a href=a>Een</a><li><a href=b>Twee</a><li><a href=c>Drie</a></ul>").len(), 3);
}

#[test]
fn hidden_text_is_left_out_unless_all_is_hidden() {
    assert_eq!(read("<p>a</p><p hidden>b</p><p style='display: none'>c</p><div aria-hidden=true>d</div>"), ["T a"]);
    assert_eq!(read("<body style='visibility:hidden'><p>a</p></body>"), ["T a"]);
}

#[test]
fn an_item_of_an_agenda_keeps_its_number() {
    assert_eq!(
        read("<ul><li><div>6</div><div><h3>Kadernota</h3><p>Toelichting</p></div></li></ul>"),
        ["H3 6 Kadernota", "T Toelichting"]
    );
    assert_eq!(read("<ol><li><h3>Kop</h3>tekst</ol>"), ["H3 1. Kop", "T tekst"]);
    assert_eq!(read("<ul><li>- a. punt<li>1.5 mln</ul>"), ["I0 a. punt", "I0 - 1.5 mln"]);
}

#[test]
fn says_what_the_page_says_of_itself() {
    let read = extract_html(b"<title>Nota &amp; meer</title><meta name=Author content='Griffie'><meta name='DCTERMS.date' content='2021-05-12'><p>x").unwrap();
    let properties = read.properties;
    assert_eq!(properties.title.as_deref(), Some("Nota & meer"));
    assert_eq!((properties.author.as_deref(), properties.created.as_deref()), (Some("Griffie"), Some("2021-05-12")));
}

#[test]
fn depth_and_attributes_are_bounded() {
    let deep = "<div>".repeat(100_000) + "tekst" + &"</div>".repeat(100_000) + "<p>na";
    let read = extract_html(deep.as_bytes()).unwrap();
    assert_eq!(lines(&read), ["T tekst", "T na"]);
    assert_eq!(read.remarks.len(), 1);
    let wide = format!("<a {}>x", (0..2000).map(|n| format!("a{n} ")).collect::<String>());
    assert_eq!(extract_html(wide.as_bytes()).unwrap_err().to_string(), "a tag in it has more than 1000 attributes");
    assert!(extract_html(b"<script>for (i = 0; i<n; i++) { x }</script><p title='a b c d'>x").is_ok());
}

#[test]
fn any_beginning_of_a_page_is_a_page() {
    let page = "<!DOCTYPE html><html><head><meta charset=utf-8><title>é</title></head><body><table><tr><td>é<td>&euro;</table><ol><li>x<!-- y --></ol><dl><dt>a<dd>b</dl></body></html>";
    for end in 0..page.len() {
        assert!(extract_html(&page.as_bytes()[..end]).is_ok());
        assert!(extract_html(&page.as_bytes()[end..]).is_ok());
    }
}
