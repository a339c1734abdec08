//! From text to a document: who wrote what, when, for which arrangement, about what?
//!
//! Every value says what it rests on ([`Known`]); what the text does not say stays unknown rather than guessed. The
//! recognisers are rules over the same view of a document: where its head ends, which labels it carries, which known names
//! stand in it; what the file says of itself beside its text is weak evidence ([`complete`]). A file name is not read: whoever cut the files named them, and often wrongly.
//!
//! ```
//! use griffie::document::{OwnGroups, recognise};
//! use griffie::layout::Layout;
//!
//! let nothing = recognise(&Layout::default(), None, &OwnGroups::default());
//! assert!(nothing.kind.is_none() && nothing.municipalities.is_empty());
//! ```

mod addressee;
mod arrangement;
mod body;
mod concerned;
mod correspondent;
mod date;
mod dating;
pub mod definition;
mod fields;
mod form;
mod given;
mod group;
mod hint;
mod information;
mod keys;
mod kind;
mod known;
mod labels;
mod listed;
mod lists;
mod municipality;
mod names;
mod parts;
pub(crate) mod phrases;
mod reading;
mod recent;
mod reference;
mod state;
mod subject;
mod theme;
pub(crate) mod words;

pub use arrangement::{Arrangement, find_arrangement, suggest_arrangement};
pub use body::Body;
pub use correspondent::Correspondent;
pub use date::{DateError, PartialDate};
pub(crate) use date::{dates_in, written_date};
pub use given::{Doubts, Given, GivenMetadata};
pub(crate) use given::{kind_of, one_text};
pub use group::{Group, GroupMember, OwnGroups};
pub use information::complete;
pub(crate) use information::opens_with;
pub use keys::{GIVEN_KEYS, suggest_given_key};
pub use kind::{DocumentKind, UnknownKind};
pub use known::{Known, Origin};
pub use listed::{Listed, ListedName};
pub(crate) use listed::{deserialize_name, serialize_name};
pub(crate) use lists::{Row, rows};
pub use municipality::{
    Municipality, MunicipalityName, Predecessor, find_municipality, municipality_by_code, suggest_municipality,
};
pub(crate) use names::{NameKind, identities, names_in, nearest_name};
pub use parts::{Part, find_parts};
pub use recent::recent_days;
pub use state::{Outcome, Status};
pub use theme::Theme;

use regex::Regex;

use crate::layout::Layout;
use reading::Reading;
use words::{Words, words_of_blocks};

/// What is known of a document. Empty lists and `None` mean: not known.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Metadata {
    /// Kind (soort).
    pub kind: Option<Known<DocumentKind>>,
    /// Date (datum).
    pub date: Option<Known<PartialDate>>,
    /// Municipalities (gemeenten) that it is from or addressed to, first the one it is from.
    pub municipalities: Vec<Known<MunicipalityName>>,
    /// Municipalities that it merely mentions.
    pub mentioned_municipalities: Vec<Known<MunicipalityName>>,
    /// Arrangements (gemeenschappelijke regelingen) that it is from, to or substantially about, by the name in use.
    pub arrangements: Vec<Known<String>>,
    /// Subject (onderwerp).
    pub subject: Option<Known<String>>,
    /// References (kenmerken).
    pub references: Vec<Known<String>>,
    /// Title (titel).
    pub title: Option<Known<String>>,
    /// Who wrote it (afzender).
    pub issuer: Option<Known<Correspondent>>,
    /// To whom it is addressed (geadresseerde).
    pub addressee: Option<Known<Correspondent>>,
    /// Themes (thema's), the strongest first.
    pub themes: Vec<Known<Theme>>,
    /// Status: draft, final, adopted.
    pub status: Option<Known<Status>>,
    /// What became of a motion or proposal (uitkomst).
    pub outcome: Option<Known<Outcome>>,
}

/// Reads the metadata of a document from its blocks.
///
/// The file name is weak evidence and not used yet; it is asked for so that it can be without a change for callers. Groups
/// of municipalities are ours and the user's own.
pub fn recognise(layout: &Layout, file_name: Option<&str>, own_groups: &OwnGroups) -> Metadata {
    recognise_in(layout, &words_of_blocks(&layout.blocks), file_name, own_groups)
}

/// The same, where the words of the blocks are made already.
pub(crate) fn recognise_in(
    layout: &Layout,
    words: &[Words],
    _file_name: Option<&str>,
    own_groups: &OwnGroups,
) -> Metadata {
    let reading = Reading::new(layout, words);
    let kind = form::recognise(&reading);
    let kind_value = kind.as_ref().map(|k| k.value);
    let date = dating::recognise(&reading, kind_value);
    let subject = subject::recognise_subject(&reading, kind_value);
    let title = subject::recognise_title(&reading, kind_value, subject.is_some());
    let municipalities = concerned::recognise(&reading, kind_value, date.as_ref().map(|d| d.value), own_groups);
    let arrangements = arrangement::recognise(&reading, title.as_ref().map(|t| t.value.as_str()), kind_value);
    let setting =
        correspondent::Setting { kind: kind_value, municipalities: &municipalities.own, arrangements: &arrangements };
    let issuer = correspondent::recognise_issuer(&reading, setting);
    let addressee = correspondent::recognise_addressee(&reading, setting, issuer.as_ref().map(|i| &i.value));
    let titles: Vec<&str> = [&subject, &title].into_iter().flatten().map(|known| known.value.as_str()).collect();
    Metadata {
        themes: theme::recognise(&reading, &titles),
        status: state::recognise_status(&reading, kind_value),
        outcome: state::recognise_outcome(&reading, kind_value),
        arrangements,
        issuer,
        addressee,
        references: reference::recognise(&reading, kind_value),
        municipalities: municipalities.own,
        mentioned_municipalities: municipalities.mentioned,
        kind,
        date,
        subject,
        title,
    }
}

