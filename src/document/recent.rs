//! `11 februari jl.`: a day of which the paper leaves the year to the reader (jongstleden, the last such day).

use std::ops::Range;
use std::sync::LazyLock;

use jiff::civil::Date;
use memchr::memmem;
use regex::Regex;

use super::{PartialDate, pattern};
use crate::months::MONTHS;

static RECENT: LazyLock<Regex> = LazyLock::new(|| {
    let months = MONTHS.join("|");
    pattern(&format!(
        r"(?i)\b(\d{{1,2}})\s+({months}|jan|feb|mrt|apr|jun|jul|aug|sep|sept|okt|nov|dec)\.?,?\s+(?:jl\b|j\.\s?l\.|jongstleden\b)"
    ))
});

/// The days in a text that are told so, each with its place: the last one of that name on or before the date of the paper. None
/// where that is known to the year only, and none that the calendar does not know.
pub fn recent_days(text: &str, paper: PartialDate) -> Vec<(Range<usize>, Date)> {
    // Few passages have one; the pattern costs more than looking for the letters that it needs.
    let may_hold = ["jl", "j.", "Jl", "JL", "J.", "jongstleden", "Jongstleden"];
    if paper.month().is_none() || may_hold.iter().all(|sign| memmem::find(text.as_bytes(), sign.as_bytes()).is_none()) {
        return Vec::new();
    }
    let found = RECENT.captures_iter(text).filter_map(|captures| {
        let day: i8 = captures[1].parse().ok()?;
        let begin = captures[2].to_lowercase();
        let begin = if begin == "mrt" { "maart" } else { begin.trim_end_matches('t') };
        let month = MONTHS.iter().position(|month| month.starts_with(begin))?;
        let day = last_before(day, i8::try_from(month + 1).ok()?, paper.last_day())?;
        Some((captures.get(0)?.range(), day))
    });
    found.collect()
}

/// The last such day on or before another. 29 februari may lie four years back, or eight where a century has none.
fn last_before(day: i8, month: i8, until: Date) -> Option<Date> {
    (0..=8).find_map(|years| Date::new(until.year().checked_sub(years)?, month, day).ok().filter(|date| *date <= until))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_without_a_year_is_the_last_of_its_name_before_the_paper() {
        for (text, paper, expected) in [
            ("In de vergadering van 11 februari jl. is besloten", "2020-03-02", Some("2020-02-11")),
            ("In de vergadering van 11 februari jl. is besloten", "2020-02-11", Some("2020-02-11")),
            ("In de vergadering van 11 februari jl. is besloten", "2020-02-10", Some("2019-02-11")),
            ("uw brief van 3 December j.l.", "2021-01-15", Some("2020-12-03")),
            ("op 13 mei jongstleden", "2021-06", Some("2021-05-13")),
            ("op 1 mrt. jl", "2021-06-01", Some("2021-03-01")),
            ("op 9 sept. j. l. bespraken wij", "2021-06-01", Some("2020-09-09")),
            ("op 29 februari jl.", "2023-03-01", Some("2020-02-29")),
            ("op 31 juni jl.", "2023-03-01", None),
            ("op 11 februari jl.", "2020", None),
            ("op 11 februari 2019", "2020-03-02", None),
            ("op 11 februari jlx", "2020-03-02", None),
            ("jl.", "2020-03-02", None),
        ] {
            let found = recent_days(text, paper.parse().unwrap());
            assert_eq!(
                found.first().map(|(_, day)| day.to_string()).as_deref(),
                expected,
                "{text} in a paper of {paper}"
            );
            assert!(found.iter().all(|(range, _)| text.get(range.clone()).is_some()));
        }
    }
}
