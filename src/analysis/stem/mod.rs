//! From a folded word to the form that its inflections share.
//!
//! rust-stemmers' Dutch is Snowball's older algorithm (`dutch_porter`; checked against Snowball's published word
//! list). It is deterministic and takes lower-case words only. It is the core here, and what stands around it mends
//! what it does to the words of this domain, in this order:
//!
//! 1. [`number`]: codes are left alone, numbers lose their typography, `eerste` is `1e`.
//! 2. [`listed`]: irregular plurals (`raadsleden`), words that must stay apart from what they look like, and what is only
//!    a short way to write a word (`art.`).
//! 3. [`verb`]: forms of listed verbs (`bijgedragen`, `vastgesteld`), with the nouns on -ing.
//! 4. [`inflection`]: plurals on -s behind a vowel, diminutives, comparatives; -heid is its adjective, while other
//!    derivations (-lijk, -ig, -baar) keep their end.
//! 5. The algorithm.
//! 6. [`sound`]: one spelling of the end (`brief`, `briev-`), and the vowel of short words (`weet` is not `wet`).
//!
//! Each step's gain stands in docs/quality.md.

mod hash;
mod inflection;
mod listed;
mod number;
mod sound;
mod verb;

use rust_stemmers::{Algorithm, Stemmer};

use number::{ordinal, plain_number};
use sound::{closed_stem, with_long_vowel};

/// Shortest result that is taken; below it the word itself is kept, as `ie` or `o` would join unrelated words.
const MIN_STEM_CHARS: usize = 2;

/// The Dutch stemmer.
pub struct DutchStemmer(Stemmer);

impl Default for DutchStemmer {
    fn default() -> Self {
        Self(Stemmer::create(Algorithm::Dutch))
    }
}

impl DutchStemmer {
    /// The stem of a folded word. Words that hold a digit come back as they are, numbers without their typography
    /// (`550.000` → `550000`).
    pub fn stem(&self, folded: &str) -> String {
        if folded.bytes().any(|b| b.is_ascii_digit()) {
            return plain_number(folded).or_else(|| ordinal(folded)).unwrap_or_else(|| folded.to_owned());
        }
        if let Some(number) = ordinal(folded) {
            return number;
        }
        let word = match without_apostrophe_suffix(folded) {
            "" => return folded.to_owned(),
            word => word,
        };
        let word = listed::full(word).unwrap_or(word);
        if let Some(stem) = listed::stem_of(word) {
            return closed_stem(stem);
        }
        if let Some(first) = verb::first_person(word) {
            return closed_stem(first);
        }
        if let Some(adjective) = inflection::quality(word) {
            return self.stem(adjective);
        }
        let singular = inflection::singular(word);
        if singular.ends_with("en")
            && let Some(first) = verb::first_person(&singular)
        {
            return closed_stem(first);
        }
        if let Some(base) = inflection::derived(&singular) {
            return closed_stem(base);
        }
        let stem = self.0.stem(&singular);
        if stem.chars().count() < MIN_STEM_CHARS {
            return singular;
        }
        with_long_vowel(closed_stem(stem.into_owned()), word)
    }
}

/// The lists of words, for the version of the analysis.
pub(super) fn fingerprint() -> [&'static [u8]; 3] {
    listed::fingerprint()
}

