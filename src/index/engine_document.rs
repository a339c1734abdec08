//! A record on its way into the engine.
//!
//! tantivy's own `TantivyDocument` keeps analysed text as JSON between the thread that analysed it and the one that
//! indexes it: a twentieth of the time of a run. This one keeps it as it is.

use tantivy::Document;
use tantivy::schema::{Field, OwnedValue};
use tantivy::tokenizer::PreTokenizedString;

/// Fields and their values, in the order in which they were added.
#[derive(Debug, Clone, Default)]
pub struct EngineDocument(Vec<(Field, OwnedValue)>);

impl EngineDocument {
    pub(super) fn add_text(&mut self, field: Field, text: impl Into<String>) {
        self.0.push((field, OwnedValue::Str(text.into())));
    }

    pub(super) fn add_analysed(&mut self, field: Field, tokens: PreTokenizedString) {
        self.0.push((field, OwnedValue::PreTokStr(tokens)));
    }

    pub(super) fn add_u64(&mut self, field: Field, value: u64) {
        self.0.push((field, OwnedValue::U64(value)));
    }

    pub(super) fn add_i64(&mut self, field: Field, value: i64) {
        self.0.push((field, OwnedValue::I64(value)));
    }

    pub(super) fn add_bytes(&mut self, field: Field, bytes: Vec<u8>) {
        self.0.push((field, OwnedValue::Bytes(bytes)));
    }
}

impl Document for EngineDocument {
    type Value<'a> = &'a OwnedValue;
    type FieldsValuesIter<'a> = Values<'a>;

    fn iter_fields_and_values(&self) -> Values<'_> {
        Values(self.0.iter())
    }
}

/// The fields of an [`EngineDocument`] with their values.
#[derive(Debug)]
pub struct Values<'a>(std::slice::Iter<'a, (Field, OwnedValue)>);

impl<'a> Iterator for Values<'a> {
    type Item = (Field, &'a OwnedValue);

    fn next(&mut self) -> Option<Self::Item> {
        self.0.next().map(|(field, value)| (*field, value))
    }
}
