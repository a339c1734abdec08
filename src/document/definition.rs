//! Which abbreviations and short names does a text define itself?
//!
//! `Wet sociale werkvoorziening (Wsw)`, `WNK (Werkvoorzieningschap Noord-Kennemerland)`, `Servicebureau Jeugdhulp
//! Haaglanden (hierna: SBJH)`. After Schwartz and Hearst, "A simple algorithm for identifying abbreviation definitions in
//! biomedical text" (2003), made stricter and Dutch: each letter must be the first of a word, or stand inside a compound
//! where a part may begin (`loonkostensubsidie`, LKS), and no content word may go without a letter. A wrong definition
//! would send searches astray everywhere, a missed one costs a single expansion, so what is in doubt is left.

use std::collections::HashSet;
use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

/// A short name that a text explains.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Definition {
    /// The abbreviation or short name as written, without article, quotes and plural ending.
    pub abbreviation: String,
    /// The full name as written, on one line.
    pub full: String,
    /// Half-open byte range of the whole in the text, on character boundaries.
    pub range: Range<usize>,
}

/// Bytes before a bracket in which the full name is looked for, and bytes behind it in which it must close: names of laws
/// take up to some 120.
const WINDOW: usize = 200;
/// Most words of a full name, small ones counted.
const MAX_WORDS: usize = 16;
/// Most letters of an abbreviation.
const MAX_LETTERS: usize = 10;
/// Fewest letters of a part of a compound.
const MIN_PART: usize = 3;

/// Words that an abbreviation may pass over.
const SMALL_WORDS: &[&str] = &[
    "de", "het", "een", "der", "den", "des", "van", "en", "of", "voor", "in", "op", "aan", "bij", "tot", "met", "te",
    "ten", "ter", "om", "uit", "als", "naar", "over", "and", "of", "the", "for", "door", "&", "-", "–",
];
/// Words that open an official name and often have no letter in its abbreviation (`IOAW`).
const OPENING_WORDS: &[&str] = &["Wet", "Besluit", "Regeling", "Stichting"];
/// Articles that begin a sentence.
const ARTICLES: &[&str] = &["De", "Het", "Een"];
/// What a contract calls its parties and itself: true on that page and nowhere else.
const ROLES: &[&str] = &[
    "gemeente",
    "gemeenten",
    "college",
    "raad",
    "partij",
    "partijen",
    "opdrachtgever",
    "opdrachtnemer",
    "aanbieder",
    "regeling",
    "verordening",
    "wet",
    "besluit",
    "overeenkomst",
    "stichting",
    "vereniging",
    "vennootschap",
    "koper",
    "verkoper",
    "ontwikkelaar",
    "initiatiefnemer",
    "provincie",
    "rijk",
    "minister",
    "dienst",
    "bestuur",
    "plan",
    "nota",
    "huurder",
    "verhuurder",
    "exploitant",
    "eigenaar",
    "bank",
    "commissie",
    "project",
    "grond",
    "locatie",
    "visie",
];
/// How a text announces a short name.
const ANNOUNCEMENTS: &[&str] = &[
    "hierna te noemen",
    "hierna genoemd",
    "hierna aan te duiden als",
    "hierna aangeduid als",
    "hierna ook",
    "hierna",
    "verder te noemen",
    "verder genoemd",
    "nader te noemen",
    "afgekort",
    "kortweg",
    "ook wel",
    "in het kort",
];

/// The definitions of a text in the order of their places, each only once.
///
/// Takes time in proportion to the text, whatever it holds.
pub fn definitions(text: &str) -> Vec<Definition> {
    let mut found = Vec::new();
    let mut seen = HashSet::new();
    for (open, _) in text.match_indices('(') {
        let Some(inside) = bracketed(text, open) else { continue };
        let definition = announced(text, open, inside.clone())
            .or_else(|| name_before(text, open, inside.clone()))
            .or_else(|| name_inside(text, open, inside));
        if let Some(definition) = definition
            && seen.insert((definition.abbreviation.clone(), definition.full.to_lowercase()))
        {
            found.push(definition);
        }
    }
    found
}

/// What stands between a bracket and the one that closes it, if that is near and no other opens before.
fn bracketed(text: &str, open: usize) -> Option<Range<usize>> {
    let start = open + 1;
    let end = text.floor_char_boundary((start + WINDOW).min(text.len()));
    let close = text[start..end].find(['(', ')'])?;
    text[start + close..].starts_with(')').then_some(start..start + close)
}