/// Compiles a pattern of ours.
///
/// Word borders, digits, spaces and letters are those of Western European text, which is all that our patterns look for.
/// The Unicode classes took most of the time of a first start, and Unicode word borders keep the fast automaton from being
/// used on any text with an accent in it, which made recognition several times slower.
#[expect(clippy::expect_used, reason = "all patterns are literals of this room, and the tests use every one of them")]
fn pattern(literal: &str) -> Regex {
    let literal = literal
        .replace(r"\b", r"(?-u:\b)")
        .replace(r"\d", "[0-9]")
        .replace(r"\s", r"[\x09-\x0D\x20\u{A0}]")
        .replace(r"\p{Lu}", "[A-ZÀ-ÖØ-Þ]")
        .replace(r"\p{Ll}", "[a-zß-öø-ÿ]")
        .replace(r"\p{L}", "[A-Za-zÀ-ÖØ-öø-ÿ]");
    Regex::new(&literal).expect("a literal pattern that the tests compile")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::layout::{Block, BlockKind, Place};

    /// A layout from plain text: a block per line, `#` for headings, letterhead up to the salutation.
    pub(super) fn layout(text: &str) -> Layout {
        let lower = text.to_lowercase();
        let salutation = lower.find("geacht").unwrap_or(0);
        let mut blocks = Vec::new();
        let mut at = 0;
        for (number, line) in text.split('\n').enumerate() {
            let start = at;
            at += line.len() + 1;
            let words = line.split_whitespace().collect::<Vec<_>>().join(" ");
            let (kind, words) = match words.strip_prefix('#') {
                Some(heading) => (BlockKind::Heading { level: 1 }, heading.trim().to_owned()),
                None if start < salutation => (BlockKind::Letterhead, words.replace(" : ", ": ")),
                None => (BlockKind::Paragraph, words),
            };
            if !words.is_empty() {
                let place = Place { bytes: start..start + line.len(), lines: (number + 1, number + 1), page: None };
                blocks.push(Block { kind, text: words, place });
            }
        }
        Layout { blocks, ..Layout::default() }
    }

    #[test]
    fn a_letter_as_a_whole() {
        let text = "Gemeente Langedijk\nBestuur Halte Werk\nPostbus 12\n1800 AA Alkmaar\nOns kenmerk : L-2019/88\nDatum : 4 maart 2019\nOnderwerp : Zienswijze kadernota Halte Werk\nGeacht bestuur,\nIn uw brief van 3 januari 2019 vroeg u om een reactie. De raad heeft de volgende zienswijze vastgesteld.\nAlkmaar en Heerhugowaard denken er net zo over.\nHoogachtend,\nBurgemeester en wethouders van Langedijk";
        let metadata = recognise(&layout(text), None, &OwnGroups::default());
        let names = |list: &[Known<MunicipalityName>]| list.iter().map(|m| m.value.name.clone()).collect::<Vec<_>>();
        assert_eq!(metadata.kind.map(|k| k.value), Some(DocumentKind::Opinion));
        let date = metadata.date.unwrap();
        assert_eq!((date.value.to_string().as_str(), date.evidence.as_str()), ("2019-03-04", "Datum: 4 maart 2019"));
        assert_eq!(names(&metadata.municipalities), ["Langedijk"]);
        assert_eq!(names(&metadata.mentioned_municipalities), ["Alkmaar", "Heerhugowaard"]);
        assert_eq!(metadata.arrangements[0].value, "Halte Werk");
        assert_eq!(metadata.subject.map(|s| s.value).as_deref(), Some("Zienswijze kadernota Halte Werk"));
        assert_eq!(metadata.references[0].value, "L-2019/88");
        assert_eq!(metadata.title, None);
    }

    proptest! {
        #[test]
        fn any_text_is_read_without_panic(text in "(\\PC|\n|Geachte raad,|Onderwerp|: | Aan |de raad van |Hoorn|Bergen|'s-|é|d.d. | 3 mei 2021|Datum ){0,60}") {
            let layout = layout(&text);
            let metadata = recognise(&layout, Some(&text), &OwnGroups::default());
            let parts = find_parts(&layout, metadata.kind.as_ref().map(|kind| kind.value));
            prop_assert!(parts.is_empty() || parts.last().is_some_and(|p| p.blocks.end == layout.blocks.len()));
            prop_assert!(metadata.subject.is_none_or(|s| s.evidence.chars().count() <= 200));
        }
    }
}
