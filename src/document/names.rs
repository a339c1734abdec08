//! Which names from our lists stand where in a text?
//!
//! Municipalities, arrangements and groups of municipalities are looked for in one pass, so that the longest name wins:
//! in "Metropoolregio Eindhoven" no municipality Eindhoven is found. What a name means where it stands (sender,
//! addressee, surname) is decided by [`concerned`](super::concerned) and [`arrangement`].
//!
//! Names are compared folded: lower case, without accents and marks. A name starts with a capital or an apostrophe.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};
use std::ops::Range;
use std::sync::LazyLock;

use memchr::memchr_iter;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::phrases::Table;
use super::words::{Key, Words};
use super::{arrangement, group, municipality};

/// What a name stands for: an index into the list of its sort.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Named {
    Municipality(usize),
    Arrangement(usize),
    Group(usize),
}

/// A name found in a text; several meanings where several bear it (Bergen).
#[derive(Debug, Clone)]
pub(super) struct Found {
    /// Half-open byte range in the text.
    pub bytes: Range<usize>,
    /// Never empty.
    pub meanings: &'static [Named],
}

struct Entry {
    first: String,
    rest: Vec<String>,
    /// Whether each word begins with a capital in the list, the first one included.
    capitals: Vec<bool>,
    meanings: Vec<Named>,
    as_written: Option<String>,
}

/// All names.
struct Index {
    /// The longest first.
    entries: Vec<Entry>,
    /// Their numbers by the first word.
    by_first: Table,
}

static INDEX: LazyLock<Index> = LazyLock::new(|| {
    let mut entries: HashMap<String, Vec<Entry>> = HashMap::new();
    let mut add = |name: &str, meaning: Named| {
        let folded = fold(name);
        let mut parts = folded.split(' ').map(str::to_owned);
        let (Some(first), rest) = (parts.next().filter(|w| !w.is_empty()), parts.collect::<Vec<_>>()) else { return };
        // An abbreviation such as BAR or WIL counts only as it is written, or the bar and the will would count too.
        let as_written = (rest.is_empty() && name.chars().all(char::is_uppercase)).then(|| name.to_owned());
        let entries = entries.entry(first.clone()).or_default();
        match entries.iter_mut().find(|e| e.rest == rest) {
            Some(entry) if !entry.meanings.contains(&meaning) => entry.meanings.push(meaning),
            Some(_) => {}
            None => {
                // "Samenwerking De Bevelanden" is also written with a small "de".
                let is_small = |word: &Range<usize>| {
                    let word = name.get(word.clone()).unwrap_or_default();
                    ["De", "Het", "Van", "En"].contains(&word)
                };
                let capitals = words(name)
                    .enumerate()
                    .map(|(n, word)| begins_with_capital(name, &word) && !(n > 0 && is_small(&word)))
                    .collect();
                entries.push(Entry { first, rest, capitals, meanings: vec![meaning], as_written });
            }
        }
    };
    for (at, municipality) in municipality::all().iter().enumerate() {
        for name in municipality.names() {
            add(name, Named::Municipality(at));
        }
    }
    for (at, arrangement) in arrangement::all().iter().enumerate() {
        for name in arrangement.names() {
            add(name, Named::Arrangement(at));
        }
    }
    for (at, group) in group::all().iter().enumerate() {
        for name in group.names() {
            add(name, Named::Group(at));
        }
    }
    let mut entries: Vec<Entry> = entries.into_values().flatten().collect();
    // Of those of one length no two are the same, so their order does not matter.
    entries.sort_by_key(|e| std::cmp::Reverse(e.rest.len()));
    let by_first = Table::new(entries.iter().enumerate().map(|(at, entry)| (Key::of(&entry.first).whole, at)));
    Index { entries, by_first }
});

/// All names of the lists in a text, in order, without overlap.
pub(super) fn find_names(text: &str) -> Vec<Found> {
    find_names_in(text, &Words::of(text))
}

