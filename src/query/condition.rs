//! From the parts of a query that must hold as they are written to what the index holds.
//!
//! Free words rank and may be missing in hits below the matching set; what was written with an operator, quotes or a field is a
//! condition of every hit. Its words count in ranking all the same.

use std::collections::HashMap;

use super::concept::{AnyOf, Concept, Variant, VariantReason};
use super::expand::{as_code, expand, literal_words};
use super::language::{FieldName, Node, Typed};
use super::parse::{ParsedQuery, QueryWord};
use super::period::Period;
use super::placed::Placed;
use super::spelling::{is_other_spelling, respell};
use super::synonym::Synonyms;
use super::{FilterArguments, Filters, add_defined, in_short, suggest_word};
use crate::analysis::fold::fold;
use crate::analysis::{Analyzer, LITERAL_MARK, TokenRole, is_filler};
use crate::document::{Body, DocumentKind, Listed, Theme, find_arrangement, suggest_arrangement};
use crate::index::{Entries, IndexError, Snapshot};
use crate::passage::Role;

/// Words of the texts that one pattern stands for, the most frequent first.
const MAX_EXPANSIONS: usize = 200;
/// Words that all patterns of a query stand for together.
const MAX_EXPANSIONS_IN_ALL: usize = 600;
/// Entries of the dictionaries that all patterns of a query look at together, some tenths of a second.
const MAX_LOOKED_AT: usize = 1_000_000;
/// Words of a query that may differ in some letters.
const MAX_FUZZY: usize = 8;
/// Pieces of all values together that are looked for as words, as nothing knows the values.
const MAX_PIECES_OF_VALUES: usize = 64;
/// Pieces of one pattern or code that are looked at.
const MAX_PIECES: usize = 8;

/// What must hold of a passage.
#[derive(Debug, Clone, PartialEq)]
pub enum Condition {
    /// It stands in one of the fields of text.
    Placed(Placed),
    /// The document is such a one.
    Filter(Box<Filters>),
    /// All these words stand in one field of the document.
    Within {
        /// Title or reference.
        field: FieldName,
        /// For each word its terms.
        words: Vec<AnyOf>,
    },
    /// All hold.
    All(Vec<Condition>),
    /// Any holds.
    Any(Vec<Condition>),
    /// It does not hold.
    Not(Box<Condition>),
}

impl Condition {
    /// What of it stands in the text of a passage that meets it, and is worth marking.
    pub fn marked(&self) -> Vec<&Placed> {
        match self {
            Self::Placed(placed) => vec![placed],
            Self::All(several) | Self::Any(several) => several.iter().flat_map(Self::marked).collect(),
            Self::Filter(_) | Self::Within { .. } | Self::Not(_) => Vec::new(),
        }
    }
}

/// What is needed to put a tree in terms of an index.
pub(super) struct Compiler<'a> {
    pub analyzer: &'a Analyzer,
    pub synonyms: &'a Synonyms,
    pub snapshot: &'a Snapshot,
    /// What ranks without having to be there.
    pub wished: Vec<Concept>,
    /// What was left out or read otherwise, in words for the user.
    pub remarks: Vec<String>,
    /// What occurs nowhere, and what was looked for instead.
    pub notes: Vec<String>,
    /// Words that patterns may still stand for.
    expansions_left: usize,
    /// Entries of the dictionaries that patterns may still look at.
    entries_left: usize,
    /// Those that were read.
    entries: Entries,
    /// Words that may still differ in some letters.
    fuzzy_left: usize,
    /// Pieces of values that may still be looked for as words.
    pieces_left: usize,
    /// Words for which the nearest may still be looked for.
    respellings_left: usize,
    /// What each pattern stands for: a query may hold the same one many times.
    known: HashMap<String, AnyOf>,
    /// Patterns for which nothing was left.
    left_out: Vec<String>,
}

