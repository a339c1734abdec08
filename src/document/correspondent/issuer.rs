//! Who writes?
//!
//! In order of trust: the signature, what the paper calls itself (`De raad van de gemeente X; … besluit`, `Besluitenlijst van
//! het college`), the letterhead. A proposal to the council without a signature is from the executive.

use std::sync::LazyLock;

use regex::Regex;

use super::super::fields::one_line;
use super::super::names::Named;
use super::super::reading::Reading;
use super::super::state::{Outcome, recognise_outcome};
use super::super::{DocumentKind as Kind, Known, pattern};
use super::{Correspondent, Mention, Office, Setting, completed, described, mentions, name_of, party};
use crate::layout::BlockKind;

/// Bytes of a signature.
const SIGNATURE_BYTES: usize = 700;
/// Bytes behind the closing formula of a letter in which it is signed; then annexes may begin.
const LETTER_FOOT_BYTES: usize = 420;
/// Bytes of the head in which a paper says whose it is.
const HEAD_BYTES: usize = 900;

static CLOSING: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)(?:hoogachtend|met (?:vriendelijke|hartelijke|beleefde) groet(?:en)?|vriendelijke groet|\bnamens (?:het|de|burgemeester)|aldus (?:besloten|vastgesteld)|voornoemd|burgemeester en wethouders (?:van|der)|ondertekening)",
    )
});
static FORMULA: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?i)(?:hoogachtend|met (?:vriendelijke|hartelijke|beleefde|collegiale) groet|vriendelijke groeten)")
});
/// What stands behind a body that signs.
static SIGNED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?i)^\W*(?:$|\n|de voorzitter|voorzitter|de griffier|griffier|namens|de secretaris|secretaris)")
});
static OFFICIALS: LazyLock<[(Office, Regex); 3]> = LazyLock::new(|| {
    [
        (Office::Council, pattern(r"(?is)griffier\b.*\bvoorzitter|voorzitter\b.*\bgriffier")),
        (Office::Executive, pattern(r"(?is)secretaris\b.*\bburgemeester|burgemeester\b.*\bsecretaris")),
        (Office::ExecutiveBoard, pattern(r"(?is)secretaris\b.*\bvoorzitter|voorzitter\b.*\b(?:secretaris|directeur)")),
    ]
});
static DECIDER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^\W*(?:de (?:gemeente)?raad|(?:het college van )?burgemeester en wethouders|het college|het (?:algemeen|dagelijks) bestuur|de commissie)\b[^.;]{0,140}(?:;|,|$|\bgelezen|\bgelet|\bgezien|\bin vergadering|\boverwegende|\bbijeen|\bbesluit)",
    )
});
static MEETING: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?i)(?:vergadering|besluitenlijst|notulen|verslag|agenda|college|raad|bestuur|commissie|b ?& ?w)")
});

/// Recognises the issuer; `None` where the paper does not say.
pub(in super::super) fn recognise(reading: &Reading<'_>, setting: Setting<'_>) -> Option<Known<Correspondent>> {
    match setting.kind? {
        Kind::Proposal => from_sender_field(reading, setting).or_else(|| proposer(reading, setting)),
        Kind::Decision | Kind::Ordinance => decider(reading, setting).or_else(|| signature(reading, setting)),
        Kind::Motion | Kind::Amendment => tabled_in(reading, setting),
        Kind::Minutes | Kind::Agenda => meeting(reading, setting),
        Kind::Letter | Kind::InformationLetter | Kind::Opinion => from_sender_field(reading, setting)
            .or_else(|| signature(reading, setting))
            .or_else(|| advising(reading, setting))
            .or_else(|| letterhead(reading, setting))
            .or_else(|| informing(setting)),
        Kind::Memo => from_sender_field(reading, setting)
            .or_else(|| signature(reading, setting))
            .or_else(|| letterhead(reading, setting)),
        Kind::Questions => answering(reading, setting)
            .or_else(|| asking(reading, setting))
            .or_else(|| from_sender_field(reading, setting)),
        Kind::Note | Kind::Plan | Kind::Budget | Kind::Accounts | Kind::Report => {
            audit(reading, setting).or_else(|| letterhead(reading, setting)).or_else(|| owner(setting))
        }
        Kind::Other => None,
    }
}

