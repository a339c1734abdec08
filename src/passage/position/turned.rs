//! For or against? What stands beside an act turns its direction: a negation, a condition, a delay.

use std::ops::Range;
use std::sync::LazyLock;

use super::acts::{Form, FoundAct};
use super::{Direction, PositionKind};
use crate::document::phrases::Phrases;
use crate::document::words::Words;

/// What says that it holds under a condition.
const CONDITION: &[&str] = &[
    "onder voorwaarde",
    "onder de voorwaarde",
    "op voorwaarde",
    "onder voorwaarden",
    "mits",
    "tenzij",
    "alleen als",
    "alleen akkoord",
    "alleen instemmen",
    "alleen wanneer",
    "alleen indien",
    "slechts als",
    "slechts indien",
    "onder voorbehoud",
    "onder het voorbehoud",
    "met dien verstande",
    "pas … nadat",
    "pas als",
    "pas wanneer",
    "pas na",
    "vooropgesteld",
    "in zoverre",
    "voor zover",
    "maar er heeft nog",
    "behoudens",
    "enkel als",
    "niet eerder dan",
    "met inachtneming van de",
];
/// What says so in a view or a promise; decisions have such words for what they are about.
const WEAK_CONDITION: &[&str] = &[
    "dient eerst",
    "dienen eerst",
    "moet eerst",
    "moeten eerst",
    "eerst een",
    "eerst de",
    "eerst het",
    "wil eerst",
    "willen eerst",
    "voordat",
    "alvorens",
    "dat als",
    "dat indien",
    "indien",
    "zolang",
    "volledige grip",
    "wanneer",
];
/// What says that it is put off.
const DEFERRAL: &[&str] = &[
    "nu niet",
    "nu nog niet",
    "nog niet",
    "vooralsnog niet",
    "voorlopig niet",
    "uit te stellen",
    "uitstellen",
    "uitgesteld",
    "uitstel van",
    "aan te houden",
    "aangehouden",
    "aanhouden",
    "houdt … aan",
    "houden … aan",
    "verschoven",
    "te verschuiven",
    "verschuiven",
    "doorgeschoven",
    "door te schuiven",
    "verdaagd",
    "verdagen",
    "opgeschort",
    "op te schorten",
    "te vroeg",
    "om nu al",
    "nu al een",
    "geen onomkeerbare",
    "later moment",
    "later besluiten",
    "stelt … uit",
    "schuift … door",
    "op een later",
    "in een later stadium",
    "terug te verwijzen",
    "van de agenda",
];
/// What turns for into against.
const NEGATION: &[&str] = &["niet", "geen", "nooit", "niets", "noch", "evenmin"];
/// What is against by itself.
const AGAINST: &[&str] = &[
    "af te wijzen",
    "te weigeren",
    "weigeren",
    "af te zien",
    "tegen",
    "negatief",
    "negatieve",
    "onwenselijk",
    "onacceptabel",
    "onaanvaardbaar",
    "bezwaar",
    "bezwaren",
    "kritisch",
    "zorgelijk",
    "onverantwoord",
    "te verlagen",
    "te hoog",
    "te laag",
    "te veel",
    "te duur",
    "te weinig",
    "te beperkt",
    "zorgen over",
    "ongegrond",
    "teleurgesteld",
    "onvoldoende",
    "moeite mee",
    "te ver",
    "te laat",
    "te lang",
    "te groot",
    "te mager",
    "te kort",
    "te snel",
    "ongewenst",
];
/// What favours by itself.
const FAVOUR: &[&str] = &[
    "positief",
    "positieve",
    "verstandig",
    "wenselijk",
    "goede keus",
    "goede keuze",
    "beste keus",
    "beste keuze",
    "haalbaar",
    "meer maatwerk",
    "belangrijk",
    "geen bezwaar",
    "geen bezwaren",
    "niet onredelijk",
    "waardering",
    "terecht",
    "goed dat",
    "een goed",
    "een goede",
    "prima",
    "redelijk",
    "van groot belang",
    "verbetering",
    "logisch",
    "evenwichtig",
    "passend",
    "noodzakelijk",
    "nodig",
    "blij",
    "instemmen",
    "akkoord",
];
/// What neither favours nor rejects.
const NEUTRAL: &[&str] = &[
    "kennis te nemen",
    "kennis van",
    "kennisnemen",
    "geen zienswijze",
    "geen zienswijzen",
    "geen wensen",
    "zienswijze in te dienen",
    "een zienswijze op",
    "voor kennisgeving",
    "zienswijze te geven",
    "uw zienswijze",
    "informeren",
    "te informeren",
    "overzicht",
    "toe te zenden",
    "toezenden",
    "toesturen",
    "te sturen",
    "zenden",
    "stuurt",
    "sturen",
    "tussenstand",
    "terugkoppeling",
    "geevalueerd",
    "evalueren",
    "evaluatie",
    "kritisch te volgen",
    "rapporteren",
    "mogelijkheden voorleggen",
    "schriftelijk",
    "nagaan",
    "na te gaan",
    "uitzoeken",
    "op de hoogte",
    "inzicht",
    "uitleg",
    "te monitoren",
    "komen … terug",
    "komt … terug",
    "terugkomen",
    "beantwoorden",
];

struct Turns {
    condition: Phrases,
    weak_condition: Phrases,
    deferral: Phrases,
    against: Phrases,
    favour: Phrases,
    neutral: Phrases,
}

