//! Whose is a position that a rule gave to whoever the paper speaks for?
//!
//! A paper brings the views of others: of who has the floor in a record, of those who table an amendment, of an adviser whose
//! report is annexed, of a body that no list has (`Wooncorporatie De Brug vindt …`).

use std::ops::Range;

use super::acts::{Form, FoundAct};
use super::bodies::{Class, Mention};
use super::find::Positions;
use super::place::Place;
use super::roll::Seat;
use super::setting::{council, fraction};
use super::subject::holder;
use super::unlisted::ACTIVE;
use super::weigh::Reading;
use super::{Holder, PositionKind};
use crate::document::words::Words;
use crate::document::{Body, DocumentKind, find_municipality};

/// Labels of speakers that make a record of a paper of another kind.
const RECORD_LABELS: usize = 4;
/// Words of the longest turn to speak: what stands further on belongs to another paper.
const TURN_WORDS: usize = 2_000;
/// Words of whoever speaks.
const FIRST_PERSON: &[&str] = &["ik", "wij", "we", "ons", "onze", "mij", "mijn"];
/// What tells that a view is the writer's, whoever else is named.
const OWN: &[&str] = &[
    " volgens ons ",
    " volgens mij ",
    " wat ons betreft",
    " voor ons ",
    " naar ons oordeel",
    " naar onze ",
    " ons inziens",
    " onzes inziens",
    " mijns inziens",
    " van onze kant",
    " stellen ons ",
    " stelt ons ",
    " mijn suggestie ",
    " mijn advies ",
];
/// What names somebody whose view follows.
const SOURCES: &[&str] = &["volgens", "aldus"];
/// What is heard from whom `vanuit` names.
const HEARD: &[&str] =
    &["geluid", "signaal", "oproep", "gevraagd", "aandacht", "verzoek", "wens", "aangegeven", "bezwaar", "gepleit"];
/// What is done by whom `door` names.
const TOLD_BY: &[&str] = &["aangegeven", "gevraagd", "verzocht", "voorgesteld", "toegezegd", "gepleit", "geadviseerd"];
/// How advice begins: `Maak …`, `Zorg dat …`.
const IMPERATIVES: &[&str] = &[
    "maak",
    "zet",
    "zorg",
    "werk",
    "doe",
    "kom",
    "ga",
    "wees",
    "blijf",
    "herzie",
    "rond",
    "probeer",
    "bespreek",
    "breng",
    "identificeer",
    "intensiveer",
    "stel",
    "geef",
    "neem",
    "laat",
    "betrek",
    "onderzoek",
    "leg",
    "bepaal",
    "houd",
    "voer",
    "ontwikkel",
    "evalueer",
    "versterk",
    "verbeter",
    "benut",
    "borg",
    "kies",
    "zoek",
    "formuleer",
    "actualiseer",
    "informeer",
    "investeer",
    "organiseer",
    "richt",
    "stimuleer",
    "vraag",
    "overweeg",
    "gebruik",
    "monitor",
    "hanteer",
    "vergroot",
    "verduidelijk",
    "koppel",
    "waarborg",
    "creeer",
    "beschrijf",
    "verplicht",
];

impl Positions {
    /// Hears who has the floor from here on.
    pub(super) fn give_floor(&mut self, told: &str) {
        if self.is_record()
            && let Some(seat) = self.roll.label(told)
        {
            self.floor = Some(seat);
            self.floor_words = self.words;
        }
    }

    /// The chair gives the floor at the end of a line, and the label of the speaker may be lost between columns.
    pub(super) fn pass_floor(&mut self, line: &str) {
        if self.floor == Some(Seat::Chair)
            && let Some(seat) = self.roll.called(line)
        {
            self.floor = Some(seat);
            self.floor_words = self.words;
        }
    }

    /// Who has the floor, where it was given not too long ago.
    fn speaker(&self) -> Option<&Seat> {
        self.floor.as_ref().filter(|_| self.words - self.floor_words <= TURN_WORDS)
    }

