//! `griffie facets`: what the matching set is made of, counted as a search counts it.

use std::fs;

use serde_json::{Value, json};

use crate::common::Folder;

/// Documents of all conditions: several municipalities, one that went into another; an arrangement that no list knows; dates known to the
/// day, the month, the year and not at all; two roots.
fn archive() -> Folder {
    let municipalities =
        [&["Hoorn"][..], &["Heerhugowaard"], &["Dijk en Waard"], &["Hoorn", "Heiloo"], &[], &["Koggenland"]];
    let dates = ["2019-03-04", "2019-03", "2019", "2021-08-12", "2021-11", "", "2016-05-01"];
    let kinds = ["zienswijze", "motie", "brief", "", "besluit"];
    let arrangements = [&["WerkSaam Westfriesland"][..], &["Regeling Duinrand", "Halte Werk"], &[]];
    let texts = [
        "De raad vraagt om een reserve voor de bijstand.\n\nHet college stelt de reserve vast.",
        "Wij zeggen toe dat de bijstandsuitkering op tijd komt. De raad wacht af.",
        "De jeugdhulp kost meer dan begroot.\n\nDe raad besluit een reserve te vormen.\n\nEr is geen reserve voor jeugdhulp.",
        // In one as "subsidie voor loonkosten", in the other both words apart, which is something else.
        "De subsidie voor loonkosten helpt. De raad legt de subsidie vast, en de kosten van het loon.",
        "Een subsidie is er niet meer, zegt de raad. Er was koffie voor wie kwam, en het werd laat voor allen. Loonkosten stijgen.",
        "De schuldhulp helpt gezinnen met schulden. De schuldhulpverlening van de raad groeit.",
    ];
    let record = |n: usize| {
        // Numbers without common factors: every combination of two comes by.
        let mut record = json!({"id": format!("stuk{n}"), "text": texts[n / 3 % 6], "municipality": municipalities[n % 6],
            "arrangement": arrangements[n / 2 % 3]});
        for (key, value) in [("date", dates[n % 7]), ("kind", kinds[n % 5])] {
            if !value.is_empty() {
                record[key] = json!(value);
            }
        }
        format!("{record}\n")
    };
    let folder = Folder::with(&[
        ("stukken/reeks.jsonl", &(0..90).map(record).collect::<String>()),
        ("archief/oud.jsonl", &(90..130).map(record).collect::<String>()),
    ]);
    folder.griffie(["index", "stukken", "archief"]).expect_code(0);
    folder
}

/// Counts as JSON.
fn facets(folder: &Folder, arguments: &[&str]) -> Value {
    let mut json = folder.griffie([&["facets", "--format", "json"], arguments].concat()).expect_code(0).json();
    json["took_ms"].take();
    json
}

fn totals(json: &Value) -> (u64, u64) {
    (number(&json["total_passages"]), number(&json["total_documents"]))
}

fn counts(value: &Value) -> (u64, u64) {
    (number(&value["passages"]), number(&value["documents"]))
}

fn number(value: &Value) -> u64 {
    value.as_u64().unwrap_or_else(|| panic!("{value} is no number"))
}

fn list(value: &Value) -> &[Value] {
    value.as_array().unwrap_or_else(|| panic!("{value} is no list"))
}

const FIELDS: [&str; 9] = ["municipality", "arrangement", "body", "kind", "year", "month", "theme", "role", "root"];
/// What is asked for: options, and a query that is never left out, as a search needs one.
const ASKED: [(&str, &[&str]); 7] = [
    ("raad", &[]),
    ("loonkostensubsidie", &[]),
    ("reserve raad", &["--any"]),
    ("bijstandsuitkering OF schuldhulp", &[]),
    ("\"de raad\" -jeugdhulp", &["--municipality", "Dijk en Waard", "--municipality", "Hoorn"]),
    ("reserve", &["--since", "2019", "--until", "2019-12"]),
    ("schuldhulp bijstand", &[]),
];

