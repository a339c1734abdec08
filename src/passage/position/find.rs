//! The positions of a passage, sentence by sentence.

use super::acts::{self, FoundAct};
use super::annex::Senders;
use super::bodies::{Class, Mention, mentions};
use super::dated::day_of_act;
use super::place::Place;
use super::roll::{Roll, Seat};
use super::setting::Setting;
use super::signs::{Signs, signs_of_holder, signs_of_ruled};
use super::stance::speaker;
use super::subject::holder;
use super::turned::{Asked, direction, senses};
use super::weigh::Reading;
use super::widen::widened;
use super::{Direction, Holder, Position, PositionKind, fitted};
use crate::document::{DocumentKind, Listed, Metadata};
use crate::passage::Passage;
use crate::passage::role::{Lead, ReadLine, Role, is_point, is_question, lead_of};

/// From this sum of signs on a sentence is a position.
pub(super) const ENOUGH: f32 = 5.0;
/// Words of the longest: what has no stop for longer is no sentence.
const MOST_WORDS: usize = 250;
/// Words of the longest line that only leads in what follows.
const LEAD_WORDS: usize = 8;
/// From this likelihood on a sentence is a position.
const LIKELY: f32 = 0.4;
/// The same of a sentence of which no rule knows anything and that names nobody who may have a view: mostly a fact.
const LIKELY_ALONE: f32 = 0.5;
/// Weight from which the sign of a role is one of a position.
const PLAIN_SIGN: f32 = 3.0;
/// Confidence of the surest.
const SUREST: f32 = 0.95;

/// What rules make of a sentence.
pub(super) struct Ruled {
    pub reading: Reading,
    pub found: FoundAct,
    /// Whether it is the view of whom the sentence is about, in no act of ours.
    pub is_stance: bool,
}

/// What is told of a sentence that is a position.
struct Told {
    holder: Holder,
    kind: PositionKind,
    direction: Direction,
    is_past: bool,
    is_reported: bool,
    found: FoundAct,
}

/// What goes on from passage to passage.
#[derive(Debug)]
pub(in crate::passage) struct Positions {
    pub(super) setting: Setting,
    lead: Option<Lead>,
    /// Whether a line has followed the lead.
    is_used: bool,
    heading_path: Vec<String>,
    /// Who was named last.
    pub(super) last: Option<Holder>,
    /// The direction of the last position in the passage.
    before: Option<Direction>,
    /// Words of the document so far.
    pub(super) words: usize,
    /// Whether the line says who speaks (`CDA: wij …`), who is the writer then.
    pub(super) is_spoken: bool,
    /// Who is of which party.
    pub(super) roll: Roll,
    /// Who has the floor in a record of what was said.
    pub(super) floor: Option<Seat>,
    /// Words of the document where the floor was given.
    pub(super) floor_words: usize,
    /// Who is `wij` in a letter that is annexed to a paper of whom it is written to.
    pub(super) annex: Option<Holder>,
    /// The ordinal of the first passage behind that letter.
    pub(super) annex_end: usize,
    /// Who sent each annexed letter, by the ordinal of its first passage.
    pub(super) senders: Senders,
}

