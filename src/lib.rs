//! Full-text search over Dutch policy documents in the social domain.
#![deny(missing_docs, unsafe_code)]

pub mod analysis;
pub mod cli;
pub mod config;
pub mod document;
pub mod eval;
pub mod extract;
pub mod history;
pub mod index;
pub mod layout;
mod months;
mod office;
pub mod passage;
pub mod pipeline;
pub mod query;
pub mod rank;
pub mod show;
pub mod source;
pub mod stop;
pub mod update;
pub mod warning;
