//! Which municipalities is a paper from, to whom is it addressed, and which does it merely mention?
//!
//! A name in a text counts by what stands around it: "Burgemeester en wethouders van X", a letterhead "Gemeente X", the
//! place before a date make it the sender, the address lines ([`addressee`](super::addressee)) an addressee; anything else
//! is a mention. A name that is also a word or surname (Best, Heemskerk) needs such words or the company of other
//! municipalities; a postal address, a person, a village and the name of an arrangement are none. Two municipalities of
//! one name (Bergen) are told apart by the others in the paper, or left out.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::sync::LazyLock;

use regex::Regex;

use super::addressee::{addressed, group_members};
use super::fields::one_line;
use super::group::{GroupMember, OwnGroups};
use super::kind::DocumentKind;
use super::municipality::{MunicipalityName, all};
use super::names::{Found, Named, find_names, fold, squeeze_spaced_letters};
use super::reading::{Reading, tail_of};
use super::{Known, PartialDate, arrangement, group, pattern};

/// The part that a municipality plays where its name stands; a later variant is stronger.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Part {
    /// Not the municipality at all: a person, an address, a word.
    Not,
    /// A word that may be something else; a mention if something else shows that the name is meant.
    Unsure,
    Mention,
    /// Sender, or a body of it.
    From,
}

/// One place of a name: who may be meant, which part, the words, the weight of the evidence.
pub(super) struct Place {
    pub meanings: Vec<usize>,
    pub part: Part,
    pub weight: u32,
    pub head: bool,
    /// Whether it signs together with others.
    pub joint: bool,
    pub evidence: String,
}

const BODY: &str = r"(?:college(?: van)?(?: b(?:urgemeester)? ?(?:&|en) ?w(?:ethouders)?\.?)?|burgemeester en wethouders|b ?& ?w|b en w|(?:gemeente)?raad|raden|gemeenteraden|colleges|gemeentebestuur|griffie|rekenkamer|rekenkamercommissie)";

