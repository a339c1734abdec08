//! What stands in and around a sentence, by name: the signs that [`fitted`](super::fitted) weighs.

use std::ops::Range;

use super::acts::{Form, FoundAct};
use super::bodies::{Class, Mention};
use super::find::{ENOUGH, Positions, Ruled};
use super::fitted::Sum;
use super::place::Place;
use super::signed::{gather, is_gathering, of_words};
use crate::document::words::Words;
use crate::document::{DocumentKind, Listed, NameKind};
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
pub(super) struct Signs<'s> {
    sum: &'s mut Sum,
    /// Those that were found: a sign counts once.
    found: Vec<(&'static str, &'static str)>,
    /// Words that are signs by their place.
    of_words: Vec<String>,
    is_gathering: bool,
}

impl<'s> Signs<'s> {
    pub fn of(sum: &'s mut Sum) -> Self {
        Self { sum, found: Vec::new(), of_words: Vec::new(), is_gathering: is_gathering() }
    }

    fn take(&mut self, group: &'static str, value: &'static str) {
        if !self.found.contains(&(group, value)) {
            self.found.push((group, value));
            self.sum.add(group, value);
        }
    }

    /// A word that is a sign by where it stands.
    fn take_word(&mut self, group: &'static str, word: &str) {
        self.sum.add(group, word);
        if self.is_gathering {
            self.of_words.push(format!("{group}\t{word}"));
        }
    }

    /// Whether what is still to be looked for may make a position of it.
    pub fn may_suffice(&self) -> bool {
        self.is_gathering || self.sum.may_suffice()
    }

    /// Hands all signs of the sentence to whoever gathers them.
    pub fn hand_over(self, text: &str, words: &Words, sentence: &Range<usize>) {
        if self.is_gathering {
            let named = self.found.into_iter().map(|(group, value)| format!("{group}\t{value}"));
            gather(
                text,
                named.chain(self.of_words).chain(of_words(words, sentence.clone())).collect(),
                self.sum.likelihood(),
            );
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
        signs.take_word("first", words.get(sentence.start));
        let last = sentence.end.saturating_sub(1);
        signs.take_word("last", words.get(last));
        if last > sentence.start && words.get(last - 1) == "te" {
            signs.take("is", "ended by an infinitive");
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
