//! Are the letters of an abbreviation those of a name?

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

use super::{MAX_WORDS, OPENING_WORDS, is_small, without_quotes};

/// Most letters of an abbreviation.
const MAX_LETTERS: usize = 10;
/// Fewest letters of a part of a compound.
const MIN_PART: usize = 3;

/// Something that may be an abbreviation.
pub(super) struct Short<'t> {
    /// As written, without quotes and endings.
    pub text: &'t str,
    /// Its letters and digits, folded.
    letters: Vec<char>,
    /// Whether letters of one part may follow one another (`Wajong`, `Berap`); in capitals each begins a part.
    mixed: bool,
}

impl<'t> Short<'t> {
    /// `None` where it has not the shape of one.
    pub fn new(text: &'t str) -> Option<Self> {
        let text = without_quotes(text.trim());
        let text = ["'ers", "’ers", "'s", "’s", "'er", "’er"].iter().find_map(|e| text.strip_suffix(e)).unwrap_or(text);
        let plain = text.chars().all(|c| c.is_alphanumeric() || matches!(c, '&' | '-' | '/' | '.'));
        let letters: Vec<char> = text.chars().filter(|c| c.is_alphanumeric()).map(folded).collect();
        let capitals = text.chars().filter(|c| c.is_uppercase()).count();
        let small = text.chars().any(char::is_lowercase);
        let shaped = match capitals {
            // `pgb`: no vowel, so no word.
            0 => letters.len() >= 3 && text.chars().all(|c| c.is_alphabetic() && !"aeiouy".contains(folded(c))),
            // `Wsw`, `Tozo`.
            1 => text.starts_with(char::is_uppercase) && letters.len() >= 3 && letters.len() <= 7,
            _ => true,
        };
        let fits = (2..=MAX_LETTERS).contains(&letters.len()) && letters.iter().all(|c| c.is_alphabetic());
        (plain && shaped && fits && text.starts_with(char::is_alphabetic)).then_some(Self {
            text,
            letters,
            mixed: small && capitals > 0,
        })
    }

    /// The shortest run of words at the end that the letters account for, with a `Wet` or `Stichting` before it.
    pub fn name_that_ends(&self, text: &str, words: &[Range<usize>]) -> Option<Range<usize>> {
        let end = words.last()?.end;
        let word = |at: usize| &text[words[at].clone()];
        let capitalised = |at: usize| word(at).starts_with(char::is_uppercase);
        let mut starts = (0..words.len()).rev().filter(|start| self.accounts_for(text, &words[*start..]));
        // `Vereniging van Nederlandse Gemeenten (VNG)` does not begin with `van`, but `Van school naar werk` does.
        let start = match starts.next()? {
            start if capitalised(start) || !is_small(word(start)) => start,
            _ => starts.next().filter(|start| capitalised(*start))?,
        };
        let opening = start.checked_sub(1).filter(|at| OPENING_WORDS.contains(&word(*at)));
        Some(words[opening.unwrap_or(start)].start..end)
    }

    /// Whether the letters, in order, are those of these words, with no content word left over.
    pub fn accounts_for(&self, text: &str, words: &[Range<usize>]) -> bool {
        let words: Vec<NameWord> = words.iter().flat_map(|word| NameWord::pieces(&text[word.clone()])).collect();
        let content = words.iter().filter(|word| !word.optional).count();
        // `Helmond (HM)`: two letters are too few to tell from one word.
        let glued = words.iter().any(NameWord::is_glued);
        let enough =
            content > 1 || content == 1 && self.letters.len() > 2 && words[0].letters.len() > self.letters.len() * 2;
        let starts = words.first().is_some_and(|word| word.letters.first() == self.letters.first());
        // Not the abbreviation itself, written before the bracket.
        let itself = words.iter().any(|word| word.letters == self.letters);
        enough && starts && !itself && !glued && words.len() <= 2 * MAX_WORDS && self.matches_from(&words)
    }

    /// Which numbers of letters may have been used up when a word is reached, word by word.
    fn matches_from(&self, words: &[NameWord]) -> bool {
        let total = self.letters.len();
        let mut reached = vec![false; total + 1];
        reached[0] = true;
        for word in words {
            let mut next = vec![false; total + 1];
            for used in (0..=total).filter(|used| reached[*used]) {
                next[used] |= word.optional;
                for taken in word.taken(&self.letters[used..], self.mixed) {
                    next[used + taken] = true;
                }
            }
            reached = next;
        }
        reached[total]
    }
}

/// A word of a full name, or what stands between its hyphens.
struct NameWord {
    letters: Vec<char>,
    capitals: Vec<bool>,
    /// A small word, or a later piece of a hyphen compound: it may go without a letter.
    optional: bool,
}

impl NameWord {
    fn pieces(word: &str) -> impl Iterator<Item = Self> {
        let pieces = word.split(['-', '\u{2010}', '\u{2011}', '/']).filter(|piece| !piece.is_empty()).enumerate();
        pieces.map(|(i, piece)| Self {
            letters: piece.chars().filter(|c| c.is_alphanumeric()).map(folded).take(64).collect(),
            capitals: piece.chars().map(char::is_uppercase).take(64).collect(),
            optional: i > 0 || is_small(piece),
        })
    }

    /// Two words that extraction put together: `BEHOEFTEBuck`, `WNTUitvoeringsbesluit`.
    fn is_glued(&self) -> bool {
        self.capitals.windows(4).any(|c| c == [true, true, true, false])
    }

    /// How many of the letters may come from this word: its first, and then those where a part may begin.
    fn taken(&self, letters: &[char], mixed: bool) -> Vec<usize> {
        let mut taken = Vec::new();
        // Places of the letter matched last, all that are possible.
        let mut places: Vec<usize> = Vec::new();
        for (i, letter) in letters.iter().enumerate() {
            places = if i == 0 {
                if self.letters.first() == Some(letter) { vec![0] } else { Vec::new() }
            } else {
                let first = places.first().copied();
                let begins = |at: usize| {
                    first.is_some_and(|first| at >= first + MIN_PART) && at + MIN_PART <= self.letters.len()
                };
                let follows = |at: usize| mixed && at > 0 && places.contains(&(at - 1));
                (1..self.letters.len())
                    .filter(|at| self.letters[*at] == *letter && (begins(*at) || follows(*at)))
                    .collect()
            };
            if places.is_empty() {
                break;
            }
            taken.push(i + 1);
        }
        taken
    }
}

/// The letter without accent and case.
fn folded(c: char) -> char {
    c.to_lowercase().nfd().next().unwrap_or(c)
}
