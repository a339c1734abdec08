//! Documents of all formats (`tests/fixtures/formats`, whose README says what each is for).

/// Damaged documents, and those that were made to do harm.
mod damage;
/// `griffie index` on a folder of them.
mod indexing;
/// What `griffie inspect` reads from each.
mod reading;
/// Scans, with and without text recognition.
#[cfg(unix)]
mod scans;

use std::path::PathBuf;

use serde_json::Value;

use crate::common::Folder;

/// Where the documents lie.
fn fixtures() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/formats")
}

/// The bytes of one.
fn fixture(name: &str) -> Vec<u8> {
    std::fs::read(fixtures().join(name)).expect("a document of tests/fixtures/formats")
}

/// The names of all, sorted.
fn all() -> Vec<String> {
    let entries = std::fs::read_dir(fixtures()).expect("the folder");
    let mut names: Vec<String> =
        entries.map(|entry| entry.expect("an entry").file_name().into_string().expect("a name that is text")).collect();
    names.sort();
    names
}

/// A folder with some of them, each under a name that it is given there.
fn folder_with(documents: &[(&str, &str)]) -> Folder {
    let folder = Folder::new();
    for (name, document) in documents {
        folder.write(name, fixture(document));
    }
    folder
}

/// What is read from one, put back together.
#[track_caller]
fn clean_text(document: &str) -> String {
    let folder = folder_with(&[(document, document)]);
    folder.griffie(["inspect", "--text", document]).expect_code(0).stdout
}

/// What a program is told of one: the document, then its parts.
#[track_caller]
fn inspected(document: &str) -> Vec<Value> {
    let folder = folder_with(&[(document, document)]);
    let ran = folder.griffie(["inspect", "--format", "json", document]).expect_code(0);
    ran.json().as_array().expect("a list").clone()
}
