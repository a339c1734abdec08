//! Headers and footers.

use super::super::block::Block;
use super::super::margin::{Margin, recurring_first};
use super::super::package::Relations;
use super::super::xml::Node;
use super::super::zipped::Archive;
use super::body::Body;

/// Headers and footers that are read; a document with a hundred sections repeats them.
const MAX_PARTS: usize = 60;

/// The lines of all headers and footers, each text once. What stands on the first page only is the letterhead, which is
/// text; all others recur.
pub(super) fn read(
    archive: &mut Archive<'_>,
    document: Node<'_>,
    relations: &Relations,
    body: &mut Body<'_>,
    remarks: &mut Vec<String>,
) -> Vec<Block> {
    let mut parts: Vec<(&str, bool)> = Vec::new();
    let sections = document.descendants().filter(|node| node.name() == "w:sectPr");
    for (at, section) in sections.enumerate() {
        let has_first_page = section.is_on("w:titlePg");
        for node in section.children().filter(|node| matches!(node.name(), "w:headerReference" | "w:footerReference")) {
            let is_first = node.attribute("type") == Some("first");
            if is_first && !has_first_page {
                continue;
            }
            let Some(part) = node.attribute("id").and_then(|id| relations.by_id(id)) else { continue };
            let is_letterhead = is_first && at == 0 && node.name() == "w:headerReference";
            if parts.len() < MAX_PARTS && !parts.iter().any(|(known, _)| *known == part) {
                parts.push((part, is_letterhead));
            }
        }
    }
    let mut margin = Margin::default();
    for (part, is_letterhead) in recurring_first(parts) {
        let tree = archive.optional_tree(part, remarks);
        let mut blocks = Vec::new();
        body.blocks(tree.root(), &mut blocks);
        margin.push(blocks, is_letterhead);
    }
    margin.lines
}
