//! Another program, run within limits: bytes in, bytes out.
//!
//! It is not started by griffie itself but by a process of griffie that first bounds what it may take and then becomes that
//! program, as bounds can be set for oneself only.

use std::ffi::{OsStr, OsString};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::Duration;

/// The first argument that makes the program become another one within limits; that one and its arguments follow.
pub const TOOL_ARGUMENT: &str = "run-for-another";

/// What of the environment other programs get: where they and their data lie.
const PASSED_ON: [&str; 4] = ["PATH", "LD_LIBRARY_PATH", "TESSDATA_PREFIX", "SystemRoot"];
/// Address space, in bytes; an image of a page takes some ten million.
#[cfg(unix)]
const MEMORY_BYTES: u64 = 2 << 30;
/// Processor time, in seconds; a page of small print takes ten.
#[cfg(unix)]
const PROCESSOR_SECONDS: u64 = 60;
/// Time by the clock, on a machine that is busy with other things.
const PATIENCE: Duration = Duration::from_secs(600);
/// How much of what it says when it fails is told, in bytes.
const MAX_LAST_WORDS: usize = 300;

/// Why a program gave nothing.
#[derive(Debug, thiserror::Error)]
pub enum ToolError {
    /// It did not start.
    #[error("{program} could not be started")]
    NotStarted {
        /// The program.
        program: String,
        /// Why.
        source: io::Error,
    },
    /// It took too long.
    #[error("{program} took more than {} minutes", PATIENCE.as_secs() / 60)]
    TimedOut {
        /// The program.
        program: String,
    },
    /// It gave more than makes sense.
    #[error("{program} gave more than {max_bytes} bytes")]
    TooLarge {
        /// The program.
        program: String,
        /// As much is taken.
        max_bytes: usize,
    },
    /// It failed.
    #[error("{program} failed: {told}")]
    Failed {
        /// The program.
        program: String,
        /// What it said.
        told: String,
    },
}

/// A program that is run within limits.
#[derive(Debug, Clone)]
pub(super) struct Tool {
    /// The program that becomes it.
    runner: PathBuf,
    program: PathBuf,
}

impl Tool {
    /// The program of this name on the search path.
    pub fn find(runner: &Path, name: &str) -> Option<Self> {
        let path = std::env::var_os("PATH")?;
        let file = format!("{name}{}", std::env::consts::EXE_SUFFIX);
        let program = std::env::split_paths(&path).map(|folder| folder.join(&file)).find(|at| is_program(at))?;
        Some(Self { runner: runner.to_owned(), program })
    }

    /// What it writes on standard output when it gets `input`.
    pub fn run(&self, arguments: &[&str], input: &[u8], max_bytes: usize) -> Result<Vec<u8>, ToolError> {
        let name = || self.program.file_name().unwrap_or(OsStr::new("a program")).to_string_lossy().into_owned();
        let not_started = |source| ToolError::NotStarted { program: name(), source };
        let mut command = Command::new(&self.runner);
        command.arg(TOOL_ARGUMENT).arg(&self.program).args(arguments).env_clear();
        command.envs(PASSED_ON.iter().filter_map(|key| Some((key, std::env::var_os(key)?))));
        // One thread each: pages are read side by side.
        command.env("OMP_THREAD_LIMIT", "1").env("LC_ALL", "C.UTF-8");
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().map_err(not_started)?;
        let pipes = (child.stdin.take(), child.stdout.take(), child.stderr.take());
        let child = Mutex::new(child);
        let (done, over) = mpsc::channel::<()>();
        let (output, words, timed_out) = thread::scope(|scope| {
            let (stdin, stdout, stderr) = pipes;
            // What it does not read it does not need.
            scope.spawn(move || stdin.map(|mut pipe| pipe.write_all(input)));
            let words = scope.spawn(move || stderr.map(read_all));
            let child = &child;
            let watch = scope.spawn(move || {
                let is_late = over.recv_timeout(PATIENCE) == Err(RecvTimeoutError::Timeout);
                if is_late {
                    end(child);
                }
                is_late
            });
            let output = stdout.map(|pipe| read_at_most(pipe, max_bytes));
            if !matches!(output, Some(Ok(Some(_)))) {
                end(child);
            }
            drop(done);
            (output, words.join().ok().flatten().unwrap_or_default(), watch.join().unwrap_or(false))
        });
        let status = child.into_inner().unwrap_or_else(PoisonError::into_inner).wait().map_err(not_started)?;
        if timed_out {
            return Err(ToolError::TimedOut { program: name() });
        }
        match output {
            Some(Ok(Some(output))) if status.success() => Ok(output),
            Some(Ok(None)) => Err(ToolError::TooLarge { program: name(), max_bytes }),
            _ => {
                let said = String::from_utf8_lossy(&words);
                let said = said.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or_default().to_owned();
                let told = if said.is_empty() { status.to_string() } else { said };
                Err(ToolError::Failed { program: name(), told })
            }
        }
    }
}

