//! Cutting a document into what a person would quote.

use std::mem::take;

use super::role::{Opening, ReadLine, Role, act_of, lead_of, opening_of, turns};
use super::sentence::sentences;
use super::{Passage, ReadPassage};
use crate::document::words::Words;
use crate::layout::{Block, BlockKind};

/// A passage below this many words is joined with its neighbour in the same section, if there is one.
pub const MIN_WORDS: usize = 40;
/// A passage above this many words is cut between sentences. Both numbers: docs/architecture.md, "passage".
pub const MAX_WORDS: usize = 200;
/// A point of a list takes its explanation along up to this length; a longer explanation is a passage of its own.
const MAX_EXPLAINED_WORDS: usize = 150;
/// Blocks of one passage, at most: rows of signs without words would else never fill one.
const MAX_UNITS: usize = 100;
/// Pieces of a long paragraph aim at this length.
const TARGET_WORDS: usize = 140;
/// A sentence is never cut, unless it is so long that it is none: a table as running text, words without a full stop.
const MAX_SENTENCE_WORDS: usize = 320;

/// A block of content, or a part of one.
#[derive(Debug)]
struct Unit<'a> {
    text: String,
    words: usize,
    page: Option<u32>,
    lines: (usize, usize),
    /// It leads in what follows (`De raad besluit:`), so the two stay together.
    leads: bool,
    /// It begins a new point or paragraph, rather than explaining the one before.
    starts: bool,
    is_item: bool,
    /// It explains the point above it.
    explains: bool,
    /// What it opens with, where that is plain: a request, a question, a promise.
    opening: Option<Opening>,
    /// What it plainly does by all its signs, whatever it opens with.
    act: Option<Role>,
    /// What was read of it, where it is a whole block whose words are kept.
    read: Option<ReadLine<'a>>,
}

/// Splits a document into passages, following its headings, points and paragraphs.
///
/// Every word of every block stands in exactly one of: the text of a passage, its heading path, its margin. A document
/// that is only frame or headings gives one passage of those lines; no blocks give none.
pub fn split_into_passages(blocks: &[Block]) -> Vec<Passage> {
    split_blocks(blocks, std::iter::empty()).into_iter().map(|read| read.passage).collect()
}

/// The same, where the words of the blocks are made already, as far as they are kept; with what was read of the lines.
pub(crate) fn split_blocks<'a>(blocks: &[Block], words: impl Iterator<Item = &'a Words>) -> Vec<ReadPassage<'a>> {
    let mut splitter = Splitter::default();
    let words = words.map(Some).chain(std::iter::repeat(None));
    for (block, words) in blocks.iter().zip(words) {
        match block.kind {
            BlockKind::Heading { level } => splitter.heading(level, &block.text),
            _ if block.kind.is_frame() => splitter.frame(&block.text),
            _ => splitter.content(block, words),
        }
    }
    splitter.finish(blocks)
}

/// How a point of a list is marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ItemMark {
    Numbered,
    Bullet,
}

struct OpenHeading {
    level: u8,
    text: String,
    /// Whether a passage stands below it, so that its words are found there.
    used: bool,
    /// Words below it so far.
    words: usize,
}

/// Words after which a heading that only its form makes one (level above markdown's six) is believed to have ended:
/// where text was torn, a line that looked like a heading would else stand above all that follows.
const MAX_HEADING_REACH: usize = 1_500;
/// The same for the deepest ones (`Toelichting:`, `Ter kennisname:`).
const MAX_LEAD_REACH: usize = 400;

#[derive(Default)]
struct Splitter<'a> {
    headings: Vec<OpenHeading>,
    section: Vec<Unit<'a>>,
    /// Mark of the last point in the section.
    last_item: Option<ItemMark>,
    /// Whether a known line led the list in, so that its points do what that says.
    is_led: bool,
    /// Frame lines and empty headings that wait for a passage to stand beside.
    margin: Vec<String>,
    passages: Vec<ReadPassage<'a>>,
}

impl<'a> Splitter<'a> {
    fn heading(&mut self, level: u8, text: &str) {
        self.close_section();
        self.pop_headings(level);
        self.headings.push(OpenHeading { level, text: text.to_owned(), used: false, words: 0 });
    }

    /// Closes headings of this level and deeper; those without a passage go to the margin.
    fn pop_headings(&mut self, level: u8) {
        while self.headings.last().is_some_and(|h| h.level >= level) {
            if let Some(heading) = self.headings.pop()
                && !heading.used
            {
                self.margin.push(heading.text);
            }
        }
    }

    fn frame(&mut self, text: &str) {
        self.close_section();
        self.margin.push(text.to_owned());
    }

