//! From words to what the index holds: each way in which a word may stand there, with its weight and the reason.

use std::ops::Range;

use super::concept::{AnyOf, Concept, ExpandedQuery, Hint, HintReason, Variant, VariantReason};
use super::synonym::{Ambiguity, Expansion, Relation, Synonyms};
use super::{ParsedQuery, QueryWord};
use crate::analysis::fold::fold;
use crate::analysis::{
    Analyzer, CAPITALS_MARK, LITERAL_MARK, PART_MARK, Token, TokenRole, filler_phrase, is_filler, parts_of, shape,
};

/// Words of capitals only, up to this length, are abbreviations and never fillers (OR, NOW) ...
const MAX_ABBREVIATION_CHARS: usize = 5;
/// ... but for these, which are typed in capitals to join words.
const JOINING_WORDS: &[&str] = &["EN", "OF", "NIET", "AND", "NOT"];
/// What papers mostly write as a sign before an amount; set aside beside one.
const CURRENCY: &[&str] = &["euro", "euros", "euro's", "eur"];
/// Fillers that are often written as one with the word behind them.
const PREFIXES: &[&str] = &["niet"];
/// Fewest letters of that word: `nietig` is no two words.
const MIN_BEHIND_PREFIX: usize = 5;
/// Words that are part of an amount.
const MULTIPLIERS: &[&str] = &["duizend", "mln", "mio", "miljoen", "mld", "miljard"];
/// Signs behind the last word that may belong to it: `10 %`.
const MAX_SIGNS_BEHIND: usize = 2;
/// Longest reference that is looked at in capitals, in bytes.
const MAX_CODE_BYTES: usize = 40;
/// Fewest letters of a word that is joined with a single letter before it: `e mail`, but not `b w`.
const MIN_BESIDE_LETTER: usize = 3;

/// Puts a query in terms of the index, by the analysis that the index was built with.
///
/// Fillers (`wat`, `de`, `van`) are set aside unless there is nothing else.
pub fn expand(parsed: &ParsedQuery, analyzer: &Analyzer, synonyms: &Synonyms) -> ExpandedQuery {
    // A query typed in capitals throughout tells nothing by them.
    let shouting = parsed.words.len() > 1 && parsed.words.iter().all(|w| !w.text.contains(char::is_lowercase));
    let spanning = spanning_words(parsed, analyzer);
    let aside = set_aside(parsed);
    let mut concepts: Vec<Concept> = Vec::new();
    let mut fillers: Vec<Concept> = Vec::new();
    let mut position = 0;
    for (word, is_aside) in parsed.words.iter().zip(aside) {
        let tokens = analyzer.tokens(&word.text);
        for mut concept in concepts_of(word, &tokens, analyzer) {
            if !shouting && is_abbreviation(&concept.word) {
                ask_for_capitals(&mut concept, synonyms);
            }
            // A piece of a compound (`niet-ingezetene`) is no filler.
            let is_piece = concept.variants.iter().any(|variant| variant.reason == VariantReason::Joined);
            let is_word = !word.literal && !is_piece && (shouting || !is_abbreviation(&concept.word));
            concept.position += position;
            for (_, term) in spanning.iter().filter(|(range, _)| !word.literal && range.contains(&word.range.start)) {
                concept.add(Variant::term(term, VariantReason::Joined));
            }
            if is_aside || is_word && is_filler(&fold(&concept.word)) {
                fillers.push(concept);
            } else {
                concepts.push(concept);
            }
        }
        position += tokens.last().map_or(0, |last| last.position + 1);
    }
    if concepts.is_empty() {
        concepts = fillers;
    } else {
        join_fillers(&mut concepts, &fillers, analyzer);
    }
    join_neighbours(&mut concepts, analyzer);
    join_thousands(&mut concepts);
    add_synonyms(&mut concepts, synonyms, shouting);
    let concepts = merged(concepts);
    ExpandedQuery { demanded: concepts.len(), concepts, conditions: Vec::new() }
}

