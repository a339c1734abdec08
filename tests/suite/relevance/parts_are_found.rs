//! A compound is found by its parts, one or several, and by its parts written apart.

use super::{Corpus, text};

#[test]
fn a_compound_is_found_by_each_part_and_by_all() {
    let corpus = Corpus::of(&[
        text("anders", "De gemeente geeft geld aan het zwembad."),
        text("heel", "Een werkgever vraagt loonkostensubsidie aan."),
    ]);
    let by_part = corpus.ask("subsidie");
    let by_other_part = corpus.ask("loonkosten");
    let by_all = corpus.ask("loonkosten subsidie");
    for found in [&by_part, &by_other_part, &by_all] {
        found.expect(&["heel"], &[]);
    }
    assert_shown!(by_part, by_other_part, by_all);
}

#[test]
fn a_compound_is_found_written_apart() {
    let corpus = Corpus::of(&[
        text("anders", "De gemeente geeft geld aan het zwembad."),
        text("heel", "Het participatiebedrijf zoekt nieuwe mensen."),
        text("zorg", "De gezondheidszorg zoekt nieuwe mensen."),
    ]);
    let apart = corpus.ask("participatie bedrijf");
    let with_s = corpus.ask("gezondheid zorg");
    apart.expect(&["heel"], &[]);
    assert_eq!(with_s.full(), ["zorg"], "{with_s}");
    assert_shown!(apart, with_s);
}

#[test]
fn a_part_is_found_in_its_plural() {
    let corpus = Corpus::of(&[text("heel", "Er zijn twee beleidsplannen over de inkomenstoeslagen.")]);
    for query in ["plan", "toeslag", "inkomenstoeslag", "beleidsplan toeslagen"] {
        corpus.ask(query).expect(&["heel"], &[]);
    }
}
