//! What does the document do: propose, decide, inform, ask?
//!
//! The kind follows from what a paper calls itself in its head ("Raadsvoorstel", "Motie"), and where it calls itself
//! nothing, from its form: a salutation makes a letter, "de raad …; gelezen …; besluit" a decision. A letter that
//! conveys a view is an opinion, one that asks for a view stays a letter. Law and general guidance are `other`.
//!
//! Not decided here: what a passage does ([`passage`](crate::passage)); borders between papers in one file
//! ([`parts`](super::parts)).

use std::sync::LazyLock;

use regex::Regex;

use super::DocumentKind::{self, *};
use super::fields::{Label, one_line};
use super::hint::{holds, may_begin};
use super::names::{fold, squeeze_spaced_letters};
use super::reading::{HeadLine, Reading};
use super::{Known, pattern};

/// What a line calls the paper, when the line begins with it; the first that matches counts.
static OPENINGS: LazyLock<Vec<Opening>> = LazyLock::new(|| {
    [
        (InformationLetter, "riwc", r"(raads ?informatie(brief|nota|bericht)?|raadsbrief|informatie(brief|nota|bericht)|collegebrief|collegebericht|wethoudersbrief)\b"),
        (Questions, "srabtmv", r"(schriftelijke (raads)?vragen|raadsvragen|(artikel|art\.) ?\d+[- ]?vragen|beantwoording (schriftelijke|raads|technische)\s?vragen|beantwoording (door|namens) (het college|b)|(technische|mondelinge) vragen|vragen (ex|conform|op grond van) art)"),
        (Minutes, "ovcabnkwr", r"((openbare |voorlopige |concept[- ]?|actie- en )*besluitenlijst|adviezenlijst|afsprakenlijst|(concept[- ]?|ontwerp[- ]?)?notulen|(concept[- ]?|kort |verkort |woordelijk |raads)*verslag (van|\S*vergadering|(algemeen|dagelijks) bestuur)|(concept)?verslag$)"),
        (Proposal, "rcvi", r"(raadsvoorstel|collegevoorstel|collegeadvies|voorstel aan de raad|initiatiefvoorstel|commissievoorstel|raadsstuk)"),
        (Amendment, "a", r"amendement"),
        (Motion, "m", r"motie\b"),
        (Agenda, "grca", r"(gemeenteraad |raads|concept[- ]?)?agenda\b"),
        (Memo, "rcmason", r"((raads|college)?memo(randum)?|ambtelijke notitie|(opleg|start)?notitie)\b"),
        (Accounts, "coj", r"((concept[- ]?|ontwerp[- ]?)?(jaarstukken|jaarrekening|jaarverslag en jaarrekening))\b"),
        (Budget, "ocpbkvm", r"((ontwerp|concept|programma|primaire )?[- ]?begroting|kadernota|perspectiefnota|voorjaarsnota|meerjarenbegroting|kaderbrief|begrotingswijziging)\b"),
        (Ordinance, "", r"((concept|ontwerp)?[- ]?(\S*verordening|beleidsregels?|nadere regels))\b"),
        (Plan, "rigcbupa", r"((regionaal |integraal |gemeentelijk |concept[- ]?)?(beleidsplan|beleidskader|uitvoeringsplan|uitvoeringsprogramma|beleidsprogramma|plan van aanpak|actieplan|regiovisie|beleidsvisie))\b"),
        (Note, "", r"(\S*nota)\b"),
        (Report, "", r"(\S*rapport(age)?|jaarverslag|onderzoeksrapport|evaluatie(rapport)?|onderzoek naar)\b"),
        (Decision, "rcmab", r"(raadsbesluit|collegebesluit|mandaatbesluit|aanwijzingsbesluit|besluit)\b"),
    ]
    .into_iter()
    .map(|(kind, letters, literal): (_, &'static str, _)| {
        Opening { kind, letters: letters.as_bytes(), name: pattern(&format!("(?i)^(?:{literal})")) }
    })
    .collect()
});

/// How a kind of paper is named.
struct Opening {
    kind: DocumentKind,
    /// With which letters such names begin; none where they may begin with any.
    letters: &'static [u8],
    name: Regex,
}

