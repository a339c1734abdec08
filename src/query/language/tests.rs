//! What is typed, and how it is read.

use proptest::prelude::*;

use super::*;

/// The tree of a query as it can be typed again, without the brackets around all of it.
fn read(query: &str) -> String {
    let shown = parse_query(query).tree.map(|tree| tree.to_string()).unwrap_or_default();
    // Unless the bracket is closed before the end.
    let mut depth = 0;
    let is_around_all = shown.starts_with('(')
        && shown.char_indices().all(|(i, c)| {
            depth += i32::from(c == '(') - i32::from(c == ')');
            depth > 0 || i + 1 == shown.len()
        });
    if is_around_all { shown[1..shown.len() - 1].to_owned() } else { shown }
}

fn remarks(query: &str) -> Vec<String> {
    let told = |remark: &Remark| format!("{}: {}", &query[remark.range.clone()], remark.reading);
    parse_query(query).remarks.iter().map(told).collect()
}

#[test]
fn what_people_type_is_words() {
    for (query, expected) in [
        ("BUIG-overschot", "BUIG-overschot"),
        ("overschot BUIG?", "overschot AND BUIG"),
        ("art. 7:2 Awb", "art AND 7:2 AND Awb"),
        ("wat vond de raad?", "wat AND vond AND de AND raad"),
        ("(meerjaren)begroting en opgave(n)", "(meerjaren)begroting AND en AND opgave(n)"),
        ("werk- en inkomen", "werk AND en AND inkomen"),
        ("tekort van -5 % - of 1,5 mln", "tekort AND van AND 5 AND of AND 1,5 AND mln"),
        ("ja/nee DB/MH/DG", "ja/nee AND DB/MH/DG"),
        ("5\" buis", "5 AND buis"),
        ("overschot (BUIG)", "overschot AND BUIG"),
        ("**vet** *** ~ ???", "vet"),
        ("!!! ((()))", ""),
        ("", ""),
    ] {
        assert_eq!(read(query), expected, "{query}");
    }
}

#[test]
fn operators_count_between_two_things() {
    for (query, expected) in [
        ("motie OR amendement", "motie OR amendement"),
        ("motie OF amendement EN jeugd", "motie OR (amendement AND jeugd)"),
        ("(motie OR amendement) jeugd", "(motie OR amendement) AND jeugd"),
        ("motie NOT jeugd", "motie AND -jeugd"),
        ("motie EN NIET (jeugd OF zorg)", "motie AND -(jeugd OR zorg)"),
        ("a AND b OR NOT c", "(a AND b) OR -c"),
        ("+motie -jeugd -\"de raad\" -soort:brief", "+motie AND -jeugd AND -\"de raad\" AND -soort:\"brief\""),
        ("begroting NEAR/5 tekort", "begroting NEAR/5 tekort"),
        ("begroting NABIJ/3 (tekort OR overschot) raad", "(begroting NEAR/3 (tekort OR overschot)) AND raad"),
        ("raad NOT begroting NEAR/5 tekort", "raad AND -(begroting NEAR/5 tekort)"),
        ("a NEAR/2 b NEAR/3 c", "(a NEAR/2 b) NEAR/3 c"),
        // What it does not stand between makes it a word.
        ("OR advies", "(OR) AND advies"),
        ("advies OR", "advies AND (OR)"),
        ("NOT", "NOT"),
        ("NIET duur", "(NIET) AND duur"),
        ("a OR OR b", "(a AND (OR)) OR b"),
        ("(OR) advies", "(OR) AND advies"),
        ("raad of college", "raad AND of AND college"),
        ("NEAR/5 raad", "(NEAR/5) AND raad"),
    ] {
        assert_eq!(read(query), expected, "{query}");
    }
    assert_eq!(remarks("OR advies"), ["OR: `OR` was read as a word, as it does not stand between two things"]);
    assert!(remarks("motie OR amendement NOT jeugd").is_empty());
    assert_eq!(remarks("raad NEAR/5 -soort:brief").len(), 1);
}

