//! Carrying out a plan, for files that hold a document a line: read and written in batches, so that their size does not matter.

use std::io::BufReader;
use std::sync::Arc;

use super::carry::carry_documents;
use super::carry_out::{Builder, Run};
use super::content::Hashing;
use super::group::{GROUP_BYTES, GROUP_FILES};
use super::plan::Change;
use super::process::{Batch, Input, Workers, record_id};
use super::tally::FileTally;
use crate::document::Given;
use crate::extract::ExtractError;
use crate::index::IndexError;
use crate::source::{JsonlReader, document_id_for_file};
use crate::warning::Warning;

impl Run<'_> {
    /// Reads a file that holds a document a line.
    pub(super) fn jsonl(
        &mut self,
        change: &Change,
        builder: &Builder<'_>,
        workers: &mut Workers,
        on_document: &mut dyn FnMut(usize, u64),
    ) -> Result<(), IndexError> {
        let mut file = FileTally::new(change, String::new(), &self.started);
        let input = match (self.open)(&change.file.location) {
            Ok(input) => input,
            Err(error) => {
                let reason = error.to_string();
                if self.keeps_earlier(change, &reason, builder)? {
                    return Ok(());
                }
                builder.remove_file(&change.file.root, &change.file.path);
                file.reject(None, reason);
                return self.close_file(change, file, builder);
            }
        };
        builder.remove_file(&change.file.root, &change.file.path);
        let mut hashing = Hashing::new(input);
        let mut reader = JsonlReader::new(BufReader::with_capacity(1 << 20, &mut hashing));
        let given = self.given(&change.file);
        let mut end = End::No;
        while matches!(end, End::No) {
            end = self.jsonl_batch(&mut reader, change, &given, &mut file, (builder, workers), on_document)?;
        }
        let line = reader.line();
        let place = || format!("{}/{}", change.file.root, change.file.path);
        self.remarks.extend(reader.remark().map(|remark| Warning::new(place(), remark)));
        drop(reader);
        let (hash, bytes) = hashing.finish();
        self.report.bytes_read += bytes;
        match end {
            // Without a hash it is read again in the next run.
            End::BrokenOff(error) => self.keep_unread(change, line, &error, &mut file, builder)?,
            _ => {
                file.hash = hash;
                if file.documents == 0 && file.problems.is_empty() {
                    file.reject(None, ExtractError::Empty.to_string());
                }
            }
        }
        self.close_file(change, file, builder)
    }

    /// Reads and writes some records.
    fn jsonl_batch(
        &mut self,
        reader: &mut JsonlReader<impl std::io::BufRead>,
        change: &Change,
        given: &Arc<Given>,
        file: &mut FileTally,
        (builder, workers): (&Builder<'_>, &mut Workers),
        on_document: &mut dyn FnMut(usize, u64),
    ) -> Result<End, IndexError> {
        let mut batch = Batch::default();
        let mut lines = Vec::new();
        let end = loop {
            if batch.bytes() >= GROUP_BYTES as usize || lines.len() >= GROUP_FILES * 4 {
                break End::No;
            }
            match reader.next_record() {
                Ok(None) => break End::Whole,
                Ok(Some(Ok(record))) => {
                    let id = record_id(&change.file, &record);
                    match self.ids.take(&id, record.id.as_deref(), &change.file)? {
                        Err(reason) => file.reject_for_id(Some(record.line), reason, id),
                        Ok(()) => {
                            lines.push((record.line, record.text.len() as u64));
                            batch.push(&change.file, Input::Record(Box::new(record)), Arc::clone(given));
                        }
                    }
                }
                Ok(Some(Err(error))) => file.reject(Some(error.line), error.reason),
                Err(error) => break End::BrokenOff(error),
            }
        };
        let mut lines = lines.into_iter();
        workers.process(batch, |outcome| {
            // One outcome for each record, in their order.
            if let Some((line, bytes)) = lines.next() {
                on_document(self.write(outcome, file, Some(line), builder)?, bytes);
            }
            Ok(())
        })?;
        Ok(end)
    }

    /// Reading broke off at a line: what was read earlier of the rest stays.
    fn keep_unread(
        &mut self,
        change: &Change,
        line: usize,
        error: &std::io::Error,
        file: &mut FileTally,
        builder: &Builder<'_>,
    ) -> Result<(), IndexError> {
        let mut kept = 0;
        if let (Some(earlier), Some(from)) = (&change.earlier, self.read_earlier()) {
            let lines_of = format!("{}.", document_id_for_file(&earlier.root, &earlier.path));
            let ids = &mut self.ids;
            let target = (change.file.root.as_str(), change.file.path.as_str());
            let documents = carry_documents(from, earlier, target, builder, &mut |document| {
                // An id that was given is taken where this run has read it.
                let number = document.id.strip_prefix(&lines_of).and_then(|number| number.parse::<usize>().ok());
                Ok(number.is_none_or(|number| number >= line) && ids.take(&document.id, None, &change.file)?.is_ok())
            })?;
            kept = documents.documents;
            file.documents += kept;
            file.parts += documents.parts;
            file.passages += documents.passages;
        }
        let end = if kept > 0 { "; of the rest what was read earlier is kept" } else { "" };
        file.reject(None, format!("reading stopped at line {line}: {error}{end}"));
        Ok(())
    }
}

/// How far a JSONL file was read.
enum End {
    /// There is more.
    No,
    /// To the end.
    Whole,
    /// Until it could not be read any more.
    BrokenOff(std::io::Error),
}
