//! What stands behind the name of a field.

use std::ops::Range;

use super::{Lexer, Operator, Token, closing_quote, cut, is_gap, operator, plain};
use crate::document::{
    Body, DocumentKind, Listed, Theme, find_arrangement, find_municipality, nearest_name, suggest_arrangement,
    suggest_municipality,
};
use crate::passage::Role;
use crate::query::language::{FieldName, Node, Remark, Typed};
use crate::query::period::Period;

/// Longest value or list of values behind the name of a field that is looked at, in bytes.
const MAX_VALUES_BYTES: usize = 400;
/// Words that a value without quotes is tried with.
const MAX_WORDS: usize = 5;
/// Longest value that is looked up, in bytes.
const MAX_VALUE_BYTES: usize = 100;
/// Shortest name that is taken for a mistyped field.
const MIN_NAME_CHARS: usize = 4;
/// Quotes that the language does not have.
const SINGLE_QUOTES: [char; 3] = ['\'', '\u{2018}', '\u{2019}'];
/// Signs that people write between values.
const BETWEEN_VALUES: [char; 6] = [',', ';', '/', '|', '+', '&'];

impl Lexer<'_, '_> {
    /// The value of a field at a place, quoted or up to the end of the run.
    pub(super) fn field(&mut self, field: FieldName, at: usize, length: usize) {
        let name = self.at..at - 1;
        if self.text[at..].starts_with('(')
            && let Some(end) = self.text[at..].find(')').filter(|end| *end <= MAX_VALUES_BYTES)
        {
            return self.any_value(field, at + 1..at + end);
        }
        let value = &self.text[at..];
        let quote = value.chars().next().and_then(|c| closing_quote(c).map(|closing| (c, closing)));
        let quoted = quote.and_then(|(c, closing)| {
            let from = at + c.len_utf8();
            let end = self.closed_at(c, closing, from)?;
            Some((from..end, end + self.text[end..].chars().next().map_or(0, char::len_utf8)))
        });
        let (mut range, end) = match quoted {
            Some(quoted) => quoted,
            None => {
                let length = value[..length].find(|c| closing_quote(c).is_some()).filter(|n| *n > 0).unwrap_or(length);
                if let Some(end) = self.value_of_words(field, at, length) {
                    let read = &self.text[at..end];
                    let inner = read.trim_matches(SINGLE_QUOTES);
                    // An apostrophe of its own stays: 's-Hertogenbosch.
                    let read = if read.len() - inner.len() > 1 { inner } else { read };
                    let reading = format!("the value was read as `{}`", cut(read));
                    let field_name = &self.text[name.clone()];
                    let mend = match nearly_known(field, read) {
                        _ if is_known(field, read) => {
                            format!("put it in quotes: {field_name}:\"{}\"", cut(&plain(read)))
                        }
                        near => format!("did you mean {field_name}:\"{}\"?", near.unwrap_or(read)),
                    };
                    self.remarks.push(Remark::new(name.start..end, reading, mend));
                    let from = at + self.text[at..end].find(read).unwrap_or(0);
                    (from..from + read.len(), end)
                } else if let Some(values) = listed(field, &self.text[at..at + length], at) {
                    let each: Vec<&str> = values.iter().map(|range| &self.text[range.clone()]).collect();
                    let reading = format!("several values were read as any of {}", each.join(", "));
                    let mend = format!("write {}:({})", &self.text[name.clone()], each.join(" OR "));
                    self.remarks.push(Remark::new(name.start..at + length, reading, mend));
                    self.at = at + length;
                    return self.any_of(field, values);
                } else {
                    (at..at + length, at + length)
                }
            }
        };
        self.at = end;
        if range.len() > MAX_VALUES_BYTES {
            let reading = format!(
                "of a value of {} letters and signs only the first {MAX_VALUES_BYTES} were looked for",
                range.len()
            );
            range.end = self.text.floor_char_boundary(range.start + MAX_VALUES_BYTES);
            self.remarks.push(Remark::new(range.clone(), reading, "give fewer words"));
        }
        let trimmed = self.text[range.clone()].trim_end_matches(|c: char| is_gap(c) || matches!(c, ',' | ';'));
        range.end = range.start + trimmed.len();
        let text = plain(trimmed.trim_start_matches(|c: char| is_gap(c) || matches!(c, ',' | ';')));
        if text.chars().any(char::is_alphanumeric) {
            self.leaf(Node::Field { field, value: Typed { text, range } });
            return;
        }
        // As the head of a letter has it.
        let word = self.text[name.clone()].to_owned();
        let reading = format!("`{word}:` was read as a word, as no value stands right behind it");
        let next = self.text[end..].split(is_gap).find(|next| next.contains(char::is_alphanumeric)).map(cut);
        let mend = format!("write {word}:{}", next.unwrap_or("WAARDE".into()));
        self.remarks.push(Remark::new(name.start..at, reading, mend));
        self.leaf(Node::Word(Typed { text: word, range: name }));
    }

