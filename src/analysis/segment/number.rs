//! Dates, articles of law, amounts and telephone numbers: one form for the ways in which they are written.
//!
//! - `12-08-2021`, `12.8.2021`, `2021-08-12`, `20210812`, `12 augustus 2021` and `12 aug. '21` also give `2021-08-12`, `08-2021` also `2021-08`;
//! - `7:2` is one number, as laws count their articles (and clocks their minutes);
//! - `1,5 mln` and `1,5 miljoen` also give `1500000`, which `1.500.000` becomes as well;
//! - `088 909 7198`, `088-9097198` and `+31 (0)88 909 7198` also give `0889097198`.
//!
//! What spans white space is a note at its first word and changes no cuts: each of its words is found by itself.

use std::ops::Range;

use super::chunk::{self, Chunk};
use super::{Segment, SegmentKind, label, word};
use crate::months::MONTHS;

/// Zeros that a word behind a number stands for.
const MULTIPLIERS: &[(&str, usize)] =
    &[("duizend", 3), ("mln", 6), ("mio", 6), ("miljoen", 6), ("mld", 9), ("miljard", 9)];
/// Most digits before the comma of an amount; more is no amount.
const MAX_AMOUNT_DIGITS: usize = 9;
/// Most digits of each number of an article.
const MAX_ARTICLE_DIGITS: usize = 3;
/// Longest article in bytes, as `10:123.45a`.
const MAX_ARTICLE_BYTES: usize = 16;
/// Digits of a Dutch telephone number, the 0 counted.
const PHONE_DIGITS: usize = 10;
/// Most signs between two groups of a telephone number (`088 - 909`).
const MAX_PHONE_SIGNS: usize = 3;

/// Adds the pieces of a date, an article, or an amount without its space (`1,5mln`). Whether it was one of them.
pub(super) fn cut(text: &str, core: Range<usize>, found: &mut Vec<Segment>) -> bool {
    let written = &text[core.clone()];
    if !written.starts_with(|c: char| c.is_ascii_digit()) {
        return cut_named_article(text, core, found);
    }
    if let Some(end) = sentence_end(written).filter(|end| date(&written[..*end]).is_some()) {
        cut(text, core.start..core.start + end, found);
        super::cut_rest(text, core.start + end..core.end, found);
        return true;
    }
    let month = || month_in_figures(written);
    if let Some(date) = date(written).or_else(month) {
        let first = found.len();
        for piece in pieces(core.clone(), written, &['-', '.', '/']) {
            found.push(Segment::new(piece, SegmentKind::Number));
        }
        if let Some(segment) = found.get_mut(first) {
            segment.add(core.end, SegmentKind::Number, date);
        }
        return true;
    }
    if is_article(written) {
        found.push(Segment::new(core, SegmentKind::Number));
        return true;
    }
    let digits = written.bytes().take_while(|b| b.is_ascii_digit() || matches!(b, b'.' | b',')).count();
    if let Some(amount) = amount(&written[..digits], &written[digits..]) {
        let mut segment = Segment::new(core.start..core.start + digits, SegmentKind::Number);
        segment.add(core.end, SegmentKind::Number, amount);
        found.push(segment);
        word::push(text, core.start + digits..core.end, false, found);
        return true;
    }
    false
}

/// Adds the pieces of `art7:2` and `Awb7:2`.
fn cut_named_article(text: &str, core: Range<usize>, found: &mut Vec<Segment>) -> bool {
    let written = &text[core.clone()];
    let Some(name) = written.find(|c: char| !c.is_alphabetic()).filter(|name| *name > 1) else { return false };
    let article = &written[name..];
    if !article.contains(':') || !is_article(article) {
        return false;
    }
    word::push(text, core.start..core.start + name, false, found);
    found.push(Segment::new(core.start + name..core.end, SegmentKind::Number));
    true
}

/// Where the dot stands behind which a sentence begins without a space: `12-08-2021.Betreft`.
pub(super) fn sentence_end(written: &str) -> Option<usize> {
    let end = written.find(|c: char| !c.is_ascii_digit() && !matches!(c, '-' | '/'))?;
    written[end..].strip_prefix('.').filter(|rest| rest.starts_with(char::is_uppercase)).map(|_| end)
}

