//! References whose pieces are held together by signs: `Z.21.003`, `2021/0456`, `DB/MH/DG`.
//!
//! The pieces are words; the whole is added to the first of them, without its signs: one writes `Z-21-003`, another
//! `Z.21.003` or `Z21003`. References in one piece (`RB2020079`) are told by their digits in [`word`](super::word).

use std::ops::Range;

use super::{Segment, SegmentKind, number};

/// Longest reference in bytes.
const MAX_CODE_BYTES: usize = 40;
/// Most letters of a piece that is an abbreviation or somebody's initials.
const MAX_INITIALS: usize = 5;
const SEPARATORS: &[char] = &['-', '.', '/'];

/// What a piece of a reference may be.
#[derive(Clone, Copy, PartialEq)]
enum Piece {
    /// Digits, and how many.
    Number(usize),
    /// Up to five letters, all of them capitals, at least two of them.
    Capitals,
    /// One letter, or up to five with two capitals (`MvdB`).
    Initials,
    /// Up to five letters, the first of them a capital: `Wsw`, but also `De`.
    Titled,
    /// Letters and digits, as references have them: `18uit02286`, `ZK21`.
    Mixed,
    /// Up to three small letters.
    Small,
}

/// Adds the pieces of a reference. Whether it was one.
pub(super) fn cut(text: &str, core: Range<usize>, found: &mut Vec<Segment>) -> bool {
    let written = &text[core.clone()];
    if written.len() > MAX_CODE_BYTES || !written.is_ascii() || !is_code(written) {
        return false;
    }
    let first = found.len();
    for piece in number::pieces(core.clone(), written, SEPARATORS) {
        let kind = match piece_kind(&text[piece.clone()]) {
            Some(Piece::Number(_)) => SegmentKind::Number,
            Some(Piece::Mixed) => SegmentKind::Code,
            _ => SegmentKind::Word,
        };
        found.push(Segment::new(piece, kind));
    }
    if let Some(segment) = found.get_mut(first) {
        segment.add(core.end, SegmentKind::Code, written.replace(SEPARATORS, ""));
    }
    true
}

fn is_code(written: &str) -> bool {
    let Some(pieces) = written.split(SEPARATORS).map(piece_kind).collect::<Option<Vec<_>>>() else { return false };
    let signs = || written.chars().filter(|c| SEPARATORS.contains(c));
    if pieces.len() < 2 {
        return false;
    }
    let digits: usize = pieces.iter().map(|p| if let Piece::Number(n) = p { *n } else { 0 }).sum();
    let has = |wanted: &[Piece]| pieces.iter().any(|piece| wanted.contains(piece));
    if pieces.iter().all(|piece| matches!(piece, Piece::Number(_))) {
        return is_code_of_numbers(written, &pieces, digits);
    }
    if digits == 0 && !has(&[Piece::Mixed]) {
        // `DB/MH/DG`, `AB/DB`, but not `en/of` and `m/v`.
        return signs().all(|c| c == '/') && has(&[Piece::Capitals]);
    }
    // `BUIG-2021` is a compound; with more pieces, or other signs, it is a reference.
    let is_bound = pieces.len() >= 3 || signs().all(|c| c != '-');
    let is_named = has(&[Piece::Capitals, Piece::Initials, Piece::Mixed]);
    let is_long = digits >= 3 || has(&[Piece::Mixed]);
    // `2022.Deze` lost a space.
    is_bound && is_named && is_long && !has(&[Piece::Titled])
}

/// `2021/0456` and `2021-12-0456`, but not `2020/2021`, `1/2`, `2020/21` and the numbers of sections.
fn is_code_of_numbers(written: &str, pieces: &[Piece], digits: usize) -> bool {
    let is_year = |piece: &str| piece.len() == 4 && ["17", "18", "19", "20"].iter().any(|c| piece.starts_with(c));
    let mut parts = written.split(SEPARATORS);
    match (parts.next(), parts.next(), pieces.len()) {
        (Some(year), Some(number), 2) => {
            let (year, number) = if is_year(year) { (year, number) } else { (number, year) };
            is_year(year) && !is_year(number) && (3..=7).contains(&number.len()) && !written.contains('.')
        }
        // Three numbers with hyphens are one compound already; see `Segment::continues`.
        _ => written.contains('/') && digits >= 7 && !written.contains('.'),
    }
}

fn piece_kind(piece: &str) -> Option<Piece> {
    let count = |wanted: fn(&u8) -> bool| piece.bytes().filter(wanted).count();
    let (digits, capitals, small) =
        (count(u8::is_ascii_digit), count(u8::is_ascii_uppercase), count(u8::is_ascii_lowercase));
    if digits + capitals + small < piece.len() {
        return None;
    }
    match (digits, capitals, small) {
        (0, 0, 0) => None,
        (digits, 0, 0) => Some(Piece::Number(digits)),
        (0, 2..=MAX_INITIALS, 0) => Some(Piece::Capitals),
        (0, 0, 1) | (0, 1, 0) => Some(Piece::Initials),
        (0, 2.., _) if piece.len() <= MAX_INITIALS => Some(Piece::Initials),
        (0, 1, _) if piece.len() <= MAX_INITIALS => Some(Piece::Titled),
        (0, 0, 2..=3) => Some(Piece::Small),
        (0, ..) => None,
        // Small letters stand between digits or alone at the end; elsewhere a table lost its spaces (`1.129Betonnen`).
        (_, 1.., 0) => Some(Piece::Mixed),
        (3.., 0, 1..=3) if piece.ends_with(|c: char| c.is_ascii_digit()) || small == 1 => Some(Piece::Mixed),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::shown;

    #[test]
    fn keeps_the_whole_beside_its_pieces() {
        for (text, expected) in [
            ("Z-21-12345", "Z{Z2112345} 21 12345"),
            ("z.21.003,", "z{z21003} 21 003"),
            ("(2021/0456)", "2021{20210456} 0456"),
            ("2021-0456", "2021{20210456} 0456"),
            ("DB/MH/DG", "DB{DBMHDG} MH DG"),
            ("AB/DB", "AB{ABDB} DB"),
            ("RB.2021/045", "RB{RB2021045} 2021 045"),
            ("MvdB/18.023", "MvdB{MvdB18023} 18 023"),
            ("18uit02286 RB2020079 GM0405", "18uit02286 RB2020079 GM0405"),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
    }

    #[test]
    fn leaves_words_and_ranges_alone() {
        for text in [
            "en/of",
            "m/v",
            "2020/2021",
            "1870-1920",
            "2020/21",
            "1/2",
            "BUIG-2021",
            "Covid-19",
            "art.7",
            "1.2.3",
            "12.5",
            "2e/3e",
            "nr.2021",
            "1.129Betonnen",
            "2023.2De",
            "2022.Deze",
        ] {
            assert!(!shown(text).contains('{'), "{text}: {}", shown(text));
        }
    }
}