static FROM_BEFORE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"(?i)\b{BODY}\s+(?:van\s+)?(?:burgemeester en wethouders\s+)?(?:van\s+|der\s+)?(?:de\s+)?(?:gemeenten?\s+)?$"
    ))
});
static PLURAL_BEFORE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)\b(?:gemeenten|colleges|raden|gemeenteraden)\b[^.;:]{0,50}$"));
static ROW_AFTER: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\)?(?:\s*,\s*|\s+en\s+)['’]?\p{Lu}"));
static MUNICIPALITY_BEFORE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?i)\b(?:(?:gemeenten?|voormalige gemeenten?|raden van|colleges van|raad van|stad)\s+|gemeente\s*:\s*)$")
});
static NOT_BEFORE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"(?:\d{4} ?[A-Z]{2},?\s+|(?i:gedeputeerde staten van|provinciale staten van|arrondissement|rechtbank|brainport|historisch centrum|regio|arbeidsmarktregio|provincie|universiteit|station|gerechtshof|kamer van koophandel|stichting|straat|weg|centraal|noord|zuid)[ -]+",
        r"|\b(?i:wethouder|burgemeester|mevrouw|mw\.?|dhr\.?|heer|mr\.|drs\.|ir\.|dr\.|ing\.|familie|fam\.)\s+(?:\p{Lu}[\p{L}.]*\s+)*(?:(?i:van|de|der|den|ter|ten|van de|van den|van der)\s+)*",
        r"|(?:\p{Lu}\.\s?)+(?:(?:van|de|der|den|ter|ten)\s+)*",
        r"|\bVan (?:de[rn]? )?|\p{L}-)$"
    ))
});
static NOT_AFTER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?:straat|weg|laan|plein|\s?-\s?(?:Oost|West|Noord|Zuid|Centrum)\b|-\p{Ll}|\s(?:MBA|BV|B\.V\.|NV|N\.V\.)\b|[:,]? [A-Z]\.[A-Z]\.)",
    )
});
static LETTERHEAD: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?i)^[\W]*(?:de )?(?:gemeente(?:raad)?|rekenkamer|college van b&w)\s*[:|]?\s*(?:van )?(?:de gemeente )?$")
});
static ADDRESS_ABOVE: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)(?:postbus|straat|laan|weg|plein) \d+\s*$"));
/// What may stand between two names of a row.
pub(super) static LIST_GAP: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)^\)?(?:\s*[,;/–-]\s*|\s*,?\s*(?:en|of|&|\|)\s+)(?:de gemeenten? )?\(?$"));

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
    places.extend(spaced_letterhead(reading));
    places.extend(running_lines(reading));
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

#[derive(Debug, Default, Clone)]
struct Tally {
    from: u32,
    /// Places in running text where a body of it is named.
    weak: u32,
    mentions: u32,
    head: u32,
    joint: u32,
    evidence: String,
    best: u32,
}

/// Per municipality what its places add up to, in order of first place.
fn tally(places: &[Place]) -> Vec<(usize, Tally)> {
    let mut tally: Vec<(usize, Tally)> = Vec::new();
    for place in places {
        let [at] = place.meanings[..] else { continue };
        if place.part <= Part::Unsure {
            continue;
        }
        let position = tally.iter().position(|(known, _)| *known == at).unwrap_or_else(|| {
            tally.push((at, Tally::default()));
            tally.len() - 1
        });
        let Some((_, counts)) = tally.get_mut(position) else { continue };
        counts.mentions += 1;
        counts.head += u32::from(place.head);
        counts.joint += u32::from(place.joint);
        if place.part == Part::From {
            // Weak signs add up no further than to one good one: a paper about another municipality names it often.
            if place.weight > 1 {
                counts.from += place.weight;
            } else {
                counts.weak += 1;
            }
        }
        let strength = if place.part == Part::From { place.weight + 1 } else { 1 };
        if strength > counts.best {
            counts.best = strength;
            counts.evidence.clone_from(&place.evidence);
        }
    }
    tally
}

fn sender(tally: &[(usize, Tally)]) -> Option<(usize, &Tally)> {
    // What running text says of a municipality makes none the sender that others are named more often than.
    let most = tally.iter().map(|(_, counts)| counts.mentions).max().unwrap_or(0);
    tally
        .iter()
        .filter(|(_, counts)| counts.from + counts.weak.min(2) >= 2 && (counts.from > 0 || counts.mentions == most))
        .min_by_key(|(_, counts)| Reverse((counts.from, counts.weak, counts.mentions)))
        .map(|(at, counts)| (*at, counts))
}

/// A paper that names one municipality again and again and others hardly is about it, and most likely from it.
fn most_mentioned(tally: &[(usize, Tally)]) -> Option<(usize, &Tally)> {
    let all: u32 = tally.iter().map(|(_, c)| c.mentions).sum();
    tally
        .iter()
        .find(|(_, counts)| counts.mentions >= 4 && counts.mentions * 5 >= all * 3)
        .map(|(at, counts)| (*at, counts))
}

/// The one that the head names, where it names no other and the paper none more often.
fn only_in_head(tally: &[(usize, Tally)]) -> Option<(usize, &Tally)> {
    let mut heads = tally.iter().filter(|(_, counts)| counts.head > 0);
    let (at, counts) = heads.next()?;
    let most = tally.iter().map(|(_, counts)| counts.mentions).max()?;
    (heads.next().is_none() && counts.mentions == most).then_some((*at, counts))
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

static COPY: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)\b(?:kopie|afschrift|cc|aan)\b"));
/// Several bodies that write together: `de colleges van burgemeester en wethouders van A en B`.
static BODIES_BEFORE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?i)\b(?:colleges|raden|gemeenteraden)\b[^.;:]{0,60}\bvan\s+(?:de\s+)?(?:gemeenten?\s+)?$")
});

