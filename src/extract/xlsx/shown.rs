//! Numbers as a spreadsheet shows them: with a comma, in euros, as a share, as a date.

use jiff::civil::{self, Date};

use crate::months::MONTHS;

/// Longest code of a format that is read, in bytes.
const MAX_CODE: usize = 255;
/// Digits of a number that nothing is said of; more are an artefact of how it was computed.
const DIGITS: usize = 11;
/// Digits behind the comma.
const MAX_DECIMALS: usize = 15;
/// Numbers from here on are no days that a calendar knows, and are written without their digits.
const MAX_NUMBER: f64 = 1e15;

/// How a number is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Look {
    /// As it is.
    General,
    Number {
        decimals: usize,
        has_groups: bool,
        is_share: bool,
        /// Thousands that are left out at its end.
        thousands: u32,
        /// `€`, or nothing.
        sign: Option<char>,
    },
    Date {
        /// Whether day, month and year are shown.
        parts: (bool, bool, bool),
        has_time: bool,
    },
    /// Hours beyond a day.
    Duration,
}

impl Look {
    /// Formats that have a number and no code.
    pub(super) fn built_in(id: u32) -> Self {
        let code = match id {
            1 => "0",
            2 => "0.00",
            3 | 37 | 38 => "#,##0",
            4 | 39 | 40 => "#,##0.00",
            9 => "0%",
            10 => "0.00%",
            14 | 15 | 27..=31 | 36 | 50..=58 => "d-m-yyyy",
            16 => "d-mmm",
            17 => "mmm-yy",
            18..=21 | 32..=35 | 45 | 47 => "h:mm",
            22 => "d-m-yyyy h:mm",
            41 => "#,##0",
            42 => "€ #,##0",
            43 => "#,##0.00",
            44 => "€ #,##0.00",
            46 => "[h]:mm",
            _ => "General",
        };
        Self::of(code)
    }

    /// Reads the code of a format; of its sections the first tells, for positive numbers.
    pub(super) fn of(code: &str) -> Self {
        let code = &code[..code.floor_char_boundary(MAX_CODE)];
        let Signs { signs, currency, has_hours } = Signs::of(code);
        let letters = signs.to_ascii_lowercase();
        if letters.contains("general") || letters.contains("standaard") || letters.contains('@') {
            return Self::General;
        }
        if has_hours {
            return Self::Duration;
        }
        let has = |letter: char| letters.contains(letter);
        let has_time = has('h') || has('s') || has('u');
        // `m` beside hours is minutes.
        let parts = (has('d'), has('m') && !(has_time && !has('d') && !has('y')), has('y') || has('j'));
        if parts.0 || parts.1 || parts.2 || has_time {
            return Self::Date { parts, has_time };
        }
        let is_place = |c: char| matches!(c, '0' | '#' | '?');
        let Some(last) = signs.rfind(is_place) else { return Self::General };
        // Scientific and broken numbers.
        if has('e') || has('/') {
            return Self::General;
        }
        let (places, after) = signs.split_at(last + 1);
        let decimals = places.rfind('.').map_or(0, |at| places[at..].chars().filter(|c| is_place(*c)).count());
        let thousands = after.chars().take_while(|c| *c == ',').count().min(4) as u32;
        let has_groups = places.trim_matches(|c| !is_place(c)).contains(',');
        let decimals = decimals.min(MAX_DECIMALS);
        Self::Number { decimals, has_groups, is_share: has('%'), thousands, sign: currency }
    }

