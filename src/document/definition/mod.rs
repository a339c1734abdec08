//! Which abbreviations and short names does a text define itself?
//!
//! `Wet sociale werkvoorziening (Wsw)`, `WNK (Werkvoorzieningschap Noord-Kennemerland)`, `Servicebureau Jeugdhulp
//! Haaglanden (hierna: SBJH)`. After Schwartz and Hearst, "A simple algorithm for identifying abbreviation definitions in
//! biomedical text" (2003), made stricter and Dutch: each letter must be the first of a word, or stand inside a compound
//! where a part may begin (`loonkostensubsidie`, LKS), and no content word may go without a letter. A wrong definition
//! would send searches astray everywhere, a missed one costs a single expansion, so what is in doubt is left.

mod letters;
#[cfg(test)]
mod tests;

use std::collections::HashSet;
use std::ops::Range;

use letters::Short;

/// A short name that a text explains.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Definition {
    /// The abbreviation or short name as written, without article, quotes and plural ending.
    pub abbreviation: String,
    /// The full name as written, on one line.
    pub full: String,
    /// Half-open byte range of the whole in the text, on character boundaries.
    pub range: Range<usize>,
}

/// Bytes before a bracket in which the full name is looked for, and bytes behind it in which it must close: names of laws
/// take up to some 120.
const WINDOW: usize = 200;
/// Most words of a full name, small ones counted.
const MAX_WORDS: usize = 16;

/// Words that an abbreviation may pass over.
const SMALL_WORDS: &[&str] = &[
    "de", "het", "een", "der", "den", "des", "van", "en", "of", "voor", "in", "op", "aan", "bij", "tot", "met", "te",
    "ten", "ter", "om", "uit", "als", "naar", "over", "and", "of", "the", "for", "door", "&", "-", "–",
];
/// Words that open an official name and often have no letter in its abbreviation (`IOAW`).
const OPENING_WORDS: &[&str] = &["Wet", "Besluit", "Regeling", "Stichting"];
/// Articles that begin a sentence.
const ARTICLES: &[&str] = &["De", "Het", "Een"];
/// What a contract calls its parties and itself: true on that page and nowhere else.
const ROLES: &[&str] = &[
    "gemeente",
    "gemeenten",
    "college",
    "raad",
    "partij",
    "partijen",
    "opdrachtgever",
    "opdrachtnemer",
    "aanbieder",
    "regeling",
    "verordening",
    "wet",
    "besluit",
    "overeenkomst",
    "stichting",
    "vereniging",
    "vennootschap",
    "koper",
    "verkoper",
    "ontwikkelaar",
    "initiatiefnemer",
    "provincie",
    "rijk",
    "minister",
    "dienst",
    "bestuur",
    "plan",
    "nota",
    "huurder",
    "verhuurder",
    "exploitant",
    "eigenaar",
    "bank",
    "commissie",
    "project",
    "grond",
    "locatie",
    "visie",
];
/// How a text announces a short name.
const ANNOUNCEMENTS: &[&str] = &[
    "hierna te noemen",
    "hierna genoemd",
    "hierna aan te duiden als",
    "hierna aangeduid als",
    "hierna ook",
    "hierna",
    "verder te noemen",
    "verder genoemd",
    "nader te noemen",
    "afgekort",
    "kortweg",
    "ook wel",
    "in het kort",
];

/// The definitions of a text in the order of their places, each only once.
///
/// Takes time in proportion to the text, whatever it holds.
pub fn definitions(text: &str) -> Vec<Definition> {
    let mut found = Vec::new();
    let mut seen = HashSet::new();
    for (open, _) in text.match_indices('(') {
        let Some(inside) = bracketed(text, open) else { continue };
        let definition = announced(text, open, inside.clone())
            .or_else(|| name_before(text, open, inside.clone()))
            .or_else(|| name_inside(text, open, inside));
        if let Some(definition) = definition
            && seen.insert((definition.abbreviation.clone(), definition.full.to_lowercase()))
        {
            found.push(definition);
        }
    }
    found
}

/// What stands between a bracket and the one that closes it, if that is near and no other opens before.
fn bracketed(text: &str, open: usize) -> Option<Range<usize>> {
    let start = open + 1;
    let end = text.floor_char_boundary((start + WINDOW).min(text.len()));
    let close = text[start..end].find(['(', ')'])?;
    text[start + close..].starts_with(')').then_some(start..start + close)
}

/// `Wet sociale werkvoorziening (Wsw)`.
fn name_before(text: &str, open: usize, inside: Range<usize>) -> Option<Definition> {
    let short = Short::new(&text[inside.clone()])?;
    let words = words_before(text, open);
    let full = short.name_that_ends(text, &words)?;
    Some(definition(text, short.text, full.clone(), full.start..inside.end + 1))
}

/// `WNK (Werkvoorzieningschap Noord-Kennemerland)`.
fn name_inside(text: &str, open: usize, inside: Range<usize>) -> Option<Definition> {
    let before = words_before(text, open).pop()?;
    // Words before end at signs, and `A/B (…)` is one word here.
    let short = Short::new(&text[before.clone()])?;
    let words = words_in(text, inside.clone());
    if words.len() > MAX_WORDS || words.len() < 2 {
        return None;
    }
    let opening = usize::from(OPENING_WORDS.contains(&&text[words[0].clone()]));
    let accounted = short.accounts_for(text, &words) || opening == 1 && short.accounts_for(text, &words[1..]);
    let full = words[0].start..words[words.len() - 1].end;
    accounted.then(|| definition(text, short.text, full, before.start..inside.end + 1))
}

