//! Which arrangements is a paper from, to, or substantially about?
//!
//! An arrangement has many names: the one in use, the statutory one, that of ten years ago. All lead to the name in use.
//! It counts where it stands in subject, title or head, or is named again and again; a passing mention does not.
//! Names that are also words (Breed, Delta) need a word such as "GR" or "bestuur van" before them. An arrangement that is
//! in no list is recognised by form ("gemeenschappelijke regeling Zonnedauw"), with less confidence.

use std::collections::HashMap;
use std::sync::LazyLock;

use regex::Regex;

use super::fields::{Label, one_line};
use super::group::GroupMember;
use super::kind::DocumentKind;
use super::names::{Found, Named, fold, nearest};
use super::reading::Reading;
use super::{Known, lists, pattern};
use crate::layout::BlockKind;

/// A joint arrangement (gemeenschappelijke regeling): a body in which municipalities do a task together.
///
/// Also bodies that are not quite one in law (NV, stichting, department), where people speak of them as such.
/// Source: `src/document/lists/arrangements.tsv`, whose first lines name the registers and the day they were read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arrangement {
    /// Name in use (naam), such as `WNK Personeelsdiensten`.
    pub name: &'static str,
    /// Abbreviation (afkorting), where one is in use.
    pub abbreviation: Option<&'static str>,
    /// Other and earlier names (andere en vroegere namen).
    pub aliases: Vec<&'static str>,
    /// What it does (taak), such as `sheltered-work`.
    pub task: &'static str,
    /// What it is in law (rechtsvorm), such as `openbaar lichaam` or `centrumregeling`, where known.
    pub body: Option<&'static str>,
    /// Place of its seat (vestigingsplaats), where known.
    pub seat: Option<&'static str>,
    /// Participants (deelnemers), as in 2016, sorted by code, with begin and end where known; empty where not known.
    pub participants: Vec<GroupMember>,
    needs_context: bool,
}

static LIST: LazyLock<Vec<Arrangement>> = LazyLock::new(|| {
    lists::rows(include_str!("lists/arrangements.tsv"))
        .map(|row| Arrangement {
            name: row.text(0),
            abbreviation: row.optional(1),
            aliases: row.list(2, ';'),
            task: row.text(3),
            body: row.optional(4),
            seat: row.optional(5),
            participants: row.list(6, ' ').into_iter().map(GroupMember::parse).collect(),
            needs_context: row.optional(7).is_some(),
        })
        .collect()
});

static BY_NAME: LazyLock<HashMap<String, usize>> = LazyLock::new(|| {
    let names = LIST.iter().enumerate().flat_map(|(at, a)| a.names().map(move |name| (fold(name), at)));
    names.collect()
});

pub(super) fn all() -> &'static [Arrangement] {
    &LIST
}

impl Arrangement {
    pub(super) fn names(&self) -> impl Iterator<Item = &'static str> + '_ {
        [self.name].into_iter().chain(self.abbreviation).chain(self.aliases.iter().copied())
    }
}

/// Words before the name that say what it is, not which: "GR Halte Werk" is Halte Werk.
const GENERIC: [&str; 5] = ["de gemeenschappelijke regeling ", "gemeenschappelijke regeling ", "de gr ", "gr ", "de "];

/// The arrangement of a name, abbreviation or earlier name; case, accents and a leading "GR" do not count.
pub fn find_arrangement(name: &str) -> Option<&'static Arrangement> {
    let folded = fold(name);
    let by = |wanted: &str| BY_NAME.get(wanted).and_then(|at| LIST.get(*at));
    by(&folded).or_else(|| GENERIC.iter().find_map(|generic| folded.strip_prefix(generic).and_then(by)))
}

/// The known name nearest to a mistyped one; `None` where none comes close.
pub fn suggest_arrangement(name: &str) -> Option<&'static str> {
    nearest(&fold(name), LIST.iter().flat_map(|a| a.names()))
}

