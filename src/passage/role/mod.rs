//! What does a passage do: decide, propose, ask, promise, weigh, count the cost?
//!
//! Signs are words of a data file (`cues.tsv`) with a weight and the place where they count: in the heading above, in the
//! line that leads a list in, at the start of a sentence, anywhere. What a point such as "in te stemmen met …" is, follows
//! from where it stands: under `Beslispunten` a proposal, under `Besluit` a decision, in a motion a request. The signs of all
//! sentences are added up, longer sentences counting more, and the role with the most is taken ([`weigh`]). A passage
//! without a sign is context.

mod cues;
mod lead;
mod line;
mod opening;
mod turn;
mod weigh;

pub(super) use cues::Sign;
pub(super) use lead::{Lead, is_point, lead_of};
pub(crate) use line::ReadLine;
pub(super) use opening::{Opening, opening_of};
pub(super) use turn::turns;
pub use weigh::assign_roles;
pub(super) use weigh::{Roles, act_of, all_lines, is_question};

use serde::{Serialize, Serializer};

use crate::document::{Listed, ListedName};

/// What a passage does in its document (rol).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Role {
    /// Besluit.
    Decision,
    /// Standpunt of zienswijze.
    Opinion,
    /// Voorstel.
    Proposal,
    /// Verzoek.
    Request,
    /// Toezegging.
    Commitment,
    /// Argument.
    Argument,
    /// Kanttekening of risico.
    Objection,
    /// Financiën.
    Finance,
    /// Achtergrond.
    Context,
    /// Planning en vervolg.
    Planning,
    /// Participatie: wie is gehoord.
    Participation,
    /// Communicatie.
    Communication,
    /// Vraag.
    Question,
    /// Antwoord.
    Answer,
    /// Ondertekening.
    Signature,
}

/// Number of roles.
pub(crate) const ROLES: usize = Role::NAMES.len();

impl Listed for Role {
    const WHAT: &'static str = "a role of a passage";
    const NAMES: &'static [ListedName<Self>] = &[
        (Self::Decision, "decision", "besluit", &["besluiten", "beslissing"]),
        (Self::Opinion, "opinion", "zienswijze", &["standpunt", "mening", "oordeel"]),
        (Self::Proposal, "proposal", "voorstel", &["beslispunt", "aanbeveling"]),
        (Self::Request, "request", "verzoek", &["oproep"]),
        (Self::Commitment, "commitment", "toezegging", &["toezeggingen"]),
        (Self::Argument, "argument", "argument", &["argumenten", "overweging", "onderbouwing"]),
        (Self::Objection, "objection", "kanttekening", &["kanttekeningen", "risico", "bezwaar"]),
        (Self::Finance, "finance", "financiën", &["financieel", "kosten"]),
        (Self::Context, "context", "achtergrond", &["inleiding", "aanleiding"]),
        (Self::Planning, "planning", "planning", &["vervolg", "uitvoering"]),
        (Self::Participation, "participation", "participatie", &["inspraak"]),
        (Self::Communication, "communication", "communicatie", &[]),
        (Self::Question, "question", "vraag", &["vragen"]),
        (Self::Answer, "answer", "antwoord", &["antwoorden"]),
        (Self::Signature, "signature", "ondertekening", &["handtekening"]),
    ];
}

impl Serialize for Role {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

#[cfg(test)]
mod tests;
