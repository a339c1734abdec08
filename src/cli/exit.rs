//! The exit codes of the contract, and how several results merge into one.

use std::process::ExitCode;

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// 0: done; also when nothing was found.
    Done,
    /// 1: failed, nothing was changed.
    Failed,
    /// 2: wrong usage.
    Usage,
    /// 3: done, but some documents were rejected or a root was missing.
    Incomplete,
    /// 128 and the number of the signal that ended it: 130, 143.
    Stopped(u8),
}

impl Exit {
    /// The worse of two results of parts of one command.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        let weight = |exit| match exit {
            Self::Done => 0,
            Self::Incomplete => 1,
            Self::Failed => 2,
            Self::Usage => 3,
            Self::Stopped(_) => 4,
        };
        if weight(other) > weight(self) { other } else { self }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(match exit {
            Exit::Done => 0,
            Exit::Failed => 1,
            Exit::Usage => 2,
            Exit::Incomplete => 3,
            Exit::Stopped(signal) => 128 + (signal & 0x7f),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Exit::{Done, Failed, Incomplete, Stopped, Usage};

    #[test]
    fn the_worse_result_counts() {
        assert_eq!(Done.and(Done), Done);
        assert_eq!(Done.and(Incomplete), Incomplete);
        assert_eq!(Failed.and(Incomplete), Failed);
        assert_eq!(Incomplete.and(Usage), Usage);
        assert_eq!(Usage.and(Stopped(15)), Stopped(15));
    }
}
