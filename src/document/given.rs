//! What if the metadata comes with the document: a JSONL record, a sidecar file?
//!
//! What is given beats what is recognised. A given value that cannot be read is left out and told, so that nobody
//! searches for a date that is not there without knowing why.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::{
    DocumentKind, Known, Metadata, Municipality, MunicipalityName, Origin, OwnGroups, PartialDate, find_arrangement,
    find_municipality, suggest_municipality,
};

/// Metadata stated with a document (meegegeven gegevens); the keys of a JSONL record.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct GivenMetadata {
    /// Title (titel).
    pub title: Option<String>,
    /// Municipalities (gemeenten); one text or a list.
    pub municipality: Vec<String>,
    /// Date (datum) as ISO text.
    pub date: Option<String>,
    /// Arrangements (regelingen); one text or a list.
    pub arrangement: Vec<String>,
    /// Subject (onderwerp).
    pub subject: Option<String>,
    /// Kind (soort), in either language.
    pub kind: Option<String>,
    /// References (kenmerken); one text or a list.
    pub reference: Vec<String>,
    /// Where it was published (webadres).
    pub url: Option<String>,
    /// Keys that griffie does not know, kept to be shown.
    pub extra: BTreeMap<String, Value>,
}

impl GivenMetadata {
    /// Reads metadata from the keys of a record; keys that griffie does not know are kept.
    ///
    /// # Errors
    /// A known key whose value is of another type than it can be, in words for the user.
    pub fn from_keys(keys: Map<String, Value>) -> Result<Self, String> {
        let (given, mistakes) = Self::from_keys_that_fit(keys);
        mistakes.into_iter().next().map_or(Ok(given), |(_, mistake)| Err(mistake))
    }

    /// The same, but a value of a wrong type costs only its own key: also these keys, each with what is wrong.
    pub fn from_keys_that_fit(mut keys: Map<String, Value>) -> (Self, Vec<(&'static str, String)>) {
        let mut mistakes = Vec::new();
        let mut one = |key: &'static str, keys: &mut Map<String, Value>| {
            one_text(keys, key).unwrap_or_else(|mistake| {
                mistakes.push((key, mistake));
                None
            })
        };
        let (title, date) = (one("title", &mut keys), one("date", &mut keys));
        let (subject, kind, url) = (one("subject", &mut keys), one("kind", &mut keys), one("url", &mut keys));
        let mut list = |key: &'static str, keys: &mut Map<String, Value>| {
            texts(keys, key).unwrap_or_else(|mistake| {
                mistakes.push((key, mistake));
                Vec::new()
            })
        };
        let given = Self {
            title,
            municipality: list("municipality", &mut keys),
            date,
            arrangement: list("arrangement", &mut keys),
            subject,
            kind,
            reference: list("reference", &mut keys),
            url,
            extra: keys.into_iter().collect(),
        };
        (given, mistakes)
    }

    /// Takes out what cannot be understood: each key with what is wrong with its value.
    pub fn drop_unreadable(&mut self) -> Vec<(&'static str, String)> {
        let mut mistakes = Vec::new();
        if let Some(Err(mistake)) = filled(self.kind.as_deref()).map(read_kind) {
            self.kind = None;
            mistakes.push(("kind", mistake));
        }
        if let Some(Err(mistake)) = filled(self.date.as_deref()).map(read_date) {
            self.date = None;
            mistakes.push(("date", mistake));
        }
        self.municipality.retain(|name| match filled(Some(name)).map(look_up) {
            Some(Err(mistake)) => {
                mistakes.push(("municipality", mistake));
                false
            }
            _ => true,
        });
        mistakes
    }

    /// Remarks on municipalities that are taken as they are written, since more than one place bears the name.
    pub fn ambiguous_municipalities(&self) -> Vec<String> {
        let names = self.municipality.iter().filter_map(|name| filled(Some(name)));
        names.filter_map(|name| look_up(name).ok()?.1).collect()
    }
}

