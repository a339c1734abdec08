//! What was odd about an input that could still be read.
//!
//! Reading documents remarks rather than stops: a damaged file gives what could be read and a [`Warning`]
//! for the rest. Whether a warning is shown, and where, is decided by the caller.

use std::fmt;

/// One remark about an input, with its place and, where there is one, the way out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Warning {
    /// Where: a source as shown to people (`root/brief.txt`), possibly with a line (`root/brief.txt:7`).
    pub place: String,
    /// What was expected and what was found; lower case, no final stop.
    pub message: String,
    /// What a person can do about it.
    pub hint: Option<String>,
}

impl Warning {
    /// A warning without a hint.
    pub fn new(place: impl Into<String>, message: impl Into<String>) -> Self {
        Self { place: place.into(), message: message.into(), hint: None }
    }

    /// The same warning with a way out.
    #[must_use]
    pub fn with_hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.message)?;
        match &self.hint {
            Some(hint) => write!(f, " ({hint})"),
            None => Ok(()),
        }
    }
}
