//! Words: a built-in vocabulary by rank, and behind it words without end, made of parts of Dutch words.

use std::sync::LazyLock;

use crate::numbers::{Numbers, mixed};

/// Which article a noun takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Article {
    De,
    Het,
}

impl Article {
    /// `de` or `het`.
    pub fn definite(self) -> &'static str {
        if self == Self::De { "de" } else { "het" }
    }

    /// `deze` or `dit`.
    pub fn demonstrative(self) -> &'static str {
        if self == Self::De { "deze" } else { "dit" }
    }
}

/// A noun with its article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Noun {
    pub article: Article,
    pub word: String,
}

/// The words of a file of words, whose lines of comment begin with `#`.
fn words_of(list: &'static str) -> Vec<&'static str> {
    list.lines().filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace).collect()
}

/// What sentences are filled with, most frequent first.
pub struct Vocabulary {
    pub nouns: Vec<Noun>,
    pub plurals: Vec<&'static str>,
    pub adjectives: Vec<&'static str>,
    pub verbs: Vec<&'static str>,
}

/// The built-in vocabulary.
pub static VOCABULARY: LazyLock<Vocabulary> = LazyLock::new(|| {
    let noun = |article, word: &str| Noun { article, word: word.to_owned() };
    let mut neuters = words_of(include_str!("words/neuters.txt")).into_iter();
    let mut nouns = Vec::new();
    for (place, word) in words_of(include_str!("words/nouns.txt")).into_iter().enumerate() {
        nouns.push(noun(Article::De, word));
        // As many of each as there are, mixed.
        if place % 7 < 2 {
            nouns.extend(neuters.next().map(|word| noun(Article::Het, word)));
        }
    }
    Vocabulary {
        nouns,
        plurals: words_of(include_str!("words/plurals.txt")),
        adjectives: words_of(include_str!("words/adjectives.txt")),
        verbs: words_of(include_str!("words/verbs.txt")),
    }
});

static FIRST_PARTS: LazyLock<Vec<&'static str>> = LazyLock::new(|| words_of(include_str!("words/first_parts.txt")));

static LAST_PARTS: LazyLock<Vec<Noun>> = LazyLock::new(|| {
    let words = words_of(include_str!("words/last_parts.txt"));
    let noun = |pair: &[&str]| Noun {
        article: if pair[0] == "het" { Article::Het } else { Article::De },
        word: pair[1].to_owned(),
    };
    words.chunks_exact(2).map(noun).collect()
});

/// Beginnings and ends of made-up names.
static NAME_PARTS: LazyLock<(Vec<&'static str>, Vec<&'static str>)> = LazyLock::new(|| {
    let (beginnings, ends) = include_str!("words/names.txt").split_once("\n-\n").unwrap_or_default();
    (words_of(beginnings), words_of(ends))
});

/// The participle of a verb on -eren.
pub fn participle(verb: &str) -> String {
    let stem = verb.strip_suffix("eren").unwrap_or(verb);
    if stem.starts_with("be") {
        return format!("{stem}eerd");
    }
    if let Some((prefix, rest)) = ["mee", "uit", "voor"].iter().find_map(|p| Some((p, stem.strip_prefix(p)?))) {
        return format!("{prefix}ge{rest}eerd");
    }
    match stem.split_at(1) {
        ("i", rest) => format!("geï{rest}eerd"),
        ("e", rest) => format!("geë{rest}eerd"),
        _ => format!("ge{stem}eerd"),
    }
}

/// The word of a rank beyond the built-in vocabulary; each rank has one of its own, but for a few that coincide.
///
/// Of twenty ranks thirteen are compounds, three are made-up names, two are built-in words with a typing error, one is a plural
/// of a compound and one a code: what new words in council papers are.
pub fn rare_word(rank: u64) -> Noun {
    let (group, kind) = (rank / 20, rank % 20);
    match kind {
        0..=12 => compound(group * 13 + kind),
        13..=15 => made_up_name(group * 3 + (kind - 13)),
        16..=17 => mistyped(group * 2 + (kind - 16)),
        18 => {
            let noun = compound(group.wrapping_mul(31) + 7);
            Noun { article: Article::De, word: plural(&noun.word) }
        }
        _ => code(group),
    }
}

