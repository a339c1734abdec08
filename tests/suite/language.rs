//! The query language, against a slow evaluator that is plainly right, and as people meet it.

use std::collections::BTreeSet;

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use crate::common::Folder;

/// Words without inflection in common, so that the evaluator needs no Dutch.
const WORDS: [&str; 5] = ["raad", "fiets", "molen", "haven", "kaas"];

/// Whom the papers are from, and their years.
const TOWNS: [&str; 3] = ["Hoorn", "Medemblik", "Heiloo"];
const YEARS: [usize; 3] = [2019, 2020, 2021];

/// A paper: its words, town and year.
#[derive(Debug, Clone)]
struct Paper {
    words: Vec<usize>,
    town: usize,
    year: usize,
}

/// A query as a tree, for the evaluator.
#[derive(Debug, Clone)]
enum Asked {
    Word(usize),
    Phrase(Vec<usize>, usize),
    Near(usize, usize, usize),
    Prefix(usize),
    /// A star within the word.
    Within(usize),
    /// A question mark for its second letter.
    AnyLetter(usize),
    /// Its last letter is another one.
    Fuzzy(usize, usize),
    Must(usize),
    Town(usize),
    Towns(usize, usize),
    Years(usize, usize),
    Since(usize),
    And(Vec<Asked>),
    Or(Vec<Asked>),
    Without(Box<Asked>, Box<Asked>),
    /// Nothing but an exclusion.
    Not(Box<Asked>),
    /// The first, or not the second.
    OrNot(Box<Asked>, Box<Asked>),
}

/// Letters to change, leave out, add or exchange, tried one after the other.
fn apart(one: &[char], other: &[char]) -> usize {
    match (one, other) {
        ([], rest) | (rest, []) => rest.len(),
        ([a, one_rest @ ..], [b, other_rest @ ..]) if a == b => apart(one_rest, other_rest),
        ([a, one_rest @ ..], [b, other_rest @ ..]) => {
            let changed = apart(one_rest, other_rest);
            let left_out = apart(one_rest, other).min(apart(one, other_rest));
            let exchanged = match (one_rest, other_rest) {
                ([c, one_rest @ ..], [d, other_rest @ ..]) if a == d && b == c => apart(one_rest, other_rest),
                _ => usize::MAX - 1,
            };
            1 + changed.min(left_out).min(exchanged)
        }
    }
}

fn mistyped(word: usize) -> String {
    let mut letters: Vec<char> = WORDS[word].chars().collect();
    letters.pop();
    letters.into_iter().chain(['q']).collect()
}

/// Whether a word fits a pattern with a `*` or `?`, by trying all ways.
fn fits(word: &[char], pattern: &[char]) -> bool {
    match pattern {
        [] => word.is_empty(),
        ['*', rest @ ..] => (0..=word.len()).any(|n| fits(&word[n..], rest)),
        [c, rest @ ..] => word.first().is_some_and(|first| *c == '?' || c == first) && fits(&word[1..], rest),
    }
}

impl Asked {
    fn typed(&self) -> String {
        let joined = |all: &[Self], by: &str| format!("({})", all.iter().map(Self::typed).collect::<Vec<_>>().join(by));
        match self {
            Self::Word(word) => WORDS[*word].to_owned(),
            Self::Phrase(words, between) => {
                let words: Vec<&str> = words.iter().map(|word| WORDS[*word]).collect();
                format!("\"{}\"{}", words.join(" "), if *between > 0 { format!("~{between}") } else { String::new() })
            }
            Self::Near(left, right, words) => format!("({} NEAR/{words} {})", WORDS[*left], WORDS[*right]),
            Self::Prefix(word) => format!("{}*", &WORDS[*word][..3]),
            Self::Within(word) => format!("{}*{}", &WORDS[*word][..1], &WORDS[*word][WORDS[*word].len() - 1..]),
            Self::AnyLetter(word) => format!("{}?{}", &WORDS[*word][..1], &WORDS[*word][2..]),
            Self::Fuzzy(word, letters) => format!("{}~{letters}", mistyped(*word)),
            Self::Must(word) => format!("+{}", WORDS[*word]),
            Self::Town(town) => format!("gemeente:{}", TOWNS[*town]),
            Self::Towns(one, other) => format!("gemeente:({} OF {})", TOWNS[*one], TOWNS[*other]),
            Self::Years(from, to) => format!("datum:{from}..{to}"),
            Self::Since(from) => format!("datum:>={from}"),
            Self::And(all) => joined(all, " AND "),
            Self::Or(any) => joined(any, " OR "),
            Self::Without(this, other) => format!("({} NOT {})", this.typed(), other.typed()),
            Self::Not(other) => format!("-({})", other.typed()),
            Self::OrNot(this, other) => format!("({} OR -({}))", this.typed(), other.typed()),
        }
    }