#[test]
fn quotes_patterns_and_fields() {
    for (query, expected) in [
        ("\"de raad besluit\"", "\"de raad besluit\""),
        ("\u{201e}de raad\u{201d} \u{ab}het college\u{bb}", "\"de raad\" AND \"het college\""),
        ("\u{201d}de raad\u{201d} \u{bb}het college\u{ab}", "\"de raad\" AND \"het college\""),
        ("+31 72 123 45 67", "31 AND 72 AND 123 AND 45 AND 67"),
        ("+31 raad", "+31 AND raad"),
        ("\"raad college\"~5", "\"raad college\"~5"),
        ("subsidie* *subsidie *subsidie* wo?rd", "subsidie* AND *subsidie AND *subsidie* AND wo?rd"),
        ("begrotin~ begroting~2 tekort~1.", "begrotin~1 AND begroting~2 AND tekort~1"),
        ("=overschot (=tekort)", "=overschot AND =tekort"),
        ("gemeente:Hoorn regeling:\"Halte Werk\"", "gemeente:\"Hoorn\" AND regeling:\"Halte Werk\""),
        (
            "Municipality:Hoorn datum:>=2020-06 date:2019..2021",
            "gemeente:\"Hoorn\" AND datum:\">=2020-06\" AND datum:\"2019..2021\"",
        ),
        (
            "(gemeente:Hoorn OR gemeente:Medemblik) begroting",
            "(gemeente:\"Hoorn\" OR gemeente:\"Medemblik\") AND begroting",
        ),
        ("http://www.hoorn.nl 10:30 uur:minuut", "http://www.hoorn.nl AND 10:30 AND uur:minuut"),
        ("onderwerp: begroting", "onderwerp AND begroting"),
        ("a* ~2 ~", "a AND 2"),
        ("-buig", "buig"),
        ("-soort:brief", "-soort:\"brief\""),
        ("gemeente:(Hoorn OR Stede Broec) jeugd", "(gemeente:\"Hoorn\" OR gemeente:\"Stede Broec\") AND jeugd"),
        ("inzameling en -verwerking, -opslag", "inzameling AND en AND verwerking AND opslag"),
        ("raad NEAR/500 college", "raad NEAR/100 college"),
        ("\"\" \"!\" raad", "raad"),
    ] {
        assert_eq!(read(query), expected, "{query}");
    }
    for (query, told) in [
        ("\"de raad", "\": a quote without a partner was read as text"),
        ("(de raad", "(: a bracket without a partner was read as text"),
        ("a* raad", "a*: `a*` would be too many words and was read as text"),
        ("woord~7", "woord~7: ~7 was read as ~2"),
        ("-buig", "-buig: a query that only excludes was read as one that asks for it"),
    ] {
        assert_eq!(remarks(query), [told], "{query}");
    }
}

#[test]
fn what_is_hostile_costs_little_and_is_a_query() {
    for query in [
        "(".repeat(10_000) + &")".repeat(10_000),
        "(a ".repeat(10_000) + &")".repeat(10_000),
        "\u{201e}".repeat(300_000),
        "\"".repeat(1_000_001),
        "OR ".repeat(100_000),
        "a* ~~~ *b ".repeat(50_000),
        "x".repeat(1 << 20),
        "gemeente:\u{201e}".repeat(100_000),
        "\u{202e}raad\u{0}\u{7}".repeat(1000),
    ] {
        let parsed = parse_query(&query);
        assert!(parsed.remarks.len() <= 8 && parsed.tree.map_or(0, |tree| tree.wanted_leaves().len()) <= 64);
    }
    assert!(remarks(&"woord ".repeat(100))[0].ends_with("only its first 64 words were looked for"));
}

/// Pieces of which queries are made that mean something.
fn queries() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("raad"),
        Just("BUIG-overschot"),
        Just("OR"),
        Just("AND"),
        Just("NOT"),
        Just("NIET"),
        Just("("),
        Just(")"),
        Just("\""),
        Just("+"),
        Just("-"),
        Just("=tekort"),
        Just("subsidie*"),
        Just("wo?rd"),
        Just("woord~2"),
        Just("NEAR/3"),
        Just("~5"),
        Just("gemeente:Hoorn"),
        Just("datum:2019..2021"),
        Just("titel:\"de raad\""),
        Just("7:2"),
        Just("é"),
        Just("*")
    ];
    let gap = prop_oneof![4 => Just(" "), 1 => Just("")];
    prop::collection::vec((piece, gap), 0..14)
        .prop_map(|pieces| pieces.iter().map(|(p, g)| format!("{p}{g}")).collect())
}

/// The tree without its places.
fn shape(node: &Node) -> String {
    node.to_string()
}

proptest! {
    #[test]
    fn any_text_is_a_query(query in "\\PC{0,120}") {
        let parsed = parse_query(&query);
        for remark in &parsed.remarks {
            prop_assert!(query.get(remark.range.clone()).is_some(), "{:?}", remark);
        }
        for leaf in parsed.tree.iter().flat_map(Node::wanted_leaves) {
            if let Node::Word(word) | Node::Literal(word) = leaf {
                prop_assert_eq!(&query[word.range.clone()], &word.text);
            }
        }
    }

    #[test]
    fn what_is_shown_reads_the_same(query in queries()) {
        if let Some(tree) = parse_query(&query).tree {
            let shown = shape(&tree);
            let again = parse_query(&shown);
            prop_assert_eq!(again.tree.as_ref().map(shape), Some(shown.clone()), "{}", query);
            let others = again.remarks.iter().filter(|remark| !remark.reading.ends_with("between two things"));
            prop_assert_eq!(others.count(), 0, "{:?} of {} of {}", again.remarks, shown, query);
        }
    }
}
