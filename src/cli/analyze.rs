//! `griffie analyze`

use std::io::{BufRead, Write};

use serde::Serialize;

use super::args::{AnalyzeArguments, AnalyzeFormat};
use super::output::Terminal;
use super::{CliError, Exit};
use crate::analysis::{AnalysisVersion, Analyzer, LITERAL_MARK, TokenRole};
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
        match (token.role, words.last_mut()) {
            (TokenRole::Stem, _) | (_, None) => words.push(AnalyzedWord {
                position: token.position,
                surface: text[token.range].to_owned(),
                term: token.term,
                parts: Vec::new(),
                also: Vec::new(),
            }),
            (_, Some(word)) => word.also.push(token.term),
        }
    }
    words
}

fn write_text(out: &mut dyn Write, analyzed: &AnalyzedText<'_>) -> std::io::Result<()> {
    writeln!(out, "{}", printable(analyzed.text))?;
    for word in &analyzed.tokens {
        let also: Vec<&str> =
            word.also.iter().map(|term| term.trim_start_matches(LITERAL_MARK)).filter(|t| *t != word.term).collect();
        let also = if also.is_empty() { String::new() } else { format!("  also {}", also.join(", ")) };
        writeln!(out, "{:>4}  {}  →  {}{also}", word.position, printable(&word.surface), word.term)?;
    }
    Ok(())
}
