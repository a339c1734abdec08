//! The process that reads files: one after the other, each within limits.
//!
//! It gets a name and bytes on standard input and gives back a text or an error, in [frames](super::frame). It opens no file and no
//! connection. A file that takes too long ends the process; one that takes too much memory, or nests too deep, ends it too,
//! and what the runtime says then on standard error tells the one from the other.

use std::io::{self, Read, Write};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use super::frame::{self, Request};
use super::limits::{STACK_BYTES, TimeLimit, processor_time, restrict_this_process};
use crate::extract::{ExtractError, ExtractedText, read_with_ocr};

/// The argument that makes the program read files for another process of it.
pub const WORKER_ARGUMENT: &str = "read-for-another";

/// Exit code of a process whose time was up.
pub(super) const TIME_IS_UP: i32 = 124;

/// How often the clock is looked at.
const TICK: Duration = Duration::from_millis(40);

/// Reads files until there are no more.
///
/// # Errors
/// Where the other side is gone.
pub fn work(mut input: impl Read, mut output: impl Write) -> io::Result<()> {
    restrict_this_process();
    let failed_at = note_panics();
    let watch = Watch::start();
    while let Some(request) = frame::read_request(&mut input)? {
        watch.begin(TimeLimit::of(request.bytes.len()));
        let answer = read_on_deep_stack(request, &failed_at);
        frame::write_answer(&mut output, &answer)?;
        watch.end();
    }
    Ok(())
}

/// Reads a file on a thread of its own, which has the stack for it and catches defects of ours.
fn read_on_deep_stack(request: Request, failed_at: &Mutex<Option<String>>) -> Result<ExtractedText, ExtractError> {
    let read = move || read_with_ocr(&request.bytes, &request.name, &request.ocr);
    let reading = thread::Builder::new().stack_size(STACK_BYTES).spawn(read);
    let reading = reading.map_err(|error| ExtractError::NotStarted(error.to_string()))?;
    reading.join().unwrap_or_else(|_| {
        let place = failed_at.lock().ok().and_then(|mut place| place.take());
        Err(ExtractError::Failed(place.unwrap_or_else(|| "it panicked".to_owned())))
    })
}

/// Keeps the place of a panic instead of printing it.
fn note_panics() -> Arc<Mutex<Option<String>>> {
    let place = Arc::new(Mutex::new(None));
    let kept = Arc::clone(&place);
    std::panic::set_hook(Box::new(move |info| {
        if let (Some(at), Ok(mut place)) = (info.location(), kept.lock()) {
            // The file without the folders of whoever built it.
            let parts: Vec<&str> = at.file().rsplit(['/', '\\']).take(3).collect();
            let file: Vec<&str> = parts.into_iter().rev().collect();
            *place = Some(format!("{}, line {}", file.join("/"), at.line()));
        }
    }));
    place
}

/// Ends the process when a file takes too long.
struct Watch {
    /// Milliseconds of processor time and by the clock until which a file may be read; 0 between files.
    until: Arc<[AtomicU64; 2]>,
    started: Instant,
}

impl Watch {
    fn start() -> Self {
        let watch = Self { until: Arc::default(), started: Instant::now() };
        let (until, started) = (Arc::clone(&watch.until), watch.started);
        // Where no thread can be had, the limits of the system remain.
        let _ = thread::Builder::new().spawn(move || {
            loop {
                thread::sleep(TICK);
                let [processor, clock] = [0, 1].map(|i| until[i].load(Ordering::Relaxed));
                let is_over = |limit: u64, time: Duration| limit > 0 && time.as_millis() as u64 > limit;
                if is_over(clock, started.elapsed()) || processor_time().is_some_and(|time| is_over(processor, time)) {
                    end_this_process();
                }
            }
        });
        watch
    }

    fn begin(&self, limit: TimeLimit) {
        let until = [processor_time().unwrap_or_default() + limit.processor, self.started.elapsed() + limit.clock];
        for (at, until) in self.until.iter().zip(until) {
            at.store(until.as_millis().max(1) as u64, Ordering::Relaxed);
        }
    }

    fn end(&self) {
        self.until.iter().for_each(|at| at.store(0, Ordering::Relaxed));
    }
}

#[expect(clippy::exit, reason = "the thread that reads cannot be stopped; nothing here is open that has to be closed")]
fn end_this_process() {
    std::process::exit(TIME_IS_UP);
}