/// Ranges between separators.
pub(super) fn pieces(range: Range<usize>, written: &str, separators: &[char]) -> Vec<Range<usize>> {
    let mut start = range.start;
    let mut pieces = Vec::new();
    for piece in written.split(separators) {
        pieces.push(start..start + piece.len());
        // Separators are ASCII.
        start += piece.len() + 1;
    }
    pieces
}

/// `7:2`, `4:84a`, `2.163c`, `19:30`. Dots without a letter behind them make a number anyhow.
fn is_article(written: &str) -> bool {
    if written.len() > MAX_ARTICLE_BYTES {
        return false;
    }
    let bare = written.strip_suffix(|c: char| c.is_ascii_lowercase()).unwrap_or(written);
    let separator = if bare.len() < written.len() && !bare.contains(':') { '.' } else { ':' };
    bare.contains(separator) && bare.split(separator).all(|piece| piece.len() <= MAX_ARTICLE_DIGITS && is_digits(piece))
}

/// Where the article of law ends that begins at a place within a chunk: `7:2` in `tekst-7:2`.
pub(super) fn article_end(text: &str, start: usize, limit: usize) -> Option<usize> {
    let is_begun = text[start..].starts_with(|c: char| c.is_ascii_digit())
        && !text[..start].ends_with(|c: char| c.is_alphanumeric() || c == ':');
    if !is_begun {
        return None;
    }
    let run = &text[start..limit];
    let len = run.find(|c: char| !c.is_alphanumeric() && !matches!(c, ':' | '.')).unwrap_or(run.len());
    let written = run[..len].trim_end_matches([':', '.']);
    (written.contains(':') && is_article(written)).then_some(start + written.len())
}

fn is_digits(written: &str) -> bool {
    !written.is_empty() && written.bytes().all(|b| b.is_ascii_digit())
}

/// A date in figures as `2021-08-12`.
fn date(written: &str) -> Option<String> {
    let separator = written.chars().find(|c| !c.is_ascii_digit()).filter(|c| matches!(c, '-' | '.' | '/'))?;
    let mut pieces = written.split(separator);
    let (Some(first), Some(month), Some(last), None) = (pieces.next(), pieces.next(), pieces.next(), pieces.next())
    else {
        return None;
    };
    let (day, year) = match (first.len(), last.len()) {
        (4, 1 | 2) if separator != '.' => (last, first.to_owned()),
        (1 | 2, 4) => (first, last.to_owned()),
        // Two digits with dots are as likely the number of a section.
        (2, 2) if separator == '-' && month.len() == 2 => (first, format!("20{last}")),
        _ => return None,
    };
    in_figures(day, month, &year)
}

/// `20210812` and `12082021` as `2021-08-12`. No digits are both: a year that begins with 18 to 20 leaves no month for the other.
fn date_without_signs(written: &str) -> Option<String> {
    if written.len() != 8 || !is_digits(written) {
        return None;
    }
    in_figures(&written[6..], &written[4..6], &written[..4])
        .or_else(|| in_figures(&written[..2], &written[2..4], &written[4..]))
}

fn in_figures(day: &str, month: &str, year: &str) -> Option<String> {
    let number = |written: &str, most: u16| written.parse().ok().filter(|n: &u16| (1..=most).contains(n));
    let (day, month, century) = (number(day, 31)?, number(month, 12)?, year.get(..2)?);
    (is_digits(year) && matches!(century, "18" | "19" | "20")).then(|| format!("{year}-{month:02}-{day:02}"))
}

/// An amount in full: `1,5` and `mln` give `1500000`.
fn amount(number: &str, multiplier: &str) -> Option<String> {
    let zeros = MULTIPLIERS.iter().find(|(word, _)| multiplier.eq_ignore_ascii_case(word))?.1;
    let (whole, fraction) = match number.split_once(',') {
        Some((whole, fraction)) => (whole, fraction),
        // A dot groups three digits, else it is a comma in English fashion.
        None => number.rsplit_once('.').filter(|(_, fraction)| fraction.len() != 3).unwrap_or((number, "")),
    };
    let whole = whole.replace('.', "");
    if !is_digits(&whole) || whole.len() > MAX_AMOUNT_DIGITS || fraction.len() > zeros {
        return None;
    }
    if !fraction.is_empty() && !is_digits(fraction) {
        return None;
    }
    let digits = format!("{whole}{fraction:0<zeros$}");
    let digits = digits.trim_start_matches('0');
    (!digits.is_empty()).then(|| digits.to_owned())
}

