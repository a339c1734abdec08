//! A page as a tree.

use html5ever::LocalName;
use html5ever::tendril::StrTendril;

/// Place of a node in its page.
pub(super) type Index = u32;

/// Where the chain of children or siblings ends.
const NONE: Index = Index::MAX;

/// Elements and pieces of text; each stands behind its parent.
#[derive(Debug)]
pub(super) struct Page {
    nodes: Vec<Record>,
    text: String,
}

#[derive(Debug)]
struct Record {
    /// `None` for text.
    name: Option<LocalName>,
    attributes: Box<[(LocalName, StrTendril)]>,
    parent: Index,
    first_child: Index,
    last_child: Index,
    next: Index,
    /// The bytes of a text.
    from: u32,
    to: u32,
}

impl Page {
    /// A page without anything but the node that all others stand below.
    pub(super) fn new() -> Self {
        let mut page = Self { nodes: Vec::new(), text: String::new() };
        page.add(NONE, Some(LocalName::from("")), Box::new([]), 0, 0);
        page
    }

    pub(super) const ROOT: Index = 0;

    pub(super) fn len(&self) -> usize {
        self.nodes.len()
    }

    pub(super) fn add_element(
        &mut self,
        parent: Index,
        name: LocalName,
        attributes: Box<[(LocalName, StrTendril)]>,
    ) -> Index {
        self.add(parent, Some(name), attributes, 0, 0)
    }

    pub(super) fn add_text(&mut self, parent: Index, text: &str) {
        let from = self.text.len() as u32;
        self.text.push_str(text);
        let to = self.text.len() as u32;
        // Text comes in pieces.
        let last = self.nodes[parent as usize].last_child;
        match self.nodes.get_mut(last as usize) {
            Some(node) if node.name.is_none() && node.to == from => node.to = to,
            _ => {
                self.add(parent, None, Box::new([]), from, to);
            }
        }
    }

    fn add(
        &mut self,
        parent: Index,
        name: Option<LocalName>,
        attributes: Box<[(LocalName, StrTendril)]>,
        from: u32,
        to: u32,
    ) -> Index {
        let index = self.nodes.len() as Index;
        self.nodes.push(Record { name, attributes, parent, first_child: NONE, last_child: NONE, next: NONE, from, to });
        if let Some(above) = self.nodes.get_mut(parent as usize) {
            let before = std::mem::replace(&mut above.last_child, index);
            match self.nodes.get_mut(before as usize) {
                Some(before) => before.next = index,
                None => self.nodes[parent as usize].first_child = index,
            }
        }
        index
    }

    /// Name of an element, in lower case; empty for text.
    pub(super) fn name(&self, index: Index) -> &str {
        self.nodes[index as usize].name.as_ref().map_or("", |name| name)
    }

    pub(super) fn text(&self, index: Index) -> Option<&str> {
        let node = &self.nodes[index as usize];
        node.name.is_none().then(|| &self.text[node.from as usize..node.to as usize])
    }

    pub(super) fn attribute(&self, index: Index, name: &str) -> Option<&str> {
        self.nodes[index as usize].attributes.iter().find(|(key, _)| &**key == name).map(|(_, value)| &**value)
    }

    pub(super) fn parent(&self, index: Index) -> Option<Index> {
        Some(self.nodes[index as usize].parent).filter(|parent| *parent != NONE)
    }

    pub(super) fn children(&self, index: Index) -> impl Iterator<Item = Index> {
        let real = |index: Index| (index != NONE).then_some(index);
        std::iter::successors(real(self.nodes[index as usize].first_child), move |at| {
            real(self.nodes[*at as usize].next)
        })
    }

    /// All nodes, each after its parent.
    pub(super) fn indices(&self) -> std::ops::Range<Index> {
        0..self.nodes.len() as Index
    }

    pub(super) fn find(&self, name: &str) -> Option<Index> {
        self.indices().find(|index| self.name(*index) == name)
    }

    /// All characters below a node.
    pub(super) fn all_text(&self, index: Index) -> String {
        let mut text = String::new();
        let mut left = vec![index];
        while let Some(node) = left.pop() {
            text.push_str(self.text(node).unwrap_or_default());
            let at = left.len();
            left.extend(self.children(node));
            left[at..].reverse();
        }
        text
    }

    /// The characters below a node, where they are no more than `most` bytes.
    pub(super) fn short_text(&self, index: Index, most: usize) -> Option<String> {
        let mut text = String::new();
        let mut left = vec![index];
        while let Some(node) = left.pop() {
            text.push_str(self.text(node).unwrap_or_default());
            let at = left.len();
            left.extend(self.children(node).take(most));
            left[at..].reverse();
            if text.len() > most || left.len() > most {
                return None;
            }
        }
        Some(text)
    }

    /// Whether a node stands somewhere below one of these elements.
    pub(super) fn is_below(&self, index: Index, names: &[&str]) -> bool {
        std::iter::successors(self.parent(index), |at| self.parent(*at)).any(|at| names.contains(&self.name(at)))
    }
}

/// Whether an element groups others or is a paragraph: what begins on a line of its own and ends the paragraph before.
pub(super) fn is_group(name: &str) -> bool {
    const GROUPS: [&str; 25] = [
        "address",
        "article",
        "aside",
        "blockquote",
        "center",
        "details",
        "dialog",
        "dir",
        "div",
        "dl",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "header",
        "hr",
        "main",
        "menu",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "ul",
    ];
    GROUPS.contains(&name)
}
