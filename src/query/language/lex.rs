//! From text to tokens: brackets and quotes that have a partner, operators, words with what stands at their edges.

mod value;
mod word;

use std::collections::HashSet;
use std::ops::Range;

use super::Remark;
use super::parse::MAX_LEAVES;
use super::tree::{FieldName, Node, Typed};

/// Brackets that may stand in one another; what lies deeper is text.
const MAX_DEPTH: usize = 24;
/// Bytes of a run without gaps that are looked at: no word is longer, and what is glued together asks no more than its beginning.
const MAX_RUN_BYTES: usize = 1_000;
/// Pieces of a run that count as one word, as a date has them; of longer ones as many more count as another.
const PIECES_OF_WORD: usize = 3;
/// Words of a phrase that are looked at.
const MAX_PHRASE_WORDS: usize = 32;
/// Longest word that may begin with a bracket.
const MAX_BRACKETED: usize = 64;
/// Words that may be allowed between two words of a phrase.
const MAX_BETWEEN: u32 = 100;
/// Words that `NEAR` without a number allows.
pub(super) const DEFAULT_NEAR: u32 = 10;
/// Digits of a telephone number behind +31, and the characters that they stand in.
const MIN_PHONE_DIGITS: usize = 9;
const MAX_PHONE_CHARS: usize = 20;

/// What joins or changes what stands beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Operator {
    And,
    Or,
    Not,
    Near(u32),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token {
    Open,
    Close,
    /// An operator as typed: it is a word where it does not stand between two things.
    Operator(Operator, Typed),
    /// `+` right before what follows.
    Must,
    /// `-` right before what follows, and where it stands.
    MustNot(Range<usize>),
    Leaf(Node),
}

/// Reads all of a text. What has no meaning as typed is told in `remarks`, with how it was read.
pub(super) fn lex(text: &str, remarks: &mut Vec<Remark>) -> Vec<Token> {
    let mut lexer = Lexer {
        text,
        at: 0,
        open: Vec::new(),
        tokens: Vec::new(),
        leaves: 0,
        lonely: HashSet::new(),
        told: [false; 2],
        remarks,
    };
    while lexer.at < text.len() {
        if lexer.leaves == MAX_LEAVES && lexer.rest().contains(char::is_alphanumeric) {
            let reading = format!("the query is long; only its first {MAX_LEAVES} words were looked for");
            lexer.remarks.push(Remark::new(lexer.at..text.len(), reading, "leave out what matters least"));
            // What it would join or exclude is left out.
            while lexer
                .tokens
                .pop_if(|token| matches!(token, Token::Operator(..) | Token::Must | Token::MustNot(_)))
                .is_some()
            {}
            break;
        }
        lexer.step();
    }
    lexer.close()
}

struct Lexer<'t, 'r> {
    text: &'t str,
    at: usize,
    /// Brackets that nothing has closed yet: their token and place; `None` for those that lie too deep.
    open: Vec<Option<(usize, usize)>>,
    tokens: Vec<Token>,
    leaves: usize,
    /// Quotes that nothing behind them closes.
    lonely: HashSet<char>,
    /// Of which signs it is told already that one has no partner.
    told: [bool; 2],
    remarks: &'r mut Vec<Remark>,
}

/// What has no meaning without a partner.
#[derive(Clone, Copy)]
enum Lonely {
    Bracket,
    Quote,
}

fn is_gap(c: char) -> bool {
    c.is_whitespace() || c.is_control()
}

/// The sign that ends what this one begins.
fn closing_quote(c: char) -> Option<&'static [char]> {
    match c {
        '"' => Some(&['"']),
        '\u{201c}' | '\u{201e}' => Some(&['\u{201d}', '\u{201c}', '"']),
        '\u{201d}' => Some(&['\u{201d}', '"']),
        '\u{ab}' => Some(&['\u{bb}']),
        '\u{bb}' => Some(&['\u{ab}', '\u{bb}']),
        '\u{ff02}' => Some(&['\u{ff02}']),
        _ => None,
    }
}

impl Lexer<'_, '_> {
    fn rest(&self) -> &str {
        &self.text[self.at..]
    }

    fn first(&self) -> Option<char> {
        self.rest().chars().next()
    }

