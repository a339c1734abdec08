//! A period as it is typed behind `datum:`.

use crate::document::{PartialDate, written_date};

/// Words between two dates that make a period of them.
const UNTIL: [&str; 6] = [" t/m ", " tot en met ", " tot ", " until ", " - ", " \u{2013} "];

/// A period (periode); open where a bound is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Period {
    /// First day.
    pub since: Option<PartialDate>,
    /// Last day, inclusive.
    pub until: Option<PartialDate>,
    /// Whether it is written otherwise than the language has it, so that another reading may have been meant.
    pub is_loose: bool,
}

/// A sign before a date, and the period that both are.
type Compared = (&'static str, fn(PartialDate) -> Option<Period>);

impl Period {
    /// Reads `2021`, `2021-08`, `2021-08-12`, `2019..2021`, `>=2020-06`, `<2020`; and as people write dates otherwise
    /// (`12 augustus 2021`, `1-2-2021`, `2019-2021`, `2019 t/m 2021`). `None` for what is no date.
    pub fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        if let Some((since, until)) = text.split_once("..") {
            let since = bound(since)?;
            let until = bound(until.trim_start_matches('.'))?;
            return Self::between(since, until).filter(|period| period.since.is_some() || period.until.is_some());
        }
        let compared: [Compared; 5] = [
            (">=", |date| Some(Self { since: Some(date), until: None, is_loose: false })),
            ("<=", |date| Some(Self { since: None, until: Some(date), is_loose: false })),
            (">", |date| Some(Self { since: Some(beside(date.last_day(), 1)?), until: None, is_loose: false })),
            ("<", |date| Some(Self { since: None, until: Some(beside(date.first_day(), -1)?), is_loose: false })),
            ("=", |date| Some(Self { since: Some(date), until: Some(date), is_loose: false })),
        ];
        for (sign, of) in compared {
            if let Some(rest) = text.strip_prefix(sign) {
                let (date, is_loose) = date(rest)?;
                return of(date).map(|period| Self { is_loose, ..period });
            }
        }
        if let Some((date, is_loose)) = date(text) {
            return Some(Self { since: Some(date), until: Some(date), is_loose });
        }
        let of_years =
            text.split_once(['-', '\u{2013}', '/']).filter(|(since, until)| since.len() == 4 && until.len() == 4);
        let (since, until) = UNTIL.iter().find_map(|word| text.split_once(word)).or(of_years)?;
        let period = Self::between(Some(date(since)?), Some(date(until)?))?;
        Some(Self { is_loose: true, ..period })
    }

    fn between(since: Option<(PartialDate, bool)>, until: Option<(PartialDate, bool)>) -> Option<Self> {
        let is_loose = [since, until].into_iter().flatten().any(|(_, is_loose)| is_loose);
        Some(Self { since: since.map(|(date, _)| date), until: until.map(|(date, _)| date), is_loose })
    }
}

/// As the language has it.
impl std::fmt::Display for Period {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match (self.since, self.until) {
            (Some(since), Some(until)) if since == until => write!(f, "{since}"),
            (Some(since), Some(until)) => write!(f, "{since}..{until}"),
            (Some(since), None) => write!(f, ">={since}"),
            (None, Some(until)) => write!(f, "<={until}"),
            (None, None) => Ok(()),
        }
    }
}

/// One end of a period; nothing is an open one.
fn bound(text: &str) -> Option<Option<(PartialDate, bool)>> {
    if text.trim().is_empty() { Some(None) } else { date(text).map(Some) }
}

/// A date, and whether its numbers may be read otherwise.
fn date(text: &str) -> Option<(PartialDate, bool)> {
    let text = text.trim();
    if let Ok(date) = text.parse() {
        return Some((date, false));
    }
    if let Some(date) = written_date(text) {
        return Some((date, !text.contains(char::is_alphabetic)));
    }
    // `12-2021`, `2021/08/12`, `20210812`, `12082021`.
    let mut parts: Vec<&str> = text.split(['-', '/', '.']).collect();
    if let [whole] = parts.as_slice()
        && whole.len() == 8
        && whole.is_ascii()
    {
        // A year comes first, or last as in `12082021`: there the first four digits are no year of a paper.
        parts = match &whole[..2] {
            "18" | "19" | "20" if whole[4..6] <= *"12" => vec![&whole[..4], &whole[4..6], &whole[6..]],
            _ => vec![&whole[4..], &whole[2..4], &whole[..2]],
        };
    } else if let [month, year] = parts.as_slice()
        && year.len() == 4
        && month.len() <= 2
    {
        parts = vec![year, month];
    }
    if !parts.iter().all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit())) || parts[0].len() != 4 {
        return None;
    }
    let padded: Vec<String> = parts.iter().map(|part| format!("{part:0>2}")).collect();
    padded.join("-").parse().ok().map(|date| (date, true))
}

/// The day so many days later.
fn beside(day: jiff::civil::Date, days: i64) -> Option<PartialDate> {
    day.checked_add(jiff::Span::new().days(days)).ok()?.to_string().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_are_inclusive_and_open_on_request() {
        for (text, expected) in [
            ("2021", Some("2021")),
            ("2021-08", Some("2021-08")),
            ("2019..2021", Some("2019..2021")),
            ("2019...2021", Some("2019..2021")),
            ("2019..", Some(">=2019")),
            ("..2021-03-01", Some("<=2021-03-01")),
            (">=2020-06", Some(">=2020-06")),
            (">= 2020-06", Some(">=2020-06")),
            ("=2020", Some("2020")),
            ("<=2020", Some("<=2020")),
            (">2020-06", Some(">=2020-07-01")),
            ("<2020", Some("<=2019-12-31")),
            ("..", None),
            ("gisteren", None),
            ("2020..morgen", None),
            ("", None),
            ("é", None),
        ] {
            let period = Period::read(text);
            assert_eq!(period.map(|period| period.to_string()).as_deref(), expected, "{text}");
            assert!(period.is_none_or(|period| !period.is_loose), "{text}");
        }
    }

    #[test]
    fn dates_are_read_as_people_write_them() {
        for (text, expected, is_loose) in [
            ("12 augustus 2021", Some("2021-08-12"), false),
            ("augustus 2021", Some("2021-08"), false),
            ("<12 augustus 2021", Some("<=2021-08-11"), false),
            ("1 mei 2020..3 juni 2021", Some("2020-05-01..2021-06-03"), false),
            ("1-2-2021", Some("2021-02-01"), true),
            ("01/02/2021", Some("2021-02-01"), true),
            ("12-2021", Some("2021-12"), true),
            ("2021/08/12", Some("2021-08-12"), true),
            ("2021-8-2", Some("2021-08-02"), true),
            ("20210812", Some("2021-08-12"), true),
            ("12082021", Some("2021-08-12"), true),
            ("20102011", Some("2011-10-20"), true),
            ("2019-2021", Some("2019..2021"), true),
            ("2019 - 2021", Some("2019..2021"), true),
            ("2019 t/m 2021", Some("2019..2021"), true),
            ("2021-13", None, false),
            ("2021-02-30", None, false),
            ("13-2021", None, false),
            ("1234567890", None, false),
            ("12", None, false),
        ] {
            let period = Period::read(text);
            assert_eq!(period.map(|period| period.to_string()).as_deref(), expected, "{text}");
            assert_eq!(period.is_some_and(|period| period.is_loose), is_loose, "{text}");
        }
    }
}
