//! Does somebody who can have a view have one here, in words that are no act of ours?
//!
//! A sum over what stands in the sentence: who its subject is, words that judge, wish or refuse (*cues*), how the passage and the
//! paper speak; what is a mere fact (numbers, what was done, what may be done) takes away.

use std::ops::Range;

use super::acts::{Form, FoundAct, plain_view};
use super::bodies::{Class, Mention, mentions};
use super::find::Positions;
use super::place::Place;
use super::setting::Setting;
use super::subject::holder;
use super::weigh::Reading;
use super::{Direction, Holder, PositionKind};
use crate::document::words::Words;
use crate::document::{DocumentKind, NameKind};
use crate::passage::role::Role;

/// Bytes and words of the longest label of who speaks.
const LABEL_BYTES: usize = 60;
const LABEL_WORDS: usize = 6;
/// Who is named by name is rarely named for another reason; of others more is told.
const NAMED: f32 = 3.5;
const BODY: f32 = 3.0;
/// What a word that judges is worth beside somebody who does, against what it is alone.
const BESIDE: f32 = 0.4;
/// What each cue after the strongest adds.
const FURTHER: f32 = 0.5;
/// Words of a place in which the subject stands.
const OPENING: usize = 2;
/// A sentence without anybody has less to say for itself.
const ALONE: f32 = -0.5;
const ALONE_FURTHER: f32 = 0.4;
const FACT: f32 = -1.0;
const RULE: f32 = -2.0;
const SUPPOSED: f32 = -3.0;
/// What names do in facts.
const FACTS: &[&str] = &[
    "telt",
    "heeft",
    "ontvangt",
    "betaalt",
    "levert",
    "ligt",
    "vergadert",
    "bestaat",
    "krijgt",
    "brengt",
    "voert",
    "werkt",
    "organiseert",
    "komt",
    "kent",
    "behoort",
    "grenst",
    "groeit",
    "verzorgt",
    "beheert",
    "stuurt",
    "zendt",
    "licht",
    "maakt",
    "gebruikt",
    "zit",
    "valt",
    "vormt",
    "start",
    "begint",
    "wordt",
    "was",
    "werd",
    "niet",
    "bevat",
    "bedraagt",
    "vraagt",
    "gaat",
    "neemt",
    "biedt",
    "richt",
    "helpt",
    "behandelt",
    "bespreekt",
    "luidt",
    "geeft",
    "spreekt",
    "adviseert",
    "staat",
    "woont",
    "wacht",
    "met",
    "uit",
    "het",
    "dat",
    "wat",
    "tot",
    "kost",
    "draait",
    "loopt",
    "doet",
    "zet",
    "stelt",
    "laat",
    "meldt",
    "opent",
    "sluit",
    "leest",
    "merkt",
    "reageert",
    "antwoordt",
    "stopt",
    "beschikt",
    "besteedt",
    "informeert",
];
/// Words of a sentence in which a name does something, and those in which its verb stands.
const LEAST_PLAIN: usize = 4;
const MOST_PLAIN: usize = 25;
const OPENING_WORDS: usize = 6;
/// Finite verbs before a subject, of those that do not end in `t`.
const MODALS: &[&str] = &[
    "kan", "kon", "zou", "zal", "had", "wil", "is", "was", "ging", "zag", "vond", "koos", "deed", "bleef", "liep",
    "kwam",
];
/// Numbers in a sentence that still may be a view.
const FEW_NUMBERS: usize = 2;

/// Who speaks in a line of minutes: `CDA: wij zijn tegen`.
pub(super) fn speaker(text: &str, setting: &Setting) -> Option<Holder> {
    if !matches!(setting.kind, Some(DocumentKind::Minutes | DocumentKind::Agenda) | None) {
        return None;
    }
    let head = text.as_bytes().iter().take(LABEL_BYTES).position(|byte| *byte == b':')?;
    let label = text.get(..head)?;
    let words = Words::of(label);
    if words.len() == 0 || words.len() > LABEL_WORDS {
        return None;
    }
    let all = 0..words.len();
    let found = mentions(label, &words, &all);
    let mention = found.first().filter(|mention| mention.words == all)?;
    let speaks = !matches!(mention.class, Class::Writer | Class::Reader | Class::Same);
    holder(label, &words, mention, setting, None).filter(|_| speaks)
}

