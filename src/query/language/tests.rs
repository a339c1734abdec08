//! What is typed, and how it is read.

use proptest::prelude::*;

use super::*;
use crate::document::{Body, DocumentKind, Listed, Theme};
use crate::passage::Role;

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
        ("hebben we?Zoals ooit", "hebben AND we AND Zoals AND ooit"),
        ("w??rd wat??", "w??rd AND wat"),
        ("overschot (BUIG)", "overschot AND BUIG"),
        ("**vet** *** ~ ???", "vet"),
        ("!!! ((()))", ""),
        ("", ""),
    ] {
        assert_eq!(read(query), expected, "{query}");
    }
}

#[test]
fn of_a_query_that_is_too_long_nothing_is_left_that_joins_nothing() {
    for (of, first, last) in [
        (" NOT zorg", "jeugd AND -zorg", "-zorg"),
        (" OR zorg", "jeugd OR zorg", "OR zorg"),
        (" NEAR/3 zorg", "", "zorg"),
    ] {
        let query = format!("jeugd{}", of.repeat(100));
        let shown = read(&query);
        assert!(
            shown.trim_start_matches('(').starts_with(first) && shown.trim_end_matches(')').ends_with(last),
            "{shown}"
        );
        let told = parse_query(&query).remarks;
        assert!(matches!(&*told, [only] if only.reading.contains("is long")), "{told:?}");
    }
}

/// The page of help is where a message sends whoever asks for a value that is none.
#[test]
fn the_page_of_help_names_every_value_of_a_closed_list() {
    let page = include_str!("help.txt");
    let names = DocumentKind::ALL.map(DocumentKind::dutch).into_iter();
    let names = names.chain(dutch::<Body>()).chain(dutch::<Theme>()).chain(dutch::<Role>());
    for name in names {
        let written = if name.contains(' ') { format!("\"{name}\"") } else { name.to_owned() };
        let is_there =
            page.split([' ', '\n', ',']).any(|word| word == written) || page.contains(&format!("{written} "));
        assert!(is_there || page.contains(&format!("{written}\n")), "{name}");
    }
}

