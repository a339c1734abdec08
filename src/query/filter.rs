//! Which documents may answer: municipality, arrangement, subject, kind, period, root.

use super::in_short;
use crate::document::{
    Body, DocumentKind, Listed, Municipality, PartialDate, Theme, find_arrangement, find_municipality, nearest_name,
    suggest_municipality,
};
use crate::index::{fold_name, municipality_term};
use crate::passage::Role;

/// Filter values as typed. Values of one filter: any of them; different filters: all of them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FilterArguments {
    /// Names of municipalities.
    pub municipalities: Vec<String>,
    /// Whether municipalities that went into these are left out.
    pub exact_municipality: bool,
    /// Names of arrangements.
    pub arrangements: Vec<String>,
    /// Words that the subject holds.
    pub subjects: Vec<String>,
    /// Kinds, in either language.
    pub kinds: Vec<String>,
    /// Bodies, in either language.
    pub bodies: Vec<String>,
    /// Themes, in either language.
    pub themes: Vec<String>,
    /// Roles of passages, in either language.
    pub roles: Vec<String>,
    /// First day, ISO, possibly partial.
    pub since: Option<String>,
    /// Last day, ISO, possibly partial; inclusive.
    pub until: Option<String>,
    /// Names of roots.
    pub roots: Vec<String>,
}

/// Filters, looked up and ready to be applied. Empty lists do not filter.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filters {
    /// Terms of [`Fields::municipality`](crate::index::Fields::municipality).
    pub municipalities: Vec<String>,
    /// Municipalities that went into those asked for, over any number of mergers.
    pub predecessors: Vec<PredecessorTerm>,
    /// Terms of [`Fields::arrangement`](crate::index::Fields::arrangement).
    pub arrangements: Vec<String>,
    /// Texts whose words the subject must all hold.
    pub subjects: Vec<String>,
    /// Kinds.
    pub kinds: Vec<DocumentKind>,
    /// Bodies that wrote it.
    pub bodies: Vec<Body>,
    /// Themes.
    pub themes: Vec<Theme>,
    /// Roles of passages.
    pub roles: Vec<Role>,
    /// First day.
    pub since: Option<PartialDate>,
    /// Last day, inclusive.
    pub until: Option<PartialDate>,
    /// Names of roots.
    pub roots: Vec<String>,
}

/// A municipality that is found because it went into one that was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PredecessorTerm {
    /// Term of [`Fields::municipality`](crate::index::Fields::municipality).
    pub term: String,
    /// Name of the municipality that was asked for.
    pub of: String,
    /// Whether only a part of it came there.
    pub in_part: bool,
}

/// A filter value that means nothing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct FilterError {
    /// What was found where what was expected.
    pub message: String,
    /// What to write instead.
    pub hint: Option<String>,
    /// The same in short, where it is long.
    pub short_hint: Option<String>,
}

impl FilterError {
    fn new(message: String, hint: Option<String>) -> Self {
        Self { message, hint, short_hint: None }
    }
}

/// Names of a list that are told where there is no room for all.
const FIRST_NAMES: usize = 6;