/// The same, where the words of the text are made already.
pub(super) fn find_names_in(text: &str, words: &Words) -> Vec<Found> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        // Nearly all words begin with a small letter.
        let first = text.as_bytes().get(words.begin(at));
        if first.is_some_and(|first| first.is_ascii_lowercase() && !matches!(first, b's' | b'h')) {
            at += 1;
            continue;
        }
        let word = words.bytes(at..at + 1);
        let matched = may_begin_name(text, &word).then(|| match_at(text, words, at)).flatten();
        match matched {
            Some((entry, length)) => {
                found.push(Found { bytes: words.bytes(at..at + length), meanings: &entry.meanings });
                at += length;
            }
            None => at += 1,
        }
    }
    found
}

/// Whom a text names: codes of municipalities, arrangements by the name in use; a group stands for its members.
pub(crate) fn identities(text: &str) -> BTreeSet<String> {
    let of = |meaning: &Named| -> Vec<&'static str> {
        match meaning {
            Named::Municipality(at) => municipality::all().get(*at).map(|m| m.code).into_iter().collect(),
            Named::Arrangement(at) => arrangement::all().get(*at).map(|a| a.name).into_iter().collect(),
            Named::Group(at) => {
                group::all().get(*at).map(|g| g.members.iter().map(|member| member.code).collect()).unwrap_or_default()
            }
        }
    };
    find_names(text).iter().flat_map(|found| found.meanings).flat_map(of).map(str::to_owned).collect()
}

/// What bears a name of the lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NameKind {
    Municipality,
    Arrangement,
    Group,
}

/// The names of the lists in a text, by the name in use, in order; of a name that several bear the first.
pub(crate) fn names_in(text: &str, words: &Words) -> Vec<(Range<usize>, &'static str, NameKind)> {
    let named = |found: Found| {
        let name = match found.meanings.first()? {
            Named::Municipality(at) => (municipality::all().get(*at)?.name, NameKind::Municipality),
            Named::Arrangement(at) => (arrangement::all().get(*at)?.name, NameKind::Arrangement),
            Named::Group(at) => (group::all().get(*at)?.name, NameKind::Group),
        };
        Some((found.bytes, name.0, name.1))
    };
    find_names_in(text, words).into_iter().filter_map(named).collect()
}

/// Where folded words stand in a text as they follow one another; `None` where they do not.
pub(super) fn words_at(text: &str, wanted: &[String]) -> Option<Range<usize>> {
    let words: Vec<Range<usize>> = words(text).collect();
    let found = words.windows(wanted.len().max(1)).find(|window| {
        window.iter().zip(wanted).all(|(word, wanted)| text.get(word.clone()).is_some_and(|w| fold_word(w) == *wanted))
    })?;
    Some(found.first()?.start..found.last()?.end)
}

fn match_at(text: &str, words: &Words, at: usize) -> Option<(&'static Entry, usize)> {
    let bytes = |at: usize| words.bytes(at..at + 1);
    let written = text.get(bytes(at))?;
    let first = folded_name(text, words, at);
    let goes_on = |at: usize, wanted: &str| {
        let gap = bytes(at).start.checked_sub(bytes(at - 1).end);
        gap.is_some_and(|gap| gap <= 4) && folded_name(text, words, at) == wanted
    };
    let entries = INDEX.by_first.get(Key::of(first).whole).iter();
    let entry = entries.filter_map(|number| INDEX.entries.get(usize::from(*number))).find(|entry| {
        entry.first == first
            && entry.as_written.as_ref().is_none_or(|name| name == written)
            && entry.rest.iter().enumerate().all(|(n, wanted)| goes_on(at + 1 + n, wanted))
            && capitals_agree(entry, text, words, at)
    })?;
    Some((entry, 1 + entry.rest.len()))
}

