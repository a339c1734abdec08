//! Agreement with a standard tool, and what holds for any input.

use proptest::prelude::*;

use super::*;

const QRELS: &str = include_str!("../../tests/fixtures/eval/qrels.txt");
const RUN: &str = include_str!("../../tests/fixtures/eval/run.txt");
/// What the tool says of the two, a figure a line: `topic TAB measure TAB value`; its first line names tool and call.
const FIGURES: &str = include_str!("../../tests/fixtures/eval/ir-measures.tsv");

/// The figures of the tool by topic, under our names.
fn figures_of_the_tool() -> BTreeMap<&'static str, BTreeMap<&'static str, f64>> {
    let mut figures: BTreeMap<&str, BTreeMap<&str, f64>> = BTreeMap::new();
    for line in FIGURES.lines().filter(|line| !line.starts_with('#')) {
        let columns: Vec<&str> = line.split('\t').collect();
        let name = match columns[1] {
            "nDCG@10" => "ndcg@10",
            "RR@10" => "mrr@10",
            "R@10" => "recall@10",
            "R@100" => "recall@100",
            "P@5" => "p@5",
            "Judged@10" => "judged@10",
            other => panic!("unknown measure {other}"),
        };
        figures.entry(columns[0]).or_default().insert(name, columns[2].parse().unwrap());
    }
    figures
}

#[test]
fn figures_agree_with_ir_measures_per_topic_and_overall() {
    let evaluation = evaluate(&Qrels::parse(QRELS).unwrap(), &Run::parse(RUN).unwrap());
    let mut expected = figures_of_the_tool();
    let mut overall = expected.remove("all").unwrap();
    // The tool counts a topic without results as 0 in the judged share too; we leave it out there.
    assert_eq!((evaluation.queries, evaluation.answered), (11, 10));
    *overall.get_mut("judged@10").unwrap() *= 11.0 / 10.0;

    assert_eq!(evaluation.per_query.keys().collect::<Vec<_>>(), expected.keys().collect::<Vec<_>>());
    let ours = evaluation.per_query.iter().map(|(qid, measures)| (qid.as_str(), measures));
    for (topic, measures) in ours.chain([("all", &evaluation.mean)]) {
        for (name, found) in measures.named() {
            let expected = expected.get(topic).unwrap_or(&overall)[name];
            assert!((found - expected).abs() < 1e-6, "{topic} {name}: found {found}, expected {expected}");
        }
    }
}

#[test]
fn json_has_the_names_that_scripts_know_in_that_order() {
    let qrels = Qrels::parse("V01 0 a 1\nV02 0 b 1\n").unwrap();
    let run = Run::from_results([("V01", "a", 1.0)]).unwrap();
    assert_eq!(
        serde_json::to_string(&evaluate(&qrels, &run)).unwrap(),
        r#"{"queries":2,"ndcg@10":0.5,"mrr@10":0.5,"recall@10":0.5,"recall@100":0.5,"p@5":0.1,"judged@10":1.0}"#
    );
}

#[test]
fn topics_without_a_relevant_id_are_left_out_and_those_without_results_count_nought() {
    let qrels = Qrels::parse("V01 0 a 2\nV02 0 a 0\nV03 0 a 1\nV04 0 a -1\n").unwrap();
    let run = Run::from_results([("V01", "a", 1.0), ("V02", "a", 1.0), ("V09", "a", 1.0)]).unwrap();
    let evaluation = evaluate(&qrels, &run);
    assert_eq!(evaluation.per_query.keys().collect::<Vec<_>>(), ["V01", "V03"]);
    assert_eq!((evaluation.queries, evaluation.answered), (2, 1));
    assert_eq!(evaluation.per_query["V03"], Measures::default());
    assert_eq!(evaluation.mean.ndcg_at_10, 0.5);
    assert_eq!(evaluation.mean.judged_at_10, 1.0);
}

#[test]
fn without_topics_or_results_all_is_nought() {
    let nothing = evaluate(&Qrels::default(), &Run::default());
    assert_eq!((nothing.queries, nothing.answered, nothing.mean), (0, 0, Measures::default()));
    let unanswered = evaluate(&Qrels::parse("V01 0 a 1").unwrap(), &Run::default());
    assert_eq!((unanswered.queries, unanswered.answered, unanswered.mean), (1, 0, Measures::default()));
}