/// `Wet sociale werkvoorziening (Wsw)`.
fn name_before(text: &str, open: usize, inside: Range<usize>) -> Option<Definition> {
    let short = Short::new(&text[inside.clone()])?;
    let words = words_before(text, open);
    let full = short.name_that_ends(text, &words)?;
    Some(definition(text, short.text, full.clone(), full.start..inside.end + 1))
}

/// `WNK (Werkvoorzieningschap Noord-Kennemerland)`.
fn name_inside(text: &str, open: usize, inside: Range<usize>) -> Option<Definition> {
    let before = words_before(text, open).pop()?;
    // Words before end at signs, and `A/B (…)` is one word here.
    let short = Short::new(&text[before.clone()])?;
    let words = words_in(text, inside.clone());
    if words.len() > MAX_WORDS || words.len() < 2 {
        return None;
    }
    let opening = usize::from(OPENING_WORDS.contains(&&text[words[0].clone()]));
    let accounted = short.accounts_for(text, &words) || opening == 1 && short.accounts_for(text, &words[1..]);
    let full = words[0].start..words[words.len() - 1].end;
    accounted.then(|| definition(text, short.text, full, before.start..inside.end + 1))
}

/// `Servicebureau Jeugdhulp Haaglanden (hierna: SBJH)`. Here the text says itself what it does, so the letters need not fit.
fn announced(text: &str, open: usize, inside: Range<usize>) -> Option<Definition> {
    let content = text[inside.clone()].trim();
    let rest = ANNOUNCEMENTS.iter().find_map(|words| {
        let head = content.get(..words.len())?;
        head.eq_ignore_ascii_case(words).then(|| &content[words.len()..])
    })?;
    let rest = rest.trim_start_matches([':', ' ', '\u{a0}', ',']);
    let name = without_quotes(rest);
    let name = ["de ", "het ", "‘", "'"].iter().find_map(|article| name.strip_prefix(article)).unwrap_or(name);
    let name = without_quotes(name);
    let words = words_before(text, open);
    if let Some(short) = Short::new(name)
        && let Some(full) = short.name_that_ends(text, &words)
    {
        return Some(definition(text, short.text, full.clone(), full.start..inside.end + 1));
    }
    let is_name = name.starts_with(char::is_uppercase)
        && name.chars().count() <= 30
        && name.split_whitespace().count() <= 3
        && !name.contains([',', ';', '/', ':'])
        && !ROLES.contains(&name.to_lowercase().as_str());
    let full = is_name.then(|| capitalised_end(text, &words)).flatten()?;
    let full_text = one_line(&text[full.clone()]);
    // `Baanbrekers` for a body of another name is believed of capitals only; else it is the beginning of the name (`WerkSaam`).
    let abbreviates = name.chars().all(|c| c.is_uppercase() || !c.is_alphabetic());
    let shortens = full_text.split(' ').next() == name.split_whitespace().next();
    let longer = full_text.chars().count() > name.chars().count();
    (longer && (abbreviates || shortens)).then(|| definition(text, name, full.clone(), full.start..inside.end + 1))
}

fn definition(text: &str, abbreviation: &str, full: Range<usize>, range: Range<usize>) -> Definition {
    Definition { abbreviation: one_line(abbreviation), full: one_line(&text[full]), range }
}

/// The capitalised words at the end, with small ones between them: `Servicebureau Jeugdhulp Haaglanden`.
fn capitalised_end(text: &str, words: &[Range<usize>]) -> Option<Range<usize>> {
    let last = words.last()?;
    let mut first = None;
    for (i, word) in words.iter().enumerate().rev() {
        let word = &text[word.clone()];
        if word.starts_with(char::is_uppercase) {
            first = Some(i);
        } else if !is_small(word) || first.is_none() {
            break;
        }
    }
    let mut first = first?;
    // `De Kop` may be a name and `Het` begin a sentence: short of the first word a name stays a name.
    if ARTICLES.contains(&&text[words[first].clone()]) && first + 1 < words.len() {
        first += 1;
    }
    // One word may be the first of a sentence or anything else.
    (words.len() - first > 1).then(|| words[first].start..last.end)
}

/// Something that may be an abbreviation.
struct Short<'t> {
    /// As written, without quotes and endings.
    text: &'t str,
    /// Its letters and digits, folded.
    letters: Vec<char>,
    /// Whether letters of one part may follow one another (`Wajong`, `Berap`); in capitals each begins a part.
    mixed: bool,
}

