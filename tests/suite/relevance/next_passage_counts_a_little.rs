//! A word that only the next passage holds counts a little, and never as if the passage held it.

use super::Corpus;

#[test]
fn the_next_passage_helps_but_does_not_answer() {
    let buurt = "# Plan\n\n## Een\n\nDe stadspas geldt ook in het zwembad.\n\n## Twee\n\nDe kermis gaat door.\n";
    let samen = "# Plan\n\n## Een\n\nDe stadspas geldt ook in het zwembad.\n\n## Twee\n\nDe minima gaan door.\n";
    let allebei = "# Plan\n\n## Een\n\nDe stadspas geldt voor minima ook in het zwembad.\n";
    let corpus = Corpus::of_files(&[("a.md", buurt), ("b.md", samen), ("c.md", allebei)]);
    let found = corpus.ask("stadspas minima");
    assert_eq!(found.full(), ["c.md"], "{found}");
    let alike: Vec<String> = found.names().into_iter().skip(1).collect();
    let place = |name: &str| alike.iter().position(|found| found == name);
    assert!(place("b.md") < place("a.md"), "{found}");
    assert!(found.score("b.md") > found.score("a.md"), "{found}");
    assert_shown!(found);
}
