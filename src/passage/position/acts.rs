//! The words of the data file: what is done by whom, and in which form.

use std::ops::Range;
use std::sync::LazyLock;

use super::{Direction, PositionKind};
use crate::document::phrases::Phrases;
use crate::document::words::Words;
use crate::document::{Listed, Row, rows};
use crate::passage::role::Role;

/// Words around an act in which what belongs to it is looked for: its particle, its auxiliary.
const REACH: usize = 60;

/// The particle that stands for any infinitive.
const ANY_INFINITIVE: &str = "*en";
/// Infinitives that promise nothing by themselves.
const VAGUE: &[&str] = &[
    "worden", "moeten", "kunnen", "mogen", "hebben", "hoeven", "blijven", "krijgen", "gaan", "staan", "tussen", "leden",
];

/// Phrases that may hold one word.
const MOST_AT_ONCE: usize = 4;

/// In which form an act is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// Finite: its subject is who does it (`stemt … in`).
    Verb,
    /// A participle: who does it is the subject of `heeft`, and stands behind `door` after `wordt`.
    Participle,
    /// What the writer does, without a subject (`met het verzoek`, `ons voorstel is`).
    Writer,
    /// A point of a list, at its start (`in te stemmen`).
    Point,
    /// What became of a motion or proposal (`wordt aangenomen`), or of a point (`Conform advies`).
    Outcome,
    /// Words that judge. They count where the writer gives its view.
    Judgement,
    /// Words that hint at a view where somebody who can have one is the subject; below 0 what is a mere fact.
    Cue,
    /// An imperative at the start of a sentence, where the paper advises (`Zorg dat …`).
    Imperative,
    /// Words that look like an act and are none (`vindt plaats`).
    None,
    /// Words that say that the sentence is none.
    Veto,
}

/// A phrase of the list.
#[derive(Debug)]
pub(super) struct Act {
    pub kind: PositionKind,
    pub direction: Direction,
    pub form: Form,
    /// How sure it is a position, in tenths.
    pub weight: f32,
    /// What has to stand later in the sentence, one of them (`stelt` … `voor`); empty where nothing has to.
    particles: Vec<&'static str>,
    pub phrase: &'static str,
}

impl Act {
    /// Whether it is one word that says all.
    pub fn is_alone(&self) -> bool {
        self.particles.is_empty()
    }

    /// Whether it has this particle and no other.
    pub fn particles_are(&self, particle: &str) -> bool {
        self.particles == [particle]
    }

    /// Whether it needs nobody to be named: `is toegezegd`, `er is voor gekozen`.
    pub fn is_said_of_all(&self) -> bool {
        const OF_ALL: &[&str] = &[
            "toegezegd",
            "toezegging gedaan",
            "waardering uitgesproken",
            "tevredenheid kennisgenomen",
            "met instemming kennisgenomen",
            "aandacht gevraagd",
            "gekozen om",
            "gekozen voor",
            "ervoor gekozen",
            "opdracht gegeven",
        ];
        OF_ALL.contains(&self.phrase)
    }

    /// Whether it takes note of something or takes it back, and no word beside it says more of that.
    pub fn is_settled(&self) -> bool {
        const SETTLED: &[&str] = &["kennis", "ingetrokken", "trekt", "trekken", "trok", "in te trekken"];
        SETTLED.iter().any(|word| self.phrase.contains(word))
    }

    /// Whether what it does is any infinitive (`zal … motiveren`).
    pub fn is_open(&self) -> bool {
        self.particles_are(ANY_INFINITIVE)
    }
}

/// An act that stands in a text.
#[derive(Debug, Clone)]
pub(super) struct FoundAct {
    pub act: &'static Act,
    /// Numbers of its words, without its particle.
    pub words: Range<usize>,
}

const LIST: &str = include_str!("acts.tsv");

static ACTS: LazyLock<Vec<Act>> = LazyLock::new(|| rows(LIST).filter_map(|row| act(&row)).collect());
static PHRASES: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(ACTS.iter().map(|act| act.phrase)));