/// For each word whether it says nothing where it stands: in `met betrekking tot`, and `euro` beside an amount.
fn set_aside(parsed: &ParsedQuery) -> Vec<bool> {
    let folded: Vec<String> = parsed.words.iter().map(|word| fold(&word.text)).collect();
    let mut aside = vec![false; folded.len()];
    let is_amount = |at: Option<&String>| {
        at.is_some_and(|word| word.contains(|c: char| c.is_ascii_digit()) || MULTIPLIERS.contains(&word.as_str()))
    };
    for at in 0..folded.len() {
        aside[at..at + filler_phrase(&folded[at..])].fill(true);
        let beside =
            || is_amount(at.checked_sub(1).and_then(|before| folded.get(before))) || is_amount(folded.get(at + 1));
        aside[at] |= CURRENCY.contains(&folded[at].as_str()) && beside();
    }
    for (aside, word) in aside.iter_mut().zip(&parsed.words) {
        *aside &= !word.literal;
    }
    aside
}

/// What typed words are together with the signs and words beside them: `B en W`, `1,5 mln`, `12 augustus 2021`, `10 %`, `'19`,
/// a telephone number. Ranges in the query, and the term.
fn spanning_words(parsed: &ParsedQuery, analyzer: &Analyzer) -> Vec<(Range<usize>, String)> {
    // Only as much is analysed as was cut into words, with the sign behind the last of them.
    let Some(end) = parsed.words.last().map(|word| word.range.end) else { return Vec::new() };
    let signs = parsed.text[end..].chars().take(MAX_SIGNS_BEHIND).take_while(|c| !c.is_alphanumeric());
    let end = end + signs.map(char::len_utf8).sum::<usize>();
    let tokens = analyzer.tokens(&parsed.text[..end]).into_iter();
    tokens.filter(|token| token.role == TokenRole::Joined).map(|token| (token.range, token.term)).collect()
}

/// What one typed word asks for: itself, or the pieces of a hyphen compound. Positions count from the word.
fn concepts_of(word: &QueryWord, tokens: &[Token], analyzer: &Analyzer) -> Vec<Concept> {
    if word.literal {
        return literal_concepts(word, tokens);
    }
    let joined = tokens.iter().find(|token| token.role == TokenRole::Joined);
    let code = as_code(&word.text, analyzer).filter(|code| joined.is_none_or(|joined| joined.term != *code));
    let stems = tokens.iter().filter(|token| token.role == TokenRole::Stem);
    stems
        .map(|token| {
            let surface = &word.text[token.range.clone()];
            let as_typed = |role| tokens.iter().find(|t| t.role == role && t.range == token.range);
            // What tells an abbreviation from a word is its capitals.
            let exact = as_typed(TokenRole::Capitals).or_else(|| as_typed(TokenRole::Literal));
            let mut concept = Concept {
                word: surface.to_owned(),
                position: token.position,
                variants: vec![Variant::term(&token.term, VariantReason::Stem)],
                hints: Vec::new(),
                exact: exact.map(|exact| exact.term.clone()),
            };
            if let Some(joined) = joined {
                concept.add(Variant::term(&joined.term, VariantReason::Joined));
                concept.add(Variant::term(in_compound(&joined.term), VariantReason::Joined));
            }
            if let Some(whole) = with_commas(surface) {
                concept.add(Variant::term(whole, VariantReason::Joined));
            }
            if let Some(code) = &code {
                concept.add(Variant::term(code, VariantReason::Joined));
            }
            concept.add(Variant::term(in_compound(&token.term), VariantReason::InCompound));
            add_parts(&mut concept, surface, analyzer);
            concept
        })
        .collect()
}

/// A number whose thousands are written with commas, as abroad: `60,000`.
fn with_commas(number: &str) -> Option<String> {
    let (first, rest) = number.split_once(',')?;
    let is_number =
        (1..=3).contains(&first.len()) && first.bytes().chain(rest.bytes()).all(|b| b.is_ascii_digit() || b == b',');
    (is_number && rest.split(',').all(|group| group.len() == 3)).then(|| number.replace(',', ""))
}

/// The whole of a reference that shows as one only in capitals: `rb.21.003`.
pub(super) fn as_code(word: &str, analyzer: &Analyzer) -> Option<String> {
    let has = |wanted: fn(&u8) -> bool| word.bytes().any(|b| wanted(&b));
    let may_be =
        word.is_ascii() && has(u8::is_ascii_digit) && has(u8::is_ascii_lowercase) && has(u8::is_ascii_punctuation);
    if !may_be || word.len() > MAX_CODE_BYTES {
        return None;
    }
    let whole: String = word.chars().filter(char::is_ascii_alphanumeric).collect();
    let is_whole = |token: &Token| token.role == TokenRole::Joined && token.term.eq_ignore_ascii_case(&whole);
    analyzer.tokens(&word.to_ascii_uppercase()).into_iter().find(is_whole).map(|token| token.term)
}

