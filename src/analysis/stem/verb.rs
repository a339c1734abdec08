//! Forms of verbs: `verleent`, `bijgedragen`, `vastgesteld`, `kwijtschelding` → `verleen`, `bijdraag`, `vaststel`,
//! `kwijtscheld`.
//!
//! Verbs are listed (but for those on -eer): by endings alone `markt` would be a form of `mark`, and `gebied` a
//! participle. Of others only the forms are read that can hardly be anything else (`weerspiegelt`, `opgerekt`).

use std::sync::LazyLock;

use super::hash::{WordMap, words};
use super::sound::{closed, is_one_syllable, is_voiceless, is_vowel};

const WEAK: &str = include_str!("weak.txt");
const STRONG: &str = include_str!("strong.tsv");

/// Prefixes that never leave their verb: its participle has no ge-.
const FIXED: &[&str] = &["be", "ver", "ont", "her", "mis"];

/// Prefixes that may or may not leave their verb (`overwogen`, `overgenomen`).
const EITHER: &[&str] = &["over", "onder", "door", "om", "voor", "weer", "aan", "vol"];

/// Prefixes and words that leave their verb: ge- stands behind them (`ingediend`, `kwijtgescholden`).
const LOOSE: &[&str] = &[
    "achter", "af", "bekend", "bij", "binnen", "boven", "buiten", "deel", "gelijk", "gereed", "goed", "hoofd", "in",
    "kennis", "klaar", "kwijt", "los", "mede", "mee", "na", "neer", "nood", "op", "open", "openbaar", "plaats",
    "recht", "samen", "schoon", "stil", "stop", "tegemoet", "tegen", "tekort", "teleur", "tentoon", "terecht", "terug",
    "teweeg", "toe", "uit", "vast", "veilig", "voort", "vooruit", "voorop", "vrij", "waar", "weg", "zeker", "bijeen",
    "uiteen", "ineen", "aaneen", "heen", "voorbij", "rond", "langs", "stuk", "tewerk",
];

/// What may stand before the verb.
#[derive(Clone, Copy, PartialEq)]
enum Before {
    Nothing,
    Fixed,
    Either,
    Loose,
}

/// How the past of a listed verb is made.
#[derive(Clone, Copy, PartialEq)]
enum Past {
    /// By endings.
    Weak,
    /// It is listed; only the present is made by endings.
    Strong,
}

