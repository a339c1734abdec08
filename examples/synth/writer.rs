//! Sentences: patterns, filled with words by how often they are used and by what the paper has spoken of before.

use std::sync::LazyLock;

use crate::numbers::Numbers;
use crate::place::{Arrangement, Day, MUNICIPALITIES};
use crate::words::{Article, Noun, VOCABULARY, participle, rare_word};

/// How the number of different rare words grows with the number drawn: one over Heaps' exponent, less one. This and the
/// numbers below were set so that what is measured of the result is what is measured of real papers (docs/operations.md).
const RARE_SLOPE: f64 = 0.65;
/// Rare words that are about equally frequent.
const RARE_SCALE: f64 = 6000.0;
/// Rare words of this paper that come back rather than new ones, in a thousand.
const RARE_REPEATED: usize = 450;
/// Places where a noun stands and a rare word is put instead, in a thousand.
const RARE_INSTEAD: usize = 420;
/// Nouns of this paper that come back rather than new ones, in a thousand: a paper goes on about its subject.
const REPEATED: usize = 100;
/// How flat the frequencies of the most frequent words of the vocabulary are, in ranks.
const FLAT: f64 = 120.0;
/// The nouns of a paper that it may come back to.
const KEPT: usize = 60;

static SENTENCES: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    include_str!("words/sentences.txt").lines().filter(|line| !line.starts_with('#') && !line.is_empty()).collect()
});

/// Who acts.
const ACTORS: [&str; 9] = [
    "het college",
    "de raad",
    "de gemeenteraad",
    "het dagelijks bestuur",
    "het algemeen bestuur",
    "de commissie",
    "de wethouder",
    "de adviesraad",
    "de ambtelijke werkgroep",
];

/// Writes the sentences of one paper.
pub struct Writer {
    pub numbers: Numbers,
    day: Day,
    arrangement: &'static str,
    nouns: Vec<Noun>,
    rare: Vec<Noun>,
}

impl Writer {
    /// For a paper of a day that concerns an arrangement.
    pub fn new(numbers: Numbers, day: Day, arrangement: &Arrangement) -> Self {
        Self { numbers, day, arrangement: arrangement.name, nouns: Vec::new(), rare: Vec::new() }
    }

    /// A paragraph of about so many words.
    pub fn paragraph(&mut self, words: usize) -> String {
        let mut text = self.sentence();
        let mut written = count_words(&text);
        while written < words {
            let next = self.sentence();
            written += count_words(&next);
            text.push(' ');
            text.push_str(&next);
        }
        text
    }

    /// A sentence.
    pub fn sentence(&mut self) -> String {
        // Flat, so that no sentence is a mark of the generator.
        let pattern = SENTENCES[self.numbers.below(SENTENCES.len())];
        self.fill(pattern)
    }

    /// Names of things in a row, as points of a list and rows of tables have them.
    pub fn things(&mut self) -> String {
        let mut things = vec![self.noun().word];
        for _ in 0..self.numbers.between(0, 5) {
            things.push(if self.numbers.chance(300) { self.plural().to_owned() } else { self.noun().word });
        }
        capital(&things.join(", "))
    }

    /// A pattern with its slots filled.
    pub fn fill(&mut self, pattern: &str) -> String {
        let mut text = String::with_capacity(pattern.len() * 2);
        let mut rest = pattern;
        while let Some((before, behind)) = rest.split_once('{') {
            text.push_str(before);
            let (slot, after) = behind.split_once('}').unwrap_or((behind, ""));
            text.push_str(&self.slot(slot));
            rest = after;
        }
        text.push_str(rest);
        text
    }

    fn slot(&mut self, slot: &str) -> String {
        match slot {
            "n" => self.noun().word,
            "dn" => with_article(&self.noun()),
            "Dn" => capital(&with_article(&self.noun())),
            "zn" => {
                let noun = self.noun();
                format!("{} {}", noun.article.demonstrative(), noun.word)
            }
            "dan" => self.noun_with_adjective(),
            "Dan" => capital(&self.noun_with_adjective()),
            "p" => self.plural().to_owned(),
            "ap" => format!("de {} {}", self.adjective(), self.plural()),
            "v" => self.verb().to_owned(),
            "pp" => participle(self.verb()),
            "dw" => with_article(&self.rare()),
            "Dw" => capital(&with_article(&self.rare())),
            "c" => self.numbers.between(2, 400).to_string(),
            "e" => amount(&mut self.numbers),
            "pc" => format!("{},{}%", self.numbers.between(1, 30), self.numbers.below(10)),
            "y" => (self.day.year + self.numbers.below(5) - 1).to_string(),
            "d" => {
                let month = self.numbers.between(1, 12);
                Day { year: self.day.year, month, day: self.numbers.between(1, 28) }.in_words()
            }
            "m" => (*self.numbers.pick(MUNICIPALITIES.as_slice())).to_owned(),
            "g" => self.arrangement.to_owned(),
            "a" => (*self.numbers.pick(&ACTORS)).to_owned(),
            "A" => capital(self.numbers.pick::<&str>(&ACTORS)),
            "r" => format!("{}/{:05}", self.day.year, self.numbers.below(100_000)),
            // The tests fill each pattern.
            other => format!("{{{other}}}"),
        }
    }

