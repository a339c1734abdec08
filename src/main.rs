//! `griffie`: full-text search over Dutch policy documents. Everything is in the library; see `griffie::cli`.
#![deny(missing_docs, unsafe_code)]

use std::process::ExitCode;

fn main() -> ExitCode {
    griffie::cli::main()
}
