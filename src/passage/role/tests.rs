use super::*;
use crate::document::DocumentKind;
use crate::passage::Passage;

fn passage(headings: &[&str], text: &str) -> Passage {
    Passage {
        ordinal: 0,
        heading_path: headings.iter().map(|heading| (*heading).to_owned()).collect(),
        text: text.to_owned(),
        margin: String::new(),
        page: None,
        page_label: None,
        lines: (1, 1),
        role: None,
        positions: Vec::new(),
    }
}

fn role(kind: DocumentKind, headings: &[&str], text: &str) -> Option<Role> {
    let mut passages = [passage(headings, text)];
    assign_roles(&mut passages, Some(kind));
    passages[0].role.as_ref().map(|role| role.value)
}

#[test]
fn every_role_in_other_words() {
    use DocumentKind as K;
    let table: &[(Role, DocumentKind, &[&str], &str)] = &[
        (
            Role::Proposal,
            K::Proposal,
            &["Beslispunten"],
            "1. In te stemmen met de nota fietsen;\n2. Een krediet beschikbaar te stellen.",
        ),
        (Role::Proposal, K::Proposal, &["Wat stellen wij voor?"], "De fietsenstalling te verplaatsen naar het plein."),
        (Role::Proposal, K::Memo, &[], "Wij adviseren om met één aanbieder verder te gaan."),
        (Role::Decision, K::Decision, &["besluit:"], "vast te stellen de Verordening fietsen 2030."),
        (
            Role::Decision,
            K::Minutes,
            &["3. Fietsnota"],
            "De raad besluit met 15 stemmen voor en 4 stemmen tegen conform het voorstel.",
        ),
        (Role::Decision, K::Minutes, &["Besluit"], "In te stemmen met de beantwoording en deze aan de raad te zenden."),
        (
            Role::Opinion,
            K::Opinion,
            &[],
            "Wij zijn van mening dat de bijdrage niet verder mag stijgen en kunnen ons niet vinden in het nieuwe model.",
        ),
        (Role::Request, K::Motion, &[], "Verzoekt het college om:\n- binnen drie maanden een fietsplan op te stellen;"),
        (
            Role::Request,
            K::Letter,
            &[],
            "Wij verzoeken u ons voor de zomer een overzicht te sturen van alle wachttijden.",
        ),
        (
            Role::Commitment,
            K::InformationLetter,
            &[],
            "Wij zeggen u toe dat u voor het einde van het jaar een nieuwe raming ontvangt.",
        ),
        (
            Role::Commitment,
            K::Minutes,
            &["Rondvraag"],
            "De wethouder zegt toe dat hij de cijfers met de leden zal delen.",
        ),
        (
            Role::Argument,
            K::Proposal,
            &["Argumenten"],
            "1.1 Samenwerken maakt de uitvoering minder kwetsbaar\nDaardoor kunnen ziekte en verlof worden opgevangen.",
        ),
        (Role::Argument, K::Motion, &[], "Overwegende dat:\n- fietsers elkaar op het smalle pad in de weg zitten;"),
        (Role::Objection, K::Proposal, &["Kanttekeningen"], "Het aantal aanmeldingen laat zich slecht voorspellen."),
        (Role::Objection, K::Proposal, &["Risico's"], "Als het Rijk de regeling wijzigt vervalt de vergoeding."),
        (
            Role::Finance,
            K::Proposal,
            &["Financiële consequenties"],
            "De lasten zijn € 40.000 per jaar en worden gedekt uit de algemene reserve.",
        ),
        (
            Role::Finance,
            K::Letter,
            &[],
            "De bijdrage per inwoner stijgt met € 2,10. Het tekort komt ten laste van de reserve.",
        ),
        (Role::Context, K::Proposal, &["Aanleiding"], "In 2018 is de nota fietsen door de raad vastgesteld."),
        (Role::Context, K::Letter, &[], "Op 3 maart heeft u ons de ontwerpnota toegezonden."),
        (
            Role::Planning,
            K::Proposal,
            &["Vervolg"],
            "Na vaststelling wordt de verordening in het voorjaar bekendgemaakt en treedt op 1 juli in werking.",
        ),
        (
            Role::Participation,
            K::Proposal,
            &["Participatie"],
            "Met de cliëntenraad is twee keer gesproken over de regels.",
        ),
        (
            Role::Participation,
            K::Plan,
            &[],
            "Het ontwerp heeft zes weken ter inzage gelegen; er kwamen vier reacties binnen.",
        ),
        (
            Role::Communication,
            K::Proposal,
            &["Communicatie"],
            "Het besluit wordt bekendgemaakt op de website en in het huis-aan-huisblad.",
        ),
        (Role::Question, K::Questions, &[], "1. Is het college bereid de wachttijd te verkorten?"),
        (Role::Question, K::Letter, &[], "3. PvdA: Kunnen de kosten van € 40.000 m.i.v. 2031 omlaag?"),
        (Role::Context, K::Letter, &[], "In uw brief van 3 maart vraagt u het college om een reactie op de nota."),
        (
            Role::Argument,
            K::Amendment,
            &["Toelichting"],
            "De gemeenten hebben afgesproken dat het pad verdwijnt. Wij vinden dat er geen bord bij moet voordat duidelijk is wat er komt.",
        ),
        (
            Role::Decision,
            K::Minutes,
            &["7. Schriftelijke vragen over het park"],
            "Het college stelt de beantwoording van de vragen van de fractie die op 3 mei zijn gesteld vast.",
        ),
        (
            Role::Signature,
            K::Proposal,
            &["Planning"],
            "Burgemeester en wethouders van Urk burgemeester secretaris A. Voorbeeld B. Voorbeeld",
        ),
        (Role::Answer, K::Questions, &["Antwoord op vraag 1"], "Ja, vanaf september komen er twee mensen bij."),
        (
            Role::Signature,
            K::Decision,
            &[],
            "Aldus vastgesteld in de openbare vergadering van 3 mei 2030,\nde griffier, de voorzitter,",
        ),
    ];
    for (expected, kind, headings, text) in table {
        assert_eq!(role(*kind, headings, text), Some(*expected), "{text}");
    }
}

