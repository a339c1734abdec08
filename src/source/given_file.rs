//! What a file beside a document says of it, and what front matter says: keys, and the mistakes in them.
//!
//! A mistake costs its own key and nothing else, and names its line, so that it can be mended where it stands.

use std::borrow::Cow;
use std::fmt;

use serde_json::{Map, Value};
use serde_saphyr::{DefaultMessageFormatter, Localizer, Location};
use toml::de::{DeTable, DeValue};

use crate::document::{GIVEN_KEYS, GivenMetadata, kind_of, suggest_given_key};

/// What is wrong at one place of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    /// Line of the file, from 1.
    pub line: usize,
    /// What was found, what was expected, how to mend it; lower case, no final stop.
    pub message: String,
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.message)
    }
}

/// What was read of a file or of front matter that gives metadata.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct GivenFile {
    /// What it gives.
    pub metadata: GivenMetadata,
    /// What could not be taken, in the order of its lines.
    pub mistakes: Vec<Mistake>,
    /// What was taken and is doubtful, a sentence each.
    pub remarks: Vec<String>,
}

impl GivenFile {
    /// A file of which nothing could be taken.
    pub(super) fn broken(line: usize, message: impl Into<String>) -> Self {
        Self { mistakes: vec![Mistake { line, message: message.into() }], ..Self::default() }
    }

    /// All mistakes in one line; `None` where there are none.
    pub fn told_mistakes(&self) -> Option<String> {
        let told: Vec<String> = self.mistakes.iter().map(Mistake::to_string).collect();
        (!told.is_empty()).then(|| told.join("; "))
    }

    /// Takes keys whose lines are known.
    fn take(&mut self, keys: Map<String, Value>, line_of: &dyn Fn(&str) -> usize) {
        let (mut metadata, mut mistakes) = GivenMetadata::from_keys_that_fit(keys);
        mistakes.extend(metadata.drop_unreadable());
        self.mistakes.extend(mistakes.into_iter().map(|(key, message)| Mistake { line: line_of(key), message }));
        self.mistakes.sort_by_key(|mistake| mistake.line);
        self.remarks.extend(metadata.ambiguous_municipalities());
        self.metadata = metadata;
    }
}

/// Reads a sidecar (TOML). What is wrong with it, and every key that griffie does not know, is a mistake; the other keys
/// are taken.
pub fn parse_sidecar(text: &str) -> GivenFile {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let refused = DeTable::parse_recoverable(text).1;
    let refused: Vec<usize> =
        refused.iter().map(|error| error.span().map_or(1, |span| line_of(text, span.start))).collect();
    let text = &quote_bare_values(text, &refused);
    let line_at = |byte: usize| line_of(text, byte);
    let mut found = GivenFile::default();
    let (table, errors) = DeTable::parse_recoverable(text);
    for error in errors {
        let line = error.span().map_or(1, |span| line_at(span.start));
        // One mistake makes others behind it on its line.
        if found.mistakes.last().is_none_or(|last| last.line != line) {
            found.mistakes.push(Mistake { line, message: error.message().to_owned() });
        }
    }
    let broken: Vec<usize> = found.mistakes.iter().map(|mistake| mistake.line).collect();
    let mut keys = Map::new();
    let mut lines: Vec<(String, usize)> = Vec::new();
    for (key, value) in table.into_inner() {
        let line = line_at(key.span().start);
        let key = key.into_inner().into_owned();
        if broken.contains(&line) {
            continue;
        }
        if GIVEN_KEYS.contains(&key.as_str()) {
            lines.push((key.clone(), line));
            keys.insert(key, to_json(value.into_inner()));
        } else {
            let message = unknown_key(&key, matches!(value.get_ref(), DeValue::Table(_)));
            found.mistakes.push(Mistake { line, message });
        }
    }
    found.take(keys, &|key| lines.iter().find(|(known, _)| known == key).map_or(1, |(_, line)| *line));
    found
}

/// The line of a byte, from 1.
fn line_of(text: &str, byte: usize) -> usize {
    text.bytes().take(byte).filter(|b| *b == b'\n').count() + 1
}

/// Puts what begins with a digit and is no TOML into quotes: `date = 2021-08`, `reference = 21-123`. What people mean is
/// plain, and what is no date after all is then told as such. Other lines stay as they are.
fn quote_bare_values<'t>(text: &'t str, refused: &[usize]) -> Cow<'t, str> {
    if refused.is_empty() {
        return text.into();
    }
    let lines = text.split_inclusive('\n').zip(1..).map(|(line, number)| {
        let quoted = if refused.contains(&number) { quote_bare_value(line) } else { None };
        quoted.map_or(Cow::Borrowed(line), Cow::Owned)
    });
    lines.collect::<Vec<_>>().concat().into()
}

