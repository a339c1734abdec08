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
