//! Metadata given beside a file (`brief.txt.toml`) or for a folder (`_folder.toml`).
//!
//! Values of a nearer file win, key by key: `_folder.toml` of the root, of the folders below it, the sidecar.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use serde_json::{Map, Value};

use crate::document::{GIVEN_KEYS, Given, GivenMetadata, Origin};
use crate::warning::Warning;

/// Name of the file that gives metadata for all below its folder.
pub const FOLDER_SIDECAR: &str = "_folder.toml";

/// The document that a sidecar stands beside, by its name: `brief.txt.toml` → `brief.txt`.
pub fn document_of_sidecar(name: &str) -> Option<&str> {
    name.strip_suffix(".toml").filter(|_| name != FOLDER_SIDECAR)
}

/// The files that give metadata for documents of one run; each is looked at once.
#[derive(Debug, Default)]
pub struct Sidecars {
    /// Size and time of a file; `None` where there is none.
    stamps: HashMap<PathBuf, Option<(u64, u128)>>,
    read: HashMap<PathBuf, (GivenMetadata, Vec<Warning>)>,
}

impl Sidecars {
    /// The files that give metadata for `file`, from afar to near, and a number that changes when one of them does; 0
    /// where there are none.
    pub fn of(&mut self, root: &Path, file: &Path) -> (Vec<PathBuf>, u64) {
        let mut candidates: Vec<PathBuf> = file
            .ancestors()
            .skip(1)
            .take_while(|folder| folder.starts_with(root))
            .map(|folder| folder.join(FOLDER_SIDECAR))
            .collect();
        candidates.reverse();
        let mut beside = file.as_os_str().to_owned();
        beside.push(".toml");
        candidates.push(beside.into());
        let mut hasher = DefaultHasher::new();
        candidates.retain(|path| {
            let stamp = *self.stamps.entry(path.clone()).or_insert_with(|| stamp(path));
            if let Some(stamp) = stamp {
                (path, stamp).hash(&mut hasher);
            }
            stamp.is_some()
        });
        let number = if candidates.is_empty() { 0 } else { hasher.finish().max(1) };
        (candidates, number)
    }

    /// What these files give, with remarks on what could not be taken. Each file is remarked on once in a run.
    pub fn read(&mut self, files: &[PathBuf]) -> (Given, Vec<Warning>) {
        let mut given = Given::default();
        let mut warnings = Vec::new();
        for path in files {
            let is_folder = path.file_name().is_some_and(|name| name == FOLDER_SIDECAR);
            let (metadata, remarks) = self.read.entry(path.clone()).or_insert_with(|| read_file(path));
            warnings.append(remarks);
            given.add_nearer(metadata.clone(), if is_folder { Origin::Inherited } else { Origin::Given });
        }
        (given, warnings)
    }
}

fn stamp(path: &Path) -> Option<(u64, u128)> {
    // Links are not followed here either.
    let metadata = path.symlink_metadata().ok().filter(std::fs::Metadata::is_file)?;
    let modified = metadata.modified().ok()?.duration_since(UNIX_EPOCH).map_or(0, |d| d.as_nanos());
    Some((metadata.len(), modified))
}

fn read_file(path: &Path) -> (GivenMetadata, Vec<Warning>) {
    let place = path.display().to_string();
    let failed = |message: String| (GivenMetadata::default(), vec![Warning::new(place.clone(), message)]);
    let text = match std::fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) => return failed(format!("cannot be read: {error}")),
    };
    let (metadata, remarks) = match parse_sidecar(&text) {
        Ok(parsed) => parsed,
        Err(message) => return failed(message),
    };
    (metadata, remarks.into_iter().map(|r| Warning::new(place.clone(), r)).collect())
}

/// Reads a sidecar; also what is wrong with single keys, a sentence each: these are left out, the others taken.
///
/// # Errors
/// Where it is no TOML or a value is of a type that its key cannot have.
pub fn parse_sidecar(text: &str) -> Result<(GivenMetadata, Vec<String>), String> {
    let table: toml::Table = text.parse().map_err(|error: toml::de::Error| {
        let line = error.span().map_or(1, |span| text[..span.start.min(text.len())].lines().count().max(1));
        format!("line {line}: {}", error.message())
    })?;
    let mut keys = Map::new();
    let mut remarks = Vec::new();
    for (key, value) in table {
        if GIVEN_KEYS.contains(&key.as_str()) {
            keys.insert(key, to_json(value));
        } else {
            remarks.push(match nearest_key(&key) {
                Some(near) => format!("the key `{key}` is not known; did you mean `{near}`?"),
                None => format!("the key `{key}` is not known; keys are {}", GIVEN_KEYS.join(", ")),
            });
        }
    }
    Ok((GivenMetadata::from_keys(keys)?, remarks))
}