    /// Reads what stands here. Always goes on.
    fn step(&mut self) {
        let Some(c) = self.first() else { return };
        if is_gap(c) {
            self.at += c.len_utf8();
        } else if c == '(' && !begins_bracketed_word(self.rest()) {
            self.begin_group();
        } else if c == ')' && self.ends_group(self.at) {
            if self.open.pop().flatten().is_some() {
                self.tokens.push(Token::Close);
            }
            self.at += 1;
        } else if self.begins_prefix(c) {
            let range = self.at..self.at + 1;
            self.tokens.push(if c == '+' { Token::Must } else { Token::MustNot(range) });
            self.at += 1;
        } else if let Some(closing) = closing_quote(c) {
            self.quoted(c, closing);
        } else {
            self.chunk();
        }
    }

    fn begin_group(&mut self) {
        if self.open.len() < MAX_DEPTH {
            self.open.push(Some((self.tokens.len(), self.at)));
            self.tokens.push(Token::Open);
        } else {
            if self.open.len() == MAX_DEPTH {
                let reading = format!("brackets more than {MAX_DEPTH} deep were read as text");
                self.remarks.push(Remark::new(self.at..self.at + 1, reading, "use fewer brackets"));
            }
            self.open.push(None);
        }
        self.at += 1;
    }

    /// Whether the bracket at a place closes a group: one is open, and no word goes on behind it.
    fn ends_group(&self, at: usize) -> bool {
        let next = self.text[at + 1..].chars().next();
        !self.open.is_empty() && next.is_none_or(|next| !next.is_alphanumeric())
    }

    /// Takes back the brackets that nothing closed.
    fn close(mut self) -> Vec<Token> {
        for (token, at) in std::mem::take(&mut self.open).into_iter().flatten().rev() {
            self.tokens.remove(token);
            self.alone(Lonely::Bracket, at..at + 1);
        }
        self.tokens
    }

    /// Tells, once for a text, that a sign is text because it has no partner.
    fn alone(&mut self, sign: Lonely, range: Range<usize>) {
        if std::mem::replace(&mut self.told[sign as usize], true) {
            return;
        }
        let (what, mend) = match sign {
            Lonely::Bracket => ("bracket", "close it, or leave it out"),
            Lonely::Quote => ("quote", "close it, or leave it out"),
        };
        self.remarks.push(Remark::new(range, format!("a {what} without a partner was read as text"), mend));
    }

    /// `+` or `-` at the beginning of a word, right before something that can be asked for. A number behind a hyphen is negative.
    fn begins_prefix(&self, c: char) -> bool {
        let is_at_edge = self.text[..self.at].chars().next_back().is_none_or(|before| is_gap(before) || before == '(');
        let mut rest = self.rest().chars();
        rest.next();
        let next = rest.next();
        if c == '-' && is_suspended(&self.text[..self.at]) {
            return false;
        }
        let begins = |next: char| {
            next.is_alphabetic() || closing_quote(next).is_some() || next == '=' || next == '*' || next == '('
        };
        is_at_edge
            && next.is_some_and(|next| match c {
                '+' => begins(next) || next.is_ascii_digit() && !self.is_number_abroad(),
                '-' => begins(next),
                _ => false,
            })
    }

    /// Whether a Dutch telephone number for callers abroad begins here: `+31 72 123 45 67`.
    fn is_number_abroad(&self) -> bool {
        let is_of_it = |c: &char| c.is_ascii_digit() || matches!(c, ' ' | '-' | '(' | ')' | '.' | '\u{a0}');
        let number =
            |rest: &str| rest.chars().take(MAX_PHONE_CHARS).take_while(is_of_it).filter(char::is_ascii_digit).count();
        self.rest().strip_prefix("+31").is_some_and(|rest| number(rest) >= MIN_PHONE_DIGITS)
    }

