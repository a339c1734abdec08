//! Kills runs at random moments while others search, and checks that nothing is ever lost, mixed or left behind.
//!
//! ```text
//! cargo build --release
//! cargo run --release --example stress -- --kills 500
//! ```
//! A corpus changes in every round, and a run over it is ended by SIGKILL (or one time in five by SIGTERM) after a random part
//! of the time that it takes. All the while other processes search and one reader of this process goes on with what it has. What
//! any of them sees must be, document for document, a state that the corpus was in, and never an older one than before. From time
//! to time a run may finish: then all documents are found as they are, `status --verify` is clean and no file is left over.
//! With `--small-disk` the index lies on a disk of a few megabytes that fills up (needs the right to mount).
//!
//! The same seed gives the same changes and moments; how far a run comes by then depends on the machine.

// A program for a terminal, whose findings end it.
#![allow(clippy::print_stdout, clippy::print_stderr)]

mod corpus;
mod disk;
mod readers;

use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use clap::Parser;

use corpus::{Chance, Corpus, History};
use readers::{Griffie, Seen};

type Outcome<T> = Result<T, Box<dyn Error + Send + Sync>>;

/// Rounds after which a run may finish.
const ROUNDS_A_CHECK: usize = 10;
/// A run that is asked to stop has so long.
const STOPS_WITHIN: Duration = Duration::from_secs(5);

/// Kills runs at random moments and checks what is left.
#[derive(Parser)]
struct Arguments {
    /// Runs to kill
    #[arg(long, default_value_t = 500)]
    kills: usize,
    /// Documents of the corpus at the beginning
    #[arg(long, default_value_t = 150)]
    documents: usize,
    /// Where the changes and moments come from
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Processes that search meanwhile
    #[arg(long, default_value_t = 2)]
    searchers: usize,
    /// Also fill a disk of so many megabytes
    #[arg(long, value_name = "MB", num_args = 0..=1, default_missing_value = "6")]
    small_disk: Option<u32>,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match run(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("FAILED (seed {}): {error}", arguments.seed);
            ExitCode::FAILURE
        }
    }
}

/// The program beside this one.
fn program() -> Outcome<PathBuf> {
    let examples = std::env::current_exe()?;
    let program = examples.parent().and_then(Path::parent).map(|folder| folder.join("griffie"));
    program.filter(|path| path.exists()).ok_or_else(|| "build the program first: cargo build --release".into())
}

fn run(arguments: &Arguments) -> Outcome<()> {
    let folder = tempfile::Builder::new().prefix("griffie-stress-").tempdir()?;
    let griffie = Griffie { program: program()?, folder: folder.path().to_owned() };
    kill_runs(arguments, &griffie)?;
    match arguments.small_disk {
        Some(megabytes) => disk::fill(&griffie, megabytes),
        None => Ok(()),
    }
}

fn kill_runs(arguments: &Arguments, griffie: &Griffie) -> Outcome<()> {
    let mut chance = Chance::new(arguments.seed);
    let mut corpus = Corpus::new(griffie.folder.join("stukken"), arguments.documents)?;
    let history = Arc::new(History::new(corpus.state()));
    let start = Instant::now();
    griffie.index(&["stukken"])?;
    let mut usual = start.elapsed();
    let is_over = Arc::new(AtomicBool::new(false));
    let searching: Vec<_> = (0..arguments.searchers)
        .map(|_| {
            let (griffie, history, is_over) = (griffie.clone(), Arc::clone(&history), Arc::clone(&is_over));
            thread::spawn(move || readers::search_until(&griffie, &history, &is_over))
        })
        .collect();
    let (of_reader, history_of_reader, over) = (griffie.clone(), Arc::clone(&history), Arc::clone(&is_over));
    let reading = thread::spawn(move || readers::read_until(&of_reader, &history_of_reader, &over));
    let ended = (|| -> Outcome<Tally> {
        let mut tally = Tally::default();
        for round in 1..=arguments.kills {
            if searching.iter().any(thread::JoinHandle::is_finished) || reading.is_finished() {
                return Err("a reader gave up; what it saw is told below".into());
            }
            history.add(corpus.change(&mut chance)?);
            tally.count(end_one(griffie, usual, &mut chance)?);
            if round % ROUNDS_A_CHECK == 0 || round == arguments.kills {
                let began = Instant::now();
                griffie.index(&[])?;
                // It does what the killed one left.
                usual = (usual + began.elapsed()) / 2;
                griffie.expect_whole(&history)?;
                tally.checks += 1;
            }
        }
        Ok(tally)
    })();
    is_over.store(true, Ordering::SeqCst);
    let mut seen = Seen::default();
    for thread in searching {
        seen = seen.and(thread.join().map_err(|_| "a search broke off")??);
    }
    let read = reading.join().map_err(|_| "the reader broke off")??;
    let tally = ended?;
    println!(
        "{} runs were ended ({} by SIGKILL while at work, {} by SIGTERM, the longest took {} ms to stop; {} had finished), \
         {} whole checks",
        arguments.kills,
        tally.killed,
        tally.stopped,
        tally.longest.as_millis(),
        tally.finished,
        tally.checks
    );
    println!(
        "{} searches saw {} states; the reader of one process saw {} in {} looks",
        seen.looks, seen.states, read.states, read.looks
    );
    println!("every document was found as it was, the index verified, and nothing left over after the last run");
    Ok(())
}

#[derive(Default)]
struct Tally {
    killed: usize,
    stopped: usize,
    finished: usize,
    checks: usize,
    longest: Duration,
}

/// How a run ended.
enum End {
    Killed,
    /// On request, so long after it.
    Stopped(Duration),
    Finished,
}

impl Tally {
    fn count(&mut self, end: End) {
        match end {
            End::Killed => self.killed += 1,
            End::Finished => self.finished += 1,
            End::Stopped(took) => {
                self.stopped += 1;
                self.longest = self.longest.max(took);
            }
        }
    }
}

/// Starts a run and ends it after a part of the time that one takes.
fn end_one(griffie: &Griffie, usual: Duration, chance: &mut Chance) -> Outcome<End> {
    let mut command = griffie.command(&["index", "-q"]);
    let mut run = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
    thread::sleep(usual.mul_f64(chance.part() * 1.1));
    if chance.below(5) > 0 {
        run.kill()?;
        return Ok(if run.wait()?.success() { End::Finished } else { End::Killed });
    }
    let asked = Instant::now();
    ask_to_stop(&run)?;
    let status = run.wait()?;
    let took = asked.elapsed();
    match status.code() {
        Some(0) => Ok(End::Finished),
        _ if took > STOPS_WITHIN => Err(format!("a run took {took:?} to stop").into()),
        // Before it listens the signal ends it.
        Some(143) | None => Ok(End::Stopped(took)),
        Some(code) => Err(format!("a run that was asked to stop ended with {code}").into()),
    }
}

#[cfg(unix)]
fn ask_to_stop(run: &std::process::Child) -> Outcome<()> {
    let id = rustix::process::Pid::from_child(run);
    match rustix::process::kill_process(id, rustix::process::Signal::TERM) {
        // It has ended already.
        Err(rustix::io::Errno::SRCH) | Ok(()) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

#[cfg(not(unix))]
fn ask_to_stop(_run: &std::process::Child) -> Outcome<()> {
    Err("this system has no SIGTERM".into())
}

/// A command that must succeed, with what it said where it did not.
fn expect_success(command: &mut Command, what: &str) -> Outcome<Vec<u8>> {
    let output = command.output()?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    Err(format!("{what} ended with {}: {told}", output.status).into())
}