impl<'a> Compiler<'a> {
    pub fn new(
        analyzer: &'a Analyzer,
        synonyms: &'a Synonyms,
        snapshot: &'a Snapshot,
        respellings_left: usize,
    ) -> Self {
        Self {
            analyzer,
            synonyms,
            snapshot,
            wished: Vec::new(),
            remarks: Vec::new(),
            notes: Vec::new(),
            expansions_left: MAX_EXPANSIONS_IN_ALL,
            entries_left: MAX_LOOKED_AT,
            entries: Entries::default(),
            fuzzy_left: MAX_FUZZY,
            pieces_left: MAX_PIECES_OF_VALUES,
            respellings_left,
            known: HashMap::new(),
            left_out: Vec::new(),
        }
    }

    /// Names what was not looked for at all because the query asks for too much.
    pub fn told_left_out(&self) -> Option<String> {
        let (first, others) = self.left_out.split_first()?;
        let others = if others.is_empty() { String::new() } else { format!(" and {} more patterns", others.len()) };
        Some(format!(
            "`{}`{others} were not looked for, as the query asks for too many words; use fewer patterns",
            in_short(first)
        ))
    }

    /// The condition of a tree.
    ///
    /// # Errors
    /// Where the index cannot be read.
    pub fn condition(&mut self, node: &Node) -> Result<Condition, IndexError> {
        let mut each = |nodes: &[Node]| nodes.iter().map(|node| self.condition(node)).collect::<Result<Vec<_>, _>>();
        Ok(match node {
            Node::And(nodes) => Condition::All(each(nodes)?),
            Node::Or(nodes) => Condition::Any(each(nodes)?),
            Node::Not(inner) => {
                let wished = self.wished.len();
                let condition = self.condition(inner)?;
                // What must not be there makes no hit better.
                self.wished.truncate(wished);
                Condition::Not(Box::new(condition))
            }
            Node::Must(inner) => self.condition(inner)?,
            Node::Field { field, value } => self.field(*field, value)?,
            Node::Word(word) => {
                let concepts = self.concepts(word, false)?;
                let placed = concepts.iter().map(|concept| Placed::Word(concept.variants.clone()));
                let all = placed.map(Condition::Placed).collect();
                self.wished.extend(concepts);
                Condition::All(all)
            }
            Node::Literal(_) | Node::Phrase { .. } | Node::Pattern(_) | Node::Fuzzy { .. } | Node::Near { .. } => {
                Condition::Placed(self.placed(node)?)
            }
        })
    }

    /// Where something stands that has places.
    fn placed(&mut self, node: &Node) -> Result<Placed, IndexError> {
        Ok(match node {
            Node::Word(word) => {
                let concepts = self.concepts(word, false)?;
                let placed = in_a_row(&concepts);
                self.wished.extend(concepts);
                placed
            }
            Node::Literal(word) => {
                let concepts = self.concepts(word, true)?;
                let placed = in_a_row(&concepts);
                self.wished.extend(concepts);
                placed
            }
            Node::Phrase { text, between } => {
                let words: Vec<(String, AnyOf)> = literal_words(&text.text, self.analyzer);
                for (word, _) in &words {
                    self.suggest(word)?;
                }
                let rank = words.iter().filter(|(word, _)| words.len() == 1 || !is_filler(&fold(word)));
                let concepts = rank.map(|(word, terms)| wished(word, terms.clone(), VariantReason::Literal));
                self.wished.extend(concepts);
                Placed::Sequence { words: words.into_iter().map(|(_, terms)| terms).collect(), between: *between }
            }
            Node::Pattern(pattern) => {
                // Pieces between signs are words of their own.
                let is_of_word = |c: char| c.is_alphanumeric() || c == '*' || c == '?';
                let pieces =
                    pattern.text.split(|c| !is_of_word(c)).filter(|piece| piece.contains(char::is_alphanumeric));
                let mut words = Vec::new();
                for piece in pieces.take(MAX_PIECES) {
                    let terms = self.words_like(piece)?;
                    self.wished.push(wished(piece, terms.clone(), VariantReason::Literal));
                    words.push(terms);
                }
                Placed::Sequence { words, between: 0 }
            }
            Node::Fuzzy { word, letters } => {
                let mut words = Vec::new();
                for (piece, mut terms) in literal_words(&word.text, self.analyzer).into_iter().take(MAX_PIECES) {
                    terms.extend(self.similar(&fold(&piece), *letters)?);
                    terms.sort_unstable();
                    terms.dedup();
                    self.wished.push(wished(&piece, terms.clone(), VariantReason::Spelling));
                    words.push(terms);
                }
                Placed::Sequence { words, between: 0 }
            }
            Node::Near { left, right, words } => {
                let (left, right) = (Box::new(self.placed(left)?), Box::new(self.placed(right)?));
                Placed::Near { left, right, words: *words }
            }
            Node::Or(nodes) => Placed::Any(nodes.iter().map(|node| self.placed(node)).collect::<Result<_, _>>()?),
            Node::Must(inner) => self.placed(inner)?,
            // The parser puts only what has places beside NEAR.
            Node::And(_) | Node::Not(_) | Node::Field { .. } => Placed::Any(Vec::new()),
        })
    }

