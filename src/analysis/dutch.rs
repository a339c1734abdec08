//! The chain, and nothing but the chain.

use std::cell::RefCell;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use super::compound;
use super::fold::fold;
use super::segment::{MAX_WORD_CHARS, Segment, SegmentKind, segments, shape, suspended};
use super::stem::DutchStemmer;
use super::{CAPITALS_MARK, LITERAL_MARK, PART_MARK, Token, TokenRole, is_in_capitals};

/// Word forms kept with their analysis. Running text repeats its forms: with a few ten thousand nearly every word is
/// found, and the whole is a few megabytes.
const MAX_CACHED_FORMS: usize = 60_000;

/// Pieces that one compound has at most; a longer chain of hyphens is a rule or a row of a table.
const MAX_PIECES: usize = 6;

/// The Dutch analysis chain. One per thread: it remembers the forms it has seen.
///
/// # Example
/// ```
/// use griffie::analysis::Analyzer;
///
/// let terms = |text| -> Vec<String> { Analyzer::default().stems(text) };
/// assert_eq!(terms("Overschotten BUIG"), terms("overschot buig"));
/// ```
#[derive(Default)]
pub struct Analyzer {
    stemmer: DutchStemmer,
    cache: RefCell<HashMap<String, Arc<Forms>>>,
}

/// What one word form becomes.
#[derive(Debug)]
struct Forms {
    folded: String,
    stem: String,
    literal: String,
    /// Terms of the parts of a compound, and of what neighbouring parts make together; looked for when first wanted, as
    /// it costs more than all else.
    parts: OnceLock<Vec<String>>,
}

impl Analyzer {
    /// Analyses a text: at each position the stem, the joined form of a compound that
    /// begins there, the parts of a compound written as one word, the literal form.
    pub fn tokens(&self, text: &str) -> Vec<Token> {
        let segments = segments(text);
        let last_part = |word: &str| compound::parts(word).last().map(|part| part.start);
        // By segment, ascending: `werktaken` at the first word of `werk- en inkomenstaken`.
        let mut suspended = suspended(text, &segments, &last_part).into_iter().peekable();
        let mut tokens = Vec::with_capacity(segments.len() * 2);
        let mut position = 0;
        for compound in segments.chunk_by(|_, next| next.continues) {
            if let [ending] = compound
                && ending.kind == SegmentKind::Ending
            {
                let term = format!("{LITERAL_MARK}{}", fold(ending.form(text)));
                tokens.push(Token { position, range: ending.range.clone(), term, role: TokenRole::Literal });
                position += 1;
                continue;
            }
            let forms_of: Vec<Arc<Forms>> = compound.iter().map(|s| self.forms(s.form(text), s.kind)).collect();
            let joined = self.joined(&forms_of);
            for (i, (segment, forms)) in compound.iter().zip(&forms_of).enumerate() {
                let mut push =
                    |range, term: &str, role| tokens.push(Token { position, range, term: term.to_owned(), role });
                push(segment.range.clone(), &forms.stem, TokenRole::Stem);
                let joined = joined.as_deref().filter(|_| i == 0);
                if let Some(joined) = joined {
                    push(whole(compound), joined, TokenRole::Joined);
                    // `re-integratietraject` also holds `reintegratie`.
                    let folded: String = forms_of.iter().map(|forms| forms.folded.as_str()).collect();
                    let own = |part: &String| forms_of.iter().any(|f| part[1..] == f.stem);
                    for part in self.part_terms(&folded, joined, &compound::parts(&folded)).iter().filter(|p| !own(p)) {
                        push(whole(compound), part, TokenRole::Part);
                    }
                }
                let written = segment.form(text);
                let parts = || self.part_terms(&forms.folded, &forms.stem, &parts_of(written, &forms.folded));
                for part in forms.parts.get_or_init(parts) {
                    push(segment.range.clone(), part, TokenRole::Part);
                }
                for also in &segment.also {
                    let stem = &self.forms(&also.form, also.kind).stem;
                    if *stem != forms.stem && joined != Some(stem) {
                        push(also.range.clone(), stem, TokenRole::Joined);
                    }
                }
                while let Some((_, word)) = suspended.next_if(|(of, _)| *of <= position) {
                    push(segment.range.clone(), &self.stemmer.stem(&word), TokenRole::Joined);
                }
                push(segment.range.clone(), &forms.literal, TokenRole::Literal);
                let written = &text[segment.range.clone()];
                if segment.kind == SegmentKind::Word {
                    let abbreviation = shape::acronym_end(written).map_or(written, |end| &written[..end]);
                    if is_in_capitals(abbreviation) {
                        push(
                            segment.range.clone(),
                            &format!("{CAPITALS_MARK}{}", fold(abbreviation)),
                            TokenRole::Capitals,
                        );
                    }
                }
                position += 1;
            }
        }
        tokens
    }

