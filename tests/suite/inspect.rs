//! `griffie inspect`: what is read from a file, without an index.

use serde_json::Value;

use crate::common::Folder;

/// A proposal with the decision behind it, as councils file them.
const PROPOSAL: &str = "gemeente Hoorn\n\nRAADSVOORSTEL\n\nZaaknummer:\t21-1234\nRaadsvergadering:\t14 september 2021\n\
    Onderwerp:\tUitbreiding van de deeltaxi\n\nAan de raad,\n\nGEVRAAGD BESLUIT\n\n\
    1. De deeltaxi vanaf 2022 ook op zondag te laten rijden.\n2. De kosten te dekken uit de reserve.\n\nINLEIDING\n\n\
    Inwoners vragen al langer om vervoer op zondag. Het college heeft de vervoerder om een prijs gevraagd.\n\n\
    Burgemeester en wethouders van Hoorn,\n\nde secretaris,\tde burgemeester,\n\n\n\
    RAADSBESLUIT\n\nZaaknummer: 21-1234\n\nDe raad van de gemeente Hoorn;\n\n\
    gelezen het voorstel van burgemeester en wethouders van 24 augustus 2021;\n\nb e s l u i t :\n\n\
    1. de deeltaxi vanaf 2022 ook op zondag te laten rijden;\n2. de kosten te dekken uit de reserve.\n\n\
    Aldus vastgesteld in de openbare vergadering van 14 september 2021.\n\nDe griffier,\tDe voorzitter,\n";

fn inspect(folder: &Folder, files: &[&str]) -> Vec<Value> {
    let ran = folder.griffie([&["inspect", "--format", "json"], files].concat()).expect_code(0);
    ran.json().as_array().expect("a list").clone()
}

fn keys(value: &Value) -> Vec<&str> {
    let mut keys: Vec<&str> = value.as_object().expect("an object").keys().map(String::as_str).collect();
    keys.sort_unstable();
    keys
}

fn insist_on(value: &Value, expected: &[&str]) {
    let found = keys(value);
    for key in expected {
        assert!(found.contains(key), "{key} is not among {found:?}");
    }
}

#[test]
fn the_json_of_a_file_has_the_fields_of_the_contract() {
    let folder = Folder::with(&[("stuk.txt", PROPOSAL)]);
    let elements = inspect(&folder, &["stuk.txt"]);
    for element in &elements {
        insist_on(
            element,
            &[
                "source",
                "parent",
                "kind",
                "date",
                "municipalities",
                "mentioned_municipalities",
                "arrangements",
                "subject",
                "reference",
                "title",
                "issuer",
                "addressee",
                "themes",
                "pages",
                "passages",
            ],
        );
        for passage in element["passages"].as_array().expect("a list") {
            insist_on(passage, &["ordinal", "heading", "role", "page", "text", "positions"]);
        }
    }
    for known in [&elements[0]["kind"], &elements[0]["date"], &elements[0]["subject"], &elements[0]["reference"][0]] {
        insist_on(known, &["value", "origin", "evidence", "confidence"]);
        assert_eq!(known["origin"], "recognised");
        let confidence = known["confidence"].as_f64().expect("a number");
        assert!(confidence > 0.0 && confidence <= 1.0, "{known}");
        assert!(!known["evidence"].as_str().expect("a text").is_empty(), "{known}");
    }
    assert_eq!(elements[0]["municipalities"][0]["code"], "GM0405");
}

#[test]
fn a_proposal_with_its_decision_behind_it_is_a_whole_with_parts() {
    let folder = Folder::with(&[("stuk.txt", PROPOSAL)]);
    let elements = inspect(&folder, &["stuk.txt"]);
    let whole = &elements[0];
    assert_eq!((&whole["source"], &whole["parent"]), (&"stuk.txt".into(), &Value::Null));
    assert_eq!(whole["kind"]["value"], "proposal");
    assert_eq!(whole["subject"]["value"], "Uitbreiding van de deeltaxi");
    assert_eq!(whole["municipalities"][0]["value"], "Hoorn");
    let parts: Vec<&Value> = elements[1..].iter().collect();
    assert!(parts.iter().all(|part| part["parent"] == "stuk.txt" && part["source"] == "stuk.txt"));
    let decision = parts.iter().find(|part| part["kind"]["value"] == "decision").expect("the decision");
    assert_eq!(decision["date"]["value"], "2021-09-14");
    assert_eq!(decision["municipalities"][0]["value"], "Hoorn", "said of the whole, it holds for a part");
    // A passage is listed once, in the innermost part that holds it.
    let texts: Vec<&str> = elements
        .iter()
        .flat_map(|element| element["passages"].as_array().expect("a list"))
        .map(|passage| passage["text"].as_str().expect("a text"))
        .collect();
    for words in ["vervoer op zondag", "gelezen het voorstel"] {
        assert_eq!(texts.iter().filter(|text| text.contains(words)).count(), 1, "{words}: {texts:#?}");
    }
}

