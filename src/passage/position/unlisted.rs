//! Bodies that take positions and are in no list: `Adviesbureau Berend Roos adviseert`, `De WSO heeft aangegeven`.

use std::ops::Range;

use super::Holder;
use super::bodies::{Class, Mention};
use super::find::Positions;
use super::place::Place;
use crate::analysis::fold::fold;
use crate::document::words::Words;

/// Finite verbs of bodies that act or have a view.
pub(super) const ACTIVE: &[&str] = &[
    "heeft",
    "hebben",
    "wil",
    "willen",
    "kan",
    "kunnen",
    "zou",
    "zouden",
    "vindt",
    "vinden",
    "vraagt",
    "vragen",
    "ziet",
    "zien",
    "adviseert",
    "adviseren",
    "acht",
    "achten",
    "steunt",
    "steunen",
    "pleit",
    "pleiten",
    "verzoekt",
    "verzoeken",
    "stelt",
    "stellen",
    "geeft",
    "geven",
    "had",
    "hadden",
    "zal",
    "zullen",
    "vond",
    "vonden",
    "zag",
    "maakt",
    "maken",
    "maakte",
    "maakten",
    "vroeg",
    "vroegen",
    "meldt",
    "melden",
    "onderschrijft",
    "onderschrijven",
    "deelt",
    "delen",
    "betreurt",
    "betreuren",
    "verwacht",
    "verwachten",
    "hoopt",
    "hopen",
    "roept",
    "roepen",
    "gaat",
    "gaan",
    "sluit",
    "besloot",
    "besloten",
    "weigert",
    "voelt",
    "kiest",
    "kiezen",
    "liet",
    "laat",
    "laten",
    "meent",
    "menen",
    "vreest",
];
/// What a body may be of a matter, and how near its verb.
const STATES: &[&str] = &[
    "mening",
    "oordeel",
    "voorstander",
    "voorstanders",
    "bereid",
    "positief",
    "negatief",
    "blij",
    "tevreden",
    "eens",
    "oneens",
    "akkoord",
    "overtuigd",
    "tegen",
    "kritisch",
    "enthousiast",
    "bezorgd",
    "teleurgesteld",
];
const STATE_WORDS: usize = 8;
/// Nouns of bodies, before their names or alone.
const BODIES: &[&str] = &[
    "woningcorporatie",
    "corporatie",
    "stichting",
    "cooperatie",
    "bureau",
    "onderzoeksbureau",
    "adviesbureau",
    "zorgaanbieder",
    "vereniging",
    "netwerk",
    "platform",
    "serviceorganisatie",
    "werkorganisatie",
    "schoolbestuur",
    "regiegroep",
    "zorgverzekeraar",
    "verzekeraar",
    "onderwijsstichting",
    "welzijnsorganisatie",
];
const GROUPS: &[&str] = &[
    "huisartsen",
    "bewoners",
    "omwonenden",
    "inwoners",
    "ondernemers",
    "aanbieders",
    "zorgaanbieders",
    "ouders",
    "corporaties",
    "woningcorporaties",
    "schoolbesturen",
    "medezeggenschapsorganen",
    "indieners",
    "verzekeraars",
];
/// How words end that a body has in its name; a name without any may be that of a person, who holds no position here.
const ENDINGS: &[&str] = &[
    "groep",
    "organisatie",
    "raad",
    "raden",
    "overleg",
    "platform",
    "bureau",
    "kamer",
    "dienst",
    "corporatie",
    "stichting",
    "vereniging",
    "netwerk",
    "coalitie",
    "alliantie",
    "partners",
    "instelling",
    "bedrijf",
    "school",
    "gemeenten",
    "inspectie",
    "autoriteit",
    "bank",
    "centrum",
    "instituut",
    "commissie",
    "comite",
    "unie",
    "bond",
    "federatie",
    "kring",
    "cooperatie",
    "zorg",
    "wonen",
    "welzijn",
    "advies",
    "onderwijs",
    "horeca",
    "nederland",
    "bestuur",
    "schap",
];
/// Verbs of views, which things do not have.
const VIEWS: &[&str] = &[
    "vindt",
    "vinden",
    "wil",
    "willen",
    "vraagt",
    "vragen",
    "adviseert",
    "adviseren",
    "acht",
    "achten",
    "steunt",
    "steunen",
    "pleit",
    "pleiten",
    "verzoekt",
    "verzoeken",
    "onderschrijft",
    "onderschrijven",
    "deelt",
    "delen",
    "betreurt",
    "betreuren",
    "hoopt",
    "hopen",
    "meent",
    "menen",
    "vreest",
    "vrezen",
    "stelt",
    "stellen",
    "verwacht",
    "verwachten",
];
/// What a body has done that tells its view: `heeft … aangegeven`.
const DONE: &[&str] = &[
    "aangegeven",
    "gevraagd",
    "verzocht",
    "geadviseerd",
    "voorgesteld",
    "uitgesproken",
    "weten",
    "gepleit",
    "kenbaar",
    "kennen",
    "liefst",
    "toegezegd",
    "besloten",
    "ingestemd",
    "gewezen",
    "aangedrongen",
    "gereageerd",
    "afgezien",
    "bezwaar",
    "vinden",
    "opgeroepen",
    "goedgekeurd",
    "afgewezen",
];

