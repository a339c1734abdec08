//! The positions of a passage, sentence by sentence.

use std::ops::Range;

use super::acts::{self, Act, Form, FoundAct};
use super::bodies::{Mention, mentions};
use super::dated::day_of_act;
use super::setting::{Setting, council};
use super::subject::{Told, holder, subject};
use super::turned::{Asked, direction};
use super::{Direction, Holder, Position, PositionKind};
use crate::document::words::Words;
use crate::document::{Body, DocumentKind, Metadata, dates_in};
use crate::passage::Passage;
use crate::passage::role::{Lead, ReadLine, Role, Sign, is_point, is_question, lead_of};

/// From this sum of signs on a sentence is a position.
const ENOUGH: f32 = 5.0;
/// The role of the passage says the same.
const AGREES: f32 = 1.5;
/// Nobody is named who does it.
const MISSING: f32 = -4.0;
/// Nobody has to be named: a point, a line of a list of decisions.
const UNNAMED: f32 = -1.0;
/// It is told as what may be.
const SUPPOSED: f32 = -3.0;
/// Words of the shortest sentence, but for outcomes.
const LEAST_WORDS: usize = 4;
/// Words of the longest: what has no stop for longer is no sentence.
const MOST_WORDS: usize = 250;
/// Confidence of the surest.
const SUREST: f32 = 0.95;

/// Words that make of what follows a supposition.
const SUPPOSING: &[&str] =
    &["als", "indien", "of", "wanneer", "zodra", "nadat", "totdat", "voordat", "zolang", "tenzij", "hoe", "waarom"];

/// What goes on from passage to passage.
#[derive(Debug)]
pub(in crate::passage) struct Positions {
    setting: Setting,
    lead: Option<Lead>,
    /// Whether a line has followed the lead.
    is_used: bool,
    heading_path: Vec<String>,
    /// Who was named last.
    last: Option<Holder>,
    /// The direction of the last position in the passage.
    before: Option<Direction>,
}

/// Where a sentence stands.
struct Place<'a> {
    text: &'a str,
    words: &'a Words,
    sentence: Range<usize>,
    role: Role,
    /// Whether the line is a point of a list.
    is_point: bool,
    /// Whether it is the first of its line.
    opens_line: bool,
    lead: Option<Lead>,
}

/// What was made of an act.
struct Reading {
    score: f32,
    holder: Holder,
    kind: PositionKind,
    is_past: bool,
}

impl Positions {
    /// For the passages of a document.
    pub fn of(metadata: &Metadata) -> Self {
        let setting = Setting::of(metadata);
        Self { setting, lead: None, is_used: false, heading_path: Vec::new(), last: None, before: None }
    }

