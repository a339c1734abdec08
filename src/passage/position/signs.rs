//! What stands in and around a sentence, by name: the signs that [`fitted`](super::fitted) weighs.

use std::ops::Range;

use super::Holder;
use super::acts::{Form, FoundAct};
use super::bodies::{Class, Mention};
use super::find::{ENOUGH, Positions, Ruled};
use super::fitted::{WORD, likelihood};
use super::place::Place;
use super::signed::{gather, is_gathering};
use super::stance::{Mode, mode};
use crate::document::words::Words;
use crate::document::{Body, DocumentKind, Listed, NameKind};
use crate::passage::role::Role;

/// Words of a sentence in which its subject begins.
const OPENING: usize = 4;
/// Words of one step of length, and the longest step.
const LENGTH_STEP: usize = 6;
const MOST_STEPS: usize = 6;
/// Numbers that are told apart.
const MOST_NUMBERS: usize = 3;
/// Sums of the signs that rules weigh, from each of which on a sign stands.
const SCORES: [(f32, &str); 8] =
    [(1.0, "1"), (2.0, "2"), (3.0, "3"), (4.0, "4"), (5.0, "5"), (6.0, "6"), (7.0, "7"), (8.0, "8")];
const NUMBERS: [&str; 7] = ["0", "1", "2", "3", "4", "5", "6"];

/// The signs of a sentence, as they are found.
pub(super) struct Signs<'a> {
    words: &'a Words,
    /// Those with a name, each once.
    named: Vec<(&'static str, &'static str)>,
    /// Words, each once, and those that are signs by their place.
    of_words: Vec<(&'static str, &'a str)>,
    is_gathering: bool,
}

impl<'a> Signs<'a> {
    /// Those of the words of a sentence.
    pub fn of(words: &'a Words, sentence: &Range<usize>) -> Self {
        let mut signs = Self {
            words,
            named: Vec::new(),
            of_words: Vec::with_capacity(sentence.len() + 2),
            is_gathering: is_gathering(),
        };
        for at in sentence.clone() {
            signs.take_word(WORD, at);
        }
        signs.take_word("first", sentence.start);
        signs.take_word("last", sentence.end.saturating_sub(1));
        signs
    }

    pub fn take(&mut self, group: &'static str, value: &'static str) {
        if !self.named.contains(&(group, value)) {
            self.named.push((group, value));
        }
    }

    fn take_word(&mut self, group: &'static str, at: usize) {
        let sign = (group, self.words.get(at));
        if sign.1.starts_with(char::is_alphabetic) && !self.of_words.contains(&sign) {
            self.of_words.push(sign);
        }
    }

    /// All of them, by group and value.
    pub fn all(&self) -> impl Iterator<Item = (&str, &str)> {
        self.named.iter().map(|(group, value)| (*group, *value)).chain(self.of_words.iter().copied())
    }

    /// Whether somebody wants all signs of all sentences.
    pub fn is_gathering(&self) -> bool {
        self.is_gathering
    }

    /// Hands all signs of the sentence to whoever gathers them.
    pub fn hand_over(self, text: &str) {
        if self.is_gathering {
            let names = self.all().map(|(group, value)| format!("{group}\t{value}")).collect();
            gather(text, names, likelihood(self.all()));
        }
    }
}

impl Positions {
    /// The signs that cost little: where the sentence stands, its first and last words, its acts.
    pub(super) fn signs_of_place(&self, place: &Place<'_>, own: &[FoundAct], signs: &mut Signs<'_>) {
        let Place { words, sentence, .. } = place;
        let kind = self.setting.kind.map_or("none", DocumentKind::as_str);
        let role = place.role.as_str();
        signs.take("paper", kind);
        signs.take("role", role);
        // In each kind of paper a role says something else.
        signs.take(kind, role);
        signs.take("lead", place.lead_role().map_or("none", Role::as_str));
        let is_led = place.is_led_point();
        let flags = [
            (place.is_point, "point"),
            (place.opens_line, "opens line"),
            (is_led, "led point"),
            (is_led && place.is_plain(), "plain point"),
            (place.lead.is_some(), "below a lead"),
            (self.has_no_writer(), "without writer"),
            (self.is_spoken, "spoken"),
            (place.has_points, "paper with points"),
        ];
        for (holds, flag) in flags {
            if holds {
                signs.take("is", flag);
            }
        }
        signs.take("length", number((sentence.len() / LENGTH_STEP).min(MOST_STEPS)));
        let is_number = |at: &usize| words.get(*at).starts_with(|c: char| c.is_ascii_digit());
        signs.take("numbers", number(sentence.clone().filter(is_number).count().min(MOST_NUMBERS)));
        let last = sentence.end.saturating_sub(1);
        if last > sentence.start && words.get(last - 1) == "te" {
            signs.take("is", "ended by an infinitive");
        }
        let opening = words.get(sentence.start);
        if matches!(opening, "als" | "indien" | "wanneer" | "mocht" | "mochten" | "voordat" | "zodra" | "of" | "hoe") {
            signs.take("is", "opened by a supposition");
        }
        for found in own {
            signs.take("act", form(found.act.form));
            if matches!(found.act.form, Form::Verb | Form::Participle | Form::Writer) {
                signs.take("act of", found.act.kind.as_str());
            }
        }
    }