impl Filters {
    /// Looks filter values up. `known_roots` are the roots of the index. Also gives warnings for the user.
    ///
    /// # Errors
    /// An unknown municipality, kind or root, and a date that is none, with the nearest known value.
    pub fn look_up(arguments: &FilterArguments, known_roots: &[String]) -> Result<(Self, Vec<String>), FilterError> {
        let mut warnings = Vec::new();
        let mut filters = Self { subjects: arguments.subjects.clone(), ..Self::default() };
        for name in &arguments.municipalities {
            let found = find_municipality(name);
            if found.is_empty() {
                let hint = suggest_municipality(name).map(|near| format!("did you mean {near}?"));
                return Err(FilterError::new(format!("{} is not the name of a municipality", in_short(name)), hint));
            }
            if found.len() > 1 {
                let names: Vec<&str> = found.iter().map(|m| m.name).collect();
                warnings.push(format!(
                    "{name} is the name of {} municipalities; all are meant: {}",
                    found.len(),
                    names.join(", ")
                ));
            }
            filters.municipalities.extend(found.iter().map(|m| municipality_term(m.name, Some(m.code))));
            if !arguments.exact_municipality {
                filters.predecessors.extend(found.iter().flat_map(|m| predecessor_terms(m)));
            }
        }
        for name in &arguments.arrangements {
            // Not a closed list: what no list knows is looked for as it was typed.
            filters.arrangements.push(fold_name(find_arrangement(name).map_or(name.as_str(), |known| known.name)));
        }
        for kind in &arguments.kinds {
            let parsed = kind.parse().map_err(|_| {
                let message = format!("{} is not a kind of document", in_short(kind));
                if let Some(near) = DocumentKind::suggest(kind) {
                    return FilterError::new(message, Some(format!("did you mean {near}?")));
                }
                let names = DocumentKind::ALL.map(|kind| match (kind.as_str(), kind.dutch()) {
                    (english, dutch) if english == dutch => english.to_owned(),
                    (english, dutch) => format!("{english} ({dutch})"),
                });
                let short_hint = Some(first_names("kinds", DocumentKind::ALL.iter().map(|kind| kind.dutch())));
                FilterError { message, hint: Some(format!("kinds are {}", names.join(", "))), short_hint }
            })?;
            filters.kinds.push(parsed);
        }
        filters.bodies = listed(&arguments.bodies, "bodies")?;
        filters.themes = listed(&arguments.themes, "themes")?;
        filters.roles = listed(&arguments.roles, "roles")?;
        filters.since = parsed_date(arguments.since.as_deref(), "--since")?;
        filters.until = parsed_date(arguments.until.as_deref(), "--until")?;
        if let (Some(since), Some(until)) = (filters.since, filters.until)
            && since.first_day() > until.last_day()
        {
            let message = format!("the period from {since} until {until} holds no day");
            return Err(FilterError::new(message, Some("exchange the two dates".into())));
        }
        for root in &arguments.roots {
            if !known_roots.contains(root) {
                let near = nearest_name(root, known_roots.iter().map(String::as_str));
                let hint = near.map(|near| format!("did you mean {near}?")).or_else(|| {
                    (!known_roots.is_empty()).then(|| format!("roots of this index are {}", known_roots.join(", ")))
                });
                return Err(FilterError::new(format!("{} is not the name of a root", in_short(root)), hint));
            }
            filters.roots.push(root.clone());
        }
        Ok((filters, warnings))
    }

    /// For whom a document of these municipalities was found, where not for itself: names and codes, as in its record.
    pub fn predecessor_among(&self, municipalities: &[(String, Option<String>)]) -> Option<&PredecessorTerm> {
        let terms: Vec<String> =
            municipalities.iter().map(|(name, code)| municipality_term(name, code.as_deref())).collect();
        if terms.iter().any(|term| self.municipalities.contains(term)) {
            return None;
        }
        let mut found = self.predecessors.iter().filter(|predecessor| terms.contains(&predecessor.term));
        let first = found.clone().next();
        found.find(|predecessor| !predecessor.in_part).or(first)
    }

    /// Whether the period matters.
    pub fn is_dated(&self) -> bool {
        self.since.is_some() || self.until.is_some()
    }

    /// The same filters without the period.
    #[must_use]
    pub fn without_dates(&self) -> Self {
        Self { since: None, until: None, ..self.clone() }
    }

    /// Each filter that is set, by the name of its option, with those that are left when it is dropped.
    pub fn each_dropped(&self) -> Vec<(&'static str, Self)> {
        let period = match (self.since, self.until) {
            (_, None) => "--since",
            (None, _) => "--until",
            _ => "--since and --until",
        };
        let dropped = [
            ("--municipality", Self { municipalities: Vec::new(), predecessors: Vec::new(), ..self.clone() }),
            ("--arrangement", Self { arrangements: Vec::new(), ..self.clone() }),
            ("--subject", Self { subjects: Vec::new(), ..self.clone() }),
            ("--kind", Self { kinds: Vec::new(), ..self.clone() }),
            ("--body", Self { bodies: Vec::new(), ..self.clone() }),
            ("--theme", Self { themes: Vec::new(), ..self.clone() }),
            ("--role", Self { roles: Vec::new(), ..self.clone() }),
            (period, self.without_dates()),
            ("--root", Self { roots: Vec::new(), ..self.clone() }),
        ];
        dropped.into_iter().filter(|(_, others)| others != self).collect()
    }

