//! Who does it: the subject of an act, as a holder.

use std::ops::Range;

use super::acts::{Act, Auxiliary, Form, FoundAct, auxiliary};
use super::bodies::{Class, Mention, PARTY_WORDS};
use super::setting::{Setting, council, ends_with_word, executive};
use super::{Holder, PositionKind};
use crate::document::words::Words;
use crate::document::{Body, NameKind};

/// Words between an act and its subject at most.
const REACH: usize = 14;

/// Who does it, and how that is told.
#[derive(Debug)]
pub(super) enum Told<'m> {
    /// By a mention in the sentence.
    By(&'m Mention),
    /// By nobody, in a sentence that leaves it open (`wordt voorgesteld`).
    Nobody,
    /// Nobody is named, though the act needs somebody.
    Missing,
}

/// Words that make what follows an infinitive or a mere possibility.
const MODALS: &[&str] = &[
    "kan", "kunnen", "moet", "moeten", "dient", "dienen", "mag", "mogen", "zal", "zullen", "zou", "zouden", "laten",
    "te", "om", "konden", "moesten", "hoeft", "hoeven",
];
/// Verbs that are nouns as well, and what stands before those.
const NOUNS: &[&str] = &["besluit", "besluiten", "vragen", "verzoeken", "wensen", "willen", "steunen", "besloten"];

/// Who does an act in a sentence.
pub(super) fn subject<'m>(
    words: &Words,
    sentence: &Range<usize>,
    found: &FoundAct,
    mentions: &'m [Mention],
) -> Told<'m> {
    let Act { form, .. } = *found.act;
    let at = match form {
        Form::Participle => match auxiliary(words, found.words.start) {
            Some(Auxiliary::Active(at)) => at,
            // `is de raad akkoord gegaan`
            Some(Auxiliary::Passive(at)) if found.act.phrase.ends_with("gegaan") => at,
            Some(Auxiliary::Passive(_)) => {
                let is_agent = |mention: &&Mention| mention.preposition.is_some_and(|at| words.get(at) == "door");
                // Of those named, the nearest before or right behind.
                let agents = mentions.iter().filter(is_agent);
                let agent = agents.min_by_key(|mention| mention.words.start.abs_diff(found.words.start));
                return agent.map_or(Told::Nobody, Told::By);
            }
            None => return Told::Missing,
        },
        _ => found.words.start,
    };
    let is_free = |mention: &&Mention| {
        let is_object = mention.class == Class::Reader && mention.words.start > at + 1;
        mention.preposition.is_none() && !is_object && !is_in_aside(words, sentence, mention)
    };
    let free = || mentions.iter().filter(is_free);
    let inside = free().find(|mention| found.words.contains(&mention.body.start));
    let before = free().rfind(|m| m.words.end <= at && m.words.end + REACH >= at);
    let behind = free().find(|m| m.words.start > at && m.words.start <= at + REACH);
    // `College besluit 9 november`: a heading.
    let is_dated =
        matches!(words.get(at), "besluit" | "besluiten") && words.get(at + 1).starts_with(|c: char| c.is_ascii_digit());
    if is_dated && form == Form::Verb {
        return Told::Missing;
    }
    let near_before = before.filter(|m| m.words.end == at);
    let near_behind =
        behind.filter(|m| m.words.start <= at + 2 && (m.class != Class::Reader || form == Form::Participle));
    // `vragen u` has its object in it.
    let is_asked = |m: &Mention| m.class == Class::Reader && found.act.kind == PositionKind::Request;
    let inside = inside.filter(|m| (m.class == Class::Writer || m.words.start <= at + 2) && !is_asked(m));
    // `Het bestand kunt u hier vinden`
    let may = at.saturating_sub(4).max(sentence.start)..at;
    let is_offered = |m: &Mention| {
        m.class == Class::Reader
            && may
                .clone()
                .any(|at| matches!(words.get(at), "kunt" | "kan" | "kunnen" | "mag" | "wilt" | "hoeft" | "dient"))
    };
    if near_before.or(before).is_some_and(is_offered) {
        return Told::Missing;
    }
    if let Some(mention) = near_before.or(inside).or(near_behind) {
        return Told::By(mention);
    }
    // A plural is an infinitive as well, and some verbs are nouns: those need their subject beside them.
    let first = words.get(at);
    // `ingrijpend zijn voor inwoners`
    let is_short = matches!(found.act.phrase, "is" | "zijn" | "is voor" | "zijn voor" | "is tegen" | "zijn tegen");
    let is_open =
        form == Form::Verb && (NOUNS.contains(&first) || first.ends_with("en") && first.len() > 4 || is_short);
    if is_open {
        let is_near =
            |m: &&Mention| at - m.words.end <= 2 && !(m.words.end..at).any(|at| MODALS.contains(&words.get(at)));
        let is_noun = at > sentence.start && NOUNS_BEFORE.contains(&words.get(at - 1));
        return before.filter(is_near).filter(|_| !is_noun).map_or(Told::Missing, Told::By);
    }
    before.map_or(Told::Missing, Told::By)
}