    /// The stems of a text, in order.
    pub fn stems(&self, text: &str) -> Vec<String> {
        self.words(text).into_iter().map(|(_, stem)| stem).collect()
    }

    /// The words of a text, in order, each with its stem: one a position, but for endings of abbreviations (`OR-en`).
    pub fn words(&self, text: &str) -> Vec<(Range<usize>, String)> {
        let words = segments(text).into_iter().filter(|word| word.kind != SegmentKind::Ending);
        words.map(|word| (word.range.clone(), self.forms(word.form(text), word.kind).stem.clone())).collect()
    }

    /// The stem of words that are written apart but could be written as one: `participatie bedrijf`.
    pub fn stem_of_joined(&self, words: &[&str]) -> String {
        self.stemmer.stem(&words.iter().map(|w| fold(w)).collect::<String>())
    }

    /// The stem of the compound as one word; `None` where it is one word, or two numbers (`2014-2017`). Three numbers
    /// are a date or a telephone number, which is one thing (`07-07-2020`).
    fn joined(&self, forms: &[Arc<Forms>]) -> Option<String> {
        let chars: usize = forms.iter().map(|f| f.folded.len()).sum();
        if forms.len() > MAX_PIECES || chars > MAX_WORD_CHARS {
            return None;
        }
        let words = forms.iter().any(|f| f.folded.contains(char::is_alphabetic));
        (forms.len() > 2 || forms.len() > 1 && words)
            .then(|| self.stemmer.stem(&forms.iter().map(|f| f.folded.as_str()).collect::<String>()))
    }

    /// Under [`PART_MARK`] the stems of the parts of a compound, and of each run of parts that is not the whole:
    /// `loonkostensubsidie` also holds `loonkosten`. Each once, the parts first.
    fn part_terms(&self, folded: &str, stem: &str, parts: &[Range<usize>]) -> Vec<String> {
        let mut terms: Vec<String> = Vec::new();
        for length in 1..parts.len() {
            for run in parts.windows(length) {
                let range = run[0].start..run[length - 1].end;
                let part = self.stem_of_part(&folded[range]);
                let term = format!("{PART_MARK}{part}");
                if part != stem && !terms.contains(&term) {
                    terms.push(term);
                }
            }
        }
        terms
    }

    /// The stem of a part of a compound, its linking letter taken off.
    pub fn stem_of_part(&self, part: &str) -> String {
        self.stemmer.stem(compound::without_link(part))
    }

    fn forms(&self, word: &str, kind: SegmentKind) -> Arc<Forms> {
        let is_language = matches!(kind, SegmentKind::Word | SegmentKind::Number);
        // Codes and addresses are not stemmed, and too few to be remembered beside the words of the same letters.
        if is_language && let Some(forms) = self.cache.borrow().get(word) {
            return Arc::clone(forms);
        }
        let folded = fold(word);
        let stem = if is_language { self.stemmer.stem(&folded) } else { folded.clone() };
        let literal = format!("{LITERAL_MARK}{folded}");
        let has_parts = kind != SegmentKind::Address;
        let parts = if has_parts { OnceLock::new() } else { OnceLock::from(Vec::new()) };
        let forms = Arc::new(Forms { folded, stem, literal, parts });
        if !is_language {
            return forms;
        }
        let mut cache = self.cache.borrow_mut();
        if cache.len() >= MAX_CACHED_FORMS {
            cache.clear();
        }
        cache.insert(word.to_owned(), Arc::clone(&forms));
        forms
    }
}

