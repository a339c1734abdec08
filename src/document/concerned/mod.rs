//! Which municipalities is a paper from, to whom is it addressed, and which does it merely mention?
//!
//! A name in a text counts by what stands around it: "Burgemeester en wethouders van X", a letterhead "Gemeente X", the
//! place before a date make it the sender, the address lines ([`addressee`](super::addressee)) an addressee; anything else
//! is a mention. A name that is also a word or surname (Best, Heemskerk) needs such words or the company of other
//! municipalities; a postal address, a person, a village and the name of an arrangement are none. Two municipalities of
//! one name (Bergen) are told apart by the others in the paper, or left out.

mod namesakes;
mod places;
mod tally;

use self::namesakes::{leave_out_villages, resolve_namesakes};
use self::places::places;
pub(super) use self::places::{LIST_GAP, Part, Place, is_dated};
use self::tally::{most_mentioned, only_in_head, sender, tally};
use super::addressee::{addressed, group_members};
use super::group::OwnGroups;
use super::kind::DocumentKind;
use super::municipality::{MunicipalityName, all};
use super::names::Named;
use super::reading::Reading;
use super::{Known, PartialDate};

/// The municipalities of a document.
#[derive(Debug, Default)]
pub(super) struct Municipalities {
    pub own: Vec<Known<MunicipalityName>>,
    pub mentioned: Vec<Known<MunicipalityName>>,
}

/// Recognises senders and addressees, and mentions; `date` is that of the document, for the members of groups.
pub(super) fn recognise(
    reading: &Reading<'_>,
    kind: Option<DocumentKind>,
    date: Option<PartialDate>,
    own_groups: &OwnGroups,
) -> Municipalities {
    // A motion that names one municipality only, be it in the name of a party, is of that municipality; so is another
    // paper of a council that speaks of "de gemeente X".
    let council = matches!(kind, Some(DocumentKind::Proposal | DocumentKind::Decision));
    let motion = matches!(kind, Some(DocumentKind::Motion | DocumentKind::Amendment));
    let mut places = places(reading);
    resolve_namesakes(reading, &mut places, date);
    leave_out_villages(&mut places, date);
    let tally = tally(&places);
    // General guidance names municipalities as examples; weak signs make none of them its sender.
    let known_kind = kind.is_some_and(|kind| kind != DocumentKind::Other);
    let sender = sender(&tally)
        .filter(|(_, counts)| known_kind || counts.from > 0)
        .map(|(at, c)| (at, c.evidence.clone(), if c.from >= 3 { 0.96 } else { 0.85 }));
    // Who signs together writes together, where more than one is named.
    let joint: Vec<_> = tally.iter().filter(|(_, counts)| counts.joint > 0).collect();
    let joint = joint.iter().filter(|_| joint.len() > 1).map(|(at, counts)| (*at, counts.evidence.clone(), 0.85));
    let addressed = addressed(reading, &places).into_iter().chain(group_members(reading, date, own_groups));
    let mut found: Vec<_> =
        sender.into_iter().chain(joint).chain(addressed.map(|(at, evidence)| (at, evidence, 0.93))).collect();
    if found.is_empty() {
        found.extend(most_mentioned(&tally).map(|(at, counts)| (at, counts.evidence.clone(), 0.6)));
    }
    if found.is_empty()
        && let [(at, counts)] = &tally[..]
        && (motion || council && counts.weak > 0)
    {
        found.push((*at, counts.evidence.clone(), 0.55));
    }
    if found.is_empty() && kind.is_some_and(is_of_municipality) && !names_arrangement_in_head(reading) {
        found.extend(only_in_head(&tally).map(|(at, counts)| (at, counts.evidence.clone(), 0.55)));
    }
    let mut own: Vec<(usize, Known<MunicipalityName>)> = Vec::new();
    for (at, evidence, confidence) in found {
        if let Some(municipality) = all().get(at).filter(|_| own.iter().all(|(known, _)| *known != at)) {
            own.push((at, Known::recognised(municipality.to_name(), evidence, confidence)));
        }
    }
    let mentioned = tally
        .iter()
        .filter(|(at, counts)| counts.mentions > 0 && own.iter().all(|(known, _)| *known != *at))
        .filter_map(|(at, counts)| {
            all().get(*at).map(|m| Known::recognised(m.to_name(), counts.evidence.clone(), 0.85))
        })
        .collect();
    Municipalities { own: own.into_iter().map(|(_, known)| known).collect(), mentioned }
}

/// Kinds of papers that a body of a municipality writes, as a rule.
fn is_of_municipality(kind: DocumentKind) -> bool {
    use DocumentKind::*;
    matches!(
        kind,
        Plan | Note | Ordinance | Memo | InformationLetter | Minutes | Agenda | Questions | Proposal | Decision
    )
}

fn names_arrangement_in_head(reading: &Reading<'_>) -> bool {
    reading
        .names
        .iter()
        .take(3)
        .any(|names| names.iter().any(|found| matches!(found.meanings.first(), Some(Named::Arrangement(_)))))
}

#[cfg(test)]
mod tests {
    use super::super::tests::layout;
    use super::*;

