//! A word or sign with the number beside it: `paragraaf 4.2` is `§4.2`, `eerste kwartaal` is `Q1`, `aug. 2021` is `2021-08`,
//! `10 procent` is `10%`, and `'19` is `2019`.
//!
//! Added at the first of them, so that each way to write it asks for the same term; all words stay as they are.

use super::chunk::{self, Chunk};
use super::number::{self, month_number};
use super::{Segment, SegmentKind};

/// What is written for §.
const SECTIONS: &[&str] = &["paragraaf", "par"];
/// What is written for %.
const PERCENT: &[&str] = &["procent", "percent", "pct"];
/// The quarters of a year.
const QUARTERS: &[[&str; 4]] = &[
    ["eerste", "1e", "1ste", "1"],
    ["tweede", "2e", "2de", "2"],
    ["derde", "3e", "3de", "3"],
    ["vierde", "4e", "4de", "4"],
];
/// Longest word of those above, and of the months.
const MAX_WORD_BYTES: usize = 9;
/// Years of two digits up to this one are of this century.
const LAST_SHORT_YEAR: u32 = 50;

/// Adds what a chunk and the number or word beside it are together.
pub(super) fn note(text: &str, chunk: &Chunk, segment: &mut Segment) {
    let core = &text[chunk.core.clone()];
    if core.starts_with(|c: char| c.is_ascii_digit()) {
        of_number(text, chunk, segment);
    }
    if core.len() > MAX_WORD_BYTES || segment.range != chunk.core || chunk.range.start != chunk.core.start {
        return;
    }
    // `par. 4.2`; anything else between two words parts them.
    if !matches!(&text[chunk.core.end..chunk.range.end], "" | ".") {
        return;
    }
    // Nearly all words end here: what follows tells more than what they are.
    let follows = text[chunk.range.end..].trim_start_matches([' ', '\u{a0}']);
    if !follows.starts_with(|c: char| c.is_ascii_digit() || matches!(c, 'k' | 'K' | '\'' | '’' | '‘')) {
        return;
    }
    let is_any = |words: &[&str]| words.iter().any(|word| core.eq_ignore_ascii_case(word));
    let is_quarter = core.eq_ignore_ascii_case("kwartaal");
    let quarter = QUARTERS.iter().position(|written| is_any(written));
    let month = month_number(core);
    if !is_quarter && quarter.is_none() && month.is_none() && !is_any(SECTIONS) {
        return;
    }
    let Some(next) = chunk::next(text, chunk.range.end) else { return };
    let beside = &text[next.core.clone()];
    let is_bare = next.range.start == next.core.start;
    if let Some(month) = month {
        if let Some((year, end)) = year(text, &next) {
            segment.add(end, SegmentKind::Number, format!("{year}-{month:02}"));
        }
    } else if !is_bare {
    } else if is_quarter {
        if let Some(quarter) = QUARTERS.iter().position(|written| written[3] == beside) {
            segment.add(next.core.end, SegmentKind::Word, format!("Q{}", quarter + 1));
        }
    } else if let Some(quarter) = quarter {
        if beside.eq_ignore_ascii_case("kwartaal") {
            segment.add(next.core.end, SegmentKind::Word, format!("Q{}", quarter + 1));
        }
    } else if is_section(beside) {
        segment.add(next.core.end, SegmentKind::Number, format!("§{beside}"));
    }
}

fn of_number(text: &str, chunk: &Chunk, segment: &mut Segment) {
    let core = &text[chunk.core.clone()];
    if is_section(core) && text[..chunk.core.start].trim_end_matches([' ', '\u{a0}']).ends_with('§') {
        segment.add(chunk.core.end, SegmentKind::Number, format!("§{core}"));
    }
    if segment.range != chunk.core {
        return;
    }
    if core.len() == 2
        && let Some((year, end)) = year(text, chunk)
    {
        segment.add(end, SegmentKind::Number, year);
    }
    let Some(share) = share(core) else { return };
    let behind = &text[chunk.core.end..chunk.range.end];
    if behind.starts_with('%') {
        segment.add(chunk.core.end + 1, SegmentKind::Number, share);
    } else if behind.is_empty()
        && let Some(next) = chunk::next(text, chunk.range.end)
    {
        let is_word = || PERCENT.iter().any(|word| text[next.core.clone()].eq_ignore_ascii_case(word));
        if text[next.range.clone()].starts_with('%') {
            segment.add(next.range.start + 1, SegmentKind::Number, share);
        } else if next.range.start == next.core.start && is_word() {
            segment.add(next.core.end, SegmentKind::Number, share);
        }
    }
}

