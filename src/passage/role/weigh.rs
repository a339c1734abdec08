//! The signs of a passage, added up.

use super::cues::{FoundCue, Place, Sign, in_heading};
use super::lead::{Lead, is_point, lead_of};
use super::{ROLES, ReadLine, Role, opening};
use crate::document::words::Words;
use crate::document::{DocumentKind, Known, Listed};
use crate::passage::Passage;

/// What speaks for context before anything is read.
const CONTEXT: f32 = 1.2;
/// What an outer heading still counts once an inner one has said something.
const OUTER: f32 = 0.1;
/// A long sentence counts more than a short one, but not in proportion.
const SHARE_POWER: f32 = 0.6;
/// The same for what is done rather than told: one sentence that asks, promises or decides is what a passage is for.
const ACT_POWER: f32 = 0.4;
/// The first sentence counts more: it says what the passage is about.
const FIRST: f32 = 1.6;
/// A start of a sentence in mid-paragraph counts less than that of a line.
const INNER_START: f32 = 0.8;
/// Each further sign of one role in a sentence counts less than the one before.
const FADING: f32 = 0.6;
/// What headings still count under a lead: a motion goes on below the heading of its form.
const UNDER_LEAD: f32 = 0.5;
/// Under `Beslispunten` or `Besluit` stand points; long prose there does something else, below a heading that was lost.
const POINT_WORDS: usize = 90;
const UNDER_POINTS: f32 = 0.5;
/// What a paragraph plainly does is told by this much, and by this much more than for anything else; the least words of one.
const PLAIN_ACT: f32 = 4.0;
const ACT_AHEAD: f32 = 2.0;
const ACT_WORDS: usize = 4;
/// Words up to which a line can be a signature.
const SIGNATURE_WORDS: usize = 14;
/// Weight from which a sign of a signature counts in a longer line as well, and how long that may be.
const PLAIN_SIGNATURE: f32 = 9.0;
const LONG_SIGNATURE_WORDS: usize = 60;
/// Confidence of the surest, and of a passage without a sign.
const SUREST: f32 = 0.95;
const NO_SIGN: f32 = 0.4;
/// The most of what rests on the line above a list.
const LED: f32 = 0.85;
/// Signs that the evidence names.
const NAMED_SIGNS: usize = 3;

/// Most that the words of one sentence can say for a role: figures and reasons stand everywhere.
fn most(role: Role) -> f32 {
    match role {
        Role::Finance | Role::Planning | Role::Communication => 6.0,
        Role::Argument => 5.0,
        Role::Context => 3.5,
        _ => 7.0,
    }
}

/// Gives every passage of a document its role.
pub fn assign_roles(passages: &mut [Passage], kind: Option<DocumentKind>) {
    let mut roles = Roles::default();
    for passage in passages {
        passage.role = Some(roles.role_of(passage, &all_lines(&passage.text, Vec::new()), kind));
    }
}

/// The lines of a passage with what was read of them; those that were not kept are read anew.
pub(in crate::passage) fn all_lines<'a>(
    text: &'a str,
    read: Vec<Option<ReadLine<'a>>>,
) -> Vec<(&'a str, ReadLine<'a>)> {
    let texts: Vec<&str> = text.lines().collect();
    // A block of several lines was not read line by line.
    let read = if read.len() == texts.len() { read } else { Vec::new() };
    let read = read.into_iter().chain(std::iter::repeat_with(|| None));
    texts.into_iter().zip(read).map(|(text, read)| (text, read.unwrap_or_else(|| ReadLine::of(None, text)))).collect()
}

/// What a paragraph plainly does by itself, whatever stands above it; `None` where that is not plain.
pub(in crate::passage) fn act_of(text: &str, read: &ReadLine<'_>) -> Option<Role> {
    if read.words.len() < ACT_WORDS || read.cues.is_empty() {
        return None;
    }
    let mut tally = Tally::new();
    let line = Line { text, words: &read.words, cues: &read.cues, is_point: false, lead: None };
    line.add_to(&mut tally, Setting { kind: None, headings: &[], all: read.words.len() }, &mut true);
    let (role, most, second) = tally.first_two();
    (most >= PLAIN_ACT && most - second >= ACT_AHEAD && role != Role::Signature).then_some(role)
}

