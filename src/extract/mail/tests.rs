use super::super::test_archive::lines;
use super::*;

const HEAD: &str = "From: =?utf-8?q?Co=C3=B6rdinator?= <c@heiloo.nl>\r\nTo: raad@heiloo.nl, \"Vries, A. de\" <a@x.nl>\r\nDate: Wed, 12 May 2021 14:03:00 +0200\r\nSubject: =?iso-8859-1?Q?Zienswijze_=E9=E9n?=\r\nMIME-Version: 1.0\r\n";

fn attachments_of(rest: &str) -> Vec<Attachment> {
    extract_eml(format!("{HEAD}{rest}").as_bytes()).unwrap().1
}

fn read(rest: &str) -> ExtractedText {
    extract_eml(format!("{HEAD}{rest}").as_bytes()).unwrap().0
}

#[test]
fn a_plain_mail_is_plain_text_below_its_head() {
    let mail = read(
        "Content-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nGeachte raad,\r\n\r\nDe financi=EBn zijn =\r\nop orde.\r\n",
    );
    assert_eq!(
        mail.text,
        "Van: Coördinator <c@heiloo.nl>\nAan: raad@heiloo.nl; Vries, A. de <a@x.nl>\nDatum: 2021-05-12 14:03\nOnderwerp: Zienswijze één\n\nGeachte raad,\n\nDe financiën zijn op orde."
    );
    assert_eq!((mail.markup, mail.marks.len()), (Markup::Plain, 0));
    assert_eq!(mail.properties.created.as_deref(), Some("2021-05-12T14:03:00+02:00"));
    let flowed = read("Content-Type: text/plain; format=flowed\r\n\r\nDe raad \r\nbesluit\r\n-- \r\nA\r\n");
    assert!(flowed.text.ends_with("\n\nDe raad besluit\n--\nA"), "{}", flowed.text);
}

#[test]
fn a_page_is_read_as_one_where_it_says_more() {
    let page = "<h2>Besluit</h2><table><tr><td>Post<td>2021</table>";
    let mail = read(&format!(
        "Content-Type: multipart/alternative; boundary=x\r\n\r\n--x\r\nContent-Type: text/plain\r\n\r\nBesluit Post 2021\r\n--x\r\nContent-Type: text/html\r\n\r\n{page}\r\n--x--\r\n"
    ));
    assert_eq!(&lines(&mail)[4..], ["H2 Besluit", "R Post | 2021"]);
    let alone = read(&format!("Content-Type: text/html\r\n\r\n{page}"));
    assert_eq!(lines(&alone).len(), 6);
}

#[test]
fn what_stands_for_itself_is_read_with_a_page() {
    let mail = read(
        "Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n\r\nVooraf\r\n--x\r\nContent-Type: text/html; charset=windows-1252\r\nContent-Transfer-Encoding: base64\r\n\r\nPHA+RGUgY2xp\r\n621uIGlzIGVyPC9wPjxwPkRlIHJhYWQgdmVyZ2FkZXJ0\r\n--x--",
    );
    let lines = lines(&mail);
    assert_eq!(lines[4], "T Vooraf");
    assert!(lines[5].starts_with("T De cli\u{eb}"), "{lines:?}");
}

#[test]
fn attachments_come_with_safe_names() {
    let attachments = attachments_of(
        "Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: text/plain\r\n\r\nZie bijlage\r\n\
         --x\r\nContent-Type: application/pdf; name=\"../../etc/nota.pdf\"\r\nContent-Disposition: attachment\r\nContent-Transfer-Encoding: base64\r\n\r\nJVBERi0=\r\n\
         --x\r\nContent-Type: message/rfc822\r\n\r\nFrom: b@x.nl\r\nSubject: Vraag\r\n\r\nWanneer?\r\n\
         --x\r\nContent-Type: image/png\r\nContent-ID: <1>\r\nContent-Disposition: inline\r\n\r\nx\r\n--x--\r\n",
    );
    let names: Vec<(&str, usize)> = attachments.iter().map(|file| (file.name.as_str(), file.bytes.len())).collect();
    assert_eq!(names[0], ("nota.pdf", 5));
    assert_eq!((names[1].0, names.len()), ("Vraag.eml", 2));
    let (inner, _) = extract_eml(&attachments[1].bytes).unwrap();
    assert_eq!(inner.text, "Van: b@x.nl\nOnderwerp: Vraag\n\nWanneer?");
}

#[test]
fn names_hold_nothing_that_a_file_system_reads() {
    use super::attached::safe;
    assert_eq!(safe("C:\\x\\nota.pdf"), "nota.pdf");
    assert_eq!(safe("a\0b:c|d.pdf"), "a_b_c_d.pdf");
    assert_eq!(safe(".."), "");
    let long = safe(&("x".repeat(500) + ".docx"));
    assert!(long.chars().count() <= 120 && long.ends_with(".docx"));
}

#[test]
fn what_is_cut_off_or_no_mail_is_no_panic() {
    assert!(extract_eml(b"").is_err());
    let whole = format!(
        "{HEAD}Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: text/html\r\n\r\n<p>\u{e9}\r\n--x\r\nContent-Type: message/rfc822\r\n\r\nFrom: b\r\n\r\nx\r\n--x--"
    );
    for end in 0..whole.len() {
        let _ = extract_eml(&whole.as_bytes()[..end]);
    }
}
