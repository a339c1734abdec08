//! Of the many dates in a paper, which is its own?
//!
//! In this order of trust: the meeting in the heading of a decision, a field of the document (`Verzonden`, `Datum`), the
//! line with place and date, the line under a decision, the meeting in the heading, `d.d.` in the head, a date alone on a
//! line of the head. Never the date of the letter that is answered, of laws, or of annexes. A date known only to the month
//! stays so.

use std::sync::LazyLock;

use memchr::memmem;
use regex::Regex;

use super::date::{FoundDate, WEEKDAY, date_at_start, find_dates};
use super::fields::{Label, looks_like_reference, one_line};
use super::hint::holds;
use super::kind::DocumentKind;
use super::reading::{Reading, tail_of};
use super::{Known, PartialDate, pattern};

/// What stands before a date that makes it the date of a decision or of a meeting.
static BEFORE_MEETING: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"(?i)(?:(?P<decided>(?:aldus )?(?:besloten|vastgesteld|v a s t g e s t e l d)\b.*?(?:vergadering|bijeenkomst|zitting)\b(?: van (?:de|het) (?:\S+|(?:gemeente)?raad (?:van|der)(?: de)?(?: gemeente)? [^.;:\d]{2,40}?|(?:algemeen|dagelijks) bestuur(?: van [^.;:\d]{2,60}?)?))?,?(?: gehouden)?(?: van| op| d\.?d\.?)?",
        r"|vastgesteld (?:door|in) (?:de |het )?(?:(?:gemeente)?raad|college|algemeen bestuur|dagelijks bestuur|bestuur)\b[^.;:]{0,60}?(?: op| d\.?d\.?| van))",
        r"|(?P<meeting>(?:gehouden op|in vergadering bijeen(?: op)?|bijeen op|(?:raads|commissie|college)?vergadering(?:\s+(?:van|op|d\.?d\.?|van de gemeenteraad|gemeenteraad,?))*",
        r"|vergadering van (?:de|het) [^.;:\d]{3,90}?(?: op| d\.?d\.?|,)),?))",
        r"\s+(?:(?:op )?(?:maan|dins|woens|donder|vrij|zater|zon)dag,? )?$"
    ))
});
static LIST_OF_MEETING: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?i)^\W*(?:(?:openbare|concept|verkort)[- ]?)*(?:besluitenlijst|adviezenlijst|verslag|notulen|agenda)\b")
});
static BEFORE_DD: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)\bd\.\s?d\.?\s*$|\bdd\.?\s*$"));
static OF_ANOTHER_PAPER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:voorstel|raadsvoorstel|collegevoorstel|brief|advies|gelezen|gezien|gehoord|e-mail|motie|rapport|nota|verslag|notulen|besluitenlijst|schrijven|overeenkomst|wet|besluit van)\b[^.;]*$",
    )
});
static PLACE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:^|[\s.;*])(?P<place>(?:['’]s-?)?\p{Lu}[\p{L}'’-]+(?: (?:aan|den|de|der|van|op|en|in|bij|a/d|\p{Lu})[\p{L}'’./-]*){0,4}(?: \(?(?:NH|L|O|Gld|ZH)\.?\)?)?),\s*(?:\| ?)?(?:d\.d\. |(?:maan|dins|woens|donder|vrij|zater|zon)dag,? )?$",
    )
});

static AT_CLOCK: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^(?:om |van |aanvang(?: om)? )?\d{1,2}[.:]\d{2}(?: ?(?:[-–]|tot) ?\d{1,2}[.:]\d{2})?(?: ?(?:uur|u\.?)(?:,? \p{L}[^.;:]{0,60})?)?$",
    )
});

/// How far a date may be trusted to be that of the document; a later variant is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Trust {
    LateField,
    FieldBelow,
    Alone,
    Dd,
    MeetingInText,
    PlaceBelow,
    MeetingField,
    Decided,
    Place,
    NumberedMeeting,
    Field,
    Sent,
    Heading,
}

impl Trust {
    fn confidence(self) -> f32 {
        match self {
            Self::Heading | Self::Sent | Self::Field => 0.97,
            Self::Place | Self::Decided => 0.95,
            Self::NumberedMeeting => 0.96,
            Self::MeetingField | Self::PlaceBelow => 0.92,
            Self::MeetingInText | Self::Dd => 0.85,
            Self::Alone => 0.75,
            Self::LateField | Self::FieldBelow => 0.7,
        }
    }
}