/// Every place of a municipality's name with the part it plays there.
fn places(reading: &Reading<'_>) -> Vec<Place> {
    let mut places = Vec::new();
    let arrangement_paper = is_paper_of_arrangement(reading);
    for (at, (block, names)) in reading.blocks.iter().zip(&reading.names).enumerate() {
        let text = block.text.as_str();
        let mut before: Option<(usize, Part)> = None;
        for found in names {
            let meanings: Vec<usize> = found
                .meanings
                .iter()
                .filter_map(|m| if let Named::Municipality(at) = m { Some(*at) } else { None })
                .collect();
            if meanings.is_empty() {
                before = None;
                continue;
            }
            let (mut part, weight) = part_of(reading, at, found, &meanings, arrangement_paper);
            // In a row of names each vouches for the next, and a plain word among them is a name.
            let in_row = before.is_some_and(|(end, part)| {
                part > Part::Not && text.get(end..found.bytes.start).is_some_and(|gap| LIST_GAP.is_match(gap))
            });
            if in_row && part == Part::Unsure {
                part = Part::Mention;
            }
            if in_row
                && before.is_some_and(|(_, part)| part == Part::Unsure)
                && let Some(Place { part, .. }) = places.last_mut()
            {
                *part = Part::Mention;
            }
            before = Some((found.bytes.end, part));
            let head = reading.in_head(at, found.bytes.start);
            let signs_jointly = reading.in_tail(at, found.bytes.start) && !head && reading.salutation().is_some();
            let lead = text.get(..found.bytes.start).unwrap_or_default();
            let opens_row = signs_jointly && BODIES_BEFORE.is_match(lead) && !COPY.is_match(lead);
            let joint = opens_row || signs_jointly && in_row && places.last().is_some_and(|before| before.joint);
            let (part, weight) = if joint { (Part::From, 4) } else { (part, weight) };
            places.push(Place { meanings, part, weight, head, joint, evidence: around(text, found) });
        }
    }
    // A plain word counts where its name is sure elsewhere in the paper.
    let sure: Vec<usize> =
        places.iter().filter(|p| p.part >= Part::Mention).flat_map(|p| p.meanings.iter().copied()).collect();
    for place in &mut places {
        if place.part == Part::Unsure && place.meanings.iter().any(|m| sure.contains(m)) {
            place.part = Part::Mention;
        }
    }
    places
}

/// Whether the first lines are the letterhead of an arrangement.
fn is_paper_of_arrangement(reading: &Reading<'_>) -> bool {
    reading.blocks.iter().zip(&reading.names).take(3).any(|(block, names)| {
        names.iter().any(|found| {
            matches!(found.meanings.first(), Some(Named::Arrangement(_)))
                && block.text.len() < 60
                && found.bytes.start == 0
                && found.bytes.len() * 2 > block.text.len()
        })
    })
}