/// The variants of a word that is not typed but looked for instead.
pub(super) fn word_variants(word: &str, analyzer: &Analyzer) -> Vec<Variant> {
    let word = QueryWord { text: word.to_owned(), range: 0..word.len(), literal: false };
    let concepts = concepts_of(&word, &analyzer.tokens(&word.text), analyzer);
    match concepts.as_slice() {
        [one] => one.variants.clone(),
        several => {
            let words = several.iter().map(|c| c.variants.iter().flat_map(Variant::terms).map(str::to_owned).collect());
            vec![Variant { words: words.collect(), reason: VariantReason::Stem }]
        }
    }
}

/// `=woord` asks for that form only; the pieces of `=BUIG-overschot` are words of their own.
fn literal_concepts(word: &QueryWord, tokens: &[Token]) -> Vec<Concept> {
    let literals = tokens.iter().filter(|token| token.role == TokenRole::Literal);
    literals
        .map(|token| Concept {
            word: word.text[token.range.clone()].to_owned(),
            position: token.position,
            variants: vec![Variant::term(&token.term, VariantReason::Literal)],
            hints: Vec::new(),
            exact: None,
        })
        .collect()
}

/// The words of a text one after the other, each with the terms of its very form: one a position.
pub(super) fn literal_words(text: &str, analyzer: &Analyzer) -> Vec<(String, AnyOf)> {
    let literals = analyzer.tokens(text).into_iter().filter(|token| token.role == TokenRole::Literal);
    literals.map(|token| (text[token.range].to_owned(), vec![token.term])).collect()
}

/// A compound is also found by its parts, near one another, and hinted at by each of them; what letters and digits
/// show in a word also by these one behind the other.
fn add_parts(concept: &mut Concept, surface: &str, analyzer: &Analyzer) {
    let folded = fold(surface);
    let pieces: Vec<AnyOf> = shape::pieces(surface)
        .into_iter()
        .filter_map(|piece| match analyzer.stems(&surface[piece]).as_slice() {
            [one] => Some(anywhere(one)),
            _ => None,
        })
        .collect();
    if pieces.len() > 1 {
        concept.add(Variant { words: pieces, reason: VariantReason::Spaced });
    }
    if folded.contains(|c: char| c.is_ascii_digit()) {
        return;
    }
    let behind = PREFIXES.iter().find_map(|prefix| Some((prefix, folded.strip_prefix(prefix)?)));
    if let Some((prefix, rest)) = behind.filter(|(_, rest)| rest.chars().count() >= MIN_BEHIND_PREFIX) {
        let words = [prefix, rest].map(|word| vec![analyzer.stem_of_joined(&[word])]);
        concept.add(Variant { words: words.to_vec(), reason: VariantReason::Spaced });
    }
    for part in parts_of(surface, &folded) {
        let word = &folded[part];
        let stem = analyzer.stem_of_part(word);
        let reason = HintReason::Part;
        concept.hints.push(Hint { word: word.to_owned(), words: vec![anywhere(&stem)], reason });
    }
    if !concept.hints.is_empty() {
        let words = concept.hints.iter().flat_map(|part| part.words.clone()).collect();
        concept.add(Variant { words, reason: VariantReason::Apart });
    }
}

/// A stem as a word of its own or in a compound.
pub(super) fn anywhere(stem: &str) -> AnyOf {
    vec![stem.to_owned(), in_compound(stem)]
}

/// The term of a stem as a part of a compound.
fn in_compound(stem: &str) -> String {
    format!("{PART_MARK}{stem}")
}

/// `ZIN` and `NOW` are asked for in capitals where they are words otherwise.
fn ask_for_capitals(concept: &mut Concept, synonyms: &Synonyms) {
    let is_word = is_filler(&fold(&concept.word))
        || synonyms.of_abbreviation(&concept.word, false).iter().any(|e| e.ambiguity == Ambiguity::Word);
    if let Some(capitals) = concept.exact.take_if(|exact| is_word && exact.starts_with(CAPITALS_MARK)) {
        concept.variants = vec![Variant::term(capitals, VariantReason::Stem)];
        concept.hints.clear();
    }
}

