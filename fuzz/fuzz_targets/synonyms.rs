//! Text of a list of synonyms or of a configuration → abbreviations and variants, and what the search finds by them.
//!
//! Whatever the text: no panic; what is wrong names its line in words; a list that was read is the same when it is written
//! down and read again; whatever is found for words has words itself.
#![no_main]

use griffie::analysis::Analyzer;
use griffie::config::Config;
use griffie::query::synonym::{Ambiguity, Expansion, SynonymList, Synonyms};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if let Err(mistakes) = Config::parse(text, "griffie.toml".as_ref()) {
        assert!(!mistakes.is_empty(), "refused without a reason");
        for mistake in mistakes {
            assert!(1 <= mistake.line && mistake.line <= text.split('\n').count(), "no line of the text: {mistake}");
        }
    }
    let list = match SynonymList::parse(text) {
        Ok(list) => list,
        Err(error) => {
            assert!(1 <= error.line && error.line <= text.lines().count(), "no line of the text: {error}");
            assert!(!error.problem.to_string().contains(char::is_control), "{error}");
            return;
        }
    };
    assert!(list.abbreviations.iter().all(|a| !a.short.is_empty() && !a.names.is_empty()), "{list:?}");
    assert!(list.variants.iter().all(|group| group.words.len() > 1), "{list:?}");
    assert_eq!(SynonymList::parse(&written(&list)).as_ref(), Ok(&list), "another list when read again");

    let analyzer = Analyzer::default();
    let synonyms = Synonyms::new(&list, &analyzer);
    for abbreviation in &list.abbreviations {
        for shouting in [false, true] {
            synonyms.of_abbreviation(&abbreviation.short, shouting).into_iter().for_each(check);
        }
    }
    let names =
        list.abbreviations.iter().flat_map(|a| &a.names).chain(list.variants.iter().flat_map(|group| &group.words));
    for name in names {
        let stems = analyzer.stems(name);
        for start in 0..=stems.len() {
            for found in synonyms.matching_at(&stems, start) {
                assert!(1 <= found.words && start + found.words <= stems.len(), "words that are not there: {found:?}");
                assert!(!found.expansions.is_empty(), "nothing stands for it: {found:?}");
                found.expansions.iter().for_each(check);
            }
        }
    }
});

fn check(expansion: &Expansion) {
    assert!(!expansion.stems.is_empty() && expansion.stems.iter().all(|stem| !stem.is_empty()), "{expansion:?}");
    assert!(!expansion.reason().is_empty());
}

/// Lines that begin with a space, as `#` opens a note only at the beginning.
fn written(list: &SynonymList) -> String {
    let ambiguous = |ambiguity| match ambiguity {
        Ambiguity::None => "no",
        Ambiguity::Meanings => "yes",
        Ambiguity::Word => "word",
    };
    let abbreviations =
        list.abbreviations.iter().map(|a| format!(" {}\t{}\t{}\n", a.short, a.names.join(";"), ambiguous(a.ambiguity)));
    let class = |near| if near { "near" } else { "related" };
    let variants = list.variants.iter().map(|group| format!(" {}\t{}\n", group.words.join("|"), class(group.near)));
    abbreviations.chain(variants).collect()
}