    /// Nothing but the filter of an option, by the name that [`each_dropped`](Self::each_dropped) gives it.
    #[must_use]
    pub fn only(&self, option: &str) -> Self {
        let mut left = self.clone();
        for (other, _) in self.each_dropped().into_iter().filter(|(other, _)| *other != option) {
            let dropped = left.each_dropped().into_iter().find(|(name, _)| *name == other);
            left = dropped.map_or(left, |(_, without)| without);
        }
        left
    }

    /// Whether nothing is filtered.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

fn predecessor_terms(municipality: &Municipality) -> impl Iterator<Item = PredecessorTerm> + use<> {
    let of = municipality.name.to_owned();
    municipality.predecessors().into_iter().map(move |earlier| PredecessorTerm {
        term: municipality_term(earlier.municipality.name, Some(earlier.municipality.code)),
        of: of.clone(),
        in_part: earlier.in_part,
    })
}

/// The first names of a list, and how many there are.
fn first_names<'a>(all: &str, names: impl ExactSizeIterator<Item = &'a str>) -> String {
    let of = names.len();
    let shown: Vec<&str> = names.take(FIRST_NAMES).collect();
    let more =
        if of > shown.len() { format!(", … ({of} in all; griffie help query names them)") } else { String::new() };
    format!("{all} are {}{more}", shown.join(", "))
}

/// Values of a closed list.
pub(super) fn listed<T: Listed>(typed: &[String], all: &str) -> Result<Vec<T>, FilterError> {
    let read = |name: &String| {
        T::read(name).ok_or_else(|| {
            let message = format!("{} is not {}", in_short(name), T::WHAT);
            if let Some(near) = T::suggest(name) {
                return FilterError::new(message, Some(format!("did you mean {near}?")));
            }
            let short_hint = Some(first_names(all, T::NAMES.iter().map(|(value, ..)| value.dutch())));
            FilterError { message, hint: Some(format!("{all} are {}", T::all_names())), short_hint }
        })
    };
    typed.iter().map(read).collect()
}

