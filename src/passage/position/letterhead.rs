//! Whose paper is it, by the lines at its head?
//!
//! A line that is nothing but the name of a municipality (`HOORN`) tells whose a `college` without a name is, and a line that is
//! nothing but an adviser with its name (`Regionale Cliëntenraad Waterland`) is that adviser, wherever it meets.

use super::Holder;
use super::setting::{Setting, council, executive};
use crate::analysis::fold::fold;
use crate::document::find_municipality;
use crate::passage::Passage;

/// Passages and lines in which a letterhead stands.
const HEAD_PASSAGES: usize = 2;
const HEAD_LINES: usize = 4;
/// Words of the longest line that is a name.
const NAME_WORDS: usize = 8;
/// Letters of the longest word in capitals that is an abbreviation.
const SHORT_LETTERS: usize = 4;
const ADVISERS: &[&str] = &[
    "clientenraad",
    "adviesraad",
    "adviesgroep",
    "ondernemingsraad",
    "participatieraad",
    "wmo",
    "medezeggenschapsraad",
    "seniorenraad",
    "jongerenraad",
    "inwonersraad",
    "gehandicaptenraad",
];

impl Setting {
    /// Takes from the head of the paper what recognition left open.
    pub(super) fn read_letterhead<'p>(&mut self, passages: impl Iterator<Item = &'p Passage> + Clone) {
        let lines = passages.take(HEAD_PASSAGES).flat_map(|passage| passage.margin.lines().chain(passage.text.lines()));
        let lines = || lines.clone().take(HEAD_LINES);
        if self.municipality.is_none()
            && let Some(name) = lines().find_map(municipality)
        {
            for holder in [&mut self.writer, &mut self.reader, &mut self.decider].into_iter().flatten() {
                match (holder.name.as_str(), &holder.of) {
                    ("college", None) => *holder = executive(name),
                    ("gemeenteraad", None) => *holder = council(name),
                    _ => {}
                }
            }
            self.municipality = Some(name.to_owned());
        }
        let told = self.writer.as_ref().map(|writer| writer.name.to_lowercase()).unwrap_or_default();
        if let Some(own) = adviser_word(&told)
            && let Some(name) = lines().find(|line| is_adviser(line, own))
            && !told.contains(&name.trim().to_lowercase())
        {
            let name = in_small_letters(name.trim());
            // The municipality to whose address it writes is not its own.
            let of = self.municipality.clone().filter(|of| name.contains(of.as_str()));
            for holder in [&mut self.writer, &mut self.decider].into_iter().flatten() {
                if adviser_word(&holder.name) == Some(own) {
                    *holder = Holder { name: name.clone(), body: holder.body, of: of.clone() };
                }
            }
        }
    }
}

/// The municipality of which a line is the name: `GEMEENTE HOORN`.
fn municipality(line: &str) -> Option<&'static str> {
    let folded = line.trim().to_lowercase();
    let name = folded.strip_prefix("gemeente ").unwrap_or(&folded);
    match find_municipality(name)[..] {
        [only] => Some(only.name),
        _ => None,
    }
}

/// The kind of adviser that a name is of.
fn adviser_word(name: &str) -> Option<&'static str> {
    let mut words = name.split(|c: char| !c.is_alphanumeric()).map(fold);
    words.find_map(|word| ADVISERS.iter().find(|adviser| **adviser == word).copied())
}

/// Whether a line is nothing but the name of an adviser of some kind, with more than that kind.
fn is_adviser(line: &str, kind: &str) -> bool {
    let count = line.split_whitespace().count();
    (2..=NAME_WORDS).contains(&count)
        && adviser_word(line) == Some(kind)
        && line.trim().starts_with(char::is_uppercase)
        && !line.contains([':', ',', '.', ';', '?'])
        && !["aan", "advies", "brief", "reactie"]
            .contains(&fold(line.split_whitespace().next().unwrap_or_default()).as_str())
}

/// `CLIËNTENRAAD ISD WATERLAND` as it is written in a line.
fn in_small_letters(name: &str) -> String {
    if name.chars().any(char::is_lowercase) {
        return name.to_owned();
    }
    let word = |word: &str| match word.chars().count() {
        ..SHORT_LETTERS => word.to_owned(),
        _ => {
            let mut chars = word.chars();
            let first: String = chars.next().into_iter().collect();
            first + &chars.as_str().to_lowercase()
        }
    };
    name.split_whitespace().map(word).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_at_the_head_is_a_name() {
        assert_eq!(municipality("STEDE BROEC"), Some("Stede Broec"));
        assert_eq!(municipality("Gemeente Hoorn"), Some("Hoorn"));
        assert_eq!(municipality("Hoorn, 3 mei 2021"), None);
        assert!(is_adviser("Regionale Cliëntenraad Waterland", "clientenraad"));
        assert!(!is_adviser("Cliëntenraad", "clientenraad"));
        assert!(!is_adviser("Aan de Cliëntenraad Waterland", "clientenraad"));
        assert!(!is_adviser("Ondernemingsraad WerkSaam", "clientenraad"));
        assert_eq!(in_small_letters("CLIËNTENRAAD ISD WATERLAND"), "Cliëntenraad ISD Waterland");
    }
}
