//! What a user, a script and a nightly job may rely on, checked on the program itself.
//!
//! Every test makes a folder of its own with a few Dutch documents written for it, runs the program there and looks at
//! both streams and the exit code. What a single function does is tested beside that function.

/// Folders, documents, runs of the program, and what is masked in snapshots.
#[macro_use]
mod common;

/// `griffie index`: what is read, left alone, rejected and told.
mod index;
/// `griffie search`: what is found, in which order, under which filter, and how it is written.
mod search;
