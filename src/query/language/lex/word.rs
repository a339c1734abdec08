//! A word with what stands at its edges.

use super::{Lexer, Lonely, MAX_RUN_BYTES, begins_bracketed_word, closing_quote, cut};
use crate::query::language::{FieldName, Node, Remark, Typed};

/// Longest word that may differ in some letters.
const MAX_FUZZY_CHARS: usize = 60;
/// Letters that a pattern must hold: `a*` would be half of the dictionary.
const MIN_PATTERN_LETTERS: usize = 2;

impl Lexer<'_, '_> {
    /// A word with signs at its edges: `=` before it, `~1` behind it, `*` and `?` in it.
    pub(super) fn word(&mut self, chunk: &str, start: usize) {
        // Signs before the first letter divide nothing.
        let first = chunk.find(|c: char| c.is_alphanumeric() || c == '(').unwrap_or(chunk.len());
        if let Some(at) = dividing_sign(&chunk[first..]).map(|sign| first + sign) {
            let sign = chunk[at..].chars().next().unwrap_or(' ');
            let opens = closing_quote(sign).is_some() && !chunk[..at].ends_with(char::is_alphanumeric);
            let range = start + at..start + at + sign.len_utf8();
            match sign {
                '(' | ')' => self.alone(Lonely::Bracket, range.clone()),
                ':' | '?' => {}
                '~' if chunk[..at].ends_with(char::is_alphanumeric) => {
                    let reading = format!("the `~` of `{}` was read as a space", cut(chunk));
                    self.remarks.push(Remark::new(range.clone(), reading, "write woord~ or woord~2"));
                }
                '~' => {}
                _ if opens => {}
                _ => self.alone(Lonely::Quote, range.clone()),
            }
            self.word(&chunk[..at], start);
            // Cut in a loop of their own, the pieces of a long run would be cut again and again.
            if chunk.len() < MAX_RUN_BYTES {
                self.at = if opens { range.start } else { range.end };
            }
            return;
        }
        let Some(lead) = chunk.find(char::is_alphanumeric) else { return };
        let end = chunk
            .rfind(char::is_alphanumeric)
            .map_or(lead, |last| last + chunk[last..].chars().next().map_or(1, char::len_utf8));
        // A star beside a letter is a part of the word; several in a row are marks of a text.
        let is_part = |beside: bool| usize::from(beside && !chunk.contains("**"));
        let (lead, end) = (lead - is_part(chunk[..lead].ends_with('*')), end + is_part(chunk[end..].starts_with('*')));
        // `opgave(n)` and `(meerjaren)begroting` keep their brackets.
        let unmatched =
            |one: char, other: char| chunk[lead..end].matches(one).count() > chunk[lead..end].matches(other).count();
        let (opens, closes) = (
            unmatched(')', '(') && chunk[..lead].ends_with('(') && begins_bracketed_word(&chunk[lead - 1..]),
            unmatched('(', ')') && chunk[end..].starts_with(')'),
        );
        let (lead, end) = (lead - usize::from(opens), end + usize::from(closes));
        let core = &chunk[lead..end];
        // A sign between the bracket and its word (`(=tekort)n`) leaves its partner alone.
        if let Some(at) = core.find(['(', ')']).filter(|_| !is_balanced(core)).map(|at| lead + at) {
            self.alone(Lonely::Bracket, start + at..start + at + 1);
            self.word(&chunk[..at], start);
            if chunk.len() < MAX_RUN_BYTES {
                self.at = start + at + 1;
            }
            return;
        }
        let typed = |text: &str, from: usize| {
            let from = start + from;
            Typed { text: text.to_owned(), range: from..from + text.len() }
        };
        // `woord~2` ends in a digit, `woord~` in a sign.
        let (core, letters) = match core.rsplit_once('~') {
            Some((word, digits))
                if word.ends_with(char::is_alphanumeric) && digits.bytes().all(|b| b.is_ascii_digit()) =>
            {
                (word, (!digits.is_empty()).then(|| digits.parse().unwrap_or(u32::MAX)))
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
                let typed = chunk.rsplit_once('~').map_or("", |(_, digits)| digits);
                let read = format!("~{} was read as ~{}", cut(typed), letters.clamp(1, 2));
                self.remarks.push(Remark::new(range, read, "use ~ or ~2"));
            }
            self.tell_lost_form(chunk, lead, core, start);
            let letters = if letters >= 2 { 2 } else { 1 };
            self.leaf(Node::Fuzzy { word: typed(core, lead), letters });
            return;
        }
        // A question mark asks for a letter only between two of them, and a star only beside one.
        let stars = core.contains('*') && !core.contains("**");
        let marks = core.char_indices().any(|(i, c)| {
            let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
            c == '?'
                && is_letter(core[..i].trim_end_matches('?').chars().next_back())
                && is_letter(core[i + 1..].trim_start_matches('?').chars().next())
        });
        if stars || marks {
            let letters = core.chars().filter(|c| c.is_alphanumeric()).count();
            if letters >= MIN_PATTERN_LETTERS {
                self.tell_lost_form(chunk, lead, core, start);
                self.leaf(Node::Pattern(typed(core, lead)));
                return;
            }
            let range = start + lead..start + end;
            let mend = format!("give at least {MIN_PATTERN_LETTERS} letters");
            self.remarks.push(Remark::new(
                range,
                format!("`{}` would be too many words and was read as text", cut(core)),
                mend,
            ));
        } else if holds_pattern(chunk) && !is_emphasis(chunk) {
            let reading = match chunk.contains("**") {
                true => "stars in a row were read as text".to_owned(),
                false => format!("`{}` was read as `{}`", cut(chunk), cut(inner)),
            };
            let mend = "write * right beside a letter, once, and ? between two letters";
            self.remarks.push(Remark::new(start..start + chunk.len(), reading, mend));
        }
        let from = lead + core.find(inner).unwrap_or(0);
        // The sign counts right before the word, also behind a bracket or quote.
        let literal = chunk[..lead].ends_with('=');
        let word = typed(inner, from);
        self.leaf(if literal { Node::Literal(word) } else { Node::Word(word) });
    }
    /// Tells that `=` changes nothing before a word that is no word.
    fn tell_lost_form(&mut self, chunk: &str, lead: usize, core: &str, start: usize) {
        if chunk[..lead].ends_with('=') {
            let reading = format!("`={0}` was read as `{0}`", cut(core));
            let mend = "leave out the sign; such words are looked for as they are written anyway";
            self.remarks.push(Remark::new(start + lead - 1..start + lead, reading, mend));
        }
    }
}

