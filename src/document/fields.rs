//! Which labelled values does a document carry: `Onderwerp: …`, `Ons kenmerk: …`, `Datum 3 mei 2021`?
//!
//! Labels stand at the start of a line, in columns, in table cells, alone on a line above their value, and in the text
//! of a whole page that extraction has run into one line. A label without a colon counts only where what follows can be
//! its value. What the values mean is left to the modules that use them.

use std::sync::LazyLock;

use regex::Regex;

use super::date::date_at_start;
pub(super) use super::labels::Label;
use super::labels::Label::*;
use super::labels::{label_at_start, label_in_running_text, label_of, next_label};
use super::pattern;
use crate::layout::{Block, BlockKind};

/// A label with its value, and where it stands.
#[derive(Debug, Clone)]
pub(super) struct Field {
    pub label: Label,
    /// The label as written.
    pub name: String,
    /// Never empty, one line.
    pub value: String,
    /// Index of the block.
    pub block: usize,
    /// Byte offset of the label in the block.
    pub at: usize,
}

impl Field {
    /// The field as the document writes it, for evidence.
    pub fn evidence(&self) -> String {
        one_line(&format!("{}: {}", self.name, self.value))
    }
}

/// What ends a value in a page that was run into one line.
static STOP: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:Geachte? |GEACHTE?|Geachte?[A-Z])|\s(?:Beste|Mevrouw, |Aan de (?:gemeente)?[rR]aad|Aan de leden|AAN DE RAAD|Inleiding\b|Aanleiding\b|Samenvatting\b|Telefoon|Uw (?:kenmerk|brief)|De raad van de gemeente|Portefeuillehouder|Dienst ?[/:]|B&W\b|Hierbij |Wij |\d \d (?:JAN|FEB|MAA|MRT|APR|MEI|JUN|JUL|AUG|SEP|OKT|NOV|DEC)|\S+@\S+)",
    )
});

/// Longest value that is kept, in characters; longer ones run into the text.
const MAX_VALUE_CHARS: usize = 260;

/// Bytes of a document in which fields are looked for: a head repeats on later pages only in annexes.
const SEARCHED_BYTES: usize = 40_000;

struct Candidate {
    label: Label,
    name: String,
    start: usize,
    value: usize,
    colon: bool,
}

/// All fields in reading order.
pub(super) fn find_fields(blocks: &[Block]) -> Vec<Field> {
    let mut fields = Vec::new();
    let mut read = 0;
    let mut at = 0;
    while let Some(block) = blocks.get(at) {
        read += block.text.len();
        if read > SEARCHED_BYTES && at > 0 {
            break;
        }
        let next = blocks.get(at + 1).map(|b| b.text.as_str());
        at += 1;
        fields_of(block, next, at - 1, &mut fields);
    }
    fields
}

fn fields_of(block: &Block, next: Option<&str>, at: usize, fields: &mut Vec<Field>) {
    let text = block.text.as_str();
    let candidates = candidates(text, block.kind);
    if candidates.is_empty() {
        return;
    }
    let mut n = 0;
    while let Some(candidate) = candidates.get(n) {
        let row = row_at(&candidates, n);
        n += row.len();
        let end = candidates.get(n).map_or(text.len(), |c| c.start);
        let from = row.last().map_or(candidate.value, |c| c.value);
        let value = clean(text.get(from..end).unwrap_or_default());
        if let [_, .., last] = row {
            // "uw kenmerk  ons kenmerk  datum  A-12  3 mei 2021": labels in a row, then the values in a row.
            let below = next.filter(|_| value.is_empty() && n == candidates.len() && candidate.start < 3);
            if let Some(values) = below.or(Some(value.as_str()).filter(|v| !v.is_empty() && !last.colon)) {
                values_in_a_row(row, values, at, fields);
            } else if !value.is_empty() {
                // "afdeling Zaaknr. : : Griffie 12345": labels above one another, then their colons, then their values.
                let colons = text.get(last.start..from).is_some_and(|label| label.contains(':'))
                    && text.get(from..end).is_some_and(|values| values.trim_start().starts_with(':'));
                if colons { values_in_a_row(row, &value, at, fields) } else { push(fields, last, value, at) }
            }
        } else if value.is_empty() {
            // A label alone on its line: the next line is its value, unless that is a label too.
            let alone = candidates.len() == 1 && candidate.start < 3;
            if let Some(next) = next.filter(|next| alone && !is_label(next)) {
                push(fields, candidate, clean(without_last_label(next)), at);
            }
        } else if candidate.colon || fits(candidate, &value, text) {
            // "afdeling Zaaknr. : : Griffie 12345": the value of the label before stands first.
            let shifted = text.get(from..end).is_some_and(|values| values.trim_start().starts_with(':'));
            let own = value.split(' ').find(|word| looks_like_reference(word)).map(str::to_owned);
            match own.filter(|_| shifted && candidate.label == OwnReference) {
                Some(own) => push(fields, candidate, own, at),
                None => push(fields, candidate, value, at),
            }
        }
    }
}