fn dutch<T: Listed>() -> impl Iterator<Item = &'static str> {
    T::NAMES.iter().map(|(_, _, dutch, _)| *dutch)
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
        ("advies van de OR over zorg", "advies AND van AND de AND (OR) AND over AND zorg"),
        ("instemming OR met plan", "instemming AND (OR) AND met AND plan"),
        ("(de) OR zorg", "(de) OR zorg"),
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
        ("-buig", "-buig"),
        ("-raad -(college -jeugd)", "-raad AND -(college AND -jeugd)"),
        ("-raad -(-(college -(jeugd zorg)))", "-raad AND college AND -(jeugd AND zorg)"),
        ("-(-raad) OR -(college OR -jeugd)", "raad OR -(college OR -jeugd)"),
        ("-soort:brief", "-soort:\"brief\""),
        ("gemeente:(Hoorn OR Stede Broec) jeugd", "(gemeente:\"Hoorn\" OR gemeente:\"Stede Broec\") AND jeugd"),
        ("inzameling en -verwerking, -opslag", "inzameling AND en AND verwerking AND opslag"),
        ("raad NEAR/500 college", "raad NEAR/100 college"),
        ("\"\" \"!\" raad", "raad"),
        ("x:\"de raad\" =\"het college\"", "x AND \"de raad\" AND \"het college\""),
        ("(=tekort)n (=tekort)", "=tekort AND n AND =tekort"),
        ("*****(en)**BUsc t", "en AND BUsc AND t"),
        ("=Wsw*oe6*** raad** a**b wo?rd~5**", "Wsw*oe6 AND raad AND a**b AND wo?rd~2"),
        ("raad -OR", "raad AND -(OR)"),
        ("+OR raad", "+(OR) AND raad"),
        ("raad NEAR college", "raad NEAR/10 college"),
        ("gemeente:Den Haag begroting", "gemeente:\"Den Haag\" AND begroting"),
        ("gemeente:'Den Haag' begroting", "gemeente:\"Den Haag\" AND begroting"),
        ("gemeente:Bergen op Zoom", "gemeente:\"Bergen op Zoom\""),
        ("gemeente:Den Hag begroting", "gemeente:\"Den Hag\" AND begroting"),
        ("gemeente:Hoorn begroting OR raad", "(gemeente:\"Hoorn\" AND begroting) OR raad"),
        ("gemeente:Hoorn/Medemblik", "gemeente:\"Hoorn\" OR gemeente:\"Medemblik\""),
        ("soort:besluit,brief", "soort:\"besluit\" OR soort:\"brief\""),
        ("orgaan:dagelijks bestuur tekort", "orgaan:\"dagelijks bestuur\" AND tekort"),
        ("datum:12 augustus 2021 raad", "datum:\"12 augustus 2021\" AND raad"),
        ("datum:2019 - 2021", "datum:\"2019 - 2021\""),
        ("datum:>= 2020 raad", "datum:\">= 2020\" AND raad"),
        ("datum:2021 begroting 2022", "datum:\"2021\" AND begroting AND 2022"),
    ] {
        assert_eq!(read(query), expected, "{query}");
    }
    for (query, told) in [
        ("\"de raad", "\": a quote without a partner was read as text"),
        ("(de raad", "(: a bracket without a partner was read as text"),
        ("a* raad", "a*: `a*` would be too many words and was read as text"),
        ("woord~7", "woord~7: ~7 was read as ~2"),
        ("raad) college", "): a bracket without a partner was read as text"),
        ("1) raad (2", "): a bracket without a partner was read as text"),
        ("raad(college", "(: a bracket without a partner was read as text"),
        ("raad\" college", "\": a quote without a partner was read as text"),
        ("\u{201d} raad", "\u{201d}: a quote without a partner was read as text"),
        ("raad \u{bb}college", "\u{bb}: a quote without a partner was read as text"),
        ("a\" b\" c\" d", "\": a quote without a partner was read as text"),
        ("=raad*", "=: `=raad*` was read as `raad*`"),
        ("=raad~", "=: `=raad` was read as `raad`"),
        ("BUIG-*", "BUIG-*: `BUIG-*` was read as `BUIG`"),
        ("raad**", "raad**: stars in a row were read as text"),
        ("?aad", "?aad: `?aad` was read as `aad`"),
        ("\"raad*\"", "raad*: signs in quotes were read as text"),
        ("\"r?ad\"", "r?ad: signs in quotes were read as text"),
        ("\"raad college\" ~3", "~: `~` behind a space was read as text"),
        ("raad~~", "~: the `~` of `raad~~` was read as a space"),
        ("raad NEAR college", "NEAR: `NEAR` was read as NEAR/10"),
        ("raad near/5 college", "near/5: `near/5` was read as text"),
        ("raad NEAR5 college", "NEAR5: `NEAR5` was read as text"),
        ("raad NEAR/99999999999 college", "NEAR/99999999999: `NEAR/99999999999` was read as NEAR/100"),
        ("raad -OR", "OR: `OR` behind `-` was read as a word"),
        ("+NIET raad", "NIET: `NIET` behind `+` was read as a word"),
        ("--raad", "--raad: `--raad` was read as text"),
        ("gemente:Hoorn", "gemente:Hoorn: `gemente:Hoorn` was read as text"),
        ("gemeente=Hoorn", "gemeente=Hoorn: `gemeente=Hoorn` was read as text"),
        ("tot:2021", "tot:2021: `tot:2021` was read as text"),
        ("gemeente: Hoorn", "gemeente:: `gemeente:` was read as a word, as no value stands right behind it"),
        ("gemeente:Den Haag", "gemeente:Den Haag: the value was read as `Den Haag`"),
        ("gemeente:Hoorn,Medemblik", "gemeente:Hoorn,Medemblik: several values were read as any of Hoorn, Medemblik"),
    ] {
        assert_eq!(remarks(query), [told], "{query}");
    }
    // What can hardly be meant otherwise.
    for query in [
        "BUIG? raad!",
        "wat wil de raad? en hoe?",
        "\"wat wil de raad?\"",
        "**vet** * punt",
        "re-integratie (BUIG)",
        "opgave(n)",
        "en/of 7:2 10:30",
        "a=b x:y rol",
        "voor:het tot:nu",
        "ja, -nee",
        "nabij/rond",
        "(\"raad\")",
        "titels: raad",
        "'t college",
        "datum:2021 gemeente:\"Den Haag\"",
        "-buig",
        "gemeente:'s-Hertogenbosch",
        "~5 miljoen",
    ] {
        assert_eq!(remarks(query), [""; 0], "{query}");
    }
    // How to write what may have been meant.
    let mend = |query: &str| parse_query(query).remarks.remove(0).mend;
    assert_eq!(mend("gemente:Hoorn"), "did you mean gemeente:Hoorn?");
    assert_eq!(mend("tot:2021"), "did you mean datum:<=2021?");
    assert_eq!(mend("gemeente:Den Haag"), "put it in quotes: gemeente:\"Den Haag\"");
    assert_eq!(mend("gemeente:Stede Broek"), "did you mean gemeente:\"Stede Broec\"?");
    assert_eq!(mend("gemeente: Hoorn"), "write gemeente:Hoorn");
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