/// OR and NOW are words of this field, where they are typed so.
fn is_abbreviation(surface: &str) -> bool {
    surface.chars().count() <= MAX_ABBREVIATION_CHARS
        && surface.chars().filter(|c| c.is_uppercase()).count() >= 2
        && !surface.contains(char::is_lowercase)
        && !JOINING_WORDS.contains(&surface)
}

/// `participatie bedrijf` also asks for `participatiebedrijf`, `gezondheid zorg` for `gezondheidszorg`, `Wmo 2015` for
/// `Wmo2015`, in both words.
fn join_neighbours(concepts: &mut [Concept], analyzer: &Analyzer) {
    for i in 1..concepts.len() {
        let (left, right) = concepts.split_at_mut(i);
        let (left, right) = (&mut left[i - 1], &mut right[0]);
        let literal = |c: &Concept| c.variants.iter().any(|v| v.terms().any(|term| term.starts_with(LITERAL_MARK)));
        if right.position != left.position + 1 || literal(left) || literal(right) {
            continue;
        }
        for link in links(&left.word, &right.word) {
            let term = analyzer.stem_of_joined(&[&left.word, link, &right.word]);
            for concept in [&mut *left, &mut *right] {
                concept.add(Variant::term(&term, VariantReason::Joined));
                concept.add(Variant::term(in_compound(&term), VariantReason::Joined));
            }
        }
    }
}

/// `60 000` and `24 400 000` also ask for the whole number: three digits behind a space are thousands.
fn join_thousands(concepts: &mut [Concept]) {
    let is_group = |concept: &Concept| concept.word.len() <= 3 && concept.word.bytes().all(|b| b.is_ascii_digit());
    let goes_on = |one: &Concept, next: &Concept| {
        next.position == one.position + 1 && is_group(one) && is_group(next) && next.word.len() == 3
    };
    for run in concepts.chunk_by_mut(goes_on).filter(|run| run.len() > 1) {
        let whole: String = run.iter().map(|concept| concept.word.as_str()).collect();
        for concept in run.iter_mut().filter(|concept| concept.variants[0].reason != VariantReason::Literal) {
            concept.add(Variant::term(&whole, VariantReason::Joined));
        }
    }
}

/// `OP 079` and `in 2021`: a number behind a filler may be a reference with its letters, and asks for it too. So does the word
/// behind a filler that is often written as one with it: `niet ingezetenen`.
fn join_fillers(concepts: &mut [Concept], fillers: &[Concept], analyzer: &Analyzer) {
    for concept in concepts {
        let before = fillers.iter().find(|filler| filler.position + 1 == concept.position);
        let is_number = concept.word.bytes().all(|b| b.is_ascii_digit());
        let may_be_one = |filler: &&Concept| {
            (is_number || PREFIXES.contains(&fold(&filler.word).as_str()))
                && !links(&filler.word, &concept.word).is_empty()
        };
        let is_literal = concept.variants[0].reason == VariantReason::Literal;
        if let Some(filler) = before.filter(may_be_one).filter(|_| !is_literal) {
            let term = analyzer.stem_of_joined(&[&filler.word, &concept.word]);
            concept.add(Variant::term(&term, VariantReason::Joined));
        }
    }
}

/// What may stand between two words that are written as one; nothing where they never are.
fn links(left: &str, right: &str) -> &'static [&'static str] {
    let letters = |word: &str| word.chars().all(char::is_alphabetic);
    let digits = |word: &str| word.bytes().all(|b| b.is_ascii_digit());
    // `iJw 3.2`
    let number = |word: &str| digits(&word.replace('.', ""));
    let (of_left, of_right) = (left.chars().count(), right.chars().count());
    match (letters(left), letters(right)) {
        (true, true) if of_left > 1 && of_right > 1 => &["", "s"],
        (true, true) if of_left == 1 && of_right >= MIN_BESIDE_LETTER => &[""],
        (true, false) if number(right) => &[""],
        (false, true) if digits(left) => &[""],
        _ => &[],
    }
}