/// The labels from one on between which nothing stands.
fn row_at(candidates: &[Candidate], at: usize) -> &[Candidate] {
    let rest = candidates.get(at..).unwrap_or_default();
    let adjacent = rest.iter().zip(rest.iter().skip(1)).take_while(|(one, next)| one.value >= next.start).count();
    rest.get(..=adjacent).unwrap_or(rest)
}

/// A value behind which the label of the next field was joined.
fn without_last_label(value: &str) -> &str {
    let candidates = candidates(value, BlockKind::Paragraph);
    let last = candidates.last().filter(|c| c.value == value.len() && c.start > 0);
    last.and_then(|c| value.get(..c.start)).unwrap_or(value).trim_end()
}

fn values_in_a_row(row: &[Candidate], values: &str, at: usize, fields: &mut Vec<Field>) {
    let cells: Vec<&str> = values.split(" | ").collect();
    if cells.len() == row.len() {
        for (candidate, cell) in row.iter().zip(cells) {
            push(fields, candidate, clean(cell), at);
        }
        return;
    }
    let dates = super::date::find_dates(values);
    // "uw brief van  ons kenmerk  datum" with two dates below: each has its own.
    let dated = |c: &Candidate| matches!(c.label, Date | Sent | Meeting) || is_your_letter(c);
    let each_dated = dates.len() > 1 && row.iter().filter(|c| dated(c)).count() == dates.len();
    let mut in_order = dates.iter();
    let undated = dates.iter().fold(values.to_owned(), |text, date| text.replace(&date.text, " "));
    let mut references = undated.split(' ').filter(|word| looks_like_reference(word));
    for candidate in row {
        let value = match candidate.label {
            _ if each_dated && dated(candidate) => in_order.next().map(|d| d.text.clone()),
            Date | Sent | Meeting => dates.first().map(|d| d.text.clone()),
            OwnReference => references.next().map(str::to_owned),
            // With no other label of which the value is known, the words are the subject.
            Subject
                if values.starts_with(|c: char| !c.is_lowercase())
                    && !row.iter().any(|c| matches!(c.label, Date | Sent | Meeting | OwnReference)) =>
            {
                Some(values.to_owned())
            }
            _ => None,
        };
        if let Some(value) = value {
            push(fields, candidate, value, at);
        }
    }
}

/// `Uw brief van`: the date behind it is that of the letter that is answered.
fn is_your_letter(candidate: &Candidate) -> bool {
    let name = candidate.name.to_lowercase();
    name.starts_with("uw brief") || name.starts_with("uw e-mail")
}

fn push(fields: &mut Vec<Field>, candidate: &Candidate, value: String, block: usize) {
    if !value.is_empty() {
        fields.push(Field { label: candidate.label, name: candidate.name.clone(), value, block, at: candidate.start });
    }
}

fn candidates(text: &str, kind: BlockKind) -> Vec<Candidate> {
    let mut found = Vec::new();
    let mut from = 0;
    let frame = kind.is_frame() || kind.is_heading() || matches!(kind, BlockKind::TableRow) || text.len() < 160;
    loop {
        // Right behind a label another one may begin in any way.
        let is_free = frame || found.last().is_some_and(|c: &Candidate| c.value >= from);
        let next = if is_free { next_label(text, from) } else { label_in_running_text(text, from) };
        let Some((place, captures)) = next else { break };
        from = place;
        let (Some(all), Some((label, name))) = (captures.get(0), label_of(&captures)) else { break };
        let colon = captures.name("sep").is_none_or(|sep| sep.as_str().contains([':', '|']));
        let common = captures.name("colon").is_some();
        let start = from + name.start();
        let before = text.get(..start).unwrap_or_default();
        let at_start = before.trim_matches(['*', ' ', '_', '|']).is_empty();
        let adjacent = found.last().is_some_and(|c: &Candidate| c.value >= start);
        let capital = name.as_str().starts_with(char::is_uppercase);
        // "HelmondOnderwerp", "2023Onderwerp": words run together by extraction; there a label begins with a capital.
        let glued = before.ends_with(char::is_alphanumeric);
        // "uw kenmerk ons kenmerk datum …" at the top of a page that was run into one line.
        let leads_row = || {
            let after = captures.name("sep").and_then(|sep| text.get(from + sep.start()..));
            after.is_some_and(|rest| label_at_start(rest).is_some())
        };
        let counts = match (common, colon) {
            _ if glued && (common || !capital) => false,
            (true, _) => at_start || frame,
            (false, true) => frame || capital,
            (false, false) => {
                let numbered = || {
                    let value = captures.name("sep").and_then(|sep| text.get(from + sep.end()..));
                    label == OwnReference && kind.is_frame() && value.is_some_and(begins_with_number)
                };
                adjacent || capital || at_start && (frame || leads_row()) || numbered()
            }
        };
        if counts {
            let name = name.as_str().to_owned();
            found.push(Candidate { label, name, start, value: from + all.end(), colon });
        }
        // The space after a label may be that before the next one.
        let next = captures.name("sep").filter(|_| !colon).map_or(name.end(), |sep| sep.start());
        from = (from + next).max(start + 1);
        while !text.is_char_boundary(from) {
            from += 1;
        }
    }
    found
}