/// Adds what a number and the words behind it are together.
pub(super) fn note(text: &str, chunk: &Chunk, segment: &mut Segment) {
    let core = &text[chunk.core.clone()];
    if !core.starts_with(|c: char| c.is_ascii_digit()) || !segment.also.is_empty() {
        return;
    }
    if segment.range == chunk.core
        && let Some(date) = date_without_signs(core)
    {
        return segment.add(chunk.core.end, SegmentKind::Number, date);
    }
    let is_alone = segment.range == chunk.core && chunk.range.end == chunk.core.end;
    if is_alone
        && let Some(next) = chunk::next(text, chunk.range.end)
        && next.range.start == next.core.start
    {
        let follows = &text[next.core.clone()];
        if let Some(amount) = amount(core, follows) {
            return segment.add(next.core.end, SegmentKind::Number, amount);
        }
        if core.len() <= 2
            && let Some((date, end)) = date_in_words(text, core, follows, next.range.end)
        {
            return segment.add(end, SegmentKind::Number, date);
        }
    }
    if let Some((number, end)) = phone(text, chunk.core.start) {
        segment.add(end, SegmentKind::Number, number);
    }
}

fn date_in_words(text: &str, day: &str, month: &str, at: usize) -> Option<(String, usize)> {
    let month = month_number(month)?;
    let (year, end) = label::year_at(text, at)?;
    Some((in_figures(day, &month.to_string(), &year)?, end))
}

/// The number of a month from 1, by its name or the beginning of it.
pub(super) fn month_number(name: &str) -> Option<usize> {
    let is_named = |month: &str| {
        let begins = month.get(..name.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(name));
        begins && (name.len() >= 3 || name.len() == month.len()) || month == "maart" && name.eq_ignore_ascii_case("mrt")
    };
    MONTHS.iter().position(|month| is_named(month)).map(|month| month + 1)
}

/// Whether four digits are a year of a paper.
pub(super) fn is_year(written: &str) -> bool {
    written.len() == 4 && is_digits(written) && matches!(&written[..2], "18" | "19" | "20")
}

/// `2021-08` and `08-2021` as the former.
fn month_in_figures(written: &str) -> Option<String> {
    let (first, last) = written.split_once('-')?;
    let (year, month) = if first.len() == 4 { (first, last) } else { (last, first) };
    let number: u16 = Some(month).filter(|month| month.len() == 2 && is_digits(month))?.parse().ok()?;
    (is_year(year) && (1..=12).contains(&number)).then(|| format!("{year}-{month}"))
}

/// The telephone number that begins at a place and has signs between its digits, as ten digits, and where it ends.
fn phone(text: &str, start: usize) -> Option<(String, usize)> {
    let bytes = text.as_bytes();
    let abroad = match &bytes[start..] {
        [b'3', b'1', ..] if start > 0 && bytes[start - 1] == b'+' => 2,
        [b'0', b'0', b'3', b'1', ..] => 4,
        [b'0', b'1'..=b'9', ..] => 0,
        _ => return None,
    };
    // NL85 BNGH 0285 00 37 39 is the number of a bank account.
    let before = text[..start].trim_end();
    if abroad == 0
        && before.len() < start
        && before.bytes().rev().take_while(u8::is_ascii_uppercase).take(5).count() == 4
    {
        return None;
    }
    let mut digits = String::from(if abroad > 0 { "0" } else { "" });
    let mut first_group = 0;
    let mut signs = 0;
    let mut at = start + abroad;
    while digits.len() < PHONE_DIGITS {
        match bytes.get(at)? {
            // +31 (0)88: the 0 is dropped abroad.
            b'0' if abroad > 0 && digits.len() == 1 => {}
            digit @ b'0'..=b'9' => {
                if signs > 0 && first_group == 0 {
                    first_group = digits.len();
                }
                digits.push(char::from(*digit));
                signs = 0;
                at += 1;
                continue;
            }
            b' ' | b'-' | b'.' | b'(' | b')' | b'\xc2' | b'\xa0' if signs < MAX_PHONE_SIGNS => signs += 1,
            _ => return None,
        }
        at += 1;
    }
    let follows = text.get(at..)?;
    let goes_on = follows.starts_with(char::is_alphanumeric)
        || follows.starts_with(['-', '.', ',', '/', ':']) && follows[1..].starts_with(char::is_alphanumeric);
    let is_area = abroad > 0 || matches!(first_group, 3 | 4) || first_group == 2 && digits.starts_with("06");
    (is_area && !goes_on).then_some((digits, at))
}

