//! Is a paper a draft, final, adopted? And what became of a motion or proposal?
//!
//! Only what the paper says of itself: a field (`Status: concept`, `Uitslag: aangenomen`), a line of its head that is no more
//! than that, the first word of what it calls itself (`Concept-verordening`), or a sentence about this very motion. A form on
//! which both outcomes stand to be ticked says nothing.

use std::sync::LazyLock;

use regex::Regex;

use super::fields::one_line;
use super::listed::{Listed, ListedName};
use super::names::squeeze_spaced_letters;
use super::reading::Reading;
use super::{DocumentKind as Kind, Known, pattern};

/// Status of a document (status).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Status {
    /// Concept, ontwerp.
    Draft,
    /// Definitief.
    Final,
    /// Vastgesteld.
    Adopted,
}

impl Listed for Status {
    const WHAT: &'static str = "a status";
    const NAMES: &'static [ListedName<Self>] = &[
        (Self::Draft, "concept", "concept", &["ontwerp", "draft"]),
        (Self::Final, "definitief", "definitief", &["definitieve versie", "final"]),
        (Self::Adopted, "vastgesteld", "vastgesteld", &["adopted"]),
    ];
}

/// What became of a motion, an amendment or a proposal (uitkomst).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// Aangenomen.
    Adopted,
    /// Verworpen.
    Rejected,
    /// Aangehouden.
    Deferred,
    /// Ingetrokken.
    Withdrawn,
}

impl Listed for Outcome {
    const WHAT: &'static str = "an outcome";
    const NAMES: &'static [ListedName<Self>] = &[
        (Self::Adopted, "aangenomen", "aangenomen", &["adopted"]),
        (Self::Rejected, "verworpen", "verworpen", &["afgewezen", "rejected"]),
        (Self::Deferred, "aangehouden", "aangehouden", &["deferred"]),
        (Self::Withdrawn, "ingetrokken", "ingetrokken", &["withdrawn"]),
    ];
}

static STATUS_LINE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^\W*(?:status\s*:?\s*)?(?P<status>concept|ontwerp|definitief|definitieve versie|vastgesteld)(?:\W*(?:versie|v\.?)\s*[\d.]+)?\W*$",
    )
});
static DRAFT_OPENS: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)^\W*(?P<status>concept|ontwerp)(?:[- ]|\p{L})"));
static ADOPTED_BY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)(?:^|\baldus )(?P<status>vastgesteld|besloten)\s+(?:door (?:de (?:gemeente)?raad|het college|het (?:algemeen|dagelijks) bestuur)|(?:in|tijdens) (?:de|zijn|haar)(?: openbare)? (?:raads)?vergadering)[^.\n]{0,80}?\d{4}",
    )
});
static OUTCOME: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)(?:\b(?:motie|amendement|voorstel|initiatiefvoorstel|raadsvoorstel)\b(?: [\p{L}\d-]+){0,3}? (?:wordt|is|werd)(?: [\p{L}-]+){0,3}? |\b(?:uitslag|stemuitslag|resultaat|uitslag stemming|besluit raad)\b[^.\n]{0,40}?:?\s*)(?P<outcome>aangenomen|verworpen|aangehouden|ingetrokken)\b",
    )
});
static OUTCOME_LINE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^\W*(?:(?:motie|amendement|[MA]) ?[\d-]*\s*[:.-]?\s*)?(?P<outcome>aangenomen|verworpen|aangehouden|ingetrokken)\b(?:\W*$|\s+(?:met|door|op)\b|\W+\d)",
    )
});
static ANY_OUTCOME: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)\b(?:aangenomen|verworpen|aangehouden|ingetrokken)\b"));

/// Recognises the status; `None` where the paper does not say.
pub(super) fn recognise_status(reading: &Reading<'_>, kind: Option<Kind>) -> Option<Known<Status>> {
    if let Some(field) = reading.fields.iter().find(|f| f.name.eq_ignore_ascii_case("status") && reading.heads(f)) {
        let first = field.value.split([' ', ',', ';', '(']).next().unwrap_or_default();
        if let Some(status) = Status::read(&field.value).or_else(|| Status::read(first)) {
            return Some(Known::recognised(status, field.evidence(), 0.95));
        }
    }
    let is_sent = matches!(kind, Some(Kind::Letter | Kind::InformationLetter | Kind::Opinion | Kind::Questions));
    for (number, line) in reading.head_lines().enumerate() {
        let text = squeeze_spaced_letters(line.text);
        let named = STATUS_LINE.captures(&text).and_then(|c| Status::read(c.name("status")?.as_str()));
        if let Some(status) = named {
            return Some(Known::recognised(status, one_line(&text), 0.9));
        }
        // What a letter is about may be a draft; the letter is none.
        if !is_sent && number < 3 && text.len() < 120 && DRAFT_OPENS.is_match(&text) {
            return Some(Known::recognised(Status::Draft, one_line(&text), 0.85));
        }
    }
    if is_sent || kind.is_none() || kind == Some(Kind::Other) {
        return None;
    }
    // Whether it was adopted stands in the foot; of other papers that were, in the text.
    let mut foot = reading.blocks.iter().enumerate().filter(|(at, block)| reading.in_tail(*at, block.text.len()));
    let adopted = foot.find_map(|(_, block)| ADOPTED_BY.find(&block.text))?;
    Some(Known::recognised(Status::Adopted, one_line(adopted.as_str()), 0.85))
}

