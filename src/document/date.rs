//! Of the many dates in a paper, which is its own?
//!
//! In this order of trust: a field of the document (`Verzonden`, `Datum`), the line with place and date, the line under
//! a decision, the meeting in the heading, `d.d.` in the head, a date alone on a line of the head. Never the date of the
//! letter that is answered, of laws, or of annexes. A date known only to the month stays so.
//!
//! Read are `7 juli 2020`, `07-07-2020`, `7/7/'20`, `1 mrt. 2019`, `juli 2020` and ISO dates. Dates that the calendar
//! does not know are no dates. Not read: quarters, `11 februari jl.`, spelled-out days.

use std::fmt;
use std::ops::Range;
use std::str::FromStr;
use std::sync::LazyLock;

use jiff::civil;
use regex::{Captures, Regex};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::fields::{Label, one_line};
use super::kind::DocumentKind;
use super::reading::{Reading, tail_of};
use super::{Known, pattern};

/// A date that may be known only to the month or the year (datum, maand of jaar).
///
/// Always valid: a day only with a month, and both in the calendar. Ordered by year, month and day; a year stands before
/// its months.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PartialDate {
    year: i16,
    month: Option<i8>,
    day: Option<i8>,
}

/// The text is no ISO date (geen datum).
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{value}` is not a date; expected a year, month or day as 2021, 2021-08 or 2021-08-12")]
pub struct DateError {
    /// What was given.
    pub value: String,
}

impl PartialDate {
    /// A date from its parts; `None` where the calendar does not know it, or where a day comes without a month.
    pub fn new(year: i16, month: Option<i8>, day: Option<i8>) -> Option<Self> {
        if day.is_some() && month.is_none() {
            return None;
        }
        civil::Date::new(year, month.unwrap_or(1), day.unwrap_or(1)).ok()?;
        (year >= 0).then_some(Self { year, month, day })
    }

    /// Year (jaar).
    pub fn year(self) -> i16 {
        self.year
    }

    /// Month (maand) from 1, where known.
    pub fn month(self) -> Option<i8> {
        self.month
    }

    /// Day of the month (dag) from 1, where known.
    pub fn day(self) -> Option<i8> {
        self.day
    }

    /// The first day that it can be.
    pub fn first_day(self) -> civil::Date {
        civil::Date::new(self.year, self.month.unwrap_or(1), self.day.unwrap_or(1)).unwrap_or(civil::Date::ZERO)
    }

    /// The last day that it can be.
    pub fn last_day(self) -> civil::Date {
        match (self.month, self.day) {
            (Some(_), Some(_)) => self.first_day(),
            (Some(_), None) => self.first_day().last_of_month(),
            _ => self.first_day().last_of_year(),
        }
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        for part in [self.month, self.day].into_iter().flatten() {
            write!(f, "-{part:02}")?;
        }
        Ok(())
    }
}

impl FromStr for PartialDate {
    type Err = DateError;

    /// Reads `2021`, `2021-08` or `2021-08-12`.
    fn from_str(value: &str) -> Result<Self, DateError> {
        let error = || DateError { value: value.to_owned() };
        let number = |part: &str, digits: usize| -> Option<i16> {
            (part.len() == digits && part.bytes().all(|b| b.is_ascii_digit())).then(|| part.parse().ok()).flatten()
        };
        let mut parts = value.trim().split('-');
        let year = parts.next().and_then(|p| number(p, 4)).ok_or_else(error)?;
        let mut small = || match parts.next() {
            None => Ok(None),
            Some(part) => number(part, 2).and_then(|n| i8::try_from(n).ok()).map(Some).ok_or_else(error),
        };
        let (month, day) = (small()?, small()?);
        if parts.next().is_some() {
            return Err(error());
        }
        Self::new(year, month, day).ok_or_else(error)
    }
}

impl Serialize for PartialDate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for PartialDate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

/// A date as it stands in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct FoundDate {
    pub date: PartialDate,
    /// Half-open byte range in the text.
    pub bytes: Range<usize>,
    /// The words of the date.
    pub text: String,
}

const MONTHS: &str = "januari|jan|februari|febr|feb|maart|mrt|april|apr|mei|juni|jun|juli|jul|augustus|aug|september|sept|sep|oktober|okt|november|nov|december|dec";

static DATE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        concat!(
            r"(?i)(?:\b(?P<iy>\d{{4}})-(?P<im>\d{{2}})-(?P<id>\d{{2}})\b",
            r"|\b(?P<nd>\d{{1,2}})(?P<s1>[-/.])(?P<nm>\d{{1,2}})(?P<s2>[-/.])(?P<ny>\d{{4}}|['’‘]?\d{{2}})\b",
            r"|(?:\b(?P<day>(?-i:[0-3] )?\d{{1,2}})(?:e|ste|de)?[ -]?)?\b(?P<month>{months})\b\.?[ -]?(?:(?P<year>\d{{4}})(?:\b|\p{{Lu}})|(?P<short>['’‘]\d{{2}})\b))"
        ),
        months = MONTHS
    ))
});

/// Years that a paper of our collection can name as its own; others are numbers that look like years.
const YEARS: Range<i16> = 1945..2100;

/// All dates of a text in order. A month without a day counts, a bare year does not.
pub(super) fn find_dates(text: &str) -> Vec<FoundDate> {
    DATE.captures_iter(text)
        .filter_map(|captures| {
            let all = captures.get(0)?;
            let date = read(&captures)?;
            // A year may run into the next word: "3 mei 2021Onderwerp".
            let end = captures.name("year").map_or(all.end(), |year| year.end());
            let text = text.get(all.start()..end)?.to_owned();
            Some(FoundDate { date, bytes: all.start()..end, text })
        })
        .collect()
}

fn read(captures: &Captures<'_>) -> Option<PartialDate> {
    let number = |name: &str| captures.name(name).and_then(|m| m.as_str().replace(' ', "").parse::<i16>().ok());
    let (year, month, day) = if captures.name("iy").is_some() {
        (number("iy")?, number("im"), number("id"))
    } else if let Some(year) = captures.name("ny") {
        // 3.4/2020 and the article number 1.2.34 are no dates.
        let same = captures.name("s1").map(|m| m.as_str()) == captures.name("s2").map(|m| m.as_str());
        let dotted = captures.name("s1").is_some_and(|m| m.as_str() == ".") && year.len() < 4;
        if !same || dotted {
            return None;
        }
        (full_year(year.as_str())?, number("nm"), number("nd"))
    } else {
        let name = captures.name("month")?.as_str().to_lowercase();
        let short: String = name.chars().take(3).collect();
        let month = match short.as_str() {
            "jan" => 1,
            "feb" => 2,
            "maa" | "mrt" => 3,
            "apr" => 4,
            "mei" => 5,
            "jun" => 6,
            "jul" => 7,
            "aug" => 8,
            "sep" => 9,
            "okt" => 10,
            "nov" => 11,
            _ => 12,
        };
        (full_year(captures.name("year").or(captures.name("short"))?.as_str())?, Some(month), number("day"))
    };
    if captures.name("day").is_some() && day.is_none() {
        return None;
    }
    let small = |n: Option<i16>| n.map(i8::try_from).transpose();
    let (Ok(month), Ok(day)) = (small(month), small(day)) else { return None };
    YEARS.contains(&year).then(|| PartialDate::new(year, month, day)).flatten()
}

fn full_year(written: &str) -> Option<i16> {
    let digits = written.trim_start_matches(['\'', '’', '‘']);
    let year: i16 = digits.parse().ok()?;
    Some(match digits.len() {
        2 if year < 70 => 2000 + year,
        2 => 1900 + year,
        _ => year,
    })
}

static WEEKDAY: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)^(?:(?:op )?(?:maan|dins|woens|donder|vrij|zater|zon)dag,? )?"));

/// The date with which a text begins, a weekday before it left aside.
pub(super) fn date_at_start(text: &str) -> Option<FoundDate> {
    let skipped = WEEKDAY.find(text).map_or(0, |m| m.end());
    let rest = text.get(skipped..)?;
    let head: String = rest.chars().take(40).collect();
    find_dates(&head).into_iter().next().filter(|found| found.bytes.start == 0)
}

/// What stands before a date that makes it the date of a decision or of a meeting.
static BEFORE_MEETING: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"(?i)(?:(?P<decided>(?:aldus )?(?:besloten|vastgesteld|v a s t g e s t e l d)\b.*?(?:vergadering|bijeenkomst|zitting)\b(?: van de \S+)?(?: van| op| d\.?d\.?)?)",
        r"|(?P<meeting>(?:gehouden op|in vergadering bijeen(?: op)?|(?:raads|commissie|college)?vergadering(?:\s+(?:van|op|d\.?d\.?|van de gemeenteraad|gemeenteraad,?))*),?))",
        r"\s+(?:(?:op )?(?:maan|dins|woens|donder|vrij|zater|zon)dag,? )?$"
    ))
});
static BEFORE_DD: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)\bd\.\s?d\.?\s*$|\bdd\.?\s*$"));
static OF_ANOTHER_PAPER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:voorstel|raadsvoorstel|collegevoorstel|brief|advies|gelezen|gezien|gehoord|e-mail|motie|rapport|nota|verslag|besluitenlijst|schrijven|overeenkomst|wet|besluit van)\b[^.;]*$",
    )
});
static PLACE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:^|[\s.;*])(?P<place>(?:['’]s-?)?\p{Lu}[\p{L}'’-]+(?: (?:aan|den|de|der|van|op|en|in|bij|a/d|\p{Lu})[\p{L}'’./-]*){0,4}(?: \(?(?:NH|L|O|Gld|ZH)\.?\)?)?),\s*(?:d\.d\. )?$",
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
        if let Some(found) = date_at_start(&field.value) {
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
    let meeting = || ["vergadering", "bijeenkomst", "zitting"].iter().any(|word| text.contains(word));
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
    let whole_day = found.date.day.is_some();
    if let Some(place) = PLACE.find(before).filter(|m| !in_field(before, m.start())) {
        let alone = place.start() == 0 && found.bytes.end == text.len();
        if head && (whole_day || alone) {
            return Some(Trust::Place);
        }
        if alone && whole_day {
            return Some(Trust::PlaceBelow);
        }
    }
    if let Some(captures) = BEFORE_MEETING.captures(before).filter(|_| whole_day) {
        let minutes = matches!(kind, Some(DocumentKind::Minutes | DocumentKind::Agenda));
        let letter = reading.salutation().is_some();
        if let Some(decided) = captures.name("decided") {
            // In the text of a proposal it is what was decided before.
            let aldus = decided.as_str().to_lowercase().starts_with("aldus");
            let own = aldus || head || tail || matches!(kind, Some(DocumentKind::Decision | DocumentKind::Ordinance));
            return (own && !minutes && !letter).then_some(Trust::Decided);
        }
        if head && !OF_ANOTHER_PAPER.is_match(tail_of(before, 100)) {
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
    let version = rest.to_lowercase();
    let alone = after.is_empty()
        && (rest.is_empty()
            || ["maandag", "dinsdag", "woensdag", "donderdag", "vrijdag"].contains(&version.as_str())
            || (text.len() < 90 && (version.contains("versie") || version.contains("vergadering"))));
    (head && alone).then_some(Trust::Alone)
}

/// Whether a label with a colon or a table cell stands shortly before: then the words are its value, and no place.
fn in_field(before: &str, at: usize) -> bool {
    tail_of(before.get(..at).unwrap_or_default(), 25).contains([':', '|'])
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

    fn dates(text: &str) -> Vec<String> {
        find_dates(text).into_iter().map(|d| d.date.to_string()).collect()
    }

    #[test]
    fn dutch_dates_in_text() {
        let table: [(&str, &[&str]); 17] = [
            ("op 7 juli 2020 besloten", &["2020-07-07"]),
            ("07-07-2020", &["2020-07-07"]),
            ("Goes, 7/7/'20", &["2020-07-07"]),
            ("1 mrt. 2019", &["2019-03-01"]),
            ("in juli 2020", &["2020-07"]),
            ("2 1 FEB 2019", &["2019-02-21"]),
            ("1e juli 2020", &["2020-07-01"]),
            ("2021-08-12", &["2021-08-12"]),
            ("21-11-2017 en 3 sept. 2018", &["2017-11-21", "2018-09-03"]),
            ("30 februari 2020", &[]),
            ("32-01-2020", &[]),
            ("artikel 1.2.34 en 3.4/2020", &[]),
            ("11 februari jl.", &[]),
            ("begroting 2020", &[]),
            ("12 mei 1302", &[]),
            ("aantal 2020 en 0492-587400", &[]),
            ("11 april 2023Onderwerp", &["2023-04-11"]),
        ];
        for (text, expected) in table {
            assert_eq!(dates(text), expected, "{text}");
        }
    }

    #[test]
    fn iso_dates_are_read_and_written() {
        for text in ["2021", "2021-08", "2021-08-12", "2020-02-29"] {
            let date: PartialDate = text.parse().unwrap();
            assert_eq!(date.to_string(), text);
            assert_eq!(serde_json::from_str::<PartialDate>(&serde_json::to_string(&date).unwrap()).unwrap(), date);
        }
        for text in ["", "21", "2021-8", "2021-13", "2021-02-29", "2021-08-12-01", "12-08-2021", "+021", "2021-"] {
            let error = text.parse::<PartialDate>().unwrap_err().to_string();
            assert!(error.contains("expected a year, month or day"), "{text}");
        }
    }

    #[test]
    fn an_interval_has_a_first_and_a_last_day() {
        let ends = |text: &str| {
            let date: PartialDate = text.parse().unwrap();
            (date.first_day().to_string(), date.last_day().to_string())
        };
        assert_eq!(ends("2020"), ("2020-01-01".to_owned(), "2020-12-31".to_owned()));
        assert_eq!(ends("2020-02"), ("2020-02-01".to_owned(), "2020-02-29".to_owned()));
        assert_eq!(ends("2020-02-03"), ("2020-02-03".to_owned(), "2020-02-03".to_owned()));
    }

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
            (
                "Besluitenlijst\nDatum: 3 mei 2021\n1. Opening\nVastgesteld in de vergadering van 10 mei 2021",
                Some("2021-05-03"),
            ),
        ];
        for (text, expected) in table {
            let layout = layout(text);
            let reading = Reading::new(&layout);
            let kind = super::super::kind::recognise(&reading).map(|k| k.value);
            let found = recognise(&reading, kind).map(|k| k.value.to_string());
            assert_eq!(found.as_deref(), expected, "{text}");
        }
    }
}