/// Whether what follows a label without colon can be its value.
fn fits(candidate: &Candidate, value: &str, text: &str) -> bool {
    match candidate.label {
        Sent => date_at_start(value.strip_prefix("op ").unwrap_or(value)).is_some(),
        Date | LateDate | Meeting => date_at_start(value).is_some(),
        OwnReference | YourReference => value
            .split(' ')
            .find(|word| !is_stamp(word))
            .is_some_and(|word| looks_like_reference(word) || begins_with_number(word)),
        Subject => {
            let betreft = candidate.name.to_lowercase() != "onderwerp";
            // "Betreft begroting 2022" is a label with its value, "Onderwerp is de begroting." a sentence.
            let line = candidate.start == 0
                && candidate.name.starts_with(char::is_uppercase)
                && !value.ends_with('.')
                && value.len() < 120
                && !SENTENCE.is_match(value);
            (value.starts_with(|c: char| !c.is_lowercase()) || line)
                && (candidate.start == 0 || !betreft)
                && text.len() > value.len()
        }
        Title | Type => candidate.start == 0,
        Other => false,
    }
}

/// Words after `Onderwerp` or `Betreft` that make it a sentence.
static SENTENCE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?:is|zijn|was|waren|van|en|of|het|de|dit|deze|dat|een|hier|worden|wordt|kan)\b|\b(?:is|zijn|wordt|worden|heeft|hebben)\b",
    )
});

/// `9.30`, `14:00`, `9.30-14.00`: times of the day.
static CLOCK: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^(?:[01]?\d|2[0-3])[.:][0-5]\d(?:[-–](?:[01]?\d|2[0-3])[.:][0-5]\d)?$"));

/// `CONCEPT`, `P`: stamped before a reference.
pub(super) fn is_stamp(word: &str) -> bool {
    matches!(word, "CONCEPT" | "ONTWERP" | "P" | "KOPIE" | ":")
}

/// Whether a text begins with a word of four digits or more, as numbers of registers have.
fn begins_with_number(text: &str) -> bool {
    let word = text.split(' ').next().unwrap_or_default();
    looks_like_reference(word) && word.chars().filter(char::is_ascii_digit).count() >= 4
}

/// Whether a word can be a reference: with a digit, or initials with slashes.
pub(super) fn looks_like_reference(word: &str) -> bool {
    let word = word.trim_matches([',', ';', '.', '(', ')']);
    let length = word.chars().count();
    (2..=40).contains(&length)
        && !CLOCK.is_match(word)
        && word.chars().all(|c| c.is_ascii_alphanumeric() || "/.-_\\".contains(c))
        && (word.chars().filter(char::is_ascii_digit).count() >= 2 || word.split('/').count() >= 2)
}

fn is_label(text: &str) -> bool {
    label_at_start(text).is_some_and(|(at, c)| {
        let colon = c.name("sep").or(c.name("colon")).is_some_and(|m| m.as_str().contains(':'));
        c.get(0).is_some_and(|m| at + m.end() == text.len() || colon)
    })
}

fn clean(value: &str) -> String {
    let end = STOP.find(value).map_or(value.len(), |m| m.start());
    let value = value.get(..end).unwrap_or(value);
    let value = value.trim_matches(['*', ' ', '|', '_', ':', '\u{a0}']);
    match value.char_indices().nth(MAX_VALUE_CHARS) {
        Some((cut, _)) => {
            value.get(..cut).and_then(|v| v.rfind(". ").and_then(|e| v.get(..=e))).unwrap_or_default().to_owned()
        }
        None => value.to_owned(),
    }
}