static TURNS: LazyLock<Turns> = LazyLock::new(|| {
    let of = |list: &'static [&'static str]| Phrases::new(list.iter().copied());
    Turns {
        condition: of(CONDITION),
        weak_condition: of(WEAK_CONDITION),
        deferral: of(DEFERRAL),
        against: of(AGAINST),
        favour: of(FAVOUR),
        neutral: of(NEUTRAL),
    }
});

/// Words with which something begins that says no more what is wanted of the thing itself.
const ENDS_SCOPE: &[&str] = &[
    "die",
    "omdat",
    "zodat",
    "waardoor",
    "waarbij",
    "waarin",
    "waarmee",
    "terwijl",
    "hoewel",
    "want",
    "aangezien",
    "zoals",
    "doordat",
    "opdat",
    "waarvoor",
];
/// Words before and behind an act in which what turns it stands.
const BEFORE: usize = 12;
const BEHIND: usize = 30;

/// What is known of an act besides its words.
#[derive(Debug, Clone, Copy)]
pub(super) struct Asked {
    pub kind: PositionKind,
    /// Whether it asks for what it wants: a motion, or what is reported of others. A letter asks for an answer.
    pub asks_for: bool,
    /// The direction of the position before it, which it may join (`sluit zich daarbij aan`).
    pub before: Option<Direction>,
}

/// The direction of an act in its sentence.
pub(super) fn direction(words: &Words, sentence: &Range<usize>, found: &FoundAct, asked: Asked) -> Direction {
    let Asked { kind, asks_for, before } = asked;
    let act = &found.words;
    let is_point = matches!(found.act.form, Form::Point);
    let behind = (act.end..sentence.end.min(act.end + BEHIND)).find(|at| ENDS_SCOPE.contains(&words.get(*at)));
    let end = behind.unwrap_or(sentence.end.min(act.end + BEHIND));
    let near = act.start.saturating_sub(BEFORE).max(sentence.start)..end;
    let holds = |phrases: &Phrases, scope: Range<usize>| {
        let mut places = Vec::new();
        for at in scope {
            phrases.find_at(words, at, &mut places);
        }
        !places.is_empty()
    };
    let own = found.act.direction;
    let joins = |at: usize| {
        matches!(words.get(at), "daarbij" | "hierbij" | "daar") || words.get(at) == "net" && words.get(at + 1) == "zo"
    };
    let is_view = matches!(kind, PositionKind::Opinion | PositionKind::View);
    if let Some(before) = before
        && is_view
        && sentence.len() <= 16
        && (found.act.phrase.starts_with("sluit") || found.act.phrase.starts_with("den"))
        && sentence.clone().any(joins)
    {
        return before;
    }
    if own == Direction::Deferred || holds(&TURNS.deferral, near.clone()) {
        return Direction::Deferred;
    }
    let is_own_request = kind == PositionKind::Request && !asks_for;
    let whole = act.start.saturating_sub(BEHIND).max(sentence.start)..sentence.end.min(act.end + 2 * BEHIND);
    let is_weak = !matches!(kind, PositionKind::Decision | PositionKind::Proposal) && !is_own_request;
    if !is_own_request && holds(&TURNS.condition, whole.clone()) || is_weak && holds(&TURNS.weak_condition, whole) {
        return Direction::Conditional;
    }
    let scope = if is_point { sentence.start..end } else { near.clone() };
    let neutral = holds(&TURNS.neutral, scope.clone());
    let against = holds(&TURNS.against, scope.clone());
    let favour = holds(&TURNS.favour, scope.clone());
    // `dat de lasten niet stijgen` is what is favoured.
    let content = (act.end..end).find(|at| words.get(*at) == "dat").filter(|_| own == Direction::For).unwrap_or(end);
    let is_turned = is_negated(words, scope.start..content);
    match kind {
        PositionKind::Request if asks_for => Direction::For,
        PositionKind::Request if neutral || own != Direction::For => {
            let wants = ["toestemming", "stemmen", "instemming", "goedkeuring"];
            let is_wanted = scope.clone().any(|at| wants.contains(&words.get(at)));
            if is_wanted { Direction::For } else { Direction::Neutral }
        }
        PositionKind::Request => Direction::For,
        PositionKind::Commitment if neutral => Direction::Neutral,
        PositionKind::Commitment if is_turned && own == Direction::For => Direction::Against,
        PositionKind::Commitment => own,
        PositionKind::Decision | PositionKind::Proposal if neutral && !against && !favour => Direction::Neutral,
        PositionKind::Decision | PositionKind::Proposal => {
            if own == Direction::Against || is_turned || against {
                Direction::Against
            } else {
                own
            }
        }
        PositionKind::Opinion | PositionKind::View => match own {
            Direction::Against if is_turned => Direction::For,
            Direction::For if is_turned => Direction::Against,
            Direction::Neutral if is_turned || against => Direction::Against,
            Direction::Neutral if favour => Direction::For,
            own => own,
        },
    }
}

/// Whether a negation stands in a scope, and none that is negated by its noun: `geen bezwaar`, `niet onredelijk`.
fn is_negated(words: &Words, scope: Range<usize>) -> bool {
    let is_negation = |at: usize| NEGATION.contains(&words.get(at)) && !DOUBLE.contains(&words.get(at + 1));
    let is_double = |at: usize| matches!(words.get(at), "te") && matches!(words.get(at + 1), "weinig");
    scope.clone().any(|at| is_negation(at) || is_double(at))
}
/// What a negation turns into its favour, or what is not said by it.
const DOUBLE: &[&str] =
    &["bezwaar", "bezwaren", "tegen", "onredelijk", "alleen", "langer", "wensen", "zienswijze", "meer", "zozeer"];