    fn quoted(&mut self, opening: char, closing: &[char]) {
        let from = self.at + opening.len_utf8();
        let Some(end) = self.closed_at(opening, closing, from) else {
            self.at = from;
            return;
        };
        let range = from..end;
        self.at = range.end + self.text[range.end..].chars().next().map_or(0, char::len_utf8);
        let text = plain(&self.text[range.clone()]);
        let between = self.tilde(MAX_BETWEEN).unwrap_or(0);
        let mut words = text.split(is_gap).filter(|word| !word.is_empty());
        let cut = words.nth(MAX_PHRASE_WORDS).map(|word| word.as_ptr() as usize - text.as_ptr() as usize);
        // `split` gives slices of the text, so the difference of their addresses is the offset.
        let mut cut = cut.map(|at| (at, format!("{MAX_PHRASE_WORDS} words")));
        if cut.as_ref().map_or(text.len(), |(at, _)| *at) > MAX_RUN_BYTES {
            cut = Some((text.floor_char_boundary(MAX_RUN_BYTES), format!("{MAX_RUN_BYTES} letters and signs")));
        }
        let text = match cut {
            Some((at, told)) => {
                let reading = format!("of a phrase only the first {told} were looked for");
                self.remarks.push(Remark::new(range.clone(), reading, "quote fewer words"));
                text[..at].trim_end().to_owned()
            }
            None => text,
        };
        if !text.chars().any(char::is_alphanumeric) {
            return;
        }
        if word::holds_pattern(&text) {
            let mend = "within quotes words are as they are; write a word with * or ? outside of them";
            self.remarks.push(Remark::new(range.clone(), "signs in quotes were read as text", mend));
        }
        self.leaf(Node::Phrase { text: Typed { text, range }, between });
        let apart = self.rest().trim_start_matches(' ');
        if apart.len() < self.rest().len()
            && apart.strip_prefix('~').is_some_and(|number| number.starts_with(|c: char| c.is_ascii_digit()))
        {
            let at = self.text.len() - apart.len();
            let mend = "write it right behind the quote, without a space";
            self.remarks.push(Remark::new(at..at + 1, "`~` behind a space was read as text", mend));
        }
    }

    /// Where what was opened is closed. That it never is holds for all that is opened behind it, too.
    fn closed_at(&mut self, opening: char, closing: &[char], from: usize) -> Option<usize> {
        if self.lonely.contains(&opening) {
            return None;
        }
        let found = self.text[from..].find(closing);
        if found.is_none() {
            self.lonely.insert(opening);
            self.alone(Lonely::Quote, from - opening.len_utf8()..from);
        }
        found.map(|length| from + length)
    }

    fn leaf(&mut self, node: Node) {
        self.leaves += 1;
        self.tokens.push(Token::Leaf(node));
    }

    /// `~5` here, at most so much; without a number 1.
    fn tilde(&mut self, most: u32) -> Option<u32> {
        let rest = self.rest().strip_prefix('~')?;
        let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let number = if digits == 0 { 1 } else { rest[..digits].parse().unwrap_or(u32::MAX) };
        let range = self.at..self.at + 1 + digits;
        self.at = range.end;
        if number > most {
            let typed = &self.text[range.clone()];
            self.remarks.push(Remark::new(
                range,
                format!("{} was read as ~{most}", cut(typed)),
                format!("use at most ~{most}"),
            ));
        }
        Some(number.min(most))
    }

    /// A run without gaps, but for what is quoted behind the name of a field.
    fn chunk(&mut self) {
        let start = self.at;
        let rest = self.rest();
        let (mut depth, mut lonely, mut holds_word) = (0, None, false);
        let mut ends = |i: usize, c: char| {
            match c {
                '(' => depth += 1,
                ')' if depth > 0 => depth -= 1,
                ')' if self.ends_group(start + i) => return true,
                ')' => _ = lonely.get_or_insert(i),
                // Behind signs a quote begins what is quoted, behind a letter it is a sign of the word.
                c if i > 0 && !holds_word && closing_quote(c).is_some() => return true,
                c => holds_word |= c.is_alphanumeric(),
            }
            is_gap(c)
        };
        let length = rest.char_indices().find(|(i, c)| ends(*i, *c)).map_or(rest.len(), |(i, _)| i);
        let chunk = &rest[..length];
        let name_end = chunk.find(':');
        if let Some(at) = lonely {
            self.alone(Lonely::Bracket, start + at..start + at + 1);
        }
        let chunk = &self.text[start..start + length];
        if let Some(name_end) = name_end
            && let Some(field) = FieldName::named(chunk[..name_end].trim_start_matches(|c: char| !c.is_alphanumeric()))
        {
            return self.field(field, start + name_end + 1, length - name_end - 1);
        }
        self.at = start + length;
        let mut end = self.at;
        if length > MAX_RUN_BYTES {
            end = self.text.floor_char_boundary(start + MAX_RUN_BYTES);
            let reading =
                format!("of a word of {length} letters and signs only the first {MAX_RUN_BYTES} were looked for");
            self.remarks.push(Remark::new(start..end, reading, "put spaces between its words"));
        }
        let words_left = MAX_LEAVES.saturating_sub(self.leaves);
        if let Some(piece) = pieces(&self.text[start..end]).nth(PIECES_OF_WORD * (words_left + 1) - 1) {
            // What is left is told with all that follows.
            end = start + piece.start;
            self.at = end;
        }
        let range = start..end;
        let chunk = self.text[range.clone()].to_owned();
        if let Some(operator) = operator(&chunk) {
            if let (Operator::Near(words), Some((_, typed))) = (operator, chunk.split_once('/'))
                && typed != words.to_string()
            {
                let reading = format!("`{}` was read as NEAR/{words}", cut(&chunk));
                self.remarks.push(Remark::new(range.clone(), reading, format!("use 1 to {MAX_BETWEEN}")));
            }
            self.leaves += 1;
            self.tokens.push(Token::Operator(operator, Typed { text: chunk, range }));
        } else {
            self.tell_meant(&chunk, start);
            self.word(&chunk, start);
            let words = pieces(&self.text[start..self.at.min(end)]).count() / PIECES_OF_WORD;
            self.leaves = (self.leaves + words.saturating_sub(1)).min(MAX_LEAVES);
        }
    }