fn read_kind(kind: &str) -> Result<DocumentKind, String> {
    kind.parse::<DocumentKind>().map_err(|error| match DocumentKind::suggest(kind) {
        Some(near) => format!("kind: {error}; did you mean `{near}`?"),
        None => format!("kind: {error}"),
    })
}

/// Of a moment (`2021-08-12T10:00:00Z`), as other programs write it, the day counts.
fn read_date(date: &str) -> Result<PartialDate, String> {
    let day = date.get(..10).filter(|_| date[10..].starts_with(['T', 't', ' ']));
    day.and_then(|day| day.parse().ok()).map_or_else(|| date.parse().map_err(|error| format!("date: {error}")), Ok)
}

/// What a value is, as people call it.
pub(crate) fn kind_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

/// A text or a number (an id, a year); `None` where it is missing or null.
pub(crate) fn one_text(keys: &mut Map<String, Value>, key: &str) -> Result<Option<String>, String> {
    match keys.remove(key) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text)),
        Some(Value::Number(number)) => Ok(Some(number.to_string())),
        Some(other) => Err(format!("its `{key}` must be a text, found {}", kind_of(&other))),
    }
}

/// A text or a list of texts.
fn texts(keys: &mut Map<String, Value>, key: &str) -> Result<Vec<String>, String> {
    let one = |value: Value| match value {
        Value::String(text) => Ok(text),
        Value::Number(number) if key == "reference" => Ok(number.to_string()),
        other => Err(format!("its `{key}` must be a text or a list of texts, found {}", kind_of(&other))),
    };
    match keys.remove(key) {
        None | Some(Value::Null) => Ok(Vec::new()),
        Some(Value::Array(values)) => values.into_iter().map(one).collect(),
        Some(value) => Ok(vec![one(value)?]),
    }
}

/// All that is given with a document, from afar to near: what is nearer wins, key by key.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Given {
    layers: Vec<Layer>,
    groups: OwnGroups,
}

#[derive(Debug, Clone, PartialEq)]
struct Layer {
    given: GivenMetadata,
    origin: Origin,
    /// What is wrong with it was told where it stands, and need not be told with each document.
    is_checked: bool,
}

impl Given {
    /// What comes with the document itself and nothing else.
    pub fn with_document(given: GivenMetadata) -> Self {
        Self::default().nearer(given)
    }

    /// Adds what is nearer to the document than all before, from a file whose mistakes are told as its own.
    pub fn add_checked(&mut self, given: GivenMetadata, origin: Origin) {
        self.layers.push(Layer { given, origin, is_checked: true });
    }

    /// The same with something nearer, whose mistakes are told with the document.
    #[must_use]
    pub fn nearer(&self, given: GivenMetadata) -> Self {
        let mut layers = self.layers.clone();
        layers.push(Layer { given, origin: Origin::Given, is_checked: false });
        Self { layers, groups: self.groups.clone() }
    }

    /// Nothing but groups of municipalities, which hold for every document.
    pub fn with_groups(groups: OwnGroups) -> Self {
        Self { layers: Vec::new(), groups }
    }

    /// Groups of municipalities that the user named.
    pub fn groups(&self) -> &OwnGroups {
        &self.groups
    }

    /// Whether anything was given at all.
    pub fn says_something(&self) -> bool {
        self.layers.iter().any(|layer| layer.given != GivenMetadata::default())
    }

    /// Where it was published, by the nearest that says so.
    pub fn url(&self) -> Option<&str> {
        self.layers.iter().rev().find_map(|layer| layer.given.url.as_deref())
    }

    /// Keys that griffie does not know, the nearest value of each.
    pub fn extra(&self) -> BTreeMap<String, Value> {
        self.layers.iter().flat_map(|layer| layer.given.extra.clone()).collect()
    }
}

/// What is to be told of given values, a sentence each.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Doubts {
    /// Values that could not be read and were left out.
    pub mistakes: Vec<String>,
    /// Values that were taken and may be meant otherwise.
    pub remarks: Vec<String>,
}

