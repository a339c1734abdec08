//! Who is `wij` in a letter that is annexed to a paper of whom it is written to?
//!
//! Behind a decision of a council stand the letters that were sent to it (`Geachte leden van de gemeenteraad, …`): in those `wij` is
//! anybody but the council. Who it is stands under the letter, else in it. Persons are no senders.

use std::collections::HashMap;

use super::Holder;
use super::find::Positions;
use super::setting::{Setting, UNKNOWN};
use crate::document::{Body, DocumentKind};
use crate::passage::Passage;

/// Passages of the longest letter, and words after its closing line in which its sender stands.
const LETTER_PASSAGES: usize = 40;
const CLOSING_WORDS: usize = 30;
/// Words of the longest name of a sender.
const NAME_WORDS: usize = 8;
/// Letters that are looked for in one paper.
const MOST_LETTERS: usize = 100;
/// How the papers of a council begin, behind which a letter has ended.
const PAPERS: &[&str] = &["Raadsbesluit", "Raadsvoorstel", "De raad van"];
const CLOSINGS: &[&str] = &["vriendelijke groet", "oogachtend", "meeste hoogachting", "Namens ", "namens "];
/// What the names of bodies that write letters begin with.
const SENDERS: &[&str] = &[
    "adviesraad",
    "adviesgroep",
    "clientenraad",
    "cliëntenraad",
    "ondernemingsraad",
    "medezeggenschapsraad",
    "wmo-raad",
    "wmo-adviesraad",
    "participatieraad",
    "stichting",
    "coöperatie",
    "cooperatie",
    "vereniging",
    "ggd",
    "rekenkamer",
    "platform",
    "netwerk",
    "bewonersvereniging",
    "dorpsraad",
    "wijkraad",
    "seniorenraad",
    "woningcorporatie",
    "omgevingsdienst",
    "veiligheidsregio",
    "metropoolregio",
    "werkbedrijf",
];

/// Who sent each letter that is annexed to a paper of whom it is written to.
#[derive(Debug, Default)]
pub(in crate::passage) struct Senders {
    /// By the ordinal of the passage with the salutation; `None`: a letter of the paper's own.
    letters: HashMap<usize, Option<Holder>>,
}

impl Senders {
    /// Looks for letters in a paper of a council or an executive.
    pub fn of<'p>(setting: &Setting, passages: impl Iterator<Item = &'p Passage> + Clone) -> Self {
        let mut letters = HashMap::new();
        // A letter is its writer's, and a list of what came in brings no letters.
        if !matches!(setting.kind, Some(DocumentKind::Decision | DocumentKind::Proposal)) {
            return Self::default();
        }
        let Some(body @ (Body::Council | Body::Executive)) = setting.writer.as_ref().and_then(|writer| writer.body)
        else {
            return Self::default();
        };
        for (at, passage) in passages.clone().enumerate() {
            let Some(salutation) = [&passage.text, &passage.margin].into_iter().find_map(|text| salutation(text))
            else {
                continue;
            };
            if letters.len() >= MOST_LETTERS {
                break;
            }
            let is_to = is_to(salutation, body);
            let next = |passage: &&Passage| salutation_of(passage).is_none();
            let letter = std::iter::once(passage).chain(passages.clone().skip(at + 1).take_while(next));
            let sender = is_to.then(|| sender(letter.take(LETTER_PASSAGES)).unwrap_or_else(unknown));
            letters.insert(passage.ordinal, sender);
        }
        Self { letters }
    }
}

impl Positions {
    /// Goes over to the letter that begins in a passage.
    pub(super) fn open_annex(&mut self, passage: &Passage) {
        if let Some(sender) = self.senders.letters.get(&passage.ordinal) {
            self.annex.clone_from(sender);
            self.annex_end = passage.ordinal + LETTER_PASSAGES;
            return;
        }
        let begins_paper = || PAPERS.iter().any(|head| passage.text.starts_with(head));
        if passage.ordinal >= self.annex_end || begins_paper() {
            self.annex = None;
        }
    }
}

fn unknown() -> Holder {
    Holder { name: UNKNOWN.to_owned(), body: None, of: None }
}

