//! Words with a bracketed part: `(meerjaren)begroting`, `opgave(n)`, `medewerk(st)er`.
//!
//! One word that may be read in two ways: without the part (its form) and with it (added to it). Where two parts take
//! turns (`echtgeno(o)t(e)`), a vowel in the first of them makes the syllable long that the second leaves open.

use std::ops::Range;

use super::{MAX_WORD_CHARS, Segment, SegmentKind, word};

/// Fewest letters outside the brackets; fewer are a symbol or a formula: `f(x)`.
const MIN_LETTERS: usize = 2;
/// Most bracketed parts of one word.
const MAX_PARTS: usize = 2;
/// Fewest letters of a part that may be a word by itself: `(jeugd)zorg`, `zal(zullen)`, but not `opgave(n)`.
const MIN_WORD_LETTERS: usize = 4;

/// Adds the words of a chunk that holds brackets.
pub(super) fn cut(text: &str, range: Range<usize>, found: &mut Vec<Segment>) {
    let mut done = range.start;
    let mut start = range.start;
    let is_part = |c: char| c.is_alphabetic() || matches!(c, '(' | ')' | '-');
    for (at, c) in text[range.clone()].char_indices().map(|(at, c)| (range.start + at, c)).chain([(range.end, ' ')]) {
        if is_part(c) {
            continue;
        }
        if let Some((run, reading)) = read(text, start..at) {
            word::cut(text, done..run.start, found);
            done = run.end;
            let mut segment =
                Segment { form: Some(reading.without.into()), ..Segment::new(run.clone(), SegmentKind::Word) };
            for also in reading.also {
                segment.add(run.end, SegmentKind::Word, also);
            }
            found.push(segment);
        }
        start = at + c.len_utf8();
    }
    word::cut(text, done..range.end, found);
}

struct Reading {
    without: String,
    also: Vec<String>,
}

/// Reads a run of letters, brackets and hyphens as a word with bracketed parts.
fn read(text: &str, run: Range<usize>) -> Option<(Range<usize>, Reading)> {
    let run = without_outer_brackets(text, run).filter(|run| run.len() <= MAX_WORD_CHARS)?;
    let written = &text[run.clone()];
    let shouted = !written.contains(char::is_lowercase);
    let pieces: Vec<&str> = written.split(['(', ')']).collect();
    // Outside and inside take turns, as nothing is nested.
    let is_inside = |i: usize| i % 2 == 1;
    let mut bare = Vec::with_capacity(pieces.len());
    for (i, piece) in pieces.iter().enumerate() {
        let letters = if is_inside(i) { piece.trim_matches('-') } else { piece };
        if letters.contains('-') || is_inside(i) && letters.is_empty() {
            return None;
        }
        // `Participatiewet(Pw)` lost a space; only what begins the word has a capital.
        let begins = bare.iter().all(|before: &&str| before.is_empty());
        if !shouted && (is_inside(i) || !begins) && letters.chars().skip(usize::from(begins)).any(char::is_uppercase) {
            return None;
        }
        bare.push(letters);
    }
    let parts = bare.len() / 2;
    let with = |wanted: &dyn Fn(usize) -> bool| -> String {
        bare.iter().enumerate().filter(|(i, _)| !is_inside(*i) || wanted(*i)).map(|(_, letters)| *letters).collect()
    };
    let without = with(&|_| false);
    if !(1..=MAX_PARTS).contains(&parts) || without.chars().filter(|c| c.is_alphabetic()).count() < MIN_LETTERS {
        return None;
    }
    let takes_turns = parts == 2 && bare[1].len() == 1 && bare[0].ends_with(bare[1]);
    if takes_turns {
        return Some((run, Reading { without: with(&|i| i == 1), also: vec![with(&|i| i == 3)] }));
    }
    let mut also = vec![with(&|_| true)];
    let words = bare.iter().enumerate().filter(|(i, _)| is_inside(*i)).map(|(_, letters)| *letters);
    also.extend(words.filter(|letters| letters.chars().count() >= MIN_WORD_LETTERS).map(str::to_owned));
    Some((run, Reading { without, also }))
}

/// The run without brackets that close or open nothing in it, or enclose all of it. `None` where brackets are nested
/// or absent.
fn without_outer_brackets(text: &str, run: Range<usize>) -> Option<Range<usize>> {
    let mut run = run;
    loop {
        let written = &text[run.clone()];
        let trimmed = written.trim_matches('-');
        if trimmed.len() < written.len() {
            let lead = written.len() - written.trim_start_matches('-').len();
            run = run.start + lead..run.start + lead + trimmed.len();
            continue;
        }
        let mut depth = 0_usize;
        let mut deepest = 0;
        for c in written.chars() {
            match c {
                '(' => depth += 1,
                ')' if depth == 0 => {
                    // `wethouder(s))` closes what began before it.
                    let bare = written.strip_suffix(')')?;
                    run = run.start..run.start + bare.len();
                    depth = usize::MAX;
                    break;
                }
                ')' => depth -= 1,
                _ => {}
            }
            deepest = deepest.max(depth);
        }
        match depth {
            usize::MAX => {}
            0 if deepest == 1 => return Some(run),
            0 if deepest == 0 => return None,
            // `(wethouder(s)` and `(wethouder(s))`
            0 if written.starts_with('(') && written.ends_with(')') => run = run.start + 1..run.end - 1,
            0 => return None,
            _ if written.starts_with('(') => run = run.start + 1..run.end,
            _ => return None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::shown;

    #[test]
    fn reads_words_with_and_without_the_part() {
        for (text, expected) in [
            ("(meerjaren)begroting", "begroting{meerjarenbegroting}{meerjaren}"),
            ("(Her)indicatie", "indicatie{Herindicatie}"),
            ("opgave(n),", "opgave{opgaven}"),
            ("WETHOUDER(S)", "WETHOUDER{WETHOUDERS}"),
            ("medewerk(st)er", "medewerker{medewerkster}"),
            ("beleid(s)-", "beleid{beleids}"),
            ("(mede)werkers.", "werkers{medewerkers}{mede}"),
            ("(co-)financiering", "financiering{cofinanciering}"),
            ("wijk(-en)", "wijk{wijken}"),
            ("(wethouder(s))", "wethouder{wethouders}"),
            ("(wethouder(s)", "wethouder{wethouders}"),
            ("begroting(en)/rekening(en)", "begroting{begrotingen} rekening{rekeningen}"),
            ("cliënt(en)", "cliënt{cliënten}"),
            ("zal(zullen)", "zal{zalzullen}{zullen}"),
            ("echtgeno(o)t(e)", "echtgenoot{echtgenote}"),
            ("aanvra(a)g(en)", "aanvraag{aanvragen}"),
            ("(arbeids)(on)geschiktheid", "geschiktheid{arbeidsongeschiktheid}{arbeids}"),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
    }

    #[test]
    fn leaves_other_brackets_alone() {
        for (text, expected) in [
            ("(beleid)", "beleid"),
            ("Participatiewet(Pw)", "Participatiewet Pw"),
            ("5(2)", "5 2"),
            ("f(x)", "f x"),
            ("a(b(c)d)e", "a b c d e"),
            ("beleid(zie", "beleid zie"),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
    }
}