impl Metadata {
    /// Puts what is given over what was recognised; also what is to be told of it.
    ///
    /// A given list replaces the recognised one as a whole. A municipality that is in no list is left out, and a
    /// name that two municipalities bear is kept without a code; both are told.
    #[must_use]
    pub fn with_given(mut self, given: &Given) -> (Self, Doubts) {
        let mut doubts = Doubts::default();
        for layer in &given.layers {
            let of_layer = self.take(&layer.given, layer.origin);
            if !layer.is_checked {
                doubts.mistakes.extend(of_layer.mistakes);
                doubts.remarks.extend(of_layer.remarks);
            }
        }
        (self, doubts)
    }

    /// Takes one layer; what is to be told of it.
    fn take(&mut self, given: &GivenMetadata, origin: Origin) -> Doubts {
        let mut doubts = Doubts::default();
        if let Some(kind) = filled(given.kind.as_deref()) {
            match read_kind(kind) {
                Ok(kind) => self.kind = Some(Known::stated(kind, "kind", origin)),
                Err(mistake) => doubts.mistakes.push(mistake),
            }
        }
        if let Some(date) = filled(given.date.as_deref()) {
            match read_date(date) {
                Ok(date) => self.date = Some(Known::stated(date, "date", origin)),
                Err(mistake) => doubts.mistakes.push(mistake),
            }
        }
        for (text, field, key) in
            [(&given.title, &mut self.title, "title"), (&given.subject, &mut self.subject, "subject")]
        {
            if let Some(text) = filled(text.as_deref()) {
                *field = Some(Known::stated(text.to_owned(), key, origin));
            }
        }
        let references: Vec<_> = given.reference.iter().filter_map(|r| filled(Some(r))).collect();
        if !references.is_empty() {
            self.references =
                references.into_iter().map(|r| Known::stated(r.to_owned(), "reference", origin)).collect();
        }
        let arrangements: Vec<_> = given.arrangement.iter().filter_map(|a| filled(Some(a))).collect();
        if !arrangements.is_empty() {
            let in_use = |name: &str| find_arrangement(name).map_or(name, |a| a.name).to_owned();
            self.arrangements =
                arrangements.into_iter().map(|a| Known::stated(in_use(a), "arrangement", origin)).collect();
        }
        let mut municipalities = Vec::new();
        for name in given.municipality.iter().filter_map(|m| filled(Some(m))) {
            match look_up(name) {
                Ok((municipality, remark)) => {
                    municipalities.push(Known::stated(municipality, "municipality", origin));
                    doubts.remarks.extend(remark);
                }
                Err(mistake) => doubts.mistakes.push(mistake),
            }
        }
        if !municipalities.is_empty() {
            self.municipalities = municipalities;
            let own = &self.municipalities;
            self.mentioned_municipalities.retain(|m| own.iter().all(|given| given.value != m.value));
        }
        doubts
    }
}

fn filled(text: Option<&str>) -> Option<&str> {
    text.map(str::trim).filter(|text| !text.is_empty())
}

