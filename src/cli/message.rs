//! What is said on standard error: one value, and the two forms in which it is written.
//!
//! ```text
//! warning: stukken/brief.pdf was rejected: the file is damaged
//! {"time":"2026-11-30T02:15:04Z","level":"warning","message":"stukken/brief.pdf was rejected: the file is damaged","source":"stukken/brief.pdf","state":"rejected","reason":"the file is damaged"}
//! ```
//! Both are made of the same parts, so that neither can say what the other does not.

use std::io::{self, Write};

use anstyle::{AnsiColor, Style};
use serde::Serialize;

use crate::show::{printable, to_safe_json};
use crate::update::{Progress, ScanProgress};
use crate::warning::Warning;

/// How much a message matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Level {
    /// Why a command failed.
    Error,
    /// Something to look at.
    Warning,
    /// What goes on; not said when quiet.
    Note,
    /// How far it is; not said when quiet.
    Progress,
}

/// How far a run is, in numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub(super) enum Counts {
    /// Of reading files.
    Files {
        /// Bytes read.
        bytes: u64,
        /// Bytes that have to be read.
        total_bytes: u64,
        /// Documents written.
        documents: usize,
        /// Passages written.
        passages: usize,
    },
    /// Of reading scans.
    Scans {
        /// Pages read.
        pages: usize,
        /// Pages that have to be read.
        total_pages: usize,
    },
}

impl From<Progress> for Counts {
    fn from(Progress { bytes, total_bytes, documents, passages }: Progress) -> Self {
        Self::Files { bytes, total_bytes, documents, passages }
    }
}

impl From<ScanProgress> for Counts {
    fn from(ScanProgress { pages, total_pages }: ScanProgress) -> Self {
        Self::Scans { pages, total_pages }
    }
}

/// One message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Message {
    pub level: Level,
    /// What it is about: a source, or a place in it.
    source: Option<String>,
    /// What became of that: `rejected`, `ignored`.
    state: Option<&'static str>,
    /// What is to be said, or of a state why.
    said: String,
    hint: Option<String>,
    counts: Option<Counts>,
}

/// The same as a line of JSON; what a message does not have is left out.
#[derive(Serialize)]
struct Line<'a> {
    time: &'a str,
    level: Level,
    message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    state: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    hint: Option<&'a str>,
    #[serde(flatten)]
    counts: Option<Counts>,
}

impl Message {
    /// A message that is about nothing in particular.
    pub fn new(level: Level, said: impl Into<String>) -> Self {
        Self { level, source: None, state: None, said: said.into(), hint: None, counts: None }
    }

    /// What became of a source, and why.
    pub fn of_state(level: Level, source: impl Into<String>, state: &'static str, reason: impl Into<String>) -> Self {
        Self { source: Some(source.into()), state: Some(state), ..Self::new(level, reason) }
    }

    /// A warning about a source, or about a place in it.
    pub fn about(source: impl Into<String>, said: impl Into<String>) -> Self {
        Self { source: Some(source.into()), ..Self::new(Level::Warning, said) }
    }

    /// How far a run is.
    pub fn progress(said: impl Into<String>, counts: impl Into<Counts>) -> Self {
        Self { counts: Some(counts.into()), ..Self::new(Level::Progress, said) }
    }

    /// What is wrong with the arguments: the first paragraph of what clap says, and as a hint the rest but for the usage.
    pub fn of_usage(error: &clap::Error) -> Self {
        let told = error.render().to_string();
        let mut paragraphs = told.split("\n\n").map(|paragraph| {
            let lines = paragraph.lines().map(str::trim).filter(|line| !line.is_empty());
            lines.collect::<Vec<_>>().join(" ")
        });
        let said = paragraphs.next().unwrap_or_default();
        let rest: Vec<String> = paragraphs.filter(|text| !text.is_empty() && !text.starts_with("Usage:")).collect();
        let said = said.strip_prefix("error: ").unwrap_or(&said);
        Self::new(Level::Error, said).with_hint((!rest.is_empty()).then(|| rest.join("; ")))
    }

    /// With what a person can do about it.
    pub fn with_hint(self, hint: Option<impl Into<String>>) -> Self {
        Self { hint: hint.map(Into::into), ..self }
    }

    /// In one sentence, without the hint.
    fn sentence(&self) -> String {
        match (&self.source, self.state) {
            (Some(source), Some(state)) => format!("{source} was {state}: {}", self.said),
            (Some(source), None) => format!("{source}: {}", self.said),
            _ => self.said.clone(),
        }
    }

