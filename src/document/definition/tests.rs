use proptest::prelude::*;

use super::*;

fn shown(text: &str) -> Vec<String> {
    definitions(text).into_iter().map(|d| format!("{} = {}", d.abbreviation, d.full)).collect()
}

#[test]
fn a_name_with_its_abbreviation_in_brackets() {
    for (text, expected) in [
        ("De taken uit de Wet sociale werkvoorziening (Wsw) blijven.", "Wsw = Wet sociale werkvoorziening"),
        ("Inzet van loonkostensubsidie (LKS) loont.", "LKS = loonkostensubsidie"),
        ("een brief van de gemeentelijke gezondheidsdienst (GGD)", "GGD = gemeentelijke gezondheidsdienst"),
        ("de praktijkondersteuner huisarts ('POH')", "POH = praktijkondersteuner huisarts"),
        ("met een persoonsgebonden\nbudget (pgb’s) kopen", "pgb = persoonsgebonden budget"),
        (
            "de Wet arbeidsongeschiktheidsvoorziening jonggehandicapten (Wajong)",
            "Wajong = Wet arbeidsongeschiktheidsvoorziening jonggehandicapten",
        ),
        ("Uit de tweede bestuursrapportage (Berap) blijkt", "Berap = bestuursrapportage"),
        ("een brief van de Vereniging van Nederlandse Gemeenten (VNG)", "VNG = Vereniging van Nederlandse Gemeenten"),
        ("Het traject Van school naar werk (VSNW)", "VSNW = Van school naar werk"),
        ("ministerie van Volksgezondheid, Welzijn en Sport (VWS)", "VWS = Volksgezondheid, Welzijn en Sport"),
        ("de integratie-uitkering sociaal domein (IUSD)", "IUSD = integratie-uitkering sociaal domein"),
        ("het **Algemeen Bestuur** (AB)", "AB = Algemeen Bestuur"),
        ("de cyclus van planning en control (P&C)", "P&C = planning en control"),
        ("Stichting Welzijn Ouderen Langedijk (WOL)", "WOL = Stichting Welzijn Ouderen Langedijk"),
        ("Het Één Loket Duinrand (ELD)", "ELD = Één Loket Duinrand"),
    ] {
        assert_eq!(shown(text), [expected], "{text}");
    }
}

#[test]
fn an_abbreviation_with_its_name_in_brackets() {
    for (text, expected) in [
        ("De WNK (Werkvoorzieningschap Noord-Kennemerland) meldt", "WNK = Werkvoorzieningschap Noord-Kennemerland"),
        ("de GR (gemeenschappelijke regeling) en", "GR = gemeenschappelijke regeling"),
        ("WZD (Wet zorg en dwang)", "WZD = Wet zorg en dwang"),
    ] {
        assert_eq!(shown(text), [expected], "{text}");
    }
}

#[test]
fn a_name_that_is_announced() {
    for (text, expected) in [
        ("de gemeenschappelijke regeling (hierna: de GR) is", "GR = gemeenschappelijke regeling"),
        ("regeling WerkSaam Westfriesland (hierna te noemen: WerkSaam)", "WerkSaam = WerkSaam Westfriesland"),
        ("het Servicebureau Jeugdhulp Haaglanden (hierna: SBJH)", "SBJH = Servicebureau Jeugdhulp Haaglanden"),
        ("Het Bureau Inkoop Oost (hierna: INOO)", "INOO = Bureau Inkoop Oost"),
        ("Werkorganisatie De Kop (hierna ook: ‘WODK’)", "WODK = Werkorganisatie De Kop"),
    ] {
        assert_eq!(shown(text), [expected], "{text}");
    }
}

#[test]
fn what_only_looks_like_a_definition_is_left() {
    for text in [
        "Motie van mevrouw De Boer (CDA) over parkeren",
        "De heer Jansen (Jan) is afwezig",
        "zie bijlage 3 (PDF) en Helmond (HM)",
        "Zorgaanbieders zijn duur. Regelen (ZR) mag",
        "het college van Hoorn (hierna: het College)",
        "de koper (hierna te noemen: de Koper) en Gemeente Hoorn (hierna: Gemeente)",
        "een raming (in euro) en een bijlage (2)",
        "WSW (WSW), (), ((, ) (Wsw)",
        "groei van het aantal uitkeringen (GU)",
        "voor jongeren uit Wognum (zie ook Jeugdwet)",
        "krediet (zie Wck)Wet, kredieten (Wck)",
        "NAAR BEHOEFTEBuck Consultants (BC)",
        "Vereniging van Nederlandse Gemeenten (hierna: VNG-brochure)",
    ] {
        assert_eq!(shown(text), [""; 0], "{text}");
    }
}

#[test]
fn each_definition_once_with_its_place() {
    let text = "Bij de arbeidsmarktregio (AMR). De Arbeidsmarktregio (AMR) groeit.";
    let found = definitions(text);
    assert_eq!(found.len(), 1);
    assert_eq!(&text[found[0].range.clone()], "arbeidsmarktregio (AMR)");
}

#[test]
fn hostile_text_takes_no_longer_than_any_other() {
    // With windows of bounded size this is done at once; looking further from each bracket would take minutes.
    for piece in ["(", "A (", "a (aaaaaaaaaa) ", "hierna (hierna: A", "aa-aa-aa/aa "] {
        drop(definitions(&piece.repeat(20_000)));
    }
}

proptest! {
    #[test]
    fn any_text_gives_ranges_on_boundaries(text in "(\\PC|\n|\\(|\\)|hierna: |Wet |Zorg |sociale |WsZ|\\(WZ\\)|é|’s| ){0,60}") {
        for definition in definitions(&text) {
            let whole = text.get(definition.range.clone());
            prop_assert!(whole.is_some_and(|whole| whole.contains('(') && whole.ends_with(')')));
            prop_assert!(!definition.full.is_empty() && !definition.abbreviation.is_empty());
            prop_assert!(!definition.full.contains(char::is_control));
        }
    }
}
