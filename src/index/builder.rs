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
use super::seal::{Seal, SealedRoot};
use super::write::file_to_tantivy;
use super::{IndexDirectory, IndexError, Payload, Snapshot};
use crate::analysis::AnalysisVersion;
use crate::stop::Stop;

/// A generation that is being built and that no reader sees.
pub struct GenerationBuilder<'d> {
    directory: &'d IndexDirectory,
    number: u64,
    path: PathBuf,
    fields: Fields,
    writer: IndexWriter<EngineDocument>,
    failure: WriteFailure,
    room: Arc<Room>,
    origin: Origin,
    stop: Stop,
    /// Whether anything was added or removed.
    is_touched: AtomicBool,
}

/// What a generation is made from, for what it says of itself.
pub(super) struct Origin {
    /// The generation whose files it shares.
    pub base: Option<Snapshot>,
    /// Version of the readers that read its files.
    pub readers: String,
    /// The generation whose state it is once more.
    pub restores: Option<u64>,
}

impl<'d> GenerationBuilder<'d> {
    pub(super) fn new(
        directory: &'d IndexDirectory,
        number: u64,
        path: PathBuf,
        fields: Fields,
        (writer, failure): (IndexWriter<EngineDocument>, WriteFailure),
        origin: Origin,
    ) -> Self {
        let (stop, is_touched) = (Stop::default(), AtomicBool::new(false));
        Self { directory, number, path, fields, writer, failure, room: Arc::default(), origin, stop, is_touched }
    }

    /// Gives up as soon as this is asked.
    #[must_use]
    pub fn until(self, stop: &Stop) -> Self {
        Self { stop: stop.clone(), ..self }
    }

    /// Handles of the fields.
    pub fn fields(&self) -> &Fields {
        &self.fields
    }

    /// Makes it the state of its base once more, under another number.
    pub(super) fn restoring(mut self) -> Self {
        if let Some(base) = &self.origin.base {
            self.origin.readers.clone_from(&base.payload().readers);
            self.origin.restores = Some(base.payload().generation);
        }
        self
    }

    /// Roots of the generation that it is made from: name and path.
    pub fn base_roots(&self) -> Vec<(String, String)> {
        self.origin.base.as_ref().map(|base| base.payload().roots.clone()).unwrap_or_default()
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
    /// Where the engine cannot take it (its threads died, the disk is full), or the run is to stop.
    pub fn add(&self, document: EngineDocument) -> Result<(), IndexError> {
        if self.stop.is_asked() {
            return Err(IndexError::Stopped);
        }
        self.is_touched.store(true, Ordering::Relaxed);
        let document = document.wait_in(&self.room, &self.stop);
        self.writer.add_document(document).map(|_| ()).map_err(|e| self.failed(e))
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

    /// Commits and checks that the result opens, is whole and holds what it should. Readers do not see it yet.
    ///
    /// # Errors
    /// Where anything fails; what was written is removed.
    pub fn prepare(self, finished: &str, roots: &[(String, String)]) -> Result<Prepared<'d>, IndexError> {
        let (directory, path, number) = (self.directory, self.path.clone(), self.number);
        let (failure, stop) = (self.failure.clone(), self.stop.clone());
        match self.conclude(finished, roots) {
            Ok(snapshot) => Ok(Prepared { directory, number, stop, snapshot }),
            Err(error) => {
                // What cannot be removed now is removed by the next run.
                let _ = fs::remove_dir_all(&path);
                // What the engine could not write can show later, as a file that is cut off.
                Err(failure.take().map_or(error, |cause| directory.io("write", directory.path(), cause)))
            }
        }
    }

    fn conclude(self, finished: &str, roots: &[(String, String)]) -> Result<Snapshot, IndexError> {
        let Self { directory, number, path, mut writer, failure, origin, stop, .. } = self;
        let engine = |source| directory.write_failed(&failure, source);
        let payload = Payload {
            format: FORMAT,
            analysis: AnalysisVersion::current().to_string(),
            generation: number,
            finished: finished.to_owned(),
            griffie: env!("CARGO_PKG_VERSION").to_owned(),
            readers: origin.readers,
            restores: origin.restores,
            roots: roots.to_vec(),
        };
        let text = serde_json::to_string(&payload).map_err(|e| engine(io::Error::other(e).into()))?;
        let mut commit = writer.prepare_commit().map_err(engine)?;
        commit.set_payload(&text);
        commit.commit().map_err(engine)?;
        if stop.is_asked() {
            return Err(IndexError::Stopped);
        }
        writer.wait_merging_threads().map_err(engine)?;
        let io = |action, error| directory.io(action, &path, error);
        let before = origin.base.as_ref().and_then(|base| Some((base.path(), base.seal.clone()?)));
        let before = before.as_ref().map(|(path, seal)| (path.as_path(), &**seal));
        let seal = Seal::of(&path, before).map_err(|e| io("seal", e))?;
        seal.write(&path).map_err(|e| io("seal", e))?;
        let snapshot = Snapshot::open_generation(directory, number)?;
        snapshot.verify()?;
        let held = snapshot.held_by_root()?;
        let documents = |name: &String| held.get(name).map_or(0, |held| held.documents);
        let sealed = roots.iter().map(|(name, path)| SealedRoot {
            documents: documents(name),
            name: name.clone(),
            path: path.clone(),
        });
        seal.with_roots(sealed.collect()).write(&path).map_err(|e| io("seal", e))?;
        super::permissions::share(&path).map_err(|e| io("share", e))?;
        sync_directory(&path).map_err(|e| io("sync", e))?;
        match failure.take() {
            // The engine passes over some failures, of merging for one; no reader is led to what may be cut off.
            Some(cause) => Err(directory.io("write", directory.path(), cause)),
            None => Ok(snapshot),
        }
    }

    /// Gives the generation up and removes what was written of it.
    pub fn abandon(self) {
        let Self { writer, path, .. } = self;
        drop(writer);
        // What cannot be removed now is removed by the next run.
        let _ = fs::remove_dir_all(path);
    }
}

/// A generation that is written and checked, and that no reader sees yet.
pub struct Prepared<'d> {
    directory: &'d IndexDirectory,
    number: u64,
    stop: Stop,
    snapshot: Snapshot,
}

impl Prepared<'_> {
    /// What readers would see.
    pub fn snapshot(&self) -> &Snapshot {
        &self.snapshot
    }

    /// Lets readers see it, and removes generations that are older than the one before.
    ///
    /// # Errors
    /// Where it cannot be written down, or the run is to stop; readers then go on seeing the generation before.
    pub fn publish(self) -> Result<Snapshot, IndexError> {
        let switched = if self.stop.is_asked() { Err(IndexError::Stopped) } else { self.directory.switch(self.number) };
        // A switch that failed may have been written all the same.
        if self.directory.current().is_ok_and(|current| current == self.number) {
            self.directory.remove_old(self.number);
        } else if switched.is_err() {
            // What cannot be removed now is removed by the next run.
            let _ = fs::remove_dir_all(self.directory.generation_path(self.number));
        }
        switched.map(|()| self.snapshot)
    }

    /// Gives it up and removes it.
    pub fn abandon(self) {
        // What cannot be removed now is removed by the next run.
        let _ = fs::remove_dir_all(self.directory.generation_path(self.number));
    }
}
