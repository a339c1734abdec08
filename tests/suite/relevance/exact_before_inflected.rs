//! The form that was typed comes before another form of the same word.

use super::{Corpus, text};

#[test]
fn the_form_that_was_typed_comes_first() {
    let corpus = Corpus::of(&[
        text("enkelvoud", "De raad besluit over het overschot van dit jaar."),
        text("meervoud", "De raad besluit over de overschotten van dit jaar."),
    ]);
    let singular = corpus.ask("overschot");
    let plural = corpus.ask("overschotten");
    singular.expect(&["enkelvoud", "meervoud"], &[]);
    plural.expect(&["meervoud", "enkelvoud"], &[]);
    assert_shown!(singular, plural);
}