fn part_of(
    reading: &Reading<'_>,
    at: usize,
    found: &Found,
    meanings: &[usize],
    arrangement_paper: bool,
) -> (Part, u32) {
    let text = reading.blocks.get(at).map_or("", |b| b.text.as_str());
    let before = reading.before(at, found.bytes.start, 120);
    // "de heer Dujardin (Moerdijk)": the name in brackets is not his.
    let in_brackets = before.ends_with('(');
    let before = before.trim_end_matches(['\'', '’', '‘', '(']);
    let after = text.get(found.bytes.end..).unwrap_or_default();
    let name = text.get(found.bytes.clone()).unwrap_or_default();
    let head = reading.in_head(at, found.bytes.start);
    let tail = reading.in_tail(at, found.bytes.start);
    let above = at.checked_sub(1).and_then(|n| reading.blocks.get(n));
    let whole_line = found.bytes.len() + 4 >= text.len();
    if NOT_AFTER.is_match(after) {
        return (Part::Not, 0);
    }
    // "De colleges van de gemeenten A, B en C": all of them, so that none is the sender.
    let in_row = ROW_AFTER.is_match(after) || before.trim_end().ends_with(',') || before.ends_with(" en ");
    if PLURAL_BEFORE.is_match(before) && in_row {
        return (Part::Mention, 0);
    }
    if FROM_BEFORE.is_match(before) {
        // A body of the municipality: in head and foot, or at the start of a paragraph ("De raad van de gemeente X;"),
        // the sender or the addressee; in running text mostly somebody else.
        // "16. Gemeenteraad X, 6 mei" is an item of a list.
        let item = text.starts_with(|c: char| c.is_ascii_digit());
        let opens = found.bytes.start < 60 && (after.starts_with([';', ',']) || after.len() < 3);
        return (Part::From, if !item && (head || tail || opens) { 4 } else { 1 });
    }
    let here = text.get(..found.bytes.start).unwrap_or_default();
    if (LETTERHEAD.is_match(before) || LETTERHEAD.is_match(here))
        && (head || tail || after.starts_with(" Blz") || after.len() < 40)
    {
        return (Part::From, if head { 4 } else { 1 + u32::from(after.starts_with(" Blz")) });
    }
    if !in_brackets && is_person_or_address(before) {
        return (Part::Not, 0);
    }
    if (head || tail) && is_dated(after) {
        // "Tilburg, april 2018" on the paper of an arrangement says where it sits.
        return if arrangement_paper { (Part::Unsure, 0) } else { (Part::From, 3) };
    }
    if head && whole_line && above.is_some_and(|above| ADDRESS_ABOVE.is_match(&above.text)) {
        return (Part::Not, 0);
    }
    if MUNICIPALITY_BEFORE.is_match(before) {
        return (Part::From, if head { 2 } else { 1 });
    }
    let heading = reading.blocks.get(at).is_some_and(|b| b.kind.is_heading());
    if head && text.len() < 110 && !whole_line && (heading || mentions_paper(text)) {
        return (Part::From, 2);
    }
    let plain = meanings.iter().any(|m| all().get(*m).is_some_and(|m| m.plain));
    let shouted = name.chars().all(|c| !c.is_lowercase()) && !head;
    (if plain || shouted { Part::Unsure } else { Part::Mention }, 0)
}

/// Whether a line names a paper of a body, such as "Besluitenlijst B&W-vergadering X".
fn mentions_paper(text: &str) -> bool {
    let lower = text.to_lowercase();
    ["vergadering", "besluitenlijst", "gemeenteraad", "verordening", "college"].iter().any(|word| lower.contains(word))
}

/// Whether a date follows the name of a place: `Hoorn, 3 mei 2021`.
pub(super) fn is_dated(after: &str) -> bool {
    let after = after.trim_start_matches([')', '.']);
    let rest = after.strip_prefix(',').unwrap_or(after).trim_start();
    rest.len() < after.len() && super::date::date_at_start(rest.trim_start_matches("d.d. ")).is_some()
}

fn is_person_or_address(before: &str) -> bool {
    NOT_BEFORE.is_match(before)
}

fn around(text: &str, found: &Found) -> String {
    let before = text.get(..found.bytes.start).map_or("", |b| tail_of(b, 60));
    let after: String = text.get(found.bytes.end..).unwrap_or_default().chars().take(30).collect();
    one_line(&format!("{before}{}{after}", text.get(found.bytes.clone()).unwrap_or_default()))
}

/// `G E M E E N T E   G O E S`: a letterhead in spaced letters, whose words run together.
fn spaced_letterhead(reading: &Reading<'_>) -> Option<Place> {
    reading.head_lines().find_map(|line| {
        let squeezed = squeeze_spaced_letters(&line.text);
        let folded = fold(&squeezed).replace(' ', "");
        let wanted = folded.strip_prefix("gemeente").filter(|_| !line.text.contains(char::is_lowercase))?;
        let at = all().iter().position(|m| m.names().any(|name| fold(name).replace(' ', "") == wanted))?;
        Some(Place {
            meanings: vec![at],
            part: Part::From,
            weight: 4,
            head: true,
            joint: false,
            evidence: one_line(&line.text),
        })
    })
}