    /// What one word asks for.
    fn concepts(&mut self, word: &Typed, literal: bool) -> Result<Vec<Concept>, IndexError> {
        let text = word.text.clone();
        let typed = QueryWord { range: 0..text.len(), text: text.clone(), literal };
        let parsed = ParsedQuery { text, words: vec![typed], ..ParsedQuery::default() };
        let mut expanded = expand(&parsed, self.analyzer, self.synonyms);
        add_defined(&mut expanded, self.snapshot)?;
        let respelt = respell(&mut expanded, self.analyzer, self.snapshot, &mut self.respellings_left)?;
        self.notes.extend(respelt.told);
        if literal {
            self.suggest(&word.text)?;
        }
        Ok(expanded.concepts)
    }

    /// Tells the nearest word to one that is asked for as it is and occurs nowhere.
    fn suggest(&mut self, word: &str) -> Result<(), IndexError> {
        if word.chars().all(char::is_alphabetic)
            && self.respellings_left > 0
            && let Some(near) = suggest_word(word, self.snapshot)?
        {
            self.respellings_left -= 1;
            self.notes.push(format!("{} occurs nowhere; did you mean {near}?", in_short(word)));
        }
        Ok(())
    }

    /// The words of the texts that a pattern stands for.
    fn words_like(&mut self, pattern: &str) -> Result<AnyOf, IndexError> {
        let folded = pattern.split_inclusive(['*', '?']).map(folded_piece).collect::<Vec<String>>().concat();
        if let Some(known) = self.known.get(&folded) {
            return Ok(known.clone());
        }
        if self.entries_left == 0 || self.expansions_left == 0 {
            self.left_out.push(pattern.to_owned());
            return Ok(AnyOf::new());
        }
        let found = self.snapshot.words_like(&folded, self.entries_left, &mut self.entries)?;
        self.entries_left -= found.looked_at;
        if !found.is_whole {
            self.remarks.push(format!(
                "`{}` asks for too many words to look at all; give more letters at its beginning",
                in_short(pattern)
            ));
        }
        let words = self.at_most(found.words, pattern);
        Ok(self.remember(folded, words))
    }

    /// The words of the texts that differ from a folded one in so many letters.
    fn similar(&mut self, word: &str, letters: u8) -> Result<AnyOf, IndexError> {
        let key = format!("{word}~{letters}");
        if let Some(known) = self.known.get(&key) {
            return Ok(known.clone());
        }
        if !word.chars().any(char::is_alphabetic) {
            return Ok(AnyOf::new());
        }
        if self.fuzzy_left == 0 || self.expansions_left == 0 {
            self.left_out.push(key);
            return Ok(AnyOf::new());
        }
        self.fuzzy_left -= 1;
        let similar = self.snapshot.similar_words(word, letters)?;
        let similar = self.at_most(similar, &key);
        Ok(self.remember(key, similar))
    }

    fn remember(&mut self, asked: String, words: Vec<(String, u64)>) -> AnyOf {
        let terms: AnyOf = words.into_iter().map(|(word, _)| format!("{LITERAL_MARK}{word}")).collect();
        self.known.insert(asked, terms.clone());
        terms
    }