    /// What is shown of a number. Days are counted from 1900, or from 1904.
    pub(super) fn show(&self, number: f64, since_1904: bool) -> String {
        match *self {
            Self::Number { decimals, has_groups, is_share, thousands, sign } if number.abs() < MAX_NUMBER => {
                let shown = number * if is_share { 100.0 } else { 1.0 } / 1000_f64.powi(thousands as i32);
                let text = with_comma(&format!("{:.decimals$}", shown.abs()), has_groups);
                // What is rounded to nothing has no sign.
                let minus = if shown < 0.0 && text.contains(|c: char| ('1'..='9').contains(&c)) { "-" } else { "" };
                let before = sign.map(|sign| format!("{sign} ")).unwrap_or_default();
                format!("{before}{minus}{text}{}", if is_share { "%" } else { "" })
            }
            Self::Date { parts, has_time } => {
                date(number, since_1904, parts, has_time).unwrap_or_else(|| general(number))
            }
            Self::Duration if (0.0..MAX_NUMBER).contains(&number) => {
                let minutes = (number * 24.0 * 60.0).round() as u64;
                format!("{}:{:02}", minutes / 60, minutes % 60)
            }
            _ => general(number),
        }
    }
}

/// What a code says beside what it shows as it stands.
struct Signs {
    signs: String,
    currency: Option<char>,
    /// `[h]`: hours beyond a day.
    has_hours: bool,
}

impl Signs {
    fn of(code: &str) -> Self {
        let (mut signs, mut currency, mut has_hours) = (String::new(), None, false);
        let mut chars = code.chars();
        while let Some(c) = chars.next() {
            match c {
                ';' => break,
                // Shown as it stands: a text, a sign, the width of a sign, a sign that fills the cell.
                '"' => {
                    let text: String = chars.by_ref().take_while(|c| *c != '"').collect();
                    currency = currency.or_else(|| text.chars().find(|c| *c == '€'));
                }
                '\\' | '_' | '*' => {
                    let shown = chars.next();
                    currency = currency.or(shown.filter(|shown| *shown == '€' && c == '\\'));
                }
                // A colour, a condition, a currency, hours.
                '[' => {
                    let inner: String = chars.by_ref().take_while(|c| *c != ']').collect();
                    currency = currency.or_else(|| inner.chars().find(|c| *c == '€'));
                    let is_unit = |unit: char| inner.chars().all(|c| c.eq_ignore_ascii_case(&unit));
                    has_hours |= !inner.is_empty() && (is_unit('h') || is_unit('u') || is_unit('m') || is_unit('s'));
                }
                '€' => currency = Some(c),
                c => signs.push(c),
            }
        }
        Self { signs, currency, has_hours }
    }
}

/// A number as it is, without digits that computing left.
fn general(number: f64) -> String {
    if number == 0.0 {
        return "0".to_owned();
    }
    let size = number.abs().log10().floor();
    if !(-9.0..15.0).contains(&size) {
        return format!("{number:e}").replace('.', ",");
    }
    let decimals = (DIGITS as f64 - 1.0 - size).clamp(0.0, MAX_DECIMALS as f64) as usize;
    let text = format!("{number:.decimals$}");
    let text = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
    with_comma(text, false)
}

/// `1234.5` as it is written in Dutch: `1.234,5`.
fn with_comma(number: &str, has_groups: bool) -> String {
    let (whole, part) = number.split_once('.').unwrap_or((number, ""));
    let mut text = String::with_capacity(number.len() + 8);
    for (at, digit) in whole.chars().enumerate() {
        if has_groups && at > 0 && (whole.len() - at).is_multiple_of(3) {
            text.push('.');
        }
        text.push(digit);
    }
    if !part.is_empty() {
        text.push(',');
        text.push_str(part);
    }
    text
}