impl<'t> Short<'t> {
    fn new(text: &'t str) -> Option<Self> {
        let text = without_quotes(text.trim());
        let text = ["'ers", "’ers", "'s", "’s", "'er", "’er"].iter().find_map(|e| text.strip_suffix(e)).unwrap_or(text);
        let plain = text.chars().all(|c| c.is_alphanumeric() || matches!(c, '&' | '-' | '/' | '.'));
        let letters: Vec<char> = text.chars().filter(|c| c.is_alphanumeric()).map(folded).collect();
        let capitals = text.chars().filter(|c| c.is_uppercase()).count();
        let small = text.chars().any(char::is_lowercase);
        let shaped = match capitals {
            // `pgb`: no vowel, so no word.
            0 => letters.len() >= 3 && text.chars().all(|c| c.is_alphabetic() && !"aeiouy".contains(folded(c))),
            // `Wsw`, `Tozo`.
            1 => text.starts_with(char::is_uppercase) && letters.len() >= 3 && letters.len() <= 7,
            _ => true,
        };
        let fits = (2..=MAX_LETTERS).contains(&letters.len()) && letters.iter().all(|c| c.is_alphabetic());
        (plain && shaped && fits && text.starts_with(char::is_alphabetic)).then_some(Self {
            text,
            letters,
            mixed: small && capitals > 0,
        })
    }

    /// The shortest run of words at the end that the letters account for, with a `Wet` or `Stichting` before it.
    fn name_that_ends(&self, text: &str, words: &[Range<usize>]) -> Option<Range<usize>> {
        let end = words.last()?.end;
        let start = (0..words.len()).rev().find(|start| self.accounts_for(text, &words[*start..]))?;
        let opening = start.checked_sub(1).filter(|at| OPENING_WORDS.contains(&&text[words[*at].clone()]));
        Some(words[opening.unwrap_or(start)].start..end)
    }

    /// Whether the letters, in order, are those of these words, with no content word left over.
    fn accounts_for(&self, text: &str, words: &[Range<usize>]) -> bool {
        let words: Vec<NameWord> = words.iter().flat_map(|word| NameWord::pieces(&text[word.clone()])).collect();
        let content = words.iter().filter(|word| !word.optional).count();
        // `Helmond (HM)`: two letters are too few to tell from one word.
        let glued = words.iter().any(NameWord::is_glued);
        let enough =
            content > 1 || content == 1 && self.letters.len() > 2 && words[0].letters.len() > self.letters.len() * 2;
        let starts = words.first().is_some_and(|word| word.letters.first() == self.letters.first());
        // Not the abbreviation itself, written before the bracket.
        let itself = words.iter().any(|word| word.letters == self.letters);
        enough && starts && !itself && !glued && words.len() <= 2 * MAX_WORDS && self.matches_from(&words)
    }

    /// Which numbers of letters may have been used up when a word is reached, word by word.
    fn matches_from(&self, words: &[NameWord]) -> bool {
        let total = self.letters.len();
        let mut reached = vec![false; total + 1];
        reached[0] = true;
        for word in words {
            let mut next = vec![false; total + 1];
            for used in (0..=total).filter(|used| reached[*used]) {
                next[used] |= word.optional;
                for taken in word.taken(&self.letters[used..], self.mixed) {
                    next[used + taken] = true;
                }
            }
            reached = next;
        }
        reached[total]
    }
}

/// A word of a full name, or what stands between its hyphens.
struct NameWord {
    letters: Vec<char>,
    capitals: Vec<bool>,
    /// A small word, or a later piece of a hyphen compound: it may go without a letter.
    optional: bool,
}

impl NameWord {
    fn pieces(word: &str) -> impl Iterator<Item = Self> {
        let pieces = word.split(['-', '\u{2010}', '\u{2011}', '/']).filter(|piece| !piece.is_empty()).enumerate();
        pieces.map(|(i, piece)| Self {
            letters: piece.chars().filter(|c| c.is_alphanumeric()).map(folded).take(64).collect(),
            capitals: piece.chars().map(char::is_uppercase).take(64).collect(),
            optional: i > 0 || is_small(piece),
        })
    }

    /// Two words that extraction put together: `BEHOEFTEBuck`, `WNTUitvoeringsbesluit`.
    fn is_glued(&self) -> bool {
        self.capitals.windows(4).any(|c| c == [true, true, true, false])
    }