fn act(row: &Row) -> Option<Act> {
    let form = match row.text(0) {
        "verb" => Form::Verb,
        "participle" => Form::Participle,
        "writer" => Form::Writer,
        "point" => Form::Point,
        "outcome" => Form::Outcome,
        "judgement" => Form::Judgement,
        "cue" => Form::Cue,
        "imperative" => Form::Imperative,
        "none" => Form::None,
        "veto" => Form::Veto,
        _ => return None,
    };
    Some(Act {
        form,
        kind: PositionKind::named(row.text(1)).unwrap_or(PositionKind::View),
        direction: Direction::named(row.text(2)).unwrap_or(Direction::Neutral),
        weight: row.text(3).parse().ok()?,
        phrase: row.text(4),
        particles: row.list(5, '|'),
    })
}

/// The acts in a text, in order of their first word.
pub(super) fn find(words: &Words) -> Vec<FoundAct> {
    let mut acts: Vec<(FoundAct, usize)> = Vec::new();
    for found in PHRASES.find(words) {
        let Some(act) = ACTS.get(found.phrase) else { continue };
        let Some(distance) = particle(words, act, found.words.end) else { continue };
        // `stelt … voor … vast te leggen`: of two particles the nearer is meant.
        match acts.last_mut() {
            Some((last, least)) if last.words == found.words && last.act.form == act.form && act.form == Form::Verb => {
                if distance < *least {
                    (*last, *least) = (FoundAct { act, words: found.words }, distance);
                }
            }
            _ => acts.push((FoundAct { act, words: found.words }, distance)),
        }
    }
    let none: Vec<Range<usize>> =
        acts.iter().filter(|(found, _)| found.act.form == Form::None).map(|(found, _)| found.words.clone()).collect();
    // Acts come by their first word, and so does what is none; that is kept, as its sentence says what it is no sign of.
    let is_act = |found: &FoundAct| {
        let before = none.partition_point(|none| none.start <= found.words.start);
        let near = none.get(before.saturating_sub(MOST_AT_ONCE)..before).unwrap_or_default();
        matches!(found.act.form, Form::Veto | Form::None) || !near.iter().any(|none| none.contains(&found.words.start))
    };
    acts.into_iter().map(|(found, _)| found).filter(is_act).collect()
}

/// Words between an act and its particle; `None` where that does not follow. 0 where it needs none.
fn particle(words: &Words, act: &Act, end: usize) -> Option<usize> {
    if act.particles.is_empty() {
        return Some(0);
    }
    let sentence = words.sentence(end.checked_sub(1)?);
    let later = (end..words.len().min(end + REACH)).take_while(|at| words.sentence(*at) == sentence);
    let is_last = |at: usize| words.sentence(at + 1) != sentence;
    // `stelt de gemeente voor keuzes`: what is proposed is an infinitive, or stands before.
    let is_proposed = |at: usize| {
        is_last(at)
            || matches!(words.get(at + 1), "om" | "dat" | "het" | "dit")
            || (at + 1..words.len().min(at + REACH))
                .take_while(|at| words.sentence(*at) == sentence)
                .any(|at| words.get(at) == "te")
    };
    let is_infinitive = |word: &str| word.ends_with("en") && word.len() > 4 && !VAGUE.contains(&word);
    let fits = |at: usize| match words.get(at) {
        word if act.is_open() => is_infinitive(word) && words.get(at - 1) != "te" && !is_counted(words, at),
        particle if !act.particles.contains(&particle) => false,
        "voor" if act.kind == PositionKind::Proposal => is_proposed(at),
        // `om ervoor te zorgen`
        "zorgen" if words.get(at - 1) == "te" => false,
        // `neemt de aanbeveling over`, `stemt in met`: elsewhere they are prepositions.
        "over" if act.kind == PositionKind::Commitment => true,
        // `vindt dit jaar … plaats`, `vindt dat er plaats is voor …`
        "plaats" => is_last(at) || matches!(words.get(at + 1), "in" | "op" | "met" | "via" | "bij" | "tussen" | "en"),
        "over" => is_last(at) || matches!(words.get(at + 1), "en" | "maar"),
        // `De partij neemt aan dat …`
        "aan" if act.phrase.starts_with("ne") => words.get(at + 1) != "dat" && words.get(at + 1) != "te",
        "op" if act.phrase.starts_with("dra") => is_last(at) || matches!(words.get(at + 1), "om" | "te" | "dat"),
        "in" if act.phrase.starts_with("stem") => {
            is_last(at)
                || matches!(words.get(at + 1), "met" | "en" | "maar" | "dat" | "onder" | "mits" | "indien" | "om")
        }
        // `vast te stellen` belongs to another verb.
        _ => words.get(at + 1) != "te" || is_last(at),
    };
    // What is named comes before what may be anything.
    let further = if act.is_open() { REACH } else { 1 };
    later.into_iter().find(|at| fits(*at)).map(|at| at - end + further)
}

