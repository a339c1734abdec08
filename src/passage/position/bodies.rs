//! Who is named in a sentence: bodies, municipalities, arrangements, groups, the writer and the reader.

use std::ops::Range;
use std::sync::LazyLock;

use crate::document::phrases::Phrases;
use crate::document::words::Words;
use crate::document::{NameKind, names_in, rows};

/// What is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    Council,
    Executive,
    /// A member of the executive, or somebody who governs.
    Alderman,
    GeneralBoard,
    ExecutiveBoard,
    /// Some board, or who leads an organisation.
    Board,
    Committee,
    Audit,
    /// A council of clients, staff or inhabitants, a union, an officer.
    Advisory,
    /// The state and the province, and what speaks for all municipalities.
    State,
    /// A fraction of a council, or those who table something.
    Party,
    /// Members of a council or board, as a group.
    Members,
    Municipality,
    Organisation,
    /// `wij`, `ons college`
    Writer,
    /// `u`, `uw raad`
    Reader,
    /// `zij`: who was named last.
    Same,
    /// A name of the lists without a word for a body.
    Name(NameKind),
}

impl Class {
    fn of(name: &str) -> Option<Self> {
        Some(match name {
            "council" => Self::Council,
            "executive" => Self::Executive,
            "alderman" => Self::Alderman,
            "general" => Self::GeneralBoard,
            "daily" => Self::ExecutiveBoard,
            "board" => Self::Board,
            "committee" => Self::Committee,
            "audit" => Self::Audit,
            "advisory" => Self::Advisory,
            "state" => Self::State,
            "party" => Self::Party,
            "members" => Self::Members,
            "municipality" => Self::Municipality,
            "organisation" => Self::Organisation,
            "writer" => Self::Writer,
            "reader" => Self::Reader,
            "same" => Self::Same,
            _ => return None,
        })
    }
}

/// Somebody who is named in a sentence.
#[derive(Debug, Clone)]
pub(super) struct Mention {
    pub class: Class,
    /// Numbers of the words for the body, or of the name where there are none.
    pub body: Range<usize>,
    /// Numbers of all its words, with the article and the names behind it.
    pub words: Range<usize>,
    /// Names of the lists that it bears, by the name in use.
    pub names: Vec<&'static str>,
    /// Names behind it that are in no list: parties.
    pub others: Vec<String>,
    /// Whether it is of a group of municipalities that is not named.
    pub is_group: bool,
    /// The word before it that makes it no subject (`van`, `door`, `aan`), at its number.
    pub preposition: Option<usize>,
}

const LIST: &str = include_str!("bodies.tsv");

static BODIES: LazyLock<(Vec<Class>, Phrases)> = LazyLock::new(|| {
    let list: Vec<(Class, &'static str)> =
        rows(LIST).filter_map(|row| Some((Class::of(row.text(0))?, row.text(1)))).collect();
    let classes = list.iter().map(|(class, _)| *class).collect();
    (classes, Phrases::new(list.into_iter().map(|(_, phrase)| phrase)))
});

/// Names of parties, folded.
pub(super) fn party_names() -> impl Iterator<Item = &'static str> {
    let is_name = |name: &&str| !PARTY_WORDS.contains(name);
    rows(LIST).filter(|row| row.text(0) == "party").map(|row| row.text(1)).filter(is_name)
}

/// Words for parties that are no names.
pub(super) const PARTY_WORDS: &[&str] =
    &["fractie", "fracties", "indieners", "indiener", "oppositie", "coalitie", "coalitiepartijen"];

/// Words that may stand between a body and its name.
const BETWEEN: &[&str] = &[
    "van",
    "de",
    "het",
    "der",
    "gemeente",
    "gemeenten",
    "gr",
    "gemeenschappelijke",
    "regeling",
    "voor",
    "namens",
    "uit",
    "in",
    "openbaar",
    "lichaam",
    "stichting",
    "bedrijfsvoeringsorganisatie",
    "werkorganisatie",
    "betrokken",
    "binnen",
];
/// Words that may stand between two names of one list.
const AND: &[&str] = &["en", "of", "de", "gemeente", "gemeenten", "als"];
const PREPOSITIONS: &[&str] = &[
    "van",
    "aan",
    "door",
    "bij",
    "voor",
    "met",
    "in",
    "naar",
    "namens",
    "tot",
    "uit",
    "over",
    "op",
    "tussen",
    "binnen",
    "vanuit",
    "onder",
    "tegen",
    "via",
    "jegens",
    "per",
    "richting",
    "dan",
    "als",
    "tegenover",
    "behalve",
    "zonder",
    "volgens",
    "conform",
    "mede",
];
const ARTICLES: &[&str] = &[
    "de",
    "het",
    "een",
    "onze",
    "uw",
    "deze",
    "dit",
    "die",
    "dat",
    "beide",
    "alle",
    "hun",
    "zijn",
    "haar",
    "der",
    "elke",
    "betreffende",
];
/// Words between a body and its name at most.
const MOST_BETWEEN: usize = 4;
/// Names of one list at most.
const MOST_NAMES: usize = 12;