/// The parts of a word in its folded form: those that its letters and digits show (`BUIG` + `overschot`), else those of a
/// compound. Without gaps; empty where it has none.
pub fn parts_of(written: &str, folded: &str) -> Vec<Range<usize>> {
    let Some([head, rest]) = shape::parts(written) else { return compound::parts(folded) };
    let (head, rest) = (fold(&written[head]), fold(&written[rest]));
    // Folding looks at single characters, but for what no such word holds.
    if head.is_empty() || rest.is_empty() || head.len() + rest.len() != folded.len() {
        return Vec::new();
    }
    let of_rest = compound::parts(&rest);
    let whole_rest = of_rest.is_empty().then_some(folded.len());
    let ends = std::iter::once(head.len()).chain(of_rest.iter().map(|part| head.len() + part.end)).chain(whole_rest);
    let mut start = 0;
    ends.map(|end| {
        let part = start..end;
        start = end;
        part
    })
    .collect()
}

fn whole(compound: &[Segment]) -> Range<usize> {
    // A chunk has at least one segment.
    compound[0].range.start..compound[compound.len() - 1].range.end
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// `position:term` of every token.
    fn shown(text: &str) -> String {
        let tokens = Analyzer::default().tokens(text);
        tokens.iter().map(|t| format!("{}:{}", t.position, t.term)).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn stacks_joined_and_literal_forms() {
        assert_eq!(shown("BUIG-overschotten"), "0:buig 0:buigoverschot 0:=buig 0:^buig 1:overschot 1:=overschotten");
        assert_eq!(shown("€ 550.000"), "0:550000 0:=550.000");
        assert_eq!(shown("OR-en in"), "0:or 0:=or 0:^or 1:=en 2:in 2:=in");
        assert_eq!(shown("2014-2017"), "0:2014 0:=2014 1:2017 1:=2017");
        assert_eq!(shown("07-08-2020"), "0:07 0:2020-08-07 0:=07 1:08 1:=08 2:2020 2:=2020");
        assert_eq!(shown("BUIGbudget"), "0:buigbudget 0:+buig 0:+budget 0:=buigbudget 0:^buig");
        assert_eq!(shown("Wmo2015 IJssel"), "0:wmo2015 0:+wmo 0:+2015 0:=wmo2015 1:ijssel 1:=ijssel");
    }

    #[test]
    fn stacks_what_else_a_word_stands_for() {
        let texts = ["opgave(n)", "(meerjaren)plan", "B en W", "DB/MH", "1,5 mln", "b e s l u i t", "Z-21-003"];
        assert_eq!(
            texts.map(shown),
            [
                "0:opgaf 0:=opgave",
                "0:plan 0:meerjarenplan 0:meerjar 0:=plan",
                "0:b 0:b&w 0:=b 1:en 1:=en 2:w 2:=w",
                "0:db 0:dbmh 0:=db 0:^db 1:mh 1:=mh 1:^mh",
                "0:1,5 0:1500000 0:=1,5 1:miljoen 1:=mln",
                "0:besluit 0:=besluit",
                "0:z 0:z21003 0:=z 1:21 1:=21 2:003 2:=003",
            ]
        );
    }

    #[test]
    fn stacks_the_parts_of_compounds_and_what_hangs_on_a_hyphen() {
        assert_eq!(shown("raadsvoorstel"), "0:raadsvoorstel 0:+raad 0:+voorstel 0:=raadsvoorstel");
        assert!(shown("werk- en inkomenstaken").starts_with("0:werk 0:werktak 0:=werk 1:en "));
    }

    #[test]
    fn spellings_of_one_compound_share_terms() {
        let stems = |text: &str| Analyzer::default().tokens(text).into_iter().map(|t| t.term).collect::<Vec<_>>();
        for spelling in ["BUIG-overschot", "BUIGoverschot", "buigoverschot", "BUIG‑overschotten"] {
            assert!(stems(spelling).contains(&"buigoverschot".to_owned()), "{spelling}");
        }
        for spelling in ["re-integratie", "reïntegratie", "reintegratie"] {
            assert!(stems(spelling).contains(&"reintegratie".to_owned()), "{spelling}");
        }
    }

    proptest! {
        #[test]
        fn positions_and_offsets_never_go_back(text in "(\\PC|[-.:' ]){0,120}") {
            let tokens = Analyzer::default().tokens(&text);
            for pair in tokens.windows(2) {
                prop_assert!(pair[1].position >= pair[0].position && pair[1].position <= pair[0].position + 1);
                prop_assert!(pair[1].range.start >= pair[0].range.start);
            }
            for token in &tokens {
                prop_assert!(text.is_char_boundary(token.range.start) && text.is_char_boundary(token.range.end));
                prop_assert!(token.range.start < token.range.end);
            }
        }
    }
}
