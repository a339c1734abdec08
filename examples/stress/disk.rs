//! A real disk of a few megabytes that fills up.

use std::fs;
use std::path::Path;
use std::process::Command;

use super::Outcome;
use super::corpus::{Corpus, History};
use super::readers::Griffie;

/// Documents more in each round.
const STEP: usize = 400;

/// Unmounts what was mounted, also where a check fails.
struct Mounted<'a>(&'a Path);

impl Drop for Mounted<'_> {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(self.0).status();
    }
}

/// Indexes more and more documents onto a small disk until they do not fit, and checks what is left.
pub fn fill(griffie: &Griffie, megabytes: u32) -> Outcome<()> {
    let griffie = Griffie { folder: griffie.folder.join("vol"), ..griffie.clone() };
    let index = griffie.folder.join("index");
    fs::create_dir_all(&index)?;
    let size = format!("size={megabytes}m");
    let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", &size, "tmpfs"]).arg(&index).output();
    if !mounted.is_ok_and(|output| output.status.success()) {
        println!("left out: a small disk, as this user may not mount one");
        return Ok(());
    }
    let _mounted = Mounted(&index);
    let mut corpus = Corpus::new(griffie.folder.join("stukken"), STEP)?;
    let mut held = corpus.state();
    griffie.index(&["stukken"])?;
    loop {
        corpus.grow(STEP)?;
        let output = griffie.command(&["index", "-q"]).output()?;
        if output.status.success() {
            held = corpus.state();
            continue;
        }
        let told = String::from_utf8_lossy(&output.stderr);
        if output.status.code() != Some(1) || !told.contains("the disk is full") {
            return Err(format!("on a full disk a run ended with {}: {told}", output.status).into());
        }
        break;
    }
    griffie.expect_whole(&History::new(held.clone()))?;
    println!("a disk of {megabytes} MB was full after {} documents: told, and the state before is whole", held.len());
    Ok(())
}
