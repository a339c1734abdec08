//! For or against? What stands beside an act turns its direction: a negation, a condition, a delay.

use std::ops::Range;
use std::sync::LazyLock;

use super::acts::FoundAct;
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
    "onder voorbehoud",
    "onder het voorbehoud",
    "met dien verstande",
    "met inachtneming van",
    "eerst",
    "voordat",
    "alvorens",
    "pas … nadat",
    "pas als",
    "pas wanneer",
    "pas na",
    "zolang",
    "dat als",
    "dat indien",
    "wanneer",
    "indien",
    "vooropgesteld",
    "in zoverre",
    "voor zover",
    "maar er heeft nog",
    "volledige grip",
    "behoudens",
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
const NEGATION: &[&str] = &["niet", "geen", "nooit", "niets", "te weinig", "onvoldoende", "noch", "evenmin"];
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
    deferral: Phrases,
    negation: Phrases,
    against: Phrases,
    favour: Phrases,
    neutral: Phrases,
}

static TURNS: LazyLock<Turns> = LazyLock::new(|| {
    let of = |list: &'static [&'static str]| Phrases::new(list.iter().copied());
    Turns {
        condition: of(CONDITION),
        deferral: of(DEFERRAL),
        negation: of(NEGATION),
        against: of(AGAINST),
        favour: of(FAVOUR),
        neutral: of(NEUTRAL),
    }
});

/// The direction of an act in its sentence. `is_reported`: of somebody else than the writer, who asks for what it wants.
pub(super) fn direction(
    words: &Words,
    sentence: &Range<usize>,
    found: &FoundAct,
    kind: PositionKind,
    asks_for: bool,
) -> Direction {
    let holds = |phrases: &Phrases| {
        let mut places = Vec::new();
        for at in sentence.clone() {
            phrases.find_at(words, at, &mut places);
        }
        places
    };
    let own = found.act.direction;
    if own == Direction::Deferred || !holds(&TURNS.deferral).is_empty() {
        return Direction::Deferred;
    }
    let is_request_in_letter = kind == PositionKind::Request && !asks_for;
    if !holds(&TURNS.condition).is_empty() && !is_request_in_letter {
        return Direction::Conditional;
    }
    let neutral = !holds(&TURNS.neutral).is_empty();
    let negations = holds(&TURNS.negation);
    let against = holds(&TURNS.against);
    let favour = holds(&TURNS.favour);
    match kind {
        PositionKind::Request => {
            if asks_for && !neutral {
                Direction::For
            } else {
                own_or(own, Direction::Neutral, Direction::For, neutral)
            }
        }
        PositionKind::Commitment => match (neutral, negations.is_empty()) {
            (true, _) => Direction::Neutral,
            (false, false) if own == Direction::For => Direction::Against,
            _ => own,
        },
        PositionKind::Decision | PositionKind::Proposal => {
            if neutral && against.is_empty() {
                Direction::Neutral
            } else if own == Direction::Against || !negations.is_empty() || !against.is_empty() {
                Direction::Against
            } else {
                own
            }
        }
        PositionKind::Opinion | PositionKind::View => {
            if own == Direction::Against || !negations.is_empty() && favour.len() <= 1 && !is_double(words, sentence) {
                Direction::Against
            } else if !against.is_empty() && own != Direction::For {
                Direction::Against
            } else if own == Direction::Neutral && !favour.is_empty() {
                Direction::For
            } else {
                own
            }
        }
    }
}

fn own_or(own: Direction, neutral: Direction, favour: Direction, is_neutral: bool) -> Direction {
    if is_neutral || own == Direction::Neutral { neutral } else { favour }
}

/// `geen bezwaar`, `niet tegen`
fn is_double(words: &Words, sentence: &Range<usize>) -> bool {
    sentence.clone().any(|at| {
        matches!(words.get(at), "geen" | "niet")
            && matches!(words.get(at + 1), "bezwaar" | "bezwaren" | "tegen" | "onredelijk")
    })
}
