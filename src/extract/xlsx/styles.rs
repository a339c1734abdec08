//! How cells show their numbers.

use std::collections::HashMap;

use super::super::xml::Node;
use super::shown::Look;

/// The looks of all cells, by the number of their style.
#[derive(Debug, Default)]
pub(super) struct Styles {
    looks: Vec<Look>,
}

impl Styles {
    pub(super) fn read(root: Node<'_>) -> Self {
        let formats = root.children_named("numFmts").flat_map(|list| list.children_named("numFmt"));
        let number = |node: Node<'_>| node.attribute("numFmtId").and_then(|id| id.parse::<u32>().ok());
        let own: HashMap<u32, &str> =
            formats.filter_map(|node| Some((number(node)?, node.attribute("formatCode")?))).collect();
        let cells = root.children_named("cellXfs").flat_map(|list| list.children_named("xf"));
        let look = |node: Node<'_>| {
            let id = number(node).unwrap_or_default();
            own.get(&id).map_or_else(|| Look::built_in(id), |code| Look::of(code))
        };
        Self { looks: cells.map(look).collect() }
    }

    pub(super) fn look(&self, style: usize) -> &Look {
        self.looks.get(style).unwrap_or(&Look::General)
    }
}