    /// The positions in the next passage of the document.
    pub fn in_passage(&mut self, passage: &Passage, role: Role, lines: &[(&str, ReadLine<'_>)]) -> Vec<Position> {
        if self.heading_path != passage.heading_path {
            self.heading_path.clone_from(&passage.heading_path);
            self.lead = None;
        }
        self.last = None;
        self.before = None;
        let mut found = Vec::new();
        for (text, line) in lines {
            let words = line.words();
            if words.len() == 0 {
                continue;
            }
            // Lines are slices of the text of the passage.
            let offset = (text.as_ptr() as usize).saturating_sub(passage.text.as_ptr() as usize);
            let is_point = is_point(text);
            if self.is_used && !is_point {
                self.lead = None;
            }
            self.is_used = true;
            let own = self.in_line(text, words, role, is_point);
            found.extend(own.into_iter().map(|position| Position {
                bytes: position.bytes.start + offset..position.bytes.end + offset,
                ..position
            }));
            if let Some(lead) = lead_of(text) {
                self.lead = Some(lead);
                self.is_used = false;
            }
        }
        found
    }

    fn in_line(&mut self, text: &str, words: &Words, role: Role, is_point: bool) -> Vec<Position> {
        let acts = acts::find(words);
        let mut rest = acts.as_slice();
        let mut found = Vec::new();
        let mut opens_line = true;
        for sentence in words.sentences() {
            let here = rest.iter().take_while(|act| act.words.start < sentence.end).count();
            let (own, others) = rest.split_at(here);
            rest = others;
            let is_mark = sentence.len() == 1 && words.get(sentence.start).len() <= 2;
            if is_mark {
                continue;
            }
            let opens_line = std::mem::take(&mut opens_line);
            let place = Place { text, words, sentence, role, is_point, opens_line, lead: self.lead };
            found.extend(self.in_sentence(&place, own));
        }
        found
    }

    fn in_sentence(&mut self, place: &Place<'_>, own: &[FoundAct]) -> Option<Position> {
        let Place { text, words, sentence, .. } = place;
        let is_led = place.is_led_point();
        if own.is_empty() && !is_led || sentence.len() > MOST_WORDS {
            return None;
        }
        if own.iter().any(|found| found.act.form == Form::Veto) {
            return None;
        }
        let bytes = place.bytes();
        if text.get(words.bytes(sentence.clone()).end..).is_some_and(is_question) {
            return None;
        }
        // `De raad besluit:` leads in what is decided.
        if sentence.len() <= 8 && text.get(bytes.clone()).is_some_and(|told| told.trim_end().ends_with(':')) {
            return None;
        }
        let mentions = mentions(text, words, sentence);
        let mut best: Option<(Reading, FoundAct)> = None;
        // `Het convenant te verlengen` names no act of ours.
        let first = sentence.start..sentence.start + 1;
        let led = is_led.then(|| FoundAct { act: acts::plain_point(), words: first });
        for found in own.iter().cloned().chain(led) {
            let Some(reading) = self.read(place, &found, &mentions) else { continue };
            if reading.score >= ENOUGH && best.as_ref().is_none_or(|(other, _)| reading.score > other.score) {
                best = Some((reading, found));
            }
        }
        let named = mentions.iter().filter(|mention| mention.preposition.is_none());
        let named = named.filter_map(|mention| holder(text, words, mention, &self.setting, None)).next_back();
        let Some((reading, found)) = best else {
            self.last = named.or(self.last.take());
            return None;
        };
        if sentence.len() < LEAST_WORDS && found.act.form != Form::Outcome {
            return None;
        }
        let Reading { score, holder, kind, is_past } = reading;
        let is_own = |own: &Option<Holder>| own.as_ref().is_some_and(|own| own.name == holder.name);
        let is_reported = !is_own(&self.setting.writer) && !is_own(&self.setting.decider);
        let asks_for = is_reported || self.setting.kind == Some(DocumentKind::Motion);
        let direction = direction(words, sentence, &found, Asked { kind, asks_for, before: self.before });
        self.before = Some(direction);
        let act = words.bytes(found.words.clone());
        let act = act.start.saturating_sub(bytes.start)..act.end.saturating_sub(bytes.start);
        let date = day_of_act(text.get(bytes.clone()).unwrap_or_default(), &act, is_past);
        self.last = Some(holder.clone());
        let confidence = (0.45 + 0.05 * score).min(SUREST);
        Some(Position { bytes, holder, kind, direction, date, is_reported, confidence })
    }

    fn read(&self, place: &Place<'_>, found: &FoundAct, mentions: &[Mention]) -> Option<Reading> {
        let Act { form, kind, weight, .. } = *found.act;
        let at_start = found.words.start <= place.sentence.start + 1;
        match form {
            Form::Veto => None,
            Form::Point => {
                if !at_start && !place.is_led_point() {
                    return None;
                }
                let (kind, context) = self.point_kind(place)?;
                let is_proposed =
                    found.act.phrase.contains("voor te stellen") || found.act.phrase.ends_with("voorstellen");
                let kind = if is_proposed { PositionKind::Proposal } else { kind };
                let holder = self.point_holder(place, kind)?;
                Some(Reading { score: weight + context, holder, kind, is_past: false })
            }
            Form::Outcome => {
                let is_of_council = found.act.phrase.starts_with("motie") || found.act.phrase.starts_with("amendement");
                if found.words.len() == 1 && !at_start {
                    return None;
                }
                let of_council = self.setting.municipality.as_deref().map(council).filter(|_| is_of_council);
                let holder =
                    of_council.or_else(|| self.setting.decider.clone()).unwrap_or_else(|| unnamed(Body::Council));
                let listed = matches!(
                    self.setting.kind,
                    Some(
                        DocumentKind::Minutes
                            | DocumentKind::Decision
                            | DocumentKind::Motion
                            | DocumentKind::Agenda
                            | DocumentKind::Amendment
                    ) | None
                );
                let score = weight + if listed || is_of_council { 0.0 } else { MISSING };
                Some(Reading { score, holder, kind, is_past: true })
            }
            Form::Writer => {
                let agrees = if agrees(place.role, kind) { AGREES } else { 0.0 };
                let holder = self.setting.writer.clone()?;
                Some(Reading {
                    score: weight + agrees,
                    kind: self.view_kind(found.act, &holder, place),
                    holder,
                    is_past: false,
                })
            }
            Form::Judgement => {
                let is_opinion =
                    self.setting.kind == Some(DocumentKind::Opinion) || place.lead_role() == Some(Role::Opinion);
                let agrees = match (is_opinion, place.role) {
                    (true, Role::Opinion | Role::Request | Role::Decision | Role::Argument | Role::Objection) => AGREES,
                    (_, Role::Opinion) => AGREES - 1.0,
                    _ => MISSING,
                };
                let holder = self.setting.writer.clone()?;
                let kind = self.view_kind(found.act, &holder, place);
                // `De nota moet op 1 juli 2021 klaar zijn` is a fact.
                let is_planned = !dates_in(place.text.get(place.bytes()).unwrap_or_default()).is_empty();
                let planned = if is_planned { 2.0 * UNNAMED } else { 0.0 };
                Some(Reading { score: weight + agrees + planned, holder, kind, is_past: false })
            }
            Form::Verb | Form::Participle => self.read_verb(place, found, mentions),
        }
    }

    fn read_verb(&self, place: &Place<'_>, found: &FoundAct, mentions: &[Mention]) -> Option<Reading> {
        let Act { form, kind, weight, .. } = *found.act;
        let Place { text, words, sentence, .. } = place;
        let is_list =
            matches!(self.setting.kind, Some(DocumentKind::Minutes | DocumentKind::Decision | DocumentKind::Agenda));
        let mut score = weight;
        let who = match subject(words, sentence, found, mentions) {
            Told::By(mention) => {
                let begin = mention.words.start.max(sentence.start);
                let before = begin.saturating_sub(2).max(sentence.start)..begin;
                if before.into_iter().any(|at| SUPPOSING.contains(&words.get(at))) {
                    score += SUPPOSED;
                }
                holder(text, words, mention, &self.setting, self.last.as_ref())
            }
            // `wordt voorgesteld` is the writer's; `is gevraagd` may be anybody's.
            Told::Nobody => {
                score += match kind {
                    PositionKind::Proposal => 0.0,
                    PositionKind::Decision if is_list => 0.0,
                    PositionKind::Decision => UNNAMED,
                    _ => MISSING,
                };
                self.implied(kind)
            }
            Told::Missing => {
                let opens = found.words.start <= sentence.start + 1 && form == Form::Verb && place.opens_line;
                score += if opens && is_list { UNNAMED } else { MISSING };
                self.implied(kind)
            }
        };
        let who = who?;
        if agrees(place.role, kind) {
            score += AGREES;
        }
        if matches!(place.role, Role::Planning | Role::Question) {
            score += UNNAMED;
        }
        let kind = self.view_kind(found.act, &who, place);
        // `zal … moeten`, `zal … worden gegeven` promise nothing.
        if kind == PositionKind::Commitment {
            let near = found.words.start..sentence.end.min(found.words.end + 25);
            let is_vague = |at: usize| matches!(words.get(at), "worden" | "moeten" | "kunnen" | "mogen" | "zijn");
            score += if near.into_iter().any(is_vague) { MISSING } else { 0.0 };
        }
        let is_past = form == Form::Participle || words.get(found.words.start).ends_with("oot");
        Some(Reading { score, holder: who, kind, is_past })
    }

    /// Who does what is told without a name: what is proposed or promised is the writer's, what is decided the decider's.
    fn implied(&self, kind: PositionKind) -> Option<Holder> {
        match kind {
            PositionKind::Decision => self.setting.decider.clone(),
            _ => self.setting.writer.clone(),
        }
    }

    /// What a council thinks of what others intend is a zienswijze.
    fn view_kind(&self, act: &Act, holder: &Holder, place: &Place<'_>) -> PositionKind {
        let kind = act.kind;
        // `De raad stemt in` is what it decides, in its own decision.
        let is_agreed = act.phrase.starts_with("stem");
        let is_council = holder.body == Some(Body::Council);
        let is_led = place.lead_role() == Some(Role::Opinion);
        let is_own_view = self.setting.kind == Some(DocumentKind::Opinion);
        let is_view = kind == PositionKind::View;
        let is_decided = matches!(self.setting.kind, Some(DocumentKind::Minutes | DocumentKind::Decision));
        if is_decided && !is_led && is_agreed && self.setting.decider.as_ref() == Some(holder) {
            return PositionKind::Decision;
        }
        let names_one = || {
            let told = place.text.get(place.bytes()).unwrap_or_default().to_lowercase();
            told.contains("zienswijze")
        };
        let agreed = kind == PositionKind::Decision
            && !is_own_view
            && is_council
            && names_one()
            && self.setting.decider.as_ref() != Some(holder);
        if is_view && is_council && (is_own_view || is_led || names_one()) || agreed {
            PositionKind::Opinion
        } else {
            kind
        }
    }

    /// What a point is where it stands, and what that place says for it.
    fn point_kind(&self, place: &Place<'_>) -> Option<(PositionKind, f32)> {
        let of_role = |role: Role| match role {
            Role::Decision => Some(PositionKind::Decision),
            Role::Proposal => Some(PositionKind::Proposal),
            Role::Request => Some(PositionKind::Request),
            Role::Opinion => Some(PositionKind::Opinion),
            _ => None,
        };
        let of_kind = match self.setting.kind {
            Some(DocumentKind::Decision | DocumentKind::Minutes) => Some(PositionKind::Decision),
            Some(DocumentKind::Proposal | DocumentKind::Amendment | DocumentKind::Memo | DocumentKind::Note) => {
                Some(PositionKind::Proposal)
            }
            Some(DocumentKind::Motion) => Some(PositionKind::Request),
            _ => None,
        };
        if let Some(Lead { sign: Sign::Role(role), .. }) = place.lead
            && let Some(kind) = of_role(role)
        {
            return Some((kind, AGREES));
        }
        if let Some(Lead { sign: Sign::Point, .. }) = place.lead
            && let Some(kind) = of_kind
        {
            return Some((kind, AGREES));
        }
        match (of_role(place.role), of_kind) {
            (Some(kind), _) => Some((kind, 1.0)),
            (None, Some(kind)) => Some((kind, UNNAMED)),
            _ => None,
        }
    }

    fn point_holder(&self, place: &Place<'_>, kind: PositionKind) -> Option<Holder> {
        let is_proposal = self.setting.kind == Some(DocumentKind::Proposal);
        let _ = place;
        match kind {
            PositionKind::Decision if is_proposal => self.setting.municipality.as_deref().map(council),
            PositionKind::Decision | PositionKind::Request | PositionKind::Opinion => self.setting.decider.clone(),
            _ => self.setting.writer.clone(),
        }
    }
}

impl Place<'_> {
    /// Byte range of the sentence in its line, with the sign that ends it.
    fn bytes(&self) -> Range<usize> {
        let Range { start, end } = self.words.bytes(self.sentence.clone());
        let next =
            if self.sentence.end < self.words.len() { self.words.begin(self.sentence.end) } else { self.text.len() };
        let behind = self.text.get(end..next).unwrap_or_default();
        let sign = behind.find(|c: char| c.is_whitespace()).map_or(behind.len(), |at| at);
        start..end + sign
    }

    fn lead_role(&self) -> Option<Role> {
        match self.lead {
            Some(Lead { sign: Sign::Role(role), .. }) => Some(role),
            _ => None,
        }
    }

    /// Whether it is a point in a list of what is decided, proposed, asked.
    fn is_led_point(&self) -> bool {
        let in_place = matches!(self.role, Role::Decision | Role::Proposal | Role::Request);
        let is_led = self.is_point
            && match self.lead {
                Some(Lead { sign: Sign::Point, .. }) => true,
                Some(Lead { sign: Sign::Role(role), .. }) => {
                    matches!(role, Role::Decision | Role::Proposal | Role::Request | Role::Opinion)
                }
                None => false,
            };
        self.opens_line && (is_led || in_place && self.has_infinitive())
    }

    /// `… vast te stellen`, `te verlengen door …`
    fn has_infinitive(&self) -> bool {
        let Range { start, end } = self.sentence;
        let is_infinitive = |at: usize| {
            self.words.get(at) == "te" && self.words.get(at + 1).ends_with('n') && self.words.get(at + 1).len() > 3
        };
        let last = end.saturating_sub(1);
        let ends = (last.saturating_sub(1).max(start)..last).any(is_infinitive);
        // `Het college …`: a sentence with a subject is no point.
        ends || (start..end.saturating_sub(1).min(start + 14)).any(is_infinitive) && !has_finite(self.words, start..end)
    }
}

/// Whether a sentence has a common finite verb: then it is no point.
fn has_finite(words: &Words, sentence: Range<usize>) -> bool {
    sentence.into_iter().any(|at| {
        matches!(
            words.get(at),
            "is" | "zijn"
                | "heeft"
                | "hebben"
                | "wordt"
                | "worden"
                | "kan"
                | "kunnen"
                | "zal"
                | "zullen"
                | "moet"
                | "moeten"
                | "gaat"
                | "komt"
        )
    })
}

/// Whether the role of the passage says the same as the kind of the act.
fn agrees(role: Role, kind: PositionKind) -> bool {
    match kind {
        PositionKind::Decision => role == Role::Decision,
        PositionKind::Opinion | PositionKind::View => matches!(role, Role::Opinion | Role::Objection),
        PositionKind::Proposal => role == Role::Proposal,
        PositionKind::Request => role == Role::Request,
        PositionKind::Commitment => matches!(role, Role::Commitment | Role::Answer),
    }
}

/// A body of which the paper does not say whose it is.
fn unnamed(body: Body) -> Holder {
    let name = if body == Body::Council { "gemeenteraad" } else { "college" };
    Holder { name: name.to_owned(), body: Some(body), of: None }
}
