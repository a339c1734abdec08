//! From TOML to what it sets, with the line of each mistake.

use std::borrow::Cow;
use std::path::Path;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::Config;
use crate::document::{OwnGroups, nearest_name};
use crate::query::synonym::{Ambiguity, SynonymList, SynonymProblem};
use crate::source::Mistake;
use crate::update::ShrinkLimit;

/// What may stand at the top.
const KEYS: [&str; 5] = ["index", "max_shrink", "abbreviations", "synonyms", "groups"];
/// What may stand in the table of an abbreviation.
const ABBREVIATION_KEYS: [&str; 2] = ["names", "ambiguous"];
/// What may stand in the table of a group of municipalities.
const GROUP_KEYS: [&str; 2] = ["members", "names"];
/// What may stand in a group of synonyms.
const SYNONYM_KEYS: [&str; 2] = ["words", "related"];

type Key<'t> = Spanned<Cow<'t, str>>;
type Value<'t> = Spanned<DeValue<'t>>;

pub(super) fn read(text: &str, file: &Path) -> Result<Config, Vec<Mistake>> {
    let without_mark = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader = Reader { text: without_mark, mistakes: Vec::new() };
    let (table, errors) = DeTable::parse_recoverable(without_mark);
    for error in errors {
        reader.refuse(error.span().map_or(0, |span| span.start), error.message());
    }
    let mut config = Config { file: Some(file.to_owned()), ..Config::default() };
    // What is no TOML makes sense of nothing behind it.
    if reader.mistakes.is_empty() {
        for (key, value) in table.get_ref() {
            match key.get_ref().as_ref() {
                "index" => {
                    config.index = reader
                        .text_of("index", value)
                        .map(|path| file.parent().map_or_else(|| path.into(), |folder| folder.join(path)));
                }
                "max_shrink" => config.max_shrink = reader.share_of("max_shrink", value),
                "abbreviations" => reader.abbreviations(value, &mut config.synonyms),
                "synonyms" => reader.synonyms(value, &mut config.synonyms),
                "groups" => reader.groups(value, &mut config.groups),
                _ => reader.refuse_key(key, &KEYS),
            }
        }
    }
    if reader.mistakes.is_empty() { Ok(config) } else { Err(reader.sorted_mistakes()) }
}

struct Reader<'t> {
    text: &'t str,
    mistakes: Vec<Mistake>,
}