#[cfg(test)]
mod tests {
    use super::super::tests::shown;

    #[test]
    fn one_form_for_each_date() {
        for text in [
            "12-08-2021",
            "12.8.2021",
            "12/08/2021",
            "2021-08-12",
            "12-08-21",
            "12 aug. 2021",
            "12 Augustus 2021,",
            "12 aug. '21",
            "20210812",
            "(12082021),",
            "12-08-2021.Betreft",
            "12 augustus 2021.Betreft",
        ] {
            assert!(shown(text).contains("{2021-08-12}"), "{text}: {}", shown(text));
        }
        assert_eq!(shown("(12-08-2021)"), "12{2021-08-12} 08 2021");
        assert_eq!(shown("12-08-2021.Betreft de"), "12{2021-08-12} 08 2021 Betreft de");
        assert_eq!(shown("12 augustus 2021"), "12{2021-08-12} augustus{2021-08} 2021");
        for text in [
            "20211308",
            "32082021",
            "22210812",
            "120820210",
            "RB20210812",
            "20210812a",
            "32-08-2021",
            "12-13-2021",
            "1.2.2",
            "2014-2017",
            "3 mei jl.",
            "12 m 2021",
            "12 jaar 2021",
            "12.08.21",
        ] {
            assert!(!shown(text).contains('{'), "{text}: {}", shown(text));
        }
    }

    #[test]
    fn amounts_in_full() {
        for text in ["€ 1,5 mln", "1,5 miljoen", "€1,5mln.", "EUR 1.5 Mln", "1.500 duizend"] {
            assert!(shown(text).contains("{1500000}"), "{text}: {}", shown(text));
        }
        assert_eq!(shown("2,75 miljard"), "2,75{2750000000} miljard");
        assert_eq!(shown("EUR 750.000,- en € 550.000"), "EUR 750.000 en 550.000");
        assert_eq!(shown("0 miljoen 1,2,3 mln 1,5, mln"), "0 miljoen 1,2,3 mln 1,5 mln");
    }

    #[test]
    fn articles_are_one_number() {
        assert_eq!(shown("7:2, 4:84a (19:30) art. 7.2 2.163c"), "7:2 4:84a 19:30 art 7.2 2.163c");
        assert_eq!(shown("tekst-7:2, 7:2-procedure art.7:2"), "tekst +7:2 7:2 +procedure art 7:2");
        assert_eq!(shown("1:50.000 7:2:x"), "1 50.000 7 2 x");
        assert_eq!(shown("art7:2, Awb8:1a uur:12 a7:2"), "art 7:2 Awb 8:1a uur 12 a7 2");
    }

    #[test]
    fn one_form_for_each_telephone_number() {
        for text in [
            "088 909 7198",
            "088-9097198",
            "(088) 909 71 98",
            "088 - 909 7198.",
            "+31 (0)88 909 7198",
            "0031 88 9097198",
        ] {
            assert!(shown(text).contains("{0889097198}"), "{text}: {}", shown(text));
        }
        assert!(shown("06-12 34 56 78").starts_with("06{0612345678} "));
        for text in [
            "010 020 030 040",
            "06-12-2021 10 00",
            "0 5 10 15 20 25",
            "088 909 71",
            "NL 85 BNGH 0285 00 37 39",
            "0123 4567890",
            "088 909 7198-2",
        ] {
            assert!(!shown(text).contains("{0"), "{text}: {}", shown(text));
        }
    }
}
