//! Scores fall with the rank, lie above 1 for all words and below for some, and are what their shares add up to.

use super::{Corpus, text};

fn mixed() -> Corpus {
    Corpus::of(&[
        text("a", "Het college verlengt de loonkostensubsidie voor beschut werk."),
        text("b", "De subsidie voor loonkosten blijft, ook voor wie beschut werkt."),
        text("c", "De LKS loopt af en het loonkostenvoordeel blijft."),
        text("d", "Een subsidie voor de kermis; het college is er blij mee."),
        text("e", "Beschut werk krijgt een plek in de kwekerij van de sociale werkvoorziening."),
        text("f", "De Wsw gaat op slot, het college zoekt naar beschutte werkplekken."),
    ])
}

const QUERIES: &[&str] = &[
    "loonkostensubsidie",
    "subsidie college",
    "beschut werk subsidie",
    "Wsw beschut werk",
    "wat doet het college met de loonkosten?",
    "LKS",
    "subsidei",
];

#[test]
fn scores_never_rise_with_the_rank() {
    let corpus = mixed();
    for query in QUERIES {
        let found = corpus.ask(query);
        let scores = found.scores();
        assert!(scores.len() > 1, "{found}");
        assert!(scores.windows(2).all(|pair| pair[0] >= pair[1]), "{query}: {scores:?}");
        let full = found.full().len();
        assert!(scores[..full].iter().all(|score| *score > 1.0), "{query}: {scores:?}");
        assert!(scores[full..].iter().all(|score| (0.0..1.0).contains(score)), "{query}: {scores:?}");
    }
}

#[test]
fn the_shares_add_up_to_the_score() {
    let corpus = mixed();
    for query in QUERIES {
        let found = corpus.ask(query);
        for (score, shares) in found.scores().into_iter().zip(found.shares()) {
            let sum: f64 = shares.iter().map(|(_, share)| share).sum();
            let (rule, last) = shares.last().expect("a share");
            let expected = match rule.as_str() {
                "all words" => sum,
                // A factor for the rest, and then below 1.
                "some words" => {
                    let lessened = (sum - last) * last;
                    lessened / (1.0 + lessened)
                }
                other => panic!("{other} comes last: {found}"),
            };
            assert!((score - expected).abs() < 1e-4, "{query}: {score} is told as {expected}: {found}");
        }
    }
}