static BEFORE_WORD: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"(?i)(?:\bgrr?|gemeenschappelijke regeling|werkvoorzienings?schap|sociale? werk\S*|werkbedrijf|werkorganisatie|uitvoeringsorganisatie|",
        r"bestuur van(?: de)?|directie van|directeur(?: van)?|begroting(?: \d{4})?(?: van)?(?: de)?|jaarrekening \d{4}(?: van)?(?: de)?|leerwerkbedrijf|participatiebedrijf) $"
    ))
});
/// A record of its board: `Verslag van de vergadering van het algemeen bestuur van X`.
static OF_BOARD: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)\bbestuur (?:van )?(?:de |het )?(?:gr |gemeenschappelijke regeling )?$"));
/// What says that an arrangement is named: words before its name, and words with which a name begins.
static BY_FORM: LazyLock<Regex> = LazyLock::new(|| {
    const NAME: &str =
        r"(?:[Dd]e |[Hh]et )?\p{Lu}[\p{L}\d!&/’'-]*(?: (?:(?:en|van|voor|de|&|aan|in) )?\p{Lu}[\p{L}\d!&/’'-]*){0,5}";
    pattern(&format!(
        concat!(
            r"(?:(?:[Gg]emeenschappelijke [Rr]egeling|Gemeenschappelijk openbaar lichaam|[Bb]edrijfsvoeringsorganisatie|\bGRR?|\bBVO) (?P<name>{name})",
            r"|\b(?P<class>(?:Werkvoorzienings?schap|Omgevingsdienst|Regionale [Uu]itvoeringsdienst|Veiligheidsregio|GGD|Recreatieschap|",
            r"(?:Intergemeentelijke|Regionale) Sociale Dienst|Belastingsamenwerking|Streekarchief|Werkorganisatie|Participatiebedrijf|",
            r"Leerwerkbedrijf|Afvalschap) {name}))"
        ),
        name = NAME
    ))
});
/// `(hierna: WSZ)`, behind a name.
static SHORT_NAME: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r#"^ \((?:hierna(?: te noemen)?:? |verder:? )?["'‘“]?(?P<short>\p{Lu}[\p{L}\d-]{1,20})["'’”]?\)"#)
});

/// Mentions in the text from which a paper is about an arrangement, and per this many bytes one more: a budget names
/// all its partners more than once.
const ENOUGH: u32 = 4;
const BYTES_PER_EXTRA: usize = 6_000;
/// In a paper of a page or less, fewer are enough.
const ENOUGH_IN_SHORT: u32 = 3;
const SHORT_BYTES: usize = 2_500;

/// Named so many times less often than one that the paper is about, an arrangement is named in passing.
const PASSING: u32 = 3;
/// Words that are no name by themselves: the name was cut off.
const NO_NAME: [&str; 8] =
    ["metropoolregio", "regio", "veiligheidsregio", "omgevingsdienst", "ggd", "gemeente", "gemeenten", "wet"];

/// Arrangements of no list that are kept count of in a paper.
const MOST_NEW: usize = 30;

#[derive(Default)]
struct Tally {
    body: u32,
    /// In a heading, or signing.
    head: u32,
    /// As sender or addressee: in the head of a letter, or as a letterhead.
    party: u32,
    subject: u32,
    first: usize,
    evidence: String,
}

