//! The fields that are scored, one entry each: where the values come from, and which are the same.

use serde::Serialize;

use super::same::{same_arrangement, same_municipality, same_party, same_text};
use crate::document::{DocumentKind, Known, MunicipalityName};
use crate::pipeline::ReadDocument;

/// How many values a field may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Values {
    /// At most one.
    One,
    /// Any number.
    Many,
}

/// A value as it was read from a document.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FoundValue {
    /// The value, as `inspect` writes it.
    pub value: String,
    /// The words that it rests on.
    pub evidence: String,
    /// From 0 to 1.
    pub confidence: f32,
}

/// A field that is scored.
pub(super) struct Field {
    /// Its key in the labels and in the interface.
    pub name: &'static str,
    pub values: Values,
    pub found: fn(&ReadDocument) -> Vec<FoundValue>,
    /// Whether a label and a found value are the same.
    pub same: fn(&str, &str) -> bool,
}

use Values::{Many, One};

pub(super) static FIELDS: [Field; 11] = [
    Field { name: "kind", values: One, found: |d| one(d.whole.metadata.kind.as_ref(), kind_name), same: is_equal },
    Field {
        name: "date",
        values: One,
        found: |d| one(d.whole.metadata.date.as_ref(), ToString::to_string),
        same: is_equal,
    },
    Field {
        name: "municipalities",
        values: Many,
        found: |d| many(&d.whole.metadata.municipalities, name),
        same: same_municipality,
    },
    Field {
        name: "mentioned_municipalities",
        values: Many,
        found: |d| many(&d.whole.metadata.mentioned_municipalities, name),
        same: same_municipality,
    },
    Field {
        name: "arrangements",
        values: Many,
        found: |d| many(&d.whole.metadata.arrangements, String::clone),
        same: same_arrangement,
    },
    Field {
        name: "subject",
        values: One,
        found: |d| one(d.whole.metadata.subject.as_ref(), String::clone),
        same: same_text,
    },
    Field {
        name: "reference",
        values: Many,
        found: |d| many(&d.whole.metadata.references, String::clone),
        same: same_text,
    },
    Field {
        name: "title",
        values: One,
        found: |d| one(d.whole.metadata.title.as_ref(), String::clone),
        same: same_text,
    },
    Field {
        name: "issuer",
        values: One,
        found: |d| one(d.whole.metadata.issuer.as_ref(), |issuer| issuer.name.clone()),
        same: same_party,
    },
    Field {
        name: "addressee",
        values: One,
        found: |d| one(d.whole.metadata.addressee.as_ref(), |addressee| addressee.name.clone()),
        same: same_party,
    },
    Field { name: "parts", values: Many, found: kinds_of_parts, same: is_equal },
];

fn one<T>(known: Option<&Known<T>>, text: fn(&T) -> String) -> Vec<FoundValue> {
    known.map(|known| found(known, text)).into_iter().collect()
}

fn many<T>(known: &[Known<T>], text: fn(&T) -> String) -> Vec<FoundValue> {
    known.iter().map(|known| found(known, text)).collect()
}

fn found<T>(known: &Known<T>, text: fn(&T) -> String) -> FoundValue {
    FoundValue {
        value: text(&known.value),
        evidence: known.evidence.clone(),
        confidence: (known.confidence * 100.0).round() / 100.0,
    }
}

fn name(municipality: &MunicipalityName) -> String {
    municipality.name.clone()
}

fn kind_name(kind: &DocumentKind) -> String {
    kind.as_str().to_owned()
}

fn is_equal(label: &str, found: &str) -> bool {
    label == found
}

/// The kinds of the documents that follow one another in a file; of one document none, as in the labels.
fn kinds_of_parts(document: &ReadDocument) -> Vec<FoundValue> {
    document.parts.iter().flat_map(|part| one(part.metadata.kind.as_ref(), kind_name)).collect()
}