/// Whether a plural stands behind its article or number, and is no infinitive.
fn is_counted(words: &Words, at: usize) -> bool {
    let before = if at > 0 { words.get(at - 1) } else { "" };
    matches!(before, "de" | "deze" | "die" | "onze" | "uw" | "hun" | "alle" | "van" | "aan" | "voor" | "met" | "bij")
        || before.starts_with(|c: char| c.is_ascii_digit())
}

/// What a passage does, where a sentence says so in words that are no act of ours.
pub(super) fn of_role(role: Role) -> Option<&'static Act> {
    static ACTS: [(Role, Act); 5] = {
        const fn plain(kind: PositionKind, direction: Direction) -> Act {
            Act { kind, direction, form: Form::Verb, weight: 3.5, particles: Vec::new(), phrase: "" }
        }
        [
            (Role::Decision, plain(PositionKind::Decision, Direction::For)),
            (Role::Opinion, plain(PositionKind::View, Direction::Neutral)),
            (Role::Proposal, plain(PositionKind::Proposal, Direction::For)),
            (Role::Request, plain(PositionKind::Request, Direction::Neutral)),
            (Role::Commitment, plain(PositionKind::Commitment, Direction::For)),
        ]
    };
    ACTS.iter().find(|(of, _)| *of == role).map(|(_, act)| act)
}

/// A point of a list that names no act of ours: what it is follows from where it stands.
pub(super) fn plain_point() -> &'static Act {
    static PLAIN: Act = Act {
        kind: PositionKind::Decision,
        direction: Direction::For,
        form: Form::Point,
        weight: 5.0,
        particles: Vec::new(),
        phrase: "",
    };
    &PLAIN
}

/// What a name does in words that are no act of ours.
pub(super) fn plain_view() -> &'static Act {
    static PLAIN: Act = Act {
        kind: PositionKind::View,
        direction: Direction::Neutral,
        form: Form::Cue,
        weight: 1.5,
        particles: Vec::new(),
        phrase: "",
    };
    &PLAIN
}

/// The auxiliary of a participle.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Auxiliary {
    /// `heeft`, `hebben`: its subject is who did it; at this word.
    Active(usize),
    /// `wordt`, `is`.
    Passive(usize),
}

