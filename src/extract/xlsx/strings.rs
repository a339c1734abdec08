//! Texts of cells.

use super::super::xml::{Node, Tree};

/// The texts that cells refer to by number.
pub(super) fn read(tree: &Tree) -> Vec<String> {
    tree.root().children_named("si").map(text).collect()
}

/// A text in one piece or in runs of letters; how it is pronounced (`rPh`) is no part of it.
pub(super) fn text(item: Node<'_>) -> String {
    let mut text = String::new();
    for node in item.children() {
        match node.name() {
            "t" => text.push_str(&node.all_text()),
            "r" => node.children_named("t").for_each(|piece| text.push_str(&piece.all_text())),
            _ => {}
        }
    }
    text
}
