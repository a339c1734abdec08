//! Building a generation beside the one that readers see.

use std::fs;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use tantivy::query::{BooleanQuery, Occur, Query, TermQuery};
use tantivy::schema::IndexRecordOption;
use tantivy::{IndexWriter, Term};

use super::directory::WriteFailure;
use super::engine_document::EngineDocument;
use super::generation::sync_directory;
use super::record::{FileRecord, file_key};
use super::room::Room;
use super::schema::{FORMAT, Fields, record};
use super::write::file_to_tantivy;
use super::{IndexDirectory, IndexError, Payload, Snapshot};
use crate::analysis::AnalysisVersion;
use crate::extract::READERS_VERSION;

/// A generation that is being built and that no reader sees.
pub struct GenerationBuilder<'d> {
    directory: &'d IndexDirectory,
    number: u64,
    path: PathBuf,
    fields: Fields,
    writer: IndexWriter<EngineDocument>,
    failure: WriteFailure,
    room: Arc<Room>,
    /// Whether anything was added or removed.
    is_touched: AtomicBool,
}

impl<'d> GenerationBuilder<'d> {
    pub(super) fn new(
        directory: &'d IndexDirectory,
        number: u64,
        path: PathBuf,
        fields: Fields,
        writer: IndexWriter<EngineDocument>,
        failure: WriteFailure,
    ) -> Self {
        Self {
            directory,
            number,
            path,
            fields,
            writer,
            failure,
            room: Arc::default(),
            is_touched: AtomicBool::new(false),
        }
    }

    /// Handles of the fields.
    pub fn fields(&self) -> &Fields {
        &self.fields
    }

    /// Number of the generation.
    pub fn number(&self) -> u64 {
        self.number
    }

    /// Whether anything was added or removed: what is untouched is the state that readers see already.
    pub fn is_touched(&self) -> bool {
        self.is_touched.load(Ordering::Relaxed)
    }

    fn failed(&self, source: tantivy::TantivyError) -> IndexError {
        self.directory.write_failed(&self.failure, source)
    }

    /// Adds a record.
    ///
    /// # Errors
    /// Where the engine cannot take it (its threads died, the disk is full).
    pub fn add(&self, document: EngineDocument) -> Result<(), IndexError> {
        self.is_touched.store(true, Ordering::Relaxed);
        self.writer.add_document(document.wait_in(&self.room)).map(|_| ()).map_err(|e| self.failed(e))
    }

    /// Removes all records of a file that were there before.
    pub fn remove_file(&self, root: &str, path: &str) {
        let key = file_key(root, path);
        self.is_touched.store(true, Ordering::Relaxed);
        self.writer.delete_term(Term::from_field_text(self.fields.file, &key));
    }

    /// Replaces the record of a file; its documents stay as they are.
    ///
    /// # Errors
    /// Where the engine cannot take it.
    pub fn replace_file_record(&self, file: &FileRecord) -> Result<(), IndexError> {
        let term = |field, text: &str| -> (Occur, Box<dyn Query>) {
            (Occur::Must, Box::new(TermQuery::new(Term::from_field_text(field, text), IndexRecordOption::Basic)))
        };
        let own = vec![term(self.fields.file, &file.key()), term(self.fields.record, record::FILE)];
        self.writer.delete_query(Box::new(BooleanQuery::new(own))).map_err(|e| self.failed(e))?;
        self.add(file_to_tantivy(&self.fields, file))
    }

    /// Commits, checks that the result opens and holds what it should, and lets readers see it.
    ///
    /// # Errors
    /// Where anything fails; readers then go on seeing the generation before, and what was written is removed.
    pub fn finish(self, finished: &str, roots: &[(String, String)]) -> Result<Snapshot, IndexError> {
        let (directory, path, number) = (self.directory, self.path.clone(), self.number);
        let failure = self.failure.clone();
        let result = self.conclude(finished, roots).map_err(|error| match failure.take() {
            // What the engine could not write can show later, as a file that is cut off.
            Some(cause) => directory.io("write", directory.path(), cause),
            None => error,
        });
        let is_current = directory.current().is_ok_and(|current| current == number);
        if is_current {
            directory.remove_old(number);
        } else if result.is_err() {
            // What cannot be removed now is removed by the next run.
            let _ = fs::remove_dir_all(&path);
        }
        result
    }

    fn conclude(self, finished: &str, roots: &[(String, String)]) -> Result<Snapshot, IndexError> {
        let Self { directory, number, path, mut writer, failure, .. } = self;
        let engine = |source| directory.write_failed(&failure, source);
        let payload = Payload {
            format: FORMAT,
            analysis: AnalysisVersion::current().to_string(),
            generation: number,
            finished: finished.to_owned(),
            griffie: env!("CARGO_PKG_VERSION").to_owned(),
            readers: READERS_VERSION.to_owned(),
            roots: roots.to_vec(),
        };
        let text = serde_json::to_string(&payload).map_err(|e| engine(io::Error::other(e).into()))?;
        let mut commit = writer.prepare_commit().map_err(engine)?;
        commit.set_payload(&text);
        commit.commit().map_err(engine)?;
        writer.wait_merging_threads().map_err(engine)?;
        super::permissions::share(&path).map_err(|e| directory.io("share", &path, e))?;
        sync_directory(&path).map_err(|e| directory.io("sync", &path, e))?;
        let snapshot = Snapshot::open_generation(directory, number)?;
        snapshot.verify()?;
        if let Some(cause) = failure.take() {
            // The engine passes over some failures, of merging for one; no reader is led to what may be cut off.
            return Err(directory.io("write", directory.path(), cause));
        }
        directory.switch(number)?;
        Ok(snapshot)
    }

    /// Gives the generation up and removes what was written of it.
    pub fn abandon(self) {
        let Self { writer, path, .. } = self;
        drop(writer);
        // What cannot be removed now is removed by the next run.
        let _ = fs::remove_dir_all(path);
    }
}