/// Recognises the date of the document; `None` where the text does not say.
pub(super) fn recognise(reading: &Reading<'_>, kind: Option<DocumentKind>) -> Option<Known<PartialDate>> {
    let mut best: Option<(Trust, PartialDate, String)> = None;
    let mut offer = |trust: Trust, date: PartialDate, evidence: String| {
        if best.as_ref().is_none_or(|(so_far, ..)| trust > *so_far) {
            best = Some((trust, date, evidence));
        }
    };
    let decision = kind == Some(DocumentKind::Decision);
    for field in &reading.fields {
        let head = reading.heads(field);
        let trust = match field.label {
            Label::Sent if head || reading.salutation().is_some() => Trust::Sent,
            Label::Date if head => Trust::Field,
            // Below the head it may be that of an annex.
            Label::Sent | Label::Date => Trust::FieldBelow,
            // A decision bears the date of the meeting in its heading; other dates in its file are those of annexes.
            Label::Meeting if decision && reading.is_numbered_heading(field.block) => Trust::Heading,
            Label::Meeting if reading.is_numbered_heading(field.block) => Trust::NumberedMeeting,
            Label::Meeting => Trust::MeetingField,
            Label::LateDate => Trust::LateField,
            _ => continue,
        };
        // A meeting in the text of a letter is another one than that of its heading.
        if trust == Trust::MeetingField && reading.salutation().is_some() && !head {
            continue;
        }
        let value = field.value.strip_prefix("op ").unwrap_or(&field.value);
        if let Some(found) = date_at_start(value) {
            offer(trust, found.date, one_line(&format!("{}: {}", field.name, found.text)));
        }
    }
    for (at, block) in reading.blocks.iter().enumerate() {
        if !can_hold_date(reading, at, &block.text) {
            continue;
        }
        for found in find_dates(&block.text) {
            if let Some(trust) = trust_in_place(reading, at, &block.text, &found, kind) {
                let from = floor(&block.text, found.bytes.start.saturating_sub(90));
                let evidence = block.text.get(from..found.bytes.end).unwrap_or(&found.text);
                offer(trust, found.date, one_line(evidence));
            }
        }
    }
    best.map(|(trust, date, evidence)| Known::recognised(date, evidence, trust.confidence()))
}

/// Whether a block is in head or foot, or names a meeting: elsewhere no date is that of the document.
fn can_hold_date(reading: &Reading<'_>, at: usize, text: &str) -> bool {
    let holds = |word: &str| memmem::find(text.as_bytes(), word.as_bytes()).is_some();
    let meeting = || ["vergadering", "bijeenkomst", "zitting"].into_iter().any(holds);
    reading.in_head(at, 0) || reading.in_tail(at, text.len()) || reading.in_reach(at) && (text.len() < 120 || meeting())
}