    /// How many of the letters may come from this word: its first, and then those where a part may begin.
    fn taken(&self, letters: &[char], mixed: bool) -> Vec<usize> {
        let mut taken = Vec::new();
        // Places of the letter matched last, all that are possible.
        let mut places: Vec<usize> = Vec::new();
        for (i, letter) in letters.iter().enumerate() {
            places = if i == 0 {
                if self.letters.first() == Some(letter) { vec![0] } else { Vec::new() }
            } else {
                let first = places.first().copied();
                let begins = |at: usize| {
                    first.is_some_and(|first| at >= first + MIN_PART) && at + MIN_PART <= self.letters.len()
                };
                let follows = |at: usize| mixed && at > 0 && places.contains(&(at - 1));
                (1..self.letters.len())
                    .filter(|at| self.letters[*at] == *letter && (begins(*at) || follows(*at)))
                    .collect()
            };
            if places.is_empty() {
                break;
            }
            taken.push(i + 1);
        }
        taken
    }
}

/// The words right before a bracket, up to a sign that a name does not hold; the last one touches the bracket but for
/// space, quotes and emphasis.
fn words_before(text: &str, open: usize) -> Vec<Range<usize>> {
    let mut start = text.floor_char_boundary(open.saturating_sub(WINDOW));
    if start > 0 {
        // The first word may be cut.
        start += text[start..open].find(char::is_whitespace).unwrap_or(open - start);
    }
    let mut words = words_in(text, start..open);
    let mut from = words.len();
    let mut right = open;
    while from > 0 {
        let gap = &text[words[from - 1].end..right];
        let ends = gap.contains(['.', ';', ':', '!', '?', '(', ')', '[', ']', '|', '•', '●', '▪', '*', '<', '>', '='])
            // Emphasis of markdown around the name.
            && !gap.trim().chars().all(|c| c == '*');
        if ends || gap.matches('\n').count() > 1 || words.len() - from == MAX_WORDS {
            break;
        }
        from -= 1;
        right = words[from].start;
    }
    words.drain(..from);
    words
}

/// The words of a range: what is between spaces and commas, without the signs at its edges.
fn words_in(text: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let mut words = Vec::new();
    let mut at = range.start;
    // Signs that end a sentence stand between words too: extraction glues words together (`wet.De`, `(Wck)Wet`).
    let between = |c: char| c.is_whitespace() || matches!(c, ',' | '|' | '(' | ')' | '[' | ']' | '.' | ':' | ';');
    for raw in text[range].split_inclusive(between) {
        let trimmed = raw.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '&');
        let start = at + raw.len() - trimmed.len();
        let word = trimmed.trim_end_matches(|c: char| !c.is_alphanumeric() && c != '&' && c != '-');
        if !word.is_empty() {
            words.push(start..start + word.len());
        }
        at += raw.len();
    }
    words
}

fn is_small(word: &str) -> bool {
    SMALL_WORDS.contains(&word.to_lowercase().as_str())
}

/// The letter without accent and case.
fn folded(c: char) -> char {
    c.to_lowercase().nfd().next().unwrap_or(c)
}