impl Positions {
    /// A body of which there is no list, at the head of the sentence or behind its verb: `Adviesbureau Berend Roos adviseert`,
    /// `De WSO heeft aangegeven`, `Eerder heeft Stichting Delta gevraagd`.
    pub(super) fn unlisted(&self, place: &Place<'_>, mentions: &[Mention]) -> Option<Holder> {
        let Place { text, words, sentence, .. } = place;
        let start = sentence.start + usize::from(words.get(sentence.start).len() == 1);
        let tells = |at: usize, behind: usize| {
            let is_told =
                |list: &[&str], until: usize| (behind..sentence.end.min(until)).any(|at| list.contains(&words.get(at)));
            match words.get(at) {
                "is" | "zijn" | "was" | "waren" => is_told(STATES, at + STATE_WORDS),
                "heeft" | "hebben" | "had" | "hadden" | "kan" | "kunnen" | "zou" | "zouden" => {
                    is_told(DONE, sentence.end)
                }
                verb => VIEWS.contains(&verb),
            }
        };
        let at_head = named_at(text, words, start..sentence.end).filter(|(_, end)| tells(*end, *end));
        let behind_verb = || {
            let named =
                |verb: usize| named_at(text, words, verb + 1..sentence.end).filter(|(_, end)| tells(verb, *end));
            sentence.clone().filter(|at| VIEWS.contains(&words.get(*at)) || words.get(*at) == "heeft").find_map(named)
        };
        let (range, end) = at_head.or_else(behind_verb)?;
        // Who is in a list has been weighed already.
        let is_listed = mentions.iter().any(|mention| {
            let is_known = !matches!(mention.class, Class::Organisation | Class::Name(_));
            is_known && mention.body.start < end && range.start < mention.body.end
        });
        let name = text.get(words.bytes(range)).filter(|_| !is_listed)?;
        // A group in the middle of a sentence or at its head.
        let name = if GROUPS.contains(&fold(name).as_str()) { name.to_lowercase() } else { name.to_owned() };
        Some(Holder { name, body: None, of: None })
    }
}

/// The name of a body that begins at a word: where it stands, without its article, and the word behind it.
fn named_at(text: &str, words: &Words, within: Range<usize>) -> Option<(Range<usize>, usize)> {
    let told = |at: usize| text.get(words.bytes(at..at + 1)).unwrap_or_default();
    let is_capital = |at: usize| at < within.end && told(at).starts_with(char::is_uppercase);
    let begin = within.start + usize::from(matches!(words.get(within.start), "de" | "het"));
    if begin >= within.end {
        return None;
    }
    if GROUPS.contains(&words.get(begin)) {
        return Some((begin..begin + 1, begin + 1));
    }
    let has_noun = BODIES.contains(&words.get(begin));
    let first = begin + usize::from(has_noun);
    let is_joint =
        |at: usize| matches!(words.get(at), "van" | "de" | "en" | "der" | "het" | "voor") && is_capital(at + 1);
    let mut end = first;
    while end < within.end.min(first + MOST_NAME_WORDS) && (is_capital(end) || end > first && is_joint(end)) {
        end += 1;
    }
    let is_short = |at: usize| told(at).len() > 1 && told(at).chars().all(char::is_uppercase);
    let is_body = |at: usize| is_short(at) || ENDINGS.iter().any(|ending| words.get(at).ends_with(ending));
    (end > first && (has_noun || (first..end).any(is_body))).then_some((begin..end, end))
}

/// Words of the longest name of a body.
const MOST_NAME_WORDS: usize = 7;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_of_no_list_is_that_of_a_body() {
        for (text, expected) in [
            ("Woningcorporatie Veldwijk vindt dit te duur", Some("Woningcorporatie Veldwijk")),
            ("De WSO heeft aangegeven te stoppen", Some("WSO")),
            ("Roos Adviesgroep adviseert te wachten", Some("Roos Adviesgroep")),
            ("De huisartsen vinden dit te duur", Some("huisartsen")),
            ("De Boer vindt dit te duur", None),
            ("Karel de Boer vindt dit te duur", None),
            ("De begroting sluit", None),
        ] {
            let words = Words::of(text);
            let named = named_at(text, &words, 0..words.len());
            let named = named.map(|(range, _)| text.get(words.bytes(range)).unwrap_or_default());
            assert_eq!(named, expected, "{text}");
        }
    }
}