    /// The end of a value of several words that stand there without quotes, where they are the longest that is known together
    /// (`gemeente:Den Haag`); else, where the first alone is nothing, of those that are nearly a name.
    fn value_of_words(&self, field: FieldName, at: usize, length: usize) -> Option<usize> {
        // `gemeente: Hoorn` is the head of a letter.
        let value = &self.text[at..at + length];
        if !value.contains(char::is_alphanumeric) && !value.starts_with(['<', '>', '=']) {
            return None;
        }
        let ends = self.ends_of_words(at, at + length);
        let known = ends.iter().rev().find(|end| is_known(field, &self.text[at..**end]));
        let is_alone = || is_known(field, &self.text[at..at + length]);
        known.copied().or_else(|| {
            let nearly = |end: &&usize| nearly_known(field, &self.text[at..**end]).is_some();
            if is_alone() { None } else { ends.iter().rev().find(nearly).copied() }
        })
    }

    /// Where the words end that follow a place, up to what is no plain word.
    fn ends_of_words(&self, from: usize, mut end: usize) -> Vec<usize> {
        let mut ends = Vec::new();
        let is_part = |c: char| {
            c.is_alphanumeric() || SINGLE_QUOTES.contains(&c) || matches!(c, '-' | '\u{2013}' | '.' | '&' | '/')
        };
        while ends.len() < MAX_WORDS && end - from <= MAX_VALUE_BYTES {
            let rest = &self.text[end..];
            let gap = rest.len() - rest.trim_start_matches(' ').len();
            let run = rest[gap..].find(is_gap).unwrap_or(rest.len() - gap);
            let run = &rest[gap..gap + run];
            let word = run.trim_end_matches([',', ';', ')', '?', '!']);
            if gap == 0 || word.is_empty() || !word.chars().all(is_part) || operator(word).is_some() {
                break;
            }
            end += gap + word.len();
            ends.push(end);
            if word.len() < run.len() {
                break;
            }
        }
        ends
    }

    /// Values in brackets behind the name of a field: any of them.
    fn any_value(&mut self, field: FieldName, range: Range<usize>) {
        self.at = range.end + 1;
        let is_or = |word: &str| word == "OR" || word == "OF";
        let mut values: Vec<Range<usize>> = Vec::new();
        let mut at = range.start;
        let mut is_new = true;
        for word in self.text[range.clone()].split_inclusive(is_gap) {
            let begin = at;
            at += word.len();
            let word = word.trim_end_matches(is_gap);
            match values.last_mut() {
                _ if is_or(word) => is_new = true,
                _ if word.is_empty() => {}
                Some(last) if !is_new => last.end = begin + word.len(),
                _ => {
                    values.push(begin..begin + word.len());
                    is_new = false;
                }
            }
        }
        self.any_of(field, values);
    }