/// What goes on from passage to passage: the lead of a list, while its points last.
#[derive(Debug, Default)]
pub(in crate::passage) struct Roles {
    lead: Option<Lead>,
    /// Whether a line has followed the lead.
    is_used: bool,
    heading_path: Vec<String>,
    /// The signs of these headings.
    of_headings: Vec<(Role, f32, &'static str)>,
}

/// A sign as the evidence names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Evidence {
    /// A heading that holds these words.
    Heading(&'static str),
    /// The line that leads the list in.
    Under(&'static str),
    /// Words of the text.
    Words(&'static str),
}

impl std::fmt::Display for Evidence {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Heading(words) => write!(f, "heading: {words}"),
            Self::Under(words) => write!(f, "under: {words}"),
            Self::Words(words) => f.write_str(words),
        }
    }
}

/// A sum of signs per role, with the signs.
#[derive(Debug)]
struct Tally {
    scores: [f32; ROLES],
    evidence: Vec<(Role, f32, Evidence)>,
}

impl Tally {
    fn new() -> Self {
        Self { scores: [0.0; ROLES], evidence: Vec::new() }
    }

    fn add(&mut self, role: Role, score: f32, sign: Evidence) {
        self.add_silently(role, score);
        self.evidence.push((role, score, sign));
    }

    fn add_silently(&mut self, role: Role, score: f32) {
        if let Some(sum) = self.scores.get_mut(role as usize) {
            *sum += score;
        }
    }

    /// The role with the most, the first of those with as much; what speaks for it, and for the next.
    fn first_two(&self) -> (Role, f32, f32) {
        let score = |role: Role| self.scores.get(role as usize).copied().unwrap_or_default();
        let mut best = (Role::Context, score(Role::Context));
        for (role, ..) in Role::NAMES {
            if score(*role) > best.1 {
                best = (*role, score(*role));
            }
        }
        let (role, most) = best;
        let others = Role::NAMES.iter().map(|(other, ..)| *other).filter(|other| *other != role);
        (role, most, others.map(score).fold(0.0, f32::max))
    }

