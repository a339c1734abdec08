//! Styles of paragraphs: headings, titles, the lists and pages that come with them.

use std::collections::HashMap;

use super::super::xml::Node;

/// Styles that rest on one another in a row.
const MAX_CHAIN: usize = 20;

/// The paragraph styles of a document.
#[derive(Debug, Default)]
pub(super) struct Styles {
    by_name: HashMap<String, Style>,
}

#[derive(Debug, Default, Clone)]
struct Style {
    parent: Option<String>,
    outline: Option<u8>,
    list: Option<String>,
    master_page: Option<String>,
    is_page_start: bool,
}

impl Styles {
    /// From the parts in this order; later ones win.
    pub(super) fn read(roots: &[Node<'_>]) -> Self {
        let mut styles = Self::default();
        let groups = roots.iter().flat_map(|root| root.children());
        let groups = groups.filter(|node| matches!(node.name(), "office:styles" | "office:automatic-styles"));
        for node in groups.flat_map(Node::children).filter(|node| node.name() == "style:style") {
            let Some(name) = node.attribute("name") else { continue };
            if node.attribute("family").is_some_and(|family| family != "paragraph") {
                continue;
            }
            let given = |key: &str| node.attribute(key).filter(|value| !value.is_empty()).map(str::to_owned);
            let look = node.child("style:paragraph-properties");
            let style = Style {
                parent: given("parent-style-name"),
                outline: node.attribute("default-outline-level").and_then(|level| level.parse().ok()),
                list: given("list-style-name"),
                master_page: given("master-page-name"),
                is_page_start: look.is_some_and(|look| look.attribute("break-before") == Some("page")),
            };
            styles.by_name.insert(name.to_owned(), style);
        }
        styles
    }

    fn chain(&self, name: &str) -> impl Iterator<Item = (&str, &Style)> {
        let mut next = self.by_name.get_key_value(name);
        let steps = std::iter::from_fn(move || {
            let (name, style) = next?;
            next = style.parent.as_ref().and_then(|parent| self.by_name.get_key_value(parent));
            Some((name.as_str(), style))
        });
        steps.take(MAX_CHAIN)
    }

    /// Level of the heading that a style makes of its paragraphs, from 1.
    pub(super) fn heading(&self, name: &str) -> Option<u8> {
        let outline = self.chain(name).find_map(|(_, style)| style.outline).filter(|level| (1..=10).contains(level));
        // Names of built-in styles are English in every language.
        outline
            .or_else(|| self.chain(name).any(|(name, _)| name == "Title").then_some(1))
            .or_else(|| (name == "Title").then_some(1))
    }

    /// Whether paragraphs of a style are lines of a table of contents.
    pub(super) fn is_contents(&self, name: &str) -> bool {
        name.starts_with("Contents_20_") || self.chain(name).any(|(name, _)| name.starts_with("Contents_20_"))
    }

    pub(super) fn list(&self, name: &str) -> Option<&str> {
        self.chain(name).find_map(|(_, style)| style.list.as_deref())
    }

    /// The pages that begin with a paragraph of this style.
    pub(super) fn master_page(&self, name: &str) -> Option<&str> {
        self.chain(name).find_map(|(_, style)| style.master_page.as_deref())
    }

    /// Whether a paragraph of this style begins a page.
    pub(super) fn is_page_start(&self, name: &str) -> bool {
        self.chain(name).next().is_some_and(|(_, style)| style.is_page_start || style.master_page.is_some())
    }
}