/// `Gemeenteraad van Hoorn Blz. 2 van 4`: whose paper it is stands at the foot of its pages.
fn running_lines(reading: &Reading<'_>) -> Vec<Place> {
    let place = |text: &str, found: Found| -> Option<Place> {
        let before = text.get(..found.bytes.start)?;
        let municipality = |m: &Named| if let Named::Municipality(at) = m { Some(*at) } else { None };
        let meanings: Vec<usize> = found.meanings.iter().filter_map(municipality).collect();
        let names_it = FROM_BEFORE.is_match(before) || LETTERHEAD.is_match(before);
        (names_it && !meanings.is_empty()).then(|| Place {
            meanings,
            part: Part::From,
            weight: 4,
            head: true,
            joint: false,
            evidence: one_line(text),
        })
    };
    let lines = reading.running.iter().map(String::as_str);
    lines.flat_map(|line| find_names(line).into_iter().filter_map(move |found| place(line, found))).collect()
}

/// Years after a merger in which the old name may still mean the municipality; later it is that of a village.
const YEARS_REMEMBERED: i16 = 5;

fn leave_out_villages(places: &mut [Place], date: Option<PartialDate>) {
    let Some(year) = date.map(PartialDate::year) else { return };
    for place in places.iter_mut().filter(|p| p.part == Part::Mention || p.part == Part::From && p.weight == 3) {
        let ended = |at: &usize| all().get(*at).and_then(|m| m.end).and_then(|end| end.get(..4)?.parse::<i16>().ok());
        if place.meanings.iter().all(|at| ended(at).is_some_and(|end| end + YEARS_REMEMBERED < year)) {
            place.part = Part::Not;
        }
    }
}

/// Tells namesakes apart by the arrangements, groups and neighbours in the paper; who stays double is left out.
fn resolve_namesakes(reading: &Reading<'_>, places: &mut [Place], date: Option<PartialDate>) {
    let day = date.map(|d| d.first_day().to_string());
    if places.iter().all(|p| p.meanings.len() == 1) {
        return;
    }
    let mut company: HashMap<&'static str, u32> = HashMap::new();
    for found in reading.names.iter().flatten() {
        for meaning in found.meanings {
            let members: &[GroupMember] = match meaning {
                Named::Arrangement(at) => arrangement::all().get(*at).map_or(&[], |a| a.participants.as_slice()),
                Named::Group(at) => group::all().get(*at).map_or(&[], |g| g.members.as_slice()),
                Named::Municipality(_) => &[],
            };
            for member in members {
                *company.entry(member.code).or_default() += 1;
            }
        }
    }
    let mut provinces: HashMap<&'static str, u32> = HashMap::new();
    let others = places.iter().filter(|p| p.part >= Part::Mention).filter_map(|p| match p.meanings[..] {
        [at] => all().get(at),
        _ => None,
    });
    for municipality in others {
        *provinces.entry(municipality.province.unwrap_or_default()).or_default() += 1;
    }
    for place in places {
        if place.meanings.len() < 2 {
            continue;
        }
        let mut meanings = place.meanings.clone();
        // A new name of the same municipality (De Friese Meren) is no namesake.
        let codes: Vec<&str> = meanings.iter().filter_map(|at| all().get(*at)).map(|m| m.code).collect();
        meanings.retain(|at| all().get(*at).is_some_and(|m| !m.successors.iter().any(|next| codes.contains(next))));
        if let Some(day) = &day {
            meanings.retain(|at| all().get(*at).is_some_and(|m| m.existed_on(day)));
        }
        if meanings.len() > 1 {
            let score = |at: &usize| {
                all().get(*at).map_or(0, |m| {
                    100 * company.get(m.code).copied().unwrap_or(0)
                        + provinces.get(m.province.unwrap_or_default()).copied().unwrap_or(0)
                })
            };
            let best = meanings.iter().map(score).max().unwrap_or(0);
            if best > 0 {
                meanings.retain(|at| score(at) == best);
            }
        }
        if !meanings.is_empty() {
            place.meanings = meanings;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::layout;
    use super::*;

    fn recognised(text: &str) -> (Vec<String>, Vec<String>) {
        let layout = layout(text);
        let reading = Reading::new(&layout);
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
            recognise(&Reading::new(&layout), None, None, &OwnGroups::default()).own.len()
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
