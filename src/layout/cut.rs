//! A whole page in one line: where did the lines end?
//!
//! Some extractors write a page as one line (the papers of several councils came so). Four things still show where
//! a block began: a bullet in mid-line, a number that counts on (`1. … 2. …`), the name of a section that council
//! papers have by convention (`Beoogd effect`) before a capital, and the formulae of letters, motions and minutes
//! (`Geachte raad`, `Overwegende dat`, `De voorzitter:`).

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

/// Lines below this length (bytes) are lines of print and are left alone.
const MIN_LONG_LINE: usize = 240;

/// Sections that proposals to Dutch councils have by convention, as their headings are written. Longest first where
/// one begins another.
pub(super) const STANDARD_SECTIONS: &[&str] = &[
    "Aanleiding en doel",
    "Aanleiding",
    "Achtergrond",
    "Advies",
    "Afwegingen",
    "Alternatieven",
    "Argumenten",
    "Beoogd effect",
    "Beoogd resultaat",
    "Beslispunten",
    "Beslispunt",
    "Besluit",
    "Bijlagen",
    "Bijlage",
    "Burgerparticipatie",
    "Communicatie en participatie",
    "Communicatie en uitvoering",
    "Communicatie",
    "Conclusie",
    "Context",
    "Duurzaamheid",
    "Europese aspecten",
    "Evaluatie",
    "Financiële consequenties",
    "Financiële gevolgen",
    "Financiële paragraaf",
    "Financiën",
    "Gevolgen",
    "Inleiding",
    "Juridische aspecten",
    "Kaders",
    "Kanttekeningen",
    "Kernboodschap",
    "Motivering",
    "Ontwerpbesluit",
    "Personele consequenties",
    "Planning",
    "Probleemstelling",
    "Procesverloop",
    "Risico's",
    "Risico’s",
    "Samenvatting",
    "Toelichting",
    "Uitvoering",
    "Vervolg",
    "Vervolgproces",
    "Voorstel",
];

/// Sections whose names stand in running text so rarely that they are headings also where the sentence before them
/// has no end (a point of a list often has none).
const SURE_SECTIONS: &[&str] = &[
    "Inleiding",
    "Beoogd effect",
    "Beslispunten",
    "Argumenten",
    "Kanttekeningen",
    "Kernboodschap",
    "Financiële consequenties",
    "Financiële gevolgen",
    "Personele consequenties",
];

/// Formulae that begin a block wherever they stand: of letters, of motions, of decisions.
static FORMULA: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = r"^(?:Aan de (?:gemeente)?raad\b|Geachte? \p{L}|Constaterende,? dat\b|Overwegende,? dat\b|Van mening,? dat\b|Gelet op\b|Gehoord\b|Verzoekt (?:het|de) \p{Ll}|Draagt (?:het|de) \p{Ll}|Roept (?:het|de) \p{Ll}|Spreekt uit\b|En gaat over tot\b|en gaat over tot de orde|Aldus (?:besloten|vastgesteld)\b|De raad voornoemd\b|Hoogachtend\b|Met vriendelijke groet|Burgemeester en wethouders van \p{Lu})";
    Regex::new(pattern).expect("a constant pattern that the tests compile")
});

/// Who speaks in minutes: `De heer Voorbeeld:`, `De voorzitter:`.
static SPEAKER: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = r"^(?:De (?:heer|voorzitter|griffier|burgemeester|secretaris)|Mevrouw|Wethouder|Burgemeester)(?: [\p{L}'’.-]+){0,5} ?: ";
    Regex::new(pattern).expect("a constant pattern that the tests compile")
});

/// Whether a text begins with who speaks.
pub(super) fn starts_with_speaker(text: &str) -> bool {
    // Cheap way out before the pattern is asked.
    text.starts_with(['D', 'M', 'W', 'B']) && SPEAKER.is_match(text)
}

/// Characters that extractors give for bullets: real ones, and the private-use codes of the symbol fonts that word
/// processors take them from (Symbol and Wingdings at U+F000).
pub(super) fn is_bullet(c: char) -> bool {
    matches!(
        c,
        '•' | '▪'
            | '●'
            | '○'
            | '◦'
            | '■'
            | '□'
            | '➢'
            | '►'
            | '‣'
            | '∙'
            | '\u{f0a7}'
            | '\u{f0b7}'
            | '\u{f0d8}'
            | '\u{f0fc}'
            | '\u{f02d}'
            | '\u{f076}'
    )
}

