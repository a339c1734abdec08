//! Styles of paragraphs: which are headings, which are points of lists.

use std::collections::HashMap;

use super::super::xml::Node;

/// Styles that rest on one another in a row; Word allows eleven or so.
const MAX_CHAIN: usize = 20;

/// The styles of a document.
#[derive(Debug, Default)]
pub(super) struct Styles {
    by_id: HashMap<String, Style>,
}

#[derive(Debug, Default)]
struct Style {
    /// Built-in styles have English names in every language; their ids are translated (`Kop1`).
    name: String,
    based_on: Option<String>,
    outline: Option<u8>,
    list: Option<String>,
    list_level: Option<u8>,
}

/// What a style says of its paragraphs, with what it inherits.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Look {
    /// Outline level from 0; 9 is running text.
    pub(super) outline: Option<u8>,
    /// The list (`numId`) whose points they are.
    pub(super) list: Option<String>,
    pub(super) list_level: Option<u8>,
    pub(super) is_title: bool,
    /// Table of contents, list of figures.
    pub(super) is_contents: bool,
}

impl Styles {
    pub(super) fn read(root: Node<'_>) -> Self {
        let mut styles = Self::default();
        for node in root.children_named("w:style") {
            let Some(id) = node.attribute("styleId") else { continue };
            let paragraph = node.child("w:pPr");
            let numbers = paragraph.and_then(|p| p.child("w:numPr"));
            let style = Style {
                name: node.child_val("w:name").unwrap_or_default().to_ascii_lowercase(),
                based_on: node.child_val("w:basedOn").map(str::to_owned),
                outline: paragraph.and_then(|p| p.child_val("w:outlineLvl")).and_then(|level| level.parse().ok()),
                list: numbers.and_then(|n| n.child_val("w:numId")).map(str::to_owned),
                list_level: numbers.and_then(|n| n.child_val("w:ilvl")).and_then(|level| level.parse().ok()),
            };
            styles.by_id.insert(id.to_owned(), style);
        }
        styles
    }

    pub(super) fn look(&self, id: &str) -> Look {
        let mut look = Look::default();
        let mut next = self.by_id.get(id);
        for step in 0..MAX_CHAIN {
            let Some(style) = next else { break };
            if step == 0 {
                look.is_title = style.name == "title";
                look.is_contents = style.name.starts_with("toc ") || style.name == "table of figures";
            }
            // Writers other than Word leave the level to the name.
            look.outline = look.outline.or(style.outline).or_else(|| level_by_name(&style.name));
            // A list of a style comes with its level.
            if look.list.is_none() && style.list.is_some() {
                look.list.clone_from(&style.list);
                look.list_level = look.list_level.or(style.list_level);
            }
            next = style.based_on.as_ref().and_then(|id| self.by_id.get(id));
        }
        look
    }

    /// The list that a style of the kind "numbering" stands for.
    pub(super) fn list_of(&self, id: &str) -> Option<&str> {
        self.by_id.get(id)?.list.as_deref()
    }
}

fn level_by_name(name: &str) -> Option<u8> {
    let level: u8 = name.strip_prefix("heading ")?.parse().ok()?;
    (1..=9).contains(&level).then(|| level - 1)
}

#[cfg(test)]
mod tests {
    use super::super::super::xml::Tree;
    use super::*;

    #[test]
    fn a_style_inherits_its_level_and_its_list() {
        let xml = r#"<w:styles>
            <w:style w:styleId="Kop1"><w:name w:val="heading 1"/><w:pPr><w:outlineLvl w:val="0"/><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr></w:style>
            <w:style w:styleId="KopRaad"><w:name w:val="Kop raad"/><w:basedOn w:val="Kop1"/></w:style>
            <w:style w:styleId="Inhopg1"><w:name w:val="toc 1"/></w:style>
            <w:style w:styleId="Kop2"><w:name w:val="Heading 2"/><w:basedOn w:val="Kop2"/></w:style>
            <w:style w:styleId="Titel"><w:name w:val="Title"/></w:style></w:styles>"#;
        let tree = Tree::parse(xml.as_bytes(), "it").unwrap();
        let styles = Styles::read(tree.root());
        assert_eq!(styles.look("KopRaad").outline, Some(0));
        assert_eq!(styles.look("KopRaad").list.as_deref(), Some("3"));
        assert_eq!(styles.look("Kop2").outline, Some(1), "a style that rests on itself");
        assert!(styles.look("Titel").is_title && styles.look("Inhopg1").is_contents);
        assert_eq!(styles.look("onbekend"), Look::default());
    }
}
