//! A hyphen, a space, words between or nothing at all: the same compound.

use super::{Corpus, text};

fn forms() -> Corpus {
    Corpus::of(&[
        text("streepje", "Dit jaar is er een BUIG-overschot van belang."),
        text("spatie", "Dit jaar is er een BUIG overschot van belang."),
        text("zinsdeel", "Dit jaar is er een overschot op de BUIG."),
        text("aaneen", "Dit jaar is er een BUIGoverschot van belang."),
        text("anders", "Dit jaar is er een tekort van belang."),
    ])
}

#[test]
fn every_form_finds_every_other() {
    let corpus = forms();
    for query in ["BUIG-overschot", "BUIG overschot", "overschot op de BUIG", "BUIGoverschot"] {
        let found = corpus.ask(query);
        assert_eq!(found.full_sorted(), ["aaneen", "spatie", "streepje", "zinsdeel"], "{found}");
    }
}

#[test]
fn what_belongs_together_comes_before_what_merely_stands_near() {
    let found = forms().ask("BUIG-overschot");
    assert_eq!(found.full().last().map(String::as_str), Some("zinsdeel"), "{found}");
    assert_shown!(found);
}
