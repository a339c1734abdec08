//! Papers as the bytes of a file: text, markdown, web page, mail, Word and PDF.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use crate::numbers::Numbers;
use crate::paper::{Block, Paper};

/// How lines of plain text end.
#[derive(Debug, Clone, Copy)]
pub enum Lines {
    /// A paragraph a line.
    Long,
    /// After so many characters.
    Wrapped(usize),
    /// The same, with long words broken, as text from paper is.
    Broken(usize),
}

impl Lines {
    /// As archives have them.
    pub fn drawn(n: &mut Numbers) -> Self {
        match n.below(10) {
            0..=3 => Self::Long,
            4..=7 => Self::Wrapped(n.between(72, 100)),
            _ => Self::Broken(n.between(72, 90)),
        }
    }
}

// Writing to a string or to memory cannot fail; such results are dropped.

/// As plain text.
pub fn text(paper: &Paper, lines: Lines) -> String {
    let mut out = String::new();
    for block in &paper.blocks {
        match block {
            Block::Line(text) => out.push_str(text),
            Block::Label(label, value) => drop(write!(out, "{label:<12}: {value}")),
            Block::Heading(text) => drop(writeln!(out, "{text}")),
            Block::Paragraph(text) => push_lines(&mut out, text, lines),
            Block::Item(text) => push_lines(&mut out, &format!("- {text}"), lines),
            Block::Row(cells) => out.push_str(&cells.join("\t")),
            Block::Gap => {}
        }
        out.push('\n');
    }
    out
}

fn push_lines(out: &mut String, paragraph: &str, lines: Lines) {
    let (width, breaks) = match lines {
        Lines::Long => return out.push_str(paragraph),
        Lines::Wrapped(width) => (width, false),
        Lines::Broken(width) => (width, true),
    };
    let mut at = 0;
    for word in paragraph.split(' ') {
        let length = word.chars().count();
        if at > 0 && at + 1 + length > width {
            // Not by syllables: what breaks words on paper does not know Dutch either.
            match word.char_indices().nth(length / 2) {
                Some((middle, _)) if breaks && length > 12 && word.chars().all(char::is_alphabetic) => {
                    let (first, rest) = word.split_at(middle);
                    let _ = write!(out, " {first}-\n{rest}");
                    at = length - length / 2;
                }
                _ => {
                    let _ = write!(out, "\n{word}");
                    at = length;
                }
            }
        } else {
            if at > 0 {
                out.push(' ');
                at += 1;
            }
            out.push_str(word);
            at += length;
        }
    }
}