    /// Whether the paper records what was said, speaker by speaker.
    fn is_record(&self) -> bool {
        let is_kind = matches!(self.setting.kind, Some(DocumentKind::Minutes | DocumentKind::Agenda) | None);
        self.roll.labels() > if is_kind { 1 } else { RECORD_LABELS }
    }

    /// Whose a position really is; `None` where the reading has it right.
    pub(super) fn whose(
        &self,
        place: &Place<'_>,
        mentions: &[Mention],
        found: &FoundAct,
        reading: &Reading,
    ) -> Option<Holder> {
        if self.is_spoken {
            return None;
        }
        let is_outcome = found.act.form == Form::Outcome || has_outcome(place.words, place.sentence.clone());
        if is_outcome && self.setting.tabled.as_ref() == Some(&reading.holder) {
            return self.setting.municipality.as_deref().map(council);
        }
        if let Some(seat) = self.roll.told_of(place.text.get(place.bytes()).unwrap_or_default()).filter(|_| !is_outcome)
            && let Some(holder) = self.seated(&seat).filter(|_| seat != Seat::Member)
        {
            return Some(holder);
        }
        if let Some(promised) = self.promised(place, mentions, reading) {
            return Some(promised);
        }
        if let Some(member) = self.represented(place, mentions) {
            return Some(member);
        }
        if self.is_record() {
            return self.spoken(place, mentions, found, reading);
        }
        self.tabled(place, found, reading).or_else(|| self.of_others(place, mentions, found, reading))
    }

    /// `… Wethouder Jansen zegt toe`: a promise that is run into what stands before it.
    fn promised(&self, place: &Place<'_>, mentions: &[Mention], reading: &Reading) -> Option<Holder> {
        let promises = |mention: &&Mention| {
            let is_alderman = mention.class == Class::Alderman
                && mention.preposition.is_none()
                && place.words.get(mention.body.start) == "wethouder";
            is_alderman && matches!(place.words.get(mention.words.end), "zegt" | "zeggen")
        };
        let is_promised = reading.kind == PositionKind::Commitment && mentions.iter().any(|mention| promises(&mention));
        is_promised.then(|| self.seated(&Seat::Alderman)).flatten()
    }

    /// `Het lid namens Hoorn vindt …`, `De vertegenwoordiger van Hoorn …`: a member of a board, for a municipality.
    fn represented(&self, place: &Place<'_>, mentions: &[Mention]) -> Option<Holder> {
        let Place { words, sentence, .. } = place;
        let noun = sentence.start + usize::from(matches!(words.get(sentence.start), "het" | "de"));
        let office = match words.get(noun) {
            "lid" | "bestuurslid" => "lid algemeen bestuur namens",
            "vertegenwoordiger" | "vertegenwoordigster" | "afgevaardigde" => "vertegenwoordiger",
            _ => return None,
        };
        let is_for = matches!(words.get(noun + 1), "namens" | "van" | "voor" | "uit");
        let mention = mentions.iter().find(|mention| mention.preposition == Some(noun + 1)).filter(|_| is_for)?;
        let of = *mention.names.first()?;
        Some(Holder { name: format!("{office} {of}"), body: None, of: Some(of.to_owned()) })
    }

    /// Whoever sits there; `None` for the chair, who speaks for all.
    fn seated(&self, seat: &Seat) -> Option<Holder> {
        let of = self.setting.municipality.clone();
        let office = |office: &str, body: Option<Body>| {
            let name = of.as_deref().map_or_else(|| office.to_owned(), |of| format!("{office} {of}"));
            Some(Holder { name, body, of: of.clone() })
        };
        match seat {
            Seat::Chair => None,
            Seat::Alderman => office("wethouder", Some(Body::Executive)),
            // `De heer Jansen (Hoorn)` of a board.
            Seat::Party(name) if self.setting.is_of_arrangement() && !find_municipality(name).is_empty() => {
                Some(Holder { name: format!("lid algemeen bestuur namens {name}"), body: None, of: Some(name.clone()) })
            }
            Seat::Party(name) => Some(fraction(name, of)),
            Seat::Member => match self.setting.decider.as_ref().and_then(|decider| decider.body) {
                Some(Body::GeneralBoard) => {
                    Some(Holder { name: "lid algemeen bestuur".to_owned(), body: Some(Body::GeneralBoard), of: None })
                }
                _ => office("raadslid", None),
            },
        }
    }

