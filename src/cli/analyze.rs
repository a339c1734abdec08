//! `griffie analyze`

use std::io::{BufRead, Write};

use serde::Serialize;

use super::args::{AnalyzeArguments, AnalyzeFormat};
use super::output::Terminal;
use super::{CliError, Exit};
use crate::analysis::fold::fold;
use crate::analysis::{AnalysisVersion, Analyzer, CAPITALS_MARK, LITERAL_MARK, PART_MARK, parts_of};
use crate::index::{IndexDirectory, Snapshot};
use crate::show::{printable, to_safe_json};

#[derive(Serialize)]
struct AnalyzedText<'a> {
    text: &'a str,
    version: &'a str,
    tokens: Vec<AnalyzedWord>,
}

#[derive(Serialize)]
struct AnalyzedWord {
    position: usize,
    surface: String,
    term: String,
    /// Parts of a compound written as one word; hyphen compounds stand at positions of their own.
    parts: Vec<String>,
    also: Vec<String>,
}

pub(super) fn run(arguments: &AnalyzeArguments, terminal: &Terminal) -> Result<Exit, CliError> {
    // The splitter and the rest of the chain are part of the program; an index of another version is refused here.
    if let Some(path) = &arguments.index {
        Snapshot::open(&IndexDirectory::new(path))?;
    }
    let analyzer = Analyzer::default();
    let version = AnalysisVersion::current();
    let mut out = terminal.stdout();
    let mut all = Vec::new();
    let mut take = |text: &str, out: &mut dyn Write| -> Result<(), CliError> {
        let analyzed = AnalyzedText { text, version: version.as_str(), tokens: words(&analyzer, text) };
        match arguments.format {
            AnalyzeFormat::Text => write_text(out, &analyzed)?,
            AnalyzeFormat::Jsonl => writeln!(out, "{}", to_safe_json(&analyzed, false)?)?,
            AnalyzeFormat::Json => all.push(serde_json::to_value(&analyzed).map_err(std::io::Error::from)?),
        }
        Ok(())
    };
    for text in &arguments.texts {
        if text == "-" {
            for line in std::io::stdin().lock().lines() {
                take(&line.map_err(|e| CliError::unreadable("standard input".as_ref(), e))?, &mut out)?;
            }
        } else {
            take(text, &mut out)?;
        }
    }
    if arguments.format == AnalyzeFormat::Json {
        writeln!(out, "{}", to_safe_json(&all, true)?)?;
    }
    out.flush()?;
    Ok(Exit::Done)
}

fn words(analyzer: &Analyzer, text: &str) -> Vec<AnalyzedWord> {
    let mut words: Vec<AnalyzedWord> = Vec::new();
    for token in analyzer.tokens(text) {
        match words.last_mut() {
            Some(word) if token.position == word.position => word.also.push(token.term),
            // An ending behind a hyphen (`OR-en`) has no stem.
            _ => words.push(AnalyzedWord {
                position: token.position,
                parts: surface_parts(&text[token.range.clone()]),
                surface: text[token.range].to_owned(),
                term: token.term,
                also: Vec::new(),
            }),
        }
    }
    words
}

/// The parts of a compound as they are written; none where it is no compound.
fn surface_parts(surface: &str) -> Vec<String> {
    let parts = parts_of(surface, &fold(surface));
    let mut written = Vec::with_capacity(parts.len());
    let mut start = 0;
    for part in parts {
        // Folding may shorten a word, so the end of a part is where what stands before it folds to its length.
        let mut ends = surface.char_indices().map(|(at, c)| at + c.len_utf8()).filter(|end| *end > start);
        let Some(end) = ends.find(|end| fold(&surface[..*end]).len() >= part.end) else { break };
        written.push(surface[start..end].to_owned());
        start = end;
    }
    // What follows the last letter is a mark or an invisible sign that belongs to it.
    if let Some(last) = written.last_mut() {
        last.push_str(&surface[start..]);
    }
    written
}

fn write_text(out: &mut dyn Write, analyzed: &AnalyzedText<'_>) -> std::io::Result<()> {
    writeln!(out, "{}", printable(analyzed.text))?;
    for word in &analyzed.tokens {
        let also: Vec<&str> = word
            .also
            .iter()
            .map(|term| term.trim_start_matches([LITERAL_MARK, PART_MARK, CAPITALS_MARK]))
            .filter(|t| *t != word.term)
            .collect();
        let also = if also.is_empty() { String::new() } else { format!("  also {}", also.join(", ")) };
        let (surface, term) = (printable(&word.surface), printable(&word.term));
        writeln!(out, "{:>4}  {surface}  →  {term}{}", word.position, printable(&also))?;
    }
    Ok(())
}