/// The options of a search that finds what a value counts.
fn filter(field: &str, value: &str) -> Vec<String> {
    let option = |name: &str| vec![format!("--{name}"), value.to_owned()];
    match field {
        "municipality" => [option(field), vec!["--exact-municipality".to_owned()]].concat(),
        "year" | "month" => [option("since"), option("until")].concat(),
        other => option(other),
    }
}

#[test]
fn totals_are_those_of_the_search() {
    let folder = archive();
    for (query, options) in ASKED {
        let of_search = folder.search(query, options);
        let told = (of_search.total("passages"), of_search.total("documents"));
        assert!(told.0 > 0 || query == "schuldhulp bijstand", "{query} finds something");
        let text = folder.griffie([&["search", query], options].concat()).expect_code(0);
        assert!(told.0 == 0 || text.stdout.contains(&format!("{} passage", told.0)), "{}", text.told());
        for by in ["kind", "role", "municipality,month"] {
            let of_facets = facets(&folder, &[&[query, "--by", by], options].concat());
            assert_eq!(totals(&of_facets), told, "{query} {options:?} by {by}");
        }
    }
    // Without a query all there is.
    let status = folder.griffie(["status", "--format", "json"]).expect_code(0).json();
    let all = facets(&folder, &["--by", "root"]);
    assert_eq!(totals(&all), (number(&status["passages"]), number(&status["documents"])));
    assert_eq!(totals(&facets(&folder, &["", "--by", "root"])), totals(&all), "an empty query is none");
}

#[test]
fn each_value_counts_what_the_search_with_its_filter_finds() {
    let folder = archive();
    let mut compared = 0;
    for (query, options) in &ASKED[..4] {
        for field in FIELDS {
            let page = facets(&folder, &[&[*query, "--by", field], *options].concat());
            assert!(!list(&page["values"]).is_empty(), "{query} by {field}");
            for value in list(&page["values"]) {
                let Some(name) = value["value"].as_str() else { continue };
                let mut expected = counts(value);
                if field == "month" && name.len() == 4 {
                    continue; // Counted with each of its months, below.
                }
                if field == "month" {
                    // A period also finds what may have been in it.
                    let of_year = list(&page["values"]).iter().find(|other| other["value"] == name[..4]);
                    let (passages, documents) = of_year.map(counts).unwrap_or_default();
                    expected = (expected.0 + passages, expected.1 + documents);
                }
                let filter = filter(field, name);
                let filter: Vec<&str> = filter.iter().map(String::as_str).collect();
                let answer = folder.search(query, &[options.to_vec(), filter].concat());
                assert_eq!((answer.total("passages"), answer.total("documents")), expected, "{query}: {field} {name}");
                compared += 1;
            }
        }
    }
    assert!(compared > 90, "only {compared} values");
}

#[test]
fn cells_of_a_table_count_what_both_filters_find() {
    let folder = archive();
    for (query, by) in
        [("raad", ["kind", "year"]), ("reserve", ["municipality", "role"]), ("raad", ["root", "arrangement"])]
    {
        let page = facets(&folder, &[query, "--by", &by.join(",")]);
        assert_eq!(page["by"], json!(by));
        assert_eq!(list(&page["cells"]).len(), list(&page["rows"]).len());
        let mut checked = 0;
        for (row, cells) in list(&page["rows"]).iter().zip(list(&page["cells"])) {
            for (column, cell) in list(&page["columns"]).iter().zip(list(cells)) {
                let (Some(of_row), Some(of_column)) = (row["value"].as_str(), column["value"].as_str()) else {
                    continue;
                };
                if counts(cell) == (0, 0) {
                    continue;
                }
                let options = [filter(by[0], of_row), filter(by[1], of_column)].concat();
                let answer = folder.search(query, &options.iter().map(String::as_str).collect::<Vec<_>>());
                assert_eq!(
                    (answer.total("passages"), answer.total("documents")),
                    counts(cell),
                    "{of_row}, {of_column}"
                );
                checked += 1;
            }
        }
        assert!(checked > 3, "{by:?}");
        // Rows and columns are the values of one field.
        assert_eq!(page["rows"], facets(&folder, &[query, "--by", by[0]])["values"]);
        assert_eq!(page["columns"], facets(&folder, &[query, "--by", by[1]])["values"]);
    }
}