static LAWGIVER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^[*_]*(?:De (?:Minister|Staatssecretaris) van [^;]{3,}(?:[,;]|$)|Wij,? (?:Beatrix|Willem-Alexander|Juliana))",
    )
});
static NUMBERED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^(?:aan de leden van de gemeenteraad )?(?P<kind>raadsvoorstel|raadsbesluit|raadsinformatiebrief) \d+(?:$| (?:vergadering|gemeenteraad|onderwerp|\p{L}+, \d))",
    )
});
/// A name behind that of the municipality: `Gemeente Urk  MEMO`, `raadsvergadering - Agenda`.
static CLOSING: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)(?:^|[\s-])(?P<name>memo|notitie|raadsvoorstel|collegevoorstel|collegeadvies|raadsinformatiebrief|motie|amendement|agenda|besluitenlijst)$",
    )
});
static COUNCIL_DECIDES: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)\b(?:de raad|het college)\b[^.;]*;"));
static DECIDES: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)\b(?:besluit|b\s?e\s?s\s?l\s?u\s?i\s?t)\b"));
static CONVEYS_VIEW: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"(?i)(?:(?:volgende|onderstaande|bijgaande|onze|deze|hieronder \S+|de) zienswijzen?\b[^.\n]*?\b",
        r"(?:aan(?:bieden)?|vastgesteld|kenbaar|af te geven|ingediend|meegeven|naar voren|uit te brengen|toekomen|te geven|geven|indienen)",
        r"|bieden wij [^.\n]*?zienswijze|geven wij u de zienswijze|zienswijze (?:van|namens) (?:de|onze) (?:gemeente)?raad",
        r"|heeft de raad [^.\n]*?zienswijze|raad de volgende zienswijze)"
    ))
});
static ASKS_VIEW: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"(?i)(?:(?:verzoek(?:en|t)?|vragen (?:wij )?u)\b[^.\n]*?\bzienswijze|uw zienswijze|voor een zienswijze voor te leggen|",
        r"(?:kunt|kan) (?:u|uw raad)\b[^.\n]*?zienswijze|in de gelegenheid[^.\n]*?zienswijze)"
    ))
});

/// Recognises the kind; `None` where there is too little text to say anything.
pub(super) fn recognise(reading: &Reading<'_>) -> Option<Known<DocumentKind>> {
    if let Some(field) = reading.fields.iter().find(|f| f.label == Label::Type && reading.heads(f))
        && let Ok(kind) = field.value.parse::<DocumentKind>()
    {
        return Some(Known::recognised(kind, field.evidence(), 0.97));
    }
    if let Some(law) = law(reading) {
        return Some(law);
    }
    if let Some(kind) = numbered_name(reading) {
        return Some(kind);
    }
    let named = self_name(reading);
    // An agenda with what was said behind it is the record of the meeting.
    if named.as_ref().is_none_or(|named| named.value == Agenda)
        && let Some(record) = spoken_record(reading)
    {
        return Some(record);
    }
    if named.is_some() {
        return named;
    }
    if reading.salutation().is_some() && !reading.is_book() {
        return Some(letter_kind(reading));
    }
    from_form(reading)
}

/// Law and rules of central government, which also decide and consider, but are none of the kinds of our papers.
fn law(reading: &Reading<'_>) -> Option<Known<DocumentKind>> {
    let mut blocks = reading.blocks.iter().enumerate().take_while(|(at, _)| reading.in_head(*at, 0));
    let (_, block) = blocks.find(|(_, block)| LAWGIVER.is_match(&block.text))?;
    Some(Known::recognised(Other, one_line(&block.text.chars().take(120).collect::<String>()), 0.85))
}

/// `Raadsvoorstel 12 Vergadering …`: the heading of a page of the council's own papers, wherever extraction put it.
///
/// A file that has both a proposal and a decision of these holds the proposal with the decision behind it.
fn numbered_name(reading: &Reading<'_>) -> Option<Known<DocumentKind>> {
    let mut found: Option<(DocumentKind, String)> = None;
    for (at, block) in reading.blocks.iter().enumerate().take_while(|(at, _)| reading.in_reach(*at)) {
        if !may_begin(&block.text, b"ra") {
            continue;
        }
        let Some(captures) = NUMBERED.captures(&block.text) else { continue };
        // Alone on a line it is the heading of the paper at the top, and an item of an agenda below.
        if captures
            .get(0)
            .is_some_and(|m| m.as_str().ends_with(|c: char| c.is_ascii_digit()) && m.end() == block.text.len())
            && at > 2
        {
            continue;
        }
        let kind = match captures.name("kind").map(|m| m.as_str().to_lowercase()).as_deref() {
            Some("raadsvoorstel") => Proposal,
            Some("raadsinformatiebrief") => InformationLetter,
            _ => Decision,
        };
        if found.as_ref().is_none_or(|(known, _)| *known == Decision && kind == Proposal) {
            found = Some((kind, one_line(&block.text.chars().take(80).collect::<String>())));
        }
    }
    let (kind, evidence) = found?;
    // Under the heading of a decision also stand ordinances, reports and amendments, in full.
    let sure = if kind == Decision { 0.88 } else { 0.96 };
    Some(Known::recognised(kind, evidence, sure))
}