#[test]
fn positions_are_told_with_their_passage() {
    let text = "Gemeente Heiloo\n\nAan het dagelijks bestuur van WNK Personeelsdiensten\n\nDatum: 18 februari 2019\n\
         Onderwerp: Zienswijze kadernota\n\nGeacht bestuur,\n\nDe nota telt één bijlage. De raad stemt in met de kadernota, \
         mits de bijdrage gelijk blijft. Op 3 december 2018 heeft het algemeen bestuur besloten tot een onderzoek.\n\n\
         Met vriendelijke groet,\n\nde raad van Heiloo\n";
    let elements = inspect(&Folder::with(&[("brief.txt", text)]), &["brief.txt"]);
    let passages = elements[0]["passages"].as_array().expect("a list");
    let all: Vec<&Value> =
        passages.iter().flat_map(|passage| passage["positions"].as_array().expect("a list")).collect();
    for position in &all {
        insist_on(
            position,
            &["sentence", "holder", "kind", "direction", "date", "body", "of", "reported", "confidence"],
        );
    }
    let told = |name: &str| all.iter().map(|position| position[name].as_str()).collect::<Vec<_>>();
    assert_eq!(told("kind"), [Some("zienswijze"), Some("besluit")]);
    assert_eq!(told("direction"), [Some("conditional"), Some("for")]);
    assert_eq!(told("holder"), [Some("gemeenteraad Heiloo"), Some("algemeen bestuur WNK Personeelsdiensten")]);
    assert_eq!(told("body"), [Some("council"), Some("general-board")]);
    assert_eq!(told("date"), [None, Some("2018-12-03")]);
    assert_eq!((&all[0]["reported"], &all[1]["reported"]), (&false.into(), &true.into()));
    // Offsets count characters.
    let holding = passages.iter().find(|passage| passage["positions"][0] == *all[0]).expect("its passage");
    let [from, to] = [0, 1].map(|at| all[0]["range"][at].as_u64().expect("a number") as usize);
    let cut: String = holding["text"].as_str().expect("a text").chars().skip(from).take(to - from).collect();
    assert_eq!(Some(cut.as_str()), all[0]["sentence"].as_str());
}

