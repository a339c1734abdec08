//! Carrying out a plan: reads what is new or changed, writes it in order, counts.

use std::collections::HashSet;
use std::sync::Arc;

use super::Progress;
use super::carry::carry_documents;
use super::content::{Open, hash_file, is_racy, read_file};
use super::group::group_by_bytes;
use super::ids::{Ids, key_of};
use super::plan::{Change, Known, Plan};
use super::process::{Batch, Input, Outcome, Records, Workers};
use super::report::{Report, Since};
use super::tally::FileTally;
use crate::analysis::Analyzer;
use crate::document::Given;
use crate::index::{FileState, GenerationBuilder, IndexError, Problem, Snapshot, file_to_tantivy};
use crate::source::{CorpusFile, FileType, Sidecars, document_id_for_file, why_orphaned};
use crate::warning::Warning;

/// A run under way.
pub(super) struct Run<'a> {
    pub(super) known: Known<'a>,
    pub(super) open: Open<'a>,
    pub ids: Ids<'a>,
    /// What gives metadata for the files.
    sidecars: Sidecars,
    pub report: &'a mut Report,
    pub remarks: Vec<Warning>,
    /// Keys of files read that hold pages that are pictures.
    pub new_scans: HashSet<String>,
    /// Whether documents or problems are others than before.
    pub changed: bool,
    pub(super) started: String,
}

pub(super) type Builder<'b> = GenerationBuilder<'b>;

impl<'a> Run<'a> {
    pub fn new(known: Known<'a>, open: Open<'a>, plan: &mut Plan, report: &'a mut Report) -> Self {
        Self {
            ids: plan.ids(known.base),
            sidecars: std::mem::take(&mut plan.sidecars),
            started: report.started.clone(),
            remarks: std::mem::take(&mut plan.remarks),
            new_scans: HashSet::new(),
            changed: false,
            known,
            open,
            report,
        }
    }

    /// Does what the plan says.
    pub fn carry_out(
        &mut self,
        plan: &Plan,
        builder: &Builder<'_>,
        workers: &mut Workers,
        on_progress: &mut dyn FnMut(Progress),
    ) -> Result<(), IndexError> {
        if let Some(old) = self.known.old {
            old.carry(&plan.hidden, builder, &mut self.ids, self.report)?;
        }
        for renamed in plan.changes.iter().filter(|change| change.is_renamed()).filter_map(|c| c.earlier.as_ref()) {
            builder.remove_file(&renamed.root, &renamed.path);
        }
        for record in &plan.vanished {
            builder.remove_file(&record.root, &record.path);
            self.report.documents.removed += record.documents;
            self.changed = true;
        }
        for record in plan.refreshed(self.known)? {
            builder.replace_file_record(&record)?;
        }
        for (record, _) in &plan.unreachable {
            builder.replace_file_record(record)?;
            self.changed = true;
        }
        for change in &plan.sidecar_changes {
            self.sidecar(change, builder)?;
        }
        let total_bytes = plan.changes.iter().map(|change| change.file.size).sum();
        let mut progress = Progress { bytes: 0, total_bytes, documents: 0, passages: 0 };
        for group in group_by_bytes(&plan.changes) {
            let read = progress.bytes + group.iter().map(|change| change.file.size).sum::<u64>();
            self.changes(group, builder, workers, &mut |passages, bytes| {
                progress.add(passages, bytes);
                on_progress(progress);
            })?;
            // Of records only the texts were counted, of what is not read nothing.
            progress.bytes = read;
            on_progress(progress);
        }
        Ok(())
    }

