use std::collections::HashMap;

use proptest::prelude::*;

use super::*;
use crate::analysis::Analyzer;
use crate::analysis::fold::fold;

fn texts(surface: &str, shouting: bool) -> Vec<&'static str> {
    Synonyms::builtin().of_abbreviation(surface, shouting).into_iter().map(|e| e.text.as_str()).collect()
}

/// `words: text, text` of every name that begins at the first word.
fn at_first(synonyms: &Synonyms, query: &str) -> Vec<String> {
    let shown = |at: &SynonymsAt<'_>| {
        let texts: Vec<&str> = at.expansions.iter().map(|e| e.text.as_str()).collect();
        format!("{}: {}", at.words, texts.join(", "))
    };
    let stems = Analyzer::default().stems(query);
    synonyms.matching_at(&stems, 0).iter().map(shown).collect()
}

#[test]
fn an_abbreviation_stands_for_its_names_in_any_case_and_with_endings() {
    for typed in ["Wsw", "WSW", "wsw", "Wsw'ers", "wsw’er", "WSW-ers", "W.s.w."] {
        assert_eq!(texts(typed, false), ["Wet sociale werkvoorziening", "sociale werkvoorziening"], "{typed}");
    }
    assert_eq!(texts("pgb's", true), ["persoonsgebonden budget"]);
    assert_eq!(texts("BOAs", false), ["buitengewoon opsporingsambtenaar"]);
    assert_eq!(texts("Pwet", false), ["Participatiewet", "PW"]);
    assert_eq!(texts("b&w", false)[0], "burgemeester en wethouders");
    assert!(texts("wethouder", false).is_empty() && texts("", false).is_empty() && texts("'s", false).is_empty());
}

#[test]
fn an_ambiguous_one_only_in_capitals_that_tell_something() {
    assert_eq!(texts("OR", false), ["ondernemingsraad"]);
    assert_eq!(texts("OR-en", false), ["ondernemingsraad"]);
    for (typed, shouting) in
        [("or", false), ("Or", false), ("OR", true), ("zin", false), ("Map", false), ("now", false)]
    {
        assert!(texts(typed, shouting).is_empty(), "{typed} {shouting}");
    }
    assert_eq!(texts("ZIN", false), ["zorg in natura"]);
    assert_eq!(texts("BW", false)[..2], ["beschermd wonen", "Burgerlijk Wetboek"]);
}

#[test]
fn what_an_abbreviation_chiefly_means_in_any_case_and_the_rest_in_capitals() {
    assert_eq!(texts("vso", false), ["voortgezet speciaal onderwijs"]);
    assert_eq!(texts("VSO", false), ["voortgezet speciaal onderwijs", "vaststellingsovereenkomst"]);
    assert_eq!(texts("VvE", false), ["vereniging van eigenaars"]);
    assert_eq!(texts("vve", false)[0], "voor- en vroegschoolse educatie");
}

#[test]
fn a_name_gives_its_abbreviation_whatever_its_inflection() {
    let builtin = Synonyms::builtin();
    assert_eq!(at_first(builtin, "wet maatschappelijke ondersteuning 2015"), ["3: Wmo"]);
    assert_eq!(at_first(builtin, "loonkostensubsidies"), ["1: LKS, loonkostenvoordeel"]);
    assert_eq!(at_first(builtin, "persoonsgebonden budgetten"), ["2: pgb"]);
    assert_eq!(at_first(builtin, "dienstverlening"), [""; 0]);
    let stems = Analyzer::default().stems("overschot participatiewet");
    let found = &builtin.matching_at(&stems, 1)[0].expansions[0];
    assert_eq!((found.text.as_str(), found.relation), ("P-wet", Relation::Abbreviation));
    assert_eq!(found.reason(), "Participatiewet is shortened to P-wet");
    assert!(builtin.matching_at(&stems, 2).is_empty() && builtin.matching_at(&stems, 9).is_empty());
}

#[test]
fn the_longest_name_comes_first() {
    let list = "ABC\tAdviesraad bedrijven\nABCD\tAdviesraad bedrijven centrum\n";
    let synonyms = Synonyms::new(&SynonymList::parse(list).unwrap(), &Analyzer::default());
    assert_eq!(at_first(&synonyms, "adviesraad bedrijven centrum"), ["3: ABCD", "2: ABC"]);
}

