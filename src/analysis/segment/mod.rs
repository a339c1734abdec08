//! Where does a word begin and end, and what else does it stand for?
//!
//! Text is cut into [`Segment`]s, one a position. They are the words of UAX #29 (unicode-segmentation) with what Dutch
//! extracted text needs on top. Nothing is rewritten before cutting, so that every range refers to the text as given;
//! where the word to be analysed differs from the text at its range, the segment says so.
//!
//! The steps, in their order; each looks at one run of characters without white space (a [`chunk`]) unless said otherwise:
//!
//! 1. [`spaced`]: `b e s l u i t` is one word. First, because nothing else makes sense of its letters. Looks ahead.
//! 2. [`address`]: `jan@vng.nl`, `https://vng.nl/a`. Before everything that cuts at dots, colons and slashes.
//! 3. [`number`]: dates, `7:2`. Before codes, which they look like.
//! 4. [`code`]: `Z.21.003`, `DB/MH/DG`, `2021/0456`.
//! 5. [`bracket`]: `(meerjaren)begroting`, `opgave(n)`. Before UAX #29, which would cut at the brackets.
//! 6. [`word`]: everything else, by UAX #29 with the cuts and joins of Dutch.
//! 7. Notes across white space, which add and change no cuts: amounts, dates in words, telephone numbers ([`number`]),
//!    `paragraaf 4.2`, `aug. 2021`, `10 procent` ([`label`]), `B en W` ([`sign`]), `mw. Bakker` ([`title`]).
//!
//! [`suspended`] (`werk- en inkomenstaken`) comes after all of them: it needs the words and a compound splitter.
//!
//! Each step is linear in the text. Steps that look at a chunk more than once leave chunks over [`MAX_CHUNK_BYTES`]
//! alone; those that look ahead stop after a few characters or never look at the same ones twice.

mod address;
mod bracket;
mod chunk;
mod code;
mod label;
mod number;
pub mod shape;
mod sign;
mod spaced;
mod suspended;
mod title;
mod word;

use std::ops::Range;

pub use suspended::suspended;

use chunk::{Chunk, Signs};

/// Longest word in characters; the longest Dutch compounds in council papers stay well below it.
pub const MAX_WORD_CHARS: usize = 120;
/// Longest chunk in bytes in which codes, dates and brackets are looked for: such things are short.
const MAX_CHUNK_BYTES: usize = 200;

/// What a word is, which decides what may be done to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SegmentKind {
    /// A word of language.
    Word,
    /// A reference or sign (`RB2020079`, `B&W`): never stemmed, never split.
    Code,
    /// An e-mail address, a URL or the host of one: never stemmed, never split.
    Address,
    /// A number, date or amount.
    Number,
    /// What only inflects the abbreviation or number before its hyphen (`OR-en`): no word of its own, but a phrase counts it.
    Ending,
}

/// One word of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Segment {
    /// Half-open byte range, on character boundaries.
    pub range: Range<usize>,
    /// Whether it belongs to one compound with the segment before it (`BUIG-overschot`).
    pub continues: bool,
    /// What it is.
    pub kind: SegmentKind,
    /// What is to be analysed in place of the text at `range`, where the two differ (`b e s l u i t`). Not folded.
    pub form: Option<Box<str>>,
    /// What else stands at this position.
    pub also: Vec<Also>,
}

/// A further word at the position of a segment: the whole of a code whose first piece the segment is, the word with its
/// brackets, an amount in full.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Also {
    /// Half-open byte range, on character boundaries. Begins where the segment begins and may end behind it.
    pub range: Range<usize>,
    /// What it is.
    pub kind: SegmentKind,
    /// What is to be analysed. Not folded, never empty.
    pub form: Box<str>,
}

impl Segment {
    fn new(range: Range<usize>, kind: SegmentKind) -> Self {
        Self { range, continues: false, kind, form: None, also: Vec::new() }
    }

    /// What is to be analysed.
    pub fn form<'a>(&'a self, text: &'a str) -> &'a str {
        self.form.as_deref().unwrap_or(&text[self.range.clone()])
    }

    /// Adds a word to this position, from the beginning of the segment to `end`.
    fn add(&mut self, end: usize, kind: SegmentKind, form: impl Into<Box<str>>) {
        let form = form.into();
        if self.also.iter().all(|also| also.form != form) {
            self.also.push(Also { range: self.range.start..end, kind, form });
        }
    }
}