    /// A noun: one of before, a new one, or a rare one.
    pub fn noun(&mut self) -> Noun {
        if self.numbers.chance(RARE_INSTEAD) {
            return self.rare();
        }
        if !self.nouns.is_empty() && self.numbers.chance(REPEATED) {
            return self.numbers.pick(&self.nouns).clone();
        }
        let noun = VOCABULARY.nouns[self.numbers.rank(VOCABULARY.nouns.len(), FLAT)].clone();
        keep(&mut self.nouns, &noun, &mut self.numbers);
        noun
    }

    /// A word beyond the vocabulary.
    pub fn rare(&mut self) -> Noun {
        if !self.rare.is_empty() && self.numbers.chance(RARE_REPEATED) {
            return self.numbers.pick(&self.rare).clone();
        }
        let noun = rare_word(self.numbers.endless_rank(RARE_SCALE, RARE_SLOPE));
        keep(&mut self.rare, &noun, &mut self.numbers);
        noun
    }

    fn noun_with_adjective(&mut self) -> String {
        let noun = self.noun();
        format!("{} {} {}", noun.article.definite(), self.adjective(), noun.word)
    }

    fn adjective(&mut self) -> &'static str {
        VOCABULARY.adjectives[self.numbers.rank(VOCABULARY.adjectives.len(), FLAT)]
    }

    fn plural(&mut self) -> &'static str {
        VOCABULARY.plurals[self.numbers.rank(VOCABULARY.plurals.len(), FLAT)]
    }

    fn verb(&mut self) -> &'static str {
        VOCABULARY.verbs[self.numbers.rank(VOCABULARY.verbs.len(), FLAT)]
    }
}

/// Keeps a noun in mind, in place of another where there are many.
fn keep(nouns: &mut Vec<Noun>, noun: &Noun, numbers: &mut Numbers) {
    if nouns.len() < KEPT {
        nouns.push(noun.clone());
    } else {
        let place = numbers.below(KEPT);
        nouns[place] = noun.clone();
    }
}

fn with_article(noun: &Noun) -> String {
    match noun.article {
        Article::De => format!("de {}", noun.word),
        Article::Het => format!("het {}", noun.word),
    }
}

/// With a capital.
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn amount(n: &mut Numbers) -> String {
    match n.below(3) {
        0 => format!("€ {}.{:03}", n.between(1, 999), n.below(1000)),
        1 => format!("€ {},{} miljoen", n.between(1, 40), n.below(10)),
        _ => format!("€ {},{:02}", n.between(1, 400), n.below(100)),
    }
}

fn count_words(text: &str) -> usize {
    text.split(' ').count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::place::ARRANGEMENTS;

    fn writer() -> Writer {
        Writer::new(Numbers::of(&[7]), Day { year: 2021, month: 8, day: 12 }, &ARRANGEMENTS[0])
    }

    #[test]
    fn each_pattern_can_be_filled() {
        let mut writer = writer();
        for pattern in SENTENCES.iter() {
            let text = writer.fill(pattern);
            assert!(!text.contains(['{', '}']) && text.ends_with(['.', '?']), "{pattern}: {text}");
        }
    }

    #[test]
    fn articles_agree_with_their_nouns() {
        let mut writer = writer();
        let mut seen = 0;
        for _ in 0..2000 {
            writer.nouns = vec![Noun { article: Article::Het, word: "proefwoord".into() }];
            for (pattern, wanted) in [("{dn}", "het proefwoord"), ("{zn}", "dit proefwoord")] {
                let text = writer.fill(pattern);
                seen += usize::from(text == wanted);
                assert!(text == wanted || !text.ends_with("proefwoord"), "{text}");
            }
        }
        assert!(seen > 50, "{seen}");
    }
}
