//! Marks of points: Word keeps how a list counts, not the numbers.

use std::collections::{HashMap, HashSet};

use super::super::numeral::Numeral;
use super::super::xml::Node;
use super::styles::Styles;

/// Levels of a list.
const LEVELS: usize = 9;
/// Longest pattern of a number that is believed, in bytes (`Artikel %1.%2`).
const MAX_PATTERN: usize = 60;

/// All lists of a document, and how far each has been counted.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    patterns: HashMap<String, [Level; LEVELS]>,
    lists: HashMap<String, List>,
    /// By pattern: lists that share one count on.
    counts: HashMap<String, [Option<u32>; LEVELS]>,
    /// Lists that have had a point.
    begun: HashSet<String>,
}

#[derive(Debug, Clone, Default)]
struct Level {
    start: u32,
    numeral: Numeral,
    is_bullet: bool,
    /// `%1.%2`, each with the count of that level.
    pattern: String,
    /// All numbers of it in digits.
    is_decimal: bool,
    /// Counts on whatever comes between.
    never_restarts: bool,
    /// The style that stands for this level.
    style: Option<String>,
}

#[derive(Debug, Default)]
struct List {
    pattern: String,
    starts: [Option<u32>; LEVELS],
}

impl Numbering {
    pub(super) fn read(root: Node<'_>, styles: &Styles) -> Self {
        let mut numbering = Self::default();
        let mut links = HashMap::new();
        for node in root.children_named("w:abstractNum") {
            let Some(id) = node.attribute("abstractNumId") else { continue };
            if let Some(style) = node.child_val("w:numStyleLink") {
                links.insert(id.to_owned(), style.to_owned());
            }
            numbering.patterns.insert(id.to_owned(), levels(node));
        }
        for node in root.children_named("w:num") {
            let (Some(id), Some(pattern)) = (node.attribute("numId"), node.child_val("w:abstractNumId")) else {
                continue;
            };
            let mut list = List { pattern: pattern.to_owned(), starts: [None; LEVELS] };
            for change in node.children_named("w:lvlOverride") {
                let start = change.child_val("w:startOverride").and_then(|start| start.parse().ok());
                if let Some(level) = change
                    .attribute("ilvl")
                    .and_then(|level| level.parse::<usize>().ok())
                    .filter(|level| *level < LEVELS)
                {
                    list.starts[level] = start;
                }
            }
            numbering.lists.insert(id.to_owned(), list);
        }
        // A pattern may point to a style, which points to the list that has it.
        let linked: Vec<(String, String)> = numbering
            .lists
            .iter()
            .filter_map(|(id, list)| {
                let target = styles.list_of(links.get(&list.pattern)?)?;
                Some((id.clone(), numbering.lists.get(target)?.pattern.clone()))
            })
            .collect();
        for (id, pattern) in linked {
            if let Some(list) = numbering.lists.get_mut(&id) {
                list.pattern = pattern;
            }
        }
        numbering
    }

    /// The level of a list that a style stands for.
    pub(super) fn level_of_style(&self, list: &str, style: &str) -> Option<u8> {
        let levels = self.patterns.get(&self.lists.get(list)?.pattern)?;
        levels.iter().position(|level| level.style.as_deref() == Some(style)).map(|level| level as u8)
    }

    /// The mark of the next point of a list, `-` for all bullets; `None` where there is no such list, or nothing is shown.
    pub(super) fn next_mark(&mut self, list: &str, level: u8) -> Option<String> {
        let level = usize::from(level).min(LEVELS - 1);
        let known = self.lists.get(list)?;
        let levels = self.patterns.get(&known.pattern)?;
        let counts = self.counts.entry(known.pattern.clone()).or_default();
        let start = |at: usize| known.starts[at].unwrap_or(levels[at].start);
        if !self.begun.contains(list) {
            self.begun.insert(list.to_owned());
            for (at, _) in known.starts.iter().enumerate().filter(|(_, start)| start.is_some()) {
                counts[at] = None;
            }
        }
        for (at, count) in counts[..level].iter_mut().enumerate() {
            count.get_or_insert(start(at));
        }
        counts[level] = Some(counts[level].map_or(start(level), |count| count.saturating_add(1)));
        for at in level + 1..LEVELS {
            if !levels[at].never_restarts {
                counts[at] = None;
            }
        }
        let this = &levels[level];
        if this.is_bullet {
            return Some("-".to_owned());
        }
        let mark = filled(this, levels, counts);
        (!mark.is_empty()).then_some(mark)
    }
}

