//! What reading one file may cost.

use std::time::Duration;

/// Address space of a process that reads files, in bytes. What a file needs is a few times its size, which is bounded.
pub(super) const MEMORY_BYTES: u64 = 1536 << 20;
/// Processor time for a file, and for each megabyte of it.
const TIME: Duration = Duration::from_secs(10);
const TIME_PER_MEGABYTE: Duration = Duration::from_secs(1);
/// How much longer it may take by the clock, on a machine that is busy with other things.
const PATIENCE: u32 = 12;
/// Stack of the thread that reads: formats nest, and what nests too deep is refused before it is reached.
pub(super) const STACK_BYTES: usize = 16 << 20;
/// Longest text that is taken from a file, in bytes.
pub(in crate::extract) const MAX_TEXT_BYTES: usize = 64 << 20;

/// Time for reading a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct TimeLimit {
    /// Of the processor.
    pub processor: Duration,
    /// By the clock.
    pub clock: Duration,
}

impl TimeLimit {
    /// For a file of so many bytes.
    pub fn of(bytes: usize) -> Self {
        let megabytes = u32::try_from(bytes >> 20).unwrap_or(u32::MAX);
        let processor = TIME + TIME_PER_MEGABYTE.saturating_mul(megabytes);
        Self { processor, clock: processor.saturating_mul(PATIENCE) }
    }
}

/// Bounds what this process may take, for good. Where the system knows no such bounds, only time is bounded.
#[cfg(unix)]
pub(super) fn restrict_this_process() {
    use rustix::process::{Resource, Rlimit, setrlimit};
    let at_most = |n| Rlimit { current: Some(n), maximum: Some(n) };
    // What cannot be bounded is read all the same; the other bounds hold.
    let _ = setrlimit(Resource::As, at_most(MEMORY_BYTES));
    let _ = setrlimit(Resource::Core, at_most(0));
    let _ = setrlimit(Resource::Fsize, at_most(0));
    #[cfg(target_os = "linux")]
    let _ = rustix::thread::set_no_new_privs(true);
}

#[cfg(not(unix))]
pub(super) fn restrict_this_process() {}

/// Processor time that this process has taken; `None` where the system does not tell.
#[cfg(unix)]
pub(super) fn processor_time() -> Option<Duration> {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
    Some(Duration::new(u64::try_from(time.tv_sec).ok()?, u32::try_from(time.tv_nsec).ok()?))
}

#[cfg(not(unix))]
pub(super) fn processor_time() -> Option<Duration> {
    None
}