struct Verbs {
    firsts: WordMap<Past>,
    past: WordMap<&'static str>,
    participles: WordMap<&'static str>,
    /// Prefixes by first letter.
    prefixes: Vec<Vec<(&'static str, Before)>>,
}

static VERBS: LazyLock<Verbs> = LazyLock::new(|| {
    let mut verbs = Verbs {
        firsts: WordMap::default(),
        past: WordMap::default(),
        participles: WordMap::default(),
        prefixes: vec![Vec::new(); 26],
    };
    for line in STRONG.lines().filter(|line| !line.starts_with('#')) {
        let mut columns = line.split('\t');
        let mut form = || columns.next().filter(|form| *form != "-");
        let Some(first) = form() else { continue };
        verbs.firsts.insert(first, Past::Strong);
        verbs.past.extend([form(), form()].into_iter().flatten().map(|past| (past, first)));
        verbs.participles.extend(form().map(|participle| (participle, first)));
    }
    // Behind the others: `vraag` has a strong past (vroeg) and a weak participle (gevraagd).
    verbs.firsts.extend(words(WEAK).map(|first| (first, Past::Weak)));
    for (list, kind) in [(FIXED, Before::Fixed), (EITHER, Before::Either), (LOOSE, Before::Loose)] {
        for prefix in list {
            verbs.prefixes[usize::from(prefix.as_bytes()[0] - b'a')].push((prefix, kind));
        }
    }
    verbs
});

/// Shortest form of a verb: `gaf`.
const MIN_FORM: usize = 3;

/// The first person of the verb of which `word` is a form, prefixes included. Its length is not yet that of a stem.
pub(super) fn first_person(word: &str) -> Option<String> {
    word.bytes().all(|b| b.is_ascii_lowercase()).then(|| read(word, 0, Before::Nothing))?
}

/// Reads `word[from..]` as a verb, else takes a prefix off and tries again, at last without asking for a listed verb.
fn read(word: &str, from: usize, before: Before) -> Option<String> {
    let rest = &word[from..];
    if rest.len() < MIN_FORM {
        return None;
    }
    if let Some(first) = form(rest, before) {
        return Some(format!("{}{first}", &word[..from]));
    }
    VERBS.prefixes[usize::from(rest.as_bytes()[0] - b'a')]
        .iter()
        .filter(|(prefix, _)| rest.starts_with(prefix))
        .find_map(|(prefix, kind)| read(word, from + prefix.len(), *kind))
        .or_else(|| Some(format!("{}{}", &word[..from], unlisted(rest, before)?)))
}

/// Forms of verbs that are not listed, where their endings leave little doubt: behind ge- and behind prefixes, and not
/// of sounds in which nouns end too (-nd, -st, -cht).
fn unlisted(rest: &str, before: Before) -> Option<&str> {
    let participle = (before != Before::Fixed).then(|| rest.strip_prefix("ge")).flatten();
    let bare = participle.unwrap_or(rest);
    let past = ["de", "den", "te", "ten"].iter().find(|ending| bare.ends_with(*ending));
    let dental = past.map_or(bare, |ending| &bare[..bare.len() + 1 - ending.len()]);
    let first = dental.strip_suffix(['d', 't']).filter(|first| first.len() >= 3 && first.bytes().any(is_vowel))?;
    let last = first.as_bytes()[first.len() - 1];
    // `behaalde` and `gehaald` show a participle, `ophaalde` and `ophaalt` are told from nouns by fewer sounds.
    let plain = if dental.ends_with('d') {
        matches!(last, b'g' | b'm')
            || (participle.is_some() || before == Before::Fixed)
                && matches!(last, b'l' | b'r' | b'b' | b'w' | b'f' | b's')
    } else {
        matches!(last, b'k' | b'p') || past.is_none() && participle.is_none() && matches!(last, b'g' | b'm')
    };
    let prefixed = participle.is_some() || before != Before::Nothing;
    (plain && prefixed || is_frequentative(first)).then_some(first)
}

/// A form without prefixes.
fn form(rest: &str, before: Before) -> Option<String> {
    let verbs = &*VERBS;
    if let Some(first) = verbs.past.get(rest) {
        return Some((*first).to_owned());
    }
    if before != Before::Fixed
        && let Some(participle) = rest.strip_prefix("ge")
        && let Some(first) = participle_with_ge(participle)
    {
        return Some(first);
    }
    let bare = before != Before::Loose
        && (before != Before::Nothing || ["be", "ver", "ge"].iter().any(|prefix| rest.starts_with(prefix)));
    if bare && let Some(first) = strong_participle(rest) {
        return Some(first);
    }
    by_ending(rest, before != Before::Nothing)
}

/// `dragen` (ge-), `brachte`.
fn strong_participle(rest: &str) -> Option<String> {
    let bare = ["ten", "nen"].iter().any(|end| rest.ends_with(end)).then(|| &rest[..rest.len() - 2]);
    let bare = bare.or_else(|| rest.strip_suffix('e'));
    let known = |form: &str| VERBS.participles.get(form).map(|first| (*first).to_owned());
    known(rest).or_else(|| bare.and_then(known))
}

/// What stands behind ge-: `diend`, `stelde`, `realiseerd`, `sloten`.
fn participle_with_ge(rest: &str) -> Option<String> {
    if let Some(first) = strong_participle(rest) {
        return Some(first);
    }
    if rest.ends_with(['t', 'd']) && is_weak(rest) {
        return Some(rest.to_owned());
    }
    ["", "e", "en"].iter().filter_map(|ending| rest.strip_suffix(ending)).find_map(|base| {
        let first = without_dental(base).map(str::to_owned);
        // `geschatte`, `geklede`: inflected, what ends in a dental looks as its infinitive does.
        first.or_else(|| {
            closed(base).find(|first| base.len() < rest.len() && first.ends_with(['t', 'd']) && is_weak(first))
        })
    })
}

/// `diend` → `dien`, `werkt` → `werk`, where that is a listed verb with a weak past.
fn without_dental(base: &str) -> Option<&str> {
    let first = base.strip_suffix(['t', 'd'])?;
    let voiceless = first.bytes().last().is_some_and(is_voiceless);
    // `leefde`, `reisde`: the stem has v and z in it.
    let fits = voiceless == base.ends_with('t') || first.ends_with(['f', 's']);
    (fits && is_weak(first)).then_some(first)
}

/// Present, infinitive, past and participles without ge-, and the noun on -ing.
fn by_ending(rest: &str, prefixed: bool) -> Option<String> {
    if is_first(rest) {
        return Some(rest.to_owned());
    }
    if !rest.ends_with(['t', 'd', 'e', 'n', 'g']) {
        return None;
    }
    let weak = without_dental(rest).or_else(|| {
        ["te", "ten", "de", "den"].iter().find_map(|ending| {
            let base = rest.strip_suffix(ending)?;
            // `meldde`, `startten`; else the ending begins with the dental.
            let doubled = Some(base).filter(|base| base.ends_with(&ending[..1]) && is_weak(base));
            doubled.or_else(|| without_dental(&rest[..base.len() + 1]))
        })
    });
    if let Some(first) = weak {
        return Some(first.to_owned());
    }
    let open = ["ingen", "ing", "enden", "ende", "end", "en"].iter().find_map(|ending| {
        let base = rest.strip_suffix(ending).filter(|base| base.len() >= 2)?;
        closed(base).find(|first| is_first(first))
    });
    // `vermelde`, `bestede`: a participle that ends in a dental has no other ending.
    let inflected = || {
        let base = rest.strip_suffix('e').filter(|base| prefixed && base.ends_with(['t', 'd']))?;
        closed(base).find(|first| is_weak(first))
    };
    open.or_else(inflected).or_else(|| present(rest).or_else(|| on_vowel(rest)).map(str::to_owned))
}

/// `stelt` → `stel`.
fn present(rest: &str) -> Option<&str> {
    rest.strip_suffix('t').filter(|first| !first.ends_with(['t', 'a']) && is_first(first))
}

/// The verbs whose stem ends in a vowel: `staat`, `staan`, `gaande`, `ziende` → `sta`, `ga`, `zie`.
fn on_vowel(rest: &str) -> Option<&str> {
    ["t", "n", "nd", "nde", "nden"].iter().find_map(|ending| {
        let open = rest.strip_suffix(ending)?;
        // Only `aa` is long: `stand` is not `staand`.
        let first =
            if open.ends_with('e') { open } else { open.strip_suffix('a').filter(|first| first.ends_with('a'))? };
        is_first(first).then_some(first)
    })
}

/// Verbs on -eer are too many to list and all alike: `realiseer`.
fn is_weak(first: &str) -> bool {
    first.ends_with("eer") && first.len() > 5 || VERBS.firsts.get(first) == Some(&Past::Weak)
}

fn is_first(first: &str) -> bool {
    first.ends_with("eer") && first.len() > 5 || VERBS.firsts.contains_key(first)
}

/// Verbs on -el and -er are as many (`weerspiegel`), but nouns and comparatives end so too: they are read only from -t
/// and -d behind them.
fn is_frequentative(first: &str) -> bool {
    (first.ends_with("el") || first.ends_with("er"))
        && first.len() > 4
        && !is_vowel(first.as_bytes()[first.len() - 3])
        && !is_one_syllable(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_strong_verb_has_its_forms_once_and_a_reason() {
        let mut seen = std::collections::HashSet::new();
        for line in STRONG.lines().filter(|line| !line.starts_with('#')) {
            let columns: Vec<&str> = line.split('\t').collect();
            let [first, past, pasts, participle, reason] = columns[..] else { panic!("five columns: {line}") };
            assert!(seen.insert(first), "{first} stands there twice");
            assert!(reason.len() > 3, "{first} has no reason");
            for form in [first, past, pasts, participle].iter().filter(|form| **form != "-") {
                assert!(form.bytes().all(|b| b.is_ascii_lowercase()), "{form}");
            }
            // What is strong and weak has a weak participle.
            assert!(participle == "-" || !words(WEAK).any(|weak| weak == first), "{first}");
        }
    }

    #[test]
    fn each_weak_verb_is_listed_once_and_not_by_rule() {
        let mut seen = std::collections::HashSet::new();
        for first in words(WEAK) {
            assert!(seen.insert(first), "{first} stands there twice");
            assert!(first.bytes().all(|b| b.is_ascii_lowercase()), "{first}");
        }
    }

    #[test]
    fn reads_verbs_and_leaves_nouns() {
        for (word, first) in [
            ("opgegeven", Some("opgeef")),
            ("heroverwogen", Some("heroverweeg")),
            ("aanbesteed", Some("aanbesteed")),
            ("ingeschakeld", Some("inschakel")),
            ("onderverdeeld", Some("onderverdeel")),
            ("begeleid", Some("begeleid")),
            ("gaf", Some("geef")),
            // Not listed, but hardly anything else.
            ("opgesnord", Some("opsnor")),
            ("weerspiegelde", Some("weerspiegel")),
            ("markt", None),
            ("gebied", None),
            ("eend", None),
            ("toekomst", None),
            ("wethouder", None),
            ("ge", None),
            ("", None),
        ] {
            assert_eq!(first_person(word).as_deref(), first, "{word}");
        }
    }
}
