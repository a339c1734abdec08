//! How far a run is: a bar on a terminal, a plain line now and then elsewhere, nothing when quiet.

use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::message::Message;
use super::output::Terminal;
use crate::show::counted;
use crate::update::{Progress, ScanProgress};

/// Where nobody sees a bar: the first line comes after this time, so that short runs say nothing.
const FIRST_LINE: Duration = Duration::from_secs(5);
/// Each next line comes after this time, so that a log of an hour stays readable.
const NEXT_LINE: Duration = Duration::from_secs(30);

/// Share of the bytes, one in so many, before which the time left cannot be told.
const MIN_SHARE: u64 = 100;

const BAR: &str = "{bar:24} {decimal_bytes}/{decimal_total_bytes}, {msg}, {eta} left";
const SCANS_BAR: &str = "{bar:24} page {pos} of {len} of scans, {eta} left";

/// The progress of one run.
pub(super) struct ProgressLine<'a> {
    terminal: &'a Terminal,
    shown: Shown,
}

enum Shown {
    /// Redrawn in place.
    Bar(ProgressBar),
    Lines(Pace),
    Nothing,
}

impl<'a> ProgressLine<'a> {
    /// As this terminal can show it.
    pub fn new(terminal: &'a Terminal) -> Self {
        let shown = match (terminal.is_quiet(), terminal.is_interactive()) {
            (true, _) => Shown::Nothing,
            (false, true) => Shown::Bar(bar()),
            (false, false) => Shown::Lines(Pace::new(Instant::now())),
        };
        Self { terminal, shown }
    }

    /// Shows how far it is, where it is time to.
    pub fn show(&mut self, progress: Progress) {
        match &mut self.shown {
            Shown::Nothing => {}
            Shown::Bar(bar) => {
                bar.set_length(progress.total_bytes);
                bar.set_position(progress.bytes.min(progress.total_bytes));
                bar.set_message(read_so_far(progress));
            }
            Shown::Lines(pace) => {
                if let Some(elapsed) = pace.due(Instant::now()) {
                    self.terminal.say(&Message::progress(line(progress, elapsed), progress));
                }
            }
        }
    }

    /// Shows how far the reading of scans is, where it is time to.
    pub fn show_scans(&mut self, progress: ScanProgress) {
        match &mut self.shown {
            Shown::Nothing => {}
            Shown::Bar(bar) => {
                if bar.position() == 0 {
                    bar.set_style(style(SCANS_BAR));
                }
                bar.set_length(progress.total_pages as u64);
                bar.set_position(progress.pages as u64);
            }
            Shown::Lines(pace) => {
                if let Some(elapsed) = pace.due(Instant::now()) {
                    let ScanProgress { pages, total_pages } = progress;
                    let seconds = elapsed.as_secs_f64() * (total_pages - pages) as f64 / pages.max(1) as f64;
                    let left = told_duration(seconds);
                    let said = format!("read page {pages} of {total_pages} of scans, about {left} left");
                    self.terminal.say(&Message::progress(said, progress));
                }
            }
        }
    }

    /// Takes the bar away.
    pub fn end(self) {
        if let Shown::Bar(bar) = self.shown {
            bar.finish_and_clear();
        }
    }
}

fn bar() -> ProgressBar {
    ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr()).with_style(style(BAR))
}

fn style(pattern: &str) -> ProgressStyle {
    // No colour, so that there is nothing to switch off. A pattern that the tests compile; the plain bar otherwise.
    ProgressStyle::with_template(pattern).unwrap_or_else(|_| ProgressStyle::default_bar()).progress_chars("=> ")
}

fn read_so_far(progress: Progress) -> String {
    format!("{}, {}", counted(progress.documents, "document"), counted(progress.passages, "passage"))
}

/// A line of a log.
fn line(progress: Progress, elapsed: Duration) -> String {
    let megabytes = |bytes: u64| bytes as f64 / 1e6;
    let done = progress.bytes.min(progress.total_bytes);
    // The first document tells nothing: with it the words are read that all share.
    let left = if done.saturating_mul(MIN_SHARE) < progress.total_bytes {
        String::new()
    } else {
        let seconds = elapsed.as_secs_f64() * (progress.total_bytes - done) as f64 / done as f64;
        format!(", about {} left", told_duration(seconds))
    };
    let total = megabytes(progress.total_bytes);
    format!("read {:.1} of {total:.1} MB, {}{left}", megabytes(done), read_so_far(progress))
}

/// Whole seconds, minutes or hours: an estimate is no more exact.
fn told_duration(seconds: f64) -> String {
    match seconds.round() {
        s if s < 100.0 => format!("{s:.0} s"),
        s if s < 6000.0 => format!("{:.0} min", s / 60.0),
        s => format!("{:.0} h", s / 3600.0),
    }
}

/// When a line is due.
struct Pace {
    started: Instant,
    next: Duration,
}

impl Pace {
    fn new(started: Instant) -> Self {
        Self { started, next: FIRST_LINE }
    }

    /// The time since the start, where a line is due.
    fn due(&mut self, now: Instant) -> Option<Duration> {
        let elapsed = now.saturating_duration_since(self.started);
        if elapsed < self.next {
            return None;
        }
        self.next = elapsed + NEXT_LINE;
        Some(elapsed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_come_now_and_then() {
        let start = Instant::now();
        let mut pace = Pace::new(start);
        let due: Vec<u64> = (0..120).filter(|s| pace.due(start + Duration::from_secs(*s)).is_some()).collect();
        assert_eq!(due, [5, 35, 65, 95]);
    }

    #[test]
    fn a_line_tells_bytes_documents_and_time_left() {
        let progress = Progress { bytes: 25_000_000, total_bytes: 100_000_000, documents: 1, passages: 12 };
        let told = line(progress, Duration::from_secs(40));
        assert_eq!(told, "read 25.0 of 100.0 MB, 1 document, 12 passages, about 2 min left");
        let more = Progress { bytes: 120_000_000, ..progress };
        assert!(line(more, Duration::from_secs(1)).ends_with("about 0 s left"), "a file that grew while it was read");
        for bytes in [0, 999_999] {
            assert!(line(Progress { bytes, ..progress }, Duration::from_secs(5)).ends_with("12 passages"));
        }
    }

    #[test]
    fn the_pattern_of_the_bar_is_understood() {
        assert!(ProgressStyle::with_template(BAR).is_ok() && ProgressStyle::with_template(SCANS_BAR).is_ok());
    }
}
