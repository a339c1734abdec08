//! Who belongs to which party, from a record of what was said: `De heer Jansen, D66.`, `mevrouw Bakker (CDA)`, `wethouder De Wit`.
//!
//! A record names the party of a speaker once, mostly where the chair gives the floor, and afterwards only the speaker
//! (`De heer Jansen: Dank u wel.`). Names of persons serve to find the party again, and never leave this module.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use super::bodies::party_names;
use crate::analysis::fold::fold;

/// Bytes of the longest label of who speaks.
const LABEL_BYTES: usize = 70;
/// Words of the longest name of a person and of a party.
const NAME_WORDS: usize = 6;
const PARTY_WORDS: usize = 4;
/// Words of the longest list of parties.
const LIST_WORDS: usize = 40;
/// What says that fractions table something, and how near it stands.
const TABLE: &[&str] = &[
    "stellen",
    "stelt",
    "dienen",
    "dient",
    "ingediend",
    "indienen",
    "ondergetekenden",
    "Ondergetekenden",
    "ondergetekende",
];
const TABLE_WORDS: usize = 8;
/// Sentences that break off in a record whose lines stand in order.
const MOST_BREAKS: usize = 2;
const LINE_END: &str = "\n";
/// Persons and parties that are remembered of one document at most.
const MOST_NAMES: usize = 1_000;
/// How the names of local parties begin, of which there is no list.
pub(super) const LOCAL_BEGINS: &[&str] = &[
    "politiek",
    "lokaal",
    "leefbaar",
    "samenwerking",
    "samen",
    "gemeentebelang",
    "gemeentebelangen",
    "burgerbelangen",
    "dorpsbelangen",
    "inwonersbelangen",
    "stadspartij",
    "dorpspartij",
    "ouderenpartij",
    "hart",
    "helder",
    "trots",
    "progressief",
    "onafhankelijk",
    "algemeen",
    "nieuw",
    "vrije",
    "ons",
    "sociaal",
    "stadsbelang",
    "forum",
    "actief",
];
/// What stands before the name of a person.
const TITLES: &[&str] =
    &["heer", "mevrouw", "mijnheer", "meneer", "dhr", "mevr", "mw", "raadslid", "burgerraadslid", "fractievoorzitter"];
const PARTICLES: &[&str] = &["van", "de", "den", "der", "ter", "ten", "te", "het", "in", "t", "el", "al", "la", "von"];

static PARTIES: LazyLock<HashSet<String>> = LazyLock::new(|| party_names().map(str::to_owned).collect());

/// For whom somebody speaks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Seat {
    /// The chair of the meeting, of whom `wij` is all who meet.
    Chair,
    /// A member of the executive.
    Alderman,
    /// A member of a party, by its name.
    Party(String),
    /// Somebody of whom no more is known.
    Member,
}

/// Who is of which party.
#[derive(Debug, Default)]
pub(super) struct Roll {
    seats: HashMap<String, Seat>,
    /// Names of parties without a list, by their folded words.
    parties: HashSet<String>,
    /// Labels of speakers in it.
    labels: usize,
    /// Whether its lines stand in another order than they were said in.
    is_jumbled: bool,
}

