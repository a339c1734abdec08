//! Where does a municipality's name stand, and which part does it play there?
//!
//! "Burgemeester en wethouders van X", a letterhead "Gemeente X", the place before a date make it the sender; a person, a
//! postal address and a village are none.

use std::sync::LazyLock;

use regex::Regex;

use crate::document::fields::one_line;
use crate::document::hint::may_begin;
use crate::document::municipality::all;
use crate::document::names::{Found, Named, find_names, fold, squeeze_spaced_letters};
use crate::document::reading::{Reading, tail_of};
use crate::document::{date, pattern};

/// The part that a municipality plays where its name stands; a later variant is stronger.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::document) enum Part {
    /// Not the municipality at all: a person, an address, a word.
    Not,
    /// A word that may be something else; a mention if something else shows that the name is meant.
    Unsure,
    Mention,
    /// Sender, or a body of it.
    From,
}

/// One place of a name: who may be meant, which part, the words, the weight of the evidence.
pub(in crate::document) struct Place {
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
pub(in crate::document) static LIST_GAP: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)^\)?(?:\s*[,;/–-]\s*|\s*,?\s*(?:en|of|&|\|)\s+)(?:de gemeenten? )?\(?$"));

static COPY: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)\b(?:kopie|afschrift|cc|aan)\b"));
/// Several bodies that write together: `de colleges van burgemeester en wethouders van A en B`.
static BODIES_BEFORE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?i)\b(?:colleges|raden|gemeenteraden)\b[^.;:]{0,60}\bvan\s+(?:de\s+)?(?:gemeenten?\s+)?$")
});

/// Every place of a municipality's name with the part it plays there.
pub(super) fn places(reading: &Reading<'_>) -> Vec<Place> {
    let mut places = in_blocks(reading);
    places.extend(spaced_letterhead(reading));
    places.extend(running_lines(reading));
    places
}

/// The places in the text, from block to block.
fn in_blocks(reading: &Reading<'_>) -> Vec<Place> {
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
    if in_row && PLURAL_BEFORE.is_match(before) {
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
    if (is_letterhead(before) || is_letterhead(here)) && (head || tail || after.starts_with(" Blz") || after.len() < 40)
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
pub(in crate::document) fn is_dated(after: &str) -> bool {
    let after = after.trim_start_matches([')', '.']);
    let rest = after.strip_prefix(',').unwrap_or(after).trim_start();
    rest.len() < after.len() && date::date_at_start(rest.trim_start_matches("d.d. ")).is_some()
}

/// Whether what stands before a name makes it that of a letterhead.
fn is_letterhead(before: &str) -> bool {
    may_begin(before, b"dgrc") && LETTERHEAD.is_match(before)
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
    reading.head_lines().filter(|line| !line.text.contains(char::is_lowercase)).find_map(|line| {
        let squeezed = squeeze_spaced_letters(line.text);
        let folded = fold(&squeezed).replace(' ', "");
        let wanted = folded.strip_prefix("gemeente")?;
        let at = all().iter().position(|m| m.names().any(|name| fold(name).replace(' ', "") == wanted))?;
        Some(Place {
            meanings: vec![at],
            part: Part::From,
            weight: 4,
            head: true,
            joint: false,
            evidence: one_line(line.text),
        })
    })
}

/// `Gemeenteraad van Hoorn Blz. 2 van 4`: whose paper it is stands at the foot of its pages.
fn running_lines(reading: &Reading<'_>) -> Vec<Place> {
    let place = |text: &str, found: Found| -> Option<Place> {
        let before = text.get(..found.bytes.start)?;
        let municipality = |m: &Named| if let Named::Municipality(at) = m { Some(*at) } else { None };
        let meanings: Vec<usize> = found.meanings.iter().filter_map(municipality).collect();
        let names_it = FROM_BEFORE.is_match(before) || is_letterhead(before);
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
