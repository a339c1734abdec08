//! Signals that ask a run to stop: what it wrote is removed, and the process ends within five seconds whatever it does.

use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};

use super::CliError;
use crate::index::IndexError;
use crate::stop::Stop;
use crate::update::UpdateError;

/// The signals that this process was sent since it listens for them.
#[derive(Debug, Clone, Default)]
pub(super) struct Signals {
    stop: Stop,
    first: Arc<AtomicU8>,
}

impl Signals {
    /// What is told once a signal came.
    pub fn stop(&self) -> &Stop {
        &self.stop
    }

    /// Listens from now on, where the system has signals and lets us; else they end the process at once, which loses nothing.
    pub fn listen(&self) {
        #[cfg(unix)]
        let _ = unix::listen(self);
    }

    /// A run that was given up for a signal is told as such.
    pub fn explain(&self, error: CliError) -> CliError {
        match (error, self.first.load(Ordering::SeqCst)) {
            (error, 0) => error,
            (
                CliError::Index(IndexError::Stopped) | CliError::Update(UpdateError::Index(IndexError::Stopped)),
                signal,
            ) => CliError::Stopped(signal),
            (error, _) => error,
        }
    }
}

/// The name of a signal.
pub(super) fn name(signal: u8) -> String {
    match signal {
        1 => "SIGHUP".to_owned(),
        2 => "SIGINT".to_owned(),
        15 => "SIGTERM".to_owned(),
        other => format!("signal {other}"),
    }
}

#[cfg(unix)]
mod unix {
    use std::io;
    use std::sync::atomic::Ordering;
    use std::thread;
    use std::time::Duration;

    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    use signal_hook::iterator;
    use signal_hook::low_level::exit;

    use super::Signals;

    /// How long a run has to give up by itself. What it leaves then is no state of the index, and removed by the next run.
    const GRACE: Duration = Duration::from_secs(4);

    pub fn listen(signals: &Signals) -> io::Result<()> {
        let told = signals.clone();
        let mut waiting = iterator::Signals::new([SIGHUP, SIGINT, SIGTERM])?;
        thread::Builder::new().name("signals".into()).spawn(move || {
            let mut arrived = waiting.forever();
            let Some(signal) = arrived.next() else { return };
            told.first.store(u8::try_from(signal).unwrap_or(u8::MAX), Ordering::SeqCst);
            told.stop.ask();
            thread::spawn(move || {
                thread::sleep(GRACE);
                exit(128 + signal);
            });
            // Whoever asks twice does not want to wait.
            if let Some(again) = arrived.next() {
                exit(128 + again);
            }
        })?;
        Ok(())
    }
}
