//! Spellings of one word find one another.

use super::{Corpus, text};

#[test]
fn hyphen_diaeresis_and_neither_are_the_same() {
    let corpus = Corpus::of(&[
        text("streepje", "De klant begint aan zijn re-integratie."),
        text("trema", "De klant begint aan zijn reïntegratie."),
        text("kaal", "De klant begint aan zijn reintegratie."),
    ]);
    for query in ["re-integratie", "reïntegratie", "reintegratie", "RE-INTEGRATIE"] {
        let found = corpus.ask(query);
        assert_eq!(found.full_sorted(), ["kaal", "streepje", "trema"], "{found}");
    }
    assert_shown!(corpus.ask("reïntegratie"));
}

#[test]
fn mayor_and_aldermen_are_the_same_in_every_spelling() {
    let corpus = Corpus::of(&[
        text("teken", "Het voorstel van B&W ligt ter inzage."),
        text("woorden", "Het voorstel van B en W ligt ter inzage."),
        text("los", "Het voorstel van B & W ligt ter inzage."),
    ]);
    for query in ["B&W", "B en W", "B & W"] {
        let found = corpus.ask(query);
        assert_eq!(found.full_sorted(), ["los", "teken", "woorden"], "{found}");
    }
}

#[test]
fn a_bracketed_part_may_be_there_or_not() {
    let corpus = Corpus::of(&[text("haak", "De (meerjaren)begroting is sluitend.")]);
    for query in ["begroting", "meerjarenbegroting"] {
        corpus.ask(query).expect(&["haak"], &[]);
    }
}