/// Recognises the arrangements; the most named first.
///
/// Of a list of decisions or an agenda, one item is no subject: there only the letterhead and the title count.
pub(super) fn recognise(reading: &Reading<'_>, title: Option<&str>, kind: Option<DocumentKind>) -> Vec<Known<String>> {
    let listing = matches!(kind, Some(DocumentKind::Minutes | DocumentKind::Agenda));
    let mut tally: HashMap<usize, Tally> = HashMap::new();
    let mut order = 0;
    for (at, (block, names)) in reading.blocks.iter().zip(&reading.names).enumerate() {
        let mut before: Option<(usize, usize)> = None;
        for found in names {
            let Some(index) = arrangement_of(found) else { continue };
            if !counts(&block.text, found, index) {
                continue;
            }
            // "Werkvoorzieningschap Zonnedauw (WZ)" names it once.
            let again = before.is_some_and(|(end, of)| of == index && found.bytes.start <= end + 2);
            before = Some((found.bytes.end, index));
            if again {
                continue;
            }
            order += 1;
            let entry = tally.entry(index).or_insert_with(|| Tally { first: order, ..Tally::default() });
            let head =
                reading.in_head(at, found.bytes.start) && (block.text.len() < 160 || reading.salutation().is_some());
            let of_board = || at < 3 && OF_BOARD.is_match(block.text.get(..found.bytes.start).unwrap_or_default());
            let signs = || {
                let before = block.text.get(..found.bytes.start).unwrap_or_default();
                block.kind == BlockKind::Signature && reading.salutation().is_some() && OF_BOARD.is_match(before)
            };
            if signs() || head && (reading.salutation().is_some() || is_whole(&block.text, found) || of_board()) {
                entry.party += 1;
            } else if (head && !listing) || block.kind == BlockKind::Signature {
                entry.head += 1;
            } else {
                entry.body += 1;
            }
            if entry.evidence.is_empty() {
                entry.evidence = around(&block.text, found);
            }
        }
    }
    let subject = reading.fields.iter().find(|f| f.label == Label::Subject).map(|f| f.value.as_str());
    for line in subject.into_iter().chain(title) {
        for found in super::names::find_names(line) {
            let Some(index) = arrangement_of(&found) else { continue };
            if counts(line, &found, index) {
                let entry = tally.entry(index).or_insert_with(|| Tally { first: order + 1, ..Tally::default() });
                entry.subject += 1;
                entry.evidence = one_line(line);
            }
        }
    }
    for line in subject.into_iter().chain(title) {
        if let Some(index) = by_initials(line, &tally) {
            let entry = tally.entry(index).or_default();
            entry.subject += 1;
            entry.evidence = one_line(line);
        }
    }
    let length: usize = reading.blocks.iter().map(|b| b.text.len()).sum();
    let extra = u32::try_from(length / BYTES_PER_EXTRA).unwrap_or(u32::MAX).min(20);
    let enough = match kind {
        // A decision of a few lines is about whom it names.
        Some(DocumentKind::Decision) if length < SHORT_BYTES / 2 => 1,
        _ if length < SHORT_BYTES => ENOUGH_IN_SHORT,
        _ => ENOUGH + extra,
    };
    // Beside what a paper is about, others are named in passing.
    let most = tally.values().filter(|t| t.subject + t.party > 0).map(|t| t.head + t.body + t.party).max().unwrap_or(0);
    let mut ranked: Vec<(usize, Tally)> = tally
        .into_iter()
        .filter(|(_, t)| {
            let times = t.head + t.body;
            let in_passing = times * PASSING < most;
            t.subject + t.party > 0 || !listing && !in_passing && (t.head > 0 && times >= 2 || times >= enough)
        })
        .collect();
    ranked.sort_by_key(|(_, t)| (std::cmp::Reverse(4 * t.subject + 4 * t.party + 2 * t.head + t.body), t.first));
    let mut known: Vec<Known<String>> = ranked
        .into_iter()
        .filter_map(|(index, tally)| {
            let confidence = match tally {
                Tally { subject: 1.., body: 1.., .. } => 0.96,
                Tally { subject: 1.., .. } => 0.92,
                Tally { party: 1.., body: 1.., .. } => 0.92,
                Tally { party: 1.., .. } | Tally { head: 1.., .. } => 0.85,
                _ => 0.8,
            };
            LIST.get(index).map(|a| Known::recognised(a.name.to_owned(), tally.evidence, confidence))
        })
        .collect();
    let by_form = by_form(reading, subject.into_iter().chain(title), enough);
    let is_short = |name: &str| known.iter().any(|known| initials(&known.value).starts_with(name));
    let by_form: Vec<_> = by_form.into_iter().filter(|new| !is_short(&new.value)).collect();
    known.extend(by_form);
    known
}

/// Fewest letters of a short name that is not in the list.
const MIN_INITIALS: usize = 3;

/// The arrangement that a paper names in full, and in its subject by its first letters only: "gemeenschappelijke regeling
/// RSD" for the "Regionale Sociale Dienst Zonnedauw".
fn by_initials(line: &str, tally: &HashMap<usize, Tally>) -> Option<usize> {
    let mut shorts = line
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.len() >= MIN_INITIALS && word.len() <= 6 && word.chars().all(|c| c.is_ascii_uppercase()));
    shorts.find_map(|short| {
        let mut named = tally
            .iter()
            .filter(|(at, t)| t.subject == 0 && LIST.get(**at).is_some_and(|a| initials(a.name).starts_with(short)));
        let (at, _) = named.next()?;
        named.next().is_none().then_some(*at)
    })
}

fn initials(name: &str) -> String {
    name.split(' ').filter_map(|word| word.chars().next()).filter(|c| c.is_uppercase()).collect()
}

fn arrangement_of(found: &Found) -> Option<usize> {
    found.meanings.iter().find_map(|m| if let Named::Arrangement(at) = m { Some(*at) } else { None })
}