/// Full names of abbreviations, abbreviations of full names, words used for one another. What several words of the query
/// name together is looked for in the place of each of them.
fn add_synonyms(concepts: &mut [Concept], synonyms: &Synonyms, shouting: bool) {
    let stem = |concept: &Concept| match concept.variants.first() {
        Some(variant) if variant.reason == VariantReason::Stem => variant.words[0][0].clone(),
        // What was asked for literally is no stem, and no name goes through it.
        _ => String::new(),
    };
    let stems: Vec<String> = concepts.iter().map(stem).collect();
    for start in 0..concepts.len() {
        if stems[start].is_empty() {
            continue;
        }
        for expansion in synonyms.of_abbreviation(&concepts[start].word, shouting) {
            add_expansion(&mut concepts[start], expansion);
        }
        for found in synonyms.matching_at(&stems, start) {
            for concept in &mut concepts[start..start + found.words] {
                found.expansions.iter().for_each(|expansion| add_expansion(concept, expansion));
            }
        }
    }
}

fn add_expansion(concept: &mut Concept, expansion: &Expansion) {
    let words: Vec<AnyOf> = expansion.stems.iter().map(|stem| anywhere(stem)).collect();
    let reason = match expansion.relation {
        // A word like `zin` or `map` is no abbreviation where capitals do not tell.
        Relation::Abbreviation if expansion.ambiguity == Ambiguity::Word => return,
        Relation::Abbreviation => VariantReason::Abbreviation,
        Relation::FullName => VariantReason::FullName,
        Relation::Near => VariantReason::Synonym,
        Relation::Related => {
            concept.hints.push(Hint { word: expansion.text.clone(), words, reason: HintReason::Related });
            return;
        }
    };
    concept.add(Variant { words, reason });
}

