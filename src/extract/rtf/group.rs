//! What the groups of a document may change.

use super::destination::{Destination, Side};

/// What a group may change, to be as before at its end.
#[derive(Debug, Clone, Copy)]
pub(super) struct Group {
    pub(super) destination: Destination,
    /// A text of its own that began with this group.
    pub(super) side: Option<Side>,
    /// Characters that follow `\u` for programs that do not know it.
    pub(super) stand_ins: usize,
    pub(super) font: Option<i32>,
    pub(super) is_hidden: bool,
    pub(super) style: i32,
    /// Outline level from 0.
    pub(super) outline: Option<u8>,
    pub(super) in_table: bool,
    pub(super) depth: u8,
}

impl Default for Group {
    fn default() -> Self {
        Self {
            destination: Destination::Text,
            side: None,
            stand_ins: 1,
            font: None,
            is_hidden: false,
            style: 0,
            outline: None,
            in_table: false,
            depth: 0,
        }
    }
}