/// Reads the front matter of a markdown document. Keys that griffie does not know are kept: it is often written for
/// another program.
///
/// # Errors
/// Where it is no YAML, no list of keys, or a value is of a type that its key cannot have.
pub fn parse_front_matter(yaml: &str) -> Result<GivenMetadata, String> {
    let value: Value = serde_saphyr::from_str(yaml).map_err(|error| {
        let text = error.to_string();
        format!("its front matter is no YAML: {}", text.lines().next().unwrap_or_default())
    })?;
    match value {
        Value::Object(keys) => GivenMetadata::from_keys(keys),
        Value::Null => Ok(GivenMetadata::default()),
        _ => Err("its front matter holds no keys".to_owned()),
    }
}

fn to_json(value: toml::Value) -> Value {
    match value {
        toml::Value::String(text) => Value::String(text),
        toml::Value::Integer(number) => number.into(),
        toml::Value::Float(number) => number.into(),
        toml::Value::Boolean(truth) => truth.into(),
        // A date may stand without quotes.
        toml::Value::Datetime(date) => Value::String(date.to_string()),
        toml::Value::Array(values) => Value::Array(values.into_iter().map(to_json).collect()),
        toml::Value::Table(table) => {
            Value::Object(table.into_iter().map(|(key, value)| (key, to_json(value))).collect())
        }
    }
}

/// Dutch names of the keys, which people write too.
const DUTCH_KEYS: [(&str, &str); 7] = [
    ("titel", "title"),
    ("gemeente", "municipality"),
    ("datum", "date"),
    ("regeling", "arrangement"),
    ("onderwerp", "subject"),
    ("soort", "kind"),
    ("kenmerk", "reference"),
];

fn nearest_key(key: &str) -> Option<&'static str> {
    let lower = key.to_lowercase();
    let dutch = DUTCH_KEYS.iter().find(|(dutch, _)| *dutch == lower).map(|(_, english)| *english);
    dutch.or_else(|| {
        let shared = |known: &str| known.chars().zip(lower.chars()).take_while(|(a, b)| a == b).count();
        let best = GIVEN_KEYS.into_iter().max_by_key(|known| shared(known))?;
        (shared(best) >= 3).then_some(best)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sidecars_give_what_they_hold_and_tell_what_they_should_not() {
        let (given, remarks) =
            parse_sidecar("municipality = \"Hoorn\"\ndate = 2021-08-12\nonderwerp = \"x\"\nkindd = \"y\"\nzzz = 1")
                .unwrap();
        assert_eq!((given.municipality, given.date.as_deref()), (vec!["Hoorn".to_owned()], Some("2021-08-12")));
        assert_eq!(
            remarks,
            [
                "the key `kindd` is not known; did you mean `kind`?",
                "the key `onderwerp` is not known; did you mean `subject`?",
                "the key `zzz` is not known; keys are title, municipality, date, arrangement, subject, kind, reference, url",
            ]
        );
        assert!(parse_sidecar("title = \"a\"\ndate = = 3").unwrap_err().starts_with("line 2: "));
        assert_eq!(parse_sidecar("title = [1]").unwrap_err(), "its `title` must be a text, found a list");
    }

    #[test]
    fn front_matter_is_read_and_foreign_keys_are_kept() {
        let given =
            parse_front_matter("title: Nota\nmunicipality: [Hoorn, Opmeer]\ndate: 2021-08-12\ntags:\n  - wmo\n")
                .unwrap();
        assert_eq!(given.municipality, ["Hoorn", "Opmeer"]);
        assert_eq!(given.date.as_deref(), Some("2021-08-12"));
        assert!(given.extra.contains_key("tags"));
        assert!(parse_front_matter("title: [").is_err());
        assert!(parse_front_matter("- een\n- twee").is_err());
    }

    #[test]
    fn the_chain_goes_from_afar_to_near_and_its_number_changes_with_it() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        std::fs::create_dir(root.join("a")).unwrap();
        let file = root.join("a/brief.txt");
        assert_eq!(Sidecars::default().of(root, &file), (vec![], 0));
        for name in ["_folder.toml", "a/_folder.toml", "a/brief.txt.toml"] {
            std::fs::write(root.join(name), "").unwrap();
        }
        let (chain, before) = Sidecars::default().of(root, &file);
        let names: Vec<_> = chain.iter().map(|p| p.strip_prefix(root).unwrap().display().to_string()).collect();
        assert_eq!(names, ["_folder.toml", "a/_folder.toml", "a/brief.txt.toml"]);
        std::fs::write(root.join("_folder.toml"), "date = 2021").unwrap();
        assert_ne!(Sidecars::default().of(root, &file).1, before);
    }
}