/// As markdown, with what is known of it at its head.
pub fn markdown(paper: &Paper) -> String {
    let mut out = format!("---\ntitle: \"{}\"\ndate: {}\n---\n\n", paper.subject, paper.day.iso());
    for block in &paper.blocks {
        let _ = match block {
            Block::Line(text) | Block::Paragraph(text) => writeln!(out, "{text}"),
            Block::Label(label, value) => writeln!(out, "**{label}:** {value}  "),
            Block::Heading(text) => writeln!(out, "## {text}\n"),
            Block::Item(text) => writeln!(out, "- {text}"),
            Block::Row(cells) => writeln!(out, "| {} |", cells.join(" | ")),
            Block::Gap => writeln!(out),
        };
    }
    out
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// As a web page.
pub fn html(paper: &Paper) -> String {
    let title = escaped(&paper.subject);
    let mut out = format!(
        "<!DOCTYPE html>\n<html lang=\"nl\">\n<head><meta charset=\"utf-8\"><title>{title}</title></head>\n\
         <body>\n<nav><a href=\"/\">Home</a> <a href=\"/raad\">Raad</a></nav>\n<main>\n"
    );
    for block in &paper.blocks {
        let _ = match block {
            Block::Line(text) | Block::Paragraph(text) => writeln!(out, "<p>{}</p>", escaped(text)),
            Block::Label(label, value) => writeln!(out, "<p><b>{label}</b>: {}</p>", escaped(value)),
            Block::Heading(text) => writeln!(out, "<h2>{}</h2>", escaped(text)),
            Block::Item(text) => writeln!(out, "<ul><li>{}</li></ul>", escaped(text)),
            Block::Row(cells) => {
                let cells: Vec<String> = cells.iter().map(|cell| format!("<td>{}</td>", escaped(cell))).collect();
                writeln!(out, "<table><tr>{}</tr></table>", cells.concat())
            }
            Block::Gap => Ok(()),
        };
    }
    out.push_str("</main>\n</body>\n</html>\n");
    out
}

/// As a mail from one office to another.
pub fn mail(paper: &Paper, lines: Lines) -> String {
    let place: String = paper.municipality.chars().filter(char::is_ascii_alphabetic).collect();
    let host = format!("{}.example", place.to_lowercase());
    let body = text(paper, lines);
    format!(
        "From: griffie@{host}\nTo: bestuur@regio.example\nSubject: {}\nMessage-ID: <{}@{host}>\n\
         Date: {} {} {} 09:00:00 +0100\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\
         Content-Transfer-Encoding: 8bit\n\n{body}",
        paper.subject,
        paper.reference.replace('/', "-"),
        paper.day.day,
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"][paper.day.month - 1],
        paper.day.year,
    )
}

/// As a Word document. Nothing is compressed: another version of a packer must not give other bytes.
pub fn docx(paper: &Paper) -> Vec<u8> {
    const TYPES: &str = r#"<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"#;
    const RELATIONS: &str = r#"<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#;
    let mut body = String::from(
        r#"<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>"#,
    );
    let run = |text: &str| format!(r#"<w:r><w:t xml:space="preserve">{}</w:t></w:r>"#, escaped(text));
    for block in &paper.blocks {
        let _ = match block {
            Block::Line(text) | Block::Paragraph(text) => write!(body, "<w:p>{}</w:p>", run(text)),
            Block::Label(label, value) => write!(body, "<w:p>{}</w:p>", run(&format!("{label}: {value}"))),
            Block::Heading(text) => {
                write!(body, r#"<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr>{}</w:p>"#, run(text))
            }
            Block::Item(text) => write!(body, "<w:p>{}</w:p>", run(&format!("- {text}"))),
            Block::Row(cells) => {
                let cell = |cell: &String| format!("<w:tc><w:p>{}</w:p></w:tc>", run(cell));
                let cells: Vec<String> = cells.iter().map(cell).collect();
                write!(body, "<w:tbl><w:tr>{}</w:tr></w:tbl>", cells.concat())
            }
            Block::Gap => write!(body, "<w:p/>"),
        };
    }
    body.push_str("</w:body></w:document>");
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Stored)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    for (name, text) in [("[Content_Types].xml", TYPES), ("_rels/.rels", RELATIONS), ("word/document.xml", &body)] {
        if archive.start_file(name, options).is_ok() {
            let _ = archive.write_all(text.as_bytes());
        }
    }
    archive.finish().map(Cursor::into_inner).unwrap_or_default()
}

/// Lines of a page of a PDF.
const PAGE_LINES: usize = 56;

/// As a PDF with text in a standard font, nothing of it packed.
pub fn pdf(paper: &Paper) -> Vec<u8> {
    let text = text(paper, Lines::Wrapped(88));
    let lines: Vec<&str> = text.lines().collect();
    let pages: Vec<&[&str]> = lines.chunks(PAGE_LINES).collect();
    let mut out = b"%PDF-1.4\n".to_vec();
    let mut places = Vec::new();
    let mut object = |out: &mut Vec<u8>, content: &[u8]| {
        places.push(out.len());
        let _ = writeln!(out, "{} 0 obj", places.len());
        out.extend_from_slice(content);
        out.extend_from_slice(b"\nendobj\n");
    };
    // 1 catalogue, 2 pages, 3 font, then a page and its content each.
    object(&mut out, b"<</Type/Catalog/Pages 2 0 R>>");
    let kids: Vec<String> = (0..pages.len()).map(|page| format!("{} 0 R", 4 + 2 * page)).collect();
    object(&mut out, format!("<</Type/Pages/Count {}/Kids[{}]>>", pages.len(), kids.join(" ")).as_bytes());
    object(&mut out, b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>");
    for (page, lines) in pages.iter().enumerate() {
        let content = 5 + 2 * page;
        object(
            &mut out,
            format!(
                "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>/Contents {content} 0 R>>"
            )
            .as_bytes(),
        );
        let mut stream = b"BT /F1 10 Tf 13 TL 60 790 Td\n".to_vec();
        for line in *lines {
            stream.push(b'(');
            for byte in windows_1252(&line.replace('\t', "    ")) {
                if matches!(byte, b'(' | b')' | b'\\') {
                    stream.push(b'\\');
                }
                stream.push(byte);
            }
            stream.extend_from_slice(b") Tj T*\n");
        }
        stream.extend_from_slice(b"ET");
        let mut content = format!("<</Length {}>>stream\n", stream.len()).into_bytes();
        content.extend_from_slice(&stream);
        content.extend_from_slice(b"\nendstream");
        object(&mut out, &content);
    }
    let begin = out.len();
    let _ = write!(out, "xref\n0 {}\n0000000000 65535 f \n", places.len() + 1);
    for place in &places {
        let _ = writeln!(out, "{place:010} 00000 n ");
    }
    let _ = write!(out, "trailer<</Size {}/Root 1 0 R>>\nstartxref\n{begin}\n%%EOF\n", places.len() + 1);
    out
}

/// In the encoding of older systems; what it has not becomes a question mark.
pub fn windows_1252(text: &str) -> Vec<u8> {
    let of = |c: char| {
        let mut bytes = [0; 4];
        let (encoded, _, is_lost) = encoding_rs::WINDOWS_1252.encode(c.encode_utf8(&mut bytes));
        if is_lost { b'?' } else { encoded.first().copied().unwrap_or(b'?') }
    };
    text.chars().map(|c| if c.is_ascii() { c as u8 } else { of(c) }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_format_is_read_by_griffie() {
        let paper = Paper::of(1, 3, 0);
        let wanted = paper.blocks.iter().find_map(|block| match block {
            Block::Paragraph(text) => text.split('.').next(),
            _ => None,
        });
        let formats = [
            ("a.txt", text(&paper, Lines::Wrapped(80)).into_bytes()),
            ("b.txt", text(&paper, Lines::Broken(76)).into_bytes()),
            ("c.txt", windows_1252(&text(&paper, Lines::Long))),
            ("d.md", markdown(&paper).into_bytes()),
            ("e.html", html(&paper).into_bytes()),
            ("f.eml", mail(&paper, Lines::Long).into_bytes()),
            ("g.docx", docx(&paper)),
            ("h.pdf", pdf(&paper)),
        ];
        // Where lines and words are broken is the format's matter.
        let letters = |text: &str| text.chars().filter(|c| !c.is_whitespace() && *c != '-').collect::<String>();
        for (name, bytes) in formats {
            let read = griffie::extract::read(&bytes, name).unwrap();
            assert!(letters(&read.text).contains(&letters(wanted.unwrap())), "{name}: {}", read.text);
        }
    }
}