/// A text as evidence: one line of at most 200 characters.
pub(super) fn one_line(text: &str) -> String {
    let mut line = String::new();
    let mut chars = 0;
    for word in text.split_whitespace() {
        let more = word.chars().count();
        if chars + more > 198 {
            line.push('…');
            break;
        }
        if !line.is_empty() {
            line.push(' ');
            chars += 1;
        }
        line.push_str(word);
        chars += more;
    }
    line
}

#[cfg(test)]
mod tests {
    use super::super::tests::layout;
    use super::*;

    fn fields(text: &str) -> Vec<(Label, String)> {
        find_fields(&layout(text).blocks).into_iter().map(|f| (f.label, f.value)).collect()
    }

    #[test]
    fn labels_in_their_forms() {
        let table: [(&str, &[(Label, &str)]); 9] = [
            ("Ons kenmerk: 18uit01234", &[(OwnReference, "18uit01234")]),
            ("Onderwerp : Fietsen in de stad", &[(Subject, "Fietsen in de stad")]),
            ("**Betreft: uw vraag**", &[(Subject, "uw vraag")]),
            ("Datum motie\n09-02-2021", &[(Date, "09-02-2021")]),
            (
                "Zaak: 2020-01234 Doc: 88123 Uw brief: 3 mei 2020",
                &[(OwnReference, "2020-01234"), (OwnReference, "88123"), (Other, "3 mei 2020")],
            ),
            ("Onderwerp | Jaarstukken", &[(Subject, "Jaarstukken")]),
            (
                "Raadsvoorstel 12 Vergadering 3 mei 2021 Gemeenteraad Onderwerp Zienswijze op de nota",
                &[(Meeting, "3 mei 2021 Gemeenteraad"), (Subject, "Zienswijze op de nota")],
            ),
            ("Het onderwerp is geheim en de datum onbekend.", &[]),
            (
                "uw kenmerk ons kenmerk datum 1234-56/AB 6 oktober 2021",
                &[(OwnReference, "1234-56/AB"), (Date, "6 oktober 2021")],
            ),
        ];
        for (text, expected) in table {
            let expected: Vec<_> = expected.iter().map(|(l, v)| (*l, (*v).to_owned())).collect();
            assert_eq!(fields(text), expected, "{text}");
        }
    }

    #[test]
    fn labels_of_other_registers_and_layouts() {
        assert_eq!(fields("Nota 12\tPoststuknr.: 13"), [(OwnReference, "13".to_owned())]);
        let table: [(&str, &[(Label, &str)]); 16] = [
            ("Ons kenm.: 14.0012", &[(OwnReference, "14.0012")]),
            ("ons kenmerk (bij antwoord vermelden): 2017/4411", &[(OwnReference, "2017/4411")]),
            ("Docnr. : D18.445", &[(OwnReference, "D18.445")]),
            ("Verseonnummer 812334", &[(OwnReference, "812334")]),
            ("Betr.: fietsen", &[(Subject, "fietsen")]),
            (
                "Uw brief van Ons kenmerk Datum\n3 april 2019 12-345 3 mei 2019",
                &[(Other, "3 april 2019"), (OwnReference, "12-345"), (Date, "3 mei 2019")],
            ),
            ("Onderwerp: begroting Dienst Fietsen", &[(Subject, "begroting Dienst Fietsen")]),
            ("Onze ref.: 18.0214/mv", &[(OwnReference, "18.0214/mv")]),
            ("Ons nummer: 2013/771 Uw nummer: 13.0221", &[(OwnReference, "2013/771"), (YourReference, "13.0221")]),
            ("Registratie : R17.000312", &[(OwnReference, "R17.000312")]),
            ("Hoorn, 12 april 2022Onderwerp: Fietsen", &[(Subject, "Fietsen")]),
            ("Dienst / afdeling Zaaknr. : : Griffie 50012345", &[(OwnReference, "50012345")]),
            ("Betreft begroting 2022", &[(Subject, "begroting 2022")]),
            ("Betreft het fietspad", &[]),
            ("Onderwerp is de begroting", &[]),
            ("Ons kenmerk CONCEPT P A12-00034", &[(OwnReference, "CONCEPT P A12-00034")]),
        ];
        for (text, expected) in table {
            let expected: Vec<_> = expected.iter().map(|(l, v)| (*l, (*v).to_owned())).collect();
            assert_eq!(fields(text), expected, "{text}");
        }
        assert!(
            !looks_like_reference("9.30")
                && !looks_like_reference("14:00")
                && !looks_like_reference("9.30-14.00")
                && looks_like_reference("18.0214")
        );
    }

    #[test]
    fn evidence_is_one_short_line() {
        assert_eq!(one_line("a\n b\tc"), "a b c");
        assert!(one_line(&"woord ".repeat(100)).chars().count() <= 200);
    }
}
