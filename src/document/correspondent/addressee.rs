//! To whom?
//!
//! The address (`Aan de raden van …`, the lines above a postal address), the form of a proposal (`Aan de raad`), the one that a
//! motion asks, the salutation. Only papers that are sent have an addressee.

use std::sync::LazyLock;

use regex::Regex;

use super::super::fields::one_line;
use super::super::names::identities;
use super::super::reading::Reading;
use super::super::{DocumentKind as Kind, Known, pattern};
use super::{Correspondent, Mention, Office, Setting, completed, described, mentions};

/// Longest address that is taken over.
const ADDRESS_CHARS: usize = 240;
/// Lines of an address after the one that begins it.
const MORE_LINES: usize = 3;

static TO: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)^\W*aan(?:\s*:)?\s+(?:de |het )?"));
/// What ends an address.
static ENDS_ADDRESS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)(?:\bpostbus\b|\bt\.?a\.?v\.?\b|\b\d{4} ?[A-Z]{2}\b|\p{L}+(?:straat|weg|laan|plein|boulevard|kade|singel|dreef|hof) \d|\b(?:ons|uw) kenmerk|\bkenmerk\b|\bdatum\b|\bonderwerp\b|\bbetreft\b|\bzaaknummer\b|\btelefoon|\bverzonden\b|\bdomein\b|\bafdeling\b|\bcontact|\bbijlage|\bbeslispunten\b|\bvoorstel\b|\braadsinformatiebrief\b|\binleiding\b|\baanleiding\b|\bsamenvatting\b|\bgeachte?\b|\bvan\s*:|\bc\.?c\.?\s*:|, \d{1,2} \p{Ll}+ \d{4})",
    )
});
static ORGANISATION: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:stichting|vereniging|minister|ministerie|staatssecretaris|staten|koninklijke|rekenkamer|b\.?v\.?|n\.?v\.?|gr|dienst|schap|regio)\b",
    )
});
static ASKED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)(?:verzoekt|draagt|roept|vraagt|verzoeken|vragen|dringt)\s+(?:bij\s+)?(?P<who>(?:het college|burgemeester en wethouders|de burgemeester en wethouders|de (?:gemeente)?raad|het dagelijks bestuur|het algemeen bestuur|de wethouder|het presidium|de regering)\b[^.;:\n]{0,80})",
    )
});

/// Recognises the addressee; `None` where the paper does not say or has none.
pub(in super::super) fn recognise(
    reading: &Reading<'_>,
    setting: Setting<'_>,
    issuer: Option<&Correspondent>,
) -> Option<Known<Correspondent>> {
    match setting.kind? {
        Kind::Letter | Kind::InformationLetter | Kind::Opinion => addressed(reading, setting)
            .or_else(|| unlabelled(reading, setting, issuer))
            .or_else(|| above_postal_address(reading, setting, issuer))
            .or_else(|| saluted(reading, setting, issuer))
            .or_else(|| informed(setting)),
        Kind::Proposal => addressed(reading, setting).or_else(|| proposed_to(reading, setting, issuer)),
        Kind::Memo | Kind::Questions => addressed(reading, setting),
        Kind::Motion => asked(reading, setting),
        Kind::Amendment => asked(reading, setting).or_else(|| amended(reading, setting)),
        _ => None,
    }
}

/// `Aan de raden van A, B` / `en C`, and `Aan: commissie Sociaal`.
fn addressed(reading: &Reading<'_>, setting: Setting<'_>) -> Option<Known<Correspondent>> {
    let field = reading
        .fields
        .iter()
        .find(|field| reading.heads(field) && matches!(field.name.to_lowercase().as_str(), "aan" | "geadresseerde"));
    if let Some(field) = field {
        return described_address(&field.value, setting).map(|found| Known::recognised(found, field.evidence(), 0.88));
    }
    for (at, block) in reading.blocks.iter().enumerate() {
        if !reading.in_head(at, 0) {
            break;
        }
        let Some(to) = TO.find(&block.text) else { continue };
        let address = whole_address(reading, at, to.end());
        if let Some(found) = described_address(&address, setting) {
            let sure = if identities(&found.name).is_empty() { 0.86 } else { 0.93 };
            return Some(Known::recognised(found, one_line(&format!("{} {address}", to.as_str().trim())), sure));
        }
    }
    None
}

/// An address from a place in a block on, over the lines on which it goes on.
fn whole_address(reading: &Reading<'_>, at: usize, from: usize) -> String {
    let mut address = reading.blocks.get(at).and_then(|b| b.text.get(from..)).unwrap_or_default().to_owned();
    let mut ended = cut_at_end(&mut address);
    for next in reading.blocks.iter().skip(at + 1).take(MORE_LINES) {
        let open = [" van", ",", " en", " de", " het", " gemeenten", " gemeente"];
        let goes_on = address.is_empty() || open.iter().any(|end| address.ends_with(end));
        if ended || !(goes_on || next.text.starts_with("van ") || next.text.starts_with("en ")) {
            break;
        }
        let mut line = next.text.clone();
        ended = cut_at_end(&mut line);
        address = format!("{address} {line}").trim().to_owned();
    }
    address
}

