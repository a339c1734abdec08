//! RTF cut into groups, commands and text.

/// One piece of RTF.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// `{`.
    Open,
    /// `}`.
    Close,
    /// `\word` or `\word-12`.
    Word(&'a str, Option<i32>),
    /// `\~` and its like.
    Symbol(u8),
    /// A byte of text, as itself or as `\'e9`.
    Byte(u8),
}

/// The tokens of a document.
pub(super) struct Tokens<'a> {
    rest: &'a [u8],
}

impl<'a> Tokens<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    fn take(&mut self, count: usize) -> &'a [u8] {
        let (taken, rest) = self.rest.split_at(count.min(self.rest.len()));
        self.rest = rest;
        taken
    }

    fn command(&mut self) -> Option<Token<'a>> {
        let letters = self.rest.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
        if letters == 0 {
            let sign = *self.take(1).first()?;
            return Some(match sign {
                b'\'' => {
                    let digits = self.take(2);
                    let value = std::str::from_utf8(digits).ok().and_then(|digits| u8::from_str_radix(digits, 16).ok());
                    Token::Byte(value.unwrap_or(b' '))
                }
                // An escaped line end ends a paragraph.
                b'\n' | b'\r' => Token::Word("par", None),
                b'\\' | b'{' | b'}' => Token::Byte(sign),
                sign => Token::Symbol(sign),
            });
        }
        let word = std::str::from_utf8(self.take(letters)).unwrap_or_default();
        let sign = usize::from(self.rest.first() == Some(&b'-'));
        let digits = self.rest.iter().skip(sign).take_while(|byte| byte.is_ascii_digit()).count();
        let number = if digits > 0 { std::str::from_utf8(self.take(sign + digits)).ok()?.parse().ok() } else { None };
        // One blank ends a command and is no text.
        if self.rest.first() == Some(&b' ') {
            self.take(1);
        }
        if word == "bin" {
            // Bytes of a picture.
            self.take(usize::try_from(number.unwrap_or(0)).unwrap_or(0));
        }
        Some(Token::Word(word, number))
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            return Some(match self.take(1).first()? {
                b'{' => Token::Open,
                b'}' => Token::Close,
                b'\\' => return self.command(),
                // Lines of the file are none of the text.
                b'\n' | b'\r' | 0 => continue,
                byte => Token::Byte(*byte),
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cuts_commands_from_text() {
        let tokens: Vec<Token<'_>> = Tokens::new(b"{\\b1 a\\'e9\\~\n\\u-12?\\bin3 }}}\\{}").collect();
        let expected = [
            Token::Open,
            Token::Word("b", Some(1)),
            Token::Byte(b'a'),
            Token::Byte(0xe9),
            Token::Symbol(b'~'),
            Token::Word("u", Some(-12)),
            Token::Byte(b'?'),
            Token::Word("bin", Some(3)),
            Token::Byte(b'{'),
            Token::Close,
        ];
        assert_eq!(tokens, expected);
        for cut in ["\\", "\\'", "\\'e", "\\bin99999999999 x", "\\bin-5 x", "\\u99999999999"] {
            assert!(Tokens::new(cut.as_bytes()).count() < 9, "{cut}");
        }
    }
}