    /// The most frequent of the words that something stands for, as many as one query may ask for.
    fn at_most(&mut self, mut words: Vec<(String, u64)>, what: &str) -> Vec<(String, u64)> {
        let most = MAX_EXPANSIONS.min(self.expansions_left);
        if words.len() > most {
            let (all, left_out) = (words.len(), words.len() - most);
            self.remarks.push(format!(
                "`{}` stands for {all} words; the {most} most frequent were looked for, {left_out} left out; give more letters",
                in_short(what)
            ));
            words.sort_by(|(a, of_a), (b, of_b)| of_b.cmp(of_a).then_with(|| a.cmp(b)));
            words.truncate(most);
        }
        self.expansions_left -= words.len();
        words
    }

    fn field(&mut self, field: FieldName, value: &Typed) -> Result<Condition, IndexError> {
        let one = || vec![self.inflected(field, &value.text).unwrap_or(&value.text).to_owned()];
        let arguments = match field {
            FieldName::Municipality => FilterArguments { municipalities: one(), ..Default::default() },
            FieldName::Arrangement => FilterArguments { arrangements: one(), ..Default::default() },
            FieldName::Body => FilterArguments { bodies: one(), ..Default::default() },
            FieldName::Kind => FilterArguments { kinds: one(), ..Default::default() },
            FieldName::Subject => FilterArguments { subjects: one(), ..Default::default() },
            FieldName::Theme => FilterArguments { themes: one(), ..Default::default() },
            FieldName::Role => FilterArguments { roles: one(), ..Default::default() },
            FieldName::Root => FilterArguments { roots: one(), ..Default::default() },
            FieldName::Date => match Period::read(&value.text) {
                Some(period) => {
                    if period.is_loose {
                        self.remarks.push(format!("{}:{} was read as {period}", field.dutch(), in_short(&value.text)));
                    }
                    let (since, until) = (period.since.map(|d| d.to_string()), period.until.map(|d| d.to_string()));
                    FilterArguments { since, until, ..Default::default() }
                }
                None => {
                    let how = "write 2021, 2021-08, 2021-08-12, 2019..2021 or >=2020-06";
                    return self.as_words(field, value, &format!("{} is not a date; {how}", in_short(&value.text)));
                }
            },
            FieldName::Title | FieldName::Reference => return self.within(field, value),
        };
        if value.text.contains('*') {
            let value = in_short(&value.text);
            self.remarks.push(format!("the `*` of {}:{value} was left out; write a whole name", field.dutch()));
        }
        let roots: Vec<String> = self.snapshot.payload().roots.iter().map(|(name, _)| name.clone()).collect();
        match Filters::look_up(&arguments, &roots) {
            Ok((filters, remarks)) => {
                self.remarks.extend(remarks);
                self.suggest_in(field, value, &filters)?;
                Ok(Condition::Filter(Box::new(filters)))
            }
            Err(error) => {
                let mend = error.short_hint.or(error.hint).map(|hint| format!("; {hint}")).unwrap_or_default();
                self.as_words(field, value, &format!("{}{mend}", error.message))
            }
        }
    }