/// `Servicebureau Jeugdhulp Haaglanden (hierna: SBJH)`. Here the text says itself what it does, so the letters need not fit.
fn announced(text: &str, open: usize, inside: Range<usize>) -> Option<Definition> {
    let content = text[inside.clone()].trim();
    let rest = ANNOUNCEMENTS.iter().find_map(|words| {
        let head = content.get(..words.len())?;
        head.eq_ignore_ascii_case(words).then(|| &content[words.len()..])
    })?;
    let rest = rest.trim_start_matches([':', ' ', '\u{a0}', ',']);
    let name = without_quotes(rest);
    let name = ["de ", "het ", "‘", "'"].iter().find_map(|article| name.strip_prefix(article)).unwrap_or(name);
    let name = without_quotes(name);
    let words = words_before(text, open);
    if let Some(short) = Short::new(name)
        && let Some(full) = short.name_that_ends(text, &words)
    {
        return Some(definition(text, short.text, full.clone(), full.start..inside.end + 1));
    }
    let is_name = name.starts_with(char::is_uppercase)
        && name.chars().count() <= 30
        && name.split_whitespace().count() <= 3
        && !name.contains([',', ';', '/', ':'])
        && !ROLES.contains(&name.to_lowercase().as_str());
    let full = is_name.then(|| capitalised_end(text, &words)).flatten()?;
    let full_text = one_line(&text[full.clone()]);
    // `Baanbrekers` for a body of another name is believed of capitals only; else it is the beginning of the name (`WerkSaam`).
    let abbreviates = name.chars().all(|c| c.is_uppercase() || !c.is_alphabetic());
    let shortens = full_text.split(' ').next() == name.split_whitespace().next();
    let longer = full_text.chars().count() > name.chars().count();
    (longer && (abbreviates || shortens)).then(|| definition(text, name, full.clone(), full.start..inside.end + 1))
}

fn definition(text: &str, abbreviation: &str, full: Range<usize>, range: Range<usize>) -> Definition {
    Definition { abbreviation: one_line(abbreviation), full: one_line(&text[full]), range }
}

/// The capitalised words at the end, with small ones between them: `Servicebureau Jeugdhulp Haaglanden`.
fn capitalised_end(text: &str, words: &[Range<usize>]) -> Option<Range<usize>> {
    let last = words.last()?;
    let mut first = None;
    for (i, word) in words.iter().enumerate().rev() {
        let word = &text[word.clone()];
        if word.starts_with(char::is_uppercase) {
            first = Some(i);
        } else if !is_small(word) || first.is_none() {
            break;
        }
    }
    let mut first = first?;
    // `De Kop` may be a name and `Het` begin a sentence: short of the first word a name stays a name.
    if ARTICLES.contains(&&text[words[first].clone()]) && first + 1 < words.len() {
        first += 1;
    }
    // One word may be the first of a sentence or anything else.
    (words.len() - first > 1).then(|| words[first].start..last.end)
}

/// The words right before a bracket, up to a sign that a name does not hold; the last one touches the bracket but for
/// space, quotes and emphasis.
fn words_before(text: &str, open: usize) -> Vec<Range<usize>> {
    let mut start = text.floor_char_boundary(open.saturating_sub(WINDOW));
    if start > 0 {
        // The first word may be cut.
        start += text[start..open].find(char::is_whitespace).unwrap_or(open - start);
    }
    let mut words = words_in(text, start..open);
    let mut from = words.len();
    let mut right = open;
    while from > 0 {
        let gap = &text[words[from - 1].end..right];
        let ends = gap.contains(['.', ';', ':', '!', '?', '(', ')', '[', ']', '|', '•', '●', '▪', '*', '<', '>', '='])
            // Emphasis of markdown around the name.
            && !gap.trim().chars().all(|c| c == '*');
        if ends || gap.matches('\n').count() > 1 || words.len() - from == MAX_WORDS {
            break;
        }
        from -= 1;
        right = words[from].start;
    }
    words.drain(..from);
    words
}

/// The words of a range: what is between spaces and commas, without the signs at its edges.
fn words_in(text: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let mut words = Vec::new();
    let mut at = range.start;
    // Signs that end a sentence stand between words too: extraction glues words together (`wet.De`, `(Wck)Wet`).
    let between = |c: char| c.is_whitespace() || matches!(c, ',' | '|' | '(' | ')' | '[' | ']' | '.' | ':' | ';');
    for raw in text[range].split_inclusive(between) {
        let trimmed = raw.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '&');
        let start = at + raw.len() - trimmed.len();
        let word = trimmed.trim_end_matches(|c: char| !c.is_alphanumeric() && c != '&' && c != '-');
        if !word.is_empty() {
            words.push(start..start + word.len());
        }
        at += raw.len();
    }
    words
}

fn is_small(word: &str) -> bool {
    SMALL_WORDS.contains(&word.to_lowercase().as_str())
}

fn without_quotes(text: &str) -> &str {
    text.trim_matches(['"', '\'', '‘', '’', '“', '”', '„', '«', '»', '*', '_', ' ', '\n', '\u{a0}', '.', ':'])
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