/// `Van: team Werk en Inkomen`
fn from_sender_field(reading: &Reading<'_>, setting: Setting<'_>) -> Option<Known<Correspondent>> {
    let field = reading.fields.iter().find(|field| {
        let name = field.name.to_lowercase();
        reading.heads(field) && matches!(name.as_str(), "van" | "afzender")
    })?;
    if field.value.len() > 120 || !field.value.starts_with(char::is_uppercase) && !field.value.contains(' ') {
        return None;
    }
    let mention = mentions(&field.value).into_iter().find(|mention| mention.office != Office::Party);
    let whole = mention.as_ref().filter(|m| m.office != Office::Alderman).and_then(|m| completed(m, setting));
    // A team or a person is described as it stands, with the municipality that it belongs to.
    let found = whole.unwrap_or_else(|| {
        let body = mention.and_then(|mention| mention.office.body());
        let name = match setting.own_municipality() {
            Some(own) if !field.value.contains(own) => format!("{} van {own}", field.value),
            _ => field.value.clone(),
        };
        Correspondent { name, body }
    });
    Some(Known::recognised(found, field.evidence(), 0.88))
}

/// The signature: of a letter what follows its closing formula, wherever annexes make the file go on; else the foot from
/// its closing words on.
fn foot(reading: &Reading<'_>) -> Option<String> {
    if let Some(closed) = closed_letter(reading) {
        return Some(closed);
    }
    let mut foot = String::new();
    let mut is_open = false;
    for (at, block) in reading.blocks.iter().enumerate() {
        if !reading.in_tail(at, block.text.len()) {
            continue;
        }
        let text = block.text.as_str();
        if !is_open {
            let Some(closing) = CLOSING.find(text) else {
                if block.kind == BlockKind::Signature {
                    is_open = true;
                    foot.push_str(text);
                    foot.push('\n');
                }
                continue;
            };
            is_open = true;
            foot.push_str(text.get(closing.start()..).unwrap_or_default());
        } else {
            foot.push_str(text);
        }
        foot.push('\n');
        if foot.len() > SIGNATURE_BYTES {
            break;
        }
    }
    is_open.then_some(foot)
}

fn closed_letter(reading: &Reading<'_>) -> Option<String> {
    reading.salutation()?;
    let mut foot = String::new();
    for (at, block) in reading.blocks.iter().enumerate().filter(|(at, block)| !reading.in_head(*at, block.text.len())) {
        if !foot.is_empty() {
            foot.push_str(&block.text);
            foot.push('\n');
        } else if !reading.in_reach(at) {
            break;
        } else if let Some(closing) = FORMULA.find(&block.text) {
            foot.push_str(block.text.get(closing.start()..).unwrap_or_default());
            foot.push('\n');
        }
        if foot.len() > LETTER_FOOT_BYTES {
            break;
        }
    }
    let mut end = foot.len().min(LETTER_FOOT_BYTES);
    while !foot.is_char_boundary(end) {
        end -= 1;
    }
    foot.truncate(end);
    Some(foot).filter(|foot| !foot.is_empty())
}

fn signature(reading: &Reading<'_>, setting: Setting<'_>) -> Option<Known<Correspondent>> {
    let foot = foot(reading)?;
    let signs: Vec<Mention> = mentions(&foot)
        .into_iter()
        .filter(|mention| !matches!(mention.office, Office::Party) && is_signing(&foot, mention))
        // A commission without a name also opens sentences.
        .filter(|mention| mention.office != Office::Committee || mention.name.is_some() || mention.words.contains(' '))
        .collect();
    // A body signs before a single member of it does.
    let first = signs
        .iter()
        .find(|m| m.name.is_some() && m.office != Office::Alderman)
        .or_else(|| signs.iter().find(|m| !matches!(m.office, Office::Alderman | Office::Board)))
        .or_else(|| signs.first());
    if let Some(mention) = first {
        let found = with_letterhead(mention, reading, setting)?;
        let evidence = foot.get(mention.bytes.clone()).unwrap_or_default();
        let sure = if mention.name.is_some() { 0.93 } else { 0.87 };
        return Some(Known::recognised(found, one_line(evidence), sure));
    }
    let (office, found) = OFFICIALS.iter().find_map(|(office, officials)| Some((*office, officials.find(&foot)?)))?;
    let mention = Mention { office, bytes: found.range(), words: String::new(), name: None };
    let issuer = with_letterhead(&mention, reading, setting)?;
    Some(Known::recognised(issuer, one_line(found.as_str()), 0.8))
}

/// Whether a body in the foot signs: it opens a line, or stands behind "namens" or a closing formula.
fn is_signing(foot: &str, mention: &Mention) -> bool {
    let before = foot.get(..mention.bytes.start).unwrap_or_default();
    let line = before.rsplit(['\n', ',', '.']).next().unwrap_or_default().trim().to_lowercase();
    let after_closing = CLOSING.find_iter(before).last().is_some_and(|closing| before.len() - closing.end() < 40);
    let articles = ["", "de", "het", "namens het", "namens de", "namens", "namens het college van"];
    articles.contains(&line.as_str()) || after_closing
}