    /// In a record `wij` is whoever has the floor, or whom the speaker names.
    fn spoken(&self, place: &Place<'_>, mentions: &[Mention], found: &FoundAct, reading: &Reading) -> Option<Holder> {
        let Place { text, words, sentence, .. } = place;
        let first = sentence.clone().find(|at| FIRST_PERSON.contains(&words.get(*at)));
        let agent = mentions.iter().find(|mention| mention.class != Class::Writer && self.is_agent(place, mention));
        if let Some(first) = first {
            // `De VVD vindt dat wij …`
            let is_told = agent.is_some_and(|agent| {
                agent.words.end <= first
                    && holder(text, words, agent, &self.setting, None)
                        .is_some_and(|who| who.name == reading.holder.name)
            });
            if is_told {
                return None;
            }
            let named = self.roll.self_named(text.get(place.bytes()).unwrap_or_default());
            let is_view = !matches!(reading.kind, PositionKind::Decision | PositionKind::Proposal);
            return match named.or_else(|| self.speaker().cloned()) {
                // The chair has no views: this is somebody whose label was lost.
                Some(Seat::Chair) if is_view && self.is_of_paper(&reading.holder) => self.seated(&Seat::Member),
                Some(seat) => self.seated(&seat),
                None if self.is_of_paper(&reading.holder) => self.seated(&Seat::Member),
                None => None,
            };
        }
        let is_outcome = found.act.form == Form::Outcome || reading.kind == PositionKind::Decision;
        if is_outcome {
            return None;
        }
        // `Hoorn moet nee zeggen`: what a speaker wants of others.
        let is_wanted = agent.is_some_and(|agent| {
            let is_other = !matches!(agent.class, Class::Party | Class::Members);
            is_other && matches!(words.get(agent.words.end), "moet" | "moeten" | "dient" | "dienen" | "zou" | "zouden")
        });
        let is_left_open = agent.is_none() && self.is_of_paper(&reading.holder);
        self.speaker().filter(|_| is_wanted || is_left_open).and_then(|seat| self.seated(seat))
    }

    /// In an amendment as it was tabled the council is its parties, and in a motion `wij`.
    fn tabled(&self, place: &Place<'_>, found: &FoundAct, reading: &Reading) -> Option<Holder> {
        let tabled = self.setting.tabled.as_ref()?;
        let of_council = reading.holder.body == Some(Body::Council)
            && self.setting.municipality.is_some()
            && reading.holder.of == self.setting.municipality;
        let is_own = match self.setting.kind {
            Some(DocumentKind::Amendment) => of_council && !reading.is_past && found.act.form != Form::Outcome,
            Some(DocumentKind::Motion) => of_council && says_we(place.words, place.sentence.clone()),
            _ => false,
        };
        is_own.then(|| tabled.clone())
    }

    fn of_others(
        &self,
        place: &Place<'_>,
        mentions: &[Mention],
        found: &FoundAct,
        reading: &Reading,
    ) -> Option<Holder> {
        let Place { text, words, sentence, .. } = place;
        // `Hoorn heeft het gevraagd, maar dat vinden wij te duur.`
        let is_ours = [found.words.end, found.words.start.saturating_sub(1)]
            .iter()
            .any(|at| matches!(words.get(*at), "wij" | "we"));
        let head = if is_ours { None } else { self.at_head(place, mentions) };
        if let Some(head) = &head {
            return (self.is_of_paper(&reading.holder) && head.name != reading.holder.name).then(|| head.clone());
        }
        let is_own = self.is_of_paper(&reading.holder);
        if let Some(sender) = self.annex.as_ref().filter(|_| is_own) {
            return Some(self.unlisted(place, mentions).unwrap_or_else(|| sender.clone()));
        }
        if !self.has_no_writer() && !self.is_of_writer(&reading.holder) && tells_own(words, sentence.clone()) {
            return self.setting.writer.clone();
        }
        if is_own && let Some(adviser) = self.advised(place) {
            return Some(adviser);
        }
        let is_implied = is_own
            && !says_we(words, sentence.clone())
            && !mentions.iter().any(|mention| {
                matches!(mention.class, Class::Council | Class::Executive) && self.is_agent(place, mention)
            });
        if !is_implied {
            return None;
        }
        let named = mentions.iter().find(|mention| is_source(words, sentence, mention));
        let named = named.and_then(|mention| holder(text, words, mention, &self.setting, self.last_of_others()));
        named.or_else(|| self.unlisted(place, mentions))
    }

