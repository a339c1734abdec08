//! What kinds of document are there, and by which names do people call them?
//!
//! How the kind of a document is recognised: [`form`](super::form).

use std::str::FromStr;

use serde::{Serialize, Serializer};

use super::names::{fold, nearest};

/// Kind of a document (soort).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum DocumentKind {
    /// Brief.
    Letter,
    /// Raadsinformatiebrief.
    InformationLetter,
    /// Raadsvoorstel, collegevoorstel.
    Proposal,
    /// Besluit.
    Decision,
    /// Zienswijze.
    Opinion,
    /// Motie.
    Motion,
    /// Amendement.
    Amendment,
    /// Memo, notitie.
    Memo,
    /// Nota.
    Note,
    /// Beleidsplan.
    Plan,
    /// Begroting, kadernota.
    Budget,
    /// Jaarstukken.
    Accounts,
    /// Notulen, verslag, besluitenlijst.
    Minutes,
    /// Agenda.
    Agenda,
    /// Raadsvragen.
    Questions,
    /// Verordening, beleidsregel.
    Ordinance,
    /// Rapport.
    Report,
    /// Overig.
    Other,
}

use DocumentKind::*;

/// Each kind with its name in the interface, its Dutch label, and other Dutch names that people type.
const NAMES: [(DocumentKind, &str, &str, &[&str]); 18] = [
    (Letter, "letter", "brief", &["aanbiedingsbrief", "collegebrief"]),
    (InformationLetter, "information-letter", "raadsinformatiebrief", &["informatiebrief", "raadsbrief", "rib"]),
    (Proposal, "proposal", "voorstel", &["raadsvoorstel", "collegevoorstel", "collegeadvies", "raadsstuk"]),
    (Decision, "decision", "besluit", &["raadsbesluit", "collegebesluit"]),
    (Opinion, "opinion", "zienswijze", &["zienswijzen"]),
    (Motion, "motion", "motie", &["moties"]),
    (Amendment, "amendment", "amendement", &["amendementen"]),
    (Memo, "memo", "memo", &["notitie", "memorandum"]),
    (Note, "note", "nota", &["beleidsnota"]),
    (Plan, "plan", "beleidsplan", &["beleidskader", "uitvoeringsplan"]),
    (Budget, "budget", "begroting", &["kadernota", "programmabegroting", "kaderbrief"]),
    (Accounts, "accounts", "jaarstukken", &["jaarrekening"]),
    (Minutes, "minutes", "verslag", &["notulen", "besluitenlijst"]),
    (Agenda, "agenda", "agenda", &[]),
    (Questions, "questions", "raadsvragen", &["schriftelijke vragen", "vragen"]),
    (Ordinance, "ordinance", "verordening", &["beleidsregel", "beleidsregels"]),
    (Report, "report", "rapport", &["rapportage", "onderzoek"]),
    (Other, "other", "overig", &["anders"]),
];

/// Letters in which a name has to begin as what was typed to be suggested for it.
const MIN_ALIKE: usize = 4;

/// The text names no kind of document (onbekende soort).
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{value}` is not a kind of document")]
pub struct UnknownKind {
    /// What was given.
    pub value: String,
}

impl DocumentKind {
    /// All kinds, in the order of the interface.
    pub const ALL: [DocumentKind; 18] = [
        Letter,
        InformationLetter,
        Proposal,
        Decision,
        Opinion,
        Motion,
        Amendment,
        Memo,
        Note,
        Plan,
        Budget,
        Accounts,
        Minutes,
        Agenda,
        Questions,
        Ordinance,
        Report,
        Other,
    ];

    /// The name in the interface, such as `information-letter`.
    pub fn as_str(self) -> &'static str {
        NAMES[self as usize].1
    }

    /// The Dutch label, such as `raadsinformatiebrief`.
    pub fn dutch(self) -> &'static str {
        NAMES[self as usize].2
    }

    /// The first kind of whose names in either language any is one that is looked for.
    pub fn where_any(is_wanted: impl Fn(&str) -> bool) -> Option<Self> {
        let mut kinds = NAMES.iter();
        kinds.find(|n| is_wanted(n.1) || is_wanted(n.2) || n.3.iter().any(|alias| is_wanted(alias))).map(|n| n.0)
    }

    /// The known name nearest to a mistyped one, else the one that begins most alike (`brieven`: brief), in the language
    /// that it was typed in; `None` where none comes close.
    pub fn suggest(value: &str) -> Option<&'static str> {
        let names = || NAMES.iter().flat_map(|n| [n.1, n.2].into_iter().chain(n.3.iter().copied()));
        let wanted = fold(value);
        let begins_alike = |name: &str| wanted.chars().zip(name.chars()).take_while(|(a, b)| a == b).count();
        nearest(&wanted, names()).or_else(|| {
            let alike = names().map(|name| (begins_alike(name), name)).filter(|(n, _)| *n >= MIN_ALIKE);
            alike.max_by_key(|(n, name)| (*n, std::cmp::Reverse(name.len()))).map(|(_, name)| name)
        })
    }
}

impl std::fmt::Display for DocumentKind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(self.as_str())
    }
}

impl Serialize for DocumentKind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl FromStr for DocumentKind {
    type Err = UnknownKind;

    /// Reads the name in the interface or a Dutch name, in any case.
    fn from_str(value: &str) -> Result<Self, UnknownKind> {
        let wanted = fold(value);
        Self::where_any(|name| fold(name) == wanted).ok_or_else(|| UnknownKind { value: value.to_owned() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_both_languages_are_read() {
        for kind in DocumentKind::ALL {
            assert_eq!(kind.as_str().parse(), Ok(kind));
            assert_eq!(kind.dutch().to_uppercase().parse(), Ok(kind));
        }
        for (name, kind) in [("Raadsvoorstel", Proposal), ("notulen", Minutes), ("kadernota", Budget)] {
            assert_eq!(name.parse(), Ok(kind));
        }
        let error = "gedicht".parse::<DocumentKind>().unwrap_err();
        assert_eq!(error.to_string(), "`gedicht` is not a kind of document");
        assert_eq!(DocumentKind::suggest("zienswijs"), Some("zienswijze"));
        assert_eq!(DocumentKind::suggest("xyzzy"), None);
    }
}
