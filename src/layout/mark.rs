//! What does the beginning of a line say about it: heading mark, list mark, label, table row?

use std::sync::LazyLock;

use regex::Regex;

use super::cut::is_bullet;

/// What a line says of itself, before its surroundings are looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Mark {
    /// `## Kop`.
    Heading(u8),
    /// A rule or table border; it says nothing.
    Rule,
    /// A list item; `depth` is the nesting that its mark suggests.
    Item { depth: u8 },
    /// A list mark alone on its line; its text follows.
    LoneItem,
    /// Cells of a table row.
    Row(Vec<String>),
    /// Bare signs or figures, as the cells of a torn table: `+ +/- -`, `1.200 450 3%`.
    Signs,
    /// One or more `label: value` of a letterhead.
    Labels(Vec<String>),
    /// Anything else.
    Text,
}

/// A line with its mark, and its text without markup.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Marked {
    pub mark: Mark,
    pub text: String,
    /// The whole line was bold.
    pub bold: bool,
}

static LIST_MARK: LazyLock<Regex> = LazyLock::new(|| {
    // Capital Roman numbers could be initials (`V. Voorbeeld`), so what follows them must not look like a name.
    let pattern =
        r"^(?:(?:\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]|\d{1,2}°\.?|[-–—*+]|o)\s+\S|[IVX]{1,4}[.)](?:\t|\s+\p{Ll}))";
    Regex::new(pattern).expect("a constant pattern that the tests compile")
});
static LABEL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(\p{Lu}[\p{L}().&/' -]{1,32}?)\s*:\s*(.*)$").expect("a constant pattern that the tests compile")
});

/// Labels of letterheads and of the heads of council papers, in lower case, without `(s)`, `.` and `:`.
const LABELS: &[&str] = &[
    "aan",
    "advies",
    "afdeling",
    "afschrift aan",
    "agendanr",
    "agendanummer",
    "agendapunt",
    "auteur",
    "behandeld door",
    "behandelend ambtenaar",
    "betr",
    "betreft",
    "bezoekadres",
    "bijlage",
    "bijlage(n)",
    "bijlagen",
    "cc",
    "collegebesluit",
    "collegevergadering",
    "commissie",
    "contact",
    "contactpersoon",
    "datum",
    "datum b&w",
    "datum besluit",
    "datum college",
    "datum raad",
    "datum vergadering",
    "datum voorstel",
    "dienst",
    "dienst / afdeling",
    "documentnr",
    "documentnummer",
    "domein",
    "doorkiesnummer",
    "dossier",
    "dossiernummer",
    "e-mail",
    "email",
    "indiener",
    "indieners",
    "kenmerk",
    "kopie aan",
    "korte inhoud",
    "nr",
    "nummer",
    "onderwerp",
    "ons kenmerk",
    "ons nummer",
    "opsteller",
    "portefeuille",
    "portefeuillehouder",
    "postadres",
    "programma",
    "raadsvergadering",
    "reden van agendering",
    "referentie",
    "registratienr",
    "registratienummer",
    "sector",
    "status",
    "steller",
    "team",
    "telefoon",
    "telefoonnummer",
    "uw brief",
    "uw brief d.d",
    "uw brief van",
    "uw kenmerk",
    "van",
    "vergaderdatum",
    "vergadering",
    "versie",
    "verzenddatum",
    "verzonden",
    "voorstelnr",
    "voorstelnummer",
    "website",
    "wethouder",
    "zaak",
    "zaaknr",
    "zaaknummer",
];

/// Whether `label` is one that letterheads and papers bear.
pub(super) fn is_known_label(label: &str) -> bool {
    let label = label.trim().trim_end_matches(':').to_lowercase();
    let bare = label.trim().trim_end_matches("(s)").trim_end_matches(['.', ' ']);
    LABELS.binary_search(&bare).is_ok()
}

/// Whether a line reads `Label : value`, known label or not; under a label it begins the next one.
pub(super) fn has_label_shape(text: &str) -> bool {
    LABEL.captures(text).is_some_and(|found| found[1].split(' ').count() <= 3)
}