#[test]
fn variants_stand_for_one_another() {
    let builtin = Synonyms::builtin();
    assert_eq!(at_first(builtin, "statushouders"), ["1: vergunninghouder, asielstatushouder, nieuwkomer"]);
    assert_eq!(at_first(builtin, "vergunninghouder")[0], "1: statushouder, asielstatushouder");
    let stems = Analyzer::default().stems("nieuwkomers");
    let related = &builtin.matching_at(&stems, 0)[0].expansions[0];
    assert_eq!(
        (related.relation, related.reason().as_str()),
        (Relation::Related, "statushouder is related to nieuwkomer")
    );
}

#[test]
fn a_user_adds_and_corrects() {
    let own = SynonymList::parse(
        "WVG\tWet voorkeursrecht gemeenten\tno\tours\nXYZ\tZorgloket van ons\nzorgloket|sociaal loket\tnear\n",
    )
    .unwrap();
    let merged = Synonyms::new(&SynonymList::builtin().clone().merged(own), &Analyzer::default());
    let of = |typed| merged.of_abbreviation(typed, false).into_iter().map(|e| e.text.as_str()).collect::<Vec<_>>();
    assert_eq!(of("wvg"), ["Wet voorkeursrecht gemeenten"], "what was ambiguous is no more");
    assert_eq!(of("xyz"), ["Zorgloket van ons"]);
    assert_eq!(at_first(&merged, "zorgloketten"), ["1: XYZ, sociaal loket"]);
}

#[test]
fn a_line_that_cannot_be_read_is_named_with_what_to_write() {
    let message = |text: &str| SynonymList::parse(text).unwrap_err().to_string();
    assert_eq!(
        message("# note\nABC"),
        "line 2: only one cell; write an abbreviation, a tab and its full name, or words separated by | with a tab and \"near\" or \"related\""
    );
    assert_eq!(message("ABC\t ; "), "line 1: no full name; write what the abbreviation stands for");
    assert_eq!(
        message("ABC\tvan de"),
        "line 1: \"van de\" has small words only, which are not searched for; write the name in full"
    );
    assert_eq!(
        message("ABC\tAlgemeen Bureau\tmaybe"),
        "line 1: \"maybe\" says not whether it is ambiguous; write no, yes or word"
    );
    assert_eq!(message("loon|salaris\tsame"), "line 1: \"same\" is no class of variants; write near or related");
    assert_eq!(message("loon|\tnear"), "line 1: fewer than two words; write those that are used for one another");
    assert_eq!(message("-\tAlgemeen Bureau"), "line 1: no letter or digit in the abbreviation");
}

#[test]
fn our_lists_are_sound() {
    let list = SynonymList::builtin();
    let mut chief: HashMap<String, usize> = HashMap::new();
    let mut seen: Vec<(String, String)> = Vec::new();
    for abbreviation in &list.abbreviations {
        let short = &abbreviation.short;
        *chief.entry(fold(short)).or_default() += usize::from(abbreviation.ambiguity == Ambiguity::None);
        let meaning = (short.clone(), fold(&abbreviation.names[0]));
        assert!(!seen.contains(&meaning), "{short} has that meaning twice");
        seen.push(meaning);
    }
    let twice: Vec<_> = chief.iter().filter(|(_, meanings)| **meanings > 1).collect();
    assert!(twice.is_empty(), "no more than one chief meaning: {twice:?}");
    let mut pairs: Vec<[&str; 2]> = Vec::new();
    for group in &list.variants {
        for (i, word) in group.words.iter().enumerate() {
            for other in &group.words[i + 1..] {
                let mut pair = [word.as_str(), other.as_str()];
                pair.sort_unstable();
                assert!(!pairs.contains(&pair), "{pair:?} stand in two groups");
                pairs.push(pair);
            }
        }
    }
}

proptest! {
    #[test]
    fn any_word_may_be_asked_for(word in "(\\PC|OR|wsw|'s|-er|’){0,12}", shouting: bool) {
        for expansion in Synonyms::builtin().of_abbreviation(&word, shouting) {
            prop_assert!(!expansion.stems.is_empty() && !expansion.reason().is_empty());
        }
    }

    #[test]
    fn any_text_is_a_list_or_names_its_line(text in "(\\PC|\t|\n|\\||;|no|near){0,60}") {
        match SynonymList::parse(&text) {
            Ok(list) => drop(Synonyms::new(&list, &Analyzer::default())),
            Err(error) => prop_assert!(error.line >= 1 && error.line <= text.lines().count()),
        }
    }
}