fn quote_bare_value(line: &str) -> Option<String> {
    let (key, rest) = line.split_once('=')?;
    let (value, comment) = rest.find('#').map_or((rest, "\n"), |at| rest.split_at(at));
    let value = value.trim();
    let is_bare = value.starts_with(|c: char| c.is_ascii_digit())
        && value.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '/' | '.' | ':' | '_' | ' '));
    is_bare.then(|| format!("{key}= \"{value}\" {comment}"))
}

fn unknown_key(key: &str, is_table: bool) -> String {
    match suggest_given_key(key) {
        Some(near) => format!("the key `{key}` is not known; did you mean `{near}`?"),
        None if is_table => format!("the section `{key}` is not known; write its keys at the top, without a section"),
        None => format!("the key `{key}` is not known; keys are {}", GIVEN_KEYS.join(", ")),
    }
}

/// Reads the front matter of a markdown document (YAML between `---` lines, the first of which is line 1 of the file).
/// It is often written for another program: keys that griffie does not know are kept, and only those that look like one
/// of its own are mistakes.
pub fn parse_front_matter(yaml: &str) -> GivenFile {
    let keys = match serde_saphyr::from_str(yaml) {
        Ok(Value::Object(keys)) => keys,
        Ok(Value::Null) => return GivenFile::default(),
        Ok(other) => return GivenFile::broken(2, format!("expected keys (`title: …`), found {}", kind_of(&other))),
        Err(error) => {
            // The file counts the line above it too.
            let line = error.location().and_then(|place| usize::try_from(place.line()).ok()).unwrap_or(1) + 1;
            let formatter = DefaultMessageFormatter.with_localizer(&WithoutPlace);
            let text = error.without_snippet().render_with_formatter(&formatter);
            let reason = text.lines().next().unwrap_or_default();
            return GivenFile::broken(line, format!("the front matter is no YAML: {reason}"));
        }
    };
    let line_of = |key: &str| {
        let is_of = |line: &str| {
            let name = line.split_once(':').map(|(name, _)| name.trim().trim_matches(['"', '\'']));
            name == Some(key)
        };
        yaml.lines().position(is_of).map_or(2, |at| at + 2)
    };
    let mut found = GivenFile::default();
    for key in keys.keys().filter(|key| !GIVEN_KEYS.contains(&key.as_str())) {
        if let Some(near) = suggest_given_key(key) {
            let message = format!("the key `{key}` is not known; did you mean `{near}`?");
            found.mistakes.push(Mistake { line: line_of(key), message });
        }
    }
    found.take(keys, &line_of);
    found
}

/// Messages without the line that the reader of YAML counts: ours is that of the file, and two would contradict each other.
struct WithoutPlace;

impl Localizer for WithoutPlace {
    fn attach_location<'a>(&self, base: Cow<'a, str>, _: Location) -> Cow<'a, str> {
        base
    }

    fn alias_defined_at(&self, _: Location) -> String {
        String::new()
    }

    fn alias_used_at(&self, _: Location) -> String {
        String::new()
    }
}

