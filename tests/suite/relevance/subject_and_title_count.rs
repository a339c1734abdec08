//! What a document is about counts for its passages: its subject and its title.

use serde_json::json;

use super::Corpus;

#[test]
fn subject_and_title_add_to_what_the_text_says() {
    let corpus = Corpus::of(&[
        json!({"id": "terloops", "title": "Brief", "subject": "Stand van zaken",
            "text": "Voor de dagbesteding komt een ruimte vrij."}),
        json!({"id": "titel", "title": "Dagbesteding", "subject": "Stand van zaken",
            "text": "Voor de dagbesteding komt een ruimte vrij."}),
        json!({"id": "zaak", "title": "Brief", "subject": "Dagbesteding",
            "text": "Voor de dagbesteding komt een ruimte vrij."}),
    ]);
    let found = corpus.ask("dagbesteding");
    for about in ["titel", "zaak"] {
        assert!(found.score(about) > found.score("terloops"), "{found}");
    }
    assert_eq!(found.full().last().map(String::as_str), Some("terloops"), "{found}");
}

#[test]
fn a_word_may_stand_in_the_text_or_above_it() {
    let corpus = Corpus::of(&[
        json!({"id": "anders", "title": "Brief", "subject": "Jeugdzorg", "text": "Er komt een ruimte vrij in de wijk."}),
        json!({"id": "zaak", "title": "Brief", "subject": "Kinderopvang", "text": "Er komt een ruimte vrij in de wijk."}),
        json!({"id": "titel", "title": "Kinderopvang", "subject": "Stand", "text": "Er komt een ruimte vrij in de wijk."}),
    ]);
    let found = corpus.ask("ruimte kinderopvang");
    assert_eq!(found.full_sorted(), ["titel", "zaak"], "{found}");
    assert_eq!(found.partial(), ["anders"], "{found}");
    assert_shown!(found);
}
