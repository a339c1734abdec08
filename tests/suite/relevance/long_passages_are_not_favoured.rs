//! A long passage does not come first because it has more words.

use super::{Corpus, text};

const FILLING: &str = "Daarnaast gaat het stuk over de haven, de brug, het dorpshuis, de speeltuin, de winkels, de markt en \
    de toren, waar in de zomer veel bezoekers komen. Het noemt ook de dijk, het strand en de nieuwe rotonde.";

#[test]
fn a_mention_in_a_short_passage_comes_before_one_in_a_long_passage() {
    let long = format!("De huurachterstand loopt op. {FILLING}");
    let corpus = Corpus::of(&[text("lang", &long), text("kort", "De huurachterstand loopt op.")]);
    let found = corpus.ask("huurachterstand");
    found.expect(&["kort", "lang"], &[]);
    assert_shown!(found);
}

#[test]
fn two_mentions_in_a_very_long_passage_do_not_come_before_one_in_a_short() {
    let long = format!("De huurachterstand loopt op. {FILLING} {FILLING} De huurachterstand blijft.");
    let corpus = Corpus::of(&[text("lang", &long), text("kort", "De huurachterstand loopt op.")]);
    corpus.ask("huurachterstand").expect(&["kort", "lang"], &[]);
}
