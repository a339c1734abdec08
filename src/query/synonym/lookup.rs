//! The lists as the search asks them.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::{Abbreviation, Ambiguity, Expansion, Relation, SynonymList};
use crate::analysis::fold::fold;
use crate::analysis::{Analyzer, is_filler};

/// Endings that people put behind an abbreviation, longest first: `Wsw'ers`, `OR-en`, `pgb's`.
const ENDINGS: &[&str] = &["'ers", "-ers", "'er", "-er", "'en", "-en", "'s", "-s"];
/// A longer word is no abbreviation; nothing in the lists comes near it.
const MAX_ABBREVIATION_CHARS: usize = 24;

/// Abbreviations, full names and variants by what may be typed.
#[derive(Debug, Clone, Default)]
pub struct Synonyms {
    /// What an abbreviation stands for, by its key.
    abbreviations: HashMap<String, Vec<Meaning>>,
    /// Names and variants by their stems, filed under the first.
    names: HashMap<String, Vec<Name>>,
}

#[derive(Debug, Clone)]
struct Meaning {
    /// As the list writes it, which tells `VvE` from `VVE`.
    short: String,
    ambiguity: Ambiguity,
    expansions: Vec<Expansion>,
}

#[derive(Debug, Clone)]
struct Name {
    stems: Vec<String>,
    expansions: Vec<Expansion>,
}

/// A name or variant that begins at a word of the query, with what stands for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SynonymsAt<'s> {
    /// How many of the words given it takes.
    pub words: usize,
    /// What stands for these words. Never empty.
    pub expansions: &'s [Expansion],
}

impl Synonyms {
    /// Our lists, analysed once.
    pub fn builtin() -> &'static Self {
        static SYNONYMS: LazyLock<Synonyms> =
            LazyLock::new(|| Synonyms::new(SynonymList::builtin(), &Analyzer::default()));
        &SYNONYMS
    }

    /// A list, analysed as the index is.
    pub fn new(list: &SynonymList, analyzer: &Analyzer) -> Self {
        let mut synonyms = Self::default();
        let shorts: Vec<Short<'_>> = list.abbreviations.iter().map(|of| Short::new(of, analyzer)).collect();
        let mut by_name: HashMap<&[String], Vec<&Short<'_>>> = HashMap::new();
        for short in &shorts {
            for name in &short.names {
                by_name.entry(&name.stems).or_default().push(short);
            }
        }
        for short in &shorts {
            // `PW` is looked for beside `P-wet`, as both are short for one name.
            let siblings = short.names.first().and_then(|name| by_name.get(name.stems.as_slice()));
            synonyms.add_abbreviation(short, siblings.map_or(&[], Vec::as_slice));
        }
        for group in &list.variants {
            let words: Vec<Words> = group.words.iter().map(|word| Words::new(word, analyzer)).collect();
            let relation = if group.near { Relation::Near } else { Relation::Related };
            for of in &words {
                for other in words.iter().filter(|other| !of.holds(other) && !other.holds(of)) {
                    synonyms.add_name(&of.stems, other.expansion(relation, Ambiguity::None, &of.text));
                }
            }
        }
        synonyms
    }

    fn add_abbreviation(&mut self, short: &Short<'_>, siblings: &[&Short<'_>]) {
        let Short { of: Abbreviation { short: written, ambiguity, .. }, itself, names } = short;
        let mut expansions: Vec<Expansion> =
            names.iter().map(|name| name.expansion(Relation::FullName, *ambiguity, written)).collect();
        for sibling in siblings.iter().filter(|sibling| key(&sibling.of.short) != key(written)) {
            let ambiguity = sibling.of.ambiguity.max(*ambiguity);
            expansions.push(sibling.itself.expansion(Relation::Abbreviation, ambiguity, written));
        }
        for of in names {
            self.add_name(&of.stems, itself.expansion(Relation::Abbreviation, *ambiguity, &of.text));
            for other in names.iter().filter(|other| !of.holds(other) && !other.holds(of)) {
                self.add_name(&of.stems, other.expansion(Relation::Near, Ambiguity::None, &of.text));
            }
        }
        let meaning = Meaning { short: written.clone(), ambiguity: *ambiguity, expansions };
        self.abbreviations.entry(key(written)).or_default().push(meaning);
    }

    /// Files an expansion under the words it stands for, unless a stronger relation gives it already.
    fn add_name(&mut self, stems: &[String], expansion: Expansion) {
        let Some(first) = stems.first() else { return };
        let under = self.names.entry(first.clone()).or_default();
        let at = under.iter().position(|name| name.stems == stems).unwrap_or_else(|| {
            under.push(Name { stems: stems.to_vec(), expansions: Vec::new() });
            // Longest first, so that what is found is in order.
            under.sort_by_key(|name| std::cmp::Reverse(name.stems.len()));
            under.iter().position(|name| name.stems == stems).unwrap_or_default()
        });
        let expansions = &mut under[at].expansions;
        match expansions.iter_mut().find(|e| e.stems == expansion.stems) {
            Some(known) if known.relation == Relation::Related => *known = expansion,
            Some(_) => {}
            None => expansions.push(expansion),
        }
    }

    /// What an abbreviation, as typed, stands for; empty where it is none that we know.
    ///
    /// Endings are cut (`Wsw'ers`). Ambiguous meanings only count where the word was typed in capitals and those tell
    /// something: `shouting` says that the whole query is in capitals.
    pub fn of_abbreviation(&self, surface: &str, shouting: bool) -> Vec<&Expansion> {
        if surface.chars().count() > MAX_ABBREVIATION_CHARS {
            return Vec::new();
        }
        let word = with_plain_signs(surface);
        let found = std::iter::once(word.as_str())
            .chain(ENDINGS.iter().filter_map(|ending| word.strip_suffix(ending)))
            // `BOAs`: small letters behind capitals.
            .chain(word.strip_suffix('s').filter(|base| base.chars().count() > 1 && is_capitals(base)))
            .find_map(|base| Some((base, self.abbreviations.get(&key(base))?)));
        let Some((base, meanings)) = found else { return Vec::new() };
        let typed_so: Vec<&Meaning> = meanings.iter().filter(|m| m.short == base).collect();
        // `VvE` typed so means what is written so; only `vve` leaves it open.
        let as_written = base.contains(char::is_lowercase) && base.contains(char::is_uppercase) && !typed_so.is_empty();
        let meanings: Vec<&Meaning> = if as_written { typed_so } else { meanings.iter().collect() };
        let told_by_capitals =
            !shouting && (is_capitals(base) || as_written && base.chars().filter(|c| c.is_uppercase()).count() > 1);
        let mut expansions: Vec<&Expansion> = Vec::new();
        for meaning in meanings.into_iter().filter(|m| told_by_capitals || m.ambiguity == Ambiguity::None) {
            for expansion in &meaning.expansions {
                if expansions.iter().all(|known| known.stems != expansion.stems) {
                    expansions.push(expansion);
                }
            }
        }
        expansions
    }

    /// Names and variants that begin at a word, the longest first; `stems` are those of the content words of a query,
    /// in order, fillers set aside.
    pub fn matching_at(&self, stems: &[String], start: usize) -> Vec<SynonymsAt<'_>> {
        let Some(rest) = stems.get(start..).filter(|rest| !rest.is_empty()) else { return Vec::new() };
        let Some(names) = self.names.get(&rest[0]) else { return Vec::new() };
        names
            .iter()
            .filter(|name| rest.starts_with(&name.stems))
            .map(|name| SynonymsAt { words: name.stems.len(), expansions: &name.expansions })
            .collect()
    }
}