    /// Whether a paper meets it.
    fn holds(&self, paper: &Paper) -> bool {
        let text = &paper.words;
        let letters = |word: &str| word.chars().collect::<Vec<char>>();
        match self {
            Self::Word(word) | Self::Prefix(word) | Self::Must(word) => text.contains(word),
            Self::Within(_) | Self::AnyLetter(_) => {
                let pattern = letters(&self.typed());
                text.iter().any(|word| fits(&letters(WORDS[*word]), &pattern))
            }
            Self::Fuzzy(word, most) => {
                let wanted = letters(&mistyped(*word));
                text.iter().any(|word| apart(&letters(WORDS[*word]), &wanted) <= *most)
            }
            Self::Town(town) => paper.town == *town,
            Self::Towns(one, other) => [one, other].contains(&&paper.town),
            Self::Years(from, to) => (*from..=*to).contains(&paper.year),
            Self::Since(from) => paper.year >= *from,
            Self::Phrase(words, between) => {
                // All choices of places, one word after the other.
                let mut ends: BTreeSet<usize> = (0..text.len()).filter(|i| text[*i] == words[0]).collect();
                for word in &words[1..] {
                    let next = |end: usize| (end + 1..text.len().min(end + between + 2)).filter(|i| text[*i] == *word);
                    ends = ends.into_iter().flat_map(next).collect();
                }
                !ends.is_empty()
            }
            Self::Near(left, right, words) => (0..text.len()).any(|i| {
                text[i] == *left && (0..text.len()).any(|j| i != j && text[j] == *right && i.abs_diff(j) <= *words)
            }),
            Self::And(all) => all.iter().all(|asked| asked.holds(paper)),
            Self::Or(any) => any.iter().any(|asked| asked.holds(paper)),
            Self::Without(this, other) => this.holds(paper) && !other.holds(paper),
            Self::Not(other) => !other.holds(paper),
            Self::OrNot(this, other) => this.holds(paper) || !other.holds(paper),
        }
    }
}

fn asked() -> impl Strategy<Value = Asked> {
    let word = || 0..WORDS.len();
    let town = || 0..TOWNS.len();
    let year = || YEARS[0]..=YEARS[2];
    let leaf = prop_oneof![
        word().prop_map(Asked::Word),
        (prop::collection::vec(word(), 2..4), 0usize..3).prop_map(|(words, between)| Asked::Phrase(words, between)),
        (word(), word(), 1usize..4).prop_map(|(left, right, words)| Asked::Near(left, right, words)),
        word().prop_map(Asked::Prefix),
        word().prop_map(Asked::Within),
        word().prop_map(Asked::AnyLetter),
        (word(), 1usize..=2).prop_map(|(word, letters)| Asked::Fuzzy(word, letters)),
        word().prop_map(Asked::Must),
        town().prop_map(Asked::Town),
        (town(), town()).prop_map(|(one, other)| Asked::Towns(one, other)),
        (year(), 0usize..2).prop_map(|(from, more)| Asked::Years(from, from + more)),
        year().prop_map(Asked::Since),
    ];
    leaf.prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 2..4).prop_map(Asked::And),
            prop::collection::vec(inner.clone(), 2..4).prop_map(Asked::Or),
            inner.clone().prop_map(|other| Asked::Not(Box::new(other))),
            (inner.clone(), inner.clone()).prop_map(|(this, other)| Asked::Without(Box::new(this), Box::new(other))),
            (inner.clone(), inner).prop_map(|(this, other)| Asked::OrNot(Box::new(this), Box::new(other))),
        ]
    })
}