/// Words from which a paper is something, whatever it is.
const LEAST_WORDS: usize = 40;

/// Speakers from which a paper is what was said at a meeting; a play of words with three is none.
const MIN_SPEAKERS: usize = 12;

static SPEAKER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^\W*(?:De (?:plv\. )?voorzitter|(?:De heer|Mevrouw|Mevr\.|Dhr\.|Wethouder|Burgemeester|Raadslid) \p{Lu}[^:.;]{0,40})\s?:",
    )
});

/// `De voorzitter: …`, `Mevrouw A: …`: what was said, turn by turn.
fn spoken_record(reading: &Reading<'_>) -> Option<Known<DocumentKind>> {
    let speaks = |text: &&str| may_begin(text, b"dmwbr") && SPEAKER.is_match(text);
    let mut turns = reading.blocks.iter().map(|block| block.text.as_str()).filter(speaks);
    let first = turns.next()?;
    let sign = one_line(&first.chars().take(60).collect::<String>());
    (turns.count() + 1 >= MIN_SPEAKERS).then(|| Known::recognised(Minutes, sign, 0.88))
}

/// What the paper calls itself in its head.
fn self_name(reading: &Reading<'_>) -> Option<Known<DocumentKind>> {
    let is_letter = reading.salutation().is_some() && !reading.is_book();
    let mut named: Option<(DocumentKind, String)> = None;
    for line in reading.head_lines() {
        let Some(kind) = name_in_line(&line) else { continue };
        // A letter may be about a motion; what it is itself it says by these names only.
        if is_letter && !matches!(kind, InformationLetter | Proposal | Questions | Memo) {
            continue;
        }
        let better = match named {
            None => true,
            // A file that says both holds the proposal with the decision behind it.
            Some((Decision, _)) => matches!(kind, Proposal | Ordinance | Report | Amendment | Motion),
            Some(_) => false,
        };
        if better {
            named = Some((kind, one_line(line.text)));
        }
    }
    let (kind, evidence) = named?;
    // These words also head chapters and annexes of other papers.
    let sure = if matches!(kind, Note | Report | Decision | Budget | Accounts) { 0.85 } else { 0.95 };
    Some(Known::recognised(kind, evidence, sure))
}

/// What a heading calls a paper, where it begins with that; `None` for a sentence.
pub(super) fn kind_named(heading: &str) -> Option<DocumentKind> {
    name_in_line(&HeadLine { text: heading, is_frame: true })
}

fn name_in_line(line: &HeadLine<'_>) -> Option<DocumentKind> {
    let text = squeeze_spaced_letters(line.text);
    let opening = OPENINGS
        .iter()
        .filter(|opening| opening.letters.is_empty() || may_begin(&text, opening.letters))
        .find_map(|opening| opening.name.find(&text).map(|m| (opening.kind, m.end())));
    if let Some((kind, end)) = opening {
        // A heading is short; a sentence that begins with "Begroting" is not.
        // On a page without line ends its capitals set it apart (`NOTA Van sociale werkvoorziening …`).
        let capitals = text[..end].chars().all(|c| !c.is_lowercase()) && end >= 4;
        // A record names its meeting in full.
        let most = if matches!(kind, Minutes | Agenda) { 180 } else { 90 };
        // `Amendement/motie:`, `Schriftelijke vragen:` are fields of a form.
        let field = text[end..].trim() == ":" && kind != Decision;
        let alternative = text[end..].starts_with('/') || field;
        return (!alternative && (line.is_frame || capitals || text.chars().count() <= end + most)).then_some(kind);
    }
    let closing = CLOSING.captures(&text).filter(|_| text.len() < 70)?;
    closing.name("name")?.as_str().parse().ok()
}

/// What a book calls itself in its foreword: `Voor u ligt de begroting 2024`.
static OF_ITSELF: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:met (?:de|deze|dit)|voor u lig(?:t|gen) (?:de|het)) (?P<name>jaarstukken|jaarrekening|begroting|programmabegroting|kadernota|beleidsplan|beleidskader|beleidsnota)\b(?: \d{4}\b)",
    )
});