/// All who are named in a sentence, by place. `text` is the text of the words.
pub(super) fn mentions(text: &str, words: &Words, sentence: &Range<usize>) -> Vec<Mention> {
    let (classes, phrases) = &*BODIES;
    let mut found = Vec::new();
    for at in sentence.clone() {
        phrases.find_at(words, at, &mut found);
    }
    let bytes = words.bytes(sentence.clone());
    let slice = text.get(bytes.clone()).unwrap_or_default();
    let own = Words::of(slice);
    let names: Vec<Name> = names_in(slice, &own)
        .into_iter()
        .map(|(range, name, kind)| Name {
            words: words.before(bytes.start + range.start)..words.before(bytes.start + range.end),
            name,
            kind,
        })
        .collect();
    let mut all: Vec<Mention> = Vec::new();
    let mut used = vec![false; names.len()];
    // The longest of those that begin at a word; one that lies in another is none.
    found.sort_by_key(|place| (place.words.start, std::cmp::Reverse(place.words.end)));
    let mut end = sentence.start;
    for place in found {
        let Some(class) = classes.get(place.phrase).copied() else { continue };
        // `Werkplein`, `Raad van State`: a word that is part of a name is none.
        let is_named =
            names.iter().any(|name| name.words.contains(&place.words.start) && name.words.len() > place.words.len());
        // `denk ik` is no party.
        let is_verb = || {
            matches!(words.get(place.words.start), "denk" | "volt") && {
                let told = text.get(words.bytes(place.words.clone())).unwrap_or_default();
                told.chars().any(char::is_lowercase)
            }
        };
        if place.words.start < end || is_named || class == Class::Party && is_verb() {
            continue;
        }
        end = place.words.end;
        // `dat wij` has no article.
        let is_pronoun = matches!(class, Class::Writer | Class::Reader | Class::Same);
        let begin = if is_pronoun { place.words.start } else { begin_of(words, sentence, place.words.start) };
        let mut mention = Mention {
            class,
            body: place.words.clone(),
            words: begin..place.words.end,
            names: Vec::new(),
            others: Vec::new(),
            is_group: false,
            preposition: None,
        };
        if !matches!(class, Class::Writer | Class::Reader | Class::Same | Class::State) {
            take_names(words, &names, &mut used, &mut mention, sentence.end);
        }
        if mention.names.is_empty() {
            take_group(words, &mut mention, sentence.end);
        }
        if class == Class::Alderman && mention.names.is_empty() && !mention.is_group {
            take_person(text, words, &mut mention, sentence.end);
        }
        if class == Class::Party {
            take_parties(text, words, &mut mention, sentence.end);
        }
        // `De GroenLinks-fractie`
        if mention.class == Class::Party
            && mention.others.is_empty()
            && let Some(before) = all.pop_if(|last| last.class == Class::Party && last.words.end == mention.body.start)
        {
            mention.others = match before.others.is_empty() {
                true => vec![text.get(words.bytes(before.body.clone())).unwrap_or_default().to_owned()],
                false => before.others,
            };
            mention.words.start = before.words.start;
        }
        end = end.max(mention.words.end);
        mention.preposition = preposition(words, sentence, mention.words.start);
        all.push(mention);
    }
    for (at, name) in names.iter().enumerate() {
        if used.get(at).copied().unwrap_or(true) {
            continue;
        }
        let mut mention = Mention {
            class: Class::Name(name.kind),
            body: name.words.clone(),
            words: begin_of(words, sentence, name.words.start)..name.words.start,
            names: Vec::new(),
            others: Vec::new(),
            is_group: false,
            preposition: None,
        };
        take_names(words, &names, &mut used, &mut mention, sentence.end);
        mention.preposition = preposition(words, sentence, mention.words.start);
        all.push(mention);
    }
    all.sort_by_key(|mention| mention.words.start);
    all
}

