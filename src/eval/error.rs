//! Every message of this area in one list.
//!
//! Line numbers count from 1. No variant names a file, since everything here reads text: the caller knows the path
//! and puts it in front.

use std::fmt;

use thiserror::Error;

/// The most characters of a faulty line that a message repeats: enough to recognise it, and still one terminal line.
const SHOWN_CHARS: usize = 60;

/// Which of the inputs a message is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Input {
    /// Judgements, `qid 0 id grade`.
    Qrels,
    /// Questions, `qid TAB query`.
    Queries,
    /// Results of a system, `qid Q0 id rank score tag`.
    Run,
    /// What is to be recognised, a JSON object a line.
    Labels,
}

impl fmt::Display for Input {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Qrels => "qrels",
            Self::Queries => "queries",
            Self::Run => "run",
            Self::Labels => "labels",
        })
    }
}

/// Why judgements, queries, a run or labels cannot be used. All of it is the user's matter: a wrong or damaged file.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum EvalError {
    /// A line that does not have the form of its file.
    #[error("{input} line {line}: expected {expected}, found {found}")]
    Malformed {
        /// The file it is in.
        input: Input,
        /// Number of the line, from 1.
        line: usize,
        /// What should stand there.
        expected: &'static str,
        /// What stands there, shortened and without control characters.
        found: String,
    },

    /// A query id that stands twice in the queries: which of the two was judged cannot be known.
    #[error("queries line {line}: expected a new query id, found {}, which line {first_line} has already", shown(.qid))]
    DuplicateQuery {
        /// Number of the second line, from 1.
        line: usize,
        /// Number of the line that has it first, from 1.
        first_line: usize,
        /// The id.
        qid: String,
    },

    /// One id judged twice for one query, with different grades.
    #[error(
        "qrels line {line}: expected one grade for {} under {}, found {grade} after an earlier {earlier}",
        shown(.id),
        shown(.qid)
    )]
    ConflictingGrade {
        /// Number of the second line, from 1.
        line: usize,
        /// The query.
        qid: String,
        /// What was judged.
        id: String,
        /// The grade on this line.
        grade: i32,
        /// The grade that an earlier line gave.
        earlier: i32,
    },

    /// One id twice among the results of one query: it would count twice.
    ///
    /// Where several passages of a document are to count as that document, keep the best one before scoring.
    #[error("{}expected each id once under {}, found {} again", at_run_line(*.line), shown(.qid), shown(.id))]
    DuplicateResult {
        /// Number of the second line, from 1; `None` where the run was not read from text.
        line: Option<usize>,
        /// The query.
        qid: String,
        /// What was found twice.
        id: String,
    },

    /// A query id, an id or a score that a line of a run cannot carry.
    #[error("{}expected {expected}, found {found}", at_run_line(*.line))]
    UnfitResult {
        /// Number of the line, from 1; `None` where the run was not read from text.
        line: Option<usize>,
        /// What can be carried.
        expected: &'static str,
        /// What was offered, shortened and without control characters.
        found: String,
    },
}

fn at_run_line(line: Option<usize>) -> String {
    match line {
        Some(line) => format!("run line {line}: "),
        None => "run: ".to_owned(),
    }
}

/// What a message may repeat of a faulty line: files are strangers' text, so control characters do not reach a
/// terminal.
pub(super) fn shown(text: &str) -> String {
    let mut shown: String =
        text.chars().take(SHOWN_CHARS).map(|c| if c.is_control() { char::REPLACEMENT_CHARACTER } else { c }).collect();
    if text.chars().nth(SHOWN_CHARS).is_some() {
        shown.push('…');
    }
    if shown.is_empty() { "nothing".to_owned() } else { format!("`{shown}`") }
}

/// The lines of a file that say something, each with its number from 1.
///
/// Left out are blank lines and those that begin with `#`. A byte order mark, which spreadsheets write at the start,
/// is no part of the first line.
pub(super) fn telling_lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    text.lines()
        .enumerate()
        .map(|(at, line)| (at + 1, line))
        .filter(|(_, line)| !line.trim().is_empty() && !line.trim_start().starts_with('#'))
}

/// Whether text can stand as one column of a line: not empty, and no white space in it.
pub(super) fn is_one_column(text: &str) -> bool {
    !text.is_empty() && !text.contains(char::is_whitespace)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_faulty_line_is_repeated_short_and_without_control_characters() {
        assert_eq!(shown("een\u{1b}[31m twee"), "`een\u{fffd}[31m twee`");
        assert_eq!(shown(""), "nothing");
        assert_eq!(shown(&"é".repeat(60)), format!("`{}`", "é".repeat(60)));
        assert_eq!(shown(&"é".repeat(61)), format!("`{}…`", "é".repeat(60)));
    }

    #[test]
    fn ids_of_a_damaged_file_reach_no_terminal_as_they_are() {
        let [qid, id] = ["V\u{7}1", "a\u{1b}[2J"].map(str::to_owned);
        let messages = [
            EvalError::DuplicateQuery { line: 2, first_line: 1, qid: qid.clone() },
            EvalError::ConflictingGrade { line: 2, qid: qid.clone(), id: id.clone(), grade: 1, earlier: 2 },
            EvalError::DuplicateResult { line: None, qid, id },
        ]
        .map(|error| error.to_string());
        assert_eq!(
            messages,
            [
                "queries line 2: expected a new query id, found `V\u{fffd}1`, which line 1 has already",
                "qrels line 2: expected one grade for `a\u{fffd}[2J` under `V\u{fffd}1`, found 1 after an earlier 2",
                "run: expected each id once under `V\u{fffd}1`, found `a\u{fffd}[2J` again",
            ]
        );
    }

    #[test]
    fn lines_keep_their_number_when_others_are_left_out() {
        let lines: Vec<_> = telling_lines("\u{feff}een\r\n\n  # uitleg\n \t\ntwee\n").collect();
        assert_eq!(lines, [(1, "een"), (5, "twee")]);
    }
}