    /// Tells where a word is nearly something of the language.
    fn tell_meant(&mut self, chunk: &str, start: usize) {
        let range = start..start + chunk.len();
        let reading = || format!("`{}` was read as text", cut(chunk));
        if is_nearly_near(chunk) {
            self.remarks.push(Remark::new(range, reading(), "write NEAR/5"));
        } else if let Some(mend) = value::meant_field(chunk) {
            self.remarks.push(Remark::new(range, reading(), mend));
        } else if let Some(word) = ["--", "++", "+-", "-+"].iter().find_map(|signs| chunk.strip_prefix(signs))
            && word.starts_with(char::is_alphabetic)
        {
            let mend = format!("one sign is enough: {}{}", &chunk[..1], cut(word));
            self.remarks.push(Remark::new(range, reading(), mend));
        }
    }
}

/// The runs of letters and digits of a text.
fn pieces(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + text[at..].find(char::is_alphanumeric)?;
        at = text[start..].find(|c: char| !c.is_alphanumeric()).map_or(text.len(), |length| start + length);
        Some(start..at)
    })
}

/// Whether a hyphen behind this text stands for a part of the word before: `inzameling en -verwerking`.
fn is_suspended(before: &str) -> bool {
    let before = before.trim_end();
    let word = before.rsplit(|c: char| is_gap(c) || c == '(').next().unwrap_or_default();
    before.ends_with(',') || ["en", "of", "en/of", "and", "or"].contains(&word)
}

/// What was quoted, without quotes of other kinds in it.
fn plain(text: &str) -> String {
    text.replace('"', " ").trim().to_owned()
}

/// Whether a text begins with a word that has brackets in it, as `(meerjaren)begroting`.
fn begins_bracketed_word(text: &str) -> bool {
    let mut depth = 0;
    let mut run = text.chars().take(MAX_BRACKETED).take_while(|c| !is_gap(*c) && closing_quote(*c).is_none());
    let closed = run.by_ref().find(|c| {
        depth += i32::from(*c == '(') - i32::from(*c == ')');
        depth == 0
    });
    closed.is_some() && run.next().is_some_and(|behind| behind.is_alphanumeric() || behind == '-')
}

/// As much of a word as is told.
fn cut(word: &str) -> String {
    word.chars().take(super::MAX_PLACE_CHARS).collect()
}

/// `near/5`, `NEAR5`, `NEAR/vijf`.
fn is_nearly_near(chunk: &str) -> bool {
    let begins_with_digit = |rest: &str| rest.starts_with(|c: char| c.is_ascii_digit());
    let capitals = chunk.strip_prefix("NEAR").or_else(|| chunk.strip_prefix("NABIJ"));
    let lower = chunk.to_lowercase();
    capitals.is_some_and(|rest| rest.starts_with('/') || begins_with_digit(rest))
        || ["near/", "nabij/"].iter().filter_map(|name| lower.strip_prefix(name)).any(begins_with_digit)
}

/// The operator that is written so.
pub(super) fn operator(chunk: &str) -> Option<Operator> {
    match chunk {
        "AND" | "EN" => Some(Operator::And),
        "OR" | "OF" => Some(Operator::Or),
        "NOT" | "NIET" => Some(Operator::Not),
        "NEAR" | "NABIJ" => Some(Operator::Near(DEFAULT_NEAR)),
        _ => {
            let words = chunk.strip_prefix("NEAR/").or_else(|| chunk.strip_prefix("NABIJ/"))?;
            let is_number = !words.is_empty() && words.bytes().all(|b| b.is_ascii_digit());
            is_number.then(|| Operator::Near(words.parse().unwrap_or(MAX_BETWEEN).clamp(1, MAX_BETWEEN)))
        }
    }
}