impl Positions {
    /// The view of whoever is the subject of a sentence, or of the writer where the sentence only judges.
    pub(super) fn read_stance(
        &self,
        place: &Place<'_>,
        own: &[FoundAct],
        mentions: &[Mention],
    ) -> Option<(Reading, FoundAct)> {
        let is_about = |found: &&FoundAct| matches!(found.act.form, Form::Cue | Form::Judgement);
        if own.iter().any(|found| found.act.form == Form::None) {
            return None;
        }
        if !own.iter().any(|found| is_about(&found)) {
            return self.read_plain(place, mentions);
        }
        let agent = mentions.iter().find(|mention| self.is_agent(place, mention));
        let (base, who) = match agent {
            Some(mention) => {
                let who = holder(place.text, place.words, mention, &self.setting, None)?;
                (if is_named(mention.class) { NAMED } else { BODY } + fact_of(place, mention), who)
            }
            None => (self.alone()?, self.setting.writer.clone()?),
        };
        // What others are to do is planning.
        let may_promise = agent.is_some_and(|mention| matches!(mention.class, Class::Writer | Class::Alderman));
        let weight = |found: &FoundAct| match (found.act.form, agent) {
            (Form::Cue, _) if found.act.kind == PositionKind::Commitment && !may_promise => None,
            (Form::Cue, Some(_)) => Some(found.act.weight),
            (Form::Judgement, Some(_)) => Some(found.act.weight * BESIDE),
            (Form::Judgement, None) => Some(found.act.weight),
            _ => None,
        };
        let mut cues: Vec<(f32, &FoundAct)> = own.iter().filter_map(|found| Some((weight(found)?, found))).collect();
        cues.sort_by(|(one, _), (other, _)| other.total_cmp(one));
        cues.dedup_by_key(|(_, found)| found.words.start);
        let (strongest, first) = *cues.first().filter(|(weight, _)| *weight > 0.0)?;
        let further: f32 =
            cues.iter().skip(1).take(3).map(|(weight, _)| weight.min(0.0) + weight.max(0.0) * FURTHER).sum();
        let is_promise = first.act.kind == PositionKind::Commitment;
        let score = base
            + strongest
            + further.min(if agent.is_some() { 2.0 } else { ALONE_FURTHER })
            + self.of_place(place, is_promise);
        // The direction is that of the strongest that has one.
        let directed = cues.iter().map(|(_, found)| *found).find(|found| found.act.direction != Direction::Neutral);
        let found = directed.filter(|found| found.act.kind == first.act.kind).unwrap_or(first).clone();
        let kind = self.view_kind(first.act, &who, place);
        Some((Reading { score, holder: who, kind, is_past: false }, found))
    }

    /// Whether a sentence is one in which a name may do something that no list knows: `Hoorn hikt tegen de kosten aan`.
    pub(super) fn may_be_stance(&self, words: &Words, sentence: &Range<usize>) -> bool {
        use DocumentKind::{InformationLetter, Letter, Memo, Minutes, Opinion, Proposal};
        let tells =
            matches!(self.setting.kind, Some(InformationLetter | Letter | Memo | Minutes | Opinion | Proposal) | None);
        let is_number = |at: usize| words.get(at).starts_with(|c: char| c.is_ascii_digit());
        let is_verb = |at: usize| words.get(at).ends_with('t') && words.get(at).len() > 2 && words.get(at) != "het";
        let opening = || sentence.start + 1..sentence.end.min(sentence.start + OPENING_WORDS);
        tells
            && (LEAST_PLAIN..=MOST_PLAIN).contains(&sentence.len())
            && opening().any(is_verb)
            && !sentence.clone().any(is_number)
    }

