//! For or against? What stands beside an act turns its direction: a negation, a condition, a delay.

use std::ops::Range;
use std::sync::LazyLock;

use super::acts::{Form, FoundAct};
use super::{Direction, PositionKind};
use crate::document::phrases::{FoundPhrase, Phrases};
use crate::document::words::Words;
use crate::document::{Row, rows};

/// What words beside an act tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sense {
    /// It holds under a condition.
    Condition,
    /// The same in a view or a promise; decisions have such words for what they are about.
    WeakCondition,
    /// It is put off.
    Deferral,
    Against,
    Favour,
    /// Neither: it informs, or asks for a view.
    Neutral,
}

impl Sense {
    fn name(self) -> &'static str {
        match self {
            Self::Condition => "condition",
            Self::WeakCondition => "weak-condition",
            Self::Deferral => "deferral",
            Self::Against => "against",
            Self::Favour => "favour",
            Self::Neutral => "neutral",
        }
    }
}

const LIST: &str = include_str!("turns.tsv");

static TURNS: LazyLock<(Vec<Sense>, Phrases)> = LazyLock::new(|| {
    let turn = |row: Row| {
        let sense = match row.text(0) {
            "condition" => Sense::Condition,
            "weak-condition" => Sense::WeakCondition,
            "deferral" => Sense::Deferral,
            "against" => Sense::Against,
            "favour" => Sense::Favour,
            "neutral" => Sense::Neutral,
            _ => return None,
        };
        Some((sense, row.text(1)))
    };
    let turns: Vec<(Sense, &'static str)> = rows(LIST).filter_map(turn).collect();
    (turns.iter().map(|(sense, _)| *sense).collect(), Phrases::new(turns.into_iter().map(|(_, phrase)| phrase)))
});

/// What turns for into against.
const NEGATION: &[&str] = &["niet", "geen", "nooit", "niets", "noch", "evenmin"];

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
/// What is asked for where nothing is wanted but an answer.
const VIEWS: &[&str] = &["zienswijze", "zienswijzen", "reactie", "reageren", "antwoord", "advies"];
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
    let whole = act.start.saturating_sub(BEHIND).max(sentence.start)..sentence.end.min(act.end + 2 * BEHIND);
    let (senses, phrases) = &*TURNS;
    let mut places = Vec::new();
    for at in whole.clone() {
        phrases.find_at(words, at, &mut places);
    }
    let holds = |sense: Sense, scope: &Range<usize>| {
        let is_in =
            |place: &&FoundPhrase| scope.contains(&place.words.start) && senses.get(place.phrase) == Some(&sense);
        places.iter().any(|place| is_in(&place))
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
    if own == Direction::Deferred || holds(Sense::Deferral, &near) {
        return Direction::Deferred;
    }
    let is_own_request = kind == PositionKind::Request && !asks_for;
    let is_weak = !matches!(kind, PositionKind::Decision | PositionKind::Proposal) && !is_own_request;
    if !is_own_request && holds(Sense::Condition, &whole) || is_weak && holds(Sense::WeakCondition, &whole) {
        return Direction::Conditional;
    }
    let scope = if is_point { sentence.start..end } else { near.clone() };
    // `In te stemmen met de zienswijze` is for it, whatever it is.
    let agrees = ["stem", "akkoord", "mee te werken"].iter().any(|word| found.act.phrase.contains(word));
    let neutral = holds(Sense::Neutral, &scope) && !agrees;
    let against = holds(Sense::Against, &scope);
    let favour = holds(Sense::Favour, &scope);
    // `dat de lasten niet stijgen` is what is favoured.
    let content =
        (act.end..end).find(|at| words.get(*at) == "dat").filter(|_| own == Direction::For && !is_point).unwrap_or(end);
    let says_itself = found.act.phrase.split(' ').any(|word| NEGATION.contains(&word));
    let is_turned = is_negated(words, scope.start..content) && !(says_itself && own == Direction::Neutral);
    match kind {
        PositionKind::Request if scope.clone().any(|at| VIEWS.contains(&words.get(at))) && !is_point => {
            Direction::Neutral
        }
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
        PositionKind::Decision | PositionKind::Proposal => match own {
            // `ziet geen aanleiding`
            Direction::Neutral if !against => Direction::Neutral,
            _ if own == Direction::Against || is_turned || against => Direction::Against,
            own => own,
        },
        PositionKind::Opinion | PositionKind::View => match own {
            Direction::For if is_turned => Direction::Against,
            Direction::Neutral if is_turned || against => Direction::Against,
            Direction::Neutral if favour => Direction::For,
            own => own,
        },
    }
}

/// What words in a sentence tell, each once, by name.
pub(super) fn senses(words: &Words, sentence: &Range<usize>) -> Vec<&'static str> {
    let (senses, phrases) = &*TURNS;
    let mut places = Vec::new();
    for at in sentence.clone() {
        phrases.find_at(words, at, &mut places);
    }
    let mut names: Vec<&'static str> =
        places.iter().filter_map(|place| senses.get(place.phrase)).map(|sense| sense.name()).collect();
    if is_negated(words, sentence.clone()) {
        names.push("negation");
    }
    names
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
