//! `griffie positions`: who took which position on a topic, when.

use serde_json::Value;

use crate::common::Folder;

const DECISION_2019: &str = "Gemeente Hoorn

Raadsbesluit

Onderwerp: Begroting WerkSaam Westfriesland 2020
Datum: 14 mei 2019

De raad van de gemeente Hoorn;
gelezen het voorstel van het college;

besluit:

1. in te stemmen met de reserve van WerkSaam Westfriesland, onder de voorwaarde dat de bijdrage per inwoner gelijk blijft.
2. de wachtlijst voor beschut werk voor kennisgeving aan te nemen.

Aldus besloten in de openbare vergadering van 14 mei 2019.
";

const LETTER_2020: &str = "Aan de raden van de deelnemende gemeenten

Onderwerp: reserve
Datum: 3 maart 2020

Geachte raden,

Het dagelijks bestuur van WerkSaam Westfriesland stelt voor een reserve van 2 miljoen euro te vormen. Het overschot bedroeg vorig jaar 1 miljoen euro.

Wij zeggen toe dat wij de raden ieder kwartaal over de wachtlijst informeren.

Hoogachtend,
het dagelijks bestuur van WerkSaam Westfriesland
";

const OPINION_2021: &str = "Gemeente Hoorn

Aan het dagelijks bestuur van WerkSaam Westfriesland

Onderwerp: zienswijze begroting 2022
Datum: 11 mei 2021

Geacht bestuur,

De gemeenteraad van Hoorn stemt niet in met de vorming van een nieuwe reserve van WerkSaam Westfriesland. De kadernota voorziet in een hogere bijdrage.

Met vriendelijke groet,
de raad van de gemeente Hoorn
";

const UNDATED: &str = "Gemeente Opmeer

Aan het dagelijks bestuur van WerkSaam Westfriesland

Onderwerp: zienswijze

Geacht bestuur,

De gemeenteraad van Opmeer stemt in met de reserve van WerkSaam Westfriesland.

Met vriendelijke groet,
de raad van de gemeente Opmeer
";

fn archive() -> Folder {
    Folder::indexed(&[
        ("stukken/besluit.txt", DECISION_2019),
        ("stukken/brief.txt", LETTER_2020),
        ("stukken/zienswijze.txt", OPINION_2021),
        ("stukken/opmeer.txt", UNDATED),
    ])
}

fn positions(folder: &Folder, arguments: &[&str]) -> Value {
    folder.griffie([&["positions", "--format", "json"], arguments].concat()).expect_code(0).json()
}

/// Date, holder, kind and direction of each.
fn told(page: &Value) -> Vec<String> {
    let text = |position: &Value, key: &str| position[key].as_str().unwrap_or("-").to_owned();
    let all = page["positions"].as_array().expect("a list").iter();
    all.map(|p| ["date", "holder", "kind", "direction"].map(|key| text(p, key)).join(" | ")).collect()
}

const HOORN_2019: &str = "2019-05-14 | gemeenteraad Hoorn | besluit | conditional";
const BOARD_2020: &str = "2020-03-03 | dagelijks bestuur WerkSaam Westfriesland | voorstel | for";
const HOORN_2021: &str = "2021-05-11 | gemeenteraad Hoorn | zienswijze | against";
const OPMEER: &str = "- | gemeenteraad Opmeer | zienswijze | for";