    /// A name that does something at the start of a sentence, of which no word is known: mostly what it thinks of the matter, but
    /// for what names do in facts.
    fn read_plain(&self, place: &Place<'_>, mentions: &[Mention]) -> Option<(Reading, FoundAct)> {
        let words = place.words;
        let mention = mentions.first().filter(|mention| {
            let is_name = matches!(mention.class, Class::Name(NameKind::Municipality) | Class::Party | Class::Advisory);
            is_name && mention.preposition.is_none() && mention.words.start < place.sentence.start + OPENING
        })?;
        let at = mention.words.end;
        let verb = words.get(at);
        let is_plain = verb.ends_with('t') && verb.len() > 2 && !FACTS.contains(&verb) && at < place.sentence.end;
        if !is_plain || !self.may_be_stance(words, &place.sentence) {
            return None;
        }
        let who = holder(place.text, words, mention, &self.setting, None)?;
        let act = FoundAct { act: plain_view(), words: at..at + 1 };
        let kind = self.view_kind(act.act, &who, place);
        let score = NAMED + act.act.weight + self.of_place(place, false);
        Some((Reading { score, holder: who, kind, is_past: false }, act))
    }

    /// Whether a mention is a subject that can have a view.
    pub(super) fn is_agent(&self, place: &Place<'_>, mention: &Mention) -> bool {
        let words = place.words;
        let start = mention.words.start;
        let is_free = mention.preposition.is_none();
        match mention.class {
            // `Ik` in a record that is no letter is whoever speaks there.
            Class::Writer => !self.has_no_writer() && (words.get(mention.body.start) != "ik" || self.is_letter()),
            Class::Reader | Class::Same | Class::Organisation => false,
            _ => {
                let before = if start > place.sentence.start { words.get(start - 1) } else { "" };
                let opens = start < place.sentence.start + OPENING;
                // `kan de raad uit de voeten`
                let is_finite = before.ends_with('t') && before.len() > 2 || MODALS.contains(&before);
                let follows = is_finite || matches!(before, "maar" | "dat" | "terwijl" | "want");
                is_free && (opens || follows)
            }
        }
    }

    /// Whether `ik` is who the paper speaks for.
    fn is_letter(&self) -> bool {
        use DocumentKind::{InformationLetter, Letter, Memo, Note, Opinion};
        self.is_spoken || matches!(self.setting.kind, Some(InformationLetter | Letter | Memo | Note | Opinion))
    }

    /// What speaks for a sentence that judges without a subject: a paper that speaks for somebody.
    fn alone(&self) -> Option<f32> {
        use DocumentKind::{Amendment, Decision, InformationLetter, Letter, Memo, Motion, Note, Opinion, Proposal};
        match self.setting.kind {
            _ if self.has_no_writer() => None,
            Some(Opinion | Motion | Amendment) => Some(0.0),
            Some(Proposal | Decision | Letter | InformationLetter | Memo | Note) => Some(ALONE),
            _ => None,
        }
    }

    /// What the passage and the paper say for a view.
    fn of_place(&self, place: &Place<'_>, is_promise: bool) -> f32 {
        use DocumentKind::{Accounts, Budget, Ordinance, Other, Plan, Report};
        let of_kind = match self.setting.kind {
            Some(Ordinance | Other) => RULE,
            Some(Accounts | Budget | Plan | Report) => RULE,
            // A decision brings its annexes, in which others are `wij`.
            Some(DocumentKind::Decision) => -0.5,
            _ => 0.0,
        };
        let of_role = match place.role {
            Role::Opinion | Role::Objection | Role::Request | Role::Participation => 0.5,
            Role::Planning if is_promise => 0.0,
            Role::Planning | Role::Question => RULE,
            Role::Finance | Role::Context if !is_promise => -0.5,
            _ => 0.0,
        };
        // What a motion establishes is a fact.
        let of_lead = if place.lead_role() == Some(Role::Context) { RULE } else { 0.0 };
        let is_number = |at: &usize| place.words.get(*at).starts_with(|c: char| c.is_ascii_digit());
        let numbers = place.sentence.clone().filter(is_number).count();
        let of_numbers = if numbers > FEW_NUMBERS { FACT } else { 0.0 };
        let opens_with = place.words.get(place.sentence.start);
        let is_supposed = matches!(
            opens_with,
            "als" | "indien" | "wanneer" | "mocht" | "mochten" | "voordat" | "zodra" | "of" | "hoe" | "kan"
        );
        of_kind + of_role + of_lead + of_numbers + if is_supposed { FACT } else { 0.0 }
    }
}