fn levels(node: Node<'_>) -> [Level; LEVELS] {
    let mut levels: [Level; LEVELS] = Default::default();
    for node in node.children_named("w:lvl") {
        let Some(at) = node.attribute("ilvl").and_then(|level| level.parse::<usize>().ok()).filter(|at| *at < LEVELS)
        else {
            continue;
        };
        let format = node.child_val("w:numFmt").unwrap_or("decimal");
        let pattern = node.child_val("w:lvlText").unwrap_or_default();
        levels[at] = Level {
            start: node.child_val("w:start").and_then(|start| start.parse().ok()).unwrap_or(0),
            numeral: numeral(format),
            is_bullet: format == "bullet" && !pattern.trim().is_empty(),
            pattern: if pattern.len() <= MAX_PATTERN { pattern.to_owned() } else { String::new() },
            is_decimal: node.is_on("w:isLgl"),
            never_restarts: node.child_val("w:lvlRestart") == Some("0"),
            style: node.child_val("w:pStyle").map(str::to_owned),
        };
    }
    levels
}

fn numeral(format: &str) -> Numeral {
    match format {
        "decimalZero" => Numeral::DecimalZero,
        "lowerLetter" => Numeral::LowerLetter,
        "upperLetter" => Numeral::UpperLetter,
        "lowerRoman" => Numeral::LowerRoman,
        "upperRoman" => Numeral::UpperRoman,
        "none" | "bullet" => Numeral::None,
        _ => Numeral::Decimal,
    }
}

fn filled(level: &Level, levels: &[Level; LEVELS], counts: &[Option<u32>; LEVELS]) -> String {
    let mut mark = String::new();
    let mut signs = level.pattern.chars().peekable();
    while let Some(c) = signs.next() {
        let place = if c == '%' { signs.peek().and_then(|digit| digit.to_digit(10)) } else { None };
        match place {
            Some(place @ 1..=9) => {
                signs.next();
                let at = place as usize - 1;
                let numeral = if level.is_decimal { Numeral::Decimal } else { levels[at].numeral };
                mark.push_str(&numeral.write(counts[at].unwrap_or(levels[at].start)));
            }
            _ => mark.push(c),
        }
    }
    mark.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::super::super::xml::Tree;
    use super::*;

    const LISTS: &str = r#"<w:numbering>
        <w:abstractNum w:abstractNumId="0">
          <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
          <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%2."/></w:lvl>
          <w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1.%3"/></w:lvl>
        </w:abstractNum>
        <w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="&#xF0B7;"/></w:lvl></w:abstractNum>
        <w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
        <w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>
        <w:num w:numId="3"><w:abstractNumId w:val="1"/></w:num></w:numbering>"#;

    #[test]
    fn counts_restarts_and_goes_on() {
        let tree = Tree::parse(LISTS.as_bytes(), "it").unwrap();
        let mut lists = Numbering::read(tree.root(), &Styles::default());
        let points = [("1", 0), ("1", 1), ("1", 1), ("1", 2), ("1", 0), ("1", 1), ("2", 0), ("3", 0), ("1", 0)];
        let marks: Vec<String> = points.iter().filter_map(|(list, level)| lists.next_mark(list, *level)).collect();
        assert_eq!(marks, ["1.", "a.", "b.", "1.I", "2.", "a.", "1.", "-", "2."]);
        assert_eq!(lists.next_mark("9", 0), None);
        assert_eq!(lists.next_mark("1", 200).as_deref(), None);
    }
}