impl Roll {
    /// What the texts of a document tell, read in order.
    pub fn of<'t>(texts: impl Iterator<Item = &'t str> + Clone) -> Self {
        // Few papers name persons so: those cost one look.
        let mut roll = Self { labels: texts.clone().map(count_labels).sum(), ..Self::default() };
        let names_some = |text: &str| text.contains("heer ") || text.contains("evrouw ") || text.contains("ethouder ");
        if !texts.clone().any(names_some) {
            return roll;
        }
        roll.is_jumbled = is_jumbled(texts.clone().flat_map(str::lines));
        for text in texts.clone() {
            roll.gather_parties(text);
        }
        for text in texts {
            roll.gather_persons(text);
        }
        roll
    }

    /// Whether extraction has put its lines in another order, so that a line is not said by whoever spoke in the line before.
    pub fn is_jumbled(&self) -> bool {
        self.is_jumbled
    }

    /// How many labels of who speaks it has.
    pub fn labels(&self) -> usize {
        self.labels
    }

    /// `fractie Dorpen Samen`, `fracties van A, B en C`, `Indieners: A en B`: the names behind it.
    fn gather_parties(&mut self, text: &str) {
        let words = tokens(text);
        for (at, word) in words.iter().enumerate() {
            if self.parties.len() >= MOST_NAMES {
                break;
            }
            let rest = words.get(at + 1..).unwrap_or_default();
            let is_fraction = matches!(*word, "fractie" | "fracties" | "Fractie" | "Fracties");
            let names = if is_fraction || leads_tablers(word) { names_of_list(rest) } else { continue };
            // Those who table something may be persons.
            if is_fraction || names.iter().any(|name| self.is_party(name)) {
                self.parties.extend(names.iter().map(|name| folded(name)));
            }
        }
    }

    /// The parties that table a motion or an amendment, as the first place tells that does: `Indieners: PvdA en SP`,
    /// `leden van de fracties van D66 en SP stellen voor`, `ingediend door: De Wit (PvdA)`.
    pub fn tabling(&self, text: &str) -> Vec<String> {
        let words = tokens(text);
        let parties = |(at, word): (usize, &&str)| {
            let rest = words.get(at + 1..)?;
            let is_of_fractions = matches!(*word, "fractie" | "fracties" | "Fractie" | "Fracties");
            let near = words.get(at.saturating_sub(TABLE_WORDS)..(at + 3 * TABLE_WORDS).min(words.len()))?;
            let tables = || near.iter().any(|word| TABLE.contains(&word.trim_matches(|c: char| !c.is_alphabetic())));
            if !(leads_tablers(word) || is_of_fractions && tables()) {
                return None;
            }
            let names = names_of_list(rest);
            let are_parties = names.iter().any(|name| self.is_party(name));
            let found = if are_parties { names } else { self.in_brackets(rest) };
            (!found.is_empty()).then_some(found)
        };
        words.iter().enumerate().find_map(parties).unwrap_or_default()
    }

    /// `De Wit (PvdA), Bakker (SP)`
    fn in_brackets(&self, words: &[&str]) -> Vec<String> {
        let told = words.iter().take(LIST_WORDS).copied().collect::<Vec<_>>().join(" ");
        let mut found: Vec<String> = Vec::new();
        for part in told.split('(').skip(1) {
            let name = part.split(')').next().unwrap_or_default();
            if self.is_party(name) && !found.iter().any(|known| known == name) {
                found.push(name.to_owned());
            }
        }
        found
    }

    fn gather_persons(&mut self, text: &str) {
        let words: Vec<&str> = text.split_whitespace().collect();
        for (at, word) in words.iter().enumerate() {
            if self.seats.len() >= MOST_NAMES {
                break;
            }
            let title = word.trim_matches(|c: char| !c.is_alphabetic()).to_lowercase();
            let is_alderman = title == "wethouder";
            if !is_alderman && !TITLES.contains(&title.as_str()) || word.ends_with([',', ':', ';']) {
                continue;
            }
            let rest = words.get(at + 1..).unwrap_or_default();
            let Some((person, taken)) = self.person(rest) else { continue };
            let behind = rest.get(taken..).unwrap_or_default();
            let closes = rest.get(taken - 1).is_some_and(|last| last.ends_with(['.', ':', ';', '?', '!']));
            let seat = match is_alderman {
                true => Some(Seat::Alderman),
                false if closes => None,
                false => self.seat_behind(behind),
            };
            if let Some(seat) = seat {
                // Who is said to be an alderman once is one; of two parties the first counts.
                match self.seats.get(&person) {
                    Some(Seat::Alderman) => {}
                    Some(_) if seat != Seat::Alderman => {}
                    _ => {
                        self.seats.insert(person, seat);
                    }
                }
            }
        }
    }

    /// The key of a person by whose name some words begin, and how many words it has.
    fn person(&self, words: &[&str]) -> Option<(String, usize)> {
        let mut last = None;
        let mut taken = 0;
        for (at, word) in words.iter().take(NAME_WORDS).enumerate() {
            if word.starts_with('(') {
                break;
            }
            let plain = word.trim_matches(|c: char| !c.is_alphanumeric());
            let is_particle = PARTICLES.contains(&plain);
            // `de heer Jansen van D66`
            if is_particle && last.is_some() && self.party(words.get(at + 1..).unwrap_or_default()).is_some() {
                break;
            }
            let is_name = plain.starts_with(char::is_uppercase);
            if !is_name && !is_particle {
                break;
            }
            if is_name {
                // `Smit-Van Rijn` is found as `Smit` too.
                last = last.filter(|last: &&str| last.contains('-')).or(Some(plain));
                taken = at + 1;
            }
            // Initials end in a stop.
            let is_initial = plain.chars().filter(|c| c.is_alphabetic()).count() <= 1 || plain.contains('.');
            if word.ends_with([',', ':', ';', ')', '?', '!']) || word.ends_with('.') && !is_initial {
                break;
            }
        }
        last.map(|last| (key(last), taken))
    }

    /// For whom a person sits of whom the name ends here: `(D66)`, `, D66`, `van de fractie van D66`.
    fn seat_behind(&self, words: &[&str]) -> Option<Seat> {
        let first = words.first()?;
        if let Some(inside) = first.strip_prefix('(') {
            let rest: Vec<&str> =
                std::iter::once(inside).chain(words.iter().skip(1).copied()).take(PARTY_WORDS).collect();
            let end = rest.iter().position(|word| word.contains(')'))?;
            let told = rest.get(..=end)?.join(" ");
            let told = told.split(')').next().unwrap_or_default();
            let is_alderman = told.to_lowercase().contains("wethouder") || told.to_lowercase() == "college";
            let is_name = told.starts_with(char::is_uppercase) && !told.contains([':', ';']);
            return match is_alderman {
                true => Some(Seat::Alderman),
                false => (is_name || self.is_party(told)).then(|| Seat::Party(told.to_owned())),
            };
        }
        let skipped = words.iter().take(5).take_while(|word| {
            matches!(**word, "van" | "de" | "het" | "namens" | "fractie" | "fractie," | "uit" | "-")
        });
        let skipped = skipped.count();
        self.party(words.get(skipped..).unwrap_or_default()).map(Seat::Party)
    }

    /// The party by whose name some words begin, the longest.
    fn party(&self, words: &[&str]) -> Option<String> {
        let skipped = usize::from(words.first().is_some_and(|word| matches!(*word, "de" | "het")));
        let words = words.get(skipped..).unwrap_or_default();
        let named = (1..=PARTY_WORDS.min(words.len())).rev().find_map(|count| {
            let told = words.get(..count)?.join(" ");
            let told = told.trim_end_matches(|c: char| !c.is_alphanumeric() && c != '!').trim_end_matches("-fractie");
            self.is_party(told).then(|| told.to_owned())
        });
        named.or_else(|| {
            let name = capitals(words);
            let mut parts = name.split(' ');
            let begins = parts.next().is_some_and(|first| LOCAL_BEGINS.contains(&fold(first).as_str()));
            (begins && parts.next().is_some()).then_some(name)
        })
    }

    fn is_party(&self, told: &str) -> bool {
        let told = folded(told);
        PARTIES.contains(&told) || self.parties.contains(&told)
    }

    /// Who speaks from here on, where some words begin with a label: `De heer Jansen (D66): …`, `De voorzitter: …`.
    pub fn label(&self, told: &str) -> Option<Seat> {
        let bytes = told.as_bytes();
        let colon = bytes.iter().take(LABEL_BYTES).position(|byte| *byte == b':')?;
        let label = told.get(..=colon)?;
        let words: Vec<&str> = label.split_whitespace().collect();
        let (seat, taken) = self.titled(&words)?;
        // All of it is the label.
        let rest = words.get(taken..).unwrap_or_default();
        let is_whole =
            rest.is_empty() || rest.first().is_some_and(|word| word.starts_with('(')) && rest.len() <= PARTY_WORDS;
        is_whole.then_some(seat)
    }

    /// Who is given the floor at the end of a line of the chair: `Dank u wel. De heer Jansen, D66.`
    pub fn called(&self, told: &str) -> Option<Seat> {
        let begin = (told.len().saturating_sub(LABEL_BYTES)..told.len()).find(|at| told.is_char_boundary(*at))?;
        let words: Vec<&str> = told.get(begin..)?.split_whitespace().collect();
        let is_title = |word: &str| {
            let plain = word.trim_matches(|c: char| !c.is_alphabetic()).to_lowercase();
            TITLES.contains(&plain.as_str()) || plain == "wethouder"
        };
        let at = words.iter().rposition(|word| is_title(word))?;
        let (seat, taken) = self.titled(words.get(at..)?)?;
        let rest = words.get(at + taken..).unwrap_or_default();
        let is_last = rest.is_empty() || self.seat_behind(rest).is_some() && rest.len() <= PARTY_WORDS + 3;
        is_last.then_some(seat)
    }

    /// For whom somebody speaks who is told about in the words that follow: `De heer Jansen (D66) vindt …`.
    pub fn told_of(&self, told: &str) -> Option<Seat> {
        let words: Vec<&str> = told.split_whitespace().take(2 * NAME_WORDS).collect();
        let (seat, taken) = self.titled(&words)?;
        let behind = words.get(taken..).unwrap_or_default();
        let verb = behind.iter().find(|word| !word.starts_with('(') && !word.ends_with(')'));
        let acts =
            verb.is_some_and(|word| word.starts_with(char::is_lowercase) && !matches!(*word, "en" | "van" | "of"));
        (acts && seat != Seat::Chair).then_some(seat)
    }

    /// Who is named by words that begin with a title, and how many words that takes.
    fn titled(&self, words: &[&str]) -> Option<(Seat, usize)> {
        let plain = |word: &str| word.trim_matches(|c: char| !c.is_alphabetic()).to_lowercase();
        let first = words.first().map(|word| plain(word))?;
        let skipped = usize::from(matches!(first.as_str(), "de" | "het"));
        let title = words.get(skipped).map(|word| plain(word))?;
        let behind = words.get(skipped + 1..).unwrap_or_default();
        match title.as_str() {
            "voorzitter" | "griffier" => {
                Some((Seat::Chair, skipped + 1 + self.person(behind).map_or(0, |(_, taken)| taken)))
            }
            "wethouder" | "burgemeester" => {
                let (_, taken) = self.person(behind)?;
                Some((Seat::Alderman, skipped + 1 + taken))
            }
            title if TITLES.contains(&title) => {
                // `De heer …:` is somebody.
                let Some((person, taken)) = self.person(behind) else {
                    let is_left_open = behind.first().is_some_and(|word| !word.contains(char::is_alphanumeric));
                    return is_left_open.then_some((Seat::Member, skipped + 2));
                };
                let own = self.seat_behind(behind.get(taken..).unwrap_or_default());
                let known = own.or_else(|| self.seats.get(&person).cloned());
                Some((known.unwrap_or(Seat::Member), skipped + 1 + taken))
            }
            _ => None,
        }
    }

    /// Whom a speaker says to speak for: `wij als VVD`, `namens de fractie van D66`, `wij van het CDA`.
    pub fn self_named(&self, told: &str) -> Option<Seat> {
        let words: Vec<&str> = told.split_whitespace().collect();
        let is_own = |word: &str| matches!(word, "wij" | "Wij" | "we" | "We" | "ik" | "Ik" | "ons");
        words.iter().enumerate().find_map(|(at, word)| {
            let leads = match *word {
                "als" | "Als" => {
                    let near = at.saturating_sub(2)..(at + PARTY_WORDS + 2).min(words.len());
                    words.get(near)?.iter().any(|word| is_own(word))
                }
                "namens" | "Namens" => true,
                "van" => at > 0 && is_own(words.get(at - 1)?),
                _ => false,
            };
            let rest = words.get(at + 1..).filter(|_| leads)?;
            if matches!(rest, ["het", "college", ..] | ["college", ..]) {
                return Some(Seat::Alderman);
            }
            let skipped = rest.iter().take(4).take_while(|word| matches!(**word, "de" | "het" | "fractie" | "van"));
            self.party(rest.get(skipped.count()..)?).map(Seat::Party)
        })
    }
}

