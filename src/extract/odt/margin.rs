//! Headers and footers of the kinds of pages.

use super::super::block::Block;
use super::super::margin::{Margin, recurring_first};
use super::super::xml::Node;
use super::body::Body;
use super::styles::Styles;

/// The lines of all headers and footers, each text once. The header of a kind of page that the document begins with and
/// that is followed by another kind is the letterhead, which is text; all others recur.
pub(super) fn read<'t>(common: Node<'t>, text: Node<'t>, styles: &Styles, body: &mut Body<'t>) -> Vec<Block> {
    let first = text.descendants().find(|node| matches!(node.name(), "text:p" | "text:h"));
    let first = first.and_then(|node| styles.master_page(node.attribute("style-name")?)).unwrap_or("Standard");
    let pages = common.children_named("office:master-styles").flat_map(|node| node.children_named("style:master-page"));
    let mut parts: Vec<(Node<'t>, bool)> = Vec::new();
    for page in pages {
        let name = page.attribute("name").unwrap_or_default();
        let is_left = page.attribute("next-style-name").is_some_and(|next| next != name);
        for part in page.children() {
            let is_first = matches!(part.name(), "style:header-first" | "loext:header-first");
            let is_letterhead = name == first && (is_first || part.name() == "style:header" && is_left);
            if part.attribute("display") != Some("false") {
                parts.push((part, is_letterhead));
            }
        }
    }
    let mut margin = Margin::default();
    for (part, is_letterhead) in recurring_first(parts) {
        let mut blocks = Vec::new();
        body.blocks(part, &mut blocks);
        margin.push(blocks, is_letterhead);
    }
    margin.lines
}