    fn any_of(&mut self, field: FieldName, values: Vec<Range<usize>>) {
        self.tokens.push(Token::Open);
        for (n, range) in values.into_iter().enumerate() {
            if n > 0 {
                self.tokens.push(Token::Operator(Operator::Or, Typed { text: "OR".into(), range: range.clone() }));
            }
            let text = plain(&self.text[range.clone()]);
            if text.chars().any(char::is_alphanumeric) {
                self.leaf(Node::Field { field, value: Typed { text, range } });
            }
        }
        self.tokens.push(Token::Close);
    }
}

/// Whether a value is one of a closed list, or a period. Text of other fields is neither.
fn is_known(field: FieldName, value: &str) -> bool {
    value.len() <= MAX_VALUE_BYTES
        && match field {
            FieldName::Municipality => !find_municipality(value).is_empty(),
            FieldName::Arrangement => find_arrangement(value).is_some(),
            FieldName::Kind => value.parse::<DocumentKind>().is_ok(),
            FieldName::Body => Body::read(value).is_some(),
            FieldName::Theme => Theme::read(value).is_some(),
            FieldName::Role => Role::read(value).is_some(),
            FieldName::Date => Period::read(value).is_some(),
            FieldName::Subject | FieldName::Title | FieldName::Reference | FieldName::Root => false,
        }
}

/// The name of several words that a value nearly is.
fn nearly_known(field: FieldName, value: &str) -> Option<&'static str> {
    let near = match field {
        FieldName::Municipality => suggest_municipality(value),
        FieldName::Arrangement => suggest_arrangement(value),
        _ => None,
    };
    near.filter(|near| near.contains(' '))
}

/// Values with signs between them, where each is known and all of it is not.
fn listed(field: FieldName, value: &str, at: usize) -> Option<Vec<Range<usize>>> {
    if value.len() > MAX_VALUE_BYTES || (field == FieldName::Date && Period::read(value).is_some()) {
        return None;
    }
    let mut ranges = Vec::new();
    let mut from = at;
    for piece in value.split(BETWEEN_VALUES) {
        let (begin, end) = (from, from + piece.len());
        from = end + 1;
        if piece.is_empty() {
            continue;
        }
        if !is_known(field, piece) {
            return None;
        }
        ranges.push(begin..end);
    }
    (ranges.len() > 1).then_some(ranges)
}

/// What may have been meant by what is nearly a field.
pub(super) fn meant_field(chunk: &str) -> Option<String> {
    let (name, value) = chunk.split_once([':', '='])?;
    let name = name.trim_start_matches(|c: char| !c.is_alphanumeric());
    let is_name = !name.is_empty() && name.len() <= MAX_VALUE_BYTES && name.chars().all(char::is_alphabetic);
    if !is_name || !value.starts_with(|c: char| c.is_alphanumeric() || closing_quote(c).is_some()) {
        return None;
    }
    let value = cut(value);
    if let Some(field) = FieldName::named(name) {
        return Some(format!("did you mean {}:{value}", field.dutch())).map(question);
    }
    let lower = name.to_lowercase();
    let (field, sign) = match lower.as_str() {
        "jaar" | "year" | "maand" | "month" => (FieldName::Date, ""),
        "vanaf" | "sinds" | "since" | "from" | "na" | "after" => (FieldName::Date, ">="),
        "tot" | "until" | "voor" | "before" => (FieldName::Date, "<="),
        "type" | "documentsoort" | "doctype" => (FieldName::Kind, ""),
        "plaats" | "stad" | "city" | "town" => (FieldName::Municipality, ""),
        "auteur" | "author" | "afzender" => (FieldName::Body, ""),
        _ => {
            let near = nearest_name(name, FieldName::all_names()).filter(|_| name.chars().count() >= MIN_NAME_CHARS)?;
            return Some(format!("did you mean {near}:{value}")).map(question);
        }
    };
    is_known(field, &value).then(|| question(format!("did you mean {}:{sign}{value}", field.dutch())))
}

fn question(text: String) -> String {
    text + "?"
}