/// Cuts a text into words. Ranges ascend and do not overlap; every letter and digit lies in one of them, but for the
/// endings of numbers with other signs (`50+'ers`) and what every web address begins with (`https://www.`).
pub fn segments(text: &str) -> Vec<Segment> {
    let mut found: Vec<Segment> = Vec::with_capacity(text.len() / 6);
    let mut spaced = spaced::Finder::default();
    let mut at = 0;
    while let Some(chunk) = chunk::next(text, at) {
        at = chunk.range.end;
        if chunk.core.is_empty() {
            continue;
        }
        if let Some((range, form)) = spaced.run(text, &chunk) {
            at = range.end;
            found.push(Segment { form: Some(form), ..Segment::new(range, SegmentKind::Word) });
            continue;
        }
        let first = found.len();
        cut(text, &chunk, &mut found);
        if let Some(segment) = found.get_mut(first)
            && segment.range.start == chunk.core.start
        {
            number::note(text, &chunk, segment);
            label::note(text, &chunk, segment);
            sign::note(text, &chunk, segment);
            title::note(text, &chunk, segment);
        }
    }
    found
}

/// Steps 2 to 6 for one chunk.
fn cut(text: &str, chunk: &Chunk, found: &mut Vec<Segment>) {
    if chunk.signs.is_plain() {
        word::push(text, chunk.core.clone(), false, found);
        return;
    }
    if chunk.signs.any(Signs::AT | Signs::DOT | Signs::COLON) {
        let mut at = chunk.range.start;
        while let Some(address) = address::find(text, at..chunk.range.end) {
            cut_rest(text, at..address.range.start, found);
            at = address.range.end;
            address.push(text, found);
        }
        if at > chunk.range.start {
            return cut_rest(text, at..chunk.range.end, found);
        }
    }
    cut_chunk(text, chunk, found);
}

/// What stands beside an address in its chunk.
fn cut_rest(text: &str, range: Range<usize>, found: &mut Vec<Segment>) {
    if let Some(chunk) = chunk::next(&text[..range.end], range.start)
        && !chunk.core.is_empty()
    {
        cut_chunk(text, &chunk, found);
    }
}