    fn changes(
        &mut self,
        changes: &[Change],
        builder: &Builder<'_>,
        workers: &mut Workers,
        on_document: &mut dyn FnMut(usize, u64),
    ) -> Result<(), IndexError> {
        if let [change] = changes
            && change.file.file_type == FileType::Jsonl
        {
            return self.jsonl(change, builder, workers, on_document);
        }
        let mut batch = Batch::default();
        let mut tallies = Vec::with_capacity(changes.len());
        for change in changes {
            let mut file = FileTally::new(change, String::new(), &self.started);
            let mut unreadable = None;
            match read_file(&change.file, self.open) {
                Err(reason) => unreadable = Some(reason),
                Ok((bytes, hash)) => {
                    self.report.bytes_read += bytes.len() as u64;
                    file.hash = hash;
                    match self.ids.refuse_file(&change.file)? {
                        Some(reason) => {
                            let id = document_id_for_file(&change.file.root, &change.file.path);
                            file.reject_for_id(None, reason, id);
                        }
                        None => batch.push(&change.file, Input::File(bytes), self.given(&change.file)),
                    }
                }
            }
            tallies.push((file, unreadable));
        }
        let mut rest = changes.iter().zip(tallies);
        workers.process(batch, |outcome| {
            // Those before it that were not to be read at all come with it.
            for (change, (mut file, unreadable)) in rest.by_ref() {
                if unreadable.is_some() || !file.problems.is_empty() {
                    self.close_unread(change, file, unreadable, builder)?;
                    continue;
                }
                builder.remove_file(&change.file.root, &change.file.path);
                on_document(self.write(outcome, &mut file, None, builder)?, change.file.size);
                return self.close_file(change, file, builder);
            }
            Ok(())
        })?;
        rest.try_for_each(|(change, (file, unreadable))| self.close_unread(change, file, unreadable, builder))
    }

    /// Records a file of which nothing was to be read: it cannot be, or its id is taken.
    fn close_unread(
        &mut self,
        change: &Change,
        mut file: FileTally,
        unreadable: Option<String>,
        builder: &Builder<'_>,
    ) -> Result<(), IndexError> {
        if let Some(reason) = unreadable {
            if self.keeps_earlier(change, &reason, builder)? {
                return Ok(());
            }
            file.reject(None, reason);
        }
        builder.remove_file(&change.file.root, &change.file.path);
        self.close_file(change, file, builder)
    }

    /// What is given for a file beside it and for its folders.
    pub(super) fn given(&mut self, file: &CorpusFile) -> Arc<Given> {
        let (given, warnings) = self.sidecars.read(&file.sidecars);
        self.remarks.extend(warnings);
        Arc::new(given)
    }

    /// Records a file that gives metadata for others, so that what is wrong with it is told until it is mended.
    fn sidecar(&mut self, change: &Change, builder: &Builder<'_>) -> Result<(), IndexError> {
        let location = &change.file.location;
        builder.remove_file(&change.file.root, &change.file.path);
        let mut file = FileTally::new(change, hash_file(location).unwrap_or_default(), &self.started);
        let found = self.sidecars.check(location);
        let place = format!("{}/{}", change.file.root, change.file.path);
        self.remarks.extend(found.remarks.iter().map(|remark| Warning::new(place.clone(), remark.clone())));
        let orphaned = (change.file.sidecar_stamp != 0).then(|| why_orphaned(location));
        if let Some(reason) = orphaned.or_else(|| found.told_mistakes()) {
            file.reject(None, reason);
        }
        self.close_file(change, file, builder)
    }