    /// The role with the most.
    fn best(&self) -> Known<Role> {
        let (role, most, second) = self.first_two();
        let mut signs: Vec<&(Role, f32, Evidence)> = self.evidence.iter().filter(|(of, ..)| *of == role).collect();
        if signs.is_empty() {
            return Known::recognised(role, "no sign of another role", NO_SIGN);
        }
        signs.sort_by(|a, b| b.1.total_cmp(&a.1));
        let mut named: Vec<Evidence> = Vec::new();
        for (.., sign) in signs {
            if named.len() < NAMED_SIGNS && !named.contains(sign) {
                named.push(*sign);
            }
        }
        // A list may have ended before the passage does.
        let is_led = matches!(named.first(), Some(Evidence::Under(_)));
        let sure = confidence(most, second).min(if is_led { LED } else { SUREST });
        Known::recognised(role, named.iter().map(Evidence::to_string).collect::<Vec<_>>().join("; "), sure)
    }
}

/// How sure it is, from what speaks for a role and what for the next.
fn confidence(most: f32, second: f32) -> f32 {
    let lead = (most - second) / most.max(1.0);
    let strength = (most / 10.0).min(1.0);
    0.45 + 0.5 * lead * strength
}

impl Roles {
    /// The role of the next passage of the document.
    pub fn role_of(
        &mut self,
        passage: &Passage,
        lines: &[(&str, ReadLine<'_>)],
        kind: Option<DocumentKind>,
    ) -> Known<Role> {
        if self.heading_path != passage.heading_path {
            self.heading_path.clone_from(&passage.heading_path);
            self.of_headings = signs_of_headings(&self.heading_path);
            self.lead = None;
        }
        let mut tally = Tally::new();
        tally.add_silently(Role::Context, CONTEXT);
        let under_lead = if self.lead.is_some() { UNDER_LEAD } else { 1.0 };
        let all = lines.iter().map(|(_, line)| line.words.len()).sum::<usize>().max(1);
        let is_prose = all > POINT_WORDS && !passage.text.lines().any(is_point);
        for (role, score, phrase) in &self.of_headings {
            let is_points = is_prose && matches!(role, Role::Proposal | Role::Decision);
            // In a record they name what was spoken about: `5. Schriftelijke vragen over de bus`.
            let is_item = matches!(kind, Some(DocumentKind::Minutes | DocumentKind::Agenda)) && *role == Role::Question;
            let score = score * under_lead * if is_points || is_item { UNDER_POINTS } else { 1.0 };
            tally.add(*role, score, Evidence::Heading(phrase));
        }
        let mut is_first = true;
        for (text, read) in lines {
            if read.words.len() == 0 {
                continue;
            }
            let is_point = is_point(text);
            if self.is_used && !is_point {
                self.lead = None;
            }
            let line = Line { text, words: &read.words, cues: &read.cues, is_point, lead: self.lead };
            self.is_used = true;
            line.add_to(&mut tally, Setting { kind, headings: &passage.heading_path, all }, &mut is_first);
            if let Some(lead) = lead_of(text) {
                self.lead = Some(lead);
                self.is_used = false;
            }
        }
        add_kind(kind, &mut tally);
        tally.best()
    }
}

/// The signs of the headings above, from the nearest outwards.
fn signs_of_headings(path: &[String]) -> Vec<(Role, f32, &'static str)> {
    let mut signs = Vec::new();
    let mut factor = 1.0;
    for heading in path.iter().rev() {
        let words = Words::of(heading);
        let cues = in_heading(&words);
        let opens = cues.iter().any(|f| f.found.words.start == 0);
        let mut best: Vec<(Role, f32, &'static str)> = Vec::new();
        for FoundCue { cue, found } in &cues {
            let Sign::Role(role) = cue.sign else { continue };
            // A heading that says little else counts fully; what it names first is what it is about.
            let cover = (found.words.len() as f32 / words.len().max(1) as f32 * 1.5).min(1.0);
            let mut score = cue.weight * (0.4 + 0.6 * cover) * factor;
            if found.words.start > 2 {
                score *= 0.8;
            }
            if found.words.start > 0 && opens {
                score *= 0.55;
            }
            match best.iter_mut().find(|(known, ..)| *known == role) {
                Some(known) if known.1 < score => *known = (role, score, cue.phrase),
                Some(_) => {}
                None => best.push((role, score, cue.phrase)),
            }
        }
        let top = best.iter().map(|(_, score, _)| *score).fold(0.0, f32::max);
        factor *= if best.is_empty() { 0.8 } else { OUTER };
        signs.extend(
            best.into_iter().map(|(role, score, phrase)| (role, if score < top { score * 0.6 } else { score }, phrase)),
        );
    }
    signs
}

/// Where a line stands.
#[derive(Clone, Copy)]
struct Setting<'a> {
    kind: Option<DocumentKind>,
    headings: &'a [String],
    /// Words of the passage.
    all: usize,
}

/// What the signs of a sentence count. Most sentences have few signs, so it is worked out for each.
#[derive(Clone, Copy)]
struct Weight {
    /// What part of the passage the sentence is.
    share: f32,
    first: f32,
}

impl Weight {
    fn told(self) -> f32 {
        self.share.powf(SHARE_POWER) * self.first
    }

    fn done(self) -> f32 {
        self.share.powf(ACT_POWER) * self.first
    }

    fn of(self, role: Role) -> f32 {
        match role {
            Role::Request | Role::Commitment | Role::Decision | Role::Question | Role::Answer => self.done(),
            _ => self.told(),
        }
    }
}

/// Whether what stands behind a sentence says that it asks; a mark in a cell of its own is none.
pub(in crate::passage) fn is_question(gap: &str) -> bool {
    let mark = gap.trim_start_matches(|c: char| "\"”’')".contains(c)).strip_prefix('?');
    // In an address it parts what is asked for.
    mark.is_some_and(|rest| !rest.starts_with(|c: char| c.is_lowercase() || c.is_ascii_digit()))
}

/// Words of the longest line in which a sign of this weight is one of a signature.
pub(super) fn signature_words(weight: f32) -> usize {
    if weight >= PLAIN_SIGNATURE { LONG_SIGNATURE_WORDS } else { SIGNATURE_WORDS }
}

struct Line<'a> {
    text: &'a str,
    words: &'a Words,
    cues: &'a [FoundCue],
    is_point: bool,
    lead: Option<Lead>,
}

impl Line<'_> {
    /// Adds the signs of its sentences.
    fn add_to(&self, tally: &mut Tally, setting: Setting<'_>, is_first: &mut bool) {
        let mut rest = self.cues;
        let mut opens_line = true;
        for sentence in self.words.sentences() {
            let here = rest.iter().take_while(|f| f.found.words.start < sentence.end).count();
            let (own, others) = rest.split_at(here);
            rest = others;
            // The number of a point is a sentence of its own.
            let is_mark = sentence.len() == 1 && self.words.get(sentence.start).len() <= 2;
            // `Antwoord:` says what follows, and is nothing itself.
            let is_label =
                sentence.len() == 1 && sentence.end == self.words.len() && self.text.trim_end().ends_with(':');
            // `PvdA:`, `Vraag 2:`
            let is_asker = own.is_empty() && opening::is_label(self.text, self.words, &sentence);
            if is_mark || is_label || is_asker {
                continue;
            }
            let opens_line = std::mem::take(&mut opens_line);
            let share = sentence.len() as f32 / setting.all as f32;
            let first = if std::mem::take(is_first) { FIRST } else { 1.0 };
            self.add_sentence(tally, setting, own, &sentence, opens_line, Weight { share, first });
        }
    }

