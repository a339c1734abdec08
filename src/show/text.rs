//! For people at a terminal.

use std::io::{self, Write};

use anstyle::{AnsiColor, Style};
use textwrap::{Options, WordSplitter};

use super::printable::printable;
use super::{Hit, ResultPage, counted, told_page};
use crate::document::DocumentKind;

/// How text is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TextStyle {
    /// Columns.
    pub width: usize,
    /// Whether escape sequences are understood; without them, what matched stands between asterisks.
    pub colour: bool,
}

const INDENT: &str = "    ";
/// More municipalities than these are told by their number.
const MAX_MUNICIPALITIES: usize = 3;

/// Writes a page: for each hit its title, where it stands, and its text with what matched marked.
///
/// # Errors
/// Where the output cannot be written.
pub fn write_text(out: &mut dyn Write, page: &ResultPage, style: TextStyle) -> io::Result<()> {
    if page.qid.is_some() {
        writeln!(out, "{}", printable(&page.query))?;
    }
    for hit in &page.hits {
        write_hit(out, hit, style)?;
    }
    writeln!(out, "{}", summary(page))
}

fn summary(page: &ResultPage) -> String {
    let found = format!("{} in {}", counted(page.total_passages, "passage"), counted(page.total_documents, "document"));
    let partial = page.hits.iter().filter(|hit| hit.partial).count();
    match (page.total_passages, partial) {
        (0, 0) => "nothing found".to_owned(),
        (0, _) => "no passage holds all the words; those above hold some of them".to_owned(),
        (_, _) if page.counts_partial => format!("{found} with any of the words"),
        (_, 0) => found,
        (_, n) => format!("{found} with all the words; {n} more above with some of them"),
    }
}

fn write_hit(out: &mut dyn Write, hit: &Hit, style: TextStyle) -> io::Result<()> {
    let paint = |style_of: Style, text: &str| {
        if style.colour { format!("{style_of}{text}{style_of:#}") } else { text.to_owned() }
    };
    let bold = Style::new().bold();
    let dim = Style::new().dimmed();
    let title = hit.title.as_deref().or(hit.subject.as_deref()).unwrap_or(&hit.source);
    let partial = if hit.partial { paint(dim, "  (some of the words)") } else { String::new() };
    let first = format!("{}{partial}", paint(bold, &printable(title)));
    let number = format!("{:>3} ", format!("{}.", hit.rank));
    for line in textwrap::wrap(&first, indented(style.width).initial_indent(&number)) {
        writeln!(out, "{line}")?;
    }
    let place = where_it_stands(hit);
    for line in textwrap::wrap(&place, indented(style.width)) {
        writeln!(out, "{}", paint(dim, &line))?;
    }
    for paragraph in mark(&hit.text, &hit.highlights, style.colour).lines() {
        for line in textwrap::wrap(paragraph, indented(style.width)) {
            writeln!(out, "{line}")?;
        }
    }
    for share in hit.explanation.iter().flatten() {
        let about = if share.about.is_empty() { String::new() } else { format!(": {}", printable(&share.about)) };
        writeln!(out, "{}", paint(dim, &format!("{INDENT}{:>7.3}  {}{about}", share.share, share.rule)))?;
    }
    if hit.explanation.is_some() {
        writeln!(out, "{}", paint(dim, &format!("{INDENT}{:>7.3}  score", hit.score)))?;
    }
    writeln!(out)
}

/// Lines under a margin. Words are not cut at their hyphens: paths and compounds stay whole.
fn indented(width: usize) -> Options<'static> {
    Options::new(width).initial_indent(INDENT).subsequent_indent(INDENT).word_splitter(WordSplitter::NoHyphenation)
}

/// municipality · date · kind · arrangement · heading · page · source
fn where_it_stands(hit: &Hit) -> String {
    let mut parts: Vec<String> = Vec::new();
    let shown = hit.municipalities.len().min(MAX_MUNICIPALITIES);
    if shown > 0 {
        let more = hit.municipalities.len() - shown;
        let names = hit.municipalities[..shown].join(", ");
        let names = if more > 0 { format!("{names} +{more}") } else { names };
        let in_part = if hit.predecessor_in_part { " in part" } else { "" };
        parts.push(match &hit.predecessor_of {
            Some(later) => format!("{names} (went into {later}{in_part})"),
            None => names,
        });
    }
    parts.extend(hit.date.clone());
    parts.extend(
        hit.kind.as_deref().map(|kind| kind.parse().map_or(kind.to_owned(), |k: DocumentKind| k.dutch().to_owned())),
    );
    if !hit.arrangements.is_empty() {
        parts.push(hit.arrangements.join(", "));
    }
    parts.extend(hit.heading.clone());
    let ocr = if hit.ocr { " (OCR)" } else { "" };
    parts.extend(hit.page.map(|page| format!("{}{ocr}", told_page(page, hit.page_label.as_deref()))));
    parts
        .extend(hit.lines.map(
            |(first, last)| if first == last { format!("line {first}") } else { format!("lines {first}-{last}") },
        ));
    parts.push(format!("{}/{}", hit.root, hit.source));
    printable(&parts.join(" · ")).into_owned()
}

/// A text with what matched marked, line by line. `highlights` are half-open ranges in Unicode scalar values, ascending.
pub(super) fn mark(text: &str, highlights: &[(usize, usize)], colour: bool) -> String {
    let style = Style::new().bold().fg_color(Some(AnsiColor::Yellow.into()));
    let (open, close) =
        if colour { (style.render().to_string(), style.render_reset().to_string()) } else { ("*".into(), "*".into()) };
    let mut out = String::with_capacity(text.len() + 64);
    let mut next = highlights.iter().peekable();
    let mut inside: Option<usize> = None;
    for (i, c) in text.chars().enumerate() {
        if inside == Some(i) {
            out.push_str(&close);
            inside = None;
        }
        if let Some((_, end)) = next.next_if(|(start, _)| *start == i) {
            out.push_str(&open);
            inside = Some(*end);
        }
        if c == '\n' {
            out.push(c);
        } else {
            out.push_str(&printable(c.encode_utf8(&mut [0; 4])));
        }
    }
    if inside.is_some() {
        out.push_str(&close);
    }
    out
}
