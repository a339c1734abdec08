//! From passage, document and file to records of the engine.

use super::definition;
use super::engine_document::EngineDocument;
use sha2::{Digest, Sha256};
use tantivy::schema::Field;
use tantivy::tokenizer::{PreTokenizedString, Token};

use super::record::{DocumentRecord, FileRecord, PassageRecord, file_key};
use super::schema::{Fields, UNDATED, record};
use crate::analysis::Analyzer;
use crate::analysis::fold::fold;
use crate::document::{Listed, PartialDate, recent_days};

/// Writes the passages of one document: what they share is analysed once.
pub struct PassageDocuments<'a> {
    fields: &'a Fields,
    analyzer: &'a Analyzer,
    /// Fields that all passages of the document share.
    shared: EngineDocument,
    /// Date of the document.
    date: Option<PartialDate>,
}

impl<'a> PassageDocuments<'a> {
    /// For the passages of `document`, which came from the file at `path` in its root.
    pub fn new(fields: &'a Fields, analyzer: &'a Analyzer, document: &DocumentRecord, path: &str) -> Self {
        let mut shared = EngineDocument::default();
        shared.add_text(fields.record, record::PASSAGE);
        shared.add_text(fields.file, file_key(&document.root, path));
        shared.add_text(fields.root, &document.root);
        shared.add_text(fields.document, &document.id);
        shared.add_u64(fields.document_key, document_key(&document.id));
        if let Some(kind) = &document.kind {
            shared.add_text(fields.kind, kind);
        }
        for (name, code) in &document.municipalities {
            shared.add_text(fields.municipality, municipality_term(name, code.as_deref()));
        }
        for name in &document.arrangements {
            shared.add_text(fields.arrangement, fold_name(name));
        }
        if let Some(body) = &document.body {
            shared.add_text(fields.issuing_body, body);
        }
        for theme in &document.themes {
            shared.add_text(fields.theme, theme);
        }
        let date = document.date.as_deref().and_then(|date| date.parse::<PartialDate>().ok());
        match date {
            Some(date) => {
                shared.add_i64(fields.first_day, day_number(date.first_day()));
                shared.add_i64(fields.last_day, day_number(date.last_day()));
            }
            None => shared.add_text(fields.dating, UNDATED),
        }
        let mut this = Self { fields, analyzer, shared, date };
        let name = path.rsplit('/').next().unwrap_or(path);
        let texts = [
            (fields.title, document.title.clone().unwrap_or_default()),
            (fields.subject, document.subject.clone().unwrap_or_default()),
            (fields.reference, document.references.join(" \n ")),
            (fields.source, name.replace('_', " ")),
        ];
        for (field, text) in texts {
            if let Some(tokens) = this.analysed(&text) {
                this.shared.add_analysed(field, tokens);
            }
        }
        this
    }

    /// The record of one passage.
    pub fn passage(&self, passage: &PassageRecord) -> EngineDocument {
        let mut document = self.shared.clone();
        document.add_text(self.fields.passage, &passage.id);
        if let Some(role) = &passage.role {
            document.add_text(self.fields.role, role);
        }
        for position in &passage.positions {
            document.add_text(self.fields.position, position.kind.as_str());
            match position.date.or(self.date) {
                Some(date) => {
                    document.add_i64(self.fields.position_first_day, day_number(date.first_day()));
                    document.add_i64(self.fields.position_last_day, day_number(date.last_day()));
                }
                None => document.add_text(self.fields.position, UNDATED),
            }
        }
        let texts = [
            (self.fields.body, &passage.text),
            (self.fields.heading, &passage.heading),
            (self.fields.margin, &passage.margin),
        ];
        for (field, text) in texts {
            if let Some(mut tokens) = self.analysed(text) {
                self.add_recent_days(text, &mut tokens.tokens);
                document.add_analysed(field, tokens);
            }
        }
        for term in definition::terms(&passage.text, self.analyzer) {
            document.add_text(self.fields.definition, term);
        }
        add_stored(&mut document, self.fields.stored, passage);
        document
    }

    /// `11 februari jl.` is found under its date too, as `11 februari 2020` is: at the place of its first word.
    fn add_recent_days(&self, text: &str, tokens: &mut Vec<Token>) {
        let Some(date) = self.date else { return };
        for (range, day) in recent_days(text, date) {
            if let Some(at) = tokens.iter().position(|token| token.offset_from == range.start) {
                let text = day.to_string();
                let stacked = Token { offset_to: range.end, text, ..tokens[at].clone() };
                tokens.insert(at + 1, stacked);
            }
        }
    }

    fn analysed(&self, text: &str) -> Option<PreTokenizedString> {
        let tokens: Vec<Token> = self
            .analyzer
            .tokens(text)
            .into_iter()
            .map(|token| Token {
                offset_from: token.range.start,
                offset_to: token.range.end,
                position: token.position,
                text: token.term,
                position_length: 1,
            })
            .collect();
        // The text itself is not stored by the engine, so it is not handed over.
        (!tokens.is_empty()).then(|| PreTokenizedString { text: String::new(), tokens })
    }
}

/// The record of a document.
pub fn document_to_tantivy(fields: &Fields, document: &DocumentRecord, path: &str) -> EngineDocument {
    let mut out = EngineDocument::default();
    out.add_text(fields.record, record::DOCUMENT);
    out.add_text(fields.file, file_key(&document.root, path));
    out.add_text(fields.document, &document.id);
    for alias in &document.aliases {
        out.add_text(fields.alias, alias);
    }
    add_stored(&mut out, fields.stored, document);
    out
}

/// The record of a source file.
pub fn file_to_tantivy(fields: &Fields, file: &FileRecord) -> EngineDocument {
    let mut out = EngineDocument::default();
    out.add_text(fields.record, record::FILE);
    out.add_text(fields.file, file.key());
    out.add_text(fields.root, &file.root);
    out.add_text(fields.hash, &file.hash);
    out.add_text(fields.state, file.state.as_str());
    out.add_u64(fields.size, file.size);
    out.add_i64(fields.modified, file.modified);
    out.add_u64(fields.inode, file.inode);
    out.add_u64(fields.sidecars, file.sidecars);
    out.add_u64(fields.documents, file.documents as u64);
    out.add_u64(fields.parts, file.parts as u64);
    out.add_u64(fields.passages, file.passages as u64);
    out.add_u64(fields.marks, file.marks());
    add_stored(&mut out, fields.stored, file);
    out
}

/// 64 bits of a hash of the id: among a million documents two share a number once in 40 million indexes.
fn document_key(id: &str) -> u64 {
    let hash = Sha256::digest(id.as_bytes());
    hash.iter().take(8).fold(0, |key, byte| key << 8 | u64::from(*byte))
}

fn add_stored(document: &mut EngineDocument, field: Field, value: &impl serde::Serialize) {
    // Our records are plain structs with text keys, which JSON always can hold.
    let bytes = serde_json::to_vec(value).unwrap_or_default();
    document.add_bytes(field, bytes);
}

/// The term of a municipality: its code, else the folded name that it was given.
pub(crate) fn municipality_term(name: &str, code: Option<&str>) -> String {
    code.map_or_else(|| fold_name(name), str::to_owned)
}

/// The term of a name of several words.
pub(crate) fn fold_name(name: &str) -> String {
    name.split_whitespace().map(fold).collect::<Vec<_>>().join(" ")
}

/// `2020-07-07` → 20200707: ascends with the day and reads as one.
pub(crate) fn day_number(day: jiff::civil::Date) -> i64 {
    i64::from(day.year()) * 10_000 + i64::from(day.month()) * 100 + i64::from(day.day())
}