/// The words of a text, and a sign for the end of each line.
fn tokens(text: &str) -> Vec<&str> {
    text.lines().flat_map(|line| line.split_whitespace().chain(std::iter::once(LINE_END))).collect()
}

/// Whether a word leads in those who table something.
fn leads_tablers(word: &str) -> bool {
    let plain = word.trim_end_matches(':').to_lowercase();
    word.ends_with(':')
        && matches!(plain.as_str(), "indieners" | "indiener" | "indiener(s)" | "fractie(s)" | "fracties" | "door")
}

/// `PvdA, Dorpen Samen en het CDA`: names with a capital, in a list.
fn names_of_list(words: &[&str]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    let mut at = 0;
    while at < words.len().min(LIST_WORDS) {
        let word = words[at];
        if matches!(word, LINE_END | "van" | "de" | "het" | "en" | "fractie" | "fracties" | "-") {
            at += 1;
            continue;
        }
        let name = capitals(words.get(at..).unwrap_or_default());
        if name.is_empty() {
            break;
        }
        at += name.split(' ').count();
        names.push(name);
        let last = words.get(at - 1).unwrap_or(&"");
        let goes_on = last.ends_with(',') || words.get(at).is_some_and(|next| *next == "en");
        if !goes_on {
            break;
        }
    }
    names
}

