//! Where does a sentence end?
//!
//! UAX #29 sentence boundaries (unicode-segmentation), without those that Dutch official prose does not mean:
//! after abbreviations (`jl.`, `d.d.`, `art.`), initials (`A.B. Voorbeeld`) and the number of a point (`1. De raad`).

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

/// Abbreviations of official Dutch that end in a dot, in lower case, sorted. None of them ends a sentence here: a
/// sentence that goes on too long does less harm than one cut in two.
const ABBREVIATIONS: &[&str] = &[
    "a.d.h.v.", "a.s.", "a.u.b.", "aant.", "afd.", "afl.", "art.", "artt.", "b.g.g.", "b.v.", "bc.", "betr.", "bijl.",
    "bijv.", "blz.", "bv.", "c.q.", "c.s.", "ca.", "d.d.", "d.m.v.", "d.w.z.", "dd.", "dhr.", "dr.", "drs.", "ds.",
    "e.a.", "e.d.", "e.e.a.", "e.o.", "e.v.", "enz.", "etc.", "evt.", "excl.", "fig.", "fr.", "gem.", "h.o.d.n.",
    "hfst.", "i.c.", "i.c.m.", "i.h.k.v.", "i.o.", "i.o.m.", "i.p.v.", "i.s.m.", "i.v.m.", "i.z.", "inc.", "incl.",
    "ing.", "inw.", "ir.", "jl.", "jr.", "k.k.", "lid.", "m.a.w.", "m.b.t.", "m.b.v.", "m.i.", "m.i.v.", "m.n.",
    "m.u.v.", "max.", "mej.", "mevr.", "min.", "mln.", "mr.", "mrd.", "mw.", "n.a.v.", "n.o.", "n.v.", "n.v.t.", "nl.",
    "no.", "nr.", "nrs.", "o.a.", "o.b.v.", "o.g.v.", "o.i.", "o.l.v.", "o.m.", "o.v.v.", "obv.", "p.", "p.a.", "p.j.",
    "p.m.", "pag.", "par.", "plv.", "pnt.", "prof.", "q.q.", "r.k.", "red.", "resp.", "s.v.p.", "secr.", "sr.", "st.",
    "stb.", "stcrt.", "t.a.v.", "t.b.v.", "t.g.v.", "t.h.v.", "t.l.v.", "t.n.v.", "t.o.v.", "t.w.", "t.z.t.", "tel.",
    "temp.", "toel.", "u.i.t.", "v.a.", "v.d.", "v.w.b.", "verg.", "vgl.", "vlg.", "vlgs.", "vnl.", "wnd.", "z.g.",
    "z.i.", "z.o.z.", "z.s.m.", "zgn.",
];

/// Splits a text into sentences. Half-open byte ranges, ascending, adjacent (white space goes with the sentence before
/// it), together the whole text; a line break ends a sentence.
pub fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut start = 0;
    for (at, piece) in text.split_sentence_bound_indices() {
        let end = at + piece.len();
        let rest = &text[end..];
        if !rest.is_empty() && !piece.ends_with('\n') && continues(&text[start..end], rest) {
            continue;
        }
        found.push(start..end);
        start = end;
    }
    if start < text.len() {
        found.push(start..text.len());
    }
    found
}

/// Whether the boundary between `sentence` and `rest` is none.
fn continues(sentence: &str, rest: &str) -> bool {
    let trimmed = sentence.trim_end();
    if rest.starts_with(char::is_lowercase) {
        return true;
    }
    let Some(last) = trimmed.split_whitespace().next_back() else { return true };
    if !last.ends_with('.') {
        // A bracket or quote that opens alone, or a mark without a word.
        return !trimmed.chars().any(char::is_alphanumeric);
    }
    let bare = last.trim_start_matches(['(', '[', '"', '“', '‘', '\'']);
    let only_word = trimmed.split_whitespace().count() == 1;
    is_abbreviation(bare) || is_initials(bare) || (only_word && is_point_mark(bare))
}

fn is_abbreviation(word: &str) -> bool {
    ABBREVIATIONS.binary_search(&word.to_lowercase().as_str()).is_ok()
}

/// `A.`, `G.H.S.`, `Th.`
fn is_initials(word: &str) -> bool {
    word.split_terminator('.').all(|piece| {
        let mut chars = piece.chars();
        chars.next().is_some_and(char::is_uppercase) && chars.all(char::is_lowercase) && piece.chars().count() <= 2
    })
}

/// `1.`, `12.`, `a.`, `2.3.`
fn is_point_mark(word: &str) -> bool {
    word.len() <= 6
        && word.split_terminator('.').all(|p| p.chars().count() <= 2 && p.chars().all(char::is_alphanumeric))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn split(text: &str) -> Vec<&str> {
        sentences(text).into_iter().map(|r| text[r].trim()).collect()
    }

    #[test]
    fn abbreviations_are_sorted() {
        assert!(ABBREVIATIONS.is_sorted());
    }

    #[test]
    fn ends_sentences_where_a_reader_does() {
        for (text, expected) in [
            ("De raad besluit. Het college voert uit.", vec!["De raad besluit.", "Het college voert uit."]),
            ("Op 11 februari jl. De raad sprak.", vec!["Op 11 februari jl. De raad sprak."]),
            (
                "Het besluit d.d. 7 juli staat vast. Nu verder.",
                vec!["Het besluit d.d. 7 juli staat vast.", "Nu verder."],
            ),
            ("Dat volgt uit art. 25 van de WOR. Klaar?", vec!["Dat volgt uit art. 25 van de WOR.", "Klaar?"]),
            (
                "Aan mr. A.B. Voorbeeld is gevraagd, o.a. Hoorn.",
                vec!["Aan mr. A.B. Voorbeeld is gevraagd, o.a. Hoorn."],
            ),
            ("1. De raad stemt in. 2. Het college ook.", vec!["1. De raad stemt in.", "2. Het college ook."]),
            ("Wat nu? Niets!", vec!["Wat nu?", "Niets!"]),
            ("eerste regel\ntweede regel", vec!["eerste regel", "tweede regel"]),
            ("€ 1.200 per jaar. Dat is veel.", vec!["€ 1.200 per jaar.", "Dat is veel."]),
        ] {
            assert_eq!(split(text), expected);
        }
    }

    proptest! {
        #[test]
        fn ranges_cover_the_text(text in "\\PC{0,200}") {
            let mut end = 0;
            for range in sentences(&text) {
                prop_assert_eq!(range.start, end);
                prop_assert!(range.end > range.start);
                end = range.end;
            }
            prop_assert_eq!(end, text.len());
        }
    }
}