impl Reader<'_> {
    fn refuse(&mut self, byte: usize, message: impl Into<String>) {
        let line = self.text.bytes().take(byte).filter(|b| *b == b'\n').count() + 1;
        // One mistake makes others behind it on its line.
        if self.mistakes.iter().all(|mistake| mistake.line != line) {
            self.mistakes.push(Mistake { line, message: message.into() });
        }
    }

    fn refuse_key(&mut self, key: &Key<'_>, known: &[&str]) {
        let name = key.get_ref();
        let mend = match nearest_name(name, known.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("keys here are {}", known.join(", ")),
        };
        self.refuse(key.span().start, format!("the key `{name}` is not known; {mend}"));
    }

    fn sorted_mistakes(mut self) -> Vec<Mistake> {
        self.mistakes.sort_by_key(|mistake| mistake.line);
        self.mistakes
    }

    fn text_of<'v>(&mut self, what: &str, value: &'v Value<'_>) -> Option<&'v str> {
        match value.get_ref() {
            DeValue::String(text) if !text.trim().is_empty() => Some(text),
            DeValue::String(_) => self.none(value, format!("`{what}` is empty")),
            _ => self.none(value, format!("`{what}` must be a text in quotes")),
        }
    }

    fn texts_of<'v>(&mut self, what: &str, value: &'v Value<'_>) -> Option<Vec<&'v str>> {
        match value.get_ref() {
            DeValue::Array(values) => values.iter().map(|value| self.text_of(what, value)).collect(),
            DeValue::String(_) => self.text_of(what, value).map(|text| vec![text]),
            _ => self.none(value, format!("`{what}` must be a text in quotes, or a list of them: [\"…\", \"…\"]")),
        }
    }

    fn truth_of(&mut self, what: &str, value: &Value<'_>) -> Option<bool> {
        match value.get_ref() {
            DeValue::Boolean(truth) => Some(*truth),
            _ => self.none(value, format!("`{what}` must be true or false")),
        }
    }

    fn share_of(&mut self, what: &str, value: &Value<'_>) -> Option<ShrinkLimit> {
        let number = match value.get_ref() {
            DeValue::Float(number) => number.as_str().parse::<f64>().ok(),
            DeValue::Integer(number) => number.as_str().parse::<f64>().ok(),
            _ => None,
        };
        match number.and_then(ShrinkLimit::of_share) {
            None => self.none(value, format!("`{what}` must be a number from 0 to 1: 0.5 is half of a root")),
            limit => limit,
        }
    }

    fn none<T>(&mut self, value: &Value<'_>, message: String) -> Option<T> {
        self.refuse(value.span().start, message);
        None
    }

    fn added(&mut self, byte: usize, outcome: Result<(), SynonymProblem>) {
        if let Err(problem) = outcome {
            self.refuse(byte, problem.to_string());
        }
    }

    /// `[abbreviations]`: `SHORT = "name"`, `["name", …]` or `{ names = …, ambiguous = true }`.
    fn abbreviations(&mut self, value: &Value<'_>, list: &mut SynonymList) {
        let DeValue::Table(table) = value.get_ref() else {
            return self
                .refuse(value.span().start, "write a section [abbreviations] with lines as RMT = \"full name\"");
        };
        for (key, value) in table {
            let (short, at) = (key.get_ref(), key.span().start);
            let (names, ambiguity) = match value.get_ref() {
                DeValue::Table(table) => self.abbreviation_in_full(key, table),
                _ => (self.texts_of(short, value), Ambiguity::None),
            };
            if let Some(names) = names {
                self.added(at, list.add_abbreviation(short, names, ambiguity));
            }
        }
    }

    fn abbreviation_in_full<'v>(
        &mut self,
        short: &Key<'_>,
        table: &'v DeTable<'_>,
    ) -> (Option<Vec<&'v str>>, Ambiguity) {
        let mut names = None;
        let mut ambiguity = Ambiguity::None;
        let mut is_named = false;
        for (key, value) in table {
            match key.get_ref().as_ref() {
                "names" => {
                    is_named = true;
                    names = self.texts_of("names", value);
                }
                "ambiguous" if self.truth_of("ambiguous", value) == Some(true) => ambiguity = Ambiguity::Word,
                "ambiguous" => {}
                _ => self.refuse_key(key, &ABBREVIATION_KEYS),
            }
        }
        if !is_named {
            self.refuse(short.span().start, format!("`{}` lacks `names = [\"…\"]`", short.get_ref()));
        }
        (names, ambiguity)
    }

    /// `[groups]`: `"name" = ["municipality", …]` or `{ members = […], names = […] }`.
    fn groups(&mut self, value: &Value<'_>, groups: &mut OwnGroups) {
        let DeValue::Table(table) = value.get_ref() else {
            return self.refuse(
                value.span().start,
                "write a section [groups] with lines as \"name\" = [\"Hoorn\", \"Medemblik\"]",
            );
        };
        for (key, value) in table {
            let (name, at) = (key.get_ref(), key.span().start);
            let mut names = vec![name.as_ref()];
            let members = match value.get_ref() {
                DeValue::Table(table) => {
                    let mut members = None;
                    let mut is_given = false;
                    for (key, value) in table {
                        match key.get_ref().as_ref() {
                            "members" => {
                                is_given = true;
                                members = self.texts_of("members", value);
                            }
                            "names" => names.extend(self.texts_of("names", value).unwrap_or_default()),
                            _ => self.refuse_key(key, &GROUP_KEYS),
                        }
                    }
                    if !is_given {
                        self.refuse(at, format!("`{name}` lacks `members = [\"…\"]`"));
                    }
                    members
                }
                _ => self.texts_of(name, value),
            };
            if let Some(Err(problem)) = members.map(|members| groups.add(&names, &members)) {
                self.refuse(at, problem);
            }
        }
    }

    /// `[[synonyms]]`: `words = ["…", "…"]`, and `related = true` if they do not say quite the same.
    fn synonyms(&mut self, value: &Value<'_>, list: &mut SynonymList) {
        const HOW: &str = "write each group as [[synonyms]] with a line words = [\"…\", \"…\"] below it";
        let DeValue::Array(groups) = value.get_ref() else { return self.refuse(value.span().start, HOW) };
        for group in groups {
            let at = group.span().start;
            let DeValue::Table(table) = group.get_ref() else {
                self.refuse(at, HOW);
                continue;
            };
            let mut near = true;
            let mut words = None;
            for (key, value) in table {
                match key.get_ref().as_ref() {
                    "words" => words = Some((value.span().start, self.texts_of("words", value))),
                    "related" => near = self.truth_of("related", value) != Some(true),
                    _ => self.refuse_key(key, &SYNONYM_KEYS),
                }
            }
            match words {
                None => self.refuse(at, HOW),
                Some((_, None)) => {}
                Some((at, Some(words))) => self.added(at, list.add_variants(words, near)),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn told(text: &str) -> Vec<String> {
        Config::parse(text, Path::new("griffie.toml")).unwrap_err().iter().map(Mistake::to_string).collect()
    }

    #[test]
    fn a_file_sets_the_index_and_adds_words() {
        let text = "\
            index = \"../gri\"\n\
            [abbreviations]\n\
            RMT = \"Regionaal Mobiliteitsteam\"\n\
            WSP = [\"Werkgeversservicepunt\", \"Werkgevers Servicepunt\"]\n\
            MAS = { names = [\"Maatschappelijke Agenda\"], ambiguous = true }\n\
            [[synonyms]]\n\
            words = [\"inwonerparticipatie\", \"burgerparticipatie\"]\n\
            [[synonyms]]\n\
            words = [\"energietoeslag\", \"energiearmoede\"]\n\
            related = true\n";
        let config = Config::parse(text, Path::new("map/griffie.toml")).unwrap();
        assert_eq!(config.index.as_deref(), Some(Path::new("map/../gri")));
        let mut shorts: Vec<_> = config.synonyms.abbreviations.iter().collect();
        shorts.sort_by_key(|abbreviation| &abbreviation.short);
        assert_eq!(shorts[0].ambiguity, Ambiguity::Word);
        assert_eq!((shorts[1].short.as_str(), shorts[1].ambiguity), ("RMT", Ambiguity::None));
        assert_eq!(shorts[2].names, ["Werkgeversservicepunt", "Werkgevers Servicepunt"]);
        let groups: Vec<_> = config.synonyms.variants.iter().map(|group| (group.words.len(), group.near)).collect();
        assert_eq!(groups, [(2, true), (2, false)]);
        assert_eq!(Config::parse("\u{feff}\n# niets\n", Path::new("x")).unwrap().synonyms, SynonymList::default());
    }

    #[test]
    fn the_example_for_a_server_explains_every_key() {
        let text = include_str!("../../docs/service/griffie.toml");
        assert!(Config::parse(text, Path::new("griffie.toml")).unwrap().max_shrink.is_some());
        for key in [&KEYS[..], &ABBREVIATION_KEYS, &GROUP_KEYS, &SYNONYM_KEYS].concat() {
            let is_set = |line: &&str| !line.starts_with('#') && line.contains(key);
            let place = text.lines().position(|line| is_set(&line)).unwrap_or_else(|| panic!("{key}"));
            assert!(text.lines().take(place).any(|line| line.starts_with('#')), "{key} is explained");
        }
    }

    #[test]
    fn all_mistakes_are_named_with_their_lines_and_the_mend() {
        let text = "\
            indx = \"i\"\n\
            index = 3\n\
            [abbreviations]\n\
            RMT = 1\n\
            WSP = { name = \"x\" }\n\
            '' = \"leeg\"\n\
            DE = [\"\"]\n\
            [[synonyms]]\n\
            words = [\"een\"]\n\
            [[synonyms]]\n\
            woorden = [\"een\"]\n\
            [[synonyms]]\n\
            words = [\"plan\", \"de\"]\n\
            related = \"ja\"\n";
        assert_eq!(
            told(text),
            [
                "line 1: the key `indx` is not known; did you mean `index`?",
                "line 2: `index` must be a text in quotes",
                "line 4: `RMT` must be a text in quotes, or a list of them: [\"…\", \"…\"]",
                "line 5: the key `name` is not known; did you mean `names`?",
                "line 6: no letter or digit in the abbreviation",
                "line 7: `DE` is empty",
                "line 9: \"een\" has small words only, which are not searched for; write the name in full",
                "line 10: write each group as [[synonyms]] with a line words = [\"…\", \"…\"] below it",
                "line 11: the key `woorden` is not known; keys here are words, related",
                "line 13: \"de\" has small words only, which are not searched for; write the name in full",
                "line 14: `related` must be true or false",
            ]
        );
    }

    #[test]
    fn groups_of_municipalities_are_named() {
        let text = "[groups]\n\"Zonneveld-gemeenten\" = [\"Hoorn\", \"Medemblik\"]\nZVG = { members = [\"Goes\"], names = [\"Zon\"] }\n";
        assert!(!Config::parse(text, Path::new("griffie.toml")).unwrap().groups.is_empty());
        assert_eq!(
            told(
                "[groups]\na = [\"Heilo\"]\nb = { names = [\"x\"] }\nc = { members = [\"Goes\"], leden = 1 }\nd = []\n"
            ),
            [
                "line 2: `Heilo` is not the name of a municipality; did you mean `Heiloo`?",
                "line 3: `b` lacks `members = [\"…\"]`",
                "line 4: the key `leden` is not known; keys here are members, names",
                "line 5: the group d has no members",
            ]
        );
    }

    proptest! {
        #[test]
        fn any_text_sets_something_or_names_its_lines(text in "(index|\\[abbreviations\\]|\\[\\[synonyms\\]\\]|words|related|names|[=\\[\\]{}\"', \n]|true|3|[a-zA-Zë]{1,4}){0,24}") {
            if let Err(mistakes) = Config::parse(&text, Path::new("griffie.toml")) {
                prop_assert!(!mistakes.is_empty());
                for mistake in mistakes {
                    prop_assert!((1..=text.split('\n').count()).contains(&mistake.line), "{}", mistake);
                }
            }
        }
    }

    #[test]
    fn what_is_no_toml_is_told_once() {
        assert_eq!(told("[abbreviations\nRMT = \"x\"\n").len(), 1);
        assert!(told("[abbreviations]\nRMT = x\n")[0].starts_with("line 2: "));
        assert_eq!(told("synonyms = \"x\"\nabbreviations = [1]\n").len(), 2);
    }
}
