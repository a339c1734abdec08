//! Filters as queries of the engine.

use std::ops::Bound;

use jiff::civil::Date;
use tantivy::Term;
use tantivy::query::{BooleanQuery, Occur, Query, QueryClone, RangeQuery, TermQuery};
use tantivy::schema::{Field, IndexRecordOption};

use super::select::Selected;
use crate::analysis::Analyzer;
use crate::document::{Listed, PartialDate};
use crate::index::schema::{UNDATED, record};
use crate::index::{Fields, day_number};
use crate::passage::PositionKind;
use crate::query::{Filters, PositionFilter};

/// A query for one term, not scored by positions.
pub(super) fn term(field: Field, text: &str) -> Box<dyn Query> {
    Box::new(TermQuery::new(Term::from_field_text(field, text), IndexRecordOption::Basic))
}

/// A query for any of some.
pub(super) fn any(queries: Vec<Box<dyn Query>>) -> Box<dyn Query> {
    Box::new(BooleanQuery::new(queries.into_iter().map(|q| (Occur::Should, q)).collect()))
}

/// A query for all of some.
pub(super) fn all(queries: Vec<Box<dyn Query>>) -> Box<dyn Query> {
    Box::new(BooleanQuery::new(queries.into_iter().map(|q| (Occur::Must, q)).collect()))
}

/// What every hit must meet: the filters, and the conditions of the query.
pub(super) struct Narrowing<'a> {
    pub filters: &'a Filters,
    pub selected: Option<Selected>,
    /// Where only passages count that carry a position.
    pub positions: Option<&'a PositionFilter>,
}

impl Narrowing<'_> {
    /// As conditions that must all hold.
    pub fn conditions(&self, fields: &Fields) -> Vec<Box<dyn Query>> {
        self.with(fields, conditions(fields, self.filters))
    }

    /// The same without the period.
    pub fn undated_conditions(&self, fields: &Fields) -> Vec<Box<dyn Query>> {
        self.with(fields, conditions(fields, &self.filters.without_dates()))
    }

    fn with(&self, fields: &Fields, mut conditions: Vec<Box<dyn Query>>) -> Vec<Box<dyn Query>> {
        conditions.extend(self.selected.iter().map(|selected| selected.box_clone()));
        conditions.extend(self.positions.into_iter().flat_map(|positions| carrying(fields, positions)));
        conditions
    }

    /// Whether every passage meets them.
    pub fn is_empty(&self) -> bool {
        self.filters.is_empty() && self.selected.is_none() && self.positions.is_none()
    }
}

/// The passages that the filters let through, as conditions that must all hold.
pub(super) fn conditions(fields: &Fields, filters: &Filters) -> Vec<Box<dyn Query>> {
    let mut conditions = vec![term(fields.record, record::PASSAGE)];
    let mut any_term = |field: Field, values: Vec<&str>| {
        if !values.is_empty() {
            conditions.push(any(values.into_iter().map(|value| term(field, value)).collect()));
        }
    };
    let predecessors = filters.predecessors.iter().map(|predecessor| predecessor.term.as_str());
    any_term(fields.municipality, filters.municipalities.iter().map(String::as_str).chain(predecessors).collect());
    any_term(fields.arrangement, filters.arrangements.iter().map(String::as_str).collect());
    any_term(fields.kind, filters.kinds.iter().map(|kind| kind.as_str()).collect());
    any_term(fields.issuing_body, filters.bodies.iter().map(|body| body.as_str()).collect());
    any_term(fields.theme, filters.themes.iter().map(|theme| theme.as_str()).collect());
    any_term(fields.role, filters.roles.iter().map(|role| role.as_str()).collect());
    any_term(fields.root, filters.roots.iter().map(String::as_str).collect());
    if !filters.subjects.is_empty() {
        let analyzer = Analyzer::default();
        let subject = |text: &String| -> Box<dyn Query> {
            let stems = analyzer.stems(text);
            if stems.is_empty() {
                return Box::new(tantivy::query::EmptyQuery);
            }
            all(stems.iter().map(|stem| term(fields.subject, stem)).collect())
        };
        conditions.push(any(filters.subjects.iter().map(subject).collect()));
    }
    let last_day = filters.until.map(PartialDate::last_day);
    conditions.extend(within(fields.first_day, fields.last_day, filters.since.map(PartialDate::first_day), last_day));
    conditions
}

/// What touches a period: an interval does when it begins before the end and ends after the begin.
fn within(first: Field, last: Field, since: Option<Date>, until: Option<Date>) -> Vec<Box<dyn Query>> {
    let day = |field, day: Date| Bound::Included(Term::from_field_i64(field, day_number(day)));
    let from = since.map(|since| RangeQuery::new(day(last, since), Bound::Unbounded));
    let to = until.map(|until| RangeQuery::new(Bound::Unbounded, day(first, until)));
    from.into_iter().chain(to).map(|range| Box::new(range) as Box<dyn Query>).collect()
}

/// Passages that may carry a position that is let through: of its holder and direction their records tell, and of several positions
/// one may be of the kind and another of the period. Those without a date are let through: they are counted.
fn carrying(fields: &Fields, positions: &PositionFilter) -> Vec<Box<dyn Query>> {
    let is_asked = |kind: &PositionKind| positions.kinds.is_empty() || positions.kinds.contains(kind);
    let kinds = PositionKind::NAMES.iter().map(|(kind, ..)| *kind).filter(is_asked);
    let mut conditions = vec![any(kinds.map(|kind| term(fields.position, kind.as_str())).collect())];
    let since = positions.since.map(PartialDate::first_day);
    let dated = within(fields.position_first_day, fields.position_last_day, since, positions.last_day());
    if !dated.is_empty() {
        conditions.push(any(vec![all(dated), term(fields.position, UNDATED)]));
    }
    conditions
}
