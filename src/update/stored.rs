//! What is stored of a document that was read: its record, those of its parts, and those of their passages.

use std::collections::BTreeMap;

use crate::analysis::Analyzer;
use crate::document::{Given, Known, Listed, Metadata, Origin};
use crate::index::{DocumentRecord, EngineDocument, Fields, PassageDocuments, PassageRecord, document_to_tantivy};
use crate::passage::passage_ids;
use crate::pipeline::{Piece, ReadDocument};
use crate::source::{CorpusFile, document_id_for_file, part_id};

/// What a document is called, and where it stands.
pub(super) struct Source {
    pub id: String,
    pub source: String,
    /// Whether lines of its text are lines of a file that a person can open.
    pub has_lines: bool,
    /// Whether it is named by its file, and so was named otherwise while its file was.
    pub is_named_by_file: bool,
}

/// A document and its parts, each with its passages, as they are stored.
pub(super) struct Stored {
    /// Path of the file in its root.
    path: String,
    pieces: Vec<(DocumentRecord, Vec<PassageRecord>)>,
}

impl Stored {
    /// Of a document that was read from a file.
    pub fn of(file: &CorpusFile, source: &Source, read: &ReadDocument) -> Self {
        let parts = read.parts.iter().zip(1..);
        let parts = parts.map(|(part, number)| (part_id(&source.id, number), Some(source.id.clone()), part));
        let pieces = std::iter::once((source.id.clone(), None, &read.whole)).chain(parts);
        let stored = pieces.map(|(id, parent, piece)| {
            let mut document = document_record(id, parent, piece, &read.given);
            if source.is_named_by_file {
                document.aliases = earlier_ids(file, &document.id);
            }
            document.root.clone_from(&file.root);
            document.source.clone_from(&source.source);
            let ids = passage_ids(&document.id, &piece.passages);
            let passages = piece.passages.iter().zip(ids).map(|(passage, id)| PassageRecord {
                id,
                document: document.id.clone(),
                ordinal: passage.ordinal,
                heading: passage.heading(),
                text: passage.text.clone(),
                margin: passage.margin.clone(),
                page: passage.page,
                page_label: passage.page_label.clone(),
                lines: source.has_lines.then_some(passage.lines),
                ocr: piece.is_read_by_ocr(passage),
                role: passage.role.as_ref().map(|role| role.value.as_str().to_owned()),
                positions: passage.positions.clone(),
            });
            let passages = passages.collect();
            (document, passages)
        });
        Self { pieces: stored.collect(), path: file.path.clone() }
    }

    /// Number of passages.
    pub fn passages(&self) -> usize {
        self.pieces.iter().map(|(_, passages)| passages.len()).sum()
    }

    /// Bytes of the texts of the passages.
    pub fn bytes(&self) -> usize {
        self.pieces.iter().flat_map(|(_, passages)| passages).map(|passage| passage.text.len()).sum()
    }

    /// The same as the engine takes it, each analysed when it is asked for.
    pub fn engine_documents<'a>(
        &'a self,
        fields: &'a Fields,
        analyzer: &'a Analyzer,
    ) -> impl Iterator<Item = EngineDocument> + 'a {
        self.pieces.iter().flat_map(move |(document, passages)| {
            let writer = PassageDocuments::new(fields, analyzer, document, &self.path);
            let of_document = std::iter::once_with(move || document_to_tantivy(fields, document, &self.path));
            of_document.chain(passages.iter().map(move |passage| writer.passage(passage)))
        })
    }
}

/// The ids that a document had before its file was renamed: only what they begin with was another.
fn earlier_ids(file: &CorpusFile, id: &str) -> Vec<String> {
    let own = document_id_for_file(&file.root, &file.path);
    let end = id.strip_prefix(&own).unwrap_or_default();
    file.earlier_names.iter().map(|name| format!("{name}{end}")).collect()
}

fn document_record(id: String, parent: Option<String>, piece: &Piece, given: &Given) -> DocumentRecord {
    let m = &piece.metadata;
    DocumentRecord {
        id,
        aliases: Vec::new(),
        parent,
        root: String::new(),
        source: String::new(),
        title: value(m.title.as_ref()),
        subject: value(m.subject.as_ref()),
        kind: m.kind.as_ref().map(|kind| kind.value.as_str().to_owned()),
        date: m.date.as_ref().map(|date| date.value.to_string()),
        municipalities: m.municipalities.iter().map(|m| (m.value.name.clone(), m.value.code.clone())).collect(),
        arrangements: m.arrangements.iter().map(|a| a.value.clone()).collect(),
        references: m.references.iter().map(|r| r.value.clone()).collect(),
        issuer: m.issuer.as_ref().map(|issuer| issuer.value.name.clone()),
        body: m.issuer.as_ref().and_then(|issuer| issuer.value.body).map(name),
        addressee: m.addressee.as_ref().map(|addressee| addressee.value.name.clone()),
        themes: m.themes.iter().map(|theme| name(theme.value)).collect(),
        status: m.status.as_ref().map(|status| name(status.value)),
        outcome: m.outcome.as_ref().map(|outcome| name(outcome.value)),
        recognised: confidences(m),
        url: given.url().map(str::to_owned),
        extra: given.extra(),
        pages: piece.pages,
        passages: piece.passages.len(),
    }
}

fn name<T: Listed>(value: T) -> String {
    value.as_str().to_owned()
}

fn value(known: Option<&Known<String>>) -> Option<String> {
    known.map(|known| known.value.clone())
}

/// How sure each recognised field is; a list is as sure as its least sure value.
fn confidences(m: &Metadata) -> BTreeMap<String, f32> {
    fn least<T>(known: &[Known<T>]) -> Option<f32> {
        known.iter().filter(|k| k.origin == Origin::Recognised).map(|k| k.confidence).reduce(f32::min)
    }
    fn one<T>(known: Option<&Known<T>>) -> Option<f32> {
        known.filter(|k| k.origin == Origin::Recognised).map(|k| k.confidence)
    }
    [
        ("kind", one(m.kind.as_ref())),
        ("date", one(m.date.as_ref())),
        ("subject", one(m.subject.as_ref())),
        ("title", one(m.title.as_ref())),
        ("issuer", one(m.issuer.as_ref())),
        ("municipalities", least(&m.municipalities)),
        ("arrangements", least(&m.arrangements)),
        ("reference", least(&m.references)),
    ]
    .into_iter()
    .filter_map(|(field, confidence)| Some((field.to_owned(), confidence?)))
    .collect()
}