/// A meaning of an abbreviation, analysed.
struct Short<'l> {
    of: &'l Abbreviation,
    itself: Words,
    names: Vec<Words>,
}

impl<'l> Short<'l> {
    fn new(of: &'l Abbreviation, analyzer: &Analyzer) -> Self {
        let names = of.names.iter().map(|name| Words::new(name, analyzer)).filter(|name| !name.stems.is_empty());
        Self { of, itself: Words::new(&of.short, analyzer), names: names.collect() }
    }
}

/// Words of a list with their stems.
struct Words {
    text: String,
    stems: Vec<String>,
}

impl Words {
    /// Fillers are left out, unless nothing else is there: an abbreviation may look like one.
    fn new(text: &str, analyzer: &Analyzer) -> Self {
        let words = analyzer.words(text);
        let stems = |keep_fillers: bool| -> Vec<String> {
            let kept = words.iter().filter(|(range, _)| keep_fillers || !is_filler(&fold(&text[range.clone()])));
            kept.map(|(_, stem)| stem.clone()).collect()
        };
        let content = stems(false);
        let stems = if content.is_empty() { stems(true) } else { content };
        Self { text: text.to_owned(), stems }
    }

    /// Whether a passage with these words has those of `other` too.
    fn holds(&self, other: &Self) -> bool {
        other.stems.is_empty() || self.stems.windows(other.stems.len()).any(|window| window == other.stems)
    }

    fn expansion(&self, relation: Relation, ambiguity: Ambiguity, of: &str) -> Expansion {
        Expansion { text: self.text.clone(), stems: self.stems.clone(), relation, ambiguity, of: of.to_owned() }
    }
}

/// What spellings of an abbreviation share: its letters, digits and ampersands.
fn key(abbreviation: &str) -> String {
    let mut key = fold(abbreviation);
    key.retain(|c| c.is_alphanumeric() || c == '&');
    key
}

fn is_capitals(word: &str) -> bool {
    word.contains(char::is_uppercase) && !word.contains(char::is_lowercase)
}

/// One kind of apostrophe and of hyphen.
fn with_plain_signs(word: &str) -> String {
    let plain = |c| match c {
        '’' | '‘' | '´' | '`' | 'ʼ' | '′' => '\'',
        '\u{2010}' | '\u{2011}' | '\u{2013}' => '-',
        c => c,
    };
    word.chars().filter(|c| *c != '.').map(plain).collect()
}