/// Reads the mark of a line.
pub(super) fn mark_line(text: &str, indent: usize, markdown: bool) -> Marked {
    if is_rule(text) {
        return Marked { mark: Mark::Rule, text: String::new(), bold: false };
    }
    if is_signs(text) {
        return Marked { mark: Mark::Signs, text: text.replace('\t', " | "), bold: false };
    }
    let mut bold = false;
    let mut line = text.to_owned();
    if markdown {
        let level = text.bytes().take_while(|b| *b == b'#').count();
        // `##Titel` without a space is no markdown, but what several publishers of laws write.
        let spaced = text[level..].starts_with([' ', '\t']);
        let unspaced = level >= 2 && text[level..].starts_with(|c: char| c.is_alphanumeric());
        if (1..=6).contains(&level) && (spaced || unspaced) {
            let text = strip_emphasis(text[level..].trim().trim_end_matches('#'));
            return Marked { mark: Mark::Heading(level as u8), text, bold: false };
        }
        if is_lone_tag(text) {
            return Marked { mark: Mark::Rule, text: String::new(), bold: false };
        }
        if text.starts_with('|') || (text.ends_with('|') && text.matches('|').count() >= 2) {
            let cells: Vec<String> = text.trim_matches('|').split('|').map(|c| strip_emphasis(c.trim())).collect();
            return row(cells);
        }
        bold = is_all_bold(text);
        line = strip_emphasis(text);
    }
    if line.chars().next().is_some_and(is_bullet) {
        let rest = line.trim_start_matches(is_bullet).trim();
        if rest.is_empty() {
            return Marked { mark: Mark::LoneItem, text: "•".to_owned(), bold };
        }
        // One sign for all of them: the private-use codes of symbol fonts show as boxes.
        return Marked {
            mark: Mark::Item { depth: depth(indent, '•') },
            text: format!("• {}", rest.replace('\t', " ")),
            bold,
        };
    }
    // `*begrip: …`, a bullet that lost its space; a closing sign would make it emphasis.
    if let Some(rest) = text.strip_prefix('*').filter(|rest| markdown && !rest.contains('*') && !rest.starts_with(' '))
    {
        return Marked {
            mark: Mark::Item { depth: depth(indent, '*') },
            text: format!("- {}", strip_emphasis(rest)),
            bold,
        };
    }
    // The mark is looked for in the raw line: stripping emphasis may take a `*` that begins an item.
    if LIST_MARK.is_match(text) || LIST_MARK.is_match(&line) {
        let first = line.trim_start_matches('(').chars().next().unwrap_or('-');
        let text = line.replace('\t', " ");
        return Marked { mark: Mark::Item { depth: depth(indent, first) }, text: normalised_item(text), bold };
    }
    if let Some(mark) = labels_or_cells(&line) {
        let text = match &mark {
            Mark::Labels(labels) => labels.join(" | "),
            Mark::Row(cells) => cells.join(" | "),
            _ => line.replace('\t', " "),
        };
        return Marked { mark, text, bold };
    }
    Marked { mark: Mark::Text, text: line.replace('\t', " "), bold }
}

fn row(cells: Vec<String>) -> Marked {
    let is_border = cells.iter().all(|c| !c.is_empty() && c.chars().all(|c| matches!(c, '-' | ':' | ' ')));
    let cells: Vec<String> = cells.into_iter().filter(|c| !c.is_empty()).collect();
    if is_border || cells.is_empty() {
        return Marked { mark: Mark::Rule, text: String::new(), bold: false };
    }
    let text = cells.join(" | ");
    Marked { mark: Mark::Row(cells), text, bold: false }
}

/// `* punt` and `+ punt` are written `- punt`.
fn normalised_item(text: String) -> String {
    match text.strip_prefix("* ").or_else(|| text.strip_prefix("+ ")) {
        Some(rest) => format!("- {rest}"),
        None => text,
    }
}

fn depth(indent: usize, mark: char) -> u8 {
    let by_indent = u8::try_from(indent / 2).unwrap_or(u8::MAX).min(3);
    by_indent.max(u8::from(mark.is_ascii_lowercase() || mark == 'o'))
}

