//! Positions as Markdown, for a memo or a page.

use std::io::{self, Write};

use super::{PositionsPage, ShownPosition, told_once};
use crate::show::printable::printable;
use crate::show::{counted, told_page};

/// Writes a heading, and a point for each position.
///
/// # Errors
/// Where the output cannot be written.
pub fn write_positions_markdown(out: &mut dyn Write, page: &PositionsPage) -> io::Result<()> {
    writeln!(out, "# {}", escaped(&page.topic))?;
    for (name, positions) in page.parts() {
        writeln!(out)?;
        if let Some(name) = name {
            writeln!(out, "## {}\n", escaped(&name))?;
        }
        for (position, others) in told_once(&positions) {
            writeln!(out, "{}", point(position, others))?;
        }
    }
    Ok(())
}

fn point(position: &ShownPosition, others: usize) -> String {
    let date = position.date.as_deref().unwrap_or("undated");
    let mut place: Vec<String> = Vec::new();
    place.extend(position.name().map(|title| format!("*{}*", escaped(title))));
    place.extend(position.page.map(|page| told_page(page, position.page_label.as_deref())));
    let source = format!("{}/{}", position.root, position.source);
    place.push(match &position.url {
        Some(url) if is_plain_link(url) => format!("<{url}>"),
        _ => escaped(&source),
    });
    if others > 0 {
        place.push(format!("also in {}", counted(others, "other place")));
    }
    if let Some(date) = &position.follows_date {
        place.push(format!("takes up that of {date}"));
    }
    let (holder, act) = (escaped(&position.holder), position.act());
    format!("- **{date}** {holder} ({act}): “{}” — {}", escaped(&position.sentence), place.join(", "))
}

/// Whether an address can stand between `<` and `>` as it is.
fn is_plain_link(url: &str) -> bool {
    (url.starts_with("https://") || url.starts_with("http://"))
        && url.chars().all(|c| c.is_ascii_graphic() && !matches!(c, '<' | '>'))
}

/// A text in one line, of which Markdown makes nothing but itself.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    for c in printable(&line).chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '&' | '!') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_document_says_is_no_markdown() {
        assert_eq!(escaped("een *reserve*\n[zie](x) <b>"), r"een \*reserve\* \[zie\](x) \<b\>");
        assert!(
            is_plain_link("https://raad.nl/stuk?id=1")
                && !is_plain_link("javascript:x")
                && !is_plain_link("https://a b")
        );
    }
}
