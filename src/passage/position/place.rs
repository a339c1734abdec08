//! Where does a sentence stand, and is it a point of what is decided, proposed, asked?

use std::ops::Range;

use crate::document::words::Words;
use crate::passage::role::{Lead, Role, Sign};

/// Words of the shortest point that names no act.
const POINT_WORDS: usize = 4;
/// Words in which the infinitive of a point stands, of one without and with a line above its list.
const MOST_BEFORE: usize = 14;
const MOST_LED: usize = 40;
/// Words in which a sentence that is no point has its verb.
const MOST_SUBJECT: usize = 8;
/// Infinitives with which a list of decisions ends a point.
const BARE: &[&str] = &[
    "vaststellen",
    "verlenen",
    "instemmen",
    "vrijgeven",
    "verstrekken",
    "toekennen",
    "afwijzen",
    "benoemen",
    "verlengen",
    "aanwijzen",
];

/// Where a sentence stands.
pub(super) struct Place<'a> {
    pub text: &'a str,
    pub words: &'a Words,
    pub sentence: Range<usize>,
    pub role: Role,
    /// Whether the line is a point of a list.
    pub is_point: bool,
    /// Whether it is the first of its line.
    pub opens_line: bool,
    /// The line that leads its list in.
    pub lead: Option<Lead>,
    /// Whether the paper is one that decides, proposes, asks: in a plan or a budget infinitives are aims.
    pub has_points: bool,
}

impl Place<'_> {
    /// Byte range of the sentence in its line, with the sign that ends it.
    pub fn bytes(&self) -> Range<usize> {
        let Range { start, end } = self.words.bytes(self.sentence.clone());
        let next =
            if self.sentence.end < self.words.len() { self.words.begin(self.sentence.end) } else { self.text.len() };
        let behind = self.text.get(end..next).unwrap_or_default();
        let sign = behind.find(|c: char| c.is_whitespace()).map_or(behind.len(), |at| at);
        start..end + sign
    }

    pub fn lead_role(&self) -> Option<Role> {
        match self.lead {
            // What a motion thinks.
            Some(Lead { phrase, .. }) if phrase.starts_with("van mening") || phrase.starts_with("van oordeel") => {
                Some(Role::Opinion)
            }
            Some(Lead { sign: Sign::Role(role), .. }) => Some(role),
            _ => None,
        }
    }

    /// Whether it is a point in a list of what is decided, proposed, asked.
    pub fn is_led_point(&self) -> bool {
        let is_ground = matches!(self.lead_role(), Some(Role::Argument | Role::Context));
        let in_place =
            self.has_points && !is_ground && matches!(self.role, Role::Decision | Role::Proposal | Role::Request);
        self.opens_line && self.is_led()
            || in_place && (self.opens_line && self.has_infinitive() || self.ends_in_infinitive())
    }

    /// Whether the line above the list says what its points are.
    fn is_led(&self) -> bool {
        self.is_point
            && match self.lead_role() {
                Some(role) => matches!(role, Role::Decision | Role::Proposal | Role::Request | Role::Opinion),
                None => matches!(self.lead, Some(Lead { sign: Sign::Point, .. })),
            }
    }

    /// Whether it says what is to be done, without an act of ours.
    pub fn is_plain(&self) -> bool {
        let is_opinion = self.lead_role() == Some(Role::Opinion);
        let has_infinitive = || self.has_infinitive() || self.ends_in_infinitive();
        let range = || self.sentence.start..self.sentence.end.saturating_sub(1).min(self.sentence.start + MOST_LED);
        let is_led = || self.is_led() && (is_opinion || range().any(|at| self.is_infinitive(at)));
        self.sentence.len() >= POINT_WORDS && (has_infinitive() || is_led())
    }

    /// `te verlengen` at a word.
    fn is_infinitive(&self, at: usize) -> bool {
        let verb = self.words.get(at + 1);
        let is_other = matches!(verb, "hebben" | "zijn" | "worden" | "kunnen" | "behoeven" | "hoeven");
        self.words.get(at) == "te" && verb.ends_with('n') && verb.len() > 3 && !is_other
    }

    /// `… vast te stellen`, `… definitief vaststellen`
    fn ends_in_infinitive(&self) -> bool {
        let Range { start, end } = self.sentence;
        let last = end.saturating_sub(1);
        // `De mogelijkheid is geboden zienswijzen in te dienen`
        let is_told = has_finite(self.words, start..last.min(start + MOST_SUBJECT));
        last > start + 1 && !is_told && (self.is_infinitive(last - 1) || BARE.contains(&self.words.get(last)))
    }

    /// `Het convenant te verlengen door …`: an infinitive soon, and no finite verb before it.
    fn has_infinitive(&self) -> bool {
        let Range { start, end } = self.sentence;
        let first = (start..end.saturating_sub(1).min(start + MOST_BEFORE)).find(|at| self.is_infinitive(*at));
        first.is_some_and(|at| !has_finite(self.words, start..at))
    }
}

/// Whether a sentence has a common finite verb: then it is no point.
fn has_finite(words: &Words, sentence: Range<usize>) -> bool {
    // `De codes die van toepassing zijn verklaard in te trekken`
    let is_relative =
        |at: &usize| matches!(words.get(*at), "die" | "welke" | "waarin" | "waarbij" | "waarmee" | "zoals");
    sentence.into_iter().take_while(|at| !is_relative(at)).any(|at| {
        matches!(
            words.get(at),
            "is" | "zijn"
                | "heeft"
                | "hebben"
                | "wordt"
                | "worden"
                | "kan"
                | "kunnen"
                | "zal"
                | "zullen"
                | "moet"
                | "moeten"
                | "gaat"
                | "komt"
        )
    })
}
