//! What if the metadata comes with the document: a JSONL record, a sidecar file?
//!
//! What is given beats what is recognised. A given value that cannot be read is left out and told, so that nobody
//! searches for a date that is not there without knowing why.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize};

use super::{
    DocumentKind, Known, Metadata, Municipality, MunicipalityName, PartialDate, find_arrangement, find_municipality,
    suggest_municipality,
};

/// Metadata stated with a document (meegegeven gegevens); the keys of a JSONL record.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct GivenMetadata {
    /// Title (titel).
    pub title: Option<String>,
    /// Municipalities (gemeenten); one text or a list.
    #[serde(deserialize_with = "one_or_many")]
    pub municipality: Vec<String>,
    /// Date (datum) as ISO text.
    pub date: Option<String>,
    /// Arrangements (regelingen); one text or a list.
    #[serde(deserialize_with = "one_or_many")]
    pub arrangement: Vec<String>,
    /// Subject (onderwerp).
    pub subject: Option<String>,
    /// Kind (soort), in either language.
    pub kind: Option<String>,
    /// References (kenmerken); one text or a list.
    #[serde(deserialize_with = "one_or_many")]
    pub reference: Vec<String>,
    /// Where it was published (webadres).
    pub url: Option<String>,
    /// Keys that griffie does not know, kept to be shown.
    #[serde(flatten)]
    pub extra: BTreeMap<String, serde_json::Value>,
}

fn one_or_many<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum OneOrMany {
        One(String),
        Many(Vec<String>),
    }
    Ok(match Option::<OneOrMany>::deserialize(deserializer)? {
        None => Vec::new(),
        Some(OneOrMany::One(one)) => vec![one],
        Some(OneOrMany::Many(many)) => many,
    })
}

impl Metadata {
    /// Puts what is given over what was recognised; also what could not be read, a sentence each.
    ///
    /// A given list replaces the recognised one as a whole. A municipality that is in no list is kept without a code, and
    /// so is a name that two municipalities bear; both are told.
    #[must_use]
    pub fn with_given(mut self, given: &GivenMetadata) -> (Self, Vec<String>) {
        let mut unread = Vec::new();
        if let Some(kind) = filled(given.kind.as_deref()) {
            match kind.parse::<DocumentKind>() {
                Ok(kind) => self.kind = Some(Known::given(kind, "kind")),
                Err(error) => unread.push(match DocumentKind::suggest(kind) {
                    Some(near) => format!("kind: {error}; did you mean `{near}`?"),
                    None => format!("kind: {error}"),
                }),
            }
        }
        if let Some(date) = filled(given.date.as_deref()) {
            match date.parse::<PartialDate>() {
                Ok(date) => self.date = Some(Known::given(date, "date")),
                Err(error) => unread.push(format!("date: {error}")),
            }
        }
        for (text, field, key) in
            [(&given.title, &mut self.title, "title"), (&given.subject, &mut self.subject, "subject")]
        {
            if let Some(text) = filled(text.as_deref()) {
                *field = Some(Known::given(text.to_owned(), key));
            }
        }
        let references: Vec<_> = given.reference.iter().filter_map(|r| filled(Some(r))).collect();
        if !references.is_empty() {
            self.references = references.into_iter().map(|r| Known::given(r.to_owned(), "reference")).collect();
        }
        let arrangements: Vec<_> = given.arrangement.iter().filter_map(|a| filled(Some(a))).collect();
        if !arrangements.is_empty() {
            let in_use = |name: &str| find_arrangement(name).map_or(name, |a| a.name).to_owned();
            self.arrangements = arrangements.into_iter().map(|a| Known::given(in_use(a), "arrangement")).collect();
        }
        let municipalities: Vec<_> = given.municipality.iter().filter_map(|m| filled(Some(m))).collect();
        if !municipalities.is_empty() {
            self.municipalities = municipalities.iter().map(|name| given_municipality(name, &mut unread)).collect();
            let own = &self.municipalities;
            self.mentioned_municipalities.retain(|m| own.iter().all(|given| given.value != m.value));
        }
        (self, unread)
    }
}

fn filled(text: Option<&str>) -> Option<&str> {
    text.map(str::trim).filter(|text| !text.is_empty())
}

fn given_municipality(name: &str, unread: &mut Vec<String>) -> Known<MunicipalityName> {
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
    Known::given(value, "municipality")
}

#[cfg(test)]
mod tests {
    use super::super::Origin;
    use super::*;

    #[test]
    fn a_record_may_hold_text_or_lists() {
        let given: GivenMetadata = serde_json::from_str(
            r#"{"municipality": "Hoorn", "reference": ["A-1", "B-2"], "arrangement": null, "date": "2021-08", "dossier": 12}"#,
        )
        .unwrap();
        assert_eq!(given.municipality, ["Hoorn"]);
        assert_eq!(given.reference, ["A-1", "B-2"]);
        assert!(given.arrangement.is_empty());
        assert_eq!(given.extra["dossier"], 12);
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
        let (metadata, unread) = recognised.with_given(&given);
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