/// Whether sentences break off before a line in which somebody else begins, more than now and then.
fn is_jumbled<'t>(lines: impl Iterator<Item = &'t str> + Clone) -> bool {
    let begins = |line: &str| {
        let is_titled =
            ["De heer ", "Mevrouw ", "De voorzitter", "Wethouder "].iter().any(|title| line.starts_with(title));
        is_titled && line.bytes().take(LABEL_BYTES).any(|byte| byte == b':')
    };
    let breaks_off = |line: &str| line.trim_end().ends_with(|c: char| c.is_alphanumeric() || c == ',');
    let pairs = lines.clone().zip(lines.skip(1));
    pairs.filter(|(line, next)| begins(line) && breaks_off(line) && begins(next)).nth(MOST_BREAKS).is_some()
}

/// Labels of who speaks in a text.
fn count_labels(text: &str) -> usize {
    let of = |title: &str| text.matches(title).count();
    if !text.contains(':') {
        return 0;
    }
    let chairs = of("oorzitter:");
    let persons = text.match_indices(':').filter(|(at, _)| {
        let begin = (at.saturating_sub(LABEL_BYTES)..*at).find(|begin| text.is_char_boundary(*begin)).unwrap_or(*at);
        let before = text.get(begin..*at).unwrap_or_default();
        let before: Vec<&str> = before.rsplit(' ').take(NAME_WORDS).collect();
        before.iter().any(|word| matches!(*word, "heer" | "Mevrouw" | "Wethouder" | "mevrouw"))
    });
    chairs + persons.count()
}