/// All queries of a batch against one corpus: the documents found are those that the evaluator finds.
#[test]
fn every_operator_finds_what_a_slow_evaluator_finds() {
    let mut runner = TestRunner::new(Config { cases: 6, failure_persistence: None, ..Config::default() });
    let paper = (prop::collection::vec(0..WORDS.len(), 1..9), 0..TOWNS.len(), YEARS[0]..=YEARS[2]);
    let corpus = prop::collection::vec(paper.prop_map(|(words, town, year)| Paper { words, town, year }), 12);
    let inputs = (corpus, prop::collection::vec(asked(), 60));
    let outcome = runner.run(&inputs, |(papers, queries)| {
        let text = |paper: &Paper| paper.words.iter().map(|word| WORDS[*word]).collect::<Vec<_>>().join(" ");
        let line = |(n, paper): (usize, &Paper)| {
            let (town, year) = (TOWNS[paper.town], paper.year);
            format!(
                "{{\"id\":\"d{n}\",\"municipality\":\"{town}\",\"date\":\"{year}\",\"text\":\"{}\"}}\n",
                text(paper)
            )
        };
        let lines: String = papers.iter().enumerate().map(line).collect();
        let batch: String = queries.iter().enumerate().map(|(n, asked)| format!("q{n}\t{}\n", asked.typed())).collect();
        let folder = Folder::with(&[("stukken/rij.jsonl", &lines), ("vragen.tsv", &batch)]);
        folder.griffie(["index", "stukken"]).expect_code(0);
        let ran = folder.griffie(["search", "--queries", "vragen.tsv", "--format", "trec", "--all", "--strict"]);
        let mut found: BTreeSet<(String, String)> = BTreeSet::new();
        for line in ran.expect_code(0).stdout.lines() {
            let columns: Vec<&str> = line.split(' ').collect();
            found.insert((columns[0].to_owned(), columns[2].split('#').next().expect("an id").to_owned()));
        }
        for (n, asked) in queries.iter().enumerate() {
            for (d, paper) in papers.iter().enumerate() {
                let is_found = found.contains(&(format!("q{n}"), format!("d{d}")));
                prop_assert_eq!(is_found, asked.holds(paper), "{} in {} {:?}", asked.typed(), text(paper), paper);
            }
        }
        Ok(())
    });
    if let Err(error) = outcome {
        panic!("{error}");
    }
}

const PAPERS: &[(&str, &str)] = &[
    (
        "stukken/hoorn.txt",
        "Gemeente Hoorn\nDatum: 12 maart 2020\nOnderwerp: Begroting\n\nDe raad stelt de meerjarenbegroting vast en vraagt om loonkostensubsidies.\n",
    ),
    (
        "stukken/heiloo.txt",
        "Gemeente Heiloo\nDatum: 3 mei 2021\nOnderwerp: Kadernota\nKenmerk: RB2021.045\n\nHet college verwacht een tekort op de sociale werkvoorziening en het BUIG-budget.\n",
    ),
    (
        "stukken/medemblik.txt",
        "Gemeente Medemblik\nDatum: 9 juni 2019\nOnderwerp: Motie\n\nDe ondernemingsraad (OR) adviseert positief. Een motie over de subsidie is verworpen.\n",
    ),
];

#[test]
fn what_experts_mean_is_found() {
    let folder = Folder::indexed(PAPERS);
    for (query, expected) in [
        ("\"sociale werkvoorziening\"", &["heiloo.txt"][..]),
        ("\"werkvoorziening sociale\"", &[]),
        ("\"SOCIÁLE  Werkvoorziening\"", &["heiloo.txt"]),
        ("\"BUIG budget\"", &["heiloo.txt"]),
        ("\"raad meerjarenbegroting\"~3", &["hoorn.txt"]),
        ("\"raad meerjarenbegroting\"", &[]),
        ("=subsidie", &["medemblik.txt"]),
        ("=loonkostensubsidie", &[]),
        ("*subsidie*", &["hoorn.txt", "medemblik.txt"]),
        ("loonkosten*", &["hoorn.txt"]),
        ("t?kort", &["heiloo.txt"]),
        ("BUIG-bud*", &["heiloo.txt"]),
        ("begrotng~2 OR tekrt~", &["heiloo.txt", "hoorn.txt"]),
        ("tekort OR motie", &["heiloo.txt", "medemblik.txt"]),
        ("(tekort OF motie) -college", &["medemblik.txt"]),
        ("raad NABIJ/3 meerjarenbegroting", &["hoorn.txt"]),
        ("meerjarenbegroting NEAR/4 raad", &["hoorn.txt"]),
        ("gemeente:Hoorn OR gemeente:Medemblik", &["hoorn.txt", "medemblik.txt"]),
        ("datum:2020..2021 -gemeente:Heiloo", &["hoorn.txt"]),
        ("date:>=2021 college", &["heiloo.txt"]),
        ("onderwerp:kadernota", &["heiloo.txt"]),
        ("kenmerk:RB2021045", &["heiloo.txt"]),
        ("kenmerk:rb2021.045", &["heiloo.txt"]),
        ("kenmerk:rb.2021.045", &["heiloo.txt"]),
        ("kenmerk:rb.2021.046", &[]),
        ("tekort NOT =tekort", &[]),
        ("soort:moties", &["medemblik.txt"]),
        ("rol:toezeggingen", &[]),
        ("orgaan:colleges", &[]),
    ] {
        let answer = folder.search(query, &["--all", "--by", "document"]);
        assert_eq!(answer.full_sorted(), expected, "{query}: {}", answer.0["warnings"]);
        assert_eq!(answer.total("documents"), expected.len() as u64, "{query}");
        let warnings = answer.0["warnings"].as_array().expect("a list");
        assert!(warnings.is_empty() || expected.is_empty(), "{query}: {warnings:?}");
    }
}