/// A body without a name is of whom the letterhead names, else of whom the paper is.
fn with_letterhead(mention: &Mention, reading: &Reading<'_>, setting: Setting<'_>) -> Option<Correspondent> {
    if mention.name.is_some() || mention.office.is_municipal() {
        return completed(mention, setting);
    }
    let of_head = head_name(reading, |meaning| matches!(meaning, Named::Arrangement(_))).map(|(name, _)| name);
    described(mention.office, &mention.words, of_head.as_deref().or(setting.own_arrangement()))
}

/// A name that stands as a letterhead in the first lines, not as an address.
fn head_name(reading: &Reading<'_>, wanted: fn(&Named) -> bool) -> Option<(String, String)> {
    for (at, (block, names)) in reading.blocks.iter().zip(&reading.names).enumerate().take(6) {
        if !reading.in_head(at, 0) {
            break;
        }
        let text = block.text.as_str();
        if text.to_lowercase().starts_with("aan ") {
            break;
        }
        let opening = names.iter().find(|name| {
            let before = text.get(..name.bytes.start).unwrap_or_default().to_lowercase();
            let before = before.trim_matches(|c: char| !c.is_alphanumeric());
            matches!(
                before,
                "" | "gemeente" | "de" | "gemeenschappelijke regeling" | "gr" | "stichting" | "werkorganisatie"
            )
        });
        if let Some(name) = opening.filter(|name| text.len() < name.bytes.end + 60 && name.meanings.iter().any(wanted))
        {
            return Some((name_of(name.meanings)?, one_line(text)));
        }
    }
    None
}

fn letterhead(reading: &Reading<'_>, setting: Setting<'_>) -> Option<Known<Correspondent>> {
    if let Some((name, evidence)) = head_name(reading, |meaning| matches!(meaning, Named::Arrangement(_))) {
        return Some(Known::recognised(Correspondent { name, body: None }, evidence, 0.8));
    }
    let (name, evidence) = head_name(reading, |meaning| matches!(meaning, Named::Municipality(_)))?;
    let own = setting.own_municipality().filter(|own| *own == name)?;
    Some(Known::recognised(Correspondent { name: format!("gemeente {own}"), body: None }, evidence, 0.8))
}

/// A letter that informs a council is from its executive.
fn informing(setting: Setting<'_>) -> Option<Known<Correspondent>> {
    if setting.kind != Some(Kind::InformationLetter) {
        return None;
    }
    let found = described(Office::Executive, "", Some(setting.own_municipality()?))?;
    Some(Known::recognised(found, "a letter that informs the council", 0.75))
}

/// A council of clients, an audit office, a province or a ministry whose letterhead it is.
fn advising(reading: &Reading<'_>, setting: Setting<'_>) -> Option<Known<Correspondent>> {
    let mut lines = reading.blocks.iter().enumerate().take(3).take_while(|(at, _)| reading.in_head(*at, 0));
    lines.find_map(|(_, block)| {
        let text = block.text.as_str();
        let mention = mentions(text).into_iter().next().filter(|mention| {
            let is_such =
                matches!(mention.office, Office::Advisory | Office::Audit | Office::Province | Office::Minister);
            // A line that is no more than this name; "Aan de cliëntenraad" is the address.
            is_such && mention.bytes.start == 0 && text.len() < mention.bytes.end + 40 && !text.contains(':')
        })?;
        Some(Known::recognised(completed(&mention, setting)?, one_line(text), 0.82))
    })
}

fn proposer(reading: &Reading<'_>, setting: Setting<'_>) -> Option<Known<Correspondent>> {
    let is_proposer = |signed: &Known<Correspondent>| signed.value.body != Some(super::Body::Council);
    if let Some(signed) = signature(reading, setting).filter(is_proposer) {
        return Some(signed);
    }
    if let Some(signed) = signed_above_decision(reading, setting) {
        return Some(signed);
    }
    if let Some(recited) = recited(reading, setting) {
        return Some(recited);
    }
    let opening = reading.opening_text(6_000);
    let proposes = |mention: &&Mention| {
        let after = opening.get(mention.bytes.end..).unwrap_or_default().trim_start().to_lowercase();
        after.starts_with("stelt") || after.starts_with("stellen") || after.starts_with("voornoemd")
    };
    if let Some(mention) = mentions(&opening).iter().find(proposes) {
        let evidence = opening.get(mention.bytes.clone()).unwrap_or_default();
        return Some(Known::recognised(completed(mention, setting)?, one_line(evidence), 0.85));
    }
    // To a council, where nobody else is named, only its executive proposes.
    let found = described(Office::Executive, "", Some(setting.own_municipality()?))?;
    let said = reading.blocks.iter().find_map(|block| {
        let lower = block.text.to_lowercase();
        let at = ["burgemeester en wethouders", "college", "b&w"].iter().find_map(|words| lower.find(words))?;
        Some(one_line(&block.text.chars().skip(lower.get(..at)?.chars().count()).take(60).collect::<String>()))
    });
    let sure = if said.is_some() { 0.85 } else { 0.7 };
    Some(Known::recognised(found, said.unwrap_or_else(|| "a proposal to the council".to_owned()), sure))
}