fn end(child: &Mutex<std::process::Child>) {
    let mut child = child.lock().unwrap_or_else(PoisonError::into_inner);
    // It has ended by itself, or ends now.
    let _ = child.kill();
}

/// All of it; `None` where it is more.
fn read_at_most(pipe: impl Read, max_bytes: usize) -> io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::new();
    pipe.take(max_bytes as u64 + 1).read_to_end(&mut bytes)?;
    Ok((bytes.len() <= max_bytes).then_some(bytes))
}

/// Its beginning; the rest is read and forgotten, so that nobody waits for it.
fn read_all(mut pipe: impl Read) -> Vec<u8> {
    let mut first = vec![0; MAX_LAST_WORDS];
    let mut filled = 0;
    while let Ok(n @ 1..) = pipe.read(&mut first[filled..]) {
        filled += n;
        if filled == first.len() {
            // A pipe that breaks has no rest.
            let _ = io::copy(&mut pipe, &mut io::sink());
            break;
        }
    }
    first.truncate(filled);
    first
}

#[cfg(unix)]
fn is_program(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    path.metadata().is_ok_and(|metadata| metadata.is_file() && metadata.permissions().mode() & 0o111 != 0)
}

#[cfg(not(unix))]
fn is_program(path: &Path) -> bool {
    path.is_file()
}

/// Bounds what this process may take and becomes the program that the arguments name. Comes back only where that fails.
#[cfg(unix)]
pub fn become_tool(mut arguments: impl Iterator<Item = OsString>) -> io::Error {
    use rustix::process::{Resource, Rlimit, setrlimit};
    use std::os::unix::process::CommandExt;
    let Some(program) = arguments.next() else { return io::ErrorKind::InvalidInput.into() };
    let at_most = |n| Rlimit { current: Some(n), maximum: Some(n) };
    // What cannot be bounded is run all the same; the other bounds hold.
    let _ = setrlimit(Resource::As, at_most(MEMORY_BYTES));
    let _ = setrlimit(Resource::Cpu, at_most(PROCESSOR_SECONDS));
    let _ = setrlimit(Resource::Core, at_most(0));
    let _ = setrlimit(Resource::Fsize, at_most(0));
    #[cfg(target_os = "linux")]
    {
        let _ = rustix::thread::set_no_new_privs(true);
        // Whoever waits for it is gone: nobody will read what it gives.
        let _ = rustix::process::set_parent_process_death_signal(Some(rustix::process::Signal::KILL));
    }
    Command::new(program).args(arguments).exec()
}

/// The same where the system knows no such bounds: it is run, and its end is ours.
#[cfg(not(unix))]
pub fn become_tool(mut arguments: impl Iterator<Item = OsString>) -> io::Error {
    let Some(program) = arguments.next() else { return io::ErrorKind::InvalidInput.into() };
    match Command::new(program).args(arguments).status() {
        Ok(status) if status.success() => io::Error::from(io::ErrorKind::Interrupted),
        Ok(status) => io::Error::other(status.to_string()),
        Err(error) => error,
    }
}