/// Words with a capital (or a sign that parties have) at the start, as one name; up to the first that a comma or stop ends.
fn capitals(words: &[&str]) -> String {
    let mut name: Vec<&str> = Vec::new();
    for word in words.iter().take(PARTY_WORDS) {
        let plain = word.trim_end_matches(|c: char| !c.is_alphanumeric() && c != '!');
        if !plain.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()) && !plain.ends_with('!') {
            break;
        }
        name.push(plain);
        if plain.len() < word.len() {
            break;
        }
    }
    name.join(" ")
}

/// What a person is found by: the first part of the last word of the name.
fn key(name: &str) -> String {
    fold(name.split('-').next().unwrap_or(name))
}

fn folded(name: &str) -> String {
    let words = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(fold).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn party(name: &str) -> Option<Seat> {
        Some(Seat::Party(name.to_owned()))
    }

    #[test]
    fn a_record_tells_once_who_is_of_which_party() {
        let roll = Roll::of(
            [
                "De voorzitter: Dank u wel. Het woord is aan de heer Van der Molen, ChristenUnie.",
                "De heer Van der Molen: Dank u. De voorzitter: Mevrouw Koster van het CDA en daarna wethouder De Wit.",
                "Aanwezig: mevrouw P.J. Bos (Dorpen Vooruit), de heer Smit-Van Rijn van de fractie Trots Almelo.",
            ]
            .into_iter(),
        );
        assert_eq!(roll.labels(), 3);
        for (label, seat) in [
            ("De heer Van der Molen: Voorzitter, …", party("ChristenUnie")),
            ("Mevrouw Koster: ja", party("CDA")),
            ("De heer De Wit: ja", Some(Seat::Alderman)),
            ("Mevrouw Bos: ja", party("Dorpen Vooruit")),
            ("De heer Smit: ja", party("Trots Almelo")),
            ("De heer Veen (VVD): ja", party("VVD")),
            ("De heer Veen: ja", Some(Seat::Member)),
            ("De heer …: ja", Some(Seat::Member)),
            ("De voorzitter: ja", Some(Seat::Chair)),
            ("Wethouder Peters: ja", Some(Seat::Alderman)),
            ("De heer Veen vraagt het volgende: ja", None),
            ("Onderwerp: ja", None),
        ] {
            assert_eq!(roll.label(label), seat, "{label}");
        }
        assert_eq!(roll.told_of("Mevrouw Koster vindt het te duur."), party("CDA"));
        assert_eq!(roll.told_of("Mevrouw Veen (PvdA) vindt het te duur."), party("PvdA"));
        assert_eq!(roll.told_of("Mevrouw Koster en de heer Veen zijn afwezig."), None);
    }

    #[test]
    fn lines_out_of_order_are_seen_by_sentences_that_break_off() {
        let line = "De heer Bos: Dank u wel, ik wil graag zeggen dat wij";
        assert!(is_jumbled([line; 4].into_iter()));
        assert!(!is_jumbled([line, "dit steunen.", line, "dit steunen.", line, "dit steunen.", line].into_iter()));
        assert!(!is_jumbled(["De heer Bos: Wij steunen dit."; 4].into_iter()));
    }

    #[test]
    fn a_speaker_names_the_own_party() {
        let roll = Roll::default();
        assert_eq!(roll.self_named("Dat vinden wij als SGP te duur."), party("SGP"));
        assert_eq!(roll.self_named("Als D66 willen we dat niet."), party("D66"));
        assert_eq!(roll.self_named("Namens de fractie van de PvdA: prima."), party("PvdA"));
        assert_eq!(roll.self_named("Wij als college zijn daarvoor."), Some(Seat::Alderman));
        assert_eq!(roll.self_named("Als de PvdA dat wil, dan kan het."), None);
    }
}