/// A letter: does it convey a view, inform the council, or something else?
fn letter_kind(reading: &Reading<'_>) -> Known<DocumentKind> {
    let (salutation, to_council) = match reading.salutation() {
        Some(text) => (one_line(text), is_council(text)),
        None => (String::new(), false),
    };
    let body = reading.opening_text(4000);
    let names_view = holds(&body, &["zienswijz"]);
    let asks = if names_view { ASKS_VIEW.find(&body) } else { None };
    let conveys = if names_view { CONVEYS_VIEW.find(&body) } else { None };
    let subject = reading.fields.iter().find(|f| f.label == Label::Subject).map_or("", |f| f.value.as_str());
    let about_view = subject.to_lowercase().starts_with("zienswijze");
    if !to_council && asks.is_none() {
        if let Some(found) = conveys {
            return Known::recognised(Opinion, one_line(found.as_str()), 0.9);
        }
        if about_view {
            return Known::recognised(Opinion, one_line(subject), 0.85);
        }
    }
    if to_council && reading.signed_by_executive() {
        return Known::recognised(InformationLetter, salutation, 0.8);
    }
    Known::recognised(Letter, salutation, 0.85)
}

fn is_council(salutation: &str) -> bool {
    let folded = fold(salutation);
    ["raad", "raadsleden", "gemeenteraad"].iter().any(|word| folded.split(' ').any(|w| w == *word))
}

/// Kind by the form of the text, for papers that do not call themselves anything.
fn from_form(reading: &Reading<'_>) -> Option<Known<DocumentKind>> {
    let start = reading.opening_text(2500);
    let folded_start = start.to_lowercase();
    let council = COUNCIL_DECIDES.find(&start).filter(|m| m.start() < 500 && m.len() < 140);
    if let Some(found) = council.filter(|m| start.get(m.end()..).is_some_and(|rest| DECIDES.is_match(rest))) {
        let evidence = one_line(found.as_str().lines().next().unwrap_or_default());
        if folded_start.contains("de volgende verordening") || folded_start.contains("vast te stellen de verordening") {
            return Some(Known::recognised(Ordinance, evidence, 0.85));
        }
        return Some(Known::recognised(Decision, evidence, 0.9));
    }
    // What an audit office publishes under its own name is a report.
    let audit =
        |block: &&crate::layout::Block| block.text.len() < 80 && block.text.to_lowercase().starts_with("rekenkamer");
    if let Some(block) = reading.blocks.iter().take(2).find(audit) {
        return Some(Known::recognised(Report, one_line(&block.text), 0.75));
    }
    if folded_start.contains("in vergadering bijeen") {
        return Some(Known::recognised(Motion, "in vergadering bijeen", 0.8));
    }
    let letter = ["met vriendelijke groet", "hoogachtend"];
    let opens_letter = ["hierbij ontvangt u", "hierbij bieden wij u", "met deze brief"];
    if let Some(sign) = opens_letter.iter().find(|sign| folded_start.contains(**sign)) {
        return Some(Known::recognised(Letter, *sign, 0.65));
    }
    for (sign, sure) in [("aan de raad", 0.9), ("aan de gemeenteraad", 0.9), ("aan de leden van de raad", 0.75)] {
        if let Some(at) = folded_start.find(sign) {
            return Some(Known::recognised(Proposal, one_line(start.get(at..at + sign.len()).unwrap_or(sign)), sure));
        }
    }
    if folded_start.contains("beslispunten") || folded_start.contains("gevraagd besluit") {
        return Some(Known::recognised(Proposal, "beslispunten", 0.8));
    }
    let closes = |sign: &&&str| {
        reading
            .blocks
            .iter()
            .enumerate()
            .any(|(at, b)| reading.in_tail(at, 0) && b.text.to_lowercase().contains(**sign))
    };
    if let Some(sign) = letter.iter().find(closes) {
        return Some(Known::recognised(Letter, *sign, 0.7));
    }
    if reading.is_long()
        && let Some(found) = OF_ITSELF.captures(&reading.opening_text(20_000))
        && let (Some(all), Some(kind)) = (found.get(0), found.name("name").and_then(|name| name.as_str().parse().ok()))
    {
        return Some(Known::recognised(kind, one_line(all.as_str()), 0.75));
    }
    let mut words = reading.blocks.iter().flat_map(|block| block.text.split(' '));
    words.nth(LEAST_WORDS - 1).is_some().then(|| Known::recognised(Other, "none of the forms of the other kinds", 0.5))
}

