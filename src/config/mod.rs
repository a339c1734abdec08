//! What a user sets once, in a file: `griffie.toml`.
//!
//! ```toml
//! # Where the index is, from this file's folder.
//! index = "../index"
//!
//! # Share of the documents of a root that a run may take out of the index; above it the run is refused.
//! max_shrink = 0.5
//!
//! # What abbreviations stand for. Several names mean the same; the official one first.
//! [abbreviations]
//! RMT = "Regionaal Mobiliteitsteam"
//! WSP = ["Werkgeversservicepunt", "Werkgevers Servicepunt"]
//! # A word too: only where it is typed in capitals.
//! MAS = { names = ["Maatschappelijke Agenda Samenleving"], ambiguous = true }
//!
//! # Words used for one another.
//! [[synonyms]]
//! words = ["inwonerparticipatie", "burgerparticipatie"]
//! # What papers on the one usually call the other: counts less.
//! [[synonyms]]
//! words = ["energietoeslag", "energiearmoede"]
//! related = true
//!
//! # Municipalities that letters address together.
//! [groups]
//! "Zonneveld-gemeenten" = ["Hoorn", "Medemblik"]
//! ZVG = { members = ["Hoorn", "Medemblik"], names = ["Samenwerking Zonneveld"] }
//! ```
//!
//! Options beat the environment, which beats the file. A file with a mistake is not used in part: a search that lacks half
//! of somebody's words would look as if nothing were wrong.

mod place;
mod read;

use std::borrow::Cow;
use std::path::{Path, PathBuf};

pub use place::{ConfigPlace, FILE_NAME, find};

use crate::analysis::Analyzer;
use crate::document::OwnGroups;
use crate::query::synonym::{SynonymList, Synonyms};
use crate::source::Mistake;
use crate::update::ShrinkLimit;

/// Largest file that is read, in bytes: a list of many thousand words, and not a file named by mistake.
const MAX_BYTES: u64 = 16 << 20;

/// Mistakes that are told at once.
const MAX_TOLD: usize = 8;

/// What the user set.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Config {
    /// The file; `None` where there is none.
    pub file: Option<PathBuf>,
    /// Directory of the index.
    pub index: Option<PathBuf>,
    /// How much of a root may go in a run.
    pub max_shrink: Option<ShrinkLimit>,
    /// Abbreviations and words used for one another, beside ours.
    pub synonyms: SynonymList,
    /// Groups of municipalities, beside ours.
    pub groups: OwnGroups,
}

/// Why a configuration cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// It cannot be read.
    #[error("cannot read the configuration {}", file.display())]
    Unreadable {
        /// The file.
        file: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// What it holds is wrong.
    #[error("{}", told(file, mistakes))]
    Wrong {
        /// The file.
        file: PathBuf,
        /// What is wrong with it, in the order of its lines. Never empty.
        mistakes: Vec<Mistake>,
    },
}

fn told(file: &Path, mistakes: &[Mistake]) -> String {
    let told: Vec<String> = mistakes.iter().take(MAX_TOLD).map(Mistake::to_string).collect();
    let more = match mistakes.len().saturating_sub(MAX_TOLD) {
        0 => String::new(),
        n => format!("; and {n} more"),
    };
    format!("{}, {}{more}", file.display(), told.join("; "))
}

impl Config {
    /// Reads the file at a place; without one nothing is set.
    ///
    /// # Errors
    /// Where it cannot be read, or has a mistake in it.
    pub fn load(place: Option<&ConfigPlace>) -> Result<Self, ConfigError> {
        let Some(place) = place else { return Ok(Self::default()) };
        let file = place.file().to_owned();
        let text = match read_text(&file) {
            Ok(text) => text,
            Err(source) => return Err(ConfigError::Unreadable { file, source }),
        };
        Self::parse(&text, &file).map_err(|mistakes| ConfigError::Wrong { file, mistakes })
    }

    /// Reads the text of a file; paths in it count from the file's folder.
    ///
    /// # Errors
    /// All mistakes in it, in the order of its lines.
    pub fn parse(text: &str, file: &Path) -> Result<Self, Vec<Mistake>> {
        read::read(text, file)
    }
}

impl Config {
    /// Our lists with the user's, which have the last word, analysed as the index is.
    pub fn synonyms_for_search(&self, analyzer: &Analyzer) -> Cow<'static, Synonyms> {
        if self.synonyms == SynonymList::default() {
            return Cow::Borrowed(Synonyms::builtin());
        }
        let all = SynonymList::builtin().clone().merged(self.synonyms.clone());
        Cow::Owned(Synonyms::new(&all, analyzer))
    }
}

fn read_text(file: &Path) -> std::io::Result<String> {
    use std::io::{Error, ErrorKind, Read};
    if file.is_dir() {
        return Err(Error::new(ErrorKind::IsADirectory, "it is a folder; name the file in it"));
    }
    let mut bytes = Vec::new();
    std::fs::File::open(file)?.take(MAX_BYTES + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > MAX_BYTES {
        return Err(Error::new(ErrorKind::FileTooLarge, format!("it is larger than {} MB", MAX_BYTES >> 20)));
    }
    String::from_utf8(bytes).map_err(|error| {
        let line = error.as_bytes()[..error.utf8_error().valid_up_to()].iter().filter(|b| **b == b'\n').count() + 1;
        Error::new(ErrorKind::InvalidData, format!("line {line} is not UTF-8; save the file in that encoding"))
    })
}