    fn add_sentence(
        &self,
        tally: &mut Tally,
        setting: Setting<'_>,
        cues: &[FoundCue],
        sentence: &std::ops::Range<usize>,
        opens_line: bool,
        weight: Weight,
    ) {
        let bytes = self.words.bytes(sentence.clone());
        let behind = self.words.bytes(sentence.end..sentence.end + 1).start;
        let end = if behind > bytes.end { behind } else { self.text.len() };
        let raw = self.text.get(bytes.start..end).unwrap_or_default();
        let asks = self.text.get(bytes.end..).is_some_and(is_question);
        let mut point = 0.0;
        let mut starts: Vec<&FoundCue> = Vec::new();
        let mut texts: Vec<&FoundCue> = Vec::new();
        for found in cues {
            let is_role = |role: Role| found.cue.sign == Sign::Role(role);
            let at = found.found.words.start;
            if is_role(Role::Signature) && self.words.len() > signature_words(found.cue.weight) {
                continue;
            }
            if found.cue.place == Place::Start {
                let after_mark = at == sentence.start + 1 && self.words.get(sentence.start).len() == 1;
                let only_asks = is_role(Role::Question) && !asks && found.cue.phrase != "vraag";
                if (at == sentence.start || after_mark) && !only_asks {
                    starts.push(found);
                }
            } else if !texts.iter().any(|known| known.cue.phrase == found.cue.phrase) {
                texts.push(found);
            }
        }
        // The longest start of each sign.
        starts.sort_by_key(|f| std::cmp::Reverse(f.found.words.end));
        let mut begun: Vec<Sign> = Vec::new();
        for FoundCue { cue, .. } in starts {
            if begun.contains(&cue.sign) {
                continue;
            }
            begun.push(cue.sign);
            let score = cue.weight * if opens_line { 1.0 } else { INNER_START };
            match cue.sign {
                Sign::Role(role) => tally.add(role, score * weight.of(role), Evidence::Words(cue.phrase)),
                Sign::Point => point += score,
            }
        }
        texts.sort_by(|a, b| b.cue.weight.total_cmp(&a.cue.weight));
        let mut said = [0.0_f32; ROLES];
        let mut fading = [1.0_f32; ROLES];
        for FoundCue { cue, .. } in texts {
            let Sign::Role(role) = cue.sign else { continue };
            let (Some(sum), Some(factor)) = (said.get_mut(role as usize), fading.get_mut(role as usize)) else {
                continue;
            };
            let score = (cue.weight * *factor).min(most(role) - *sum);
            *factor *= FADING;
            if score > 0.0 {
                *sum += score;
                tally.add(role, score * weight.of(role), Evidence::Words(cue.phrase));
            }
        }
        if raw.contains('€') {
            tally.add(Role::Finance, 2.5 * weight.of(Role::Finance), Evidence::Words("€"));
        }
        if asks {
            // In mid-paragraph a writer asks himself.
            let weight = if opens_line { weight.done() } else { weight.told() };
            tally.add(Role::Question, 4.5 * weight, Evidence::Words("?"));
        }
        // A list of decisions gives what was decided only: `De nota vast te stellen`.
        let is_listed = matches!(setting.kind, Some(DocumentKind::Minutes | DocumentKind::Decision));
        if (self.is_point || is_listed) && opens_line && self.ends_in_infinitive(sentence) {
            point += 3.0;
        }
        if let Some(Lead { sign, weight: of_lead, phrase }) = self.lead {
            match sign {
                Sign::Role(role) => tally.add(role, of_lead * weight.of(role), Evidence::Under(phrase)),
                Sign::Point => point += of_lead,
            }
        }
        if point > 0.0 {
            let role = role_of_point(setting, self.lead);
            tally.add(role, point * weight.of(role), Evidence::Words("a point to decide on"));
        }
    }

