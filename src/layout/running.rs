//! What is printed on every page and belongs to none: running headers and footers, page numbers.

use std::collections::HashMap;
use std::sync::LazyLock;

use regex::Regex;

use super::line::Line;

/// Lines at the top or the foot of a page that can be running lines.
const EDGE_LINES: usize = 3;
/// A line is running when it stands at the edge of at least this many pages ...
const MIN_REPEATS: usize = 3;
/// ... and of at least this share of them; a heading that happens to open three of forty pages is none.
const MIN_SHARE: f64 = 0.4;

/// A page number with its label, alone on its line or behind a short running title (`Raadsvoorstel Blz. 2 van 4`).
static PAGE_NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = r"(?i)^(?:.{0,60}\s)?(?:blz\.?|bladzijde|pagina|pag\.|page)\s*:?\s*\d{1,4}(?:\s*(?:van|/|of|\|)\s*\d{1,4})?$|^[-–—|]\s*\d{1,4}\s*[-–—|]$|^\d{1,4}\s*/\s*\d{1,4}$";
    Regex::new(pattern).expect("a constant pattern that the tests compile")
});
static DIGITS: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\d+").expect("a constant pattern that the tests compile"));

/// Different running lines that are kept to tell whose paper it is.
const MAX_KEPT: usize = 8;

/// Takes running lines out and gives them. A line that remains keeps the gap before what was taken out.
pub(super) fn drop_running_lines(lines: &mut Vec<Line>, pages: Option<u32>) -> Vec<Line> {
    let running = find_running(lines, pages);
    let mut index = 0;
    let mut carried_gap = 0;
    let is_dropped = |line: &mut Line| {
        let drop = running[index];
        index += 1;
        if drop {
            carried_gap = carried_gap.max(line.gap);
        } else {
            line.gap = line.gap.max(std::mem::take(&mut carried_gap));
        }
        drop
    };
    lines.extract_if(.., is_dropped).collect()
}

/// The first lines that differ in more than their numbers, of those that hold words.
pub(super) fn different(dropped: &[Line]) -> Vec<String> {
    let mut kept: Vec<String> = Vec::new();
    for Line { text, .. } in dropped {
        let is_new = || kept.iter().all(|known| shape(known) != shape(text));
        if kept.len() < MAX_KEPT && text.chars().any(char::is_alphabetic) && !is_contents_line(text) && is_new() {
            kept.push(text.clone());
        }
    }
    kept
}

fn find_running(lines: &[Line], pages: Option<u32>) -> Vec<bool> {
    // "De raad van de gemeente X, in vergadering bijeen …;" opens each of the motions of a bundle.
    let opens = |line: &Line| line.text.ends_with([',', ';', ':']) && line.text.contains("raad");
    let is_running =
        |line: &Line| line.width() <= 90 && PAGE_NUMBER.is_match(&line.text) || is_contents_line(&line.text);
    let mut running: Vec<bool> = lines.iter().map(is_running).collect();
    let Some(pages) = pages else { return running };
    let edges = edge_of_page(lines);
    let mut seen: HashMap<String, (usize, u32)> = HashMap::new();
    for (line, _) in lines.iter().zip(&edges).filter(|(_, edge)| **edge) {
        let entry = seen.entry(shape(&line.text)).or_insert((0, 0));
        if entry.1 != line.page {
            *entry = (entry.0 + 1, line.page);
        }
    }
    let enough = ((f64::from(pages) * MIN_SHARE).ceil() as usize).max(MIN_REPEATS);
    for (i, line) in lines.iter().enumerate() {
        let repeats =
            edges[i] && !opens(line) && seen.get(&shape(&line.text)).is_some_and(|(count, _)| *count >= enough);
        // A bare number is a page number only where it can be one: first or last on its page.
        let bare_number = edges[i] && line.text.len() <= 4 && line.text.bytes().all(|b| b.is_ascii_digit()) && {
            line.text.parse::<u32>().is_ok_and(|n| n.abs_diff(line.page) <= 2)
        };
        running[i] |= repeats || bare_number;
    }
    running
}

/// A line of a table of contents: `Financiën ........ 12`. The heading itself follows in the text.
fn is_contents_line(text: &str) -> bool {
    let title = text.trim_end_matches(|c: char| c.is_ascii_digit() || c == ' ');
    title.len() < text.len() && (title.ends_with(".....") || title.ends_with(". . . .") || title.ends_with("……"))
}

/// Whether each line is among the first or last of its page.
fn edge_of_page(lines: &[Line]) -> Vec<bool> {
    let mut edges = vec![false; lines.len()];
    let mut start = 0;
    for page in lines.chunk_by(|a, b| a.page == b.page) {
        for i in 0..page.len() {
            edges[start + i] = i < EDGE_LINES || i + EDGE_LINES >= page.len();
        }
        start += page.len();
    }
    edges
}

/// A line without its figures, so that `Nota 3` and `Nota 4` at the foot of two pages are one running line.
fn shape(text: &str) -> String {
    DIGITS.replace_all(text, "0").into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::line::read_lines;

    fn kept(text: &str) -> Vec<String> {
        let (mut lines, pages) = read_lines(text);
        drop_running_lines(&mut lines, pages);
        lines.into_iter().map(|l| l.text).collect()
    }

    #[test]
    fn drops_page_numbers_and_what_repeats_on_pages() {
        let text = "Nota bijstand\nDe raad\n1\u{c}Nota bijstand\nbesluit dit\n2\u{c}Nota bijstand\nvandaag.\n3";
        assert_eq!(kept(text), ["De raad", "besluit dit", "vandaag."]);
        assert_eq!(kept("Raadsvoorstel Blz. 1 van 4\nTekst\nPagina 2\n- 3 -\n4/12"), ["Tekst"]);
        assert_eq!(kept("Inhoud\n1 Geld ............ 12\nDe kosten zijn 12"), ["Inhoud", "De kosten zijn 12"]);
    }

    #[test]
    fn running_lines_are_kept_once() {
        let (mut lines, pages) =
            read_lines("Raad van Urk Blz. 1 van 4\nTekst\nRaad van Urk Blz. 2 van 4\n- 3 -\nGeld ........ 12");
        let dropped = drop_running_lines(&mut lines, pages);
        assert_eq!((dropped.len(), different(&dropped)), (4, vec!["Raad van Urk Blz. 1 van 4".to_owned()]));
    }

    #[test]
    fn keeps_numbers_that_are_content() {
        assert_eq!(kept("2020\nTekst op pagina 4 van de nota staat"), ["2020", "Tekst op pagina 4 van de nota staat"]);
        assert_eq!(kept("een\u{c}twee\u{c}een"), ["een", "twee", "een"]);
        let motion = "De raad van de gemeente Urk,\nverzoekt het college";
        assert_eq!(kept(&[motion; 3].join("\u{c}")).len(), 3, "what opens a motion stays");
    }
}
