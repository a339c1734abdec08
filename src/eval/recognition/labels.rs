//! Labels: what a reader found in each document.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use crate::eval::error::{EvalError, Input, shown, telling_lines};

/// What readers say of documents and passages, in the order of their lines.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Labels {
    /// Labels of documents.
    pub documents: Vec<DocumentLabel>,
    /// Labels of passages.
    pub passages: Vec<PassageLabel>,
}

/// What a reader says of one document.
#[derive(Debug, Clone, PartialEq)]
pub struct DocumentLabel {
    /// Path of the file.
    pub file: String,
    keys: Map<String, Value>,
}

/// What a reader says of one passage.
#[derive(Debug, Clone, PartialEq)]
pub struct PassageLabel {
    /// Path of the file.
    pub file: String,
    /// Words of the passage.
    pub quote: String,
    /// Its role.
    pub role: String,
    /// Roles that are right too.
    pub also: Vec<String>,
}

impl Labels {
    /// Reads labels, a JSON object a line: with a `quote` that of a passage, without one that of a document.
    ///
    /// Blank lines and lines that begin with `#` are skipped.
    ///
    /// # Errors
    /// A line that is no object with a `file`, or a key of which neither a text nor a list of texts is the value.
    ///
    /// # Example
    /// ```
    /// let labels = griffie::eval::Labels::parse(r#"{"file": "a.txt", "kind": "letter", "date": null}"#)?;
    /// assert_eq!(labels.documents[0].values("kind"), Some(vec!["letter"]));
    /// assert_eq!(labels.documents[0].values("date"), Some(vec![]));
    /// assert_eq!(labels.documents[0].values("subject"), None);
    /// # Ok::<(), griffie::eval::EvalError>(())
    /// ```
    pub fn parse(text: &str) -> Result<Self, EvalError> {
        let mut labels = Self::default();
        for (line, content) in telling_lines(text) {
            let malformed = |expected, found: &str| EvalError::Malformed {
                input: Input::Labels,
                line,
                expected,
                found: shown(found),
            };
            let Ok(mut keys) = serde_json::from_str::<Map<String, Value>>(content) else {
                return Err(malformed("a JSON object", content));
            };
            let Some(Value::String(file)) = keys.remove("file") else {
                return Err(malformed("a text as `file`", content));
            };
            if keys.values().any(|value| texts(value).is_none()) {
                return Err(malformed("null, texts and lists of texts as values", content));
            }
            match (keys.remove("quote"), keys.remove("role")) {
                (None, _) => labels.documents.push(DocumentLabel { file, keys }),
                (Some(Value::String(quote)), Some(Value::String(role))) => {
                    let also = keys.get("also").and_then(texts).unwrap_or_default();
                    let also = also.into_iter().map(str::to_owned).collect();
                    labels.passages.push(PassageLabel { file, quote, role, also });
                }
                _ => return Err(malformed("a text as `role` beside `quote`", content)),
            }
        }
        Ok(labels)
    }

    /// Adds those of another file.
    pub fn extend(&mut self, others: Self) {
        self.documents.extend(others.documents);
        self.passages.extend(others.passages);
    }

    /// Each labelled file once, in order of its path.
    pub fn files(&self) -> BTreeSet<&str> {
        let of_documents = self.documents.iter().map(|label| label.file.as_str());
        of_documents.chain(self.passages.iter().map(|label| label.file.as_str())).collect()
    }
}

impl DocumentLabel {
    /// The values of a field; `None` where it is not to be scored.
    pub fn values(&self, field: &str) -> Option<Vec<&str>> {
        let unsure = self.keys.get("unsure").and_then(texts).unwrap_or_default();
        if unsure.contains(&field) { None } else { self.keys.get(field).and_then(texts) }
    }

    /// Values that are right too.
    pub fn also(&self, field: &str) -> Vec<&str> {
        self.keys.get(&format!("{field}_also")).and_then(texts).unwrap_or_default()
    }
}

/// A text or a list of them; `None` where it is something else.
fn texts(value: &Value) -> Option<Vec<&str>> {
    match value {
        Value::Null => Some(Vec::new()),
        Value::String(text) => Some(vec![text]),
        Value::Array(values) => values.iter().map(Value::as_str).collect(),
        _ => None,
    }
}
