use super::super::test_archive::lines;
use super::*;

fn read(body: &str) -> Vec<String> {
    lines(&extract_rtf(format!("{{\\rtf1\\ansi\\ansicpg1252\\deff0 {body}}}").as_bytes()).unwrap())
}

#[test]
fn letters_of_all_kinds() {
    assert_eq!(
        read(r"co\'f6rdinator \u8364?5 \uc2\u235??x\uc0\u233 y \lquote a\rquote\~b\_c\-d\par"),
        ["T coördinator €5 ëxéy ‘a’ b-cd"]
    );
    assert_eq!(read(r"\u-10179?\u-8704?"), ["T 😀"]);
    assert_eq!(
        read(r"{\fonttbl{\f0 Arial;}{\f1\fcharset204 Arial;}{\f2\fcharset2 Symbol;}}\f1 \'e4\'e0{\f2\'b7}\f0\'e4"),
        ["T да•ä"]
    );
}

#[test]
fn paragraphs_headings_and_points() {
    let styles = r"{\stylesheet{\s0 Normal;}{\s1\outlinelevel0 Eigen;}{\s2 Kop 2;}{\s3 toc 1;}}";
    let body = r"\pard\s1 Een\par\pard\s2 Twee\par\pard\s3 Twee 1\par\pard\plain Text\line verder\par
        \pard{\listtext 1.\tab}\ilvl0 punt\par\pard{\listtext\'95\tab}\ilvl1 onder\par\pard\outlinelevel2 Drie\par";
    assert_eq!(
        read(&format!("{styles}{body}")),
        ["H1 Een", "H2 Twee", "~ Twee 1", "T Text", "T verder", "I0 1. punt", "I1 - onder", "H3 Drie"]
    );
}

#[test]
fn tables_are_rows() {
    let body = r"\trowd\pard\intbl a\par aa\cell b\cell\row\trowd\pard\intbl c\cell\intbl d\cell\row\pard na\par";
    assert_eq!(read(body), ["R a aa | b", "R c | d", "T na"]);
}

#[test]
fn what_is_not_text_is_passed_over() {
    let body = r"{\*\generator x;}{\pict 00ff}{\field{\*\fldinst REF x}{\fldrslt artikel}} {\v geheim}{\deleted weg}5{\footnote\pard Noot}{\header\pard Kop van de bladzij\par}\bin3 }}}{\upr{dubbel}{\*\ud{ eens}}}\par
        {\shp{\*\shpinst{\sp{\sn x}{\sv y}}{\shptxt\pard Kader\par}}}z\par";
    assert_eq!(read(body), ["~ Kop van de bladzij", "T artikel 5 eens", "T z", "T Kader", "N Noot"]);
}

#[test]
fn says_what_the_file_says_of_itself() {
    let read = extract_rtf(br"{\rtf1{\info{\title Nota \'e9\'e9n}{\author A}{\creatim\yr2021\mo5\dy3\hr4}}x}").unwrap();
    assert_eq!(read.properties.title.as_deref(), Some("Nota één"));
    assert_eq!(read.properties.created.as_deref(), Some("2021-05-03"));
    assert_eq!(read.text, "x");
}

#[test]
fn damage_is_told_and_depth_is_bounded() {
    assert_eq!(extract_rtf(b"{\\rtf1 De raad").unwrap().remarks.len(), 1);
    assert!(extract_rtf(b"De raad").is_err());
    let deep = "{\\rtf1".to_owned() + &"{".repeat(100_000);
    assert_eq!(extract_rtf(deep.as_bytes()).unwrap_err().to_string(), "its groups are nested more than 512 deep");
    let whole = br"{\rtf1\ansi{\fonttbl{\f0\fcharset2 A;}}{\stylesheet{\s1\outlinelevel0 K;}}\trowd\intbl{\footnote n}\'e9\u8364?\cell\row{\listtext 1.}\par{\shp{\*\shpinst{\shptxt x}}}}";
    for end in 6..whole.len() {
        assert!(extract_rtf(&whole[..end]).is_ok());
    }
}