    /// The value of a closed list that is meant by an inflection of one of its names: `brieven`.
    fn inflected(&self, field: FieldName, value: &str) -> Option<&'static str> {
        let stem = |name: &str| self.analyzer.stems(name).concat();
        let wanted = stem(value);
        let value = fold(value);
        let bearer = |is_wanted: &dyn Fn(&str) -> bool| match field {
            FieldName::Kind => DocumentKind::where_any(is_wanted).map(DocumentKind::as_str),
            FieldName::Body => Body::where_any(is_wanted).map(Listed::as_str),
            FieldName::Theme => Theme::where_any(is_wanted).map(Listed::as_str),
            FieldName::Role => Role::where_any(is_wanted).map(Listed::as_str),
            _ => None,
        };
        let meant = bearer(&|name| fold(name) == value).or_else(|| bearer(&|name| stem(name) == wanted));
        // What is misspelt is told, with what may have been meant.
        let is_misspelt =
            |name: &str| fold(name) != value && stem(name) == wanted && is_other_spelling(&value, &fold(name));
        meant.filter(|_| bearer(&is_misspelt).is_none())
    }

    /// What is open has no list to be refused by: tells what may have been meant where the index does not know it.
    fn suggest_in(&mut self, field: FieldName, value: &Typed, filters: &Filters) -> Result<(), IndexError> {
        match field {
            FieldName::Arrangement if find_arrangement(&value.text).is_none() => {
                let mut is_there = false;
                for name in &filters.arrangements {
                    is_there = is_there || self.snapshot.has_arrangement(name)?;
                }
                if !is_there {
                    let near = suggest_arrangement(&value.text).map(|near| format!("; did you mean {near}?"));
                    self.notes.push(format!(
                        "no list knows the arrangement {}{}",
                        in_short(&value.text),
                        near.unwrap_or_default()
                    ));
                }
            }
            FieldName::Subject => {
                for word in value.text.split_whitespace().take(MAX_PIECES) {
                    self.suggest(word)?;
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// A value that nothing knows is looked for as words, so that whoever meant words finds them.
    fn as_words(&mut self, field: FieldName, value: &Typed, why: &str) -> Result<Condition, IndexError> {
        self.remarks.push(format!("{}:{} was read as words: {why}", field.dutch(), in_short(&value.text)));
        let mut conditions = Vec::new();
        for word in value.text.split_whitespace() {
            let pieces = word.split(|c: char| !c.is_alphanumeric()).filter(|piece| !piece.is_empty()).count();
            if pieces > self.pieces_left {
                let left_out = format!("`{}` and what follows in {}:", in_short(word), field.dutch());
                self.remarks.push(format!("{left_out} were left out, as the query asks for too many words"));
                break;
            }
            self.pieces_left -= pieces;
            let word = Node::Word(Typed { text: word.to_owned(), ..value.clone() });
            conditions.push(self.condition(&word)?);
        }
        Ok(Condition::All(conditions))
    }

    /// Words of the title, codes of the reference.
    fn within(&mut self, field: FieldName, value: &Typed) -> Result<Condition, IndexError> {
        let mut words = Vec::new();
        for word in value.text.split_whitespace().take(MAX_PIECES) {
            if word.contains(['*', '?']) && word.contains(char::is_alphanumeric) {
                words.push(self.words_like(word)?);
            } else if field == FieldName::Reference {
                words.extend(code_words(word, self.analyzer));
            } else {
                self.suggest(word)?;
                words.extend(self.analyzer.stems(word).into_iter().map(|stem| vec![stem]));
            }
        }
        Ok(Condition::Within { field, words })
    }
}

/// A piece of a pattern up to its sign, as the words of the index are folded.
fn folded_piece(piece: &str) -> String {
    match piece.strip_suffix(['*', '?']) {
        Some(letters) => fold(letters) + &piece[letters.len()..],
        None => fold(piece),
    }
}

/// A code is meant as a whole, whatever its signs: `RB2021.045` is `RB2021045`.
fn code_words(code: &str, analyzer: &Analyzer) -> Vec<AnyOf> {
    let tokens = analyzer.tokens(code);
    if let Some(whole) = tokens.iter().find(|token| token.role == TokenRole::Joined) {
        return vec![vec![whole.term.clone()]];
    }
    // Small letters leave open whether it is one; then its pieces will do, and so will the whole in the place of each.
    let whole = as_code(code, analyzer);
    let stems = tokens.into_iter().filter(|token| token.role == TokenRole::Stem);
    stems.map(|token| std::iter::once(token.term).chain(whole.clone()).collect()).collect()
}

/// What counts in ranking without having to be there.
fn wished(word: &str, terms: AnyOf, reason: VariantReason) -> Concept {
    Concept {
        word: word.to_owned(),
        position: 0,
        variants: vec![Variant { words: vec![terms], reason }],
        hints: Vec::new(),
        exact: None,
    }
}

/// The pieces of a hyphen compound stand in a row, or are one word.
fn in_a_row(concepts: &[Concept]) -> Placed {
    let [one] = concepts else {
        let single = |concept: &Concept| -> AnyOf {
            concept.variants.iter().filter(|v| v.words.len() == 1).flat_map(|v| v.words[0].clone()).collect()
        };
        let words: Vec<AnyOf> = concepts.iter().map(single).collect();
        let joined: Vec<Variant> =
            concepts.iter().flat_map(|c| &c.variants).filter(|v| v.reason == VariantReason::Joined).cloned().collect();
        return Placed::Any(vec![Placed::Sequence { words, between: 0 }, Placed::Word(joined)]);
    };
    Placed::Word(one.variants.clone())
}