#[test]
fn what_has_one_value_adds_up_to_the_totals_the_unknown_included() {
    let folder = archive();
    for field in ["body", "kind", "year", "month", "role", "root"] {
        for (query, options) in ASKED {
            let page = facets(&folder, &[&[query, "--by", field], options].concat());
            let sums = list(&page["values"]).iter().map(counts).fold((0, 0), |(p, d), (q, e)| (p + q, d + e));
            let (passages, documents) = totals(&page);
            assert_eq!(sums.0, passages, "{query} by {field}");
            // A document is of one kind; its passages may do several things.
            assert!(if field == "role" { sums.1 >= documents } else { sums.1 == documents }, "{query} by {field}");
        }
    }
    let unknown = facets(&folder, &["--by", "kind"])["values"].as_array().and_then(|values| values.last().cloned());
    assert_eq!(unknown.expect("values")["label"], "onbekend");
}

#[test]
fn counts_are_the_same_each_time_and_whatever_the_index_went_through() {
    let folder = archive();
    let ask = || {
        FIELDS.map(|field| {
            let mut page = facets(&folder, &["--by", field]);
            page["generation"].take();
            page
        })
    };
    let first = ask();
    assert_eq!(ask(), first);
    let all = fs::read_to_string(folder.path("stukken/reeks.jsonl")).expect("the documents");
    let half: String = all.lines().take(40).map(|line| format!("{line}\n")).collect();
    folder.rewrite("stukken/reeks.jsonl", half);
    folder.griffie(["index", "stukken", "--allow-shrink"]).expect_code(0);
    assert_ne!(ask(), first);
    for (query, options) in ASKED {
        let of_search = folder.search(query, options);
        let page = facets(&folder, &[&[query, "--by", "role,kind"], options].concat());
        assert_eq!(totals(&page), (of_search.total("passages"), of_search.total("documents")), "after a removal");
    }
    folder.write("stukken/reeks.jsonl", all);
    folder.freshen("stukken/reeks.jsonl");
    folder.griffie(["index", "stukken"]).expect_code(0);
    assert_eq!(ask(), first, "after they came back");
    folder.griffie(["index", "--rebuild"]).expect_code(0);
    assert_eq!(ask(), first, "after a rebuild");
}

#[test]
fn a_municipality_counts_itself_and_not_those_that_went_into_it() {
    let folder = archive();
    let of = |arguments: &[&str], name: &str| {
        let page = facets(&folder, arguments);
        list(&page["values"]).iter().find(|value| value["value"] == name).cloned()
    };
    let now = of(&["--by", "municipality", "--municipality", "Dijk en Waard"], "Dijk en Waard").expect("counted");
    let before =
        of(&["--by", "municipality", "--municipality", "Dijk en Waard"], "Heerhugowaard").expect("a value of its own");
    let all = facets(&folder, &["--by", "kind", "--municipality", "Dijk en Waard"]);
    assert_eq!(counts(&now).0 + counts(&before).0, totals(&all).0, "the filter finds both");
    assert_eq!(now["code"], "GM1980");
    assert!(of(&["--by", "regeling"], "Regeling Duinrand").is_some(), "as it is written");
}