#[test]
fn ties_are_scored_in_ascending_order_of_id() {
    let qrels = Qrels::parse("V01 0 a 1\nV01 0 b 0\n").unwrap();
    let run = Run::from_results([("V01", "b", 1.0), ("V01", "a", 1.0)]).unwrap();
    assert_eq!(evaluate(&qrels, &run).mean.mrr_at_10, 1.0);
}

/// Judgements and results over a few ids, so that they meet often; scores from a few values, so that they tie often.
fn collection() -> impl Strategy<Value = (Qrels, Run)> {
    let grades = prop::collection::btree_map((0..4_u8, 0..30_u8), -1..4_i32, 0..60);
    let scores = prop::collection::btree_map((0..4_u8, 0..30_u8), -3..20_i32, 0..80);
    (grades, scores).prop_map(|(grades, scores)| {
        let qrels: String = grades.iter().map(|((qid, id), grade)| format!("V{qid} 0 r{id} {grade}\n")).collect();
        let run: String = scores.iter().map(|((qid, id), score)| format!("V{qid} Q0 r{id} 0 {score} x\n")).collect();
        (Qrels::parse(&qrels).unwrap(), Run::parse(&run).unwrap())
    })
}

/// A word as queries and ids may be: anything without white space that does not begin with `#`.
fn word() -> impl Strategy<Value = String> {
    "[^\\s#\u{feff}]\\S{0,6}".prop_filter("one column", |word| !word.contains(char::is_whitespace))
}

proptest! {
    #[test]
    fn every_figure_is_between_nought_and_one((qrels, run) in collection()) {
        let evaluation = evaluate(&qrels, &run);
        for measures in evaluation.per_query.values().chain([&evaluation.mean]) {
            for (name, value) in measures.named() {
                prop_assert!((0.0..=1.0).contains(&value), "{name} is {value}");
            }
        }
    }

    #[test]
    fn the_best_order_has_an_ndcg_of_one((qrels, _) in collection()) {
        let results = qrels
            .topics()
            .flat_map(|(qid, grades)| grades.iter().map(move |(id, grade)| (qid, id.as_str(), f64::from(*grade))));
        let evaluation = evaluate(&qrels, &Run::from_results(results).unwrap());
        for (qid, measures) in &evaluation.per_query {
            prop_assert!((measures.ndcg_at_10 - 1.0).abs() < 1e-12, "{qid} has {}", measures.ndcg_at_10);
            prop_assert_eq!(measures.mrr_at_10, 1.0);
            // No topic has more than 30 ids, so all fit in 100 places.
            prop_assert_eq!(measures.recall_at_100, 1.0);
        }
    }

    #[test]
    fn a_comparison_counts_every_query_once((qrels, a) in collection(), (_, b) in collection()) {
        let comparison = compare(&evaluate(&qrels, &a), &evaluate(&qrels, &b));
        prop_assert_eq!(comparison.wins + comparison.losses + comparison.ties, comparison.queries);
        prop_assert!(comparison.p > 0.0 && comparison.p <= 1.0);
    }

    #[test]
    fn a_run_that_is_written_reads_back_the_same(
        results in prop::collection::btree_map((word(), word()), prop::num::f64::NORMAL | prop::num::f64::ZERO, 0..20)
    ) {
        let results = results.iter().map(|((qid, id), score)| (qid.as_str(), id.as_str(), *score));
        let run = Run::from_results(results).unwrap();
        prop_assert_eq!(Run::parse(&run.to_string()).unwrap(), run);
    }

    #[test]
    fn any_text_is_read_or_refused_with_a_message(text in "(?s).{0,200}", lines in "[V0-9Q#a \t\r\n.eE+-]{0,200}") {
        for text in [text, lines] {
            let messages = [
                Qrels::parse(&text).err().map(|error| error.to_string()),
                Queries::parse(&text).err().map(|error| error.to_string()),
                Run::parse(&text).err().map(|error| error.to_string()),
            ];
            for message in messages.into_iter().flatten() {
                prop_assert!(message.contains(" line "), "{message}");
                prop_assert!(!message.contains(char::is_control), "{message:?}");
            }
        }
    }
}