/// Reads `Label : value`, alone or in columns, and tab-separated cells.
fn labels_or_cells(line: &str) -> Option<Mark> {
    let mut cells: Vec<String> = Vec::new();
    for cell in line.split('\t').map(str::trim) {
        match (cell.strip_prefix(':'), cells.last_mut()) {
            (Some(value), Some(label)) if !label.contains(':') => {
                *label = format!("{}: {}", label.trim_end(), value.trim()).trim_end().to_owned();
            }
            _ if cell.is_empty() => {}
            _ => cells.push(cell.to_owned()),
        }
    }
    // `Onderwerp` in one column and its text in the next, with its colon or without.
    if let [label, value @ ..] = cells.as_slice()
        && !value.is_empty()
        && let label = label.trim_end_matches([':', ' '])
        && !label.contains(':')
        && is_known_label(label)
        && !value[0].ends_with(':')
    {
        return Some(Mark::Labels(vec![format!("{label}: {}", value.join(" "))]));
    }
    let labelled = |cell: &String| {
        let shaped = LABEL.captures(cell).map(|c| (c[1].to_owned(), c[2].to_owned()));
        // `onderwerp: …`, in small letters, where it is a label for certain.
        shaped.or_else(|| {
            let (label, value) = cell.split_once(':').filter(|(label, _)| is_known_label(label))?;
            Some((label.trim_end().to_owned(), value.trim_start().to_owned()))
        })
    };
    let labels: Vec<_> = cells.iter().filter_map(labelled).collect();
    if !labels.is_empty() && labels.len() == cells.len() {
        let known = labels.iter().any(|(label, _)| is_known_label(label));
        if known || cells.len() > 1 {
            let text = labels.into_iter().map(|(l, v)| format!("{l}: {v}").trim_end().to_owned()).collect();
            return Some(Mark::Labels(text));
        }
    }
    (cells.len() > 1).then_some(Mark::Row(cells))
}

/// `<meta … />`, `<!-- … -->`: markup on a line of its own.
fn is_lone_tag(text: &str) -> bool {
    text.starts_with('<') && text.ends_with('>') && !text[1..text.len() - 1].contains(['<', '>'])
}

/// A line without a letter or a bullet: what remains of a table row when its first cell stands on another line.
fn is_signs(text: &str) -> bool {
    text.chars().all(|c| {
        matches!(c, '+' | '-' | '–' | '/' | '?' | '±' | '0'..='9' | ' ' | '\t' | '%' | '.' | ',' | '€' | '(' | ')')
    }) && text.contains(|c: char| c.is_ascii_digit() || matches!(c, '+' | '?' | '±' | '-'))
}

/// `---`, `***`, `====`, `______`.
fn is_rule(text: &str) -> bool {
    text.len() >= 3
        && text.chars().all(|c| matches!(c, '-' | '*' | '_' | '=' | '.' | '–' | '—' | ' ' | '~' | '`'))
        && !text.contains(' ')
}

fn is_all_bold(text: &str) -> bool {
    let inner = text.strip_prefix("**").and_then(|t| t.trim_end_matches(':').strip_suffix("**"));
    inner.is_some_and(|t| !t.is_empty() && !t.contains("**"))
}