#[test]
fn what_is_glued_together_asks_for_no_more_than_words_do() {
    let asked = |query: &str| -> usize {
        let pieces = |leaf: &Node| match leaf {
            Node::Word(typed) | Node::Phrase { text: typed, .. } | Node::Field { value: typed, .. } => {
                typed.text.split(|c: char| !c.is_alphanumeric()).filter(|piece| !piece.is_empty()).count()
            }
            _ => 1,
        };
        parse_query(query).tree.map_or(0, |tree| tree.wanted_leaves().into_iter().map(pieces).sum())
    };
    for sign in ["-", "/", ".", "_", "'"] {
        let run = ["raad"; 150].join(sign);
        assert!((150..=64 * 3 + 2).contains(&asked(&[run.as_str(); 64].join(" "))), "{sign}");
    }
    // Dates and references are one word each, as before.
    assert_eq!(asked(&["12-08-2021"; 100].join(" ")), 64 * 3);
    assert_eq!(asked(&format!("\"{}\"", "a-".repeat(4000))), 500);
    assert_eq!(asked(&format!("titel:\"{}\"", "a-".repeat(4000))), 200);
    assert_eq!(asked(&format!("titel:{}", "a-".repeat(4000))), 200);
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
        Just("gemeente:Den Haag"),
        Just("gemeente:Hoorn,Medemblik"),
        Just("soort:(motie OR brief)"),
        Just("gemente:"),
        Just("NEAR"),
        Just("\u{201d}"),
        Just("'"),
        Just("~"),
        Just("?"),
        Just("**"),
        Just("=wo*rd"),
        Just("\0"),
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
        let first = parse_query(&query);
        if let Some(tree) = first.tree {
            let shown = shape(&tree);
            let again = parse_query(&shown);
            prop_assert_eq!(again.tree.as_ref().map(shape), Some(shown.clone()), "{}", query);
            // A word that is nearly something of the language is one again.
            let is_of_word = |remark: &&Remark| ["between two things", "was read as text", "were read as text"].iter().any(|end| remark.reading.ends_with(end));
            let others = again.remarks.iter().filter(|remark| !is_of_word(remark));
            let others = others.filter(|remark| first.remarks.iter().all(|told| told.reading != remark.reading));
            prop_assert_eq!(others.count(), 0, "{:?} of {} of {}", again.remarks, shown, query);
        }
    }
}
