//! Writes a collection of council papers of any size, which looks like a real archive and says nothing.
//!
//! ```text
//! cargo run --release --example synth -- 100000 --seed 1 --out big       100,000 files
//! cargo run --release --example synth -- 100000 --seed 1 --out big --change 0.01 --round 1
//! cargo run --release --example synth -- --measure big                   how its vocabulary grows, how long its papers are
//! cargo run --release --example synth -- --walk big                      looks at each file and does nothing else
//! ```
//! The same seed gives the same bytes on every machine, and file 17 is the same in a collection of any size; memory does not
//! grow with the number of files. Vocabulary, word frequencies and lengths are those of real council papers (docs/operations.md
//! has the figures). Papers have letterheads, some are one letter to several municipalities, some have metadata beside them, some
//! are in an older encoding, some are no papers, and a few are broken. `--change` makes a night of an earlier state: of ten
//! changes seven are additions to a file, one a new name, one a removal and one a new file; round 2 goes on from round 1.

// A program for a terminal.
#![allow(clippy::print_stdout)]

mod corpus;
mod formats;
mod measure;
mod numbers;
mod paper;
mod place;
mod words;
mod writer;

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use clap::Parser;
use corpus::{Collection, Night};
use measure::Statistics;

/// Write a collection of council papers that nobody wrote
#[derive(Debug, Parser)]
#[command(name = "synth")]
struct Arguments {
    /// Number of files
    #[arg(value_name = "N", required_unless_present_any = ["measure", "walk"])]
    files: Option<u64>,
    /// Another number gives another collection
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Folder to write into
    #[arg(long, value_name = "DIR", default_value = "synth")]
    out: PathBuf,
    /// Change this share of the files of a collection that was written before
    #[arg(long, value_name = "SHARE", value_parser = share)]
    change: Option<u64>,
    /// The how manieth change it is
    #[arg(long, value_name = "R", default_value_t = 1, requires = "change", value_parser = clap::value_parser!(u64).range(1..))]
    round: u64,
    /// Tell the statistics of the .txt and .md files below a folder, and write nothing
    #[arg(long, value_name = "DIR", conflicts_with_all = ["files", "change"])]
    measure: Option<PathBuf>,
    /// Ask the system for size and time of each file below a folder: what a run costs at least
    #[arg(long, value_name = "DIR", conflicts_with_all = ["files", "change", "measure"])]
    walk: Option<PathBuf>,
}

/// A share as millionths.
fn share(text: &str) -> Result<u64, String> {
    match text.parse::<f64>() {
        Ok(share) if (0.0..=1.0).contains(&share) => Ok((share * 1e6).round() as u64),
        _ => Err("a number from 0 to 1".to_owned()),
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments = Arguments::parse();
    if let Some(folder) = &arguments.measure {
        println!("{}", Statistics::of(&texts(folder)?));
        return Ok(());
    }
    if let Some(folder) = &arguments.walk {
        let (files, bytes) = walk(folder)?;
        println!("{files} files, {:.1} MB", bytes as f64 / 1e6);
        return Ok(());
    }
    let collection = Collection { seed: arguments.seed, files: arguments.files.unwrap_or(0) };
    let counts = match arguments.change {
        None => collection.write(&arguments.out)?,
        Some(per_million) => collection.change(&arguments.out, Night { per_million, round: arguments.round })?,
    };
    println!(
        "{} written ({} changed, {} new), {} renamed, {} removed; {:.1} MB",
        counts.written,
        counts.changed,
        counts.added,
        counts.renamed,
        counts.removed,
        counts.bytes as f64 / 1e6
    );
    Ok(())
}

/// Number and bytes of the files below a folder.
fn walk(folder: &Path) -> Result<(u64, u64), Box<dyn Error>> {
    let (mut files, mut bytes) = (0, 0);
    for entry in walkdir::WalkDir::new(folder) {
        let entry = entry?;
        if entry.file_type().is_file() {
            let metadata = entry.metadata()?;
            metadata.modified()?;
            files += 1;
            bytes += metadata.len();
        }
    }
    Ok((files, bytes))
}

/// The texts below a folder, in the order of their paths.
fn texts(folder: &Path) -> Result<Vec<String>, Box<dyn Error>> {
    let mut texts = Vec::new();
    for entry in walkdir::WalkDir::new(folder).sort_by_file_name() {
        let entry = entry?;
        let end = entry.path().extension().and_then(|end| end.to_str()).unwrap_or_default().to_lowercase();
        if entry.file_type().is_file() && matches!(end.as_str(), "txt" | "md") {
            let bytes = fs::read(entry.path())?;
            texts.push(match String::from_utf8(bytes) {
                Ok(text) => text,
                Err(error) => encoding_rs::WINDOWS_1252.decode(error.as_bytes()).0.into_owned(),
            });
        }
    }
    Ok(texts)
}