/// A compound of two parts, or beyond all of these one of three, or of four.
fn compound(rank: u64) -> Noun {
    let (firsts, lasts) = (FIRST_PARTS.len() as u64, LAST_PARTS.len() as u64);
    let mut rest = rank;
    let mut count = firsts * lasts;
    let mut middle_parts = 0;
    while rest >= count && middle_parts < 3 {
        rest -= count;
        count *= firsts;
        middle_parts += 1;
    }
    // A prime, so that neighbours in rank share no part and each number comes up once.
    let mut at = rest.wrapping_mul(1_000_003) % count;
    let last = &LAST_PARTS[(at % lasts) as usize];
    at /= lasts;
    let mut word = String::new();
    for _ in 0..=middle_parts {
        word.push_str(FIRST_PARTS[(at % firsts) as usize]);
        at /= firsts;
    }
    word.push_str(&last.word);
    Noun { article: last.article, word }
}

/// A name of a street, a house, a foundation.
fn made_up_name(rank: u64) -> Noun {
    let (beginnings, ends) = &*NAME_PARTS;
    let (first, count) = (beginnings.len() as u64, ends.len() as u64);
    let at = rank.wrapping_mul(1_009);
    let mut word = beginnings[(at % first) as usize].to_owned();
    word.push_str(ends[(at / first % count) as usize]);
    let mut more = rank / (first * count);
    while more > 0 {
        word.push_str(ends[(more % count) as usize]);
        more /= count;
    }
    Noun { article: Article::De, word }
}

/// A word of the vocabulary with a letter left out, doubled or put in another place.
fn mistyped(rank: u64) -> Noun {
    let mut n = Numbers::of(&[rank, 0x7479_7065]);
    let nouns = &VOCABULARY.nouns;
    let noun = &nouns[n.rank(nouns.len(), 20.0)];
    let mut letters: Vec<char> = noun.word.chars().collect();
    for _ in 0..n.between(1, 2) {
        let at = n.below(letters.len() - 1);
        match n.below(3) {
            0 => drop(letters.remove(at)),
            1 => letters.insert(at, letters[at]),
            _ => letters.swap(at, at + 1),
        }
    }
    Noun { article: noun.article, word: letters.into_iter().collect() }
}

/// A code as registers give them.
fn code(rank: u64) -> Noun {
    const LETTERS: [&str; 8] = ["RB", "RV", "RIB", "Z", "INT", "BW", "DB", "AB"];
    let letters = LETTERS[(rank % 8) as usize];
    let number = mixed(&[rank]) % 10_000_000;
    Noun { article: Article::De, word: format!("{letters}{number:07}") }
}

/// The plural by the usual rule.
fn plural(word: &str) -> String {
    match word {
        _ if word.ends_with(['l', 'r', 'm']) && !word.ends_with("deel") => format!("{word}s"),
        _ if word.ends_with('e') => format!("{word}s"),
        _ => format!("{word}en"),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn nearly_each_rank_has_a_word_of_its_own() {
        let words: HashSet<String> = (0..200_000).map(|rank| rare_word(rank).word).collect();
        assert!(words.len() > 190_000, "{}", words.len());
        assert!(words.iter().all(|word| word.chars().count() >= 2));
    }

    #[test]
    fn the_word_of_a_rank_stays() {
        let told: Vec<String> = [0, 1, 15, 16, 18, 19, 70_000, 9_000_000, 1 << 52]
            .map(|rank| format!("{} {}", rare_word(rank).article.definite(), rare_word(rank).word))
            .to_vec();
        assert_eq!(
            told,
            [
                "de gemeentebegroting",
                "de raadsvergoeding",
                "de Bredeum",
                "de kadrrnota",
                "de jeugdwachtlijsten",
                "de RB3072369",
                "het schuldhulpevaluatiecentrum",
                "de woontoetsvoedselverordening",
                "de beeveiiliging"
            ]
        );
    }

    #[test]
    fn participles_of_verbs_on_eren() {
        let told =
            ["realiseren", "informeren", "evalueren", "uitfaseren", "beargumenteren", "experimenteren"].map(participle);
        assert_eq!(
            told,
            ["gerealiseerd", "geïnformeerd", "geëvalueerd", "uitgefaseerd", "beargumenteerd", "geëxperimenteerd"]
        );
    }
}