/// The auxiliary of a participle at a word: the nearest before it in its sentence, else the word behind it.
pub(super) fn auxiliary(words: &Words, participle: usize) -> Option<Auxiliary> {
    let sentence = words.sentence(participle);
    let read = |at: usize| match words.get(at) {
        "heeft" | "hebben" | "had" | "hadden" | "heb" => Some(Auxiliary::Active(at)),
        "wordt" | "worden" | "werd" | "werden" | "is" | "zijn" | "was" | "waren" => Some(Auxiliary::Passive(at)),
        _ => None,
    };
    let near = |at: &usize| words.sentence(*at) == sentence;
    let before = || (participle.saturating_sub(REACH)..participle).rev().take_while(near).find_map(read);
    // `vastgesteld te worden` stands behind it, as in subordinate clauses.
    let behind = || (participle + 1..participle + 3).take_while(near).find_map(read);
    let found = before().or_else(behind)?;
    let Auxiliary::Passive(at) = found else { return Some(found) };
    let is_needed = |at: usize| {
        matches!(
            words.get(at),
            "te" | "moet"
                | "moeten"
                | "dient"
                | "dienen"
                | "kan"
                | "kunnen"
                | "zal"
                | "zullen"
                | "mag"
                | "mogen"
                | "zou"
                | "zouden"
        )
    };
    let is_infinitive = matches!(words.get(at), "worden" | "zijn");
    let from = at.saturating_sub(REACH);
    let is_only_possible = is_infinitive && (from..at).rev().take_while(near).any(is_needed);
    (!is_only_possible).then_some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_list_is_an_act() {
        let lines: Vec<&str> = LIST.lines().filter(|line| !line.starts_with('#')).collect();
        assert_eq!(ACTS.len(), lines.len());
        for (act, line) in ACTS.iter().zip(&lines) {
            let cells: Vec<&str> = line.split('\t').collect();
            assert_eq!(act.phrase, act.phrase.to_lowercase(), "{line}");
            assert!(!act.phrase.is_empty() && (5..=6).contains(&cells.len()), "{line}");
            let is_veto = matches!(act.form, Form::Veto | Form::None);
            assert!(is_veto || PositionKind::named(cells[1]).is_some(), "{line}");
            assert!(is_veto || Direction::named(cells[2]).is_some(), "{line}");
        }
    }

    #[test]
    fn the_list_is_sorted_and_says_nothing_twice() {
        let lines: Vec<&str> = LIST.lines().filter(|line| !line.starts_with('#')).collect();
        let key = |line: &str| {
            let cells: Vec<&str> = line.split('\t').collect();
            (cells[0].to_owned(), cells[4].to_owned(), cells.get(5).map(|p| (*p).to_owned()))
        };
        let keys: Vec<_> = lines.iter().map(|line| key(line)).collect();
        let mut unique = keys.clone();
        unique.sort();
        assert_eq!(keys, unique, "sorted by form and phrase");
        unique.dedup();
        assert_eq!(unique.len(), keys.len());
    }

    #[test]
    fn a_particle_may_stand_far_away_but_in_the_sentence() {
        let acts = |text: &str| find(&Words::of(text)).into_iter().filter(|found| found.act.form != Form::None);
        let found = |text: &str| acts(text).map(|found| found.act.phrase).collect::<Vec<_>>();
        assert_eq!(
            found("Het college stelt de raad na lang en diep nadenken over alle fietsen dit jaar voor."),
            ["stelt"]
        );
        assert!(found("Het college stelt vragen. Dit komt voor.").is_empty());
    }

    #[test]
    fn what_only_looks_like_an_act_is_none() {
        let forms = |text: &str| find(&Words::of(text)).iter().map(|found| found.act.form).collect::<Vec<_>>();
        assert_eq!(forms("Het overleg vindt morgen plaats."), [Form::None]);
        assert_eq!(forms("De raad vindt het goed."), [Form::Verb]);
    }

    #[test]
    fn the_auxiliary_is_the_nearest() {
        let of = |text: &str, participle: &str| {
            let words = Words::of(text);
            let at = (0..words.len()).find(|at| words.get(*at) == participle).unwrap();
            auxiliary(&words, at)
        };
        assert_eq!(of("De raad heeft besloten", "besloten"), Some(Auxiliary::Active(2)));
        assert_eq!(of("Er is door de raad besloten", "besloten"), Some(Auxiliary::Passive(1)));
        assert_eq!(of("De raad heeft gezegd. Besloten wordt niets", "besloten"), Some(Auxiliary::Passive(5)));
        assert_eq!(of("De besloten vergadering", "besloten"), None);
    }
}