impl Positions {
    /// For the passages of a document.
    pub fn of<'p>(metadata: &Metadata, passages: impl Iterator<Item = &'p Passage> + Clone) -> Self {
        let mut setting = Setting::of(metadata);
        let roll = Roll::of(passages.clone().flat_map(|passage| [passage.text.as_str(), passage.margin.as_str()]));
        setting.read_paper(&roll, passages.clone());
        let senders = Senders::of(&setting, passages);
        Self {
            setting,
            lead: None,
            is_used: false,
            heading_path: Vec::new(),
            last: None,
            before: None,
            words: 0,
            is_spoken: false,
            roll,
            floor: None,
            floor_words: 0,
            annex: None,
            annex_end: 0,
            senders,
        }
    }

    /// The positions in the next passage of the document.
    pub fn in_passage(&mut self, passage: &Passage, role: Role, lines: &[(&str, ReadLine<'_>)]) -> Vec<Position> {
        if self.heading_path != passage.heading_path {
            self.heading_path.clone_from(&passage.heading_path);
            self.lead = None;
        }
        self.open_annex(passage);
        self.last = None;
        self.before = None;
        let mut found = Vec::new();
        for (text, line) in lines {
            let words = line.words();
            if words.len() == 0 {
                continue;
            }
            self.words += words.len();
            // Lines are slices of the text of the passage.
            let offset = (text.as_ptr() as usize).saturating_sub(passage.text.as_ptr() as usize);
            let is_point = is_point(text);
            if self.is_used && !is_point {
                self.lead = None;
            }
            self.is_used = true;
            let own = widened(text, self.in_spoken(text, line, role, is_point));
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

    /// The positions of a line; one that begins with who speaks is that speaker's.
    fn in_spoken(&mut self, text: &str, line: &ReadLine<'_>, role: Role, is_point: bool) -> Vec<Position> {
        let Some(speaker) = speaker(text, &self.setting) else { return self.in_line(text, line, role, is_point) };
        self.last = Some(speaker.clone());
        let writer = self.setting.writer.replace(speaker);
        self.is_spoken = true;
        let found = self.in_line(text, line, role, is_point);
        self.is_spoken = false;
        self.setting.writer = writer;
        found
    }

    fn in_line(&mut self, text: &str, line: &ReadLine<'_>, role: Role, is_point: bool) -> Vec<Position> {
        let words = line.words();
        let acts = with_role(acts::find(words), line, role);
        let mut rest = acts.as_slice();
        let mut found = Vec::new();
        let mut opens_line = true;
        // `Verzoekt het college: De bus …`, run into one line.
        let mut inline: Option<Lead> = None;
        for sentence in words.sentences() {
            let here = rest.iter().take_while(|act| act.words.start < sentence.end).count();
            let (own, others) = rest.split_at(here);
            rest = others;
            let is_mark = sentence.len() == 1 && words.get(sentence.start).len() <= 2;
            if is_mark {
                continue;
            }
            let opens_line = std::mem::take(&mut opens_line) || inline.is_some();
            let (lead, is_point) = (inline.or(self.lead), is_point || inline.is_some());
            let has_points = self.has_points();
            let place = Place { text, words, sentence, role, is_point, opens_line, lead, has_points };
            let bytes = place.bytes();
            self.give_floor(text.get(bytes.start..).unwrap_or_default());
            found.extend(self.in_sentence(&place, own));
            // `besluit: 1.`
            let told = text.get(bytes).unwrap_or_default();
            let told = told.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ')' | '-' | ' '));
            if told.ends_with(':') {
                inline = lead_of(told).or(inline);
            }
        }
        self.pass_floor(text);
        if self.roll.is_jumbled() {
            self.floor = None;
        }
        found
    }

    fn has_points(&self) -> bool {
        use DocumentKind::{Accounts, Budget, Ordinance, Other, Plan, Report};
        !matches!(self.setting.kind, Some(Accounts | Budget | Ordinance | Other | Plan | Report))
    }

    fn in_sentence(&mut self, place: &Place<'_>, own: &[FoundAct]) -> Option<Position> {
        let Place { text, words, sentence, .. } = place;
        let bytes = place.bytes();
        let told = text.get(bytes.clone()).unwrap_or_default();
        if sentence.len() > MOST_WORDS || text.get(words.bytes(sentence.clone()).end..).is_some_and(is_question) {
            return None;
        }
        // `De raad besluit:` leads in what is decided.
        if sentence.len() <= LEAD_WORDS && told.trim_end().ends_with(':') {
            return None;
        }
        let mut signs = Signs::of(words, sentence);
        self.signs_of_place(place, own, &mut signs);
        // Who is named costs most to find.
        if !fitted::may_reach(LIKELY, signs.all()) && !signs.is_gathering() {
            return None;
        }
        let mentions = mentions(text, words, sentence);
        self.signs_of_who(place, &mentions, &mut signs);
        let ruled = self.ruled(place, own, &mentions);
        signs_of_ruled(ruled.as_ref(), &mut signs);
        self.signs_of_mode(place, &mentions, ruled.as_ref(), &mut signs);
        let likelihood = fitted::likelihood(signs.all());
        let is_sure = ruled.as_ref().is_some_and(|ruled| ruled.reading.score >= ENOUGH);
        let is_alone =
            ruled.is_none() && !mentions.iter().any(|who| who.class == Class::Writer || self.is_agent(place, who));
        let least = if is_alone { LIKELY_ALONE } else { LIKELY };
        let best = if likelihood >= least || signs.is_gathering() { self.best(place, &mentions, ruled) } else { None };
        let told_as = best.map(|(reading, found)| self.told(place, &mentions, (reading, found), is_sure, &mut signs));
        signs.hand_over(told);
        let Some(Told { holder, kind, direction, is_past, is_reported, found }) =
            told_as.filter(|_| likelihood >= least)
        else {
            let named = mentions.iter().filter(|mention| mention.preposition.is_none());
            let named = named.filter_map(|mention| holder(text, words, mention, &self.setting, None)).next_back();
            self.last = named.or(self.last.take());
            return None;
        };
        self.before = Some(direction);
        let act = words.bytes(found.words.clone());
        let act = act.start.saturating_sub(bytes.start)..act.end.saturating_sub(bytes.start);
        let date = day_of_act(told, &act, is_past);
        self.last = Some(holder.clone());
        Some(Position { bytes, holder, kind, direction, date, is_reported, confidence: likelihood.min(SUREST) })
    }

    /// The kind and the direction of a position, from what rules say of them and all other signs.
    fn told(
        &self,
        place: &Place<'_>,
        mentions: &[Mention],
        (reading, found): (Reading, FoundAct),
        is_sure: bool,
        signs: &mut Signs<'_>,
    ) -> Told {
        let Place { words, sentence, .. } = place;
        let whose = self.whose(place, mentions, &found, &reading);
        let Reading { holder, kind, is_past, .. } = reading;
        let holder = whose.unwrap_or(holder);
        let is_own = |own: &Option<Holder>| own.as_ref().is_some_and(|own| own.name == holder.name);
        let is_reported = !is_own(&self.setting.writer) && !is_own(&self.setting.decider);
        let asks_for = is_reported || self.setting.kind == Some(DocumentKind::Motion);
        let direction = direction(words, sentence, &found, Asked { kind, asks_for, before: self.before });
        signs.take("told kind", kind.as_str());
        signs.take("told direction", direction.as_str());
        if is_sure {
            signs.take("sure kind", kind.as_str());
            signs.take("sure direction", direction.as_str());
            signs.take(kind.as_str(), direction.as_str());
        }
        signs.take("reported", if is_reported { "yes" } else { "no" });
        signs_of_holder(&holder, signs);
        for sense in senses(words, sentence) {
            signs.take("turn", sense);
        }
        // What only takes note or is taken back is neither for nor against, whatever else stands there.
        let is_settled = is_sure && found.act.direction == Direction::Neutral && found.act.is_settled();
        let direction = if is_settled { direction } else { fitted::direction(signs.all()) };
        let kind = fitted::kind(signs.all());
        Told { holder, kind, direction, is_past, is_reported, found }
    }

    /// What rules make of a sentence: the surest of what its acts say, else of whom it tells a view.
    fn ruled(&self, place: &Place<'_>, own: &[FoundAct], mentions: &[Mention]) -> Option<Ruled> {
        let Place { words, sentence, .. } = place;
        let is_led = place.is_led_point();
        if own.is_empty() && !is_led && !self.may_be_stance(words, sentence) {
            return None;
        }
        let mut best: Option<(Reading, FoundAct)> = None;
        // `Het convenant te verlengen` names no act of ours.
        let first = sentence.start..sentence.start + 1;
        let led = (is_led && place.is_plain()).then(|| FoundAct { act: acts::plain_point(), words: first });
        for found in own.iter().cloned().chain(led) {
            let Some(reading) = self.read(place, &found, mentions) else { continue };
            let is_better = |(other, act): &(Reading, FoundAct)| {
                // Of two that say as much the longer: `trekt de motie in`.
                let is_longer = act.words.start == found.words.start && act.words.len() < found.words.len();
                // What is decided comes before what is thought of it.
                let is_decided = reading.kind == PositionKind::Decision && other.kind == PositionKind::View;
                reading.score > other.score || reading.score >= other.score && (is_longer || is_decided)
            };
            if best.as_ref().is_none_or(is_better) {
                best = Some((reading, found));
            }
        }
        if let Some((reading, found)) = best.take_if(|(reading, _)| reading.score >= ENOUGH) {
            return Some(Ruled { reading, found, is_stance: false });
        }
        let stance = self.read_stance(place, own, mentions);
        let score = best.as_ref().map_or(f32::MIN, |(reading, _)| reading.score);
        match stance.filter(|(reading, _)| reading.score >= score) {
            Some((reading, found)) => Some(Ruled { reading, found, is_stance: true }),
            None => best.map(|(reading, found)| Ruled { reading, found, is_stance: false }),
        }
    }
}

/// Acts, and where a sentence has none the words in it that tell the role of its passage.
fn with_role(mut acts: Vec<FoundAct>, line: &ReadLine<'_>, role: Role) -> Vec<FoundAct> {
    // What is decided is told in too many words that are none: `De raad van de gemeente`.
    let Some(act) = acts::of_role(role).filter(|_| role != Role::Decision) else { return acts };
    let words = line.words();
    let own: Vec<Option<u32>> = acts.iter().map(|found| words.sentence(found.words.start)).collect();
    let of_role = line.roles().filter(|(of, _, weight)| *of == role && *weight >= PLAIN_SIGN);
    for (_, place, _) in of_role {
        // `De raad kan …` is a power, and one word is as often a noun.
        let is_power = place.clone().any(|at| matches!(words.get(at), "kan" | "kunnen"));
        if !is_power && place.len() > 1 && own.binary_search(&words.sentence(place.start)).is_err() {
            acts.push(FoundAct { act, words: place.clone() });
        }
    }
    acts.sort_by_key(|found| found.words.start);
    acts
}
