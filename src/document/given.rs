//! What if the metadata comes with the document: a JSONL record, a sidecar file?
//!
//! What is given beats what is recognised. A given value that cannot be read is left out and told, so that nobody
//! searches for a date that is not there without knowing why.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::{
    DocumentKind, Known, Metadata, Municipality, MunicipalityName, Origin, PartialDate, find_arrangement,
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

/// The keys that metadata can be given under.
pub const GIVEN_KEYS: [&str; 8] =
    ["title", "municipality", "date", "arrangement", "subject", "kind", "reference", "url"];

impl GivenMetadata {
    /// Reads metadata from the keys of a record, a sidecar file or front matter; keys that griffie does not know are kept.
    ///
    /// # Errors
    /// A known key whose value is of another type than it can be, in words for the user.
    pub fn from_keys(mut keys: Map<String, Value>) -> Result<Self, String> {
        Ok(Self {
            title: one_text(&mut keys, "title")?,
            municipality: texts(&mut keys, "municipality")?,
            date: one_text(&mut keys, "date")?,
            arrangement: texts(&mut keys, "arrangement")?,
            subject: one_text(&mut keys, "subject")?,
            kind: one_text(&mut keys, "kind")?,
            reference: texts(&mut keys, "reference")?,
            url: one_text(&mut keys, "url")?,
            extra: keys.into_iter().collect(),
        })
    }
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
    layers: Vec<(GivenMetadata, Origin)>,
}

impl Given {
    /// What comes with the document itself and nothing else.
    pub fn with_document(given: GivenMetadata) -> Self {
        Self { layers: vec![(given, Origin::Given)] }
    }

    /// Adds what is nearer to the document than all before.
    pub fn add_nearer(&mut self, given: GivenMetadata, origin: Origin) {
        self.layers.push((given, origin));
    }

    /// The same with something nearer.
    #[must_use]
    pub fn nearer(&self, given: GivenMetadata) -> Self {
        let mut layers = self.layers.clone();
        layers.push((given, Origin::Given));
        Self { layers }
    }

    /// Where it was published, by the nearest that says so.
    pub fn url(&self) -> Option<&str> {
        self.layers.iter().rev().find_map(|(given, _)| given.url.as_deref())
    }

    /// Keys that griffie does not know, the nearest value of each.
    pub fn extra(&self) -> BTreeMap<String, Value> {
        self.layers.iter().flat_map(|(given, _)| given.extra.clone()).collect()
    }
}

impl Metadata {
    /// Puts what is given over what was recognised; also what could not be read, a sentence each.
    ///
    /// A given list replaces the recognised one as a whole. A municipality that is in no list is kept without a code, and
    /// so is a name that two municipalities bear; both are told.
    #[must_use]
    pub fn with_given(mut self, given: &Given) -> (Self, Vec<String>) {
        let mut unread = Vec::new();
        for (layer, origin) in &given.layers {
            self.take(layer, *origin, &mut unread);
        }
        (self, unread)
    }

    fn take(&mut self, given: &GivenMetadata, origin: Origin, unread: &mut Vec<String>) {
        if let Some(kind) = filled(given.kind.as_deref()) {
            match kind.parse::<DocumentKind>() {
                Ok(kind) => self.kind = Some(Known::stated(kind, "kind", origin)),
                Err(error) => unread.push(match DocumentKind::suggest(kind) {
                    Some(near) => format!("kind: {error}; did you mean `{near}`?"),
                    None => format!("kind: {error}"),
                }),
            }
        }
        if let Some(date) = filled(given.date.as_deref()) {
            match date.parse::<PartialDate>() {
                Ok(date) => self.date = Some(Known::stated(date, "date", origin)),
                Err(error) => unread.push(format!("date: {error}")),
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
        let municipalities: Vec<_> = given.municipality.iter().filter_map(|m| filled(Some(m))).collect();
        if !municipalities.is_empty() {
            self.municipalities = municipalities.iter().map(|name| given_municipality(name, origin, unread)).collect();
            let own = &self.municipalities;
            self.mentioned_municipalities.retain(|m| own.iter().all(|given| given.value != m.value));
        }
    }
}

fn filled(text: Option<&str>) -> Option<&str> {
    text.map(str::trim).filter(|text| !text.is_empty())
}

fn given_municipality(name: &str, origin: Origin, unread: &mut Vec<String>) -> Known<MunicipalityName> {
    let known: Vec<&Municipality> = find_municipality(name);
    let value = match known[..] {
        [only] => MunicipalityName { name: only.name.to_owned(), code: Some(only.code.to_owned()) },
        [] => {
            unread.push(match suggest_municipality(name) {
                Some(near) => format!("municipality: `{name}` is not known; did you mean `{near}`?"),
                None => format!("municipality: `{name}` is not known"),
            });
            MunicipalityName { name: name.to_owned(), code: None }
        }
        _ => {
            let names: Vec<_> = known.iter().map(|m| m.name).collect();
            unread.push(format!("municipality: `{name}` can be {}; write which", names.join(" or ")));
            MunicipalityName { name: name.to_owned(), code: None }
        }
    };
    Known::stated(value, "municipality", origin)
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
    fn the_nearest_wins_key_by_key() {
        let layer = |date: Option<&str>, subject: Option<&str>| GivenMetadata {
            date: date.map(str::to_owned),
            subject: subject.map(str::to_owned),
            ..GivenMetadata::default()
        };
        let mut given = Given::default();
        given.add_nearer(layer(Some("2019"), Some("Map")), Origin::Inherited);
        given.add_nearer(layer(Some("2020"), None), Origin::Given);
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
        let (metadata, unread) = recognised.with_given(&Given::with_document(given));
        assert_eq!(
            metadata.date.map(|d| (d.value.to_string(), d.origin)),
            Some(("2020-01-01".to_owned(), Origin::Recognised))
        );
        assert_eq!(metadata.subject.map(|s| (s.value, s.origin)), Some(("Wandelen".to_owned(), Origin::Given)));
        let codes: Vec<_> = metadata.municipalities.iter().map(|m| m.value.code.as_deref()).collect();
        assert_eq!(codes, [Some("GM0405"), None, None]);
        assert_eq!(metadata.arrangements[0].value, "WNK Personeelsdiensten");
        assert_eq!(
            unread,
            [
                "kind: `zienswijs` is not a kind of document; did you mean `zienswijze`?",
                "date: `12-08-2021` is not a date; expected a year, month or day as 2021, 2021-08 or 2021-08-12",
                "municipality: `Bergen` can be Bergen (NH) or Bergen (L); write which",
                "municipality: `Nergenshuizen` is not known",
            ]
        );
    }
}