fn date(number: f64, since_1904: bool, (day, month, year): (bool, bool, bool), has_time: bool) -> Option<String> {
    // The last day that a sheet can hold is in the year 9999.
    if !(0.0..2_958_466.0).contains(&number) {
        return None;
    }
    let minutes = (number.fract() * 24.0 * 60.0).round() as i64;
    let time = format!("{}:{:02}", minutes / 60 % 24, minutes % 60);
    if !(day || month || year) {
        return Some(time);
    }
    let date = calendar_day(number.trunc() as i32 + i32::from(minutes == 24 * 60), since_1904)?;
    let name = MONTHS.get(usize::try_from(date.month()).ok()?.checked_sub(1)?)?;
    let mut shown = match (day, month, year) {
        (true, _, true) => format!("{:02}-{:02}-{:04}", date.day(), date.month(), date.year()),
        (false, true, true) => format!("{name} {:04}", date.year()),
        (true, ..) => format!("{} {name}", date.day()),
        (false, true, false) => (*name).to_owned(),
        _ => format!("{:04}", date.year()),
    };
    if has_time {
        shown.push_str(&format!(" {time}"));
    }
    Some(shown)
}

/// The day of a number. Spreadsheets hold 1900 for a leap year, so that days before March of it are one further.
fn calendar_day(number: i32, since_1904: bool) -> Option<Date> {
    let (first, number) = match (since_1904, number) {
        (true, number) => (civil::date(1904, 1, 1), number),
        (false, 61..) => (civil::date(1899, 12, 30), number),
        (false, number) => (civil::date(1899, 12, 31), number),
    };
    first.checked_add(jiff::Span::new().try_days(number).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(code: &str, number: f64) -> String {
        Look::of(code).show(number, false)
    }

    #[test]
    fn numbers_are_written_in_dutch_as_their_format_says() {
        for (code, number, expected) in [
            ("General", 85_000.0, "85000"),
            ("General", 0.1 + 0.2, "0,3"),
            ("General", -1.5, "-1,5"),
            ("General", 1e20, "1e20"),
            ("0", 2.6, "3"),
            ("#,##0", 1_234_567.0, "1.234.567"),
            ("#,##0.00", -1_234.5, "-1.234,50"),
            ("#,##0;[Red]-#,##0", -12.0, "-12"),
            ("0.0%", 0.125, "12,5%"),
            ("0%", -0.001, "0%"),
            ("\"€\" #,##0.00", 5.0, "€ 5,00"),
            ("_ [$€-413] * #,##0_ ;_ [$€-413] * -#,##0_ ", 1500.0, "€ 1.500"),
            ("#,##0,", 1_500_000.0, "1.500"),
            ("\"ca. \"0", 7.0, "7"),
            ("@", 7.0, "7"),
            ("0.00E+00", 7.5, "7,5"),
            ("", 7.5, "7,5"),
        ] {
            assert_eq!(shown(code, number), expected, "{code}");
        }
    }

    #[test]
    fn days_are_dates_where_their_format_says_so() {
        for (code, number, expected) in [
            ("d-m-yyyy", 46_093.0, "12-03-2026"),
            ("dd/mm/yy", 1.0, "01-01-1900"),
            ("yyyy-mm-dd h:mm", 46_093.5, "12-03-2026 12:00"),
            ("[$-413]d mmmm yyyy;@", 46_093.0, "12-03-2026"),
            ("mmm-yy", 46_093.0, "maart 2026"),
            ("d mmmm", 46_093.0, "12 maart"),
            ("mmmm", 46_093.0, "maart"),
            ("yyyy", 46_093.0, "2026"),
            ("h:mm", 0.604_17, "14:30"),
            ("[h]:mm", 1.5, "36:00"),
            ("d-m-yyyy", -4.0, "-4"),
            ("d-m-yyyy", 1e9, "1000000000"),
        ] {
            assert_eq!(shown(code, number), expected, "{code}");
        }
        assert_eq!(Look::built_in(14).show(44_631.0, true), "12-03-2026");
    }

    #[test]
    fn whatever_the_code_and_the_number_something_is_shown() {
        for code in ["\"", "[", "\\", ";;;", "0,,,,,,,,,0", "€", "%%%", "#.################################"] {
            for number in [0.0, -0.0, 1.0, -1e300, 1e-300, f64::MAX, 2_958_465.999_999] {
                assert!(!shown(code, number).is_empty(), "{code} {number}");
            }
        }
    }
}