#[test]
fn words_that_only_look_like_signs_are_none() {
    use DocumentKind as K;
    for (not, kind, text) in [
        (Role::Participation, K::Note, "De Participatiewet geldt sinds 2015."),
        (Role::Commitment, K::Letter, "Wij gaan ervan uit dat het aantal aanvragen gelijk blijft."),
        (
            Role::Signature,
            K::Minutes,
            "De secretaris licht toe dat er dit jaar meer aanvragen zijn afgehandeld dan in het vorige jaar het geval was.",
        ),
        (Role::Question, K::Letter, "Wanneer de wet verandert, passen wij de regels aan."),
        (Role::Question, K::Letter, "Zie www.voorbeeld.nl/document?nummer=3 voor het rapport."),
        (
            Role::Question,
            K::Budget,
            "Wat willen we bereiken?\nEen park waarin iedereen zich thuis voelt en waarin men kan fietsen.",
        ),
    ] {
        assert_ne!(role(kind, &[], text), Some(not), "{text}");
    }
}

#[test]
fn a_lead_counts_for_its_points_and_no_further() {
    let mut passages = [
        passage(&[], "Verzoekt het college:"),
        passage(&[], "- een plan te maken;"),
        passage(&[], "Het plein ligt in het centrum."),
    ];
    assign_roles(&mut passages, Some(DocumentKind::Motion));
    let roles: Vec<_> = passages.iter().filter_map(|p| p.role.as_ref().map(|role| role.value)).collect();
    assert_eq!(roles[1], Role::Request);
    assert_ne!(roles[2], Role::Request);
}

#[test]
fn a_role_says_what_it_rests_on() {
    let mut passages = [passage(&["Kanttekeningen"], "Het is onzeker of de markt dit aanbiedt.")];
    assign_roles(&mut passages, None);
    let role = passages[0].role.clone().unwrap();
    assert_eq!(role.value, Role::Objection);
    assert!(role.evidence.starts_with("heading: kanttekening*"), "{}", role.evidence);
}