/// Who signs a proposal that has its decision behind it: a committee, more often than not.
fn signed_above_decision(reading: &Reading<'_>, setting: Setting<'_>) -> Option<Known<Correspondent>> {
    let decision = reading.blocks.iter().enumerate().skip(3).find(|(_, block)| DECIDER.is_match(&block.text));
    let end = decision.map_or(reading.blocks.len(), |(at, _)| at);
    let mut foot = String::new();
    for block in reading.blocks.iter().take(end).rev() {
        foot = format!("{}\n{foot}", block.text);
        if foot.len() > SIGNATURE_BYTES {
            break;
        }
    }
    let signs = |mention: &Mention| {
        matches!(mention.office, Office::Committee | Office::Audit | Office::Executive | Office::ExecutiveBoard)
            && is_signing(&foot, mention)
            && foot.get(mention.bytes.end..).is_some_and(|rest| SIGNED.is_match(rest))
    };
    let mention = mentions(&foot).into_iter().rfind(signs)?;
    let evidence = foot.get(mention.bytes.clone()).unwrap_or_default();
    Some(Known::recognised(with_letterhead(&mention, reading, setting)?, one_line(evidence), 0.86))
}

static RECITED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?i)\b(?:gezien|gelezen|gehoord|gelet op) het voorstel van (?:het |de )?(?P<who>[^;.\d]{3,80})")
});

/// `gezien het voorstel van het Auditcomité`: the decision behind a proposal says whose it was.
fn recited(reading: &Reading<'_>, setting: Setting<'_>) -> Option<Known<Correspondent>> {
    reading.blocks.iter().enumerate().take_while(|(at, _)| reading.in_reach(*at)).find_map(|(_, block)| {
        let who = RECITED.captures(&block.text)?.name("who")?.as_str();
        let mention = mentions(who).into_iter().next().filter(|mention| mention.bytes.start == 0)?;
        let proposes = matches!(mention.office, Office::Committee | Office::Audit | Office::Executive);
        let found = completed(&mention, setting).filter(|_| proposes)?;
        Some(Known::recognised(found, one_line(&format!("het voorstel van {who}")), 0.86))
    })
}

/// `De raad van de gemeente X; gelezen …; besluit`
fn decider(reading: &Reading<'_>, setting: Setting<'_>) -> Option<Known<Correspondent>> {
    let block = reading
        .blocks
        .iter()
        .enumerate()
        .take_while(|(at, _)| reading.in_reach(*at))
        .find(|(_, block)| DECIDER.is_match(&block.text))
        .map(|(_, block)| block)?;
    let opening = block.text.chars().take(200).collect::<String>();
    let mention = mentions(&opening).into_iter().next()?;
    let sure = if mention.name.is_some() { 0.94 } else { 0.85 };
    Some(Known::recognised(completed(&mention, setting)?, one_line(&opening), sure))
}

/// A motion is of the council that adopts it, and as long as it is not told what became of it of the council in which it was
/// tabled; what the council did not make its own, and an amendment, is of the parties that tabled it.
fn tabled_in(reading: &Reading<'_>, setting: Setting<'_>) -> Option<Known<Correspondent>> {
    let outcome = recognise_outcome(reading, setting.kind).map(|outcome| outcome.value);
    let adopted = outcome == Some(Outcome::Adopted) || outcome.is_none() && setting.kind == Some(Kind::Motion);
    let council = if adopted { of_council(reading, setting) } else { None };
    council
        .or_else(|| {
            let (parties, evidence) = party::tabling(reading)?;
            let name = party::described(&parties, setting.own_municipality())?;
            Some(Known::recognised(Correspondent { name, body: None }, one_line(&evidence), 0.82))
        })
        .or_else(|| of_council(reading, setting))
}