    /// The index that holds what was read earlier.
    pub(super) fn read_earlier(&self) -> Option<&'a Snapshot> {
        self.known.base.or_else(|| self.known.old.map(|old| old.snapshot()))
    }

    /// A file cannot be read just now: what was read earlier stays until it can. Whether there was anything.
    pub(super) fn keeps_earlier(
        &mut self,
        change: &Change,
        reason: &str,
        builder: &Builder<'_>,
    ) -> Result<bool, IndexError> {
        let earlier = change.earlier.as_ref().filter(|earlier| earlier.documents > 0);
        let (Some(earlier), Some(from)) = (earlier, self.read_earlier()) else { return Ok(false) };
        let mut tally = FileTally::new(change, String::new(), &self.started);
        tally.reject(None, format!("{reason}; the text read earlier is kept"));
        let own = format!("{}/{}", earlier.root, earlier.path);
        let mut record = earlier.clone();
        // Of the lines that could not be read then nothing new is known.
        record.problems.retain(|problem| problem.source != own);
        self.report.tell_all(&record, Since::Before);
        for (problem, when) in tally.problems {
            let Problem { source, reason, since } = problem.clone();
            self.report.reject(source, reason, since, when);
            record.problems.push(problem);
        }
        record.state = FileState::Rejected;
        record.root.clone_from(&change.file.root);
        record.path.clone_from(&change.file.path);
        record.earlier_names.clone_from(&change.file.earlier_names);
        (record.size, record.modified, record.inode) = (change.file.size, change.file.modified, change.file.inode);
        record.sidecars = change.file.sidecar_stamp;
        // As long as it stays as it is and cannot be read, there is nothing to do.
        record.hash = String::new();
        record.is_racy = false;
        self.report.documents.unchanged += record.documents;
        let stays_in_place = self.known.base.is_some() && !change.is_renamed();
        if !stays_in_place {
            let ids = &mut self.ids;
            let target = (change.file.root.as_str(), change.file.path.as_str());
            let kept = carry_documents(from, earlier, target, builder, &mut |document| {
                Ok(ids.take(&document.id, None, &change.file)?.is_ok())
            })?;
            (record.documents, record.parts, record.passages) = (kept.documents, kept.parts, kept.passages);
            self.changed = true;
            builder.add(file_to_tantivy(builder.fields(), &record))?;
        } else if record != *earlier {
            self.changed = true;
            record.since.clone_from(&self.started);
            builder.replace_file_record(&record)?;
        }
        Ok(true)
    }

    /// Writes what was read of one file or record; the number of its passages.
    pub(super) fn write(
        &mut self,
        outcome: Outcome,
        file: &mut FileTally,
        line: Option<usize>,
        builder: &Builder<'_>,
    ) -> Result<usize, IndexError> {
        match outcome {
            Err(refusal) => {
                file.reject(line, refusal.reason);
                file.scanned_pages = refusal.scanned_pages;
                if refusal.is_passing {
                    // Without a hash it is read again in the next run.
                    file.hash.clear();
                }
                Ok(0)
            }
            Ok(read) => {
                match read.records {
                    Records::Analysed(records) => records.into_iter().try_for_each(|record| builder.add(record))?,
                    Records::Large(stored) => {
                        let analyzer = Analyzer::default();
                        let mut records = stored.engine_documents(builder.fields(), &analyzer);
                        records.try_for_each(|record| builder.add(record))?;
                    }
                }
                if let Some(mistakes) = read.mistakes {
                    file.doubt(line, mistakes);
                }
                file.documents += 1;
                file.parts += read.parts;
                file.passages += read.passages;
                file.scanned_pages.extend(read.scanned_pages);
                self.remarks.extend(read.remarks);
                Ok(read.passages)
            }
        }
    }

    /// Writes the record of a file and counts its documents.
    pub(super) fn close_file(
        &mut self,
        change: &Change,
        mut file: FileTally,
        builder: &Builder<'_>,
    ) -> Result<(), IndexError> {
        let (more_rejected, more_when) = file.conclude();
        // Of an index that is built anew everything is new.
        let earlier = change.earlier.as_ref().filter(|_| self.known.base.is_some());
        let before = earlier.map_or(0, |earlier| earlier.documents);
        let counts = &mut self.report.documents;
        if earlier.is_some() && change.is_renamed() {
            counts.renamed += before.min(file.documents);
        } else {
            counts.updated += before.min(file.documents);
        }
        counts.added += file.documents.saturating_sub(before);
        counts.removed += before.saturating_sub(file.documents);
        for (Problem { source, reason, since }, when) in &file.problems {
            self.report.reject(source.clone(), reason.clone(), since.clone(), *when);
        }
        self.report.reject_more(more_rejected, more_when);
        self.report.mistakes.extend(file.mistakes.iter().cloned());
        if !file.scanned_pages.is_empty() {
            self.new_scans.insert(key_of(&change.file));
        }
        self.changed = true;
        let is_racy = is_racy(change.file.modified, self.known.started);
        builder.add(file_to_tantivy(builder.fields(), &file.into_record(change, is_racy)))
    }
}