/// A word asked for twice is asked for once.
fn merged(concepts: Vec<Concept>) -> Vec<Concept> {
    let mut kept: Vec<Concept> = Vec::with_capacity(concepts.len());
    for concept in concepts {
        if kept.iter().all(|k| k.variants[0].words != concept.variants[0].words) {
            kept.push(concept);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::parse;

    /// Each concept with its place and variants, but for other words: `+` in a compound, `a&b` apart.
    fn shown(query: &str) -> Vec<String> {
        shown_if(query, |reason| {
            !matches!(reason, VariantReason::Abbreviation | VariantReason::FullName | VariantReason::Synonym)
        })
    }

    fn shown_if(query: &str, wanted: impl Fn(VariantReason) -> bool) -> Vec<String> {
        let expanded = expand(&parse(query), &Analyzer::default(), Synonyms::builtin());
        let variant = |v: &Variant| v.words.iter().map(|any| any[0].as_str()).collect::<Vec<_>>().join("&");
        let variants =
            |c: &Concept| c.variants.iter().filter(|v| wanted(v.reason)).map(variant).collect::<Vec<_>>().join(" ");
        expanded.concepts.iter().map(|c| format!("{}@{} {}", c.word, c.position, variants(c))).collect()
    }

    #[test]
    fn hyphen_compounds_ask_for_their_parts_and_the_whole() {
        assert_eq!(
            shown("BUIG-overschot"),
            [
                "BUIG@0 buig buigoverschot +buigoverschot +buig buigsoverschot +buigsoverschot",
                "overschot@1 overschot buigoverschot +buigoverschot +overschot buigsoverschot +buigsoverschot"
            ]
        );
        assert_eq!(
            shown("BUIG overschotten"),
            [
                "BUIG@0 buig +buig buigoverschot +buigoverschot buigsoverschot +buigsoverschot",
                "overschotten@1 overschot +overschot buigoverschot +buigoverschot buigsoverschot +buigsoverschot"
            ]
        );
        assert_eq!(shown("overschot op de BUIG"), ["overschot@0 overschot +overschot", "BUIG@3 buig +buig"]);
    }

    #[test]
    fn words_that_are_one_thing_ask_for_it() {
        assert_eq!(shown("besluit B en W")[1..], ["B@1 b +b b&w", "W@3 w +w b&w"]);
        assert!(shown("augustus '21").iter().all(|concept| concept.contains("2021-08")));
        assert!(shown("10 procent").iter().all(|concept| concept.contains(" 10%")), "{:?}", shown("10 procent"));
        assert_eq!(shown("1,5 mln euro").len(), 2);
        assert_eq!(shown("de euro").len(), 1, "nothing else was asked");
        assert!(shown("088 909 7198").iter().all(|concept| concept.contains(" 0889097198")));
        assert!(shown("12 augustus 2021").iter().all(|concept| concept.contains("2021-08-12")));
    }

    #[test]
    fn words_and_numbers_ask_for_one_another_together_and_apart() {
        assert_eq!(shown("Wmo2015"), ["Wmo2015@0 wmo2015 +wmo2015 wmo&2015"]);
        assert_eq!(shown("art7"), ["art7@0 art7 +art7 artikel&7"]);
        assert_eq!(shown("NoordBeveland"), ["NoordBeveland@0 noordbeveland +noordbeveland noord&beveland"]);
        assert_eq!(shown("D 66"), ["D@0 d +d d66 +d66", "66@1 66 +66 d66 +d66"]);
        assert_eq!(shown("OP 079"), ["079@1 079 +079 op079"]);
        assert_eq!(shown("niet westers"), ["westers@1 wester +wester nietwester"]);
        assert_eq!(shown("van westers"), ["westers@1 wester +wester"]);
        assert!(shown("20210812")[0].contains(" 2021-08-12"));
        assert!(shown("60,000")[0].contains(" 60000") && !shown("60,00")[0].contains(" 6000"));
        assert!(shown("60 000").iter().all(|concept| concept.contains(" 60000")));
        assert!(shown("24 400 001").iter().all(|concept| concept.contains(" 24400001")));
        assert!(!shown("2400 001")[0].contains(" 2400001"));
        assert_eq!(shown("mw.")[0], "mw@0 mw mevrouw +mevrouw +mw");
        assert_eq!(shown("e mail")[1], "mail@1 mail +mail email +email");
        assert!(
            shown("mvdb/18.023").iter().all(|concept| concept.contains(" mvdb18023")),
            "{:?}",
            shown("mvdb/18.023")
        );
    }

    #[test]
    fn phrases_that_say_no_more_than_a_preposition_are_set_aside() {
        assert_eq!(shown("met betrekking tot jeugd"), ["jeugd@3 jeugd +jeugd"]);
        assert_eq!(shown("m.b.t. jeugd"), ["jeugd@1 jeugd +jeugd"]);
        assert_eq!(shown("betrekking").len(), 1);
    }

    #[test]
    fn compounds_ask_for_their_parts_apart() {
        let found = shown("loonkostensubsidie");
        assert_eq!(found, ["loonkostensubsidie@0 loonkostensubsidie +loonkostensubsidie loon&kosten&subsidie"]);
    }

    #[test]
    fn other_words_for_the_same_are_looked_for_below_it() {
        let others = |query| shown_if(query, |reason| reason > VariantReason::Spelling);
        assert_eq!(others("Wsw"), ["Wsw@0 wet&social&werkvoorziening social&werkvoorziening"]);
        assert_eq!(
            others("sociale werkvoorziening Hoorn")[..2],
            [
                "sociale@0 wsw sw social&werkgelegenheid social&werkplaats",
                "werkvoorziening@1 wsw sw social&werkgelegenheid social&werkplaats"
            ]
        );
        assert_eq!(others("zin"), ["zin@0 "], "a word, not zorg in natura");
        assert_eq!(shown_if("ZIN pgb", |reason| reason == VariantReason::Stem)[0], "ZIN@0 ^zin");
        assert!(others("ZIN pgb")[0].starts_with("ZIN@0 zorg&natura"), "{:?}", others("ZIN pgb"));
        assert_eq!(others("=Wsw"), ["Wsw@0 "]);
    }

    #[test]
    fn fillers_are_set_aside_but_abbreviations_stay() {
        assert_eq!(shown("wat vond de raad?"), ["raad@3 raad +raad"]);
        assert!(shown("OR advies")[0].starts_with("OR@0 or "));
        assert_eq!(shown("de van het").len(), 3, "nothing else was asked");
        assert_eq!(shown("raad EN college").len(), 2);
    }

    #[test]
    fn literal_words_ask_for_that_form_only() {
        assert_eq!(shown("=BUIGbudget"), ["BUIGbudget@0 =buigbudget"]);
        assert_eq!(parse("=BUIG-budget").conditions.len(), 1, "its pieces stand in a row");
        assert_eq!(shown("=overschotten"), ["overschotten@0 =overschotten"]);
    }
}