    /// Who is named in the sentence, and as what.
    pub(super) fn signs_of_who(&self, place: &Place<'_>, mentions: &[Mention], signs: &mut Signs<'_>) {
        let agent = mentions.iter().find(|mention| self.is_agent(place, mention));
        signs.take("agent", agent.map_or("none", |mention| class(mention.class)));
        let is_subject =
            |mention: &&Mention| mention.preposition.is_none() && mention.words.start < place.sentence.start + OPENING;
        signs.take("subject", mentions.iter().find(is_subject).map_or("none", |mention| class(mention.class)));
        for mention in mentions {
            signs.take("named", class(mention.class));
        }
        // `Het bestand kunt u hier vinden`
        let is_offer = |at: usize| matches!(place.words.get(at), "kunt" | "kan" | "mag" | "hoeft" | "wilt");
        let is_reader = |mention: &Mention| mention.class == Class::Reader;
        if mentions.iter().any(is_reader) && place.sentence.clone().any(is_offer) {
            signs.take("is", "offered to the reader");
        }
    }

    /// How the sentence speaks of its subject, and whether rules make more of that.
    pub(super) fn signs_of_mode(
        &self,
        place: &Place<'_>,
        mentions: &[Mention],
        ruled: Option<&Ruled>,
        signs: &mut Signs<'_>,
    ) {
        let agent = mentions.iter().find(|mention| self.is_agent(place, mention));
        let is_ruled = ruled.is_some_and(|ruled| ruled.reading.score >= ENOUGH);
        let Some(agent) = agent else { return };
        let (sure, unsure) = match mode(place, agent) {
            Some(Mode::Supposed) => ("ruled supposition", "supposition"),
            Some(Mode::Power) => ("ruled power", "power"),
            Some(Mode::Fact) => ("ruled fact", "fact"),
            None => ("ruled", "plain"),
        };
        let is_writer = agent.class == Class::Writer;
        let group = if is_writer { "told of the writer" } else { "told of others" };
        signs.take(group, if is_ruled { sure } else { unsure });
        if ruled.is_none() {
            signs.take("without rule", class(agent.class));
        }
    }
}

/// What rules made of the sentence.
pub(super) fn signs_of_ruled(ruled: Option<&Ruled>, signs: &mut Signs<'_>) {
    let Some(Ruled { reading, found, is_stance }) = ruled else {
        signs.take("rule", "none");
        return;
    };
    let of = if *is_stance { "stance" } else { form(found.act.form) };
    signs.take("rule", of);
    signs.take("would be", reading.kind.as_str());
    for (least, name) in SCORES {
        if reading.score >= least {
            signs.take("score", name);
        }
    }
    if reading.score >= ENOUGH {
        signs.take("enough", of);
    }
}

/// Whose it would be.
pub(super) fn signs_of_holder(holder: &Holder, signs: &mut Signs<'_>) {
    let body = holder.body.map_or("none", Body::as_str);
    signs.take("holder", if holder.name.starts_with("fractie") { "party" } else { body });
}

fn number(of: usize) -> &'static str {
    NUMBERS.get(of).copied().unwrap_or("more")
}

fn form(form: Form) -> &'static str {
    match form {
        Form::Verb => "verb",
        Form::Participle => "participle",
        Form::Writer => "writer",
        Form::Point => "point",
        Form::Outcome => "outcome",
        Form::Judgement => "judgement",
        Form::Cue => "cue",
        Form::Imperative => "imperative",
        Form::None => "none",
        Form::Veto => "veto",
    }
}

fn class(class: Class) -> &'static str {
    match class {
        Class::Council => "council",
        Class::Executive => "executive",
        Class::Alderman => "alderman",
        Class::GeneralBoard => "general",
        Class::ExecutiveBoard => "daily",
        Class::Board => "board",
        Class::Committee => "committee",
        Class::Audit => "audit",
        Class::Advisory => "advisory",
        Class::State => "state",
        Class::Party => "party",
        Class::Members => "members",
        Class::Municipality => "municipality",
        Class::Organisation => "organisation",
        Class::Writer => "writer",
        Class::Reader => "reader",
        Class::Same => "same",
        Class::Name(NameKind::Municipality) => "name of a municipality",
        Class::Name(NameKind::Arrangement) => "name of an arrangement",
        Class::Name(NameKind::Group) => "name of a group",
    }
}