/// A word as names are compared: as [`fold_word`] has it.
fn folded_name<'w>(text: &str, words: &'w Words, at: usize) -> &'w str {
    match text.get(words.bytes(at..at + 1)) {
        Some("St" | "st") => "sint",
        _ => words.get(at),
    }
}

/// "De wijk" is a part of a town, "de Wijk" was a municipality.
fn capitals_agree(entry: &Entry, text: &str, words: &Words, at: usize) -> bool {
    // In "BUCH-gemeenten" or "'s-Hertogenbosch" the first letter proves nothing; `may_begin_name` has looked at it.
    let mut capitals = entry.capitals.iter().enumerate().skip(1);
    capitals.all(|(n, capital)| !capital || begins_with_capital(text, &words.bytes(at + n..at + n + 1)))
}

fn begins_with_capital(text: &str, word: &Range<usize>) -> bool {
    text.get(word.clone()).is_some_and(|word| word.starts_with(|c: char| c.is_uppercase() || !c.is_alphabetic()))
}

/// A name begins with a capital; `'s-Hertogenbosch` and `het Bildt` do not.
fn may_begin_name(text: &str, word: &Range<usize>) -> bool {
    let slice = text.get(word.clone()).unwrap_or_default();
    slice.starts_with(char::is_uppercase)
        || (slice == "s" && text.get(..word.start).is_some_and(|before| before.ends_with(['\'', '’', '‘', '`'])))
        || slice == "het"
}

/// The words of a text: runs of letters and digits, and `&`, as byte ranges.
pub(super) fn words(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        while let Some(c) = char_at(text, at) {
            let start = at;
            at += c.len_utf8();
            if c == '&' {
                return Some(start..at);
            }
            if c.is_alphanumeric() {
                let goes_on = |c: &char| c.is_alphanumeric() || !c.is_ascii() && is_combining_mark(*c);
                while let Some(c) = char_at(text, at).filter(goes_on) {
                    at += c.len_utf8();
                }
                return Some(start..at);
            }
        }
        None
    })
}

/// The character at a place, which is one where a character begins.
fn char_at(text: &str, at: usize) -> Option<char> {
    let byte = *text.as_bytes().get(at)?;
    // Nearly all are ASCII, which need no decoding.
    if byte.is_ascii() { Some(char::from(byte)) } else { text[at..].chars().next() }
}

/// A text as names are compared: folded words with one space between; `St.` is `Sint` and `&` is `en`.
pub(super) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for word in words(text) {
        if !folded.is_empty() {
            folded.push(' ');
        }
        folded.push_str(&fold_word(text.get(word).unwrap_or_default()));
    }
    folded
}

pub(super) fn fold_word(word: &str) -> String {
    match word {
        "&" => return "en".to_owned(),
        "St" | "st" => return "sint".to_owned(),
        _ => {}
    }
    if word.is_ascii() {
        return word.to_ascii_lowercase();
    }
    word.nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).collect()
}

/// Letters in a row that make a word in spaced letters.
const LEAST_SPACED: usize = 4;
/// Most bytes of a character.
const MOST_BYTES_OF_CHAR: usize = 4;

/// `M O T I E` becomes `MOTIE`; other text stays as it is.
///
/// Words of a heading in spaced letters run together, because their borders are lost: whoever compares must squeeze too.
pub(super) fn squeeze_spaced_letters(text: &str) -> Cow<'_, str> {
    // Nearly no text holds letters between spaces.
    let (mut from, mut run) = (0, 0);
    let is_spaced = memchr_iter(b' ', text.as_bytes()).chain([text.len()]).any(|space| {
        let is_single =
            space - from <= MOST_BYTES_OF_CHAR && text.get(from..space).is_some_and(|word| word.chars().count() == 1);
        run = if is_single { run + 1 } else { 0 };
        from = space + 1;
        run >= LEAST_SPACED
    });
    if !is_spaced {
        return Cow::Borrowed(text);
    }
    let mut squeezed = String::with_capacity(text.len());
    let words: Vec<&str> = text.split(' ').collect();
    let mut at = 0;
    while let Some(word) = words.get(at) {
        let singles = words.iter().skip(at).take_while(|w| w.chars().count() == 1).count();
        if at > 0 {
            squeezed.push(' ');
        }
        if singles >= LEAST_SPACED {
            squeezed.extend(words.iter().skip(at).take(singles).copied());
            at += singles;
        } else {
            squeezed.push_str(word);
            at += 1;
        }
    }
    Cow::Owned(squeezed)
}