/// Whether a name means the arrangement where it stands.
fn counts(text: &str, found: &Found, index: usize) -> bool {
    let Some(arrangement) = LIST.get(index) else { return false };
    let name = text.get(found.bytes.clone()).unwrap_or_default();
    if !arrangement.needs_context || name.contains(' ') && fold(name).split(' ').count() > 1 {
        return true;
    }
    is_whole(text, found) || BEFORE_WORD.is_match(text.get(..found.bytes.start).unwrap_or_default())
}

/// Whether the name is all that stands in a line, as in a letterhead.
fn is_whole(text: &str, found: &Found) -> bool {
    found.bytes.len() + 4 >= text.len()
}

fn around(text: &str, found: &Found) -> String {
    let mut start = found.bytes.start.saturating_sub(60);
    while !text.is_char_boundary(start) {
        start += 1;
    }
    let after: String = text.get(found.bytes.end..).unwrap_or_default().chars().take(40).collect();
    one_line(&format!("{}{after}", text.get(start..found.bytes.end).unwrap_or_default()))
}

/// Arrangements that are in no list, by the words "gemeenschappelijke regeling X" or "Werkvoorzieningschap X", and what the
/// paper calls them from there on: `X (hierna: Y)`.
fn by_form<'a>(reading: &Reading<'_>, lines: impl Iterator<Item = &'a str>, enough: u32) -> Vec<Known<String>> {
    let mut counted: Vec<(String, u32, String)> = Vec::new();
    let mut shorts: Vec<(String, String)> = Vec::new();
    let mut count = |text: &str, weight: u32| {
        for captures in BY_FORM.captures_iter(text) {
            let named = captures.name("name").or(captures.name("class"));
            let (Some(all), Some(name)) = (captures.get(0), named) else { continue };
            let name = name.as_str().trim_end_matches(['-', '/', '\'', '’']);
            if find_arrangement(name).is_some()
                || !super::names::find_names(all.as_str()).is_empty()
                || name.len() < 3
                || NO_NAME.contains(&fold(name).as_str())
            {
                continue;
            }
            let rest = text.get(all.end()..).unwrap_or_default();
            if let Some(short) =
                SHORT_NAME.captures(rest).and_then(|c| c.name("short")).filter(|_| shorts.len() < MOST_NEW)
            {
                shorts.push((name.to_owned(), short.as_str().to_owned()));
            }
            let has_room = counted.len() < MOST_NEW;
            match counted.iter_mut().find(|(known, ..)| fold(known) == fold(name)) {
                Some((_, times, _)) => *times += weight,
                None if has_room => counted.push((name.to_owned(), weight, one_line(all.as_str()))),
                None => {}
            }
        }
    };
    for (at, block) in reading.blocks.iter().enumerate() {
        // A line of a letterhead, or of the address.
        let party = reading.in_head(at, 0) && block.text.len() < 90 && (at < 3 || reading.salutation().is_some());
        count(&block.text, if party { enough } else { 1 });
    }
    for line in lines {
        count(line, enough);
    }
    for (name, short) in shorts {
        let is_short = |word: std::ops::Range<usize>, text: &str| text.get(word) == Some(short.as_str());
        let in_block = |text: &str| super::names::words(text).filter(|word| is_short(word.clone(), text)).count();
        let more: usize = reading.blocks.iter().map(|block| in_block(&block.text)).sum();
        if let Some((_, times, _)) = counted.iter_mut().find(|(known, ..)| *known == name) {
            *times = times.saturating_add(u32::try_from(more).unwrap_or(u32::MAX));
        }
    }
    counted
        .into_iter()
        .filter(|(_, times, _)| *times >= enough)
        .map(|(name, _, evidence)| Known::recognised(name, evidence, 0.6))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::PartialDate;
    use super::super::municipality::municipality_by_code;
    use super::super::tests::layout;
    use super::*;

    fn recognised(text: &str) -> Vec<String> {
        let layout = layout(text);
        recognise(&Reading::new(&layout, &[]), None, None).into_iter().map(|k| k.value).collect()
    }

    #[test]
    fn every_participant_exists_and_every_name_is_of_one() {
        assert!(LIST.len() > 300);
        assert!(LIST.iter().map(|arrangement| fold(arrangement.name)).is_sorted());
        let mut names: HashMap<String, &str> = HashMap::new();
        let bodies = ["openbaar lichaam", "bedrijfsvoeringsorganisatie", "centrumregeling", "gemeenschappelijk orgaan"];
        let in_that_role = ["stichting", "vennootschap", "gemeentelijke dienst"];
        for arrangement in LIST.iter() {
            assert!(
                arrangement.body.is_none_or(|b| bodies.contains(&b) || in_that_role.contains(&b)),
                "{arrangement:?}"
            );
            let participants = &arrangement.participants;
            assert!(participants.iter().map(|member| member.code).is_sorted(), "{arrangement:?}");
            for participant in participants {
                let days = [participant.begin, participant.end].into_iter().flatten();
                assert!(municipality_by_code(participant.code).is_some(), "{arrangement:?}");
                assert!(
                    days.map(str::parse::<PartialDate>).all(|d| d.is_ok_and(|d| d.day().is_some())),
                    "{arrangement:?}"
                );
                assert!(participant.begin.is_none_or(|b| participant.end.is_none_or(|e| b < e)), "{arrangement:?}");
            }
            for name in arrangement.names() {
                let other = names.insert(fold(name), arrangement.name);
                assert!(other.is_none_or(|o| o == arrangement.name), "{name}: {other:?} and {}", arrangement.name);
            }
        }
    }

    #[test]
    fn all_names_lead_to_the_name_in_use() {
        let table = [
            ("WNK", "WNK Personeelsdiensten"),
            ("WNK Bedrijven", "WNK Personeelsdiensten"),
            ("Werkvoorzieningsschap Noord-Kennemerland", "WNK Personeelsdiensten"),
            ("gemeenschappelijke regeling Halte Werk", "Halte Werk"),
            ("GR Ability", "Ability"),
            ("WerkSaam", "WerkSaam Westfriesland"),
            ("IJmond Werkt", "IJmond Werkt!"),
            ("Atlant Groep", "Senzer"),
            ("BUCH", "Werkorganisatie BUCH"),
            ("Werkvoorzieningsschap Fryslân-West", "Empatec"),
            ("Fijnder", "Sociale Dienst Oost Achterhoek"),
        ];
        for (name, expected) in table {
            assert_eq!(find_arrangement(name).map(|a| a.name), Some(expected), "{name}");
        }
        assert!(find_arrangement("Zonnedauw").is_none());
        assert_eq!(suggest_arrangement("Halte Wrk"), Some("Halte Werk"));
    }

    #[test]
    fn about_it_or_merely_naming_it() {
        let table: [(&str, &[&str]); 13] = [
            (
                "Onderwerp: wijziging RSD\nGeachte raad,\nDe Regionale Sociale Dienst Kromme Rijn Heuvelrug groeit.",
                &["Regionale Sociale Dienst Kromme Rijn Heuvelrug"],
            ),
            ("Onderwerp: wijziging RSD\nGeachte raad,\nDe RSD groeit. Halte Werk ook.", &[]),
            ("Onderwerp: begroting Halte Werk\nGeacht bestuur,\nDank.", &["Halte Werk"]),
            ("Geachte raad,\nWij spraken met Halte Werk over fietsen.", &[]),
            ("Bestuur Ferm Werk\nGeacht bestuur,\nFerm Werk doet goed werk.", &["Ferm Werk"]),
            ("Een breed onderzoek. Breed gedragen. Breed, breed en Breed en Breed en Breed.", &[]),
            ("Onderwerp: begroting GR Zonnedauw\nGeachte raad,\nDe GR Zonnedauw vraagt geld.", &["Zonnedauw"]),
            ("Onderwerp: begroting gemeenschappelijke regeling Halte Werk\nGeachte raad,\nDank.", &["Halte Werk"]),
            ("Werkvoorzieningschap Zonnedauw\nGeachte raad,\nDank.", &["Werkvoorzieningschap Zonnedauw"]),
            (
                "Raadsvoorstel\nDe bedrijfsvoeringsorganisatie Zonnedauw (hierna: BZD) groeit.\nDe BZD vraagt geld. Wij geven de BZD geld.",
                &["Zonnedauw"],
            ),
            ("Geachte raad,\nDe Omgevingsdienst Zonnedauw kwam langs.", &[]),
            ("Notulen van het algemeen bestuur van Ferm Werk\n1. Opening\nNiets.", &["Ferm Werk"]),
            ("De halte werkt goed. Ability is a word. Een werkplein en een blink.", &[]),
        ];
        for (text, expected) in table {
            assert_eq!(recognised(text), expected, "{text}");
        }
    }
}
