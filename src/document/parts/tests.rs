use super::super::tests::layout;
use super::*;

const PROPOSAL: &str = "# Raadsvoorstel\nOnderwerp: Fietsen\nAan de raad,\nWij stellen u voor om in de hele gemeente meer te gaan fietsen, omdat fietsen gezond is en weinig kost, en omdat de wegen in de stad daar nu wel breed genoeg voor zijn. Dat hebben wij laten nagaan door een bureau dat er verstand van heeft.\nBurgemeester en wethouders van Urk,\nde secretaris";
const LETTER: &str = "Gemeente Urk\nDatum: 3 mei 2021\nOnderwerp: Fietsen\nGeacht bestuur,\nIn uw brief vroeg u of wij in de hele gemeente meer willen gaan fietsen, omdat fietsen gezond is en weinig kost, en dat willen wij.\nMet vriendelijke groet,\nde griffier";
const MOTION: &str = "De raad van de gemeente Urk, in vergadering bijeen op 3 mei 2021,\noverwegende dat er te weinig fietsen zijn,\nverzoekt het college fietsen te kopen\nen gaat over tot de orde van de dag.";

/// The first lines of the parts of a text in which a form feed ends a page.
fn parts(text: &str, kind: Option<DocumentKind>) -> Vec<String> {
    let mut layout = layout(&text.replace('\u{c}', ""));
    if text.contains('\u{c}') {
        let mut page = 1;
        let mut pages = text.split('\n').filter(|line| !line.trim().is_empty()).map(|line| {
            page += u32::from(line.contains('\u{c}'));
            page
        });
        for block in &mut layout.blocks {
            block.place.page = pages.next();
        }
    }
    find_parts(&layout, kind).into_iter().map(|part| layout.blocks[part.blocks.start].text.clone()).collect()
}

#[test]
fn a_decision_behind_a_proposal_is_a_part() {
    let text = format!(
        "{PROPOSAL}\n# Urk stad\nNr.: 12\nVoor: Allen\nde Raad van de gemeente Urk;\ngelezen het voorstel;\nb e s l u i t\n1. te fietsen\nUrk, 3 mei 2021"
    );
    assert_eq!(parts(&text, None), ["Raadsvoorstel", "Urk stad"]);
    let layout = layout(&text);
    let found = find_parts(&layout, None);
    assert_eq!(found[1].blocks.end, layout.blocks.len());
    assert!(found[1].confidence > 0.9);
    // Behind a letter it is the decision of something that was not found.
    let text = format!("{LETTER}\nDe raad van de gemeente Urk;\ngelezen het voorstel;\nbesluit:\n1. te fietsen");
    let found = find_parts(&super::super::tests::layout(&text), None);
    assert!(found.len() == 2 && found[1].confidence < 0.9);
}