#[test]
fn values_come_in_order_and_time_without_gaps() {
    let folder = archive();
    let of = |by: &str| -> Vec<String> {
        let page = facets(&folder, &["--by", by]);
        let shown = |value: &Value| value["value"].as_str().unwrap_or("?").to_owned();
        list(&page["values"]).iter().map(shown).collect()
    };
    assert_eq!(of("year"), ["2016", "2017", "2018", "2019", "2020", "2021", "?"]);
    let months = of("month");
    assert_eq!(months.len(), 8 + 2 * 12 + (12 + 1) + 12 + 11 + 1, "{months:?}");
    assert_eq!(months[months.len() - 1], "?");
    let at = |month: &str| months.iter().position(|other| other == month).expect("a month");
    assert_eq!(
        (at("2019-12") + 1, at("2019") + 1),
        (at("2019"), at("2020-01")),
        "a year without month stands behind its months"
    );
    let page = facets(&folder, &["--by", "kind"]);
    let passages: Vec<u64> = list(&page["values"]).iter().map(|value| counts(value).0).collect();
    assert!(passages[..passages.len() - 1].is_sorted_by(|a, b| a >= b), "{passages:?}");
}

/// Five documents on the reserve, of which one says so twice.
fn few() -> Folder {
    let short = "De raad bespreekt de reserve.".to_owned();
    let long = format!("{short} {}Nogmaals de reserve.", "Er was koffie voor wie kwam.\n\n".repeat(60));
    let record = |id: &str, municipality: &str, date: &str, kind: &str, text: &str| {
        json!({"id": id, "text": text, "municipality": municipality, "date": date, "kind": kind}).to_string()
    };
    let undated = json!({"id": "z", "text": "Over de reserve.", "municipality": ["Hoorn", "Opmeer"]});
    let records = [
        record("a", "Hoorn", "2012-02-01", "motie", &short),
        record("b", "Hoorn", "2021-02-01", "zienswijze", &long),
        record("c", "Heiloo", "2021-03", "zienswijze", &short),
        record("d", "Opmeer", "2019", "brief", &short),
        undated.to_string(),
    ];
    Folder::indexed(&[("stukken/reeks.jsonl", &records.join("\n"))])
}

