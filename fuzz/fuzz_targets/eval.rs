//! Text → judgements, a run, questions; and the figures of what could be read.
//!
//! Whatever the text: no panic; every figure lies between 0 and 1; what is refused says so in words.
#![no_main]

use griffie::eval::{Qrels, Queries, Run, compare, evaluate};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    // One input may hold judgements and a run, apart by a form feed.
    let (first, second) = text.split_once('\u{c}').unwrap_or((text, text));
    let qrels = Qrels::parse(first);
    let run = Run::parse(second);
    let queries = Queries::parse(first);
    for message in [qrels.as_ref().err(), run.as_ref().err(), queries.as_ref().err()].into_iter().flatten() {
        let message = message.to_string();
        assert!(!message.is_empty() && !message.contains(char::is_control), "{message:?}");
    }
    if let Ok(queries) = &queries {
        assert_eq!(queries.iter().count(), queries.len());
        assert!(queries.iter().all(|q| !q.text.is_empty() && !q.qid.is_empty()));
    }
    if let Ok(run) = &run {
        for qid in run.qids() {
            assert!(!run.ranked(qid).is_empty());
        }
    }
    if let (Ok(qrels), Ok(run)) = (&qrels, &run) {
        let evaluation = evaluate(qrels, run);
        for (name, figure) in evaluation.mean.named() {
            assert!((0.0..=1.0).contains(&figure), "{name} is {figure}");
        }
        for (name, figure) in evaluation.per_query.values().flat_map(|query| query.named()) {
            assert!((0.0..=1.0).contains(&figure), "{name} is {figure}");
        }
        let itself = compare(&evaluation, &evaluation);
        assert!(!format!("{itself:?}").contains("NaN"), "{itself:?}");
    }
});
