//! JSON: one object a page, or one hit a line. Characters that could steer a terminal are written as escapes, which
//! JSON leaves to the writer; whoever reads it gets them back.

use std::io::{self, Write};

use serde::Serialize;

use super::printable::is_unsafe;
use super::{Hit, ResultPage};

/// A value as JSON, over several lines or in one, without a character that could steer a terminal.
///
/// # Errors
/// Where a map has keys that are no texts; none of ours has.
pub fn to_safe_json(value: &impl Serialize, pretty: bool) -> io::Result<String> {
    let json = if pretty { serde_json::to_string_pretty(value)? } else { serde_json::to_string(value)? };
    // serde_json escapes what is below U+0020; line breaks outside of strings are ours.
    let is_left = |c: char| is_unsafe(c) && c != '\n';
    if !json.contains(is_left) {
        return Ok(json);
    }
    let mut out = String::with_capacity(json.len() + 64);
    for c in json.chars() {
        // All of these lie below U+FFFF, and none stands outside of a string.
        if is_left(c) { out.push_str(&format!("\\u{:04x}", u32::from(c))) } else { out.push(c) }
    }
    Ok(out)
}

/// Writes a page as one object, several as a list.
///
/// # Errors
/// Where the output cannot be written.
pub fn write_json(out: &mut dyn Write, pages: &[ResultPage]) -> io::Result<()> {
    let json = match pages {
        [page] if page.qid.is_none() => to_safe_json(page, true)?,
        pages => to_safe_json(&pages, true)?,
    };
    writeln!(out, "{json}")
}

#[derive(Serialize)]
struct Line<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    qid: Option<&'a str>,
    query: &'a str,
    #[serde(flatten)]
    hit: &'a Hit,
}

/// Writes a hit a line, each with its query.
///
/// # Errors
/// Where the output cannot be written.
pub fn write_jsonl(out: &mut dyn Write, page: &ResultPage) -> io::Result<()> {
    for hit in &page.hits {
        let line = Line { qid: page.qid.as_deref(), query: &page.query, hit };
        writeln!(out, "{}", to_safe_json(&line, false)?)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steering_characters_are_escaped_and_come_back() {
        let text = "a\u{7f}b\u{1b}[31m\u{9b}\u{202e}é€";
        let json = to_safe_json(&text, false).unwrap();
        assert!(!json.contains(is_unsafe), "{json:?}");
        assert_eq!(serde_json::from_str::<String>(&json).unwrap(), text);
    }
}