    fn content(&mut self, block: &Block, words: Option<&'a Words>) {
        let is_item = matches!(block.kind, BlockKind::ListItem { .. });
        let starts = match block.kind {
            BlockKind::ListItem { depth } => depth == 0,
            // A paragraph after a numbered point explains it; after bullets it begins something else.
            BlockKind::Paragraph => self.last_item != Some(ItemMark::Numbered),
            _ => false,
        };
        let explains = !starts && !is_item && block.kind == BlockKind::Paragraph;
        let is_numbered = is_item && block.text.starts_with(|c: char| c.is_alphanumeric() || c == '(');
        if !is_item {
            self.is_led = lead_of(&block.text).is_some();
        }
        if is_item {
            self.last_item = Some(if is_numbered { ItemMark::Numbered } else { ItemMark::Bullet });
        }
        let read = ReadLine::of(words, &block.text);
        // The points of a list do what the list does, but for questions that are answered one by one and for what they plainly do.
        let opening = opening_of(&block.text, &read).filter(|opening| !is_item || opening.asks());
        let turns = turns(&block.text, &read);
        let mut whole = Some(read).filter(|_| turns.is_empty());
        let ends = turns.iter().copied().chain([block.text.len()]);
        let begins = std::iter::once(0).chain(turns.iter().copied());
        for (begin, end) in begins.zip(ends) {
            let is_first = begin == 0;
            let span = block.text[begin..end].trim();
            let read = whole.take().unwrap_or_else(|| ReadLine::of(None, span));
            let mut opening = if is_first { opening } else { opening_of(span, &read) };
            let mut act = act_of(span, &read).filter(|_| !(is_item && is_first && self.is_led));
            let pieces = cut_long(span);
            let mut read = Some(read).filter(|read| pieces.len() == 1 && read.is_kept());
            for text in pieces {
                let words = count_words(&text);
                self.section.push(Unit {
                    text,
                    words,
                    page: block.place.page,
                    lines: block.place.lines,
                    leads: span.ends_with(':'),
                    // What a paragraph turns to is no point of the list any more.
                    starts: starts || !is_first,
                    is_item: is_item && is_first,
                    explains: explains && is_first,
                    // A piece of a long paragraph does what the paragraph does.
                    opening: opening.take(),
                    act: act.take(),
                    read: read.take(),
                });
            }
        }
    }

    /// Packs the units of a section into passages.
    fn close_section(&mut self) {
        self.last_item = None;
        let units = take(&mut self.section);
        if units.is_empty() {
            return;
        }
        let mut groups: Vec<Vec<Unit<'a>>> = Vec::new();
        let mut group: Vec<Unit<'a>> = Vec::new();
        for unit in units {
            if !group.is_empty() && closes(&group, &unit) {
                // What leads in the next passage goes with it (`Toelichting:`).
                let lead = group.iter().rposition(|u| !u.leads).map_or(0, |last| last + 1);
                let moved = if lead > 0 { group.split_off(lead) } else { Vec::new() };
                groups.push(std::mem::replace(&mut group, moved));
            }
            group.push(unit);
        }
        groups.push(group);
        join_short(&mut groups);
        for group in groups {
            self.headings.retain(|h| h.level <= MARKED_LEVELS || h.words < reach(h.level));
            for heading in &mut self.headings {
                heading.used = true;
                heading.words += total(&group);
            }
            self.push_passage(group);
        }
    }

    fn push_passage(&mut self, group: Vec<Unit<'a>>) {
        // A group is never empty: each is pushed with at least one unit.
        let (Some(first), Some(last)) = (group.first(), group.last()) else { return };
        let text = group.iter().map(|u| u.text.as_str()).collect::<Vec<_>>().join("\n");
        let passage = Passage {
            ordinal: self.passages.len(),
            heading_path: self.headings.iter().map(|h| h.text.clone()).collect(),
            text,
            margin: take(&mut self.margin).join("\n"),
            page: first.page,
            page_label: None,
            lines: (first.lines.0, last.lines.1),
            role: None,
            positions: Vec::new(),
        };
        let lines = group.into_iter().map(|unit| unit.read).collect();
        self.passages.push(ReadPassage { passage, lines });
    }

    fn finish(mut self, blocks: &[Block]) -> Vec<ReadPassage<'a>> {
        self.close_section();
        self.pop_headings(0);
        let rest = take(&mut self.margin);
        if rest.is_empty() {
            return self.passages;
        }
        match self.passages.last_mut() {
            Some(ReadPassage { passage: last, .. }) => {
                let lines = (!last.margin.is_empty()).then(|| take(&mut last.margin)).into_iter().chain(rest);
                last.margin = lines.collect::<Vec<_>>().join("\n");
            }
            None => {
                if let (Some(first), Some(last)) = (blocks.first(), blocks.last()) {
                    let lines = (first.place.lines.0, last.place.lines.1);
                    let text = rest.join("\n");
                    let passage = Passage {
                        ordinal: 0,
                        heading_path: Vec::new(),
                        text,
                        margin: String::new(),
                        page: first.place.page,
                        page_label: None,
                        lines,
                        role: None,
                        positions: Vec::new(),
                    };
                    self.passages.push(ReadPassage { passage, lines: Vec::new() });
                }
            }
        }
        self.passages
    }
}

/// Levels of markdown: headings that are marked as such.
const MARKED_LEVELS: u8 = 6;
/// The deepest level of headings told by their form.
const LEAD_LEVEL: u8 = 15;

fn reach(level: u8) -> usize {
    if level >= LEAD_LEVEL { MAX_LEAD_REACH } else { MAX_HEADING_REACH }
}