fn salutation_of(passage: &Passage) -> Option<&str> {
    [&passage.text, &passage.margin].into_iter().find_map(|text| salutation(text))
}

/// The words of a salutation: `Geachte leden van de gemeenteraad`.
fn salutation(text: &str) -> Option<&str> {
    let at = text.find("Geacht")?;
    let rest = text.get(at..)?;
    let end = rest.find([',', '\n', '.', '!', ':']).unwrap_or(rest.len());
    let told = rest.get(..end)?;
    (told.split_whitespace().count() <= NAME_WORDS).then_some(told)
}

/// Whether a salutation is to a council or an executive.
fn is_to(salutation: &str, body: Body) -> bool {
    let told = salutation.to_lowercase();
    match body {
        Body::Council => told.contains("raad") && !told.contains("adviesraad"),
        _ => told.contains("college") && !told.contains("collega") || told.contains("wethouder"),
    }
}

/// Who stands under a letter, else who is named in its first passages as its writer.
fn sender<'p>(passages: impl Iterator<Item = &'p Passage>) -> Option<Holder> {
    let texts = passages.flat_map(|passage| [passage.text.as_str(), passage.margin.as_str()]);
    texts.into_iter().flat_map(closings).find_map(named)
}

/// What stands behind each closing line of a text.
fn closings(text: &str) -> impl Iterator<Item = &str> {
    let begin = |closing: &str| text.find(closing).and_then(|at| text.get(at + closing.len()..));
    CLOSINGS.iter().filter_map(move |closing| begin(closing))
}

/// The body that is named soon: `Stichting De Brug`, `het bestuur van Stichting De Brug`.
fn named(text: &str) -> Option<Holder> {
    let words: Vec<&str> = text.split_whitespace().take(CLOSING_WORDS).collect();
    let plain = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let at = words.iter().position(|word| SENDERS.contains(&plain(word).as_str()))?;
    let is_joint = |word: &str| matches!(word, "van" | "de" | "en" | "voor" | "der" | "het");
    let mut name: Vec<&str> = Vec::new();
    for (number, word) in words.get(at..)?.iter().take(NAME_WORDS).enumerate() {
        let told = word.trim_end_matches(|c: char| !c.is_alphanumeric());
        // Initials begin the name of a person.
        if number > 0 && !told.starts_with(char::is_uppercase) && !is_joint(told) || told.contains('.') {
            break;
        }
        name.push(told);
        if told.len() < word.len() {
            break;
        }
    }
    while name.last().is_some_and(|last| is_joint(last)) {
        name.pop();
    }
    let name = name.join(" ");
    // `de stichting` alone is no name.
    let is_named = name.contains(' ') || name.starts_with(char::is_uppercase);
    is_named.then_some(Holder { name, body: None, of: None })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_to_a_council_is_not_its_own() {
        for (told, body, is_to_it) in [
            ("Geachte leden van de gemeenteraad, wij vragen", Body::Council, true),
            ("Geachte raad,", Body::Council, true),
            ("Geacht bestuur,", Body::Council, false),
            ("Geachte leden van de Adviesraad,", Body::Council, false),
            ("Geacht college,", Body::Executive, true),
        ] {
            assert_eq!(salutation(told).is_some_and(|told| is_to(told, body)), is_to_it, "{told}");
        }
        assert_eq!(salutation("Het is geacht te zijn ontvangen."), None);
    }

    #[test]
    fn the_sender_stands_behind_the_closing_line() {
        let of = |text: &str| closings(text).find_map(named).map(|holder| holder.name);
        let told = of("Met vriendelijke groet, namens het bestuur van Stichting Veldwijk Samen, de voorzitter");
        assert_eq!(told.as_deref(), Some("Stichting Veldwijk Samen"));
        assert_eq!(of("Hoogachtend, J. de Boer, voorzitter Cliëntenraad").as_deref(), Some("Cliëntenraad"));
        assert_eq!(of("Hoogachtend, J. de Boer"), None);
        assert_eq!(of("Stichting Veldwijk Samen"), None);
    }
}