/// Names, parties and councils of clients are mostly named for what they think.
fn is_named(class: Class) -> bool {
    matches!(
        class,
        Class::Name(NameKind::Municipality) | Class::Party | Class::Advisory | Class::Members | Class::Writer
    )
}

/// As what a sentence tells something of its subject, where that is no view.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    /// Only supposed: `als de raad`.
    Supposed,
    /// What it may or has to do: `de raad kan`.
    Power,
    /// What it has or has done: `de raad heeft`.
    Fact,
}

/// As what something is told of a mention; `None` where nothing beside it says that it is no view.
pub(super) fn mode(place: &Place<'_>, mention: &Mention) -> Option<Mode> {
    let words = place.words;
    let begin = mention.words.start;
    let before = if begin > place.sentence.start { words.get(begin - 1) } else { "" };
    let verb = words.get(mention.words.end);
    let beside = |wanted: &[&str]| wanted.contains(&before) || wanted.contains(&verb);
    if matches!(before, "als" | "indien" | "of" | "wanneer" | "zodra" | "nadat" | "zolang" | "hoe" | "waarom") {
        Some(Mode::Supposed)
    } else if beside(&["kan", "kunnen", "mag", "mogen", "moet", "moeten", "dient", "dienen"]) {
        Some(Mode::Power)
    } else if beside(&["heeft", "hebben", "had", "hadden", "ontvangt", "ontvangen", "krijgt", "krijgen", "betaalt"]) {
        Some(Mode::Fact)
    } else {
        None
    }
}

/// What somebody does, or has done, in a mere fact, beside those of [`FACTS`].
const PLURAL_FACTS: &[&str] = &[
    "ontvangen",
    "ontvingen",
    "ontving",
    "sturen",
    "stuurden",
    "zenden",
    "zonden",
    "betalen",
    "betaalden",
    "tellen",
    "beschikken",
    "beschikten",
    "bespreken",
    "bespraken",
    "informeren",
    "informeerden",
    "organiseren",
    "organiseerden",
    "besteden",
    "besteedden",
    "beantwoorden",
    "verzenden",
    "verzonden",
    "publiceren",
    "publiceerden",
    "krijgen",
    "kregen",
    "verwerken",
    "verwerkten",
    "houden",
    "hielden",
    "voeren",
    "voerden",
];
const FACTS_DONE: &[&str] = &[
    "ontvangen",
    "besproken",
    "gesproken",
    "gehad",
    "gekregen",
    "verstuurd",
    "gestuurd",
    "verzonden",
    "toegezonden",
    "bezocht",
    "gevoerd",
    "gehouden",
    "georganiseerd",
    "gepubliceerd",
    "geïnformeerd",
    "geinformeerd",
    "betaald",
    "uitgevoerd",
    "verwerkt",
];
/// What may be or is only meant to be thought of: `wij overwegen`, `wij verwachten`.
const OPEN: &[&str] =
    &["overweegt", "overwegen", "verwacht", "verwachten", "vermoedt", "vermoeden", "denkt", "schat", "schatten"];

/// Whether a sentence, of which no rule is sure, tells a mere fact of its subject: what it gets, sends, has talked about.
pub(super) fn tells_fact(place: &Place<'_>, agent: &Mention) -> bool {
    let words = place.words;
    let begin = agent.words.start;
    let before = if begin > place.sentence.start { words.get(begin - 1) } else { "" };
    let verb = words.get(agent.words.end);
    let is_one_of = |list: &[&str]| list.contains(&before) || list.contains(&verb);
    let is_done = || place.sentence.clone().any(|at| FACTS_DONE.contains(&words.get(at)));
    is_one_of(PLURAL_FACTS) || is_one_of(OPEN) || mode(place, agent) == Some(Mode::Fact) && is_done()
}

/// What that takes away from a view.
fn fact_of(place: &Place<'_>, mention: &Mention) -> f32 {
    match mode(place, mention) {
        Some(Mode::Supposed) => SUPPOSED,
        Some(Mode::Power) => RULE,
        Some(Mode::Fact) => FACT,
        None => 0.0,
    }
}