#[cfg(test)]
mod tests {
    use super::super::tests::layout;
    use super::*;

    #[test]
    fn every_opening_is_a_valid_pattern() {
        assert_eq!(OPENINGS.len(), 15);
        assert!(!CONVEYS_VIEW.is_match("") && !ASKS_VIEW.is_match("") && !COUNCIL_DECIDES.is_match(""));
    }

    #[test]
    fn what_was_said_turn_by_turn_is_a_record() {
        let turn = "De voorzitter: Het woord is aan u.\nMevrouw Fiets: Dank u wel.\nDe heer Van Loop: Graag.\n";
        let kind = |text: &str| {
            let layout = layout(text);
            recognise(&Reading::new(&layout, &[])).map(|k| k.value)
        };
        assert_eq!(kind(&turn.repeat(6)), Some(Minutes));
        assert_eq!(kind(&format!("Agenda van de raad\n1. Opening\n{}", turn.repeat(6))), Some(Minutes));
        assert_eq!(kind(&format!("Agenda van de raad\n1. Opening\n{turn}")), Some(Agenda));
        assert_eq!(kind(&format!("Motie Fietsen\n{}", turn.repeat(6))), Some(Motion));
    }

    #[test]
    fn a_salutation_of_readers_makes_a_book_no_letter() {
        let text = format!("# Jaarstukken 2023\nBeste inwoners,\n{}", "Wij fietsen graag en veel.\n".repeat(2_000));
        let layout = layout(&text);
        assert_eq!(recognise(&Reading::new(&layout, &[])).map(|k| k.value), Some(Accounts));
        let text =
            format!("Colofon\nBeste inwoners,\nVoor u ligt de begroting 2024.\n{}", "Wij fietsen.\n".repeat(4_000));
        let layout = super::super::tests::layout(&text);
        assert_eq!(recognise(&Reading::new(&layout, &[])).map(|k| k.value), Some(Budget));
    }

    #[test]
    fn kind_of_small_documents() {
        let table = [
            ("Raadsvoorstel 12\nOnderwerp: Fietsen\nAan de raad,\nWij stellen u voor te fietsen.", Proposal),
            ("M O T I E\nDe raad van de gemeente Hoorn, in vergadering bijeen op 3 mei 2021;", Motion),
            (
                "Aan het bestuur van Halte Werk\nGeacht bestuur,\nMet deze brief geven wij u de zienswijze van de raad.",
                Opinion,
            ),
            (
                "Aan de raden\nGeachte raad,\nWij verzoeken u uw zienswijze te sturen.\nHoogachtend,\nhet dagelijks bestuur",
                Letter,
            ),
            ("Raadsinformatiebrief\nGeachte raad,\nMet deze brief praten wij u bij.", InformationLetter),
            (
                "De raad van de gemeente Urk;\ngelezen het voorstel van 3 mei 2021;\nbesluit:\n1. te gaan varen.",
                Decision,
            ),
            ("Besluitenlijst B&W-vergadering\nDatum: 3 mei 2021\n1. Opening", Minutes),
            (
                "Verslag van de openbare vergadering van de commissie Samenleving van de gemeente Urk, gehouden op woensdag 6 april 2016 in het huis\n1. Opening",
                Minutes,
            ),
            ("Informatienota voor de raad\nTitel: Fietsen\nWij praten u bij.", InformationLetter),
            ("Vragen ex artikel 36 Reglement van Orde\n1. Kent u het fietspad?", Questions),
            ("Concept-jaarrekening 2019\nInleiding", Accounts),
            ("De raad van Urk\ngelezen het voorstel;\nBESLUIT :\nte fietsen.", Decision),
            ("Collegevoorstel\nAmendement/motie:\nSchriftelijke vragen:\nInleiding", Proposal),
            ("Kaderbrief 2024\nInleiding", Budget),
            ("Plan van aanpak fietsen\nInleiding", Plan),
            ("Oplegnotitie\nOnderwerp: Fietsen", Memo),
            ("B E S L U I T E N L I J S T\n1. Opening", Minutes),
            ("Onderwerp : Zienswijze nota werk\nAAN DE RAAD.\nInleiding\nWij vragen u om een zienswijze.", Proposal),
        ];
        for (text, kind) in table {
            let layout = layout(text);
            let found = recognise(&Reading::new(&layout, &[])).map(|k| k.value);
            assert_eq!(found, Some(kind), "{text}");
        }
    }
}
