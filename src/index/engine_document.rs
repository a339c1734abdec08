//! A record on its way into the engine.
//!
//! tantivy's own `TantivyDocument` keeps analysed text as JSON between the thread that analysed it and the one that
//! indexes it: a twentieth of the time of a run. This one keeps it as it is.

use std::sync::Arc;

use tantivy::Document;
use tantivy::schema::{Field, OwnedValue};
use tantivy::tokenizer::{PreTokenizedString, Token};

use super::room::{Place, Room};
use crate::stop::Stop;

/// Bytes that the allocator spends on the text of a term, which is short.
const TERM_BYTES: usize = 32;

/// Fields and their values, in the order in which they were added.
#[derive(Debug, Default)]
pub struct EngineDocument {
    values: Vec<(Field, OwnedValue)>,
    /// Its place among those that wait for the engine.
    place: Option<Place>,
}

impl Clone for EngineDocument {
    /// A copy that does not wait yet.
    fn clone(&self) -> Self {
        Self { values: self.values.clone(), place: None }
    }
}

impl EngineDocument {
    pub(super) fn add_text(&mut self, field: Field, text: impl Into<String>) {
        self.values.push((field, OwnedValue::Str(text.into())));
    }

    pub(super) fn add_analysed(&mut self, field: Field, tokens: PreTokenizedString) {
        self.values.push((field, OwnedValue::PreTokStr(tokens)));
    }

    pub(super) fn add_u64(&mut self, field: Field, value: u64) {
        self.values.push((field, OwnedValue::U64(value)));
    }

    pub(super) fn add_i64(&mut self, field: Field, value: i64) {
        self.values.push((field, OwnedValue::I64(value)));
    }

    pub(super) fn add_bytes(&mut self, field: Field, bytes: Vec<u8>) {
        self.values.push((field, OwnedValue::Bytes(bytes)));
    }

    /// Has it hold a place until the engine has done with it. Who is to stop waits no longer.
    pub(super) fn wait_in(mut self, room: &Arc<Room>, stop: &Stop) -> Self {
        self.place = Some(room.enter(self.bytes(), &|| stop.is_asked()));
        self
    }

    /// About how many bytes of memory it takes.
    fn bytes(&self) -> usize {
        let of_value = |(_, value): &(Field, OwnedValue)| match value {
            OwnedValue::Str(text) => text.len(),
            OwnedValue::Bytes(bytes) => bytes.len(),
            OwnedValue::PreTokStr(analysed) => {
                analysed.text.len() + analysed.tokens.len() * (size_of::<Token>() + TERM_BYTES)
            }
            _ => 0,
        };
        self.values.iter().map(of_value).sum::<usize>() + self.values.len() * size_of::<(Field, OwnedValue)>()
    }
}

impl Document for EngineDocument {
    type Value<'a> = &'a OwnedValue;
    type FieldsValuesIter<'a> = Values<'a>;

    fn iter_fields_and_values(&self) -> Values<'_> {
        Values(self.values.iter())
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
