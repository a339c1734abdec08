//! Which positions are asked for, beside what they are about.

use jiff::civil::Date;

use super::filter::FilterError;
use crate::analysis::fold::fold;
use crate::document::PartialDate;
use crate::passage::{Direction, Position, PositionKind};

/// Values as typed. Values of one filter: any of them; different filters: all of them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PositionArguments {
    /// Words of the name of the holder.
    pub holders: Vec<String>,
    /// Kinds, in either language.
    pub kinds: Vec<String>,
    /// Directions, in either language.
    pub directions: Vec<String>,
    /// Day that all lie before, ISO, possibly partial.
    pub before: Option<String>,
}

/// Filters of positions, looked up. Empty lists do not filter.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PositionFilter {
    /// For each holder asked for the words of its name, folded; all of them. `raad` is a word of `gemeenteraad` too.
    pub holders: Vec<Vec<String>>,
    /// Kinds.
    pub kinds: Vec<PositionKind>,
    /// Directions.
    pub directions: Vec<Direction>,
    /// First day.
    pub since: Option<PartialDate>,
    /// Last day, inclusive.
    pub until: Option<PartialDate>,
    /// Day that all lie before: what cannot be dated before it is left out.
    pub before: Option<PartialDate>,
}

impl PositionFilter {
    /// Looks values up; the period is that of the filters of the search.
    ///
    /// # Errors
    /// An unknown kind or direction, and a date that is none.
    pub fn look_up(
        arguments: &PositionArguments,
        since: Option<PartialDate>,
        until: Option<PartialDate>,
    ) -> Result<Self, FilterError> {
        let words = |name: &String| -> Vec<String> {
            fold(name)
                .split(|c: char| !c.is_alphanumeric())
                .filter(|word| !word.is_empty())
                .map(str::to_owned)
                .collect()
        };
        Ok(Self {
            holders: arguments.holders.iter().map(words).collect(),
            kinds: super::filter::listed(&arguments.kinds, "kinds of positions")?,
            directions: super::filter::listed(&arguments.directions, "directions")?,
            since,
            until,
            before: super::filter::parsed_date(arguments.before.as_deref(), "--before")?,
        })
    }

    /// Whether the day of a position matters.
    pub fn is_dated(&self) -> bool {
        self.since.is_some() || self.until.is_some() || self.before.is_some()
    }

    /// The last day on which something may begin; `None` for any.
    pub fn last_day(&self) -> Option<Date> {
        let before = self.before.map(|before| before.first_day().yesterday().unwrap_or(Date::MIN));
        [self.until.map(PartialDate::last_day), before].into_iter().flatten().min()
    }

    /// Whether it lets a position through, but for its day.
    pub fn lets_through(&self, position: &Position) -> bool {
        let is_kind = self.kinds.is_empty() || self.kinds.contains(&position.kind);
        let is_direction = self.directions.is_empty() || self.directions.contains(&position.direction);
        is_kind && is_direction && (self.holders.is_empty() || self.is_held(&position.holder.name))
    }

    fn is_held(&self, name: &str) -> bool {
        let name = fold(name);
        self.holders.iter().any(|words| words.iter().all(|word| name.contains(word.as_str())))
    }

    /// Whether its day lies in the period; one that is known in part counts where it touches it.
    pub fn is_in_period(&self, date: PartialDate) -> bool {
        self.since.is_none_or(|since| date.last_day() >= since.first_day())
            && self.last_day().is_none_or(|last| date.first_day() <= last)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::passage::Holder;

    fn filter(arguments: PositionArguments) -> PositionFilter {
        PositionFilter::look_up(&arguments, None, None).unwrap()
    }

    fn position(holder: &str) -> Position {
        Position {
            bytes: 0..1,
            holder: Holder { name: holder.into(), body: None, of: None },
            kind: PositionKind::Opinion,
            direction: Direction::Conditional,
            date: None,
            is_reported: false,
            confidence: 1.0,
        }
    }

    #[test]
    fn a_holder_is_found_by_words_of_its_name() {
        let held = |asked: &str, holder: &str| {
            let holders = vec![asked.to_owned()];
            filter(PositionArguments { holders, ..Default::default() }).lets_through(&position(holder))
        };
        assert!(held("Súdwest-fryslân", "college van Súdwest-Fryslân"));
        assert!(held("raad", "gemeenteraad Hoorn") && held("hoorn GEMEENTERAAD", "gemeenteraad Hoorn"));
        assert!(!held("college Hoorn", "gemeenteraad Hoorn"));
    }

    #[test]
    fn kinds_and_directions_are_closed_lists_in_both_languages() {
        let arguments = |kind: &str, direction: &str| PositionArguments {
            kinds: vec![kind.into()],
            directions: vec![direction.into()],
            ..Default::default()
        };
        assert!(filter(arguments("zienswijze", "conditional")).lets_through(&position("x")));
        assert!(filter(arguments("opinion", "voorwaardelijk")).lets_through(&position("x")));
        assert!(!filter(arguments("besluit", "conditional")).lets_through(&position("x")));
        assert!(!filter(arguments("opinion", "tegen")).lets_through(&position("x")));
        let error = PositionFilter::look_up(&arguments("zienswijs", "for"), None, None).unwrap_err();
        assert_eq!(error.to_string(), "zienswijs is not a kind of position");
        assert_eq!(error.hint.as_deref(), Some("did you mean zienswijze?"));
    }

    #[test]
    fn what_may_have_been_before_a_day_was_before_it() {
        let before = |day: &str| filter(PositionArguments { before: Some(day.into()), ..Default::default() });
        let is_before = |day: &str, date: &str| before(day).is_in_period(date.parse().unwrap());
        assert!(is_before("2020", "2019-12-31") && !is_before("2020", "2020-01-01"));
        assert!(is_before("2020-07-01", "2020") && !is_before("2020-01-01", "2020"));
        let mut period = before("2020-06");
        period.since = Some("2020".parse().unwrap());
        assert!(period.is_in_period("2020-05-31".parse().unwrap()));
        assert!(!period.is_in_period("2019-05-31".parse().unwrap()));
        assert!(!period.is_in_period("2020-06-01".parse().unwrap()));
    }
}
