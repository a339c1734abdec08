//! Marks of points: how each list counts, and how far it has come.

use std::collections::HashMap;

use super::super::numeral::Numeral;
use super::super::xml::Node;

/// Levels of a list.
pub(super) const LEVELS: usize = 10;
/// Longest sign before or after a number that is believed, in bytes.
const MAX_AFFIX: usize = 30;

/// The style of the numbers of headings, which has no name.
pub(super) const OUTLINE: &str = "\0outline";

#[derive(Debug, Clone, Default)]
struct Level {
    is_bullet: bool,
    numeral: Numeral,
    prefix: String,
    suffix: String,
    start: u32,
    /// How many levels are shown: `1.2.3` has three.
    shown: usize,
}

/// All list styles of a document, and counts by list.
#[derive(Debug, Default)]
pub(super) struct Lists {
    styles: HashMap<String, Vec<Level>>,
    /// Counts of the lists that may be gone on with, by their `xml:id`.
    by_id: HashMap<String, Counts>,
    /// The last counts of each style.
    by_style: HashMap<String, Counts>,
}

pub(super) type Counts = [Option<u32>; LEVELS];

impl Lists {
    /// From the parts in this order; later ones win.
    pub(super) fn read(roots: &[Node<'_>]) -> Self {
        let mut lists = Self::default();
        for node in roots.iter().flat_map(|root| root.children()).flat_map(Node::children) {
            let name = match node.name() {
                "text:list-style" => node.attribute("name").unwrap_or_default(),
                "text:outline-style" => OUTLINE,
                _ => continue,
            };
            let mut levels = vec![Level { numeral: Numeral::None, ..Level::default() }; LEVELS];
            for level in node.children() {
                let at = level.attribute("level").and_then(|level| level.parse::<usize>().ok()).unwrap_or(0);
                if let Some(place) = at.checked_sub(1).and_then(|at| levels.get_mut(at)) {
                    *place = Level::read(level);
                }
            }
            lists.styles.insert(name.to_owned(), levels);
        }
        lists
    }

    /// Where a new list begins to count.
    pub(super) fn begin(&self, style: &str, continued: Option<&str>, goes_on: bool) -> Counts {
        let counts = match continued {
            Some(id) => self.by_id.get(id),
            None if goes_on => self.by_style.get(style),
            None => None,
        };
        counts.copied().unwrap_or_default()
    }

    /// Keeps how far a list has come.
    pub(super) fn end(&mut self, style: &str, id: Option<&str>, counts: Counts) {
        self.by_style.insert(style.to_owned(), counts);
        if let Some(id) = id {
            self.by_id.insert(id.to_owned(), counts);
        }
    }

    /// The mark of the next point, `-` for all bullets; `None` where nothing is shown. `depth` is from 0.
    pub(super) fn next_mark(
        &self,
        style: &str,
        depth: usize,
        given: Option<u32>,
        counts: &mut Counts,
    ) -> Option<String> {
        let depth = depth.min(LEVELS - 1);
        let levels = self.styles.get(style)?;
        counts[depth] =
            Some(given.unwrap_or_else(|| counts[depth].map_or(levels[depth].start, |count| count.saturating_add(1))));
        counts[depth + 1..].fill(None);
        let level = &levels[depth];
        if level.is_bullet {
            return Some("-".to_owned());
        }
        if level.numeral == Numeral::None {
            let affixes = format!("{}{}", level.prefix, level.suffix);
            return (!affixes.trim().is_empty()).then(|| affixes.trim().to_owned());
        }
        let from = (depth + 1).saturating_sub(level.shown.max(1));
        let numbers = (from..=depth).filter(|at| levels[*at].numeral != Numeral::None);
        let numbers: Vec<String> =
            numbers.map(|at| levels[at].numeral.write(counts[at].unwrap_or(levels[at].start))).collect();
        Some(format!("{}{}{}", level.prefix, numbers.join("."), level.suffix).trim().to_owned())
    }

    pub(super) fn outline_mark(&mut self, level: u8, given: Option<u32>) -> Option<String> {
        let mut counts = self.by_style.get(OUTLINE).copied().unwrap_or_default();
        let mark = self.next_mark(OUTLINE, usize::from(level.max(1)) - 1, given, &mut counts);
        self.by_style.insert(OUTLINE.to_owned(), counts);
        mark
    }
}

impl Level {
    fn read(node: Node<'_>) -> Self {
        let number = |key: &str| node.attribute(key).and_then(|value| value.parse().ok());
        let affix =
            |key: &str| node.attribute(key).filter(|text| text.len() <= MAX_AFFIX).unwrap_or_default().to_owned();
        Self {
            is_bullet: matches!(node.name(), "text:list-level-style-bullet" | "text:list-level-style-image"),
            numeral: match node.attribute("num-format") {
                Some("a") => Numeral::LowerLetter,
                Some("A") => Numeral::UpperLetter,
                Some("i") => Numeral::LowerRoman,
                Some("I") => Numeral::UpperRoman,
                None | Some("") => Numeral::None,
                Some(_) => Numeral::Decimal,
            },
            prefix: affix("num-prefix"),
            suffix: affix("num-suffix"),
            start: number("start-value").unwrap_or(1),
            shown: number("display-levels").unwrap_or(1) as usize,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::xml::Tree;
    use super::*;

    #[test]
    fn counts_and_shows_the_levels_above() {
        let xml = r#"<x><office:styles><text:list-style style:name="L1">
            <text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/>
            <text:list-level-style-number text:level="2" style:num-format="a" style:num-suffix=")" text:display-levels="2"/>
            <text:list-level-style-bullet text:level="3"/>
        </text:list-style></office:styles></x>"#;
        let tree = Tree::parse(xml.as_bytes(), "it").unwrap();
        let lists = Lists::read(&[tree.root()]);
        let mut counts = lists.begin("L1", None, false);
        let points = [(0, None), (1, None), (1, None), (2, None), (0, Some(7)), (1, None)];
        let marks: Vec<_> =
            points.iter().filter_map(|(depth, given)| lists.next_mark("L1", *depth, *given, &mut counts)).collect();
        assert_eq!(marks, ["1.", "1.a)", "1.b)", "-", "7.", "7.a)"]);
        assert_eq!(lists.next_mark("L9", 0, None, &mut counts), None);
        assert_eq!(lists.next_mark("L1", 50, None, &mut counts), None);
    }
}
