//! Positions for people at a terminal.

use std::collections::HashSet;
use std::io::{self, Write};

use anstyle::Style;
use textwrap::{Options, WordSplitter};

use super::{PositionsPage, ShownPosition, told_once};
use crate::document::DocumentKind;
use crate::show::printable::printable;
use crate::show::text::mark;
use crate::show::{TextStyle, counted, told_page};

/// Under the date, which is at most `2020-05-30` and two spaces.
const INDENT: &str = "            ";

/// Writes for each position its date, holder, what it is, the sentence with the topic marked, and where it stands.
///
/// # Errors
/// Where the output cannot be written.
pub fn write_positions_text(out: &mut dyn Write, page: &PositionsPage, style: TextStyle) -> io::Result<()> {
    for (name, positions) in page.parts() {
        if let Some(name) = name {
            let told = format!("{} ({})", printable(&name), counted(positions.len(), "position"));
            writeln!(out, "{}\n", painted(Style::new().bold().underline(), &told, style))?;
        }
        for (position, others) in told_once(&positions) {
            write_position(out, position, others, style)?;
        }
    }
    writeln!(out, "{}", summary(page))
}

fn summary(page: &PositionsPage) -> String {
    let documents: HashSet<&str> = page.positions.iter().map(|position| position.document.as_str()).collect();
    match (page.total_positions, page.positions.len()) {
        (0, _) => "no positions found".to_owned(),
        (all, shown) if shown < all => {
            format!("the {shown} that answer best, of {}; --all shows all", counted(all, "position"))
        }
        (all, _) => format!("{} in {}", counted(all, "position"), counted(documents.len(), "document")),
    }
}

fn write_position(out: &mut dyn Write, position: &ShownPosition, others: usize, style: TextStyle) -> io::Result<()> {
    let dim = Style::new().dimmed();
    let date = format!("{:<12}", position.date.as_deref().unwrap_or("undated"));
    let first = format!("{} · {}", painted(Style::new().bold(), &printable(&position.holder), style), position.act());
    let under = || Options::new(style.width).subsequent_indent(INDENT).word_splitter(WordSplitter::NoHyphenation);
    for line in textwrap::wrap(&first, under().initial_indent(&date)) {
        writeln!(out, "{line}")?;
    }
    let sentence = mark(&position.sentence, &position.highlights, style.colour);
    let sentence = sentence.split_whitespace().collect::<Vec<_>>().join(" ");
    for line in textwrap::wrap(&sentence, under().initial_indent(INDENT)) {
        writeln!(out, "{line}")?;
    }
    for line in textwrap::wrap(&where_it_stands(position, others), under().initial_indent(INDENT)) {
        writeln!(out, "{}", painted(dim, &line, style))?;
    }
    writeln!(out)
}

/// title · kind · date of the document · page · source · what it takes up
fn where_it_stands(position: &ShownPosition, others: usize) -> String {
    let mut parts: Vec<String> = position.name().map(str::to_owned).into_iter().collect();
    let kind = |kind: &String| kind.parse().map_or(kind.clone(), |kind: DocumentKind| kind.dutch().to_owned());
    parts.extend(position.document_kind.as_ref().map(kind));
    // Where the act has a day of its own, that of the paper that tells it says something more.
    parts.extend(position.document_date.clone().filter(|date| position.date.as_ref() != Some(date)));
    parts.extend(position.page.map(|page| told_page(page, position.page_label.as_deref())));
    parts.push(format!("{}/{}", position.root, position.source));
    if others > 0 {
        parts.push(format!("also in {}", counted(others, "other place")));
    }
    if position.follows.is_some() {
        let date = position.follows_date.as_deref().unwrap_or("earlier");
        parts.push(format!("takes up that of {date}"));
    }
    printable(&parts.join(" · ")).into_owned()
}

fn painted(style_of: Style, text: &str, style: TextStyle) -> String {
    if style.colour { format!("{style_of}{text}{style_of:#}") } else { text.to_owned() }
}
