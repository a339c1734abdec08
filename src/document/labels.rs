//! Which labels do papers use, and where in a text does one stand? What they announce is read in [`fields`](super::fields).

use std::sync::LazyLock;

use regex::{Captures, Match, Regex};

use super::pattern;

/// What a label announces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Label {
    Subject,
    Title,
    Type,
    /// The date of the document itself: when it was sent or written.
    Sent,
    Date,
    /// When questions were answered, when the executive decided: the date only if nothing better is there.
    LateDate,
    Meeting,
    OwnReference,
    YourReference,
    /// A label that only ends the value before it, such as `Bijlage` or `Uw brief van`.
    Other,
}

use Label::*;

/// Longest label first where one begins with another.
const LABELS: [(Label, &str); 10] = [
    (YourReference, r"uw kenmerk|uw referentie|uw nummer|uw zaaknummer|uw ref\.?"),
    (
        Other,
        concat!(
            r"uw brief(?: van| d\.?d\.?)?|uw e-mail van|college ?besluit|datum tussenantwoord|datum indiening|aanmaakdatum|",
            r"bijlage\(n\)|bijlagen?|telefoonnummer|telefoon\.?|doorkiesnummer|contactpersoon|behandeld door|behandelend ambtenaar|inlichtingen|",
            r"e-mailadres|e-mail|domein|afdeling|portefeuillehouder|portefeuille|wethouder\(s\)|kopie aan|steller|",
            r"agendanr\.?|agendapunt|reden van agendering|korte inhoud|locatie|aanvang|griffier|aanwezige?n?|afwezig|",
            r"beantwoord door|indiener|initiatiefnemer|betrokken partijen|hoofddocument|uitslag|opmerkingen|",
            r"gekoppeld evenement|auteur|postadres|bezoekadres|correspondentieadres|bankrelatie"
        ),
    ),
    (Subject, r"onderwerp|betreft"),
    (Title, r"titel"),
    (Type, r"type|soort document"),
    (Sent, r"verzenddatum|verzonden|datum verzending|datum verzonden"),
    (
        LateDate,
        r"datum antwoord|datum college(?:vergadering|besluit)?|collegevergadering|datum (?:besluit )?b ?(?:&|en) ?w",
    ),
    (
        Meeting,
        r"raadsvergadering|vergaderdatum|raadsdatum|datum vergadering|datum (?:gemeente)?raad(?:svergadering)?|vergadering(?: van)?",
    ),
    (Date, r"datum(?: (?:motie|amendement|rapport|brief|voorstel|besluit|document))?|dagtekening"),
    (
        OwnReference,
        concat!(
            r"ons kenm(?:erk|\.)(?: \([^)]{3,40}\))?|kenmerk|onze referentie|onze ref\.?|referentienummer|referentie|ons nummer|zaaknummer|zaaknr\.?|",
            r"zaak-?id|zaakkenmerk|documentnummer|documentnr\.?|docnummer|docnr\.?|documentkenmerk|document-?id|registratienummer|",
            r"registratienr\.?|registratiekenmerk|reg\. ?nr\.?|regnr\.?|voorstelnummer|voorstelnr\.?|besluitnummer|",
            r"dossiernummer|dossiernr\.?|(?:post)?stuknummer|(?:post)?stuknr\.?|briefnummer|briefnr\.?|briefkenmerk|corsa-?(?:nummer|nr\.?)|",
            r"decos-?(?:nummer|nr\.?)|djuma-?(?:nummer|nr\.?)|verseon-?(?:nummer|nr\.?)|mozard-?(?:nummer|nr\.?)|",
            r"ris-?(?:nummer|nr\.?)|bbv-?(?:nummer|nr\.?)|archiefnummer|intern kenmerk|casenummer|brondocument-?id"
        ),
    ),
];

/// Labels that are also common words, so that they count only with a colon.
const COMMON_LABELS: [(Label, &str); 4] = [
    (Subject, r"over|betr\.?|inzake|onderw\.?"),
    (Meeting, r"raad van|raad d\.?d\.?"),
    (OwnReference, r"zaak|dossier|kenm\.?|doc\.?|nr\.?|ref\.?|registratie|nummer"),
    (Other, "aan|van|cc|plaats|tijd|team|status|programma|wethouder|voorzitter|openbaar|kopie|commissie"),
];

/// A label, and what parts it from its value, at the start of a text.
static LABEL: LazyLock<Regex> = LazyLock::new(|| {
    let alternatives = |labels: &[(Label, &str)], mark: &str| {
        let groups: Vec<_> =
            labels.iter().enumerate().map(|(n, (_, words))| format!("(?P<{mark}{n}>{words})")).collect();
        groups.join("|")
    };
    pattern(&format!(
        r"(?i)^(?:(?:{})(?P<sep>\**\s*:\s*\**\s*|\s*\|\s*|\s+|\**$)|(?:{})(?P<colon>\**\s*[:|]\s*\**\s*))",
        alternatives(&LABELS, "l"),
        alternatives(&COMMON_LABELS, "c"),
    ))
});

/// With what the labels begin, as far as it is always the same, by the first two letters: one look tells nearly every word
/// from a label.
static BEGINS: LazyLock<Begins> = LazyLock::new(|| {
    let mut begins = Begins { seconds: [0; SIGNS], lists: vec![Vec::new(); SIGNS * SIGNS] };
    for begin in LABELS.iter().chain(&COMMON_LABELS).flat_map(|(_, words)| begins_of(words)) {
        if let Some((one, two)) = pair_of(begin.as_bytes()) {
            begins.seconds[one] |= 1 << two;
            begins.lists[SIGNS * one + two].push(begin);
        }
    }
    begins
});