fn trust_in_place(
    reading: &Reading<'_>,
    at: usize,
    text: &str,
    found: &FoundDate,
    kind: Option<DocumentKind>,
) -> Option<Trust> {
    let before = text.get(floor(text, found.bytes.start.saturating_sub(200))..found.bytes.start)?;
    let head = reading.in_head(at, found.bytes.start);
    let tail = reading.in_tail(at, found.bytes.start);
    let whole_day = found.date.day().is_some();
    let place = if may_end_in_place(before) { PLACE.find(before) } else { None };
    if let Some(place) = place.filter(|m| !in_field(before, m.start()) || is_municipality(m.as_str())) {
        let alone = place.start() == 0 && found.bytes.end == text.len();
        if head && (whole_day || alone) {
            return Some(Trust::Place);
        }
        if alone && whole_day {
            return Some(Trust::PlaceBelow);
        }
    }
    let may_meet =
        whole_day && holds(before, &["vergadering", "bijeen", "gehouden op", "vastgesteld", "besloten", "v a s t g"]);
    if let Some(captures) = if may_meet { BEFORE_MEETING.captures(before) } else { None } {
        let minutes = matches!(kind, Some(DocumentKind::Minutes | DocumentKind::Agenda));
        let letter = reading.salutation().is_some();
        if let Some(decided) = captures.name("decided") {
            // In the text of a proposal it is what was decided before.
            let aldus = decided.as_str().to_lowercase().starts_with("aldus");
            let own = aldus || head || tail || matches!(kind, Some(DocumentKind::Decision | DocumentKind::Ordinance));
            return (own && !minutes && !letter).then_some(Trust::Decided);
        }
        // "Besluitenlijst van de vergadering gehouden op" begins that list itself.
        let own_list = minutes && LIST_OF_MEETING.is_match(text);
        if head && (own_list || !OF_ANOTHER_PAPER.is_match(tail_of(before, 100))) {
            return Some(if letter { Trust::Dd } else { Trust::MeetingField });
        }
        let motion = matches!(kind, Some(DocumentKind::Motion | DocumentKind::Amendment));
        return (motion && !tail).then_some(Trust::MeetingInText);
    }
    if head && BEFORE_DD.is_match(before) && !OF_ANOTHER_PAPER.is_match(tail_of(before, 100)) {
        return Some(Trust::Dd);
    }
    // A stamp: `2 1 FEB 2019`.
    if head && whole_day && !found.text.contains(char::is_lowercase) && found.text.contains(char::is_alphabetic) {
        return Some(Trust::Alone);
    }
    let mut rest = text.get(..found.bytes.start)?.trim_matches(['*', ' ', '-', '#', '|', '_', '(', ',']);
    if let Some(weekday) = WEEKDAY.find(rest).filter(|m| m.end() > 0) {
        rest = rest.get(weekday.end()..)?;
    }
    let after = text.get(found.bytes.end..)?.trim_matches(['*', ' ', '.', '|', '_', ')', ',']);
    // "Hoorn 3 mei 2021", without the comma.
    if head && whole_day && after.is_empty() && rest.len() < 30 && is_place(rest) {
        return Some(Trust::Place);
    }
    let version = rest.to_lowercase();
    // "Dinsdag 6 maart 2018, 9.00 uur"
    let clock = AT_CLOCK.is_match(after);
    let alone = (after.is_empty() || clock && whole_day)
        && (rest.is_empty()
            || ["maandag", "dinsdag", "woensdag", "donderdag", "vrijdag"].contains(&version.as_str())
            // The number of a file, as on papers of parliament.
            || whole_day && !rest.contains(' ') && looks_like_reference(rest)
            || (text.len() < 90 && ["versie", "uitgave"].iter().any(|word| version.contains(word)))
            || (text.len() < 150 && version.contains("vergadering")));
    (head && alone).then_some(Trust::Alone)
}

/// Most bytes behind the last comma between a place and its date: `| donderdag`.
const BEHIND_PLACE: usize = 12;

/// Whether a text may end in a place with a comma behind it, and perhaps a day of the week.
fn may_end_in_place(before: &str) -> bool {
    before.rfind(',').and_then(|comma| before.get(comma + 1..)).is_some_and(|rest| rest.trim().len() <= BEHIND_PLACE)
}

/// Whether a label with a colon or a table cell stands shortly before: then the words are its value, and no place.
fn in_field(before: &str, at: usize) -> bool {
    tail_of(before.get(..at).unwrap_or_default(), 25).contains([':', '|'])
}

/// Whether the place before a date is a municipality: behind `Uw brief van:` without a value it is the line with place and
/// date all the same.
fn is_municipality(place: &str) -> bool {
    use super::names::{Named, find_names};
    find_names(place).iter().any(|found| found.meanings.iter().any(|m| matches!(m, Named::Municipality(_))))
}

/// Whether a text is the name of a municipality and nothing else.
fn is_place(text: &str) -> bool {
    use super::names::{Named, find_names};
    find_names(text).iter().any(|found| {
        found.bytes.len() == text.len() && found.meanings.iter().any(|m| matches!(m, Named::Municipality(_)))
    })
}