/// What stands before a noun.
const NOUNS_BEFORE: &[&str] = &[
    "het", "een", "dit", "dat", "geen", "ons", "uw", "de", "deze", "van", "ter", "tot", "en", "zijn", "haar", "te",
    "concept",
];

/// Whether a mention is the subject of an aside: `De gemeente Hoorn, waar Zwaag bij hoort, vindt …`.
fn is_in_aside(words: &Words, sentence: &Range<usize>, mention: &Mention) -> bool {
    let begin = mention.words.start;
    begin > sentence.start + 1
        && matches!(words.get(begin - 1), "waar" | "die" | "waarin" | "waarbij" | "waarvan" | "wie" | "zoals")
}

/// A mention as a holder; `last` is who was named before.
pub(super) fn holder(
    text: &str,
    words: &Words,
    mention: &Mention,
    setting: &Setting,
    last: Option<&Holder>,
) -> Option<Holder> {
    let of_municipality =
        || mention.names.first().map(|name| (*name).to_owned()).or_else(|| setting.municipality.clone());
    let of_arrangement =
        || mention.names.first().map(|name| (*name).to_owned()).or_else(|| setting.arrangement.clone());
    let written = || lower_first(text.get(words.bytes(mention.body.clone())).unwrap_or_default());
    let named = |body: &str, one: Option<String>| match (&mention.names[..], one) {
        ([_, _, ..], _) => (format!("{body} {}", listed(&mention.names)), None),
        (_, Some(of)) => (format!("{body} {of}"), Some(of)),
        (_, None) => (body.to_owned(), None),
    };
    let simple = |body: Option<Body>, (name, of): (String, Option<String>)| Some(Holder { name, body, of });
    let is_plural = mention.names.len() > 1;
    let is_word = |plurals: &[&str]| plurals.contains(&words.get(mention.body.start));
    match mention.class {
        Class::Writer => setting.writer.clone(),
        Class::Reader => {
            let word = words.get(mention.body.end.saturating_sub(1));
            match (word, &setting.reader) {
                ("raad" | "gemeenteraad" | "raden", Some(reader)) if reader.body == Some(Body::Council) => {
                    Some(reader.clone())
                }
                ("raad" | "gemeenteraad", _) => setting.municipality.as_deref().map(council),
                (_, reader) => reader.clone(),
            }
        }
        Class::Same => last.cloned(),
        _ if mention.is_group => {
            let body = match mention.class {
                Class::Council => Some(Body::Council),
                Class::Executive => Some(Body::Executive),
                _ => None,
            };
            let name = text.get(words.bytes(mention.body.start..mention.words.end)).unwrap_or_default();
            simple(body, (lower_first(name), None))
        }
        Class::Council if is_plural => simple(Some(Body::Council), named("gemeenteraden", None)),
        Class::Council if is_word(&["raden", "gemeenteraden"]) && mention.names.is_empty() => {
            simple(Some(Body::Council), ("gemeenteraden".to_owned(), None))
        }
        Class::Executive if is_word(&["colleges"]) && mention.names.is_empty() => {
            simple(Some(Body::Executive), ("colleges".to_owned(), None))
        }
        Class::Council => match of_municipality() {
            Some(of) => Some(council(&of)),
            None => simple(Some(Body::Council), ("gemeenteraad".to_owned(), None)),
        },
        Class::Executive if is_plural => simple(Some(Body::Executive), named("colleges van", None)),
        Class::Executive => match of_municipality() {
            Some(of) => Some(executive(&of)),
            None => simple(Some(Body::Executive), ("college".to_owned(), None)),
        },
        Class::Alderman => {
            let word = written();
            let word = if word == "wethouders" { "wethouder".to_owned() } else { word };
            simple(Some(Body::Executive).filter(|_| word == "wethouder"), named(&word, of_municipality()))
        }
        Class::GeneralBoard => simple(Some(Body::GeneralBoard), named("algemeen bestuur", of_arrangement())),
        Class::ExecutiveBoard => simple(Some(Body::ExecutiveBoard), named("dagelijks bestuur", of_arrangement())),
        Class::Board => simple(None, named(&written(), of_arrangement())),
        Class::Committee => simple(Some(Body::Committee), named(&written(), of_municipality())),
        Class::Audit | Class::Advisory => {
            let word = written();
            let of_staff = word.starts_with("ondernemings") || word == "or" || setting.is_of_arrangement();
            simple(
                None,
                named(&word, if of_staff { of_arrangement().or_else(of_municipality) } else { of_municipality() }),
            )
        }
        Class::State => simple(None, (written(), None)),
        // `CDA: de fractie schaart zich …`
        Class::Party if mention.others.is_empty() && is_word(&["fractie"]) && setting.is_party() => {
            setting.writer.clone()
        }
        Class::Party => {
            let parties = match &mention.others[..] {
                [] if is_word(PARTY_WORDS) => written(),
                [] => format!("fractie {}", text.get(words.bytes(mention.body.clone())).unwrap_or_default()),
                [one] => format!("fractie {one}"),
                several => format!("fracties {}", listed(several)),
            };
            let of = of_municipality();
            match of.as_deref() {
                Some(name) if ends_with_word(&parties, name) => simple(None, (parties, of)),
                _ => simple(None, named(&parties, of)),
            }
        }
        Class::Members => {
            let group = lower_first(text.get(words.bytes(mention.words.clone())).unwrap_or_default());
            simple(None, (group, None))
        }
        Class::Municipality if mention.names.is_empty() && words.get(mention.body.start) != "gemeente" => {
            // `De andere gemeenten`
            let begin = mention.words.start;
            let is_article = |at: usize| matches!(words.get(at), "de" | "alle" | "beide");
            let from =
                if begin == mention.body.start && begin >= 2 && is_article(begin - 2) { begin - 2 } else { begin };
            simple(None, (lower_first(text.get(words.bytes(from..mention.words.end)).unwrap_or_default()), None))
        }
        Class::Municipality if is_plural => simple(None, named("gemeenten", None)),
        Class::Municipality => simple(None, named("gemeente", of_municipality())),
        Class::Organisation if mention.names.is_empty() => None,
        Class::Organisation => {
            simple(None, (listed(&mention.names), mention.names.first().map(|name| (*name).to_owned())))
        }
        Class::Name(NameKind::Municipality) if is_plural => simple(None, named("gemeenten", None)),
        Class::Name(NameKind::Municipality) => simple(None, named("gemeente", of_municipality())),
        Class::Name(_) => simple(None, (listed(&mention.names), mention.names.first().map(|name| (*name).to_owned()))),
    }
}

/// `A`, `A en B`, `A, B en C`
pub(super) fn listed<T: AsRef<str>>(names: &[T]) -> String {
    let names: Vec<&str> = names.iter().map(AsRef::as_ref).collect();
    match names.split_last() {
        None => String::new(),
        Some((only, [])) => (*only).to_owned(),
        Some((last, first)) => format!("{} en {last}", first.join(", ")),
    }
}

/// `De meeste raadsleden` in the middle of a line.
fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    let first = chars.next().map(|first| first.to_lowercase().to_string()).unwrap_or_default();
    let rest = chars.as_str();
    // An abbreviation keeps its capitals, and so does the name of an act.
    if rest.starts_with(char::is_uppercase) || text.starts_with("Wmo") {
        text.to_owned()
    } else {
        format!("{first}{rest}")
    }
}