/// A share in a hundred in one form: `2.50` and `2,5` give `2,5%`.
fn share(number: &str) -> Option<String> {
    let (whole, fraction) = number.split_once([',', '.']).unwrap_or((number, ""));
    let is_digits = |s: &str, most: usize| s.len() <= most && s.bytes().all(|b| b.is_ascii_digit());
    if !is_digits(whole, 4) || !is_digits(fraction, 2) {
        return None;
    }
    let fraction = fraction.trim_end_matches('0');
    Some(if fraction.is_empty() { format!("{whole}%") } else { format!("{whole},{fraction}%") })
}

/// `4.2`, `4`, `4.2.1`: what a section is numbered with.
fn is_section(written: &str) -> bool {
    written.len() <= MAX_WORD_BYTES && written.bytes().all(|b| b.is_ascii_digit() || b == b'.')
}

/// The year that a chunk is (`2021`, `'21`) or begins with where the space behind a sentence was lost (`2021.Betreft`), and where
/// it ends.
fn year(text: &str, chunk: &Chunk) -> Option<(String, usize)> {
    let core = &text[chunk.core.clone()];
    let core = number::sentence_end(core).map_or(core, |end| &core[..end]);
    let end = chunk.core.start + core.len();
    let before = &text[chunk.range.start..chunk.core.start];
    if !core.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    match core.len() {
        4 if before.is_empty() => Some((core.to_owned(), end)).filter(|(year, _)| number::is_year(year)),
        // `'19` is a year, `'19'` is a number in quotes.
        2 if matches!(before, "'" | "’" | "‘") && !text[chunk.core.end..chunk.range.end].contains(['\'', '’', '‘']) =>
        {
            let short: u32 = core.parse().ok()?;
            Some((format!("{}{core}", if short <= LAST_SHORT_YEAR { 20 } else { 19 }), end))
        }
        _ => None,
    }
}

/// The year behind a day and its month, and where it ends.
pub(super) fn year_at(text: &str, at: usize) -> Option<(String, usize)> {
    let chunk = chunk::next(text, at)?;
    year(text, &chunk)
}

#[cfg(test)]
mod tests {
    use super::super::tests::shown;

    #[test]
    fn one_form_for_a_number_and_what_it_is_of() {
        for (text, form) in [
            ("§ 4.2", "§4.2"),
            ("§4.2.", "§4.2"),
            ("paragraaf 4.2", "§4.2"),
            ("(zie par. 4.2)", "§4.2"),
            ("eerste kwartaal", "Q1"),
            ("1e kwartaal 2021", "Q1"),
            ("kwartaal 3", "Q3"),
            ("augustus 2021", "2021-08"),
            ("aug. 2021", "2021-08"),
            ("aug. '21,", "2021-08"),
            ("mrt ’98", "1998-03"),
            ("10%", "10%"),
            ("10,0 procent", "10%"),
            ("2.5 %", "2,5%"),
            ("2,5 pct.", "2,5%"),
            ("in '19.", "2019"),
            ("2021-08", "2021-08"),
            ("08-2021", "2021-08"),
            ("augustus 2021.Betreft", "2021-08"),
        ] {
            assert!(shown(text).contains(&format!("{{{form}}}")), "{text}: {}", shown(text));
        }
        for text in ["'19'", "19", "4.2", "procent 10", "eerste 2021", "kwartaal 5", "mei", "augustus 12", "13-2021"] {
            assert!(!shown(text).contains('{'), "{text}: {}", shown(text));
        }
    }
}