#[test]
fn exactly_what_matched_is_marked() {
    let folder = Folder::indexed(PAPERS);
    for (query, expected) in [
        ("\"sociale werkvoorziening\"", "*sociale* *werkvoorziening*"),
        ("college NEAR/3 tekort", "*college* verwacht een *tekort*"),
        ("buig-bud*", "*BUIG-budget*"),
        ("tekort -motie", "*tekort*"),
    ] {
        let texts = folder.search(query, &[]).marked_texts();
        assert!(texts[0].contains(expected), "{query}: {texts:?}");
    }
}

#[test]
fn conditions_hold_for_hits_that_lack_other_words_too() {
    let folder = Folder::indexed(PAPERS);
    let answer = folder.search("tekort kasteel gemeente:Heiloo", &[]);
    assert_eq!((answer.total("passages"), answer.hits().len()), (0, 1));
    assert_eq!((&answer.hits()[0]["partial"], &answer.hits()[0]["source"]), (&true.into(), &"heiloo.txt".into()));
    assert_eq!(folder.search("tekort kasteel +motie", &[]).each("source"), ["medemblik.txt"]);
}

#[test]
fn doubtful_readings_are_told_and_refused_on_request() {
    let folder = Folder::indexed(PAPERS);
    assert_told!(folder.griffie(["search", "--strict", "OR advies"]), @r#"
    exit 2
    --- stderr
    error: the query is refused: at `OR`: `OR` was read as a word, as it does not stand between two things; put what it joins before and behind it; as a word it is meant in quotes
    hint: griffie help query tells what can be typed
    "#);
    assert_eq!(folder.search("OR adviseert", &[]).full(), ["medemblik.txt"]);
    for (query, told) in [
        ("\"sociale werkvoorziening", "a quote without a partner was read as text"),
        ("(tekort college", "a bracket without a partner was read as text"),
        ("gemeente:Heilo tekort", "did you mean Heiloo?"),
        ("datum:gisteren tekort", "gisteren is not a date; write 2021"),
        ("tekort) college", "a bracket without a partner was read as text"),
        ("tekort\" college", "a quote without a partner was read as text"),
        ("advies -OR", "`OR` behind `-` was read as a word"),
        ("college NEAR tekort", "`NEAR` was read as NEAR/10"),
        ("=tekort*", "`=tekort*` was read as `tekort*`"),
        ("gemente:Heiloo tekort", "did you mean gemeente:Heiloo?"),
        ("gemeente:Stede Broec", "the value was read as `Stede Broec`; put it in quotes: gemeente:"),
        ("gemeente:Stede Broek", "did you mean gemeente:"),
        ("gemeente:Hoorn,Heiloo tekort", "write gemeente:(Hoorn OR Heiloo)"),
        ("orgaan:colege", "did you mean college?"),
        ("thema:jeugt", "did you mean jeugd?"),
        ("rol:toezeging", "did you mean toezegging?"),
        ("root:stuken", "did you mean stukken?"),
        ("soort:moti", "did you mean motie?"),
        ("datum:3-5-2021", "datum:3-5-2021 was read as 2021-05-03"),
        ("datum:2020-2021", "was read as 2020..2021"),
        ("datum:2021-13", "2021-13 is not a date"),
        ("gemeente:Heiloo*", "the `*` of gemeente:Heiloo* was left out"),
    ] {
        let answer = folder.search(query, &[]);
        let warnings = answer.0["warnings"].to_string();
        assert!(warnings.contains(told), "{query}: {warnings}");
        folder.griffie(["search", "--strict", "--", query]).expect_code(2).expect_stderr(told);
    }
    folder.griffie(["search", "--strict", "BUIG? 7:2 re-integratie (BUIG)"]).expect_code(0);
}

#[test]
fn a_query_that_only_excludes_finds_everything_else_and_tells_so() {
    let folder = Folder::indexed(PAPERS);
    let told = "the query only excludes, so everything else is found; name what you look for beside it";
    folder.griffie(["search", "--strict", "--", "-tekort"]).expect_code(0).expect_stderr(told);
    for (query, expected) in [
        ("-tekort", &["hoorn.txt", "medemblik.txt"][..]),
        ("-tekort -(motie -advies)", &["hoorn.txt"]),
        ("-(-tekort)", &["heiloo.txt"]),
    ] {
        let mut found = folder.search(query, &[]).full();
        found.sort_unstable();
        assert_eq!(found, expected, "{query}");
    }
    for query in ["-soort:motie", "raad -tekort"] {
        assert_eq!(folder.search(query, &[]).0["warnings"].to_string(), "[]", "{query}");
    }
}

/// A form that no text has is silently another inflection of its word, or told where it is misspelt.
#[test]
fn misspelt_inflections_are_told_and_others_are_not() {
    let folder = Folder::indexed(&[(
        "stukken/a.txt",
        "De inwoners en de gedragswetenschappers spreken over wetenschappen, beleidsregels en geldige besluiten.\n",
    )]);
    for (query, told) in [
        ("inwoneers", "inwoneers occurs nowhere; inwoners was looked for"),
        ("besluitten", "besluitten occurs nowhere; besluiten was looked for"),
        ("inwoner", ""),
        ("besluit", ""),
        ("spraken", ""),
        ("gedragswetenschapper", ""),
        ("beleidsregel", ""),
        ("geldig", ""),
    ] {
        let answer = folder.search(query, &[]);
        let warnings = answer.0["warnings"].to_string();
        assert_eq!(answer.total("passages"), 1, "{query}: {warnings}");
        assert!(if told.is_empty() { warnings == "[]" } else { warnings.contains(told) }, "{query}: {warnings}");
    }
}

/// Words that people write as one, where the texts write two, with a hyphen or without.
#[test]
fn words_written_as_one_are_found_apart() {
    let folder = Folder::indexed(&[
        ("stukken/streep.txt", "Kinderen van niet-westerse afkomst.\n"),
        ("stukken/los.txt", "Kinderen van niet westerse afkomst.\n"),
        ("stukken/een.txt", "Kinderen van nietwesterse afkomst.\n"),
        ("stukken/anders.txt", "Niet alle kinderen zijn van westerse afkomst.\n"),
    ]);
    let all = ["een.txt", "los.txt", "streep.txt"];
    for query in ["nietwesters", "nietwestersen", "nietwesterse"] {
        let mut found = folder.search(query, &[]).full();
        found.sort_unstable();
        assert_eq!(found, all, "{query}");
    }
    // Where the parts that a compound would have say nothing.
    let folder = Folder::indexed(&[
        ("stukken/a.txt", "Na het verstrijken termijnen stellen; risico's van € 60.000.\n"),
        ("stukken/b.txt", "Het verst van alle rijken.\n"),
    ]);
    for (query, told) in
        [("verstrijkentermijn", ""), ("risioc's", "risioc's occurs nowhere; risico"), ("60,000", ""), ("60 000", "")]
    {
        let answer = folder.search(query, &[]);
        let warnings = answer.0["warnings"].to_string();
        assert_eq!(answer.full(), ["a.txt"], "{query}: {warnings}");
        assert!(if told.is_empty() { warnings == "[]" } else { warnings.contains(told) }, "{query}: {warnings}");
    }
    let folder = Folder::indexed(&[
        ("stukken/streep.txt", "Kinderen van niet-westerse afkomst.\n"),
        ("stukken/los.txt", "Kinderen van niet westerse afkomst.\n"),
        ("stukken/een.txt", "Kinderen van nietwesterse afkomst.\n"),
    ]);
    for query in ["niet westers", "niet-westers"] {
        let found = folder.search(query, &[]).full();
        assert!(all.iter().all(|source| found.iter().any(|one| one == source)), "{query}: {found:?}");
    }
}

#[test]
fn what_is_there_in_pieces_only_is_told_where_nothing_is_found() {
    let folder = Folder::indexed(&[("stukken/a.txt", "Zaak 00 van de pst, bedrag 12.\n")]);
    let told = |query: &str| folder.search(query, &[]).0["warnings"].to_string();
    assert_eq!(told("00pst"), "[\"00pst occurs nowhere as one word\"]");
    assert_eq!(told("00pstel"), "[\"00pstel occurs nowhere\"]");
}

#[test]
fn a_list_of_values_is_told_in_short() {
    let folder = Folder::indexed(PAPERS);
    let told = folder.search("soort:gedicht", &[]).0["warnings"][0].to_string();
    assert!(told.contains("kinds are brief, ") && told.contains("griffie help query names them"), "{told}");
    assert!(told.len() < 250, "{told}");
}

#[test]
fn a_date_is_read_as_it_is_written() {
    let folder = Folder::indexed(PAPERS);
    for query in [
        "datum:\"3 mei 2021\"",
        "datum:\"mei 2021\"",
        "datum:=2021",
        "datum:2021-05..",
        "datum:>2021-05-02 datum:<2021-05-04",
    ] {
        let answer = folder.search(query, &[]);
        assert_eq!(answer.full(), ["heiloo.txt"], "{query}: {}", answer.0["warnings"]);
        folder.griffie(["search", "--strict", query]).expect_code(0);
    }
    assert_eq!(folder.search("datum:3 mei 2021 tekort", &[]).full(), ["heiloo.txt"]);
}

#[test]
fn words_that_occur_nowhere_are_told_with_what_may_have_been_meant() {
    let folder = Folder::indexed(PAPERS);
    for (query, found, told) in [
        // Another first letter, letters exchanged at the beginning, two words in one, one of them mistyped.
        ("zubsidie", "medemblik.txt", "zubsidie occurs nowhere; subsidie was looked for"),
        ("usbsidie", "medemblik.txt", "usbsidie occurs nowhere; subsidie was looked for"),
        ("tekortheiloo", "", "tekortheiloo occurs nowhere; tekort heiloo was looked for"),
        ("collegevrwacht", "heiloo.txt", "collegevrwacht occurs nowhere; college verwacht was looked for"),
        ("subsydie", "medemblik.txt", "subsydie occurs nowhere; subsidie was looked for"),
        ("subsidïe", "medemblik.txt", ""),
        ("loonkosten subsidies", "hoorn.txt", ""),
        // Offered only.
        ("raat", "", "raat occurs nowhere; did you mean raad?"),
        ("\"raat\"", "", "raat occurs nowhere; did you mean raad?"),
        ("titel:moti", "", "moti occurs nowhere; did you mean motie?"),
        ("onderwerp:kadernoto", "", "kadernoto occurs nowhere; did you mean kadernota?"),
        ("=kadernoto", "", "kadernoto occurs nowhere; did you mean kadernota?"),
        ("BIUG", "", "BIUG occurs nowhere"),
        ("Z-2021-99", "", "99 occurs nowhere"),
    ] {
        let answer = folder.search(query, &[]);
        let warnings = answer.0["warnings"].to_string();
        let full = answer.full();
        let is_found = if found.is_empty() { full.is_empty() } else { full.iter().any(|source| source == found) };
        assert!(is_found, "{query}: {full:?} {warnings}");
        assert!(if told.is_empty() { warnings == "[]" } else { warnings.contains(told) }, "{query}: {warnings}");
    }
    let told = folder.search("regeling:WerkSam", &[]).0["warnings"].to_string();
    assert!(told.contains("no list knows the arrangement WerkSam; did you mean WerkSaam"), "{told}");
}

/// Each field alone and with others; the filters that are options stand in the tests of search.
#[test]
fn a_field_that_removes_everything_is_named_with_what_there_is_without_it() {
    let folder = Folder::indexed(PAPERS);
    let removes = |what: &str| format!("{what} removes everything; without it there is 1 passage");
    for (query, told) in [
        ("tekort gemeente:Hoorn", removes("gemeente:\"Hoorn\"")),
        ("tekort regeling:WerkSaam", removes("regeling:\"WerkSaam\"")),
        ("tekort orgaan:commissie", removes("orgaan:\"commissie\"")),
        ("tekort soort:motie", removes("soort:\"motie\"")),
        ("tekort onderwerp:begroting", removes("onderwerp:\"begroting\"")),
        ("tekort titel:begroting", removes("titel:\"begroting\"")),
        ("tekort kenmerk:RB1", removes("kenmerk:\"RB1\"")),
        ("tekort datum:2019", removes("datum:\"2019\"")),
        ("tekort thema:onderwijs", removes("thema:\"onderwijs\"")),
        ("tekort rol:handtekening", removes("rol:\"handtekening\"")),
        ("tekort -gemeente:Heiloo", removes("-gemeente:\"Heiloo\"")),
        ("tekort gemeente:(Hoorn OR Medemblik)", removes("(gemeente:\"Hoorn\" OR gemeente:\"Medemblik\")")),
        ("tekort \"tekort de\"", removes("\"tekort de\"")),
        ("gemeente:Enkhuizen", "no passage of the index meets gemeente:\"Enkhuizen\"".into()),
        (
            "gemeente:Heiloo gemeente:Hoorn datum:2019",
            "no passage of the index meets gemeente:\"Heiloo\", gemeente:\"Hoorn\", datum:\"2019\" together".into(),
        ),
        (
            "tekort gemeente:Enkhuizen datum:2015",
            "gemeente:\"Enkhuizen\", datum:\"2015\" together remove everything; without them there is 1 passage".into(),
        ),
        ("tekort gemeente:Enkhuizen datum:2015", "no passage of the index meets datum:\"2015\"".into()),
    ] {
        let answer = folder.search(query, &[]);
        let warnings: Vec<&str> =
            answer.0["warnings"].as_array().expect("a list").iter().filter_map(|w| w.as_str()).collect();
        assert!(warnings.iter().any(|warning| warning.contains(&told)), "{query}: {warnings:?}");
        folder.griffie(["search", "--", query]).expect_code(0).expect_stderr(&told);
    }
    // A field and an option.
    let answer = folder.search("tekort gemeente:Hoorn", &["--soort", "agenda"]);
    let told = answer.0["warnings"].to_string();
    assert!(told.contains("--kind together remove everything; without them there is 1 passage"), "{told}");
    assert!(told.contains("no passage of the index meets --kind"), "{told}");
}

#[test]
fn what_matched_in_a_heading_title_or_subject_is_marked_there() {
    let folder = Folder::indexed(&[(
        "stukken/nota.md",
        "---\ntitle: Nota reserves\n---\n\n# Weerstandsvermogen\n\nHet college stelt voor om het bedrag te verhogen.\n",
    )]);
    let marked = |query: &str, of: &str| -> String {
        let hit = folder.search(query, &[]).hits()[0].clone();
        let text: Vec<char> = hit[of].as_str().unwrap_or_default().chars().collect();
        let ranges = hit[format!("{of}_highlights")].as_array().expect("a list").clone();
        let slice = |range: &serde_json::Value| -> String {
            let at = |n: usize| range[n].as_u64().expect("a place") as usize;
            text[at(0)..at(1)].iter().collect()
        };
        ranges.iter().map(slice).collect::<Vec<_>>().join("|")
    };
    assert_eq!(marked("weerstandsvermogen college", "heading"), "Weerstandsvermogen");
    assert_eq!(marked("reserve", "title"), "reserves");
    assert_eq!(marked("bedrag", "title"), "");
    assert_eq!(marked("bedrag", "subject"), "");
}

#[test]
fn the_same_query_finds_the_same_in_the_same_order() {
    let folder = Folder::indexed(PAPERS);
    for query in ["de raad OR college", "*en", "\"de het een\"~100", "be* NEAR/50 *en", "raadd"] {
        let asked = || {
            let answer = folder.search(query, &[]);
            (answer.each("passage"), answer.0["warnings"].to_string(), answer.total("passages"))
        };
        assert_eq!(asked(), asked(), "{query}");
    }
}

#[test]
fn hostile_queries_are_answered() {
    let folder = Folder::indexed(PAPERS);
    let long = "het college verwacht een tekort op de sociale werkvoorziening ".repeat(330);
    for query in [
        "(".repeat(10_000),
        "*".repeat(5000),
        "~~~".into(),
        "a* b* c* d* *e".into(),
        "\u{202e}tekort\u{7}".into(),
        "-".into(),
        String::new(),
        "gemeente:\u{201d}".repeat(2000),
        "\"".repeat(9001),
        long,
        "gemeente:(".repeat(2000),
        format!("titel:{} kenmerk:{} datum:{}", "t".repeat(9000), "k1".repeat(9000), "2".repeat(9000)),
        format!("soort:\"{}\"", "een lang verhaal ".repeat(5000)),
        format!("({})", "+raad ".repeat(9000)),
        format!("{} OR zeppelin", "\"raad college\" ".repeat(40)),
        format!("NEAR/{} raad", "0".repeat(9000)),
    ] {
        let told = folder.griffie(["search", "--limit", "0", "--", &query]).expect_code(0).stderr;
        // However much was typed, messages repeat little of it.
        assert!(told.len() < 3000, "{} bytes: {}", told.len(), told.chars().take(400).collect::<String>());
    }
    // What is left out is told.
    let many: String = ('a'..='z').flat_map(|a| ['e', 'n'].map(|b| format!("*{a}{b}* "))).collect();
    let fuzzy: String = ('a'..='p').map(|a| format!("{a}ollege~2 ")).collect();
    for (query, told) in [
        ("raad ".repeat(100), "only its first 64 words were looked for"),
        (fuzzy, " more patterns were not looked for, as the query asks for too many words"),
        (many + &"x".repeat(2000), "of a word of 2000 letters and signs only the first 1000 were looked for"),
        (format!("\"{}\"", "raad ".repeat(40)), "of a phrase only the first 32 words were looked for"),
        (
            format!("\"{}\"", "raad-en-".repeat(200)),
            "of a phrase only the first 1000 letters and signs were looked for",
        ),
        // What is glued together counts as the words that it is.
        (format!("{0} {0}", "raad/".repeat(190)), "only its first 64 words were looked for"),
        (
            format!("titel:\"{}\"", "raad ".repeat(100)),
            "of a value of 500 letters and signs only the first 400 were looked for",
        ),
        (
            format!("{0} {0}", format!("gemeente:\"{}\"", "raad ".repeat(50))),
            "`raad` and what follows in gemeente: were left out",
        ),
        ("(".repeat(30) + "raad" + &")".repeat(30), "brackets more than 24 deep were read as text"),
    ] {
        folder.griffie(["search", "--", &query]).expect_code(0).expect_stderr(told);
    }
}

#[test]
fn the_page_on_the_language_is_shown() {
    let folder = Folder::new();
    let told = folder.griffie(["help", "query"]).expect_code(0).stdout;
    assert!(told.contains("raad NEAR/5 college"), "{told}");
    folder.griffie(["query"]).expect_code(0).expect_stdout("raad NEAR/5 college");
}

/// Every example on the page for users, as it stands there.
#[test]
fn every_example_for_users_is_read_without_doubt_and_searched() {
    let folder = Folder::indexed(PAPERS);
    let page = include_str!("../../docs/zoektaal.md");
    let examples: Vec<&str> =
        page.lines().filter_map(|line| line.strip_prefix("| `")?.split_once("` |")).map(|(query, _)| query).collect();
    assert!(examples.len() > 25, "{examples:?}");
    for example in examples {
        let ran = folder.griffie(["search", "--strict", "--", example]);
        // `OR` at the end is told to be a word, which is what the page says.
        let expected = if example.ends_with(" OR") { 2 } else { 0 };
        assert_eq!(ran.code, Some(expected), "{example}: {}", ran.told());
    }
}

#[test]
fn passages_that_say_much_the_same_are_found() {
    let letter = |town: &str| {
        format!(
            "Gemeente {town}\n\nGeachte raad,\n\nDe ontwerpbegroting van het werkvoorzieningschap geeft aanleiding tot een zienswijze: \
             het tekort op de loonkostensubsidies mag niet ten laste van {town} komen.\n"
        )
    };
    let folder = Folder::indexed(&[
        ("stukken/hoorn.txt", &letter("Hoorn")),
        ("stukken/heiloo.txt", &letter("Heiloo")),
        (
            "stukken/taxi.txt",
            "Gemeente Hoorn\n\nDe deeltaxi rijdt voortaan ook op zondag naar het ziekenhuis en het station.\n",
        ),
    ]);
    let asked = folder.search("zienswijze Hoorn", &["--limit", "1"]).each("passage").remove(0);
    let similar = |id: &str| folder.griffie(["similar", id, "--format", "json"]).expect_code(0).json();
    let sources = |answer: &serde_json::Value| -> Vec<String> {
        answer["hits"].as_array().expect("hits").iter().map(|hit| hit["source"].to_string()).collect()
    };
    let answer = similar(&asked);
    assert_eq!(sources(&answer), ["\"heiloo.txt\""]);
    assert!(answer["hits"][0]["score"].as_f64().expect("a score") > 0.6, "{answer}");
    // The same of a whole document.
    let document = asked.split('#').next().expect("an id").to_owned();
    assert_eq!(sources(&similar(&document)), ["\"heiloo.txt\""]);
    folder
        .griffie(["similar", "nergens"])
        .expect_code(1)
        .expect_stderr("the index holds no document or passage nergens");
    let taxi = folder.search("deeltaxi", &["--limit", "1"]).each("passage").remove(0);
    folder.griffie(["similar", &taxi]).expect_code(0).expect_stderr("nothing in the index says much the same");
}
