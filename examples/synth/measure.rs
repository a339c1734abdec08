//! What text is like: how its vocabulary grows, how its words and its lengths are spread.

use std::collections::HashMap;
use std::fmt;

use crate::numbers::mixed;

/// Words from which on the growth of the vocabulary is looked at; before, chance has the upper hand.
const FROM_WORDS: f64 = 20_000.0;

/// Statistics of a collection of texts.
#[derive(Debug, Clone, PartialEq)]
pub struct Statistics {
    pub documents: usize,
    pub words: usize,
    /// Different words.
    pub types: usize,
    /// Heaps' law: types = k · words^b.
    pub k: f64,
    pub b: f64,
    /// Share of the different words that occur once.
    pub once: f64,
    /// Share of all words that the 10, 50, 1,000 and 5,000 most frequent make.
    pub shares: [f64; 4],
    /// Mean and deviation of the logarithm of the number of words of a document.
    pub length: (f64, f64),
    /// Letters of a word.
    pub letters: f64,
}

impl Statistics {
    /// Of texts, in an order that does not depend on theirs.
    pub fn of(texts: &[String]) -> Self {
        let mut order: Vec<usize> = (0..texts.len()).collect();
        order.sort_by_key(|place| mixed(&[*place as u64]));
        let mut counts: HashMap<String, usize> = HashMap::new();
        let (mut words, mut letters) = (0, 0);
        let (mut points, mut lengths) = (Vec::new(), Vec::new());
        for place in order {
            let before = words;
            for word in words_of(&texts[place]) {
                letters += word.chars().count();
                words += 1;
                *counts.entry(word).or_default() += 1;
            }
            if words > before {
                lengths.push(((words - before) as f64).ln());
                points.push((words as f64, counts.len() as f64));
            }
        }
        let (k, b) = growth(&points);
        let mean = lengths.iter().sum::<f64>() / lengths.len().max(1) as f64;
        let variance = lengths.iter().map(|l| (l - mean).powi(2)).sum::<f64>() / lengths.len().max(1) as f64;
        let mut by_count: Vec<usize> = counts.values().copied().collect();
        by_count.sort_unstable_by(|a, b| b.cmp(a));
        let once = counts.values().filter(|count| **count == 1).count() as f64 / counts.len().max(1) as f64;
        let share = |first: usize| by_count.iter().take(first).sum::<usize>() as f64 / words.max(1) as f64;
        Self {
            documents: lengths.len(),
            words,
            types: counts.len(),
            k,
            b,
            once,
            shares: [10, 50, 1000, 5000].map(share),
            length: (mean, variance.sqrt()),
            letters: letters as f64 / words.max(1) as f64,
        }
    }
}

impl fmt::Display for Statistics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{} documents, {} words, {} different ones", self.documents, self.words, self.types)?;
        writeln!(f, "Heaps: k = {:.1}, b = {:.3}; {:.0} % occur once", self.k, self.b, self.once * 100.0)?;
        let [ten, fifty, thousand, more] = self.shares.map(|share| share * 100.0);
        writeln!(f, "the 10, 50, 1,000, 5,000 most frequent make {ten:.1}, {fifty:.1}, {thousand:.1}, {more:.1} %")?;
        let (mean, deviation) = self.length;
        let median = mean.exp();
        writeln!(f, "length: median {median:.0} words, mean and deviation of the logarithm {mean:.2}, {deviation:.2}")?;
        write!(f, "{:.2} letters a word", self.letters)
    }
}

/// What begins with a letter, without capitals.
fn words_of(text: &str) -> impl Iterator<Item = String> + '_ {
    let is_inner = |c: char| c.is_alphanumeric() || matches!(c, '\'' | '’' | '-' | '_');
    let pieces = text.split(move |c: char| !is_inner(c));
    let pieces = pieces.map(|piece| piece.trim_start_matches(|c: char| !c.is_alphabetic()));
    pieces.filter(|piece| !piece.is_empty()).map(str::to_lowercase)
}

/// A straight line through the logarithms of words and types, each twentieth of a power of e counted once.
fn growth(points: &[(f64, f64)]) -> (f64, f64) {
    let mut chosen: Vec<(f64, f64)> = Vec::new();
    for (words, types) in points.iter().filter(|(words, _)| *words >= FROM_WORDS) {
        let point = (words.ln(), types.ln());
        if chosen.last().is_none_or(|last| point.0 > last.0 + 0.05) {
            chosen.push(point);
        }
    }
    let n = chosen.len().max(1) as f64;
    let (x, y) = chosen.iter().fold((0.0, 0.0), |(x, y), point| (x + point.0 / n, y + point.1 / n));
    let (mut above, mut below) = (0.0, 0.0);
    for point in &chosen {
        above += (point.0 - x) * (point.1 - y);
        below += (point.0 - x).powi(2);
    }
    let b = above / below;
    ((y - b * x).exp(), b)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::Collection;

    /// Measured on 797 real texts with `--measure`: k 9.3, b .599; 26, 43, 74 and 91 %; 46 % occur once; lengths 6.2 and 1.67;
    /// 5.8 letters.
    #[test]
    fn papers_have_the_statistics_of_real_ones() {
        let collection = Collection { seed: 3, files: 500 };
        let texts: Vec<String> = (0..collection.files)
            .flat_map(|number| collection.first(number))
            .filter(|made| made.path.ends_with(".txt"))
            .filter_map(|made| String::from_utf8(made.bytes).ok())
            .collect();
        let s = Statistics::of(&texts);
        let is_near = |value: f64, real: f64, most: f64| (value - real).abs() <= most;
        assert!(is_near(s.b, 0.60, 0.05), "{s}");
        // What it comes to in a collection of that size, as k and b belong together.
        let types = |k: f64, b: f64| k * 500_000_f64.powf(b);
        assert!(is_near(types(s.k, s.b) / types(9.3, 0.599), 1.0, 0.2), "{s}");
        assert!(is_near(s.once, 0.46, 0.1), "{s}");
        for (share, real) in s.shares.into_iter().zip([0.26, 0.43, 0.78, 0.93]) {
            assert!(is_near(share, real, 0.07), "{s}");
        }
        assert!(is_near(s.length.0, 6.2, 0.3) && is_near(s.length.1, 1.67, 0.3), "{s}");
        assert!(is_near(s.letters, 5.8, 0.6), "{s}");
    }

    #[test]
    fn growth_is_found_again() {
        let points: Vec<(f64, f64)> =
            (1..500).map(|n| (f64::from(n) * 1e4, 7.0 * (f64::from(n) * 1e4).powf(0.6))).collect();
        let (k, b) = growth(&points);
        assert!((k - 7.0).abs() < 1e-6 && (b - 0.6).abs() < 1e-9);
    }

    #[test]
    fn words_begin_with_a_letter() {
        assert_eq!(
            words_of("Het 2e plan, 's-Hertogenbosch 1.200").collect::<Vec<_>>(),
            ["het", "e", "plan", "s-hertogenbosch"]
        );
    }
}
