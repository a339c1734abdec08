//! What `search` and `facets` have in common: which passages are asked for, and what has to be said about that.

use std::borrow::Cow;

use super::CliError;
use super::args::FilterOptions;
use super::emptied::Emptied;
use crate::analysis::Analyzer;
use crate::config::Config;
use crate::index::Snapshot;
use crate::query::synonym::Synonyms;
use crate::query::{ExpandedQuery, FilterArguments, Filters, ParsedQuery, Understood, parse, understand};
use crate::rank::{Partial, Ranking, Tally};

/// Looks filter values up; a value that means nothing is wrong usage.
pub(super) fn look_up(typed: &FilterArguments, roots: &[String]) -> Result<(Filters, Vec<String>), CliError> {
    Filters::look_up(typed, roots).map_err(|error| CliError::usage(error.message, error.hint))
}

/// The filters as typed.
pub(super) fn filter_arguments(options: &FilterOptions) -> FilterArguments {
    FilterArguments {
        municipalities: options.municipality.clone(),
        exact_municipality: options.exact_municipality,
        arrangements: options.arrangement.clone(),
        subjects: options.subject.clone(),
        bodies: options.body.clone(),
        kinds: options.kind.clone(),
        themes: options.theme.clone(),
        roles: options.role.clone(),
        since: options.since.clone(),
        until: options.until.clone(),
        roots: options.root.clone(),
    }
}

/// Under `--strict` what can be read in two ways is refused before an index is opened.
pub(super) fn refuse_doubtful(qid: Option<&str>, query: &str) -> Result<(), CliError> {
    match parse(query).remarks.first() {
        Some(remark) => Err(refused(qid, &remark.told(query))),
        None => Ok(()),
    }
}

fn refused(qid: Option<&str>, doubt: &str) -> CliError {
    let of = qid.map(|qid| format!(" {qid}")).unwrap_or_default();
    CliError::usage(
        format!("the query{of} is refused: {doubt}"),
        Some("griffie help query tells what can be typed".into()),
    )
}

/// An index and what narrows all that is asked of it.
pub(super) struct Asking<'a> {
    pub snapshot: &'a Snapshot,
    pub filters: Filters,
    typed: &'a FilterArguments,
    /// Remarks on the filters.
    pub warnings: Vec<String>,
    pub partial: Partial,
    strict: bool,
    analyzer: Analyzer,
    synonyms: Cow<'a, Synonyms>,
}

/// A query as it was understood.
pub(super) struct Asked {
    parsed: ParsedQuery,
    pub query: ExpandedQuery,
    remarks: Vec<String>,
    /// Remarks that are worth telling where nothing is found.
    remarks_if_empty: Vec<String>,
}

/// What was found, as far as it calls for a remark.
pub(super) struct Found {
    passages: usize,
    undated: usize,
    is_cut: bool,
}

impl From<&Ranking> for Found {
    fn from(ranking: &Ranking) -> Self {
        Self { passages: ranking.total_passages, undated: ranking.undated, is_cut: ranking.is_cut }
    }
}

impl From<&Tally> for Found {
    fn from(tally: &Tally) -> Self {
        Self { passages: tally.total.passages, undated: tally.undated, is_cut: tally.is_cut }
    }
}

impl<'a> Asking<'a> {
    /// Of an index, with filters that its roots are known to.
    ///
    /// # Errors
    /// A filter value that means nothing.
    pub fn new(
        snapshot: &'a Snapshot,
        typed: &'a FilterArguments,
        config: &'a Config,
        partial: Partial,
        strict: bool,
    ) -> Result<Self, CliError> {
        let roots: Vec<String> = snapshot.payload().roots.iter().map(|(name, _)| name.clone()).collect();
        let (filters, warnings) = look_up(typed, &roots)?;
        let analyzer = Analyzer::default();
        let synonyms = config.synonyms_for_search(&analyzer);
        Ok(Self { snapshot, filters, typed, warnings, partial, strict, analyzer, synonyms })
    }

    /// Reads a query.
    ///
    /// # Errors
    /// Under `--strict` one that can be read in two ways.
    pub fn understand(&self, qid: Option<&str>, query: &str) -> Result<Asked, CliError> {
        let parsed = parse(query);
        let Understood { query, doubts, notes, notes_if_empty } =
            understand(&parsed, &self.analyzer, &self.synonyms, self.snapshot)?;
        if self.strict
            && let Some(doubt) = doubts.first()
        {
            return Err(refused(qid, doubt));
        }
        let remarks = doubts.into_iter().chain(notes).collect();
        Ok(Asked { parsed, query, remarks, remarks_if_empty: notes_if_empty })
    }

    /// What the reader should know; `asked` is `None` where all passages are meant.
    ///
    /// # Errors
    /// Where the index cannot be read.
    pub fn remarks_on(&self, asked: Option<&Asked>, found: &Found) -> Result<Vec<String>, CliError> {
        let mut warnings = self.warnings.clone();
        warnings.extend(asked.iter().flat_map(|asked| &asked.remarks).cloned());
        if asked.is_some_and(|asked| asked.query.is_empty()) {
            warnings.push("the query holds no words; type what you look for".to_owned());
        }
        if found.undated > 0 {
            let passages = match found.undated {
                1 => "1 matching passage has".to_owned(),
                n => format!("{n} matching passages have"),
            };
            warnings.push(format!("{passages} no known date and cannot be placed in the period"));
        }
        if found.is_cut {
            warnings.push(
                "the query asks for more places than are looked at; give rarer words or fewer of them".to_owned(),
            );
        }
        if found.passages == 0 {
            warnings.extend(asked.iter().flat_map(|asked| &asked.remarks_if_empty).cloned());
            let narrows = asked.is_some_and(|asked| !asked.query.conditions.is_empty()) || !self.filters.is_empty();
            if narrows {
                let asked = asked.map(|asked| (&asked.parsed, &asked.query));
                let (filters, typed) = (&self.filters, self.typed);
                let emptied = Emptied { snapshot: self.snapshot, asked, filters, typed, partial: self.partial };
                warnings.extend(emptied.told()?);
            }
        }
        Ok(warnings)
    }
}
