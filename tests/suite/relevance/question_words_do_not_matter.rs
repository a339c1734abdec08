//! A question ranks as the words do that say what it is about.

use super::{Corpus, text};

#[test]
fn a_question_ranks_as_its_content_words() {
    let corpus = Corpus::of(&[
        text("een", "De raad wil van het overschot af."),
        text("ver", "Over de BUIG wil de raad niets meer horen, want na drie jaar is er nog steeds een overschot."),
        text("dichtbij", "De raad wil dat een overschot op de BUIG terugvloeit, anders blijft het wat het nu is."),
        text("vragen", "Wat is het, hoe kan dat, wie wil er wat van en waarom is dat er?"),
    ]);
    let question = corpus.ask("Wat wil de raad met het overschot op de BUIG?");
    let words = corpus.ask("raad overschot BUIG");
    question.expect(&["dichtbij", "ver"], &["een"]);
    assert_eq!(question.names(), words.names(), "{question}\n{words}");
    assert_shown!(question);
}

#[test]
fn how_it_is_asked_does_not_matter() {
    let corpus = Corpus::of(&[
        text("weinig", "Er is een wachtlijst in de gemeente."),
        text("veel", "Voor beschut werk is er een wachtlijst."),
    ]);
    let plain = corpus.ask("wachtlijst beschut werk");
    for question in [
        "Is er een wachtlijst voor beschut werk?",
        "Hoe is het met de wachtlijst voor beschut werk?",
        "Waarom is er een wachtlijst voor het beschut werk?",
    ] {
        assert_eq!(corpus.ask(question).names(), plain.names(), "{question}");
        assert_eq!(corpus.ask(question).full(), ["veel"], "{question}");
    }
}