/// Cuts a plural or derivation that is written with an apostrophe: `scenario's`, `wsw'ers`, `or'en`.
fn without_apostrophe_suffix(word: &str) -> &str {
    match word.rsplit_once('\'') {
        Some((base, "s" | "er" | "ers" | "en" | "tje" | "tjes")) if !base.is_empty() => base,
        _ => word.trim_matches('\''),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn joins_the_inflections_of_the_domain() {
        let stemmer = DutchStemmer::default();
        for forms in [
            // Plurals by rule.
            "gemeente gemeenten gemeentes",
            "regeling regelingen",
            "overschot overschotten",
            "buigoverschot buigoverschotten",
            "raadsinformatieavond raadsinformatieavonden",
            "huis huizen",
            "brief brieven",
            "raadsinformatiebrief raadsinformatiebrieven",
            "bedrijf bedrijven",
            "plan plannen",
            "gezin gezinnen",
            "taak taken",
            "zaak zaken",
            "raadszaak raadszaken",
            "middel middelen",
            "maatregel maatregelen",
            "bijdrage bijdragen bijdrages",
            "zienswijze zienswijzen zienswijzes",
            "raad raden",
            "proces processen",
            "werkproces werkprocessen",
            "adres adressen",
            "kans kansen",
            "fonds fondsen",
            "plaats plaatsen plaatse",
            "standplaats standplaatsen",
            "vermogen vermogens",
            "inkomen inkomens",
            // -heid, -iteit, -ie.
            "vrijheid vrijheden",
            "mogelijkheid mogelijkheden",
            "overheid overheden overheids",
            "eenzaamheid eenzaam eenzame",
            "laaggeletterdheid laaggeletterd laaggeletterde laaggeletterden",
            "bereikbaarheid bereikbaar",
            "bevoegdheid bevoegdheden",
            "eenheid eenheden",
            "activiteit activiteiten",
            "categorie categorieen",
            "subsidie subsidies",
            "visie visies",
            "organisatie organisaties",
            "bacterie bacterien",
            "idee ideeen",
            // -s behind a vowel, also foreign.
            "college colleges",
            "reserve reserves",
            "fase fases fasen",
            "zone zones",
            "bureau bureaus",
            "milieu milieus",
            "pilot pilots",
            "trend trends",
            "budget budgetten budgets",
            "scenario scenario's",
            "pgb pgb's",
            "foto foto's fotos",
            "risico risico's risicos",
            "chaos",
            // What is only a short way to write it.
            "artikel artikelen art artt",
            "gemeente gem",
            "jongstleden jl",
            // Ordinals.
            "eerste 1e 1ste",
            "wsw wsw'ers",
            // Irregular, compounds too.
            "lid leden",
            "raadslid raadsleden",
            "stad steden",
            "binnenstad binnensteden",
            "schip schepen",
            "kind kinderen",
            "kleinkind kleinkinderen",
            "mens mensen",
            "dag dagen",
            "weg wegen",
            "criterium criteria",
            "museum musea",
            "minimum minima",
            "saldo saldi",
            "uur uren",
            "afspraak afspraken",
            "uitgave uitgaven",
            // Adjectives.
            "financieel financiele",
            "individueel individuele",
            "mobiel mobiele",
            "sociaal sociale",
            "duurzaam duurzame duurzamer",
            "hoog hoge hoger hogere hoogst hoogste",
            "zwaar zware zwaarder zwaarste",
            "belangrijk belangrijke belangrijker belangrijkste",
            "effectief effectieve effectiever effectievere",
            "beschikbaar beschikbare",
            // Diminutives.
            "huis huisje huisjes",
            "kaart kaartje kaartjes",
            "verhaal verhaaltje",
            "brug bruggetje",
        ] {
            let stems: Vec<String> = forms.split(' ').map(|form| stemmer.stem(form)).collect();
            assert!(stems.iter().all(|stem| *stem == stems[0]), "{forms}: {stems:?}");
        }
    }

    #[test]
    fn joins_the_forms_of_a_verb() {
        let stemmer = DutchStemmer::default();
        for forms in [
            "verlenen verleen verleent verleend verleende verlening",
            "bijdragen bijdraagt bijgedragen bijdroeg",
            "besluiten besluit besloten besloot",
            "bieden biedt geboden bood",
            "aanbieden aanbiedt aangeboden",
            "stijgen stijgt gestegen steeg stijging stijgende",
            "dalen daalt gedaald daling daalde",
            "indienen ingediend indient ingediende indiening",
            "vaststellen vastgesteld vaststelt vaststelling vastgestelde",
            "kwijtschelden kwijtgescholden kwijtschelding",
            "weigeren geweigerd weigert weigering geweigerde",
            "realiseren realiseert gerealiseerd realisering gerealiseerde realiseerde",
            "creeren gecreeerd creeert",
            "betalen betaalt betaald betaling",
            "uitbetalen uitbetaalde uitbetaald uitbetaling",
            "aanbesteden aanbesteed aanbestede aanbesteding",
            "behandelen behandeld behandelt behandeling",
            "weten weet wist wisten",
            "nemen neemt nam genomen",
            "ondernemen ondernomen onderneemt",
            "bestaan bestaat bestond bestaande",
            "voorzien voorziet",
            "weerspiegelen weerspiegeld weerspiegelt",
            "melden meldt gemeld meldde melding",
            "werken werkt gewerkt werkte werkend",
        ] {
            let stems: Vec<String> = forms.split(' ').map(|form| stemmer.stem(form)).collect();
            assert!(stems.iter().all(|stem| *stem == stems[0]), "{forms}: {stems:?}");
        }
    }

    #[test]
    fn keeps_apart_what_means_something_else() {
        let stemmer = DutchStemmer::default();
        for (one, other) in [
            ("gemeente", "mening"),
            ("begeleiding", "beleid"),
            ("overheid", "over"),
            ("overheid", "overige"),
            ("eenheid", "een"),
            ("mogelijkheid", "mogelijk"),
            ("werkzaamheden", "werkzaam"),
            ("bescherming", "beschermd"),
            ("gezin", "zin"),
            ("werkster", "werk"),
            ("kans", "kan"),
            ("wet", "weten"),
            ("wetten", "weet"),
            ("raad", "raming"),
            ("middel", "midden"),
            ("middel", "gemiddeld"),
            ("bijstand", "bijstaan"),
            ("bestand", "bestaan"),
            ("kosten", "kost"),
            ("leraar", "leren"),
            ("lid", "lijden"),
            ("raadsleden", "geleden"),
            ("steden", "besteden"),
            ("woning", "wonen"),
            ("betrekking", "betrokken"),
            ("inkomen", "ingekomen"),
            ("plaat", "plaats"),
            ("zaak", "zak"),
            ("zone", "zon"),
            ("gebied", "bieden"),
            ("gegevens", "geven"),
            ("overeenkomst", "overeenkomstig"),
            ("natuur", "natuurlijk"),
            ("ouder", "oud"),
            ("vrijwilliger", "vrijwillig"),
            ("nieuw", "nieuws"),
            ("aandacht", "denken"),
            ("wmo", "wwb"),
        ] {
            assert_ne!(stemmer.stem(one), stemmer.stem(other), "{one} and {other}");
        }
    }

    #[test]
    fn leaves_codes_alone_and_numbers_plain() {
        let stemmer = DutchStemmer::default();
        for (word, expected) in [
            ("550.000", "550000"),
            ("1.200,00", "1200"),
            ("1.200,50", "1200,50"),
            ("1,5", "1,5"),
            ("2020", "2020"),
            ("12.5", "12.5"),
            ("18uit02286", "18uit02286"),
            ("rb2020079", "rb2020079"),
            ("3.14.15", "3.14.15"),
        ] {
            assert_eq!(stemmer.stem(word), expected, "{word}");
        }
    }

    #[test]
    fn short_words_and_other_scripts_come_back() {
        let stemmer = DutchStemmer::default();
        for word in ["o", "ie", "en", "'", "''", "ня", "漢字", "ge", "geen", "vez", "eer", "ing", "heden", "je", "tje"]
        {
            assert!(!stemmer.stem(word).is_empty(), "{word}");
        }
    }

    proptest! {
        #[test]
        fn a_word_has_one_stem_that_is_not_empty(word in "\\PC{1,24}") {
            let word = crate::analysis::fold::fold(&word);
            prop_assume!(!word.is_empty());
            let stem = DutchStemmer::default().stem(&word);
            prop_assert!(!stem.is_empty());
            prop_assert_eq!(DutchStemmer::default().stem(&word), stem);
        }

        #[test]
        fn letters_stay_letters(
            word in "(ge|be|ver|aan|uit|op|in)?(ge)?[a-z]{1,8}(en|t|d|de|te|ing|heden|je|s|ere|ste|ien|eren)?"
        ) {
            prop_assume!(ordinal(&word).is_none());
            let word = listed::full(&word).unwrap_or(&word);
            let stem = DutchStemmer::default().stem(word);
            prop_assert!(!stem.is_empty() && stem.bytes().all(|b| b.is_ascii_lowercase()), "{}", stem);
            prop_assert!(stem.len() <= word.len() + 2, "{}", stem);
        }
    }
}