/// The nearest character border at or below a byte offset.
fn floor(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::super::tests::layout;
    use super::*;

    #[test]
    fn which_date_is_that_of_the_document() {
        let table = [
            ("Uw brief van: 3 mei 2020\nVerzonden: 7 juli 2020\nGeacht bestuur,\nOp 1 juni 2020", Some("2020-07-07")),
            ("Hoorn, 7 juli 2020\nGeachte raad,\nIn uw brief van 3 mei 2020 vroeg u iets.", Some("2020-07-07")),
            ("Geacht bestuur,\nOp 15 december 2018 heeft u ons geschreven.\nHoogachtend,", None),
            (
                "De raad van de gemeente Urk;\ngelezen het voorstel d.d. 3 mei 2021;\nbesluit:\nAldus besloten in de vergadering van 1 juni 2021.",
                Some("2021-06-01"),
            ),
            ("Raadsvoorstel 12 Vergadering 16 maart 2021 Gemeenteraad Onderwerp Zienswijze", Some("2021-03-16")),
            ("Nota minimabeleid\njuni 2022\nVoorwoord", Some("2022-06")),
            ("Kenmerk: 12\nVerzenddatum: zie poststempel\nGeacht bestuur,\nOp 3 mei 2020", None),
            ("AGENDA\nWoensdag 12 september 2018\n20.00 uur", Some("2018-09-12")),
            ("Aanbiedingsbrief\nd.d. 4 mei 2018\nGeachte raadsleden,", Some("2018-05-04")),
            ("Jaarstukken 2019\nVastgesteld door het algemeen bestuur op 8 juli 2020\nInleiding", Some("2020-07-08")),
            ("AGENDA\nvergadering van de raad van Urk op donderdag 24 september 2020, 20 uur", Some("2020-09-24")),
            ("BESLUITENLIJST vergadering college gemeente Urk dinsdag 19 mei 2015\n1. Opening", Some("2015-05-19")),
            (
                "BESLUITENLIJST\nBesluitenlijst van de vergadering gehouden op vrijdag 8 december 2023\n1. Notulen van de vergadering van 13 november 2023",
                Some("2023-12-08"),
            ),
            (
                "Zaaknummer: 12 Uw brief d.d.: Hoorn, 12 april 2022Onderwerp: Fietsen\nGeacht college,",
                Some("2022-04-12"),
            ),
            ("Drachten, maandag 4 mei 2020\nGeacht college,\nOp 11 februari jl. spraken wij.", Some("2020-05-04")),
            ("12345-67 16 januari 2025\nMotie van het lid A", Some("2025-01-16")),
            ("Notulen bestuur\n8 december 2016, 10.00 - 11.30 uur, gemeentehuis Urk\n1. Opening", Some("2016-12-08")),
            ("Urk 3 mei 2021\nGeacht college,\nOp 11 februari jl. spraken wij.", Some("2021-05-03")),
            ("Ons kenmerk: 12\nVerzonden op 3 mei 2021\nGeacht college,", Some("2021-05-03")),
            ("Besluitenlijst college\nDinsdag 6 maart 2018, 9.00 uur\n1. Opening", Some("2018-03-06")),
            (
                "Verordening fietsen\nDe raad van de gemeente Urk;\nbesluit:\nAldus vastgesteld in de openbare vergadering van de raad der gemeente Urk van 17 december 2015.",
                Some("2015-12-17"),
            ),
            (
                "Motie Fietsen\nDe raad van de gemeente Urk, bijeen op 8 juli 2021,\nverzoekt het college te fietsen",
                Some("2021-07-08"),
            ),
            ("Amendement Fietsen\nRaad van: 25 juni 2020\nDe raad besluit", Some("2020-06-25")),
            ("Colofon: uitgave Urk oktober 2023\nInhoud", Some("2023-10")),
            ("Raadsbesluit\nDe raad besluit de nota, vastgesteld in 2019, in te trekken.", None),
            (
                "Besluitenlijst\nDatum: 3 mei 2021\n1. Opening\nVastgesteld in de vergadering van 10 mei 2021",
                Some("2021-05-03"),
            ),
        ];
        for (text, expected) in table {
            let layout = layout(text);
            let reading = Reading::new(&layout, &[]);
            let kind = super::super::form::recognise(&reading).map(|k| k.value);
            let found = recognise(&reading, kind).map(|k| k.value.to_string());
            assert_eq!(found.as_deref(), expected, "{text}");
        }
    }
}