/// Cuts a long line into the pieces that were blocks on the page; a short line is one piece. Ranges are half-open
/// byte ranges in `line`, ascend and cover all but white space.
pub(super) fn cut_long_line(line: &str) -> Vec<Range<usize>> {
    if line.len() < MIN_LONG_LINE {
        return std::iter::once(0..line.len()).collect();
    }
    let mut cuts = vec![0];
    let mut cut = |at: usize| {
        if cuts.last() != Some(&at) {
            cuts.push(at);
        }
    };
    // The number that the next point of a list would bear.
    let mut expected = 1;
    let mut word_start = 0;
    while word_start < line.len() {
        let word_end = line[word_start..].find(' ').map_or(line.len(), |i| word_start + i);
        let word = &line[word_start..word_end];
        let before = line[..word_start].trim_end();
        let starts_bullet = word.chars().next().is_some_and(is_bullet);
        let capital = word.starts_with(char::is_uppercase);
        let section = section_at(&line[word_start..]).filter(|length| {
            capital && (ends_sentence(before) || SURE_SECTIONS.contains(&&line[word_start..word_start + length]))
        });
        if let Some(section) = section {
            cut(word_start);
            cut(word_start + section);
            expected = 1;
            word_start += section;
            continue;
        } else if starts_bullet
            || (capital || word == "en") && FORMULA.is_match(&line[word_start..])
            || ends_sentence(before) && starts_with_speaker(&line[word_start..])
        {
            cut(word_start);
        } else if let Some(number) = point_number(word)
            && number == expected
            && line[word_end..].trim_start().starts_with(char::is_uppercase)
            && (ends_sentence(before) || ends_in_section(before))
        {
            cut(word_start);
            expected = number + 1;
        }
        word_start = word_end + 1;
    }
    cuts.push(line.len());
    cuts.windows(2).map(|pair| pair[0]..pair[1]).filter(|range| !line[range.clone()].trim().is_empty()).collect()
}

/// Whether the heading of a section stands right before, as before the first of its points.
fn ends_in_section(before: &str) -> bool {
    STANDARD_SECTIONS.iter().any(|section| before.ends_with(section))
}

/// Length of the standard section name that `rest` begins with, where a capital, a bullet or a number follows.
fn section_at(rest: &str) -> Option<usize> {
    STANDARD_SECTIONS.iter().find_map(|section| {
        let after = rest.strip_prefix(section)?;
        let follows = after.strip_prefix(": ").or_else(|| after.strip_prefix(' '))?;
        let next = follows.trim_start().chars().next()?;
        (next.is_uppercase() || next.is_ascii_digit() || is_bullet(next)).then_some(section.len())
    })
}

fn point_number(word: &str) -> Option<u32> {
    word.strip_suffix('.').or_else(|| word.strip_suffix(')')).filter(|n| n.len() <= 2)?.parse().ok()
}

fn ends_sentence(before: &str) -> bool {
    before.is_empty() || before.ends_with(['.', ';', ':', '?', '!', ','])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cuts_bullets_numbers_and_sections() {
        let filler =
            "Dit is een zin van een gewone lengte over het beleid van de gemeente in het sociaal domein. ".repeat(3);
        let line = format!(
            "{filler}Beslispunten 1. De nota vast te stellen. 2. Het krediet te geven. Beoogd effect Meer werk. • Een punt • Nog een"
        );
        let pieces: Vec<&str> = cut_long_line(&line).into_iter().map(|r| line[r].trim()).collect();
        assert_eq!(
            pieces[1..],
            [
                "Beslispunten",
                "1. De nota vast te stellen.",
                "2. Het krediet te geven.",
                "Beoogd effect",
                "Meer werk.",
                "• Een punt",
                "• Nog een"
            ]
        );
    }

    #[test]
    fn cuts_before_formulae_and_speakers() {
        let filler =
            "Dit is een zin van een gewone lengte over het beleid van de gemeente in het sociaal domein. ".repeat(3);
        let line = format!(
            "{filler}De voorzitter: Dank u. De heer Van den Voorbeeld: Wij zijn voor. Overwegende dat dit kan, Hoogachtend, het college"
        );
        let pieces: Vec<&str> = cut_long_line(&line).into_iter().map(|r| line[r].trim()).collect();
        assert_eq!(
            pieces[1..],
            [
                "De voorzitter: Dank u.",
                "De heer Van den Voorbeeld: Wij zijn voor.",
                "Overwegende dat dit kan,",
                "Hoogachtend, het college"
            ]
        );
    }

    #[test]
    fn leaves_running_text_and_short_lines_alone() {
        let line =
            "De raad nam kennis van art. 3. Het voorstel volgde in 2020. Uitvoering geven aan het plan kost geld. "
                .repeat(4);
        assert_eq!(cut_long_line(&line).len(), 1);
        assert_eq!(cut_long_line("Beslispunten 1. De nota").len(), 1);
    }
}