/// Recognises what became of a motion, an amendment or a proposal; `None` where the paper does not say.
pub(super) fn recognise_outcome(reading: &Reading<'_>, kind: Option<Kind>) -> Option<Known<Outcome>> {
    let is_tabled = matches!(kind, Some(Kind::Motion | Kind::Amendment));
    if !is_tabled && kind != Some(Kind::Proposal) {
        return None;
    }
    let mut found: Option<(Outcome, String)> = None;
    for (at, block) in reading.blocks.iter().enumerate().take_while(|(at, _)| reading.in_reach(*at)) {
        let text = block.text.as_str();
        let is_edge = reading.in_head(at, 0) || reading.in_tail(at, text.len());
        // A considered earlier motion is another one.
        let captures =
            OUTCOME.captures(text).filter(|_| is_edge).or_else(|| OUTCOME_LINE.captures(text).filter(|_| is_tabled));
        let Some(outcome) = captures.and_then(|c| Outcome::read(c.name("outcome")?.as_str())) else { continue };
        let said: Vec<String> = ANY_OUTCOME.find_iter(text).map(|m| m.as_str().to_lowercase()).collect();
        let is_form = said.iter().any(|other| Outcome::read(other) != Some(outcome));
        match found {
            _ if is_form => return None,
            Some((known, _)) if known != outcome => return None,
            Some(_) => {}
            None => found = Some((outcome, one_line(&text.chars().take(120).collect::<String>()))),
        }
    }
    found.map(|(outcome, evidence)| Known::recognised(outcome, evidence, 0.88))
}

#[cfg(test)]
mod tests {
    use super::super::tests::layout;
    use super::*;

    #[test]
    fn status_of_small_documents() {
        let table = [
            ("CONCEPT\nVerordening fietsen\nArtikel 1", Kind::Ordinance, Some(Status::Draft)),
            ("Concept-verordening fietsen 2030\nArtikel 1", Kind::Ordinance, Some(Status::Draft)),
            ("Beleidsplan fietsen\nStatus: definitief\nInleiding", Kind::Plan, Some(Status::Final)),
            ("Beleidsplan fietsen\nDefinitief, versie 2.0\nInleiding", Kind::Plan, Some(Status::Final)),
            ("Verordening fietsen\nVastgesteld door de raad op 3 mei 2030", Kind::Ordinance, Some(Status::Adopted)),
            ("Aldus vastgesteld in de openbare vergadering van 3 mei 2030", Kind::Decision, Some(Status::Adopted)),
            ("Concept beleidsplan, reactie\nGeachte raad,\nWij sturen u het plan.", Kind::Letter, None),
            ("Beleidsplan fietsen\nHet concept is besproken.", Kind::Plan, None),
            ("Aldus vastgesteld in de openbare vergadering van", Kind::Decision, None),
        ];
        for (text, kind, expected) in table {
            let layout = layout(text);
            let found = recognise_status(&Reading::new(&layout, &[]), Some(kind)).map(|known| known.value);
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn outcome_of_small_documents() {
        let table = [
            (
                "Motie fietsen\nverzoekt het college fietsen te kopen.\nUitslag stemming: aangenomen met 19 stemmen voor",
                Kind::Motion,
                Some(Outcome::Adopted),
            ),
            ("Motie fietsen\nDe motie is verworpen.", Kind::Motion, Some(Outcome::Rejected)),
            ("Amendement A3\nAangehouden", Kind::Amendment, Some(Outcome::Deferred)),
            ("Motie M4\nDe motie wordt ingetrokken.", Kind::Motion, Some(Outcome::Withdrawn)),
            ("Motie fietsen\nO aangenomen O verworpen O ingetrokken", Kind::Motion, None),
            ("Motie fietsen\nDe raad gaat over tot de orde van de dag.", Kind::Motion, None),
            ("Besluitenlijst\nDe motie is verworpen.", Kind::Minutes, None),
        ];
        for (text, kind, expected) in table {
            let layout = layout(text);
            let found = recognise_outcome(&Reading::new(&layout, &[]), Some(kind)).map(|known| known.value);
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn names_of_both_lists_are_told_apart() {
        for (status, name, ..) in Status::NAMES {
            assert_eq!(Status::read(name), Some(*status));
        }
        for (outcome, name, ..) in Outcome::NAMES {
            assert_eq!(Outcome::read(name), Some(*outcome));
        }
    }
}