struct Begins {
    /// By the first letter, a bit for each second one.
    seconds: [u32; SIGNS],
    /// By both.
    lists: Vec<Vec<&'static str>>,
}

impl Begins {
    /// Whether a text begins as a label does.
    #[inline]
    fn may_begin(&self, text: &[u8]) -> bool {
        let Some((one, two)) = pair_of(text) else { return false };
        if self.seconds[one] >> two & 1 == 0 {
            return false;
        }
        let fits =
            |begin: &&str| text.get(..begin.len()).is_some_and(|start| start.eq_ignore_ascii_case(begin.as_bytes()));
        self.lists[SIGNS * one + two].iter().any(fits)
    }
}

/// The begins of the alternatives of a pattern; of one that begins with what may be left out, with and without that.
fn begins_of(words: &'static str) -> Vec<&'static str> {
    let mut depth = 0;
    let (mut is_escaped, mut in_class) = (false, false);
    let is_border = |c: char| {
        if std::mem::take(&mut is_escaped) || in_class && c != ']' {
            return false;
        }
        is_escaped = c == '\\';
        in_class = c == '[';
        depth += i32::from(c == '(') - i32::from(c == ')');
        c == '|' && depth == 0
    };
    let literal = |words: &'static str| {
        let end = words.find(|c: char| !c.is_alphanumeric() && !" -".contains(c)).unwrap_or(words.len());
        // What may be left out is no part of the begin.
        let is_optional = words.get(end..).is_some_and(|rest| rest.starts_with('?'));
        &words[..end - usize::from(is_optional)]
    };
    let begins = |words: &'static str| match words.strip_prefix("(?:").and_then(|words| words.split_once(")?")) {
        Some((with, without)) => vec![literal(with), literal(without)],
        None => vec![literal(words)],
    };
    words.split(is_border).flat_map(begins).collect()
}

/// Letters, and one more for what is none.
const SIGNS: usize = 27;

/// The numbers of the first two letters in either case, of which the second may be a sign; `None` where the first is.
#[inline]
fn pair_of(text: &[u8]) -> Option<(usize, usize)> {
    let letter = |byte: &u8| usize::from((byte | 0x20).wrapping_sub(b'a')).min(SIGNS - 1);
    let [one, two] = text.first_chunk::<2>()?;
    Some((letter(one), letter(two))).filter(|(one, _)| *one < SIGNS - 1)
}

/// The label that begins at a place.
fn label_at(text: &str, at: usize) -> Option<Captures<'_>> {
    if BEGINS.may_begin(text.as_bytes().get(at..)?) { LABEL.captures(text.get(at..)?) } else { None }
}

/// Whether a label may begin behind a character. Behind small letters and digits words ran together.
fn parts_label(before: char) -> bool {
    matches!(before, '\t'..='\r' | ' ' | '\u{a0}' | '|' | '(' | '*' | '_' | ',' | 'a'..='z' | 'ß'..='ö' | 'ø'..='ÿ' | '0'..='9')
}

/// The next label from a place on, and where it begins.
pub(super) fn next_label(text: &str, from: usize) -> Option<(usize, Captures<'_>)> {
    let may_begin = |at: &usize| {
        *at == from || text.get(..*at).and_then(|before| before.chars().next_back()).is_some_and(parts_label)
    };
    let (bytes, begins) = (text.as_bytes(), &*BEGINS);
    let mut places = (from..text.len()).filter(|at| begins.may_begin(&bytes[*at..])).filter(may_begin);
    places.find_map(|at| Some((at, LABEL.captures(text.get(at..)?)?)))
}

/// The label with which a text begins, behind at most one character, and where it begins.
pub(super) fn label_at_start(text: &str) -> Option<(usize, Captures<'_>)> {
    let second = text.chars().next().filter(|first| parts_label(*first)).map(char::len_utf8);
    [Some(0), second].into_iter().flatten().find_map(|at| Some((at, label_at(text, at)?)))
}

pub(super) fn label_of<'t>(captures: &Captures<'t>) -> Option<(Label, Match<'t>)> {
    // The groups of the pattern in their order: the labels, what parts them from their value, the common labels.
    let strong = LABELS.iter().zip(1..);
    let common = COMMON_LABELS.iter().zip(LABELS.len() + 2..);
    strong.chain(common).find_map(|((label, _), group)| captures.get(group).map(|m| (*label, m)))
}

/// The next label in a long paragraph, and where it begins. A label there stands at the start or begins with a capital, so
/// that few places are looked at.
pub(super) fn label_in_running_text(text: &str, from: usize) -> Option<(usize, Captures<'_>)> {
    let opens = text.find(|c: char| !"*_| ".contains(c)).unwrap_or(0);
    let mut before = text.get(..from)?.chars().next_back().unwrap_or(' ');
    let rest = text.get(from..)?;
    rest.char_indices().find_map(|(offset, c)| {
        let at = from + offset;
        let may_begin = at == opens || c.is_uppercase() && !before.is_uppercase();
        let is_parted = at == 0 || parts_label(before);
        before = c;
        if may_begin && is_parted { Some((at, label_at(text, at)?)) } else { None }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_label_is_found_by_its_begin() {
        for (label, words) in LABELS.iter().chain(&COMMON_LABELS) {
            for begin in begins_of(words) {
                assert!(pair_of(begin.as_bytes()).is_some(), "{begin} of {label:?}");
            }
        }
        let all = LABELS.iter().chain(&COMMON_LABELS).map(|(_, words)| begins_of(words).len()).sum::<usize>();
        assert_eq!(all, 144, "each alternative has its begin");
        assert_eq!(begins_of("(?:post)?stuknr\\.?|zaak-?id|datum(?: (?:a|b))?"), ["post", "stuknr", "zaak", "datum"]);
    }
}