static BODY_OF: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^(?:de |het |aan )?(?:(?:leden van )?(?:de |het )?)?(?:(?:gemeente)?raden|(?:gemeente)?raad|colleges?(?: van (?:b ?(?:&|en) ?w\.?|burgemeester en wethouders))?|burgemeester en wethouders|(?:algemeen |dagelijks )?bestuur) (?:van|der)\b",
    )
});

/// An address without `Aan`: a line of a letter's head that begins with a body, below the sender's own.
fn unlabelled(
    reading: &Reading<'_>,
    setting: Setting<'_>,
    issuer: Option<&Correspondent>,
) -> Option<Known<Correspondent>> {
    reading.salutation()?;
    let mut lines = reading.blocks.iter().enumerate().take_while(|(at, _)| reading.in_head(*at, 0));
    let (at, _) = lines.find(|(_, block)| block.text.len() < 120 && BODY_OF.is_match(&block.text))?;
    let address = whole_address(reading, at, 0);
    let found = described_address(&address, setting)?;
    let is_own = issuer.is_some_and(|issuer| issuer.body == found.body && issuer.body.is_some());
    (!is_own).then(|| Known::recognised(found, one_line(&address), 0.86))
}

/// Cuts off what is no address; whether there was any.
fn cut_at_end(address: &mut String) -> bool {
    let Some(end) = ENDS_ADDRESS.find(address).map(|m| m.start()) else { return false };
    // The date line begins with a place: "Hoorn, 3 mei 2021".
    let kept = address.get(..end).unwrap_or_default();
    let dated = address.get(end..).is_some_and(|rest| rest.starts_with(", "));
    let kept = if dated { kept.rsplit_once(' ').map_or("", |(kept, _)| kept) } else { kept };
    *address = kept.trim().to_owned();
    true
}

/// The lines above `Postbus 12`.
fn above_postal_address(
    reading: &Reading<'_>,
    setting: Setting<'_>,
    issuer: Option<&Correspondent>,
) -> Option<Known<Correspondent>> {
    reading.salutation()?;
    let lines = reading.blocks.iter().enumerate().take_while(|(at, _)| reading.in_head(*at, 0));
    // The first is often that of the sender.
    let mut ends = lines.filter_map(|(at, block)| Some((at, ENDS_ADDRESS.find(&block.text)?.start())));
    ends.by_ref().take(6).find_map(|(at, end)| above(reading, setting, issuer, at, end))
}

fn above(
    reading: &Reading<'_>,
    setting: Setting<'_>,
    issuer: Option<&Correspondent>,
    at: usize,
    end: usize,
) -> Option<Known<Correspondent>> {
    let block = reading.blocks.get(at)?;
    let mut address = block.text.get(..end)?.to_owned();
    if address.trim().is_empty() {
        let above = at.checked_sub(1).and_then(|above| reading.blocks.get(above))?;
        address = above.text.clone();
    } else {
        address = block.text.clone();
        cut_at_end(&mut address);
    }
    // Persons, rooms and streets stand there too.
    let is_somebody = !mentions(&address).is_empty() || ORGANISATION.is_match(&address);
    let found = described_address(&address, setting).filter(|_| is_somebody)?;
    // The sender's own address looks the same.
    let is_own = issuer.is_some_and(|issuer| issuer.name.ends_with(found.name.as_str()));
    let is_letterhead = found.body.is_none() && found.name.to_lowercase().starts_with("gemeente ");
    (!is_own && !is_letterhead).then(|| Known::recognised(found, one_line(&address), 0.82))
}

/// `Geachte leden van de raad,`
fn saluted(
    reading: &Reading<'_>,
    setting: Setting<'_>,
    issuer: Option<&Correspondent>,
) -> Option<Known<Correspondent>> {
    let salutation = reading.salutation()?;
    let mention = mentions(salutation).into_iter().next()?;
    // Whom an arrangement writes to is not of the arrangement, and the executive of which municipality is open.
    let found =
        if mention.office.is_municipal() && issuer.is_some_and(|issuer| issuer.body != Some(super::Body::Executive)) {
            described(mention.office, &mention.words, mention.name.as_deref())?
        } else {
            completed(&mention, setting)?
        };
    Some(Known::recognised(found, one_line(salutation), 0.8))
}