/// The municipality of a name, and a remark where it is not certain which; what is wrong with a name that no list knows.
fn look_up(name: &str) -> Result<(MunicipalityName, Option<String>), String> {
    let known: Vec<&Municipality> = find_municipality(name);
    match known[..] {
        [only] => Ok((MunicipalityName { name: only.name.to_owned(), code: Some(only.code.to_owned()) }, None)),
        [] => Err(match suggest_municipality(name) {
            Some(near) => format!("municipality: `{name}` is not known; did you mean `{near}`?"),
            None => format!("municipality: `{name}` is not known"),
        }),
        _ => {
            let names: Vec<_> = known.iter().map(|m| m.name).collect();
            let remark = format!("municipality: `{name}` can be {}; write which", names.join(" or "));
            Ok((MunicipalityName { name: name.to_owned(), code: None }, Some(remark)))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_may_hold_text_or_lists() {
        let keys = serde_json::from_str(
            r#"{"municipality": "Hoorn", "reference": ["A-1", "B-2"], "arrangement": null, "date": "2021-08", "dossier": 12}"#,
        )
        .unwrap();
        let given = GivenMetadata::from_keys(keys).unwrap();
        assert_eq!(given.municipality, ["Hoorn"]);
        assert_eq!(given.reference, ["A-1", "B-2"]);
        assert!(given.arrangement.is_empty());
        assert_eq!(given.extra["dossier"], 12);
    }

    #[test]
    fn a_value_of_a_wrong_type_costs_only_its_key() {
        let keys = serde_json::from_str(r#"{"title": ["a"], "reference": {}, "subject": "Taxi"}"#).unwrap();
        let (given, mistakes) = GivenMetadata::from_keys_that_fit(keys);
        assert_eq!(given.subject.as_deref(), Some("Taxi"));
        assert_eq!(mistakes.iter().map(|(key, _)| *key).collect::<Vec<_>>(), ["title", "reference"]);
    }

    #[test]
    fn of_a_moment_the_day_counts() {
        assert_eq!(read_date("2021-08-12T10:00:00+02:00").unwrap().to_string(), "2021-08-12");
        assert_eq!(read_date("2021-08-12 10:00").unwrap().to_string(), "2021-08-12");
        assert!(read_date("12 augustus €").is_err());
        assert!(read_date("2021-08-12x").is_err());
    }

    #[test]
    fn the_nearest_wins_key_by_key() {
        let layer = |date: Option<&str>, subject: Option<&str>| GivenMetadata {
            date: date.map(str::to_owned),
            subject: subject.map(str::to_owned),
            ..GivenMetadata::default()
        };
        let mut given = Given::default();
        given.add_checked(layer(Some("2019"), Some("Map")), Origin::Inherited);
        given.add_checked(layer(Some("2020"), None), Origin::Given);
        let (metadata, _) = Metadata::default().with_given(&given);
        assert_eq!(metadata.date.map(|d| (d.value.to_string(), d.origin)), Some(("2020".to_owned(), Origin::Given)));
        assert_eq!(metadata.subject.map(|s| (s.value, s.origin)), Some(("Map".to_owned(), Origin::Inherited)));
    }

    #[test]
    fn given_beats_recognised_and_what_cannot_be_read_is_told() {
        let recognised = Metadata {
            date: Some(Known::recognised("2020-01-01".parse().unwrap(), "1 januari 2020", 0.9)),
            subject: Some(Known::recognised("Fietsen".to_owned(), "Onderwerp: Fietsen", 0.9)),
            ..Metadata::default()
        };
        let given = GivenMetadata {
            date: Some("12-08-2021".to_owned()),
            kind: Some("zienswijs".to_owned()),
            municipality: vec!["hoorn".to_owned(), "Bergen".to_owned(), "Nergenshuizen".to_owned()],
            arrangement: vec!["WNK".to_owned()],
            subject: Some("Wandelen".to_owned()),
            ..GivenMetadata::default()
        };
        let (metadata, doubts) = recognised.with_given(&Given::with_document(given));
        assert_eq!(
            metadata.date.map(|d| (d.value.to_string(), d.origin)),
            Some(("2020-01-01".to_owned(), Origin::Recognised))
        );
        assert_eq!(metadata.subject.map(|s| (s.value, s.origin)), Some(("Wandelen".to_owned(), Origin::Given)));
        let codes: Vec<_> = metadata.municipalities.iter().map(|m| m.value.code.as_deref()).collect();
        assert_eq!(codes, [Some("GM0405"), None], "what no list knows is left out");
        assert_eq!(metadata.arrangements[0].value, "WNK Personeelsdiensten");
        assert_eq!(
            doubts.mistakes,
            [
                "kind: `zienswijs` is not a kind of document; did you mean `zienswijze`?",
                "date: `12-08-2021` is not a date; expected a year, month or day as 2021, 2021-08 or 2021-08-12",
                "municipality: `Nergenshuizen` is not known",
            ]
        );
        assert_eq!(doubts.remarks, ["municipality: `Bergen` can be Bergen (NH) or Bergen (L); write which"]);
    }
}