#[test]
fn what_is_told_to_people() {
    let folder = Folder::with(&[(
        "brief.txt",
        "Gemeente Heiloo\n\nAan het dagelijks bestuur van WNK Personeelsdiensten\n\nKenmerk: 2019-88\n\
         Datum: 18 februari 2019\nOnderwerp: Zienswijze kadernota\n\nGeacht bestuur,\n\n\
         De raad stemt in met de kadernota en vraagt om een plan voor de reserve.\n\nMet vriendelijke groet,\n\n\
         de raad van Heiloo\n",
    )]);
    assert_told!(folder.griffie(["inspect", "brief.txt"]), @r"
    exit 0
    --- stdout
    brief.txt
      kind          opinion (zienswijze)  (0.85: Zienswijze kadernota)
      date          2019-02-18  (0.97: Datum: 18 februari 2019)
      municipality  Heiloo  (0.96: Gemeente Heiloo)
      arrangement   WNK Personeelsdiensten  (0.85: Aan het dagelijks bestuur van WNK Personeelsdiensten)
      subject       Zienswijze kadernota  (0.93: Onderwerp: Zienswijze kadernota)
      reference     2019-88  (0.93: Kenmerk: 2019-88)
      issuer        gemeenteraad van Heiloo (council)  (0.93: raad van Heiloo)
      addressee     dagelijks bestuur WNK Personeelsdiensten (executive-board)  (0.93: Aan het dagelijks bestuur van WNK Personeelsdiensten)
      theme         finance (financiën)  (0.79: kadernota, reserve*)

      [0] lines 11-11, 15 words, opinion
        De raad stemt in met de kadernota en vraagt om een plan voor de reserve.
        | Gemeente Heiloo
        | Aan het dagelijks bestuur van WNK Personeelsdiensten
        | Kenmerk: 2019-88
        | Datum: 18 februari 2019
        | Onderwerp: Zienswijze kadernota
        | Geacht bestuur,
        | Met vriendelijke groet,
        | de raad van Heiloo
        * zienswijze, voor: gemeenteraad Heiloo (0.94): “De raad stemt in met de kadernota en vraagt om
          een plan voor de reserve.”
    ");
}

#[test]
fn files_come_in_the_order_given_and_an_unreadable_one_is_an_element_with_its_error() {
    let folder = Folder::with(&[("b.txt", "De raad kiest."), ("leeg.txt", ""), ("a.txt", "Het college volgt.")]);
    let ran = folder.griffie(["inspect", "--format", "json", "b.txt", "leeg.txt", "weg.txt", "a.txt"]).expect_code(3);
    let elements = ran.json();
    let sources: Vec<&Value> = elements.as_array().expect("a list").iter().map(|element| &element["source"]).collect();
    assert_eq!(sources, ["b.txt", "leeg.txt", "weg.txt", "a.txt"]);
    for i in [1, 2] {
        assert_eq!(elements[i]["passages"], serde_json::json!([]));
        assert!(elements[i]["error"].as_str().is_some_and(|error| !error.is_empty()), "{}", elements[i]);
    }
    assert!(elements[0]["error"].is_null());
    ran.expect_stderr("leeg.txt: the file holds no text").expect_stderr("weg.txt: ");
}

#[test]
fn every_record_of_a_jsonl_file_is_an_element() {
    let folder = Folder::with(&[(
        "reeks.jsonl",
        "{\"id\": \"een\", \"date\": \"2020-03\", \"text\": \"De raad kiest.\"}\nstuk\n{\"text\": \"Het college volgt.\"}\n",
    )]);
    let elements = folder.griffie(["inspect", "--format", "json", "reeks.jsonl"]).expect_code(3).json();
    let sources: Vec<&Value> = elements.as_array().expect("a list").iter().map(|element| &element["source"]).collect();
    assert_eq!(sources, ["reeks.jsonl#een", "reeks.jsonl:2", "reeks.jsonl#3"]);
    assert_eq!(elements[0]["date"]["value"], "2020-03");
    assert_eq!(elements[0]["date"]["origin"], "given");
}

#[test]
fn a_series_is_told_as_the_index_tells_it() {
    let lines = b"{\"id\": \"a\", \"text\": \"Caf\xe9\"}\n{\"id\": \"a\", \"text\": \"De raad kiest.\"}\n";
    let given = "{\"text\": \"De raad kiest.\", \"municipality\": \"Hoornn\"}\n";
    let folder = Folder::with(&[
        ("leeg.jsonl", "\n \n"),
        ("gegeven.jsonl", given),
        ("wit.txt", " \n\n"),
        ("niets.txt", "\u{200b}\n"),
    ]);
    folder.write("oud.jsonl", lines);
    for (file, code, told) in [
        (
            "oud.jsonl",
            3,
            &["1 line is not in UTF-8 and read as Windows-1252", "another line before it has the id a"][..],
        ),
        ("leeg.jsonl", 3, &["the file holds no text"]),
        ("wit.txt", 3, &["the file holds no text"]),
        ("niets.txt", 3, &["the file holds no text"]),
        ("gegeven.jsonl", 0, &["municipality: `Hoornn` is not known; did you mean `Hoorn`?"]),
    ] {
        let inspected = folder.griffie(["inspect", file]).expect_code(code);
        let indexed = folder.griffie(["index", file, "--index", &format!("index-{file}")]).expect_code(code);
        for words in told {
            assert!(inspected.stderr.contains(words), "{words} in {}", inspected.told());
            assert!(indexed.stderr.contains(words), "{words} in {}", indexed.told());
        }
    }
}

#[test]
fn a_hyphen_reads_standard_input() {
    let folder = Folder::new();
    let ran = folder.griffie_reading(PROPOSAL, &["inspect", "--format", "json", "-"]).expect_code(0);
    assert_eq!(ran.json()[0]["source"], "-");
    assert_eq!(ran.json()[0]["kind"]["value"], "proposal");
    folder.griffie_reading("", &["inspect", "-"]).expect_code(3);
}

#[test]
fn words_broken_over_lines_are_put_together_and_hyphen_words_stay() {
    let text = "Gemeente Hoorn\n\nWij vragen u het stuk te bespreken met uw gemeen-\nteraad en de uitkomst van dat ge-\n\
        sprek aan ons te melden. Het gaat om de re-integratie van inwoners en om de werk- en\ninkomenstaken van het \
        sociaal domein in de regio.\n";
    let folder = Folder::with(&[("brief.txt", text)]);
    let clean = folder.griffie(["inspect", "--text", "brief.txt"]).expect_code(0).stdout;
    for words in
        ["met uw gemeenteraad en de uitkomst van dat gesprek aan", "de re-integratie van", "werk- en inkomenstaken"]
    {
        assert!(clean.contains(words), "{words:?} in {clean}");
    }
    let raw = folder.griffie(["inspect", "--text=raw", "brief.txt"]).expect_code(0).stdout;
    assert_eq!(raw, text);
}

#[test]
fn running_lines_are_dropped_from_the_text_and_kept_in_the_raw_text() {
    let page = |n: usize, body: &str| format!("Rapport deeltaxi Hoorn\n\n{body}\n\nPagina {n} van 3\n");
    let bodies = ["De deeltaxi rijdt op zondag.", "De kosten stijgen met tien procent.", "De raad beslist in maart."];
    let text = [page(1, bodies[0]), page(2, bodies[1]), page(3, bodies[2])].join("\u{c}");
    let folder = Folder::with(&[("rapport.txt", &text)]);
    let clean = folder.griffie(["inspect", "--text", "rapport.txt"]).expect_code(0).stdout;
    assert!(bodies.iter().all(|body| clean.contains(body)) && !clean.contains("Pagina 2 van 3"), "{clean}");
    let raw = folder.griffie(["inspect", "--text=raw", "rapport.txt"]).expect_code(0).stdout;
    assert!(raw.contains("Pagina 2 van 3") && raw.matches('\u{c}').count() == 2, "{raw}");
    assert_eq!(inspect(&folder, &["rapport.txt"])[0]["pages"], 3);
}

#[test]
fn form_feeds_give_pages_and_without_them_none_is_claimed() {
    let folder = Folder::with(&[
        ("nota.txt", "INLEIDING\n\nDe dagopvang blijft.\n\u{c}VERVOLG\n\nDe deeltaxi verdwijnt uit de regio.\n"),
        ("brief.txt", "De dagopvang blijft.\n"),
    ]);
    let elements = inspect(&folder, &["nota.txt", "brief.txt"]);
    assert_eq!((&elements[0]["pages"], &elements[1]["pages"]), (&2.into(), &Value::Null));
    let pages: Vec<&Value> =
        elements[0]["passages"].as_array().expect("a list").iter().map(|passage| &passage["page"]).collect();
    assert_eq!(pages, [1, 2]);
    assert!(elements[1]["passages"][0]["page"].is_null());
}

#[test]
fn control_characters_of_a_file_never_reach_the_terminal() {
    let evil = "\u{1b}[2J\u{1b}]0;titel\u{7}\u{9b}31m\u{8}\u{7f}";
    let text = format!("Gemeente Hoorn{evil}\n\nOnderwerp: Taxi{evil}\n\n# Kop{evil}\n\nDe deeltaxi{evil} rijdt.\n");
    let folder = Folder::with(&[("brief.txt", &text)]);
    for options in [&["--format", "text"][..], &["--text"], &["--text=raw"]] {
        let ran = folder.griffie([&["inspect", "--color", "always"], options, &["brief.txt"]].concat()).expect_code(0);
        let harmful: Vec<char> = ran.stdout.chars().filter(|c| c.is_control() && *c != '\n').collect();
        assert!(ran.stdout.contains("deeltaxi") && harmful.is_empty(), "{options:?}: {harmful:?}");
    }
}

#[test]
fn inspecting_needs_no_index_and_makes_none() {
    let folder = Folder::with(&[("brief.txt", "De raad kiest.")]);
    folder.griffie(["inspect", "brief.txt"]).expect_code(0);
    assert_eq!(folder.names(""), ["brief.txt"]);
    folder.griffie(["inspect"]).expect_code(2);
    folder.griffie(["inspect", "--text=half", "brief.txt"]).expect_code(2);
}

#[cfg(unix)]
#[test]
fn a_pipe_that_nobody_writes_to_is_not_waited_for() {
    let folder = Folder::with(&[("a.txt", "De raad kiest.\n")]);
    for name in ["pijp.txt", "pijp.jsonl"] {
        let made = std::process::Command::new("mkfifo").arg(folder.path(name)).status();
        assert!(made.expect("mkfifo").success());
    }
    let ran = folder.griffie(["inspect", "--format", "json", "pijp.txt", "pijp.jsonl", "/dev/null", "a.txt"]);
    let ran = ran.expect_code(3).expect_stderr("pijp.txt: it is no regular file; ");
    let elements = ran.json();
    for at in 0..3 {
        let error = elements[at]["error"].as_str().expect("a reason");
        assert!(error.starts_with("it is no regular file"), "{error}");
    }
    assert_eq!(elements[3]["source"], "a.txt");
}

#[test]
fn an_empty_file_of_another_type_is_told_as_the_index_tells_it() {
    let folder = Folder::with(&[("nota.xyz", ""), ("leeg.pdf", "")]);
    let ran = folder.griffie(["inspect", "nota.xyz", "leeg.pdf"]).expect_code(3);
    ran.expect_stderr("nota.xyz: griffie does not read files of this type")
        .expect_stderr("leeg.pdf: the file holds no text");
}
