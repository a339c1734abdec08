//! What a counted value is called.

use serde::Serialize;

use crate::document::{Body, DocumentKind, Listed, Theme, find_arrangement, municipality_by_code};
use crate::index::{IndexError, Snapshot, fold_name, municipality_term};
use crate::passage::Role;
use crate::query::FacetField;
use crate::rank::TalliedValue;

/// The name of a value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Name {
    /// As a filter takes it; `None` where it is unknown.
    pub value: Option<String>,
    /// In Dutch, as people say it.
    pub label: String,
    /// Code of a municipality.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
}

impl Name {
    /// A value that is its own label.
    pub fn plain(value: &str) -> Self {
        Self::labelled(value, value)
    }

    fn labelled(value: &str, label: &str) -> Self {
        Self { value: Some(value.to_owned()), label: label.to_owned(), code: None }
    }

    fn unknown() -> Self {
        Self { value: None, label: "onbekend".to_owned(), code: None }
    }

    /// The label in a text in English.
    pub fn in_english(&self, field: FacetField) -> String {
        match &self.value {
            None => "unknown".to_owned(),
            Some(year) if is_year_among_months(field, year) => format!("{year}, month unknown"),
            Some(_) => self.label.clone(),
        }
    }
}

fn is_year_among_months(field: FacetField, value: &str) -> bool {
    field == FacetField::Month && !value.contains('-')
}

/// The name of a value where the lists know it.
pub(super) fn known_name(field: FacetField, term: &str) -> Option<Name> {
    fn listed<T: Listed>(term: &str) -> Option<Name> {
        T::named(term).map(|value| Name::labelled(value.as_str(), value.dutch()))
    }
    match field {
        FacetField::Kind => term.parse::<DocumentKind>().ok().map(|kind| Name::labelled(kind.as_str(), kind.dutch())),
        FacetField::Body => listed::<Body>(term),
        FacetField::Theme => listed::<Theme>(term),
        FacetField::Role => listed::<Role>(term),
        FacetField::Municipality => municipality_by_code(term)
            .map(|known| Name { code: Some(known.code.to_owned()), ..Name::plain(known.name) }),
        FacetField::Arrangement => {
            let known = find_arrangement(term).filter(|known| fold_name(known.name) == term);
            known.map(|known| Name::plain(known.name))
        }
        FacetField::Month if is_year_among_months(field, term) => {
            Some(Name::labelled(term, &format!("{term}, maand onbekend")))
        }
        FacetField::Root | FacetField::Year | FacetField::Month => Some(Name::plain(term)),
    }
}

/// The name of a value; one that no list knows is read from the document of its example, as it is written there.
pub(super) fn name_of(snapshot: &Snapshot, field: FacetField, value: &TalliedValue) -> Result<Name, IndexError> {
    let Some(term) = &value.term else { return Ok(Name::unknown()) };
    if let Some(name) = known_name(field, term) {
        return Ok(name);
    }
    let Some(example) = value.example else { return Ok(Name::plain(term)) };
    let document = snapshot.document(&snapshot.passage(example)?.document)?.unwrap_or_default();
    let written = match field {
        FacetField::Municipality => {
            let is_it = |(name, code): &&(String, Option<String>)| municipality_term(name, code.as_deref()) == *term;
            document.municipalities.iter().find(is_it).map(|(name, _)| name)
        }
        FacetField::Arrangement => document.arrangements.iter().find(|name| fold_name(name) == *term),
        _ => None,
    };
    Ok(Name::plain(written.unwrap_or(term)))
}