    /// `… vast te stellen`
    fn ends_in_infinitive(&self, sentence: &std::ops::Range<usize>) -> bool {
        sentence.len() > 2
            && self.words.get(sentence.end - 2) == "te"
            && self.words.get(sentence.end - 1).ends_with("en")
    }
}

/// What a point to be decided on is where it stands.
fn role_of_point(setting: Setting<'_>, lead: Option<Lead>) -> Role {
    if let Some(Lead { sign: Sign::Role(role @ (Role::Request | Role::Proposal | Role::Opinion)), .. }) = lead {
        return role;
    }
    match setting.kind {
        Some(DocumentKind::Decision | DocumentKind::Minutes | DocumentKind::Ordinance) => return Role::Decision,
        Some(DocumentKind::Motion) => return Role::Request,
        _ => {}
    }
    let under = |words: &[&str]| {
        setting.headings.iter().any(|heading| {
            let heading = heading.to_lowercase();
            words.iter().any(|word| heading.contains(word))
        })
    };
    let is_amendment = setting.kind == Some(DocumentKind::Amendment);
    if under(&["voorstel", "beslispunt", "gevraagd", "advies", "aanbevel"]) {
        return Role::Proposal;
    }
    if matches!(lead, Some(Lead { sign: Sign::Point, .. })) && !is_amendment || under(&["besluit"]) {
        return Role::Decision;
    }
    match setting.kind {
        Some(
            DocumentKind::Proposal
            | DocumentKind::Amendment
            | DocumentKind::Memo
            | DocumentKind::Note
            | DocumentKind::Report,
        ) => Role::Proposal,
        _ => Role::Decision,
    }
}

/// What the kind of a document says of its passages.
fn add_kind(kind: Option<DocumentKind>, tally: &mut Tally) {
    let leanings: &[(Role, f32)] = match kind {
        // What its parties find is why they table it.
        Some(DocumentKind::Motion) => {
            &[(Role::Argument, 0.8), (Role::Context, 0.3), (Role::Decision, -1.0), (Role::Opinion, -2.0)]
        }
        Some(DocumentKind::Amendment) => &[(Role::Argument, 1.0), (Role::Proposal, 0.8), (Role::Opinion, -2.0)],
        Some(DocumentKind::Opinion) => &[(Role::Opinion, 1.5)],
        Some(DocumentKind::Questions) => &[(Role::Question, 0.5), (Role::Answer, 0.5)],
        // `Wat willen we bereiken?` heads a chapter there.
        Some(DocumentKind::Budget | DocumentKind::Accounts) => &[(Role::Finance, 0.5), (Role::Question, -3.0)],
        Some(DocumentKind::Minutes) => &[(Role::Decision, 0.8)],
        Some(DocumentKind::Decision | DocumentKind::Ordinance) => &[(Role::Decision, 1.5)],
        _ => &[],
    };
    for (role, leaning) in leanings {
        tally.add_silently(*role, *leaning);
    }
}