fn informed(setting: Setting<'_>) -> Option<Known<Correspondent>> {
    if setting.kind != Some(Kind::InformationLetter) {
        return None;
    }
    let found = described(Office::Council, "", setting.own_municipality())?;
    Some(Known::recognised(found, "a letter that informs the council", 0.75))
}

/// A proposal of the executive goes to the council, unless it calls itself one to the executive.
fn proposed_to(
    reading: &Reading<'_>,
    setting: Setting<'_>,
    issuer: Option<&Correspondent>,
) -> Option<Known<Correspondent>> {
    let opening = reading.opening_text(3_000);
    let lower = opening.to_lowercase();
    let own = setting.own_municipality();
    let inward = ["collegevoorstel", "collegeadvies", "voorstel aan het college", "advies aan het college"];
    if let Some(words) = inward.iter().find(|words| lower.contains(**words)) {
        return Some(Known::recognised(described(Office::Executive, "", own)?, *words, 0.85));
    }
    let outward = [
        "aan de raad",
        "aan de gemeenteraad",
        "raadsvoorstel",
        "voorstel aan de raad",
        "raadsvergadering",
        "raadsstuk",
    ];
    if let Some(words) = outward.iter().find(|words| lower.contains(**words)) {
        return Some(Known::recognised(described(Office::Council, "", own)?, *words, 0.88));
    }
    let from_executive = issuer.is_some_and(|issuer| issuer.body == Some(super::Body::Executive));
    let council = described(Office::Council, "", own).filter(|_| from_executive && lower.contains("raad"))?;
    Some(Known::recognised(council, "a proposal of the executive", 0.75))
}

/// `Verzoekt het college`
fn asked(reading: &Reading<'_>, setting: Setting<'_>) -> Option<Known<Correspondent>> {
    let text = reading.opening_text(12_000);
    let captures = ASKED.captures(&text)?;
    let who = captures.name("who")?;
    let mention = mentions(who.as_str()).into_iter().next()?;
    Some(Known::recognised(completed(&mention, setting)?, one_line(captures.get(0)?.as_str()), 0.85))
}

static BIJEEN: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)\b(?:gemeente)?raad\b[^.;:]{0,60}\bbijeen\b"));

/// An amendment changes what its council is about to decide.
fn amended(reading: &Reading<'_>, setting: Setting<'_>) -> Option<Known<Correspondent>> {
    let text = reading.opening_text(3_000);
    let meets = BIJEEN.find(&text)?;
    let council = described(Office::Council, "", Some(setting.own_municipality()?))?;
    Some(Known::recognised(council, one_line(meets.as_str()), 0.75))
}

/// An address as a description: body and name, else as it stands.
fn described_address(address: &str, setting: Setting<'_>) -> Option<Correspondent> {
    let address = address.trim_matches(|c: char| c.is_whitespace() || ",:;*_-|".contains(c));
    let address = TO.replace(address, "");
    let address = address
        .trim_start_matches("het ")
        .trim_start_matches("de ")
        .trim_start_matches("Het ")
        .trim_start_matches("De ");
    if address.is_empty() || address.chars().count() > ADDRESS_CHARS || !address.contains(char::is_alphabetic) {
        return None;
    }
    let all: Vec<Mention> = mentions(address).into_iter().filter(|m| m.office != Office::Party).collect();
    match all.first() {
        // One body of one name, or of the paper's own municipality.
        Some(only) if only.bytes.start < 25 && is_whole(only, address) => completed_or_bare(only, address, setting),
        Some(body) => Some(Correspondent { name: one_line(address), body: body.office.body() }),
        None => Some(Correspondent { name: one_line(address), body: None }),
    }
}

/// Whether what follows a body in an address is not part of it: nothing, or another line that ran on.
fn is_whole(mention: &Mention, address: &str) -> bool {
    let rest = address.get(mention.bytes.end..).unwrap_or_default().trim_end();
    let is_one =
        !mention.words.to_lowercase().ends_with("raden") && !mention.words.to_lowercase().starts_with("colleges");
    rest.len() <= 3 || is_one && mention.office.is_municipal() && !rest.trim_start().starts_with(char::is_lowercase)
}

/// Of a letter, a body without a name may be that of anybody; of a proposal it is the municipality's own.
fn completed_or_bare(mention: &Mention, address: &str, setting: Setting<'_>) -> Option<Correspondent> {
    let is_plural =
        mention.words.to_lowercase().ends_with("raden") || mention.words.to_lowercase().starts_with("colleges");
    if is_plural {
        return Some(Correspondent { name: one_line(address), body: mention.office.body() });
    }
    let is_own = matches!(setting.kind, Some(Kind::Proposal | Kind::Memo | Kind::Questions | Kind::InformationLetter));
    match &mention.name {
        Some(_) => completed(mention, setting),
        None if is_own => completed(mention, setting),
        None => Some(Correspondent { name: one_line(address), body: mention.office.body() }),
    }
}
