//! A file whose first line begins an array that goes on below: which lines are pieces of the array, and which are not?

/// Deepest nesting that is looked at; what is deeper is no record.
const MAX_DEPTH: usize = 128;

/// An array over several lines, as far as it was read.
#[derive(Debug, Default)]
pub(super) struct ArrayPieces {
    /// Brackets that are open: `[` or `{`.
    open: Vec<u8>,
    /// The last byte that is no white space.
    last: u8,
    /// A text does not end on its line, which it has to.
    is_broken: bool,
}

impl ArrayPieces {
    /// The array that begins with this line; `None` where none does, or one that ends on it. A line that is merely broken, or an
    /// array by itself, says nothing of the lines below.
    pub fn begin(line: &str) -> Option<Self> {
        let is_unfinished = line.starts_with('[')
            && serde_json::from_str::<serde::de::IgnoredAny>(line.trim_ascii_end()).is_err_and(|error| error.is_eof());
        is_unfinished.then(|| {
            let mut pieces = Self::default();
            pieces.add(line);
            pieces
        })
    }

    /// Whether an object may stand here as a piece of the array. Where it may not, the array was cut off, and an object is
    /// what stands on its line.
    pub fn takes_object(&self) -> bool {
        let begins = match (self.open.last(), self.last) {
            (Some(b'['), b'[' | b',') | (Some(b'{'), b':') => true,
            // The engine for JSON stops there as well.
            _ => self.open.len() >= MAX_DEPTH,
        };
        begins && !self.is_broken
    }

    /// Goes on with a line.
    pub fn add(&mut self, line: &str) {
        let mut in_text = false;
        let mut is_escaped = false;
        for byte in line.bytes().filter(|byte| !byte.is_ascii_whitespace()) {
            match byte {
                _ if is_escaped => is_escaped = false,
                b'\\' if in_text => is_escaped = true,
                b'"' => in_text = !in_text,
                _ if in_text => {}
                b'[' | b'{' if self.open.len() < MAX_DEPTH => self.open.push(byte),
                b']' | b'}' => {
                    self.open.pop();
                }
                _ => {}
            }
            self.last = byte;
        }
        self.is_broken |= in_text;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether an object may follow these lines.
    fn takes_object(lines: &[&str]) -> Option<bool> {
        let mut pieces = ArrayPieces::begin(lines[0])?;
        lines[1..].iter().for_each(|line| pieces.add(line));
        Some(pieces.takes_object())
    }

    #[test]
    fn an_object_is_a_piece_where_an_array_can_hold_one() {
        for lines in [&["["][..], &["[{},"], &["[", "  {\"a\": \"]\\\"\"},"], &["[{", "\"a\":"], &["[{\"a\": [", "1,"]]
        {
            assert_eq!(takes_object(lines), Some(true), "{lines:?}");
        }
        for lines in [&["[{\"id\":\"a\""][..], &["[{\"id\":\"a\","], &["[\"a"], &["[{}"], &["[", "{}", "]"]] {
            assert_eq!(takes_object(lines), Some(false), "{lines:?}");
        }
        for lines in [&["[]"][..], &["[kapot"], &["{"], &["[] x"]] {
            assert_eq!(takes_object(lines), None, "{lines:?}");
        }
    }
}