    fn is_of_writer(&self, holder: &Holder) -> bool {
        self.setting.writer.as_ref().is_some_and(|own| own.name == holder.name)
    }

    /// Whether a holder is whoever the paper speaks or decides for.
    fn is_of_paper(&self, holder: &Holder) -> bool {
        self.is_of_writer(holder) || self.setting.decider.as_ref().is_some_and(|own| own.name == holder.name)
    }

    /// Whoever is the subject at the head of the sentence, with its verb behind it: `Hoorn en Opmeer hebben …`.
    fn at_head(&self, place: &Place<'_>, mentions: &[Mention]) -> Option<Holder> {
        let Place { text, words, sentence, .. } = place;
        let mention = mentions.first()?;
        let is_subject = mention.words.start == sentence.start
            && mention.preposition.is_none()
            && !matches!(mention.class, Class::Writer | Class::Reader | Class::Same | Class::Organisation);
        // `Hoorn is gevraagd`, `Hoorn heeft wat ons betreft`
        let verb = words.get(mention.words.end);
        let is_active = ACTIVE.contains(&verb) && !tells_own(words, sentence.clone());
        holder(text, words, mention, &self.setting, None).filter(|_| is_subject && is_active)
    }

    /// Advice in a paper that brings the report of an audit office: `Maak …`, `Wij adviseren …`.
    fn advised(&self, place: &Place<'_>) -> Option<Holder> {
        let Place { text, words, sentence, .. } = place;
        let adviser = self.setting.adviser.as_ref()?;
        let advises = |at: usize| {
            let is_capital = || text.get(words.begin(at)..).is_some_and(|told| told.starts_with(char::is_uppercase));
            let is_own =
                || matches!(words.get(at + 1), "wij" | "we") || at > 0 && matches!(words.get(at - 1), "wij" | "we");
            match words.get(at) {
                "adviseren" | "bevelen" | "aanbevelen" => is_own(),
                word => IMPERATIVES.contains(&word) && is_capital(),
            }
        };
        sentence.clone().any(advises).then(|| adviser.clone())
    }
}

/// Whether a sentence tells how it ended with what was tabled.
fn has_outcome(words: &Words, mut sentence: Range<usize>) -> bool {
    sentence.any(|at| matches!(words.get(at), "verworpen" | "aangenomen" | "aanvaard"))
}

fn says_we(words: &Words, mut sentence: Range<usize>) -> bool {
    sentence.any(|at| matches!(words.get(at), "wij" | "we" | "ik"))
}

/// Whether a sentence tells that its view is the writer's: `wat ons betreft`.
fn tells_own(words: &Words, sentence: Range<usize>) -> bool {
    if !sentence.clone().any(|at| FIRST_PERSON.contains(&words.get(at))) {
        return false;
    }
    let told: Vec<&str> = sentence.map(|at| words.get(at)).collect();
    let told = format!(" {} ", told.join(" "));
    OWN.iter().any(|own| told.contains(own))
}

/// `Volgens het dagelijks bestuur …`, `zoals gevraagd door de raad`, `Vanuit Hoorn kwam het geluid`
fn is_source(words: &Words, sentence: &Range<usize>, mention: &Mention) -> bool {
    let is_body = !matches!(mention.class, Class::Writer | Class::Reader | Class::Same | Class::Organisation);
    let Some(at) = mention.preposition.filter(|_| is_body) else { return false };
    match words.get(at) {
        "vanuit" => sentence.clone().any(|at| HEARD.contains(&words.get(at))),
        "door" => at > 0 && TOLD_BY.contains(&words.get(at - 1)),
        word => SOURCES.contains(&word),
    }
}
