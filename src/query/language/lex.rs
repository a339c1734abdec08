//! From text to tokens: brackets and quotes that have a partner, operators, words with what stands at their edges.

use std::collections::HashSet;
use std::ops::Range;

use super::Remark;
use super::parse::MAX_LEAVES;
use super::tree::{FieldName, Node, Typed};

/// Brackets that may stand in one another; what lies deeper is text.
const MAX_DEPTH: usize = 24;
/// Longest list of values behind the name of a field.
const MAX_VALUES_BYTES: usize = 400;
/// Bytes of a run without gaps that are looked at: no word is longer, and what is glued together asks no more than its beginning.
const MAX_RUN_BYTES: usize = 1_000;
/// Longest word that may differ in some letters.
const MAX_FUZZY_CHARS: usize = 60;
/// Words of a phrase that are looked at.
const MAX_PHRASE_WORDS: usize = 32;
/// Longest word that may begin with a bracket.
const MAX_BRACKETED: usize = 64;
/// Letters that a pattern must hold: `a*` would be half of the dictionary.
const MIN_PATTERN_LETTERS: usize = 2;
/// Words that may be allowed between two words of a phrase.
const MAX_BETWEEN: u32 = 100;
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
    let mut lexer =
        Lexer { text, at: 0, open: Vec::new(), tokens: Vec::new(), leaves: 0, lonely: HashSet::new(), remarks };
    while lexer.at < text.len() {
        if lexer.leaves == MAX_LEAVES && lexer.rest().contains(char::is_alphanumeric) {
            let reading = format!("the query is long; only its first {MAX_LEAVES} words were looked for");
            lexer.remarks.push(Remark::new(lexer.at..text.len(), reading, "leave out what matters least"));
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
    remarks: &'r mut Vec<Remark>,
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
        } else if c == '(' && !self.is_bracketed_word() {
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

    /// `(meerjaren)begroting` is a word with brackets in it.
    fn is_bracketed_word(&self) -> bool {
        let mut depth = 0;
        let mut run =
            self.rest().chars().take(MAX_BRACKETED).take_while(|c| !is_gap(*c) && closing_quote(*c).is_none());
        let closed = run.by_ref().find(|c| {
            depth += i32::from(*c == '(') - i32::from(*c == ')');
            depth == 0
        });
        closed.is_some() && run.next().is_some_and(|behind| behind.is_alphanumeric() || behind == '-')
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
        for (n, (token, at)) in self.open.iter().flatten().rev().enumerate() {
            self.tokens.remove(*token);
            if n == 0 {
                let mend = "close it, or leave it out";
                self.remarks.push(Remark::new(*at..at + 1, "a bracket without a partner was read as text", mend));
            }
        }
        self.tokens
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
        let words = text.split(is_gap).filter(|word| !word.is_empty());
        let cut = words.clone().nth(MAX_PHRASE_WORDS).map(|word| word.as_ptr() as usize - text.as_ptr() as usize);
        let text = match cut {
            // `split` gives slices of the text, so the difference of their addresses is the offset.
            Some(at) => {
                let reading = format!("of a phrase only the first {MAX_PHRASE_WORDS} words were looked for");
                self.remarks.push(Remark::new(range.clone(), reading, "quote fewer words"));
                text[..at].trim_end().to_owned()
            }
            None => text,
        };
        if text.chars().any(char::is_alphanumeric) {
            self.leaf(Node::Phrase { text: Typed { text, range }, between });
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
            let range = from - opening.len_utf8()..from;
            self.remarks.push(Remark::new(
                range,
                "a quote without a partner was read as text",
                "close it, or leave it out",
            ));
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
            self.remarks.push(Remark::new(
                range,
                format!("~{number} was read as ~{most}"),
                format!("use at most ~{most}"),
            ));
        }
        Some(number.min(most))
    }

    /// A run without gaps, but for what is quoted behind the name of a field.
    fn chunk(&mut self) {
        let start = self.at;
        let rest = self.rest();
        let mut depth = 0;
        let mut ends = |i: usize, c: char| {
            match c {
                '(' => depth += 1,
                ')' if depth > 0 => depth -= 1,
                ')' => return self.ends_group(start + i),
                _ => {}
            }
            is_gap(c)
        };
        let length = rest.char_indices().find(|(i, c)| ends(*i, *c)).map_or(rest.len(), |(i, _)| i);
        let chunk = &rest[..length];
        if let Some((name, value)) = chunk.split_once(':')
            && let Some(field) = FieldName::named(name.trim_start_matches(|c: char| !c.is_alphanumeric()))
        {
            let value_at = start + name.len() + 1;
            return self.field(field, value_at, value.len());
        }
        self.at = start + length;
        let mut end = self.at;
        if length > MAX_RUN_BYTES {
            end = self.text.floor_char_boundary(start + MAX_RUN_BYTES);
            let reading =
                format!("of a word of {length} letters and signs only the first {MAX_RUN_BYTES} were looked for");
            self.remarks.push(Remark::new(start..end, reading, "put spaces between its words"));
        }
        let range = start..end;
        let chunk = self.text[range.clone()].to_owned();
        if let Some(operator) = operator(&chunk) {
            if let (Operator::Near(words), Some((_, typed))) = (operator, chunk.split_once('/'))
                && typed != words.to_string()
            {
                let reading = format!("`{chunk}` was read as NEAR/{words}");
                self.remarks.push(Remark::new(range.clone(), reading, format!("use 1 to {MAX_BETWEEN}")));
            }
            self.leaves += 1;
            self.tokens.push(Token::Operator(operator, Typed { text: chunk, range }));
        } else {
            self.word(&chunk, start);
        }
    }

    /// The value of a field at a place, quoted or up to the end of the run.
    fn field(&mut self, field: FieldName, at: usize, length: usize) {
        let name = self.at..at;
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
        let (range, end) = quoted.unwrap_or_else(|| {
            let length = value[..length].find(|c| closing_quote(c).is_some()).filter(|n| *n > 0).unwrap_or(length);
            (at..at + length, at + length)
        });
        self.at = end;
        let text = plain(self.text[range.clone()].trim_matches(|c: char| is_gap(c) || matches!(c, ',' | ';')));
        if text.chars().any(char::is_alphanumeric) {
            self.leaf(Node::Field { field, value: Typed { text, range } });
            return;
        }
        // As the head of a letter has it.
        let word = self.text[name.start..name.end - 1].to_owned();
        self.leaf(Node::Word(Typed { text: word, range: name.start..name.end - 1 }));
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

    /// A word with signs at its edges: `=` before it, `~1` behind it, `*` and `?` in it.
    fn word(&mut self, chunk: &str, start: usize) {
        // Signs before the first letter divide nothing.
        let Some(first) = chunk.find(|c: char| c.is_alphanumeric() || c == '(') else { return };
        if let Some(sign) = dividing_sign(&chunk[first..]).map(|sign| first + sign) {
            let behind = sign + chunk[sign..].chars().next().map_or(1, char::len_utf8);
            self.word(&chunk[..sign], start);
            // Cut in a loop of their own, the pieces of a long run would be cut again and again.
            if chunk.len() < MAX_RUN_BYTES {
                self.at = start + behind;
            }
            return;
        }
        let Some(lead) = chunk.find(char::is_alphanumeric) else { return };
        let end = chunk
            .rfind(char::is_alphanumeric)
            .map_or(lead, |last| last + chunk[last..].chars().next().map_or(1, char::len_utf8));
        // A star beside a letter is a part of the word.
        let (lead, end) =
            (lead - usize::from(chunk[..lead].ends_with('*')), end + usize::from(chunk[end..].starts_with('*')));
        // `opgave(n)` and `(meerjaren)begroting` keep their brackets.
        let unmatched =
            |one: char, other: char| chunk[lead..end].matches(one).count() > chunk[lead..end].matches(other).count();
        let (opens, closes) =
            (unmatched(')', '(') && chunk[..lead].ends_with('('), unmatched('(', ')') && chunk[end..].starts_with(')'));
        let (lead, end) = (lead - usize::from(opens), end + usize::from(closes));
        let core = &chunk[lead..end];
        let typed = |text: &str, from: usize| {
            let from = start + from;
            Typed { text: text.to_owned(), range: from..from + text.len() }
        };
        // `woord~2` ends in a digit, `woord~` in a sign.
        let (core, letters) = match core.rsplit_once('~') {
            Some((word, digits))
                if word.ends_with(char::is_alphanumeric) && digits.bytes().all(|b| b.is_ascii_digit()) =>
            {
                (word, digits.parse::<u32>().ok())
            }
            _ if chunk[end..].starts_with('~') => (core, Some(1)),
            _ => (core, None),
        };
        let inner = core.trim_matches(|c: char| !c.is_alphanumeric() && c != '(' && c != ')');
        if !inner.contains(char::is_alphanumeric) {
            return;
        }
        if let Some(letters) = letters.filter(|_| {
            !core.contains('*') && core.chars().any(char::is_alphabetic) && core.chars().count() <= MAX_FUZZY_CHARS
        }) {
            let range = start..start + chunk.len();
            if letters > 2 || letters == 0 {
                let read = format!("~{letters} was read as ~{}", letters.clamp(1, 2));
                self.remarks.push(Remark::new(range, read, "use ~ or ~2"));
            }
            let letters = if letters >= 2 { 2 } else { 1 };
            self.leaf(Node::Fuzzy { word: typed(core, lead), letters });
            return;
        }
        // A question mark asks for a letter only between two of them, and a star only beside one.
        let stars = core.contains('*') && !core.contains("**") && !chunk.contains("**");
        let marks = core.char_indices().any(|(i, c)| {
            let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
            c == '?' && is_letter(core[..i].chars().next_back()) && is_letter(core[i + 1..].chars().next())
        });
        if stars || marks {
            let letters = core.chars().filter(|c| c.is_alphanumeric()).count();
            if letters >= MIN_PATTERN_LETTERS {
                self.leaf(Node::Pattern(typed(core, lead)));
                return;
            }
            let range = start + lead..start + end;
            let mend = format!("give at least {MIN_PATTERN_LETTERS} letters");
            self.remarks.push(Remark::new(
                range,
                format!("`{core}` would be too many words and was read as text"),
                mend,
            ));
        }
        let from = lead + core.find(inner).unwrap_or(0);
        // The sign counts right before the word, also behind a bracket or quote.
        let literal = chunk[..lead].ends_with('=');
        let word = typed(inner, from);
        self.leaf(if literal { Node::Literal(word) } else { Node::Word(word) });
    }
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

/// Where a run is two words: at a quote, at a bracket that is alone in it, at a colon behind the name of a field that is none
/// here, and at a `~` that changes nothing.
fn dividing_sign(chunk: &str) -> Option<usize> {
    let quote = chunk.find(|c| closing_quote(c).is_some());
    let bracket = || if is_balanced(chunk) { None } else { chunk.find(['(', ')']) };
    let colon = || {
        let (name, _) = chunk.split_once(':')?;
        FieldName::named(name.trim_start_matches(|c: char| !c.is_alphanumeric())).map(|_| name.len())
    };
    let tilde = || {
        let (word, rest) = chunk.split_once('~')?;
        let letters = rest.trim_end_matches(|c: char| !c.is_alphanumeric() && c != '~');
        (!letters.bytes().all(|b| b.is_ascii_digit()) || !word.ends_with(char::is_alphanumeric)).then_some(word.len())
    };
    quote.or_else(bracket).or_else(colon).or_else(tilde)
}

/// Whether each bracket within a word has its partner there; those at its edges need none.
fn is_balanced(mut text: &str) -> bool {
    let more: i32 = text.chars().map(|c| i32::from(c == '(') - i32::from(c == ')')).sum();
    for _ in 0..more {
        text = text.strip_prefix('(').unwrap_or(text);
    }
    for _ in more..0 {
        text = text.strip_suffix(')').unwrap_or(text);
    }
    let mut depth = 0;
    for c in text.chars() {
        depth += i32::from(c == '(') - i32::from(c == ')');
        if depth < 0 {
            return false;
        }
    }
    depth == 0
}

/// The operator that is written so.
pub(super) fn operator(chunk: &str) -> Option<Operator> {
    match chunk {
        "AND" | "EN" => Some(Operator::And),
        "OR" | "OF" => Some(Operator::Or),
        "NOT" | "NIET" => Some(Operator::Not),
        _ => {
            let words = chunk.strip_prefix("NEAR/").or_else(|| chunk.strip_prefix("NABIJ/"))?;
            words.parse::<u32>().ok().map(|words| Operator::Near(words.clamp(1, MAX_BETWEEN)))
        }
    }
}