fn of_council(reading: &Reading<'_>, setting: Setting<'_>) -> Option<Known<Correspondent>> {
    if let Some(decider) = decider(reading, setting).filter(|d| d.value.body == Some(super::Body::Council)) {
        return Some(Known { confidence: decider.confidence.min(0.85), ..decider });
    }
    let own = setting.municipalities.first()?;
    let found = described(Office::Council, "", Some(&own.value.name))?;
    Some(Known::recognised(found, own.evidence.clone(), own.confidence.min(0.7)))
}

/// The body that met: named in the heading of its minutes or agenda.
fn meeting(reading: &Reading<'_>, setting: Setting<'_>) -> Option<Known<Correspondent>> {
    let mut read = 0;
    for (at, block) in reading.blocks.iter().enumerate() {
        if read > HEAD_BYTES || !reading.in_head(at, 0) {
            break;
        }
        read += block.text.len();
        let line: String = block.text.chars().take(200).collect();
        if !MEETING.is_match(&line) {
            continue;
        }
        let mentioned = mentions(&line).into_iter().find(|m| !matches!(m.office, Office::Alderman | Office::Party));
        let mention = mentioned.or_else(|| compounded(&line));
        if let Some(found) = mention.as_ref().and_then(|mention| completed(mention, setting)) {
            let sure = if mention.is_some_and(|mention| mention.name.is_some()) { 0.92 } else { 0.85 };
            return Some(Known::recognised(found, one_line(&line), sure));
        }
    }
    signature(reading, setting).filter(|signed| signed.value.body.is_some())
}

/// `Raadsvergadering`, `collegevergadering`, `commissievergadering`
fn compounded(line: &str) -> Option<Mention> {
    let lower = line.to_lowercase();
    let (office, word) = [
        (Office::Council, "raadsvergadering"),
        (Office::Council, "raadsbesluit"),
        (Office::Executive, "collegevergadering"),
        (Office::Executive, "collegebesluit"),
    ]
    .into_iter()
    .find(|(_, word)| lower.contains(word))?;
    Some(Mention { office, bytes: 0..0, words: word.to_owned(), name: None })
}

/// Questions with their answers are from the executive.
fn answering(reading: &Reading<'_>, setting: Setting<'_>) -> Option<Known<Correspondent>> {
    let answers = reading.blocks.iter().find(|block| {
        let lower = block.text.to_lowercase();
        lower.starts_with("antwoord") || lower.starts_with("beantwoording") || lower.starts_with("reactie college")
    })?;
    let evidence = one_line(&answers.text.chars().take(60).collect::<String>());
    let found = signature(reading, setting).map(|signed| signed.value);
    let found = found.or_else(|| described(Office::Executive, "", setting.own_municipality()))?;
    Some(Known::recognised(found, evidence, 0.82))
}

/// `Vragen van de fractie X`
fn asking(reading: &Reading<'_>, setting: Setting<'_>) -> Option<Known<Correspondent>> {
    let lines = reading.blocks.iter().enumerate().take_while(|(at, _)| reading.in_head(*at, 0));
    // Whom the questions are put to stands there too, but is no party.
    let (parties, evidence) = lines
        .map(|(_, block)| (party::named(&block.text.chars().take(400).collect::<String>()), block))
        .find(|(parties, _)| !parties.is_empty())?;
    let name = party::described(&parties, setting.own_municipality())?;
    let line = one_line(&evidence.text.chars().take(120).collect::<String>());
    Some(Known::recognised(Correspondent { name, body: None }, line, 0.8))
}

/// An audit office or committee whose report it is.
fn audit(reading: &Reading<'_>, setting: Setting<'_>) -> Option<Known<Correspondent>> {
    let head = reading.opening_text(400);
    let mention = mentions(&head)
        .into_iter()
        .find(|m| matches!(m.office, Office::Audit) || m.office == Office::Committee && m.words.contains(' '))?;
    let evidence = head.get(mention.bytes.clone()).unwrap_or_default();
    Some(Known::recognised(completed(&mention, setting)?, one_line(evidence), 0.8))
}

/// A plan, budget or report without a letterhead is of the municipality or arrangement that it is from.
fn owner(setting: Setting<'_>) -> Option<Known<Correspondent>> {
    let found = |name: String, evidence: &str, sure: f32| {
        Some(Known::recognised(Correspondent { name, body: None }, evidence, sure.min(0.75)))
    };
    match (setting.municipalities.first(), setting.arrangements.first()) {
        (Some(own), _) => found(format!("gemeente {}", own.value.name), &own.evidence, own.confidence),
        (None, Some(own)) => found(own.value.clone(), &own.evidence, own.confidence),
        (None, None) => None,
    }
}