#[test]
fn positions_on_a_topic_come_in_order_of_time_and_name_what_they_take_up() {
    assert_told!(archive().griffie(["positions", "reserve"]), @r"
    exit 0
    --- stdout
    2019-05-14  gemeenteraad Hoorn · besluit, voorwaardelijk
                in te stemmen met de *reserve* van WerkSaam Westfriesland, onder de voorwaarde dat de
                bijdrage per inwoner gelijk blijft.
                Begroting WerkSaam Westfriesland 2020 · besluit · stukken/besluit.txt

    2020-03-03  dagelijks bestuur WerkSaam Westfriesland · voorstel, voor
                Het dagelijks bestuur van WerkSaam Westfriesland stelt voor een *reserve* van 2 miljoen
                euro te vormen.
                reserve · brief · stukken/brief.txt

    2020-03-03  dagelijks bestuur WerkSaam Westfriesland · toezegging, neutraal
                Wij zeggen toe dat wij de raden ieder kwartaal over de wachtlijst informeren.
                reserve · brief · stukken/brief.txt

    2021-05-11  gemeenteraad Hoorn · zienswijze, tegen
                De gemeenteraad van Hoorn stemt niet in met de vorming van een nieuwe *reserve* van
                WerkSaam Westfriesland.
                zienswijze begroting 2022 · zienswijze · stukken/zienswijze.txt · takes up that of
                2019-05-14

    undated     gemeenteraad Opmeer · zienswijze, voor
                De gemeenteraad van Opmeer stemt in met de *reserve* van WerkSaam Westfriesland.
                zienswijze · zienswijze · stukken/opmeer.txt

    5 positions in 4 documents
    ");
}

#[test]
fn a_position_is_on_the_topic_itself_and_not_merely_in_a_passage_about_it() {
    let folder = archive();
    assert_eq!(told(&positions(&folder, &["bijdrage", "inwoner"])), [HOORN_2019]);
    let waiting = positions(&folder, &["wachtlijst"]);
    let sentences: Vec<&str> =
        waiting["positions"].as_array().expect("a list").iter().map(|p| p["sentence"].as_str().unwrap_or("")).collect();
    assert_eq!(sentences.len(), 2, "{sentences:?}");
    assert!(sentences.iter().all(|sentence| sentence.contains("wachtlijst")), "{sentences:?}");
}

#[test]
fn the_json_has_the_fields_of_the_contract() {
    let folder = archive();
    let page = positions(&folder, &["vorming reserve", "--gemeente", "Hoorn", "--holder", "raad"]);
    assert_eq!(page["topic"], "vorming reserve");
    assert_eq!(page["total_positions"], 1);
    let position = &page["positions"][0];
    for key in [
        "id",
        "date",
        "holder",
        "kind",
        "direction",
        "sentence",
        "passage",
        "document",
        "title",
        "municipalities",
        "arrangements",
        "source",
        "page",
        "follows",
    ] {
        assert!(position.get(key).is_some(), "{key} is missing in {position:#}");
    }
    assert_eq!(position["municipalities"], serde_json::json!(["Hoorn"]));
    assert_eq!(position["source"], "zienswijze.txt");
    let (id, passage) = (position["id"].as_str().expect("an id"), position["passage"].as_str().expect("an id"));
    assert_eq!(id, format!("{passage}@1"));
    let sentence: Vec<char> = position["sentence"].as_str().expect("a sentence").chars().collect();
    let marked: Vec<String> = position["highlights"]
        .as_array()
        .expect("ranges")
        .iter()
        .map(|range| {
            let at = |n: usize| usize::try_from(range[n].as_u64().expect("a place")).expect("a place");
            sentence[at(0)..at(1)].iter().collect()
        })
        .collect();
    assert_eq!(marked, ["vorming", "reserve"]);
    // What it takes up is named by its id, also where that is not among the results.
    let earlier = positions(&folder, &["reserve", "--until", "2019"]);
    let all = positions(&folder, &["reserve", "--holder", "Hoorn"]);
    assert_eq!(all["positions"][1]["follows"], earlier["positions"][0]["id"]);
    let lines = folder.griffie(["positions", "reserve", "--format", "jsonl"]).expect_code(0);
    let lines: Vec<Value> = lines.stdout.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert!(lines.len() == 5 && lines.iter().all(|line| line["topic"] == "reserve"), "{lines:?}");
}

#[test]
fn filters_narrow_by_day_holder_act_and_direction() {
    let folder = archive();
    let found = |arguments: &[&str]| told(&positions(&folder, &[&["reserve WerkSaam"], arguments].concat()));
    let every = found(&[]);
    assert_eq!(every, [HOORN_2019, BOARD_2020, HOORN_2021, OPMEER]);
    assert_eq!(found(&["--before", "2020-03-03"]), [HOORN_2019]);
    assert_eq!(found(&["--voor", "2021"]), [HOORN_2019, BOARD_2020]);
    assert_eq!(found(&["--since", "2020", "--until", "2020"]), [BOARD_2020]);
    assert_eq!(found(&["--act", "zienswijze"]), [HOORN_2021, OPMEER]);
    assert_eq!(found(&["--act", "besluit", "--act", "voorstel"]), [HOORN_2019, BOARD_2020]);
    assert_eq!(found(&["--richting", "tegen", "--direction", "conditional"]), [HOORN_2019, HOORN_2021]);
    assert_eq!(found(&["--houder", "gemeenteraad"]), [HOORN_2019, HOORN_2021, OPMEER]);
    assert_eq!(found(&["--holder", "opmeer"]), [OPMEER]);
    assert_eq!(found(&["--gemeente", "Hoorn", "--soort", "besluit"]), [HOORN_2019]);
    assert_eq!(found(&["--arrangement", "WerkSaam Westfriesland"]).len(), 4);
    // Undated ones cannot be placed in a period; that is said.
    folder
        .griffie(["positions", "reserve WerkSaam", "--before", "2020"])
        .expect_code(0)
        .expect_stderr("1 position has no known date and cannot be placed in the period");
}

#[test]
fn the_day_of_an_act_is_that_of_its_sentence() {
    let folder = Folder::indexed(&[(
        "stukken/brief.txt",
        "Gemeente Hoorn\n\nOnderwerp: terugblik\nDatum: 3 maart 2022\n\nGeachte raad,\n\nOp 12 februari 2019 heeft de gemeenteraad van Hoorn besloten een reserve te vormen voor de werkplaats.\n\nHet college van Hoorn\n",
    )]);
    assert_eq!(told(&positions(&folder, &["reserve"])), ["2019-02-12 | gemeenteraad Hoorn | besluit | for"]);
    assert_eq!(told(&positions(&folder, &["reserve", "--until", "2020"])).len(), 1);
    assert!(told(&positions(&folder, &["reserve", "--since", "2022"])).is_empty());
}

#[test]
fn they_are_grouped_by_whom_or_when() {
    let folder = archive();
    let groups = |by: &str| -> Vec<(String, usize)> {
        let page = positions(&folder, &["reserve WerkSaam", "--by", by]);
        let groups = page["groups"].as_array().expect("groups").iter();
        groups
            .map(|group| {
                let name = group["value"].as_str().unwrap_or("-").to_owned();
                (name, group["positions"].as_array().expect("ids").len())
            })
            .collect()
    };
    let named = |groups: &[(&str, usize)]| groups.iter().map(|(name, n)| ((*name).to_owned(), *n)).collect::<Vec<_>>();
    assert_eq!(groups("year"), named(&[("2019", 1), ("2020", 1), ("2021", 1), ("-", 1)]));
    assert_eq!(
        groups("houder"),
        named(&[
            ("dagelijks bestuur WerkSaam Westfriesland", 1),
            ("gemeenteraad Hoorn", 2),
            ("gemeenteraad Opmeer", 1)
        ])
    );
    let by_municipality = groups("municipality");
    assert!(
        by_municipality.contains(&("Hoorn".to_owned(), 2)) && by_municipality.contains(&("Opmeer".to_owned(), 1)),
        "{by_municipality:?}"
    );
    assert_eq!(groups("regeling").last().map(|(name, _)| name.as_str()), Some("WerkSaam Westfriesland"));
    folder
        .griffie(["positions", "reserve WerkSaam", "--by", "jaar"])
        .expect_code(0)
        .expect_stdout("undated (1 position)");
    folder.griffie(["positions", "reserve", "--by", "jar"]).expect_code(2).expect_stderr("did you mean jaar?");
}

#[test]
fn the_best_are_shown_where_fewer_are_wanted() {
    let folder = archive();
    let page = positions(&folder, &["WerkSaam reserve vorming", "--limit", "1"]);
    assert_eq!((told(&page), &page["total_positions"]), (vec![HOORN_2021.to_owned()], &Value::from(2)));
    folder
        .griffie(["positions", "reserve", "--limit", "2"])
        .expect_code(0)
        .expect_stdout("the 2 that answer best, of 5 positions; --all shows all");
}

#[test]
fn the_same_sentence_in_two_papers_is_told_once_to_people_and_twice_to_programs() {
    let folder = archive();
    folder.write("stukken/afschrift.txt", OPINION_2021);
    folder.griffie(["index"]).expect_code(0);
    folder.griffie(["positions", "reserve WerkSaam"]).expect_code(0).expect_stdout("also in 1 other place");
    assert_eq!(told(&positions(&folder, &["reserve WerkSaam"])).len(), 5);
}

#[test]
fn a_spreadsheet_and_a_memo_get_what_they_need() {
    let folder = archive();
    let csv = folder.griffie(["positions", "vorming reserve", "--by", "year", "--format", "csv"]).expect_code(0);
    let lines: Vec<&str> = csv.stdout.lines().collect();
    assert!(lines[0].starts_with("year,id,date,holder,kind,direction,sentence,passage,document,"), "{}", lines[0]);
    assert!(lines[1].starts_with("2020,brief-") && lines[2].starts_with("2021,zienswijze-"), "{lines:?}");
    assert_told!(folder.griffie(["positions", "vorming reserve", "--by", "gemeente", "--gemeente", "Hoorn", "--before", "2022", "--act", "zienswijze", "--format", "md"]), @r"
        exit 0
        --- stdout
        # vorming reserve

        ## Hoorn

        - **2021-05-11** gemeenteraad Hoorn (zienswijze, tegen): “De gemeenteraad van Hoorn stemt niet in met de vorming van een nieuwe reserve van WerkSaam Westfriesland.” — *zienswijze begroting 2022*, stukken/zienswijze.txt
        ");
}

#[test]
fn nothing_found_says_why() {
    let folder = archive();
    folder
        .griffie(["positions", "overschot", "miljoen", "--act", "besluit"])
        .expect_code(0)
        .expect_stdout("no positions found")
        .expect_stderr("none takes a position of that kind, holder or period on them; griffie search shows them");
    folder.griffie(["positions", "kadernota hogere", "--format", "json"]).expect_code(0);
    folder
        .griffie(["positions", "reserve", "--gemeente", "Medemblik", "--soort", "motie"])
        .expect_code(0)
        .expect_stderr("--kind");
    folder.griffie(["positions", "reserve", "--act", "besluitt"]).expect_code(2).expect_stderr("did you mean besluit?");
    folder
        .griffie(["positions", "reserve", "--before", "ooit"])
        .expect_code(2)
        .expect_stderr("--before ooit is not a date");
    folder.griffie(["positions"]).expect_code(2);
    folder.griffie(["positions", "(reserve", "--strict"]).expect_code(2);
    Folder::new().griffie(["positions", "reserve"]).expect_code(1).expect_stderr("griffie index");
}

#[test]
fn an_id_leads_to_its_passage() {
    let folder = archive();
    let page = positions(&folder, &["wachtlijst"]);
    let id = page["positions"][0]["id"].as_str().expect("an id").to_owned();
    let shown = folder.griffie(["show", &id, "--format", "json"]).expect_code(0).json();
    assert_eq!(shown["passage"], page["positions"][0]["passage"]);
}