/// The candidate nearest to what somebody wrote; `None` where none comes near.
pub(crate) fn nearest_name<'a>(wanted: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    nearest(&fold(wanted), candidates)
}

/// The candidate nearest to a folded text, at most a quarter of its letters away; `None` where none is.
pub(super) fn nearest<'a>(wanted: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let most = (wanted.chars().count() / 4).max(1);
    candidates
        .filter_map(|name| {
            let folded = fold(name);
            let close = folded.len().abs_diff(wanted.len()) <= most + 2;
            close.then(|| (letters_apart(wanted, &folded), name))
        })
        .filter(|(apart, _)| *apart <= most)
        // Of two as near, the one that goes on as the wanted one breaks off: Heiloo rather than Heino for Heilo.
        .min_by_key(|(apart, name)| (*apart, !fold(name).starts_with(wanted)))
        .map(|(_, name)| name)
}

/// Number of letters to insert, delete, replace or exchange with the next (Damerau 1964, Levenshtein 1966).
fn letters_apart(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let (mut before, mut last) = (Vec::new(), (0..=b.len()).collect::<Vec<usize>>());
    for (i, x) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, y) in b.iter().enumerate() {
            let mut here = (last[j] + usize::from(x != y)).min(last[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *x == b[j - 1] && a[i - 1] == *y {
                here = here.min(before[j - 1] + 1);
            }
            row.push(here);
        }
        before = std::mem::replace(&mut last, row);
    }
    last.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> Vec<&str> {
        find_names(text).into_iter().map(|f| &text[f.bytes]).collect()
    }

    #[test]
    fn the_longest_name_wins() {
        assert_eq!(names("De Metropoolregio Eindhoven en Eindhoven"), ["Metropoolregio Eindhoven", "Eindhoven"]);
        assert_eq!(names("Bergen op Zoom, Bergen (NH.) en Bergen"), ["Bergen op Zoom", "Bergen (NH", "Bergen"]);
        assert_eq!(
            names("'s-Hertogenbosch en Sint Anthonis, St. Anthonis"),
            ["s-Hertogenbosch", "Sint Anthonis", "St. Anthonis"]
        );
        assert_eq!(names("GR de Bevelanden"), ["GR de Bevelanden"]);
        assert_eq!(names("Nuenen, Gerwen en Nederwetten"), ["Nuenen, Gerwen en Nederwetten"]);
        assert_eq!(names("Súdwest-Fryslân of Sudwest-Fryslan"), ["Súdwest-Fryslân", "Sudwest-Fryslan"]);
    }

    #[test]
    fn words_in_lower_case_are_no_names() {
        assert_eq!(names("de beste weg naar goes, een bar en de wil"), Vec::<&str>::new());
    }

    #[test]
    fn spaced_letters_are_squeezed() {
        assert_eq!(squeeze_spaced_letters("M O T I E"), "MOTIE");
        assert_eq!(squeeze_spaced_letters("Jaarstukken 2 0 1 7"), "Jaarstukken 2017");
        assert_eq!(squeeze_spaced_letters("A B en C"), "A B en C");
    }

    #[test]
    fn distance_counts_letters() {
        assert_eq!(letters_apart("hoorn", "hoorn"), 0);
        assert_eq!(letters_apart("horn", "hoorn"), 1);
        assert_eq!(letters_apart("", "abc"), 3);
    }
}