fn to_json(value: DeValue<'_>) -> Value {
    match value {
        DeValue::String(text) => Value::String(text.into_owned()),
        DeValue::Integer(number) => i64::from_str_radix(number.as_str(), number.radix())
            .map_or_else(|_| Value::String(number.to_string()), Value::from),
        DeValue::Float(number) => number.as_str().parse::<f64>().map_or(Value::Null, Value::from),
        DeValue::Boolean(truth) => truth.into(),
        // A date may stand without quotes.
        DeValue::Datetime(date) => Value::String(date.to_string()),
        DeValue::Array(values) => Value::Array(values.into_iter().map(|value| to_json(value.into_inner())).collect()),
        DeValue::Table(table) => {
            let entry = |(key, value): (toml::Spanned<Cow<'_, str>>, toml::Spanned<DeValue<'_>>)| {
                (key.into_inner().into_owned(), to_json(value.into_inner()))
            };
            Value::Object(table.into_iter().map(entry).collect())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(found: &GivenFile) -> Vec<String> {
        found.mistakes.iter().map(Mistake::to_string).collect()
    }

    #[test]
    fn sidecars_give_what_they_hold_and_tell_what_they_should_not() {
        let text = "municipality = \"Hoorn\"\ndate = 2021-08-12\n\nonderwerp = \"x\"\nkindd = \"y\"\nzzz = 1\n";
        let found = parse_sidecar(text);
        let given = &found.metadata;
        assert_eq!((&given.municipality, given.date.as_deref()), (&vec!["Hoorn".to_owned()], Some("2021-08-12")));
        assert_eq!(
            told(&found),
            [
                "line 4: the key `onderwerp` is not known; did you mean `subject`?",
                "line 5: the key `kindd` is not known; did you mean `kind`?",
                "line 6: the key `zzz` is not known; keys are title, municipality, date, arrangement, subject, kind, reference, url",
            ]
        );
    }

    #[test]
    fn a_mistake_costs_its_own_key_only() {
        let found = parse_sidecar("title = \"a\"\ndate = = 3\nsubject = [1]\nkind = \"brieff\"\nreference = \"b\"\n");
        assert_eq!((found.metadata.title.as_deref(), &found.metadata.reference), (Some("a"), &vec!["b".to_owned()]));
        assert_eq!((&found.metadata.date, &found.metadata.subject, &found.metadata.kind), (&None, &None, &None));
        let told = told(&found);
        assert!(told[0].starts_with("line 2: "), "{told:?}");
        assert_eq!(told[1], "line 3: its `subject` must be a text, found a list");
        assert_eq!(told[2], "line 4: kind: `brieff` is not a kind of document; did you mean `brief`?");
        assert_eq!(told.len(), 3);
    }

    #[test]
    fn what_stands_without_quotes_is_read_as_it_is_meant() {
        let found = parse_sidecar("date = 2021-08 # of the letter\nreference = 21-123/AB\nsubject = \"Taxi\"\n");
        assert_eq!(found.mistakes, []);
        assert_eq!(found.metadata.date.as_deref(), Some("2021-08"));
        assert_eq!(found.metadata.reference, ["21-123/AB"]);
        assert_eq!(found.metadata.subject.as_deref(), Some("Taxi"));
        assert_eq!(parse_sidecar("date = 2021-08").metadata.date.as_deref(), Some("2021-08"));
        assert_eq!(
            told(&parse_sidecar("datum = 2021-08")),
            ["line 1: the key `datum` is not known; did you mean `date`?"]
        );
    }

    #[test]
    fn a_date_that_is_none_is_told_with_how_to_write_one() {
        let near = "is not a date; expected a year, month or day as 2021, 2021-08 or 2021-08-12";
        for date in ["2021-02-30", "12-08-2021", "2021-13", "12 augustus 2021"] {
            let expected = format!("line 2: date: `{date}` {near}");
            assert_eq!(
                told(&parse_sidecar(&format!("kind = \"brief\"\ndate = {date}\n"))),
                std::slice::from_ref(&expected)
            );
            assert_eq!(told(&parse_front_matter(&format!("date: {date}\n"))), [expected]);
        }
        assert_eq!(parse_front_matter("date: 2021-08\n").metadata.date.as_deref(), Some("2021-08"));
    }

    #[test]
    fn sections_marks_and_endless_numbers_are_no_surprise() {
        assert_eq!(parse_sidecar("\u{feff}title = \"a\"").metadata.title.as_deref(), Some("a"));
        let found = parse_sidecar("[document]\ntitle = \"a\"\n");
        assert_eq!(
            told(&found),
            ["line 1: the section `document` is not known; write its keys at the top, without a section"]
        );
        let found = parse_sidecar("reference = 99999999999999999999999\n");
        assert_eq!(found.metadata.reference, ["99999999999999999999999"]);
        assert_eq!(parse_sidecar(""), GivenFile::default());
    }

    #[test]
    fn front_matter_is_read_and_foreign_keys_are_kept() {
        let yaml = "title: Nota\nmunicipality: [Hoorn, Opmeer]\ndate: 2021-08-12\ntags:\n  - wmo\n";
        let found = parse_front_matter(yaml);
        assert_eq!(found.metadata.municipality, ["Hoorn", "Opmeer"]);
        assert_eq!(found.metadata.date.as_deref(), Some("2021-08-12"));
        assert!(found.metadata.extra.contains_key("tags"));
        assert_eq!(found.mistakes, []);
        assert_eq!(parse_front_matter(""), GivenFile::default());
    }

    #[test]
    fn mistakes_in_front_matter_name_the_line_of_the_file() {
        let found = parse_front_matter("title: Nota\nonderwerp: Taxi\n\"Datum\": 2021\nkind: [1]\n");
        assert_eq!(found.metadata.title.as_deref(), Some("Nota"));
        assert_eq!(
            told(&found),
            [
                "line 3: the key `onderwerp` is not known; did you mean `subject`?",
                "line 4: the key `Datum` is not known; did you mean `date`?",
                "line 5: its `kind` must be a text, found a list",
            ]
        );
        let broken = told(&parse_front_matter("title: Nota\nsubject: [half\n"));
        assert!(broken[0].contains("the front matter is no YAML: "), "{broken:?}");
        let broken = told(&parse_front_matter("title: Nota\nsubject: *geen\n"));
        assert_eq!(broken, ["line 3: the front matter is no YAML: alias references unknown anchor"]);
        assert_eq!(told(&parse_front_matter("- een\n- twee")), ["line 2: expected keys (`title: …`), found a list"]);
    }
}