    /// Writes it for people.
    pub fn write_text(&self, out: &mut dyn Write) -> io::Result<()> {
        let bold = |colour: AnsiColor| Style::new().bold().fg_color(Some(colour.into()));
        let (red, yellow, cyan) = (bold(AnsiColor::Red), bold(AnsiColor::Yellow), bold(AnsiColor::Cyan));
        let sentence = printable(&self.sentence()).into_owned();
        match (self.level, &self.hint) {
            (Level::Error, hint) => {
                writeln!(out, "{red}error{red:#}: {sentence}")?;
                hint.iter().try_for_each(|hint| writeln!(out, "{cyan}hint{cyan:#}: {}", printable(hint)))
            }
            (Level::Warning, None) => writeln!(out, "{yellow}warning{yellow:#}: {sentence}"),
            (Level::Warning, Some(hint)) => {
                writeln!(out, "{yellow}warning{yellow:#}: {sentence} ({})", printable(hint))
            }
            (Level::Note | Level::Progress, _) => writeln!(out, "{sentence}"),
        }
    }

    /// Writes it for programs, in one line. `time` is RFC 3339 in UTC.
    pub fn write_json(&self, out: &mut dyn Write, time: &str) -> io::Result<()> {
        let line = Line {
            time,
            level: self.level,
            message: self.sentence(),
            source: self.source.as_deref(),
            state: self.state,
            reason: self.state.map(|_| self.said.as_str()),
            hint: self.hint.as_deref(),
            counts: self.counts,
        };
        writeln!(out, "{}", to_safe_json(&line, false)?)
    }
}

impl From<&Warning> for Message {
    fn from(Warning { place, message, hint }: &Warning) -> Self {
        Self::about(place.as_str(), message.as_str()).with_hint(hint.as_deref())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(message: &Message) -> (String, String) {
        let (mut text, mut json) = (Vec::new(), Vec::new());
        message.write_text(&mut text).unwrap();
        message.write_json(&mut json, "2026-11-30T02:15:04Z").unwrap();
        let text = anstream::adapter::strip_str(std::str::from_utf8(&text).unwrap()).to_string();
        (text, String::from_utf8(json).unwrap())
    }

    #[test]
    fn both_forms_say_the_same() {
        let progress = Progress { bytes: 5, total_bytes: 10, documents: 2, passages: 7 };
        let messages = [
            Message::new(Level::Error, "it failed").with_hint(Some("try again")),
            Message::of_state(Level::Warning, "a/b.pdf", "rejected", "it is\ncut \u{202e}off"),
            Message::about("a/b.toml:3", "no date").with_hint(Some("write 2021")),
            Message::new(Level::Note, "it goes on"),
            Message::progress("half of it", progress),
            Message::progress("a page", ScanProgress { pages: 1, total_pages: 2 }),
        ];
        let mut told = String::new();
        for message in &messages {
            let (text, json) = written(message);
            assert_eq!(json.lines().count(), 1, "{json}");
            let value: serde_json::Value = serde_json::from_str(&json).unwrap();
            let sentence = printable(value["message"].as_str().unwrap()).into_owned();
            assert!(text.contains(&sentence) && text.contains(value["hint"].as_str().unwrap_or_default()), "{text}");
            told.push_str(&text);
            told.push_str(&json);
        }
        insta::assert_snapshot!(told, @r#"
        error: it failed
        hint: try again
        {"time":"2026-11-30T02:15:04Z","level":"error","message":"it failed","hint":"try again"}
        warning: a/b.pdf was rejected: it is cut off
        {"time":"2026-11-30T02:15:04Z","level":"warning","message":"a/b.pdf was rejected: it is\ncut \u202eoff","source":"a/b.pdf","state":"rejected","reason":"it is\ncut \u202eoff"}
        warning: a/b.toml:3: no date (write 2021)
        {"time":"2026-11-30T02:15:04Z","level":"warning","message":"a/b.toml:3: no date","source":"a/b.toml:3","hint":"write 2021"}
        it goes on
        {"time":"2026-11-30T02:15:04Z","level":"note","message":"it goes on"}
        half of it
        {"time":"2026-11-30T02:15:04Z","level":"progress","message":"half of it","bytes":5,"total_bytes":10,"documents":2,"passages":7}
        a page
        {"time":"2026-11-30T02:15:04Z","level":"progress","message":"a page","pages":1,"total_pages":2}
        "#);
    }

    #[test]
    fn a_warning_is_told_as_it_tells_itself() {
        for warning in [Warning::new("a/b.txt:7", "it is odd"), Warning::new("x", "y").with_hint("z")] {
            assert_eq!(written(&Message::from(&warning)).0, format!("warning: {warning}\n"));
        }
    }
}
