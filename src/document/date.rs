//! How is a date written, and what does it mean when only the month is known?
//!
//! Read are `7 juli 2020`, `07-07-2020`, `7/7/'20`, `1 mrt. 2019`, `juli 2020` and ISO dates. Dates that the calendar
//! does not know are no dates. Not read: quarters, spelled-out days. Which of the dates in a paper is its
//! own: [`dating`](super::dating); `11 februari jl.`: [`recent`](super::recent).

use std::fmt;
use std::ops::Range;
use std::str::FromStr;
use std::sync::LazyLock;

use jiff::civil;
use regex::{Captures, Regex};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::pattern;

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
    // Every date has two digits side by side, and most lines have not.
    if !text.as_bytes().windows(2).any(|two| two.iter().all(u8::is_ascii_digit)) {
        return Vec::new();
    }
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

/// All dates of a text in order, each with its half-open byte range.
pub(crate) fn dates_in(text: &str) -> Vec<(Range<usize>, PartialDate)> {
    find_dates(text).into_iter().map(|found| (found.bytes, found.date)).collect()
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

/// A weekday, or nothing, at the start of a text.
pub(super) static WEEKDAY: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)^(?:(?:op )?(?:maan|dins|woens|donder|vrij|zater|zon)dag,? )?"));

/// The date with which a text begins, a weekday before it left aside.
pub(super) fn date_at_start(text: &str) -> Option<FoundDate> {
    let skipped = WEEKDAY.find(text).map_or(0, |m| m.end());
    let rest = text.get(skipped..)?;
    let head: String = rest.chars().take(40).collect();
    find_dates(&head).into_iter().next().filter(|found| found.bytes.start == 0)
}

/// A date as people write it (`12 augustus 2021`, `1-2-2021`, `augustus 2021`), where a text holds nothing else.
pub(crate) fn written_date(text: &str) -> Option<PartialDate> {
    date_at_start(text).filter(|found| found.bytes == (0..text.len())).map(|found| found.date)
}

#[cfg(test)]
mod tests {
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
            ("aantal 2020 en 0123-456789", &[]),
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
}