/// Takes markdown's inline marks out: emphasis, code, links, images, line breaks, escapes.
pub(super) fn strip_emphasis(text: &str) -> String {
    static IMAGE: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"!\[([^\]]*)\]\([^)]*\)").expect("a constant pattern that the tests compile"));
    static LINK: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"\[([^\]]+)\]\([^)\s]*\)").expect("a constant pattern that the tests compile"));
    static BREAK: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)<br\s*/?>|</?(?:b|i|u|em|strong|sup|sub|span|p)(?:\s[^>]*)?>")
            .expect("a constant pattern that the tests compile")
    });
    if !text.contains(['*', '_', '[', '<', '`', '\\']) {
        return text.to_owned();
    }
    let text = IMAGE.replace_all(text, "$1");
    let text = LINK.replace_all(&text, "$1");
    let text = BREAK.replace_all(&text, " ");
    let text = text.replace("**", "").replace("__", "").replace('`', "");
    let chars: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    for (i, &c) in chars.iter().enumerate() {
        let before = i.checked_sub(1).map(|j| chars[j]);
        let after = chars.get(i + 1).copied();
        let is_mark = match c {
            // An escape stands before punctuation only; `H:\map` keeps its backslash.
            '\\' => after.is_some_and(|c| c.is_ascii_punctuation()),
            '*' | '_' => {
                let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
                let space = |c: Option<char>| c.is_none_or(char::is_whitespace);
                // Inside a word (`snake_case`, `2*3`) and between spaces it is a sign, not a mark.
                !(word(before) && word(after) || space(before) && space(after)) && before != Some('\\')
            }
            _ => false,
        };
        // `* punt`: the list mark at the start stays.
        if !is_mark || (i == 0 && c == '*' && after == Some(' ')) {
            out.push(c);
        }
    }
    out.split(' ').filter(|w| !w.is_empty()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(text: &str) -> (Mark, String) {
        let marked = mark_line(text, 0, true);
        (marked.mark, marked.text)
    }

    #[test]
    fn labels_are_sorted_for_binary_search() {
        assert!(LABELS.is_sorted());
        assert!(is_known_label("Wethouder(s):") && is_known_label("AGENDANR.") && !is_known_label("Toelichting"));
    }

    #[test]
    fn reads_the_marks_of_lines() {
        use Mark::{Heading, Item, Labels, Row, Rule, Text};
        for (line, mark, text) in [
            ("### **Kop met nadruk**", Heading(3), "Kop met nadruk"),
            ("- een punt", Item { depth: 0 }, "- een punt"),
            ("* een *punt*", Item { depth: 0 }, "- een punt"),
            ("\u{f0b7} een punt", Item { depth: 0 }, "• een punt"),
            ("1. Punt", Item { depth: 0 }, "1. Punt"),
            ("a. Punt", Item { depth: 1 }, "a. Punt"),
            ("I.\tin te stemmen", Item { depth: 0 }, "I. in te stemmen"),
            ("V. Voorbeeld", Text, "V. Voorbeeld"),
            ("##Titel", Heading(2), "Titel"),
            ("<meta charset='utf-8' />", Rule, ""),
            ("*begrip: wat het is", Item { depth: 0 }, "- begrip: wat het is"),
            ("12 augustus 2021", Text, "12 augustus 2021"),
            ("1.200 inwoners", Text, "1.200 inwoners"),
            ("------", Rule, ""),
            ("+ +/- -", Mark::Signs, "+ +/- -"),
            ("€ 1.200 45%", Mark::Signs, "€ 1.200 45%"),
            ("| --- | :-: |", Rule, ""),
            ("| Jaar | Bedrag |", Row(vec!["Jaar".into(), "Bedrag".into()]), "Jaar | Bedrag"),
            ("Ons kenmerk : 18uit1", Labels(vec!["Ons kenmerk: 18uit1".into()]), "Ons kenmerk: 18uit1"),
            (
                "Team\t: Beleid\tZaaknummer\t:",
                Labels(vec!["Team: Beleid".into(), "Zaaknummer:".into()]),
                "Team: Beleid | Zaaknummer:",
            ),
            ("Zaaknummer:\t21-33", Labels(vec!["Zaaknummer: 21-33".into()]), "Zaaknummer: 21-33"),
            ("Onderwerp\tNota bijstand", Labels(vec!["Onderwerp: Nota bijstand".into()]), "Onderwerp: Nota bijstand"),
            ("Voor\tAllen", Row(vec!["Voor".into(), "Allen".into()]), "Voor | Allen"),
            ("De Participatiewet: een overzicht", Text, "De Participatiewet: een overzicht"),
            ("*\"Wij willen meer.\"*", Text, "\"Wij willen meer.\""),
            ("2 * 3 en snake_case", Text, "2 * 3 en snake_case"),
            ("zie [de nota](nota.pdf) en **dit**<br>dus", Text, "zie de nota en dit dus"),
        ] {
            assert_eq!(marked(line), (mark, text.to_owned()), "{line}");
        }
    }

    #[test]
    fn plain_text_keeps_its_signs() {
        assert_eq!(mark_line("# geen kop", 0, false).mark, Mark::Text);
        assert_eq!(mark_line("a_b en **c**", 0, false).text, "a_b en **c**");
    }
}