fn total(group: &[Unit<'_>]) -> usize {
    group.iter().map(|u| u.words).sum()
}

/// Whether nothing but figures stands in a group: the torn columns of a table.
fn is_figures(group: &[Unit<'_>]) -> bool {
    !group.iter().any(|u| u.text.contains(char::is_alphabetic))
}

/// Whether a group is complete before `unit`.
fn closes(group: &[Unit<'_>], unit: &Unit<'_>) -> bool {
    if group.len() >= MAX_UNITS {
        return true;
    }
    if does_something_else(group, std::slice::from_ref(unit)) {
        return true;
    }
    let words = total(group);
    let own = group.iter().rposition(|u| !u.leads).map_or(0, |last| total(&group[..=last]));
    let ends_point = unit.starts && unit.is_item && group.last().is_some_and(|last| last.explains && !last.leads);
    // A paragraph after bullets begins something else, and what is left of the list stays with the list.
    let ends_list = unit.starts && !unit.is_item && group.last().is_some_and(|last| last.is_item);
    if ends_point || ends_list || words + unit.words > MAX_WORDS {
        return true;
    }
    let explains = group.iter().any(|u| u.is_item) && !unit.starts;
    if explains { words + unit.words > MAX_EXPLAINED_WORDS && own >= MIN_WORDS } else { own >= MIN_WORDS }
}

/// Whether what follows plainly does something else than what stands before: a motion goes on from considering to asking, an
/// answer follows a question.
fn does_something_else(group: &[Unit<'_>], next: &[Unit<'_>]) -> bool {
    if group.iter().all(|unit| unit.leads) {
        return false;
    }
    let acts = group.iter().rev().find_map(|unit| unit.act).zip(next.iter().find_map(|unit| unit.act));
    let before = group.iter().rev().find_map(|unit| unit.opening);
    let after = next.first().and_then(|unit| unit.opening);
    acts.is_some_and(|(one, next)| one != next) || after.is_some_and(|after| after.differs_from(before))
}

/// Joins groups below [`MIN_WORDS`] with the group before (else after) them, where the two fit.
fn join_short(groups: &mut Vec<Vec<Unit<'_>>>) {
    let mut i = 0;
    while groups.len() > 1 && i < groups.len() {
        if total(&groups[i]) >= MIN_WORDS && !is_figures(&groups[i]) {
            i += 1;
            continue;
        }
        let fits = |other: Option<&Vec<Unit<'_>>>| other.is_some_and(|o| total(o) + total(&groups[i]) <= MAX_WORDS);
        let goes_on = |at: usize| match (groups.get(at), groups.get(at + 1)) {
            (Some(one), Some(next)) => !does_something_else(one, next),
            _ => false,
        };
        if i > 0 && fits(groups.get(i - 1)) && goes_on(i - 1) {
            let group = groups.remove(i);
            groups[i - 1].extend(group);
        } else if fits(groups.get(i + 1)) && goes_on(i) {
            let next = groups.remove(i + 1);
            groups[i].extend(next);
        } else {
            i += 1;
        }
    }
}

/// Words as a person counts them.
pub fn count_words(text: &str) -> usize {
    text.split_whitespace().filter(|w| w.contains(char::is_alphanumeric)).count()
}

/// Cuts a block that is longer than a passage into pieces of about equal length, between sentences.
fn cut_long(text: &str) -> Vec<String> {
    let total = count_words(text);
    if total <= MAX_WORDS {
        return vec![text.to_owned()];
    }
    let pieces = total.div_ceil(TARGET_WORDS);
    let target = total.div_ceil(pieces);
    let mut cut: Vec<String> = Vec::new();
    let mut piece = String::new();
    let mut words = 0;
    for range in sentences(text) {
        for part in cut_endless(&text[range]) {
            let part_words = count_words(part);
            // Past the target when half of the sentence would lie beyond it.
            if words > 0 && words + part_words / 2 > target {
                cut.push(take(&mut piece).trim().to_owned());
                words = 0;
            }
            piece.push_str(part);
            words += part_words;
        }
    }
    let last = piece.trim();
    match cut.last_mut() {
        Some(before) if words < MIN_WORDS && count_words(before) + words <= MAX_WORDS => {
            before.push(' ');
            before.push_str(last);
        }
        _ if last.is_empty() => {}
        _ => cut.push(last.to_owned()),
    }
    cut
}

/// Cuts what is too long to be a sentence between words.
fn cut_endless(sentence: &str) -> Vec<&str> {
    if count_words(sentence) <= MAX_SENTENCE_WORDS {
        return vec![sentence];
    }
    let mut parts = Vec::new();
    let mut start = 0;
    let mut words = 0;
    for (at, c) in sentence.char_indices() {
        if c.is_whitespace() {
            words += 1;
            if words >= TARGET_WORDS {
                let end = at + c.len_utf8();
                parts.push(&sentence[start..end]);
                start = end;
                words = 0;
            }
        }
    }
    if start < sentence.len() {
        parts.push(&sentence[start..]);
    }
    parts
}