    fn recognised(text: &str) -> (Vec<String>, Vec<String>) {
        let layout = layout(text);
        let reading = Reading::new(&layout, &[]);
        let found = recognise(&reading, None, "2021-08-12".parse().ok(), &OwnGroups::default());
        let names = |list: Vec<Known<MunicipalityName>>| list.into_iter().map(|k| k.value.name).collect();
        (names(found.own), names(found.mentioned))
    }

    #[test]
    fn from_to_and_merely_mentioned() {
        let table: [(&str, &[&str], &[&str]); 18] = [
            (
                "Gemeente Hoorn\nGeachte raad,\nMet Medemblik praten wij verder.\nBurgemeester en wethouders van Hoorn",
                &["Hoorn"],
                &["Medemblik"],
            ),
            (
                "Halte Werk\nAan de raden van Alkmaar, Langedijk en Heerhugowaard\nGeachte raad,\nDank.",
                &["Alkmaar", "Langedijk", "Heerhugowaard"],
                &[],
            ),
            (
                "Aan het college van burgemeester en wethouders van de Westfriese gemeenten\nGeacht college,\nDank.",
                &["Drechterland", "Enkhuizen", "Hoorn", "Koggenland", "Medemblik", "Opmeer", "Stede Broec"],
                &[],
            ),
            ("De raad van de gemeente Urk;\nbesluit:\nUrk, 3 mei 2021", &["Urk"], &[]),
            ("Gemeente Weert\nGeacht bestuur,\nDe best mogelijke weg is Best te bereiken.", &["Weert"], &[]),
            (
                "Gemeente Hoorn\nGeacht bestuur,\nDe heer A.B. Heemskerk en wethouder Altena zijn akkoord.",
                &["Hoorn"],
                &[],
            ),
            (
                "Bestuur Halte Werk\nPostbus 12\n1800 AA Alkmaar\nGeacht bestuur,\nDank.\nBurgemeester en wethouders van de gemeente Langedijk",
                &["Langedijk"],
                &[],
            ),
            ("G E M E E N T E G O E S\nBesluitenlijst", &["Goes"], &[]),
            ("De Metropoolregio Eindhoven vergadert met de regio Alkmaar.", &[], &[]),
            ("Zaaknummer: 12\nGemeente: Urk\nTitel: Fietsen", &["Urk"], &[]),
            (
                "Gemeente Laren\nCollege van B en W van Blaricum\nKerklaan 16\nGeacht college,\nDank.\nBurgemeester en wethouders van Laren",
                &["Laren", "Blaricum"],
                &[],
            ),
            (
                "Gemeente Land van Cuijk\nGeacht bestuur,\nGrave, Mill en Sint Hubert en Sint Anthonis gingen op in ons.",
                &["Land van Cuijk"],
                &["Grave", "Mill en Sint Hubert", "Sint Anthonis"],
            ),
            (
                "Gemeente Kerkrade Gemeente Landgraaf\nGeacht bestuur,\nDank.\nde colleges van burgemeester en wethouders van Kerkrade en Landgraaf",
                &["Kerkrade", "Landgraaf"],
                &[],
            ),
            (
                "Gemeente Urk\nGeacht bestuur,\nDank.\nBurgemeester en wethouders van Urk\nKopie aan: de raden van Goes en Veere",
                &["Urk"],
                &["Goes", "Veere"],
            ),
            (
                "De colleges van de gemeenten Asten, Deurne en Someren, overwegende dat samenwerking loont;",
                &[],
                &["Asten", "Deurne", "Someren"],
            ),
            ("Verslag\nWij spraken lang.\n16. Gemeenteraad Goes, 4 mei 2020. Motie", &[], &["Goes"]),
            ("| Gemeente | Loon op Zand |\nOnderwerp | Fietsen", &["Loon op Zand"], &[]),
            ("Museum Boijmans van Beuningen wordt vernieuwd. De beste weg goes.", &[], &[]),
        ];
        for (text, own, mentioned) in table {
            let (found_own, found_mentioned) = recognised(text);
            assert_eq!(found_own, own, "{text}");
            assert_eq!(found_mentioned, mentioned, "{text}");
        }
    }

    #[test]
    fn running_lines_tell_whose_paper_it_is() {
        let running = |line: &str| {
            let layout = crate::layout::Layout { running: vec![line.to_owned()], ..layout("Een tekst zonder namen.") };
            recognise(&Reading::new(&layout, &[]), None, None, &OwnGroups::default()).own.len()
        };
        assert_eq!(running("Gemeenteraad van Urk Blz. 2 van 4"), 1);
        assert_eq!(running("Gemeente Urk"), 1);
        assert_eq!(running("Rapport over Urk blz. 3"), 0);
    }

    #[test]
    fn namesakes_are_told_apart_by_their_company_or_left_out() {
        assert_eq!(recognised("Gemeente Bergen\nGeacht bestuur,\nCastricum en Heiloo doen mee.").0, ["Bergen (NH)"]);
        assert_eq!(recognised("Gemeente Bergen\nGeacht bestuur,\nGennep doet mee.").0, ["Bergen (L)"]);
        assert!(recognised("Gemeente Bergen\nGeacht bestuur,\nDank.").0.is_empty());
    }
}
