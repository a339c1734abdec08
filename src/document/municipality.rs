//! Which municipalities are there, and which were there on a day?
//!
//! The list holds every municipality since 1990 with its successor; names are looked up without regard to case and
//! accents. Which of them a paper is from or mentions: [`concerned`](super::concerned).

use std::collections::HashMap;
use std::sync::LazyLock;

use serde::Serialize;

use super::names::{fold, nearest};
use super::{PartialDate, lists};

/// A municipality (gemeente), existing or merged since 1990.
///
/// Source: `src/document/lists/municipalities.tsv`, whose first lines name the registers and the day they were read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Municipality {
    /// Code of Statistics Netherlands (CBS-code), such as `GM0398`.
    pub code: &'static str,
    /// Name (naam) as in the population register, such as `Bergen (NH)`.
    pub name: &'static str,
    /// Province (provincie), where known.
    pub province: Option<&'static str>,
    /// First day (ingang) as ISO date, where the register gives one.
    pub begin: Option<&'static str>,
    /// First day on which it was no more (einde) as ISO date; `None` while it exists.
    pub end: Option<&'static str>,
    /// Codes of the municipalities that it went into (opvolgers), that which got most of it first; several where it was
    /// divided, and none while it exists.
    pub successors: Vec<&'static str>,
    /// Other names (andere namen) in use, such as Den Bosch.
    pub aliases: Vec<&'static str>,
    /// Whether the name is also a word or a surname, so that it needs context.
    pub(super) plain: bool,
}

/// A municipality as metadata names it: the name, and the code where it is in the list (gemeente).
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct MunicipalityName {
    /// Name (naam).
    pub name: String,
    /// Code of Statistics Netherlands; `None` for a name that is in no list.
    pub code: Option<String>,
}

static LIST: LazyLock<Vec<Municipality>> = LazyLock::new(|| {
    lists::rows(include_str!("lists/municipalities.tsv"))
        .map(|row| Municipality {
            code: row.text(0),
            name: row.text(1),
            province: row.optional(2),
            begin: row.optional(3),
            end: row.optional(4),
            successors: row.list(5, ' '),
            aliases: row.list(6, ';'),
            plain: row.optional(7).is_some(),
        })
        .collect()
});

static BY_CODE: LazyLock<HashMap<&'static str, usize>> =
    LazyLock::new(|| LIST.iter().enumerate().map(|(at, m)| (m.code, at)).collect());

/// Folded name to municipalities: those whose full name it is, and where there is none, those that also bear it.
static BY_NAME: LazyLock<HashMap<String, Vec<usize>>> = LazyLock::new(|| {
    let mut by_name: HashMap<String, Vec<usize>> = HashMap::new();
    for (at, municipality) in LIST.iter().enumerate() {
        for name in municipality.names() {
            let same = by_name.entry(fold(name)).or_default();
            if !same.contains(&at) {
                same.push(at);
            }
        }
    }
    for (name, same) in &mut by_name {
        if same.iter().any(|at| LIST.get(*at).is_some_and(|m| fold(m.name) == *name)) {
            same.retain(|at| LIST.get(*at).is_some_and(|m| fold(m.name) == *name));
        }
    }
    by_name
});

pub(super) fn all() -> &'static [Municipality] {
    &LIST
}

impl Municipality {
    /// The name without what tells it from its namesakes: `Bergen`.
    pub fn base_name(&self) -> &'static str {
        self.name.split_once(" (").map_or(self.name, |(base, _)| base)
    }

    /// Whether it existed on a day, given as ISO date.
    pub fn existed_on(&self, day: &str) -> bool {
        self.begin.is_none_or(|begin| begin <= day) && self.end.is_none_or(|end| day < end)
    }

    pub(super) fn names(&self) -> impl Iterator<Item = &'static str> + '_ {
        [self.name, self.base_name()].into_iter().chain(self.aliases.iter().copied())
    }

    pub(super) fn to_name(&self) -> MunicipalityName {
        MunicipalityName { name: self.name.to_owned(), code: Some(self.code.to_owned()) }
    }
}

/// The place of a code in the list.
pub(super) fn index_of(code: &str) -> Option<usize> {
    BY_CODE.get(code).copied()
}

/// The municipality with a code such as `GM0398`.
pub fn municipality_by_code(code: &str) -> Option<&'static Municipality> {
    BY_CODE.get(code).and_then(|at| LIST.get(*at))
}

/// All municipalities of a name, former ones too; case, accents and a leading "gemeente" do not count.
///
/// `Bergen` gives two, `Bergen (NH.)` one, an unknown name none.
pub fn find_municipality(name: &str) -> Vec<&'static Municipality> {
    let folded = fold(name);
    let wanted = folded.strip_prefix("gemeente ").unwrap_or(&folded);
    BY_NAME.get(wanted).into_iter().flatten().filter_map(|at| LIST.get(*at)).collect()
}

/// The known name nearest to a mistyped one; `None` where none comes close.
pub fn suggest_municipality(name: &str) -> Option<&'static str> {
    let folded = fold(name);
    nearest(folded.strip_prefix("gemeente ").unwrap_or(&folded), LIST.iter().flat_map(|m| m.names()))
}

/// A municipality that went into another one, as a whole or with a part of it (voorganger).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Predecessor {
    /// The earlier municipality.
    pub municipality: &'static Municipality,
    /// Whether only a part of it came to the later one, somewhere on the way.
    pub in_part: bool,
}