/// A date as typed.
pub(super) fn parsed_date(text: Option<&str>, option: &str) -> Result<Option<PartialDate>, FilterError> {
    text.map(|text| {
        text.parse().map_err(|_| {
            let hint = "write a year, month or day as 2021, 2021-08 or 2021-08-12";
            FilterError::new(format!("{option} {} is not a date", in_short(text)), Some(hint.into()))
        })
    })
    .transpose()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn look_up(arguments: FilterArguments) -> Result<(Filters, Vec<String>), FilterError> {
        Filters::look_up(&arguments, &["corpus".to_owned()])
    }

    #[test]
    fn names_are_looked_up_in_closed_lists() {
        let (filters, warnings) =
            look_up(FilterArguments { municipalities: vec!["hoorn".into(), "Bergen".into()], ..Default::default() })
                .unwrap();
        assert_eq!(filters.municipalities.len(), 3);
        assert!(warnings[0].contains("Bergen (NH)"), "{warnings:?}");
        let error =
            look_up(FilterArguments { municipalities: vec!["Heilo".into()], ..Default::default() }).unwrap_err();
        assert_eq!(error.hint.as_deref(), Some("did you mean Heiloo?"));
        let error = look_up(FilterArguments { kinds: vec!["zienswijs".into()], ..Default::default() }).unwrap_err();
        assert_eq!(error.hint.as_deref(), Some("did you mean zienswijze?"));
        let hint = |kind: &str| {
            let kinds = FilterArguments { kinds: vec![kind.into()], ..Default::default() };
            look_up(kinds).unwrap_err().hint.unwrap_or_default()
        };
        assert_eq!(hint("brieven"), "did you mean brief?");
        assert_eq!(hint("letters"), "did you mean letter?");
        assert!(hint("gedicht").starts_with("kinds are letter (brief), "), "{}", hint("gedicht"));
        assert!(look_up(FilterArguments { roots: vec!["elders".into()], ..Default::default() }).is_err());
    }

    #[test]
    fn municipalities_bring_those_that_went_into_them() {
        let asked = |name: &str, exact: bool| {
            let arguments = FilterArguments {
                municipalities: vec![name.into()],
                exact_municipality: exact,
                ..FilterArguments::default()
            };
            look_up(arguments).unwrap().0
        };
        let of = |filters: &Filters, code: &str| {
            let found = filters.predecessor_among(&[("x".to_owned(), Some(code.to_owned()))]);
            found.map(|predecessor| (predecessor.of.clone(), predecessor.in_part))
        };
        let filters = asked("Dijk en Waard", false);
        assert_eq!(of(&filters, "GM0398"), Some(("Dijk en Waard".to_owned(), false)));
        assert_eq!(of(&filters, "GM1980"), None, "it was found for itself");
        assert_eq!(of(&asked("Dijk en Waard", true), "GM0398"), None);
        assert_eq!(of(&asked("Westerkwartier", false), "GM0053"), Some(("Westerkwartier".to_owned(), true)));
        assert_eq!(of(&asked("Heerhugowaard", false), "GM1980"), None, "what came later is another municipality");
    }

    #[test]
    fn bodies_themes_and_roles_are_closed_lists() {
        let arguments = FilterArguments {
            bodies: vec!["raad".into(), "executive-board".into()],
            themes: vec!["Armoede".into()],
            roles: vec!["toezegging".into()],
            ..Default::default()
        };
        let (filters, _) = look_up(arguments).unwrap();
        assert_eq!(filters.bodies, [Body::Council, Body::ExecutiveBoard]);
        assert_eq!((filters.themes, filters.roles), (vec![Theme::Poverty], vec![Role::Commitment]));
        let refused = |arguments: FilterArguments| {
            let error = look_up(arguments).unwrap_err();
            format!("{}; {}", error.message, error.hint.unwrap_or_default())
        };
        let wrong = FilterArguments { bodies: vec!["colege".into()], ..Default::default() };
        assert_eq!(refused(wrong), "colege is not a body; did you mean college?");
        let wrong = FilterArguments { themes: vec!["jeugt".into()], ..Default::default() };
        assert_eq!(refused(wrong), "jeugt is not a theme; did you mean jeugd?");
        let wrong = FilterArguments { roles: vec!["gedicht".into()], ..Default::default() };
        assert!(refused(wrong).starts_with("gedicht is not a role of a passage; roles are decision (besluit), "));
    }

    #[test]
    fn each_filter_that_is_set_can_be_dropped() {
        let (filters, _) = look_up(FilterArguments {
            kinds: vec!["motie".into()],
            until: Some("2021".into()),
            roots: vec!["corpus".into()],
            ..Default::default()
        })
        .unwrap();
        let dropped = filters.each_dropped();
        assert_eq!(dropped.iter().map(|(option, _)| *option).collect::<Vec<_>>(), ["--kind", "--until", "--root"]);
        assert!(dropped[1].1.until.is_none() && !dropped[1].1.kinds.is_empty());
        assert!(Filters::default().each_dropped().is_empty());
    }

    #[test]
    fn dates_are_checked() {
        let dated = |since: &str, until: &str| {
            look_up(FilterArguments { since: Some(since.into()), until: Some(until.into()), ..Default::default() })
        };
        assert!(dated("2021", "2021-08-12").is_ok());
        assert!(dated("2021-09", "2021-08").is_err());
        assert!(dated("gisteren", "2021").is_err());
    }
}
