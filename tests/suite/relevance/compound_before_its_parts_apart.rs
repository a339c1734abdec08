//! A compound comes before its parts written apart; what has these far from one another, or one of them, is no full answer.

use super::{Corpus, text};

#[test]
fn the_whole_then_its_parts_together_then_far_apart_then_one_of_them() {
    let corpus = Corpus::of(&[
        text("deel", "Het college verlengt de subsidie en meldt wat er dit jaar nog komt in deze kleine kern."),
        text("los", "De loonkosten stijgen dit jaar en het college meldt in deze kleine kern een nieuwe subsidie."),
        text("samen", "Het college verlengt de subsidie voor loonkosten en meldt dat een jaar lang in deze kern."),
        text("heel", "Het college verlengt de loonkostensubsidie en meldt wat er dit jaar nog komt in deze kern."),
    ]);
    let found = corpus.ask("loonkostensubsidie");
    found.expect(&["heel", "samen"], &["los", "deel"]);
    assert_shown!(found);
}
