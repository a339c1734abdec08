//! Styles of paragraphs.

use std::collections::HashMap;

/// What a style makes of its paragraphs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// From 1.
    Heading(u8),
    /// A line of the table of contents.
    Contents,
}

/// The styles of a document by number.
#[derive(Debug, Default)]
pub(super) struct Styles {
    kinds: HashMap<i32, Kind>,
}

impl Styles {
    /// Keeps a style by its name and the level (from 0) that it gives.
    pub(super) fn add(&mut self, number: i32, name: &str, outline: Option<u8>) {
        let name = name.trim().trim_end_matches(';').to_lowercase();
        let by_name = || {
            if matches!(name.as_str(), "title" | "titel") {
                return Some(Kind::Heading(1));
            }
            if name.starts_with("toc ") || name.starts_with("inhopg ") || name.starts_with("contents ") {
                return Some(Kind::Contents);
            }
            let level = name.strip_prefix("heading ").or_else(|| name.strip_prefix("kop "))?.parse().ok()?;
            (1..=9).contains(&level).then_some(Kind::Heading(level))
        };
        let kind = outline.filter(|level| *level < 9).map(|level| Kind::Heading(level + 1)).or_else(by_name);
        if let Some(kind) = kind {
            self.kinds.insert(number, kind);
        }
    }

    pub(super) fn kind(&self, number: i32) -> Option<Kind> {
        self.kinds.get(&number).copied()
    }
}