impl Municipality {
    /// All that went into it, over any number of mergers, in order of their codes.
    ///
    /// `Het Hogeland` gives Eemsmond and, before that, Hefshuizen; `Westerkwartier` gives Winsum in part.
    pub fn predecessors(&self) -> Vec<Predecessor> {
        let mut found: Vec<Predecessor> = Vec::new();
        let mut reached = vec![(self.code, false)];
        while let Some((code, in_part)) = reached.pop() {
            for municipality in LIST.iter().filter(|m| m.code != self.code && m.successors.contains(&code)) {
                let in_part = in_part || municipality.successors.len() > 1;
                match found.iter_mut().find(|known| known.municipality.code == municipality.code) {
                    // By another way it came as a whole; what went into it did too.
                    Some(known) if known.in_part && !in_part => known.in_part = false,
                    Some(_) => continue,
                    None => found.push(Predecessor { municipality, in_part }),
                }
                reached.push((municipality.code, in_part));
            }
        }
        found.sort_by_key(|predecessor| predecessor.municipality.code);
        found
    }
}

/// The municipality that a code stood or stands for on a day: the successor of one that had ended by then.
pub(super) fn on_day(code: &str, day: Option<PartialDate>) -> Option<&'static Municipality> {
    let mut municipality = municipality_by_code(code)?;
    let Some(day) = day.map(|d| d.last_day().to_string()) else { return Some(municipality) };
    // The longest chain of mergers since 1990 is four; the bound only guards against a circle in the data.
    for _ in 0..10 {
        match municipality.successors.first() {
            Some(next) if municipality.end.is_some_and(|end| end <= day.as_str()) => {
                municipality = municipality_by_code(next)?;
            }
            _ => break,
        }
    }
    Some(municipality)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_successor_exists_and_intervals_make_sense() {
        assert!(LIST.len() > 700);
        for municipality in LIST.iter() {
            for code in &municipality.successors {
                let successor = municipality_by_code(code).unwrap();
                assert!(successor.existed_on(municipality.end.unwrap()), "{municipality:?} ends in {successor:?}");
            }
            assert_eq!(municipality.end.is_some(), !municipality.successors.is_empty(), "{municipality:?}");
            assert!(municipality.code.len() == 6 && municipality.code.starts_with("GM"), "{municipality:?}");
            let dates = [municipality.begin, municipality.end].into_iter().flatten();
            assert!(
                dates.map(str::parse::<PartialDate>).all(|d| d.is_ok_and(|d| d.day().is_some())),
                "{municipality:?}"
            );
            if let (Some(begin), Some(end)) = (municipality.begin, municipality.end) {
                assert!(begin < end, "{municipality:?}");
            }
            let last = on_day(municipality.code, "2026-01-01".parse().ok()).unwrap();
            assert!(last.end.is_none(), "{municipality:?} ends in {last:?}");
        }
        assert_eq!(LIST.iter().filter(|m| m.end.is_none()).count(), 342);
    }

    #[test]
    fn names_are_found_in_their_spellings() {
        let table: [(&str, &[&str]); 12] = [
            ("Heerhugowaard", &["Heerhugowaard"]),
            ("gemeente Hoorn", &["Hoorn"]),
            ("bergen (nh.)", &["Bergen (NH)"]),
            ("Bergen", &["Bergen (L)", "Bergen (NH)"]),
            ("Sudwest Fryslan", &["Súdwest-Fryslân"]),
            ("Den Bosch", &["'s-Hertogenbosch"]),
            ("Den Haag", &["'s-Gravenhage"]),
            ("Beek (L.)", &["Beek"]),
            ("Beek", &["Beek"]),
            ("Voorne aan Zee", &["Voorne aan Zee"]),
            ("Eemsmond", &["Eemsmond"]),
            ("Nergenshuizen", &[]),
        ];
        for (name, expected) in table {
            let mut names: Vec<_> = find_municipality(name).iter().map(|m| m.name).collect();
            names.sort_unstable();
            assert_eq!(names, expected, "{name}");
        }
        assert_eq!(suggest_municipality("Heerhugowaart"), Some("Heerhugowaard"));
        assert_eq!(suggest_municipality("xqz"), None);
    }

    #[test]
    fn predecessors_over_chains_and_of_parts() {
        let predecessors = |name: &str| -> Vec<(&str, bool)> {
            let [municipality] = find_municipality(name)[..] else { panic!("{name}") };
            municipality.predecessors().into_iter().map(|p| (p.municipality.name, p.in_part)).collect()
        };
        assert_eq!(predecessors("Dijk en Waard"), [("Heerhugowaard", false), ("Langedijk", false)]);
        let hogeland = predecessors("Het Hogeland");
        for name in ["Bedum", "De Marne", "Eemsmond", "Hefshuizen"] {
            assert!(hogeland.contains(&(name, false)), "{name}: {hogeland:?}");
        }
        assert!(hogeland.contains(&("Winsum", true)), "{hogeland:?}");
        assert!(predecessors("Westerkwartier").contains(&("Winsum", true)));
        assert!(predecessors("Oisterwijk").contains(&("Haaren", true)));
        assert!(predecessors("Heerhugowaard").is_empty());
        for municipality in LIST.iter() {
            assert!(municipality.predecessors().iter().all(|p| p.municipality.end.is_some()), "{municipality:?}");
        }
    }

    #[test]
    fn the_list_is_sorted_by_code() {
        assert!(LIST.iter().map(|m| m.code).is_sorted());
    }

    #[test]
    fn members_follow_mergers() {
        assert_eq!(on_day("GM0398", "2022-01-01".parse().ok()).map(|m| m.name), Some("Dijk en Waard"));
        assert_eq!(on_day("GM0398", "2021-12-31".parse().ok()).map(|m| m.name), Some("Heerhugowaard"));
    }
}
