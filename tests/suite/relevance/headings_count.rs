//! A heading answers for the text below it, and adds to what that says.

use super::Corpus;

#[test]
fn a_heading_adds_to_what_the_text_says() {
    let corpus = Corpus::of_files(&[
        ("a.md", "# Nota\n\n## Algemeen\n\nDe deeltaxi rijdt voortaan ook op zondag.\n"),
        ("b.md", "# Nota\n\n## Deeltaxi\n\nDe deeltaxi rijdt voortaan ook op zondag.\n"),
    ]);
    let found = corpus.ask("deeltaxi");
    found.expect(&["b.md", "a.md"], &[]);
    assert_shown!(found);
}

#[test]
fn a_word_may_stand_in_the_heading_only() {
    let corpus = Corpus::of_files(&[
        ("a.md", "# Nota\n\n## Algemeen\n\nDe plaatsen zijn dit jaar op.\n"),
        ("b.md", "# Nota\n\n## Beschut werk\n\nDe plaatsen zijn dit jaar op.\n"),
    ]);
    let found = corpus.ask("plaatsen beschut werk");
    found.expect(&["b.md"], &["a.md"]);
    assert_shown!(found);
}

#[test]
fn a_heading_with_the_word_comes_before_a_text_that_mentions_it() {
    let corpus = Corpus::of_files(&[
        ("a.md", "# Nota\n\n## Vervoer\n\nDe bus rijdt ook voor wie een jobcoach heeft, op alle dagen.\n"),
        ("b.md", "# Nota\n\n## Jobcoach\n\nDe begeleiding op het werk duurt een jaar, op alle dagen.\n"),
    ]);
    let found = corpus.ask("jobcoach");
    found.expect(&["b.md", "a.md"], &[]);
    assert_shown!(found);
}