struct Name {
    words: Range<usize>,
    name: &'static str,
    kind: NameKind,
}

/// Where a mention begins, with its article.
fn begin_of(words: &Words, sentence: &Range<usize>, at: usize) -> usize {
    let is_article = at > sentence.start && ARTICLES.contains(&words.get(at - 1));
    at - usize::from(is_article)
}

fn preposition(words: &Words, sentence: &Range<usize>, begin: usize) -> Option<usize> {
    (begin > sentence.start && PREPOSITIONS.contains(&words.get(begin - 1))).then(|| begin - 1)
}

/// The names that follow a mention: `van de gemeenten Hoorn, Medemblik en Opmeer`.
fn take_names(words: &Words, names: &[Name], used: &mut [bool], mention: &mut Mention, end: usize) {
    let mut at = mention.words.end;
    for (number, name) in names.iter().enumerate() {
        if name.words.start < at || used.get(number).copied().unwrap_or(true) {
            continue;
        }
        let between = if mention.names.is_empty() { BETWEEN } else { AND };
        let gap = at..name.words.start;
        if mention.class == Class::Alderman && gap.is_empty() && mention.names.is_empty() {
            // `Wethouder De Vries` is a person.
            if let Some(used) = used.get_mut(number) {
                *used = true;
            }
            break;
        }
        let is_near = gap.len() <= MOST_BETWEEN && gap.clone().all(|at| between.contains(&words.get(at)));
        if !is_near || name.words.end > end || mention.names.len() >= MOST_NAMES {
            break;
        }
        mention.names.push(name.name);
        if let Some(used) = used.get_mut(number) {
            *used = true;
        }
        at = name.words.end;
        mention.words.end = at;
    }
}

/// `van de betrokken gemeenten`: a group that is not named.
fn take_group(words: &Words, mention: &mut Mention, end: usize) {
    let begin = mention.words.end;
    if begin >= end || !["van", "in"].contains(&words.get(begin)) || mention.class == Class::Municipality {
        return;
    }
    let group = (begin + 1..end.min(begin + 2 + MOST_BETWEEN)).find(|at| words.get(*at) == "gemeenten");
    if let Some(at) = group {
        mention.words.end = at + 1;
        mention.is_group = true;
    }
}

/// The name of a person behind an office, which is nothing but words on the way to the verb: `wethouder Van den Berg zegt …`.
fn take_person(text: &str, words: &Words, mention: &mut Mention, end: usize) {
    let is_capital = |at: usize| {
        text.get(words.bytes(at..at + 1)).is_some_and(|word| word.starts_with(char::is_uppercase)) && at < end
    };
    let is_particle = |at: usize| matches!(words.get(at), "van" | "de" | "der" | "den" | "ter" | "ten" | "t");
    let mut at = mention.words.end;
    while at < end.min(mention.body.end + MOST_BETWEEN + 2) {
        if is_capital(at) {
            mention.words.end = at + 1;
        } else if !is_particle(at) {
            break;
        }
        at += 1;
    }
}

/// The parties behind `fractie`: words with a capital, `de fracties van D66, SP en Lokaal Urk`.
fn take_parties(text: &str, words: &Words, mention: &mut Mention, end: usize) {
    let is_cry = |at: usize| {
        at < words.len() && text.get(words.bytes(at..at + 1).end..).is_some_and(|rest| rest.starts_with("! "))
    };
    let begins_with_capital = |at: usize| {
        let word = text.get(words.bytes(at..at + 1)).unwrap_or_default();
        // `plan!`
        word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()) || is_cry(at)
    };
    let mut at = mention.words.end;
    let mut last = 0;
    while at < end.min(mention.body.end + MOST_NAMES) {
        if begins_with_capital(at) {
            let word = text.get(words.bytes(at..at + 1)).unwrap_or_default();
            let word = if is_cry(at) { format!("{word}!") } else { word.to_owned() };
            match mention.others.last_mut() {
                Some(name) if last + 1 == at && is_spaced(text, words, last) => *name = format!("{name} {word}"),
                _ => mention.others.push(word),
            }
            last = at;
            mention.words.end = at + 1;
        } else if !["van", "de", "het", "en"].contains(&words.get(at)) {
            break;
        }
        at += 1;
    }
}

/// Whether nothing but a space stands behind a word.
fn is_spaced(text: &str, words: &Words, at: usize) -> bool {
    text.get(words.bytes(at..at + 1).end..words.begin(at + 1)) == Some(" ")
}