fn without_quotes(text: &str) -> &str {
    text.trim_matches(['"', '\'', '‘', '’', '“', '”', '„', '«', '»', '*', '_', ' ', '\n', '\u{a0}', '.', ':'])
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn shown(text: &str) -> Vec<String> {
        definitions(text).into_iter().map(|d| format!("{} = {}", d.abbreviation, d.full)).collect()
    }

    #[test]
    fn a_name_with_its_abbreviation_in_brackets() {
        for (text, expected) in [
            ("De taken uit de Wet sociale werkvoorziening (Wsw) blijven.", "Wsw = Wet sociale werkvoorziening"),
            ("Inzet van loonkostensubsidie (LKS) loont.", "LKS = loonkostensubsidie"),
            ("een brief van de gemeentelijke gezondheidsdienst (GGD)", "GGD = gemeentelijke gezondheidsdienst"),
            ("de praktijkondersteuner huisarts ('POH')", "POH = praktijkondersteuner huisarts"),
            ("met een persoonsgebonden\nbudget (pgb’s) kopen", "pgb = persoonsgebonden budget"),
            (
                "de Wet arbeidsongeschiktheidsvoorziening jonggehandicapten (Wajong)",
                "Wajong = Wet arbeidsongeschiktheidsvoorziening jonggehandicapten",
            ),
            ("Uit de tweede bestuursrapportage (Berap) blijkt", "Berap = bestuursrapportage"),
            ("ministerie van Volksgezondheid, Welzijn en Sport (VWS)", "VWS = Volksgezondheid, Welzijn en Sport"),
            ("de integratie-uitkering sociaal domein (IUSD)", "IUSD = integratie-uitkering sociaal domein"),
            ("het **Algemeen Bestuur** (AB)", "AB = Algemeen Bestuur"),
            ("de cyclus van planning en control (P&C)", "P&C = planning en control"),
            ("Stichting Welzijn Ouderen Langedijk (WOL)", "WOL = Stichting Welzijn Ouderen Langedijk"),
            ("Het Één Loket Duinrand (ELD)", "ELD = Één Loket Duinrand"),
        ] {
            assert_eq!(shown(text), [expected], "{text}");
        }
    }

    #[test]
    fn an_abbreviation_with_its_name_in_brackets() {
        for (text, expected) in [
            ("De WNK (Werkvoorzieningschap Noord-Kennemerland) meldt", "WNK = Werkvoorzieningschap Noord-Kennemerland"),
            ("de GR (gemeenschappelijke regeling) en", "GR = gemeenschappelijke regeling"),
            ("WZD (Wet zorg en dwang)", "WZD = Wet zorg en dwang"),
        ] {
            assert_eq!(shown(text), [expected], "{text}");
        }
    }

    #[test]
    fn a_name_that_is_announced() {
        for (text, expected) in [
            ("de gemeenschappelijke regeling (hierna: de GR) is", "GR = gemeenschappelijke regeling"),
            ("regeling WerkSaam Westfriesland (hierna te noemen: WerkSaam)", "WerkSaam = WerkSaam Westfriesland"),
            ("het Servicebureau Jeugdhulp Haaglanden (hierna: SBJH)", "SBJH = Servicebureau Jeugdhulp Haaglanden"),
            ("Het Bureau Inkoop Oost (hierna: INOO)", "INOO = Bureau Inkoop Oost"),
            ("Werkorganisatie De Kop (hierna ook: ‘WODK’)", "WODK = Werkorganisatie De Kop"),
        ] {
            assert_eq!(shown(text), [expected], "{text}");
        }
    }

    #[test]
    fn what_only_looks_like_a_definition_is_left() {
        for text in [
            "Motie van mevrouw De Boer (CDA) over parkeren",
            "De heer Jansen (Jan) is afwezig",
            "zie bijlage 3 (PDF) en Helmond (HM)",
            "Zorgaanbieders zijn duur. Regelen (ZR) mag",
            "het college van Hoorn (hierna: het College)",
            "de koper (hierna te noemen: de Koper) en Gemeente Hoorn (hierna: Gemeente)",
            "een raming (in euro) en een bijlage (2)",
            "WSW (WSW), (), ((, ) (Wsw)",
            "groei van het aantal uitkeringen (GU)",
            "voor jongeren uit Wognum (zie ook Jeugdwet)",
            "krediet (zie Wck)Wet, kredieten (Wck)",
            "NAAR BEHOEFTEBuck Consultants (BC)",
            "Vereniging van Nederlandse Gemeenten (hierna: VNG-brochure)",
        ] {
            assert_eq!(shown(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn each_definition_once_with_its_place() {
        let text = "Bij de arbeidsmarktregio (AMR). De Arbeidsmarktregio (AMR) groeit.";
        let found = definitions(text);
        assert_eq!(found.len(), 1);
        assert_eq!(&text[found[0].range.clone()], "arbeidsmarktregio (AMR)");
    }

    #[test]
    fn hostile_text_takes_no_longer_than_any_other() {
        // With windows of bounded size this is done at once; looking further from each bracket would take minutes.
        for piece in ["(", "A (", "a (aaaaaaaaaa) ", "hierna (hierna: A", "aa-aa-aa/aa "] {
            drop(definitions(&piece.repeat(20_000)));
        }
    }

    proptest! {
        #[test]
        fn any_text_gives_ranges_on_boundaries(text in "(\\PC|\n|\\(|\\)|hierna: |Wet |Zorg |sociale |WsZ|\\(WZ\\)|é|’s| ){0,60}") {
            for definition in definitions(&text) {
                let whole = text.get(definition.range.clone());
                prop_assert!(whole.is_some_and(|whole| whole.contains('(') && whole.ends_with(')')));
                prop_assert!(!definition.full.is_empty() && !definition.abbreviation.is_empty());
                prop_assert!(!definition.full.contains(char::is_control));
            }
        }
    }
}
