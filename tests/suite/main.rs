//! What a user, a script and a nightly job may rely on, checked on the program itself.
//!
//! Every test makes a folder of its own with a few Dutch documents written for it, runs the program there and looks at
//! both streams and the exit code. What a single function does is tested beside that function.
#![allow(clippy::panic, reason = "a helper of tests fails the test that called it")]

/// Folders, documents, runs of the program, and what is masked in snapshots.
#[macro_use]
mod common;

/// `griffie analyze`: how words are seen.
mod analyze;
/// What `griffie.toml` sets, and where it lies.
mod config;
/// The sample corpus of this repository and the searches that lead through it.
mod corpus_tour;
/// `griffie eval`: figures that can be worked out by hand.
mod eval;
/// `griffie facets`: what the matching set is made of.
mod facets;
/// PDF, Word, OpenDocument, web pages, RTF and mail: what is read from them, and what damage costs.
mod formats;
/// What an interrupted, doubled or damaged run leaves behind: a whole earlier or later state, always.
mod generations;
/// Metadata given beside documents, for folders, in front matter.
mod given;
/// `griffie index` over and over: what a run does with what earlier runs left.
mod incremental;
/// `griffie index`: what is read, left alone, rejected and told.
mod index;
/// `griffie inspect`: what is read from a file, without an index.
mod inspect;
/// What can be typed into a search.
mod language;
mod language_exact;
/// `--log-format json`: messages for programs that collect logs.
mod log;
/// A job that runs every night: lost folders, damaged files, signals, other runs.
mod nightly;
/// `griffie positions`: who took which position on a topic, when.
mod positions;
/// The program as a whole: help, version, wrong usage, closed pipes.
mod program;
/// The commands of the README, run as they stand there.
mod readme;
/// What comes before what, one property a file.
mod relevance;
/// `griffie search`: what is found, in which order, under which filter, and how it is written.
mod search;
/// `griffie status`, `griffie show`, forgetting: what the index holds.
mod state;
/// The program on a terminal: progress, colour.
#[cfg(target_os = "linux")]
mod terminal;
/// Files, lines and places of any condition.
mod wrong_input;