#[test]
fn what_stands_behind_a_signed_decision_is_a_part() {
    let decision = "Raadsbesluit 12 Vergadering 3 mei 2021 Gemeenteraad\nDe raad van de gemeente Urk; gezien het voorstel; besluit: te fietsen. Aldus besloten in zijn openbare vergadering. De raad voornoemd, de voorzitter, de griffier,";
    let behind = "De fiets is uitgevonden en wordt veel gebruikt. ".repeat(14);
    assert_eq!(parts(&format!("{decision}\nNotitie fietsen {behind}"), None).len(), 2);
    for text in [
        format!("{decision}\nNotitie fietsen"),
        format!("{decision}\nToelichting {behind}"),
        // The first page of the decision came behind its annex.
        format!(
            "Raadsbesluit 12 Vergadering 3 mei 2021 Gemeenteraad\n{behind}\nDe raad van de gemeente Urk; gezien het voorstel; besluit: te fietsen."
        ),
    ] {
        assert_eq!(parts(&text, None), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn motions_one_after_the_other_are_parts() {
    let text = format!("Amendement A1\nFietsen\n{MOTION}\nMotie M2\nMeer fietsen\n{MOTION}\nM O T I E\n{MOTION}");
    assert_eq!(parts(&text, Some(DocumentKind::Amendment)), ["Amendement A1", "Motie M2", "M O T I E"]);
    assert!(parts(&text, Some(DocumentKind::Minutes)).is_empty(), "minutes quote motions");
    let text =
        format!("{PROPOSAL}\u{c}\nGemeente Urk\nMotie Fietsen\n{MOTION}\n\u{c}Gemeente Urk\nMotie Lopen\n{MOTION}");
    assert_eq!(parts(&text, None), ["Raadsvoorstel", "Gemeente Urk"]);
    for text in [
        format!("Motie M1\n{MOTION}\nMotie M2 wordt aangenomen\nDank u wel."),
        format!("Motie M1\n{MOTION}\nMotie M2\nFietsen\nDank u wel."),
        format!("Motie M1\nMotie Fietsen\n{MOTION}"),
    ] {
        assert_eq!(parts(&text, None), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn forms_of_an_information_system_are_parts() {
    let form = |title: &str, kind: &str| {
        format!("Titel\n{title}\nType\n{kind}\nHoofddocument\n{title}\nDatum motie\n03-05-2021")
    };
    let text = format!("{}\nOver fietsen gaat dit.\n{}", form("Fietsen", "Amendement"), form("Lopen", "Motie"));
    assert_eq!(parts(&text, None), ["Titel", "Titel"]);
    assert!(parts(&form("Fietsen", "Motie"), None).is_empty());
    assert!(parts("Nota fietsen over van alles\nTitel\nFietsen\nType\nWat het is", None).is_empty());
}

#[test]
fn letters_and_annexes_are_parts_where_pages_part_them() {
    let text = format!("{LETTER}\n\u{c}{LETTER}");
    assert_eq!(parts(&text, Some(DocumentKind::Letter)), ["Gemeente Urk", "Gemeente Urk"]);
    let annex = format!("Bijlage 1 Fietsplan\n{}", "De fiets is uitgevonden en wordt veel gebruikt. ".repeat(6));
    let text = format!("{LETTER}\n\u{c}{annex}");
    assert_eq!(parts(&text, Some(DocumentKind::Letter)), ["Gemeente Urk", "Bijlage 1 Fietsplan"]);
    let quoted = "Geacht bestuur,\nIn uw brief vroeg u iets.";
    for text in [
        LETTER.to_owned(),
        // Nothing parts them, the letter is not closed, the head is none, the annex is only listed or goes on below it.
        format!("{LETTER}\n{annex}"),
        format!("{LETTER}\n\u{c}{quoted}"),
        format!("{}\n\u{c}{LETTER}", LETTER.replace("Met vriendelijke groet,\n", "")),
        format!("{LETTER}\n\u{c}Bijlage 1\nBijlage 2"),
        format!("{PROPOSAL}\n\u{c}{annex}"),
    ] {
        assert_eq!(parts(&text, Some(DocumentKind::Letter)), Vec::<String>::new(), "{text}");
    }
    assert!(parts(&format!("{LETTER}\n\u{c}{LETTER}"), Some(DocumentKind::Report)).is_empty(), "a book has letters");
}

#[test]
fn a_letter_may_begin_a_page_without_line_ends() {
    let page = "Helder BV Postbus 9 8300 AB Urk Urk, 3 mei 2021 Ons kenmerk: A/12 Onderwerp: Fietsen Geacht college, In uw brief vroeg u of wij in de hele gemeente meer willen gaan fietsen, omdat fietsen gezond is en weinig kost, en dat willen wij. Met vriendelijke groet, de voorzitter";
    assert_eq!(parts(&format!("{page}\n{page}"), None).len(), 2);
    let answer = "In antwoord op uw vragen over het fietsen, Geachte heer, laten wij u weten dat wij dit gaan doen, en dat wij er veel zin in hebben, omdat fietsen gezond is en weinig kost.";
    assert!(parts(&format!("{page}\n{answer}"), None).is_empty());
}

#[test]
fn answers_behind_questions_are_a_part() {
    let questions = "Vragen van de fractie Fiets\n1. Waarom zijn er in onze gemeente zo weinig fietsen?\n2. Wanneer komen er meer fietsen en wie gaat dat betalen?\n3. Wat vindt het college zelf van fietsen in het algemeen en in de stad in het bijzonder?";
    let text =
        format!("{questions}\nBeantwoording door het college, verzonden 28 juli 2020\nAd 1. Dat weten wij niet.");
    assert_eq!(parts(&text, Some(DocumentKind::Questions)).len(), 2);
    let undated = text.replace(", verzonden 28 juli 2020", "");
    assert!(parts(&undated, Some(DocumentKind::Questions)).is_empty());
}

#[test]
fn one_paper_has_no_parts() {
    for text in [
        PROPOSAL.to_owned(),
        "De raad van de gemeente Urk;\ngelezen het voorstel;\nbesluit:\n1. te fietsen".to_owned(),
        format!("{PROPOSAL}\nDe raad van de gemeente Urk heeft dit eerder besproken."),
        String::new(),
    ] {
        assert!(parts(&text, None).is_empty(), "{text}");
    }
}