/// Steps 3 to 6.
fn cut_chunk(text: &str, chunk: &Chunk, found: &mut Vec<Segment>) {
    if chunk.range.len() > MAX_CHUNK_BYTES {
        return word::cut(text, chunk.range.clone(), found);
    }
    if number::cut(text, chunk.core.clone(), found) || code::cut(text, chunk.core.clone(), found) {
        return;
    }
    if chunk.signs.any(Signs::PAREN) {
        return bracket::cut(text, chunk.range.clone(), found);
    }
    word::cut(text, chunk.range.clone(), found);
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// What is to be analysed of each segment, under a `+` where it continues and a `~` where it only inflects, what it is also
    /// in braces.
    pub(super) fn shown(text: &str) -> String {
        let shown = |s: &Segment| {
            let also: String = s.also.iter().map(|also| format!("{{{}}}", also.form)).collect();
            let mark = match s.kind {
                SegmentKind::Ending => "~",
                _ if s.continues => "+",
                _ => "",
            };
            format!("{mark}{}{also}", s.form(text))
        };
        segments(text).iter().map(shown).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn cuts_where_dutch_words_end() {
        for (text, expected) in [
            ("BUIG-overschot", "BUIG +overschot"),
            ("re-integratie", "re +integratie"),
            ("BUIGoverschot", "BUIGoverschot"),
            ("tekst-7:2 7:2-procedure", "tekst +7:2 7:2 +procedure"),
            ("covid19 2021Begroting scholing35.000", "covid19 2021Begroting scholing 35.000"),
            ("2e 18uit02286 wmo2015 24uurszorg CO2", "2e 18uit02286 wmo2015 24uurszorg CO2"),
            ("werk- en inkomenstaken", "werk en inkomenstaken"),
            ("overschot - tekort", "overschot tekort"),
            ("beleid.De raad", "beleid De raad"),
            ("e.d.De J.P.Jansen j.p.jansen m.b.t.jeugd", "e.d De J.P Jansen j.p jansen m.b.t jeugd"),
            ("35.000Scholing Scholing35.000 35.000scholing", "35.000 Scholing Scholing 35.000 35.000 scholing"),
            ("Onderwerp:Beleidsplan aan:de", "Onderwerp Beleidsplan aan de"),
            ("m.b.t. B.V. drs.", "m.b.t B.V drs"),
            ("bijlage_2_begroting.pdf", "bijlage 2 begroting pdf"),
            ("€ 550.000 en 1,5", "550.000 en 1,5"),
            ("\u{345} \u{61a} ʼ", ""),
            ("2014-2017", "2014 +2017"),
            ("Midden-Groningen", "Midden +Groningen"),
            ("kosten/batenanalyse", "kosten batenanalyse"),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
    }

    #[test]
    fn reads_through_typography() {
        for (text, expected) in [
            ("BUIG‐overschot BUIG‑overschot BUIG–overschot", "BUIG +overschot BUIG +overschot BUIG +overschot"),
            ("2014–2017 maandag – vrijdag", "2014 2017 maandag vrijdag"),
            ("_nadruk_ **vet** `code`", "nadruk vet code"),
            ("scenario´s scenario’s pgb`s", "scenario´s scenario’s pgb`s"),
            ("uit\u{ad}voering", "uit\u{ad}voering"),
            ("'s-Hertogenbosch", "s +Hertogenbosch"),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
        let ranges = |text: &str| segments(text).len();
        assert_eq!(ranges("clie\u{308}nt reï\u{308}ntegratie cafe\u{301}."), 3);
    }

    #[test]
    fn endings_of_abbreviations_are_no_words() {
        for (text, expected) in [
            ("OR-en, Wsw-ers, UWV-er", "OR ~en Wsw ~ers UWV ~er"),
            ("50+'ers 65+-ers 50'ers 50-plussers", "50 65 50 50 +plussers"),
            ("Wsw'ers pgb's", "Wsw'ers pgb's"),
            ("zorg-en Wmo-s", "zorg +en Wmo +s"),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
    }

    #[test]
    fn signs_are_one_word() {
        assert_eq!(shown("B&W, W&I-taken P&C R&D"), "B&W W&I +taken P&C R&D");
        assert_eq!(shown("jeugd&gezin Peat&Co &c"), "jeugd gezin Peat Co c");
        assert_eq!(segments("B&W")[0].kind, SegmentKind::Code);
    }

    #[test]
    fn tells_what_a_word_is() {
        for (text, kind) in [
            ("covid19", SegmentKind::Word),
            ("beleid", SegmentKind::Word),
            ("2e", SegmentKind::Word),
            ("G40", SegmentKind::Word),
            ("550.000", SegmentKind::Number),
            ("RB2020079", SegmentKind::Code),
            ("vng.nl", SegmentKind::Address),
        ] {
            assert_eq!(segments(text)[0].kind, kind, "{text}");
        }
    }

    #[test]
    fn cuts_endless_words() {
        let text = "a".repeat(70_000);
        let segments = segments(&text);
        assert!(segments.iter().all(|s| s.range.len() <= MAX_WORD_CHARS));
        assert_eq!(segments.iter().map(|s| s.range.len()).sum::<usize>(), 70_000);
        let signs = format!("x{}", "_".repeat(500));
        assert_eq!(super::segments(&signs).len(), 1);
        assert!(super::segments(&format!("BUIG{}", "a".repeat(500))).iter().all(|s| s.range.len() <= MAX_WORD_CHARS));
    }

    /// Not timed; a quadratic step would run for minutes.
    #[test]
    fn hostile_text_is_read_in_one_pass() {
        for unit in [
            "-(-(", "a.a.", "a@", "a b ", "0 ", "088 9", "1 ", "vng.", "://", "a-", "1.500 ", "(a)", "&a", "_",
            "B en ", "´s",
        ] {
            let text = unit.repeat(200_000 / unit.len());
            let found = segments(&text);
            suspended(&text, &found, &|_| None);
            assert!(found.iter().all(|segment| segment.range.len() <= MAX_WORD_CHARS), "{unit}");
        }
    }

    fn is_sound(text: &str) -> Result<(), TestCaseError> {
        let mut end = 0;
        let mut digits = 0;
        for segment in &segments(text) {
            prop_assert!(segment.range.start >= end && segment.range.end > segment.range.start);
            end = segment.range.end;
            digits += text[segment.range.clone()].chars().filter(char::is_ascii_digit).count();
            prop_assert!(!crate::analysis::fold::fold(segment.form(text)).is_empty(), "{:?}", segment);
            prop_assert!(segment.form(text).chars().count() <= MAX_WORD_CHARS, "{:?}", segment);
            for also in &segment.also {
                prop_assert!(also.form.chars().count() <= MAX_WORD_CHARS, "{:?}", also);
                prop_assert!(also.range.start == segment.range.start && also.range.end <= text.len());
                prop_assert!(text.is_char_boundary(also.range.end));
                prop_assert!(!crate::analysis::fold::fold(&also.form).is_empty(), "{:?}", also);
            }
        }
        prop_assert_eq!(digits, text.chars().filter(char::is_ascii_digit).count());
        Ok(())
    }

    proptest! {
        #[test]
        fn ranges_ascend_and_lose_no_digit(text in "(\\PC|[-.:' ]){0,80}") {
            is_sound(&text)?;
        }

        #[test]
        fn ranges_ascend_in_what_looks_like_words(
            text in "([a-zA-Z]{1,3}|[0-9]{1,4}|[-.:/'()@&+_ ]|en|www\\.|https://|\\.nl|mln|é|–|´|\u{ad}|\u{301}|\u{345}|B en W){0,40}"
        ) {
            is_sound(&text)?;
        }

        #[test]
        fn composed_and_decomposed_letters_are_cut_alike(text in "([a-z]{2}|né|ïn|[-. '/]){0,40}") {
            let decomposed: String = unicode_normalization::UnicodeNormalization::nfd(text.as_str()).collect();
            let forms = |text: &str| segments(text).iter().map(|s| crate::analysis::fold::fold(s.form(text))).collect::<Vec<_>>();
            prop_assert_eq!(forms(&text), forms(&decomposed));
        }
    }
}
