//! The same search gives the same order, in the same index and in one built anew; equal scores are ordered by id.

use serde_json::Value;

use super::{Corpus, text};

fn papers() -> Vec<Value> {
    let subject = ["schuldhulp", "jeugdzorg", "mantelzorg", "stadspas", "dagopvang"];
    let papers = (0..40).map(|i| {
        let (one, other) = (subject[i % 5], subject[(i * 7 + 1) % 5]);
        text(&format!("stuk-{i:02}"), &format!("De raad bespreekt {one} en daarna {other}."))
    });
    papers.collect()
}

#[test]
fn the_same_search_gives_the_same_order() {
    let (here, anew) = (Corpus::of(&papers()), Corpus::of(&papers()));
    for query in ["schuldhulp mantelzorg", "raad jeugdzorg", "stadspas", "wat bespreekt de raad?"] {
        let first = here.ask(query);
        assert!(first.names().len() > 5, "{first}");
        assert_eq!(first.to_string(), here.ask(query).to_string());
        assert_eq!(first.to_string(), anew.ask(query).to_string(), "the order of an index built anew");
    }
}

#[test]
fn equal_scores_are_ordered_by_id() {
    let sentence = "De deeltaxi rijdt op zondag.";
    let corpus = Corpus::of(&["d", "b", "e", "a", "c"].map(|id| text(id, sentence)));
    let found = corpus.ask("deeltaxi zondag");
    assert_eq!(found.full(), ["a", "b", "c", "d", "e"], "{found}");
    assert!(["b", "c", "d", "e"].iter().all(|id| found.score(id) == found.score("a")), "{found}");
}
