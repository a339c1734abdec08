//! Inflections of nouns and adjectives that the algorithm leaves or takes too far.

use std::sync::LazyLock;

use super::hash::{WordSet, words};
use super::sound::{closed, is_one_syllable, is_vowel};
use super::verb;
use crate::analysis::compound;

static ADJECTIVES: LazyLock<WordSet> = LazyLock::new(|| words(include_str!("adjectives.txt")).collect());

/// Takes off what the algorithm would leave; what comes back may still have other endings.
pub(super) fn singular(word: &str) -> String {
    if let Some(singular) = without_plural_en(word) {
        return singular;
    }
    if let Some(positive) = positive(word) {
        return positive;
    }
    let word = without_plural_s(word);
    diminished(word).unwrap_or_else(|| word.to_owned())
}

/// Ends of adjectives that show what their degrees are degrees of.
const ADJECTIVAL: &[&str] = &["lijk", "ig", "baar", "zaam", "rijk", "isch", "ief", "iek"];

/// Others, behind which -er more often ends a noun (`presenter`, `zender`).
const ADJECTIVAL_BUT_ER: &[&str] = &["ent", "ant", "end", "eel", "aal", "eus", "loos", "vol"];

/// The positive of a comparative or superlative: `hoger`, `moeilijker`, `belangrijkste`, `zwaardere`.
fn positive(word: &str) -> Option<String> {
    let ending = ["ere", "er", "sten", "ste", "st"].iter().find(|ending| word.ends_with(*ending))?;
    let base = word.strip_suffix(ending).filter(|base| base.len() >= 3)?;
    // `zwaar-d-er`: a d between two r.
    let before_d = base.strip_suffix('d').filter(|base| ending.starts_with('e') && base.ends_with('r'));
    closed(base).chain(before_d.map(str::to_owned)).find(|positive| {
        let ends_in = |ends: &[&str]| ends.iter().any(|end| positive.ends_with(end));
        let long = positive.len() > 5 && (ends_in(ADJECTIVAL) || *ending != "er" && ends_in(ADJECTIVAL_BUT_ER));
        // -iger also ends those who do something: `reiniger`.
        let agent = positive.ends_with("ig") && *ending == "er" && verb::first_person(positive).is_some();
        ADJECTIVES.contains(positive.as_str()) || long && !agent
    })
}

/// Cuts the plural `-en` behind a vowel, which had a diaeresis before folding: `categorieën`, `bacteriën`, `ideeën`,
/// `individuen`; but not of `zien`, `achttien`, `misschien`, `bouwen`.
fn without_plural_en(word: &str) -> Option<String> {
    let base = word.strip_suffix("en").filter(|base| base.len() >= 4)?;
    if base.ends_with("ie") || base.ends_with("ee") || base.ends_with('u') && !base.ends_with("ou") {
        return Some(base.to_owned());
    }
    let single = base.ends_with('i') && !["ti", "di", "hi"].iter().any(|end| base.ends_with(end));
    (single && base.len() >= 5).then(|| format!("{base}e"))
}

/// Cuts the plural `-s` that the algorithm leaves behind a vowel: `subsidies`, `colleges`, `niveaus`; and of nouns on
/// `-en`, which have another ending below it: `vermogens`.
fn without_plural_s(word: &str) -> &str {
    let Some(base) = word.strip_suffix('s').filter(|base| base.len() >= 4 && base.is_ascii()) else { return word };
    let bytes = base.as_bytes();
    let (z, y) = (bytes[bytes.len() - 1], bytes[bytes.len() - 2]);
    let plural = match (y, z) {
        (b'e', b'n') => !is_one_syllable(base),
        (b'i' | b'e', b'e') => true,
        // `stichteres`, `adres`: a feminine or a foreign singular.
        (b'r', b'e') if base.ends_with("ere") => false,
        // `-oes` ends singulars.
        (b'o' | b'u' | b'a', b'e') => false,
        (_, b'e') => true,
        (b'a', b'u') => true,
        // `fotos`, `risicos`, for which `foto's` is right; not `chaos` and `basis`, which are words without a word before the s.
        (_, b'o' | b'a' | b'i' | b'u' | b'y') => compound::is_likelier(base, word),
        _ => false,
    };
    if plural { base } else { word }
}

/// The noun of a diminutive: `kaartjes` → `kaart`.
fn diminished(word: &str) -> Option<String> {
    let base =
        word.strip_suffix('s').unwrap_or(word).strip_suffix("je").filter(|base| base.len() >= 3 && base.is_ascii())?;
    let bytes = base.as_bytes();
    let n = bytes.len();
    let cut = match bytes {
        // `bruggetje`, `leninkje`: a doubled consonant is undone at the end.
        [.., a, b, b'e', b't'] if a == b => n - 3,
        [.., b'n', b'g', b'e', b't'] => n - 2,
        [.., b'e', b'l' | b'r', b't'] | [.., b'w', b't'] => n - 1,
        [.., a, b, b'l' | b'n', b't'] if is_vowel(*a) && is_vowel(*b) => n - 1,
        [.., a, b'o', b't'] if *a == b'o' => n - 2,
        [.., b'u' | b'e', b'u', b'r', b't'] => n - 1,
        [.., b'm', b'p'] => n - 1,
        [.., b'i', b'n', b'k'] if !is_one_syllable(base) => return Some(format!("{}g", &base[..n - 1])),
        [.., b't' | b'k' | b'p' | b's' | b'f' | b'd' | b'g'] => n,
        _ => return None,
    };
    Some(base[..cut].to_owned())
}

/// The adjective of a noun on -heid, which is looked for as often by the one as by the other: `eenzaamheid`,
/// `laaggeletterdheid`, `bereikbaarheden`. Those that have gone their own way are listed (`overheid`, `mogelijkheid`).
pub(super) fn quality(word: &str) -> Option<&str> {
    let base = ["heden", "heid", "heids"].iter().find_map(|ending| word.strip_suffix(ending))?;
    (base.len() >= MIN_QUALITY).then_some(base)
}

/// Letters of the adjective at least: `eenheid` is not `een`, nor `vrijheid` said of what is `vrij`.
const MIN_QUALITY: usize = 5;

/// Derived adjectives without their inflection. The algorithm would go on to what they are derived from,
/// which is another word: `natuurlijk` and `natuur`, `overeenkomstig` and `overeenkomst`.
pub(super) fn derived(word: &str) -> Option<String> {
    if word.len() < 6 {
        return None;
    }
    if let Some(base) = word.strip_suffix("heden") {
        return Some(format!("{base}heid"));
    }
    let genitive = word.strip_suffix('s').unwrap_or(word);
    if genitive.ends_with("heid") {
        return Some(genitive.to_owned());
    }
    let base = ["en", "se", "e", "s"].iter().find_map(|ending| word.strip_suffix(ending)).unwrap_or(word);
    if base.ends_with("lijk") || base.ends_with("ig") && !base.ends_with("eig") {
        return Some(base.to_owned());
    }
    if let Some(head) = base.strip_suffix("bar").filter(|_| base.len() < word.len()) {
        return Some(format!("{head}baar"));
    }
    base.ends_with("baar").then(|| base.to_owned())
}