/// Whether a text holds `*` beside a word, or `?` right before a letter.
pub(super) fn holds_pattern(text: &str) -> bool {
    let mut before = ' ';
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let next = chars.peek().copied().unwrap_or(' ');
        let is_beside_word = before.is_alphanumeric() || before == '-' || next.is_alphanumeric() || next == '-';
        if c == '*' && is_beside_word || c == '?' && next.is_alphabetic() && (before.is_alphanumeric() || before == ' ')
        {
            return true;
        }
        before = c;
    }
    false
}

/// `**vet**` as it stands in a text of marks.
fn is_emphasis(chunk: &str) -> bool {
    let text = chunk.trim_end_matches(|c: char| !c.is_alphanumeric() && c != '*');
    text.starts_with("**") || text.ends_with("**") && text.starts_with('*')
}

/// Where a run is two words: at a quote, at a bracket that is alone in it, at a colon behind the name of a field that is none
/// here, at a `~` that changes nothing, and at a question mark that ends a sentence.
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
    // `hebben we?Zoals`, a space that was lost.
    let question = || {
        let at = chunk.find('?')?;
        let ends_lower = chunk[..at].ends_with(char::is_lowercase);
        (ends_lower && chunk[at + 1..].starts_with(char::is_uppercase)).then_some(at)
    };
    quote.or_else(bracket).or_else(colon).or_else(tilde).or_else(question)
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
