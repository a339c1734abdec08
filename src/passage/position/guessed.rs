//! A position of which no rule knows the words: whose it is and of which kind.

use super::acts::{FoundAct, plain_view};
use super::bodies::{Class, Mention};
use super::find::{ENOUGH, Positions, Ruled};
use super::place::Place;
use super::setting::UNKNOWN;
use super::stance::tells_fact;
use super::subject::holder;
use super::weigh::Reading;
use super::{Holder, PositionKind};
use crate::document::DocumentKind;
use crate::passage::role::Role;

impl Positions {
    /// What rules say of a sentence that is a position, else what follows from who is named and where it stands; `None` where
    /// nobody is known whose it may be.
    pub(super) fn best(
        &self,
        place: &Place<'_>,
        mentions: &[Mention],
        ruled: Option<Ruled>,
    ) -> Option<(Reading, FoundAct)> {
        let agent = mentions.iter().find(|mention| self.is_agent(place, mention));
        let is_sure = ruled.as_ref().is_some_and(|ruled| ruled.reading.score >= ENOUGH);
        if !is_sure && agent.is_some_and(|agent| tells_fact(place, agent)) {
            return None;
        }
        if let Some(Ruled { reading, found, .. }) = ruled {
            return Some((reading, found));
        }
        let first = place.sentence.start;
        let found = FoundAct { act: plain_view(), words: first..first + 1 };
        let of_place = self.kind_of_place(place);
        let holder = self.guessed_holder(place, mentions, of_place)?;
        let kind = if of_place == PositionKind::View { self.view_kind(found.act, &holder, place) } else { of_place };
        Some((Reading { score: 0.0, holder, kind, is_past: false }, found))
    }

    fn kind_of_place(&self, place: &Place<'_>) -> PositionKind {
        match place.lead_role().unwrap_or(place.role) {
            Role::Proposal => PositionKind::Proposal,
            Role::Request => PositionKind::Request,
            Role::Commitment => PositionKind::Commitment,
            Role::Decision if self.setting.kind != Some(DocumentKind::Opinion) => PositionKind::Decision,
            _ => PositionKind::View,
        }
    }

    fn guessed_holder(&self, place: &Place<'_>, mentions: &[Mention], kind: PositionKind) -> Option<Holder> {
        let agent = mentions.iter().find(|mention| self.is_agent(place, mention));
        let is_subject = |mention: &&Mention| {
            mention.preposition.is_none() && !matches!(mention.class, Class::Reader | Class::Same | Class::Organisation)
        };
        let subject = || mentions.iter().find(is_subject);
        let named = agent.or_else(subject);
        named
            .and_then(|mention| holder(place.text, place.words, mention, &self.setting, self.last_of_others()))
            .or_else(|| self.implied(kind))
            .or_else(|| self.nobody(place, mentions))
    }

    /// Who speaks in a paper that does not say whose it is, such as a page of a larger one: it speaks of itself (`wij`), or
    /// names what is to be done.
    fn nobody(&self, place: &Place<'_>, mentions: &[Mention]) -> Option<Holder> {
        let is_page = self.setting.kind.is_none();
        let speaks = mentions.iter().any(|mention| mention.class == Class::Writer) || is_page && place.is_led_point();
        let of = self.setting.municipality.clone();
        let name = of.as_deref().map_or_else(|| UNKNOWN.to_owned(), |of| format!("gemeente {of}"));
        (speaks && self.setting.kind != Some(DocumentKind::Ordinance)).then_some(Holder { name, body: None, of })
    }
}