#[test]
fn the_text_for_people_lines_numbers_up() {
    let folder = few();
    assert_told!(folder.griffie(["facets", "reserve", "--by", "soort"]), @"
    exit 0
    --- stdout
    kind        passages   share  documents
    zienswijze         3   50.0%          2
    brief              1   16.7%          1
    motie              1   16.7%          1
    unknown            1   16.7%          1
    6 passages in 5 documents
    ");
    assert_told!(folder.griffie(["facets", "reserve", "--by", "jaar"]), @"
    exit 0
    --- stdout
    year         passages   share  documents
    2012                1   16.7%          1
    2013 … 2018         0    0.0%          0
    2019                1   16.7%          1
    2020                0    0.0%          0
    2021                3   50.0%          2
    unknown             1   16.7%          1
    6 passages in 5 documents
    ");
    assert_told!(folder.griffie(["facets", "reserve", "--by", "gemeente", "--limit", "1"]), @"
    exit 0
    --- stdout
    municipality  passages   share  documents
    Hoorn                4   66.7%          3
    6 passages in 5 documents
    left out: 2 more by municipality with 3 passages in 3 documents; --all shows them
    ");
    assert_told!(folder.griffie(["facets", "reserve", "--by", "gemeente"]), @"
    exit 0
    --- stdout
    municipality  passages   share  documents
    Hoorn                4   66.7%          3
    Opmeer               2   33.3%          2
    Heiloo               1   16.7%          1
    6 passages in 5 documents
    a document with more than one municipality counts under each
    ");
}

#[test]
fn the_table_for_people_stays_within_its_width() {
    let folder = few();
    assert_told!(folder.griffie(["facets", "reserve", "--by", "gemeente,jaar", "--vanaf", "2019"]), @r"
    exit 0
    --- stdout
    municipality \ year  2019  2020  2021  all
    Hoorn                   0     0     2    2
    Heiloo                  0     0     1    1
    Opmeer                  1     0     0    1
    all                     1     0     3    4
    numbers are passages; --format json tells documents too
    4 passages in 3 documents
    --- stderr
    warning: 1 matching passage has no known date and cannot be placed in the period
    ");
    let wide = archive();
    let ran = wide.griffie(["facets", "--by", "gemeente,maand"]).expect_code(0);
    let heads: Vec<&str> = ran.stdout.lines().filter(|line| line.starts_with("municipality \\ month")).collect();
    assert!(heads.len() > 2, "the table goes on below\n{}", ran.told());
    for month in ["2016-05", "2018-01", "2021-11", "unknown", "all"] {
        assert_eq!(heads.iter().filter(|line| line.contains(month)).count(), 1, "{month}");
    }
    assert!(ran.stdout.lines().all(|line| line.chars().count() <= 100), "{}", ran.told());
}

#[test]
fn csv_and_json_lines_have_a_row_a_value_or_a_cell() {
    let folder = few();
    let csv = folder.griffie(["facets", "reserve", "--by", "soort", "--format", "csv"]).expect_code(0);
    assert_eq!(
        csv.stdout,
        "query,kind,kind_label,passages,documents\r\nreserve,opinion,zienswijze,3,2\r\nreserve,letter,brief,1,1\r\n\
         reserve,motion,motie,1,1\r\nreserve,,onbekend,1,1\r\n"
    );
    let csv = folder.griffie(["facets", "reserve", "--by", "gemeente,jaar", "--format", "csv"]).expect_code(0);
    let mut reader = csv::Reader::from_reader(csv.stdout.as_bytes());
    let header: Vec<&str> = reader.headers().expect("a header").iter().collect();
    assert_eq!(header.join(" "), "query municipality municipality_label year year_label passages documents");
    let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("a row")).collect();
    let lines = folder.griffie(["facets", "reserve", "--by", "gemeente,jaar", "--format", "jsonl"]).expect_code(0);
    let lines: Vec<Value> = lines.stdout.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!(rows.len(), 6);
    assert_eq!(rows.len(), lines.len());
    for (row, line) in rows.iter().zip(&lines) {
        assert_eq!(line["municipality"].as_str().unwrap_or_default(), &row[1]);
        assert_eq!(line["year"].as_str().unwrap_or_default(), &row[3]);
        assert_eq!(number(&line["passages"]).to_string(), row[5]);
    }
    let short = folder.griffie(["facets", "--by", "gemeente", "--limit", "1", "--format", "csv"]).expect_code(0);
    assert_eq!(short.stdout.lines().count(), 2);
    short.expect_stderr("2 more by municipality are left out by --limit");
}

#[test]
fn the_json_has_its_fields_in_order() {
    let folder = few();
    let ran = folder.griffie(["facets", "reserve", "--by", "gemeente", "--limit", "1", "--format", "json"]);
    assert_told!(ran, @r#"
    exit 0
    --- stdout
    {
      "query": "reserve",
      "took_ms": "[ms]",
      "generation": 1,
      "total_passages": 6,
      "total_documents": 5,
      "warnings": [],
      "by": [
        "municipality"
      ],
      "values": [
        {
          "value": "Hoorn",
          "label": "Hoorn",
          "code": "GM0405",
          "passages": 4,
          "documents": 3
        }
      ],
      "others": {
        "values": 2,
        "passages": 3,
        "documents": 3
      }
    }
    "#);
    let table = folder.griffie(["facets", "reserve", "--by", "kind,root", "--format", "json"]).expect_code(0);
    let keys = ["by", "rows", "columns", "cells", "other_rows", "other_columns"];
    let places: Vec<usize> = keys.iter().map(|key| table.stdout.find(&format!("\"{key}\":")).expect("a key")).collect();
    assert!(places.is_sorted(), "{}", table.told());
    assert_eq!(table.json()["cells"][0][0], json!({"passages": 3, "documents": 2}));
    assert_eq!(table.json()["other_rows"], Value::Null);
}

#[test]
fn a_field_that_is_none_is_wrong_usage_with_a_suggestion() {
    let folder = few();
    let refused = |by: &str, message: &str, hint: &str| {
        let ran = folder.griffie(["facets", "reserve", "--by", by]).expect_code(2);
        assert!(ran.stdout.is_empty());
        ran.expect_stderr(message).expect_stderr(hint);
    };
    refused("gemente", "gemente is not a field to count by", "did you mean gemeente?");
    refused("year,kinde", "kinde is not a field to count by", "did you mean kind?");
    refused("zeppelin", "zeppelin is not a field", "fields are municipality (gemeente), arrangement (regeling), ");
    refused("jaar,year", "--by names year twice", "each field once");
    refused("year,kind,role", "--by names 3 fields", "--by municipality,year");
    folder.griffie(["facets", "reserve"]).expect_code(2).expect_stderr("--by");
    // It is refused before an index is looked for.
    Folder::new().griffie(["facets", "--by", "gemente"]).expect_code(2);
    Folder::new().griffie(["facets", "--by", "gemeente"]).expect_code(1);
}

#[test]
fn filters_and_queries_are_refused_and_explained_as_a_search_does() {
    let folder = few();
    let stderr = |arguments: &[&str], code: i32| folder.griffie(arguments).expect_code(code).stderr;
    for options in [
        &["--gemeente", "Heilo"][..],
        &["--soort", "gedicht"],
        &["--vanaf", "gisteren"],
        &["--root", "elders"],
        &["--strict", "reserve (raad"],
        &["--thema", "jeugt"],
    ] {
        let of_search = stderr(&[&["search", "reserve"], options].concat(), 2);
        assert_eq!(stderr(&[&["facets", "reserve", "--by", "year"], options].concat(), 2), of_search, "{options:?}");
    }
    for arguments in [
        &["reserfe"][..],
        &["zeppelin"],
        &["reserve", "--soort", "agenda"],
        &["reserve", "--regeling", "WerkSam"],
        &["reserve -raad -over -nogmaals"],
        &["?!"],
        &["-reserve"],
        &["raad", "--vanaf", "2021"],
    ] {
        let of_search = stderr(&[&["search"], arguments].concat(), 0);
        assert_eq!(stderr(&[&["facets", "--by", "year"], arguments].concat(), 0), of_search, "{arguments:?}");
    }
    let nothing = folder.griffie(["facets", "--by", "year", "--soort", "agenda"]).expect_code(0);
    assert_eq!(nothing.stdout, "nothing found\n");
    nothing.expect_stderr("--kind removes everything; without it there are ");
}

#[test]
fn control_characters_of_a_document_reach_nobody() {
    let evil = "\u{1b}[2J\u{9b}31m\u{202e}\u{7f}<script>&\"";
    let record = |n: usize| json!({"subject": format!("Over{evil}{n}"), "arrangement": format!("Regeling{evil}{n}"), "date": "2020", "text": "De reserve."});
    let folder = Folder::indexed(&[("stukken/reeks.jsonl", &format!("{}\n{}\n", record(1), record(2)))]);
    let is_harmful = |c: char| (c.is_control() && c != '\n' && c != '\r') || c == '\u{202e}';
    for by in ["arrangement", "arrangement,year", "year,arrangement"] {
        for format in ["text", "json", "jsonl", "csv"] {
            let ran = folder
                .griffie(["facets", "reserve", "--by", by, "--format", format, "--color", "never"])
                .expect_code(0);
            assert!(
                ran.stdout.contains("Regeling") && !ran.stdout.contains(is_harmful),
                "{by} {format}: {:?}",
                ran.stdout
            );
        }
    }
    folder.griffie(["facets", "--by", "year,arrangement", "--plot", "p.svg"]).expect_code(0);
    let svg = fs::read_to_string(folder.path("p.svg")).expect("a picture");
    assert!(!svg.contains(is_harmful) && !svg.contains("<script") && svg.contains("&lt;script&gt;&amp;"), "{svg}");
    texts_of(&svg);
}

/// The texts in a picture, which has to be well-formed.
fn texts_of(svg: &str) -> Vec<String> {
    let mut reader = quick_xml::Reader::from_str(svg);
    let (mut texts, mut depth) = (vec![String::new()], 0);
    loop {
        match reader.read_event().expect("well-formed XML") {
            quick_xml::events::Event::Start(_) => {
                depth += 1;
                texts.push(String::new());
            }
            quick_xml::events::Event::End(_) => depth -= 1,
            quick_xml::events::Event::Text(text) => texts.last_mut().expect("one").push_str(&text),
            quick_xml::events::Event::GeneralRef(_) => texts.last_mut().expect("one").push('&'),
            quick_xml::events::Event::Eof => break,
            _ => {}
        }
    }
    assert_eq!(depth, 0, "{svg}");
    texts.into_iter().map(|text| text.trim().to_owned()).filter(|text| !text.is_empty()).collect()
}

#[test]
fn a_picture_tells_its_figures_in_words_too() {
    let folder = few();
    let ran = folder.griffie([
        "facets",
        "reserve",
        "--by",
        "jaar,gemeente",
        "--plot",
        "reserve.svg",
        "--soort",
        "opinion",
        "--soort",
        "brief",
    ]);
    let ran = ran.expect_code(0).expect_stderr("the picture is in reserve.svg");
    assert!(ran.stdout.starts_with("year \\ municipality"), "the table is written too");
    let svg = fs::read_to_string(folder.path("reserve.svg")).expect("a picture");
    assert!(
        svg.starts_with("<svg ")
            && svg.contains("role=\"img\"")
            && svg.contains("aria-labelledby=\"griffie-title griffie-desc\"")
    );
    let texts = texts_of(&svg);
    assert_eq!(texts[0], "Passages over “reserve” per jaar en gemeente");
    assert_eq!(
        texts[1],
        "4 passages in 3 stukken · soort: zienswijze of brief. Hoorn, 2 passages: 2021: 2. Heiloo, 1 passage: 2021: 1. \
         Opmeer, 1 passage: 2019: 1. De as loopt van 2019 tot en met 2021; wat niet genoemd is, is nul. \
         Griffie, stand 1 van de index."
    );
    for label in ["Heiloo", "Hoorn", "Opmeer", "2019", "2020", "2021"] {
        assert!(texts[2..].iter().any(|text| text == label), "{label} stands in it: {texts:?}");
    }
    assert_eq!(folder.names(""), ["index", "reserve.svg", "stukken"], "nothing is left beside it");
    // Undated and unknown is said; one field is drawn too; so is nothing.
    folder.griffie(["facets", "reserve", "--by", "year", "--plot", "reserve.svg"]).expect_code(0);
    let svg = fs::read_to_string(folder.path("reserve.svg")).expect("a picture");
    assert!(
        svg.contains("Per jaar: 2012: 1, 2019: 1, 2021: 3.") && svg.contains("Niet in de tijd te plaatsen: 1 passage"),
        "{svg}"
    );
    for arguments in [
        &["--by", "gemeente"][..],
        &["zeppelin", "--by", "maand"],
        &["--by", "rol,maand"],
        &["zeppelin", "--by", "soort"],
    ] {
        folder.griffie([&["facets", "--plot", "p.svg"], arguments].concat()).expect_code(0);
        let svg = fs::read_to_string(folder.path("p.svg")).expect("a picture");
        assert!(texts_of(&svg)[0].starts_with("Passages "));
        assert!(!svg.contains(": ."), "what is empty is said: {svg}");
        assert!(!arguments.contains(&"zeppelin") || svg.contains(": geen."), "{svg}");
    }
}

#[test]
fn series_beyond_eight_are_put_together_and_each_passage_counts_once() {
    let municipalities =
        ["Hoorn", "Heiloo", "Opmeer", "Alkmaar", "Helmond", "Asten", "Deurne", "Someren", "Laarbeek", "Heerlen"];
    let record = |n: usize| {
        // The last two are always together.
        let names = if n % 10 == 9 { &municipalities[8..] } else { &municipalities[n % 8..=n % 8] };
        format!(
            "{}\n",
            json!({"id": format!("s{n}"), "municipality": names, "date": format!("20{}", 10 + n % 3), "text": "De reserve."})
        )
    };
    let folder = Folder::indexed(&[("stukken/reeks.jsonl", &(0..48).map(record).collect::<String>())]);
    folder.griffie(["facets", "--by", "year,municipality", "--plot", "p.svg"]).expect_code(0);
    let svg = fs::read_to_string(folder.path("p.svg")).expect("a picture");
    assert!(!svg.contains("eigen schaal"), "there are few of them");
    let page = facets(&folder, &["--by", "municipality", "--limit", "8"]);
    let (passages, _) = counts(&page["others"]);
    let listed: u64 = list(&page["values"]).iter().map(|value| counts(value).0).sum();
    assert!(svg.contains(&format!("overige (2), {passages} passages: ")), "{svg}");
    assert_eq!((listed + passages, passages), (48, 4), "{page}");
}

#[test]
fn what_is_put_together_does_not_flatten_the_others() {
    let record = |n: usize| {
        format!(
            "{}\n",
            json!({"id": format!("s{n}"), "arrangement": format!("Regeling Nummer {n}"), "date": "2020", "text": "De reserve."})
        )
    };
    let folder = Folder::indexed(&[("stukken/reeks.jsonl", &(0..30).map(record).collect::<String>())]);
    folder.griffie(["facets", "--by", "arrangement,year", "--plot", "p.svg"]).expect_code(0);
    let svg = fs::read_to_string(folder.path("p.svg")).expect("a picture");
    let texts = texts_of(&svg);
    assert!(texts.iter().any(|text| text == "22 passages, eigen schaal"), "{texts:?}");
    // The bars of the eight are as high as those of the 22.
    let bar = regex::Regex::new(
        "<rect x=\"\\d+\" y=\"\\d+\" width=\"\\d+\" height=\"(\\d+)\" opacity=\"1\" fill=\"#(?:1F4E79|8A8A8A)\"",
    )
    .expect("a pattern");
    let heights: Vec<u32> = bar.captures_iter(&svg).map(|found| found[1].parse().expect("a number")).collect();
    assert_eq!(heights.len(), 9);
    assert!(heights.iter().all(|height| *height > 30), "{heights:?}");
}

#[test]
fn a_picture_that_cannot_be_drawn_or_written_is_told_before_anything_is_counted() {
    let folder = few();
    let refused = |arguments: &[&str], code: i32, message: &str| {
        let ran = folder.griffie([&["facets"], arguments].concat()).expect_code(code);
        assert!(ran.stdout.is_empty(), "{}", ran.told());
        ran.expect_stderr(message);
    };
    refused(&["--by", "kind,role", "--plot", "p.svg"], 2, "kind and role cannot be drawn in one picture");
    refused(&["--by", "year,month", "--plot", "p.svg"], 2, "year and month cannot be drawn in one picture");
    refused(&["--by", "year", "--plot", "p.png"], 2, "p.png is no name for an SVG picture");
    refused(&["--by", "year", "--plot", "weg/p.svg"], 1, "the picture cannot be written to weg/p.svg");
    refused(&["--by", "year", "--plot", "stukken"], 1, "the picture cannot be written to stukken");
    assert_eq!(folder.names(""), ["index", "stukken"]);
}

#[test]
fn help_completions_and_the_man_page_know_it() {
    let folder = Folder::new();
    let help = folder.griffie(["facets", "--help"]).expect_code(0);
    for words in [
        "griffie facets loonkostensubsidie --by gemeente,jaar",
        "municipality, arrangement, body",
        "--gemeente",
        "--plot",
    ] {
        assert!(help.stdout.contains(words), "{words}: {}", help.told());
    }
    folder.griffie(["completions", "bash"]).expect_code(0).expect_stdout("arrangement body kind year");
    folder.griffie(["man"]).expect_code(0).expect_stdout(".SH \"GRIFFIE FACETS\"");
}
