//! XML as a tree, as far as office documents need it: names, attributes, text; no entities but the five of XML itself and
//! numbers, nothing from outside of the file.

use std::collections::HashMap;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::ExtractError;

/// Elements inside of one another. Word writes five for a table in a table; walks of the tree may recurse.
const MAX_DEPTH: usize = 256;
/// Elements and pieces of text in one tree; a book has some hundred thousand. They take 60 MB at most.
const MAX_NODES: usize = 3_000_000;
/// Attributes in one tree.
const MAX_ATTRIBUTES: usize = 8_000_000;
/// Different names; office formats have some hundred.
const MAX_NAMES: usize = 20_000;

/// Namespaces by the prefix that everybody writes, for files that use another.
const KNOWN: [(&str, &str); 22] = [
    ("http://schemas.openxmlformats.org/wordprocessingml/2006/main", "w"),
    ("http://purl.oclc.org/ooxml/wordprocessingml/main", "w"),
    ("http://schemas.openxmlformats.org/markup-compatibility/2006", "mc"),
    ("http://schemas.openxmlformats.org/officeDocument/2006/math", "m"),
    ("http://purl.oclc.org/ooxml/officeDocument/math", "m"),
    ("http://schemas.openxmlformats.org/drawingml/2006/main", "a"),
    ("http://purl.oclc.org/ooxml/drawingml/main", "a"),
    ("http://schemas.openxmlformats.org/drawingml/2006/diagram", "dgm"),
    ("http://schemas.openxmlformats.org/presentationml/2006/main", "p"),
    ("http://purl.oclc.org/ooxml/presentationml/main", "p"),
    ("http://schemas.openxmlformats.org/spreadsheetml/2006/main", ""),
    ("http://purl.oclc.org/ooxml/spreadsheetml/main", ""),
    ("http://schemas.openxmlformats.org/package/2006/relationships", ""),
    ("http://purl.org/dc/elements/1.1/", "dc"),
    ("http://purl.org/dc/terms/", "dcterms"),
    ("urn:oasis:names:tc:opendocument:xmlns:office:1.0", "office"),
    ("urn:oasis:names:tc:opendocument:xmlns:text:1.0", "text"),
    ("urn:oasis:names:tc:opendocument:xmlns:table:1.0", "table"),
    ("urn:oasis:names:tc:opendocument:xmlns:style:1.0", "style"),
    ("urn:oasis:names:tc:opendocument:xmlns:drawing:1.0", "draw"),
    ("urn:oasis:names:tc:opendocument:xmlns:meta:1.0", "meta"),
    ("urn:oasis:names:tc:opendocument:xmlns:presentation:1.0", "presentation"),
];

/// Where the chain of children or siblings ends.
const NONE: u32 = u32::MAX;

/// An XML document.
#[derive(Debug)]
pub(super) struct Tree {
    records: Vec<Record>,
    names: Vec<Box<str>>,
    ids: HashMap<Box<str>, u32>,
    /// Name, and the bytes of the value.
    attributes: Vec<(u32, u32, u32)>,
    /// Of the pieces of text, and the values of attributes.
    text: String,
    /// What the file calls a namespace, and what we do.
    prefixes: HashMap<Box<str>, &'static str>,
    /// It stopped before its end: it is cut off or no XML.
    pub(super) is_cut: bool,
}

#[derive(Debug)]
struct Record {
    /// [`NONE`] for text.
    name: u32,
    first_child: u32,
    next: u32,
    /// Attributes of an element, or the bytes of a text.
    from: u32,
    to: u32,
}

impl Tree {
    /// What a missing part reads as.
    pub(super) fn empty() -> Self {
        let document = Record { name: NONE, first_child: NONE, next: NONE, from: 0, to: 0 };
        Self {
            records: vec![document],
            names: Vec::new(),
            ids: HashMap::new(),
            attributes: Vec::new(),
            text: String::new(),
            prefixes: HashMap::new(),
            is_cut: false,
        }
    }

    /// Reads a document; `name` is what an error calls it. What is broken is read up to where it breaks.
    pub(super) fn parse(bytes: &[u8], name: &str) -> Result<Self, ExtractError> {
        Self::parse_within(bytes, name, false)
    }

    /// Reads as much of a document as is read of any; the rest is cut off.
    pub(super) fn parse_beginning(bytes: &[u8], name: &str) -> Result<Self, ExtractError> {
        Self::parse_within(bytes, name, true)
    }

    fn parse_within(bytes: &[u8], name: &str, may_be_cut: bool) -> Result<Self, ExtractError> {
        let source =
            encoding_rs::Encoding::for_bom(bytes).map_or(encoding_rs::UTF_8, |(encoding, _)| encoding).decode(bytes).0;
        let mut tree = Self::empty();
        let mut reader = Reader::from_str(&source);
        reader.config_mut().check_end_names = false;
        reader.config_mut().allow_unmatched_ends = true;
        // The open elements, each with its last child.
        let mut open: Vec<(u32, u32)> = vec![(0, NONE)];
        loop {
            let counts = [
                (tree.records.len(), MAX_NODES),
                (tree.attributes.len(), MAX_ATTRIBUTES),
                (tree.names.len(), MAX_NAMES),
            ];
            if counts.iter().any(|(count, most)| count > most) {
                if may_be_cut {
                    tree.is_cut = true;
                    return Ok(tree);
                }
                return Err(ExtractError::TooLarge(format!("{name} has more elements than a document has")));
            }
            match reader.read_event() {
                Ok(Event::Start(tag)) => {
                    if open.len() > MAX_DEPTH {
                        return Err(ExtractError::Broken(format!("{name} is nested more than {MAX_DEPTH} deep")));
                    }
                    let index = tree.element(&tag);
                    tree.hang(&mut open, index);
                    open.push((index, NONE));
                }
                Ok(Event::Empty(tag)) => {
                    let index = tree.element(&tag);
                    tree.hang(&mut open, index);
                }
                Ok(Event::End(_)) => {
                    if open.len() > 1 {
                        open.pop();
                    }
                }
                Ok(Event::Text(text)) => tree.characters(&mut open, &text.xml10_content()),
                Ok(Event::CData(text)) => tree.characters(&mut open, &text.xml10_content()),
                Ok(Event::GeneralRef(reference)) => match reference.resolve_char_ref() {
                    Ok(Some(c)) => tree.characters(&mut open, c.encode_utf8(&mut [0; 4])),
                    _ => tree.characters(&mut open, predefined(&reference.into_inner())),
                },
                Ok(Event::Eof) => {
                    tree.is_cut = open.len() > 1;
                    return Ok(tree);
                }
                Ok(_) => {}
                Err(_) => {
                    tree.is_cut = true;
                    return Ok(tree);
                }
            }
        }
    }

    /// The outermost element; its name is empty where there is none.
    pub(super) fn root(&self) -> Node<'_> {
        let document = Node { tree: self, index: 0 };
        document.children().find(|node| !node.is_text()).unwrap_or(document)
    }

    fn add(&mut self, name: u32, from: usize, to: usize) -> u32 {
        // Both lengths are below the size of a file, which is capped far below 4 GB.
        self.records.push(Record { name, first_child: NONE, next: NONE, from: from as u32, to: to as u32 });
        self.records.len() as u32 - 1
    }

    fn element(&mut self, tag: &BytesStart<'_>) -> u32 {
        let from = self.attributes.len();
        for attribute in tag.attributes().with_checks(false).flatten() {
            let key = attribute.key.as_ref();
            let value = quick_xml::escape::unescape(&attribute.value).unwrap_or_default();
            if let Some(prefix) = key.strip_prefix("xmlns") {
                if let Some((_, usual)) = KNOWN.iter().find(|(uri, _)| *uri == value) {
                    self.prefixes.insert(prefix.trim_start_matches(':').into(), usual);
                }
                continue;
            }
            let id = self.name_id(local(key));
            let from = self.text.len() as u32;
            self.text.push_str(&value);
            self.attributes.push((id, from, self.text.len() as u32));
        }
        let to = self.attributes.len();
        let name = tag.name();
        let (prefix, local) = name.as_ref().split_once(':').unwrap_or(("", name.as_ref()));
        let id = match self.prefixes.get(prefix).copied().unwrap_or(prefix) {
            "" => self.name_id(local),
            prefix => self.name_id(&format!("{prefix}:{local}")),
        };
        self.add(id, from, to)
    }

    fn name_id(&mut self, name: &str) -> u32 {
        if let Some(id) = self.ids.get(name) {
            return *id;
        }
        let id = self.names.len() as u32;
        self.names.push(name.into());
        self.ids.insert(name.into(), id);
        id
    }

    fn characters(&mut self, open: &mut [(u32, u32)], text: &str) {
        if text.is_empty() {
            return;
        }
        let from = self.text.len();
        self.text.push_str(text);
        let to = self.text.len();
        // Text around a reference is one piece.
        if let Some(last) = open.last().map(|(_, last)| *last).filter(|last| *last != NONE) {
            let record = &mut self.records[last as usize];
            if record.name == NONE && record.to as usize == from {
                record.to = to as u32;
                return;
            }
        }
        let index = self.add(NONE, from, to);
        self.hang(open, index);
    }

    /// Makes a node the last child of the innermost open element.
    fn hang(&mut self, open: &mut [(u32, u32)], index: u32) {
        let Some((parent, last)) = open.last_mut() else { return };
        match *last {
            NONE => self.records[*parent as usize].first_child = index,
            last => self.records[last as usize].next = index,
        }
        *last = index;
    }
}

fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

fn predefined(entity: &str) -> &'static str {
    match entity {
        "amp" => "&",
        "lt" => "<",
        "gt" => ">",
        "quot" => "\"",
        "apos" => "'",
        _ => "",
    }
}

/// An element, or a piece of text.
#[derive(Clone, Copy)]
pub(super) struct Node<'t> {
    tree: &'t Tree,
    index: u32,
}

impl<'t> Node<'t> {
    fn record(self) -> &'t Record {
        &self.tree.records[self.index as usize]
    }

    fn is_text(self) -> bool {
        self.record().name == NONE
    }

    /// With the usual prefix, `w:p`; empty for text.
    pub(super) fn name(self) -> &'t str {
        self.tree.names.get(self.record().name as usize).map_or("", |name| name)
    }

    pub(super) fn children(self) -> impl Iterator<Item = Node<'t>> {
        let wrap = move |index: u32| (index != NONE).then_some(Node { tree: self.tree, index });
        std::iter::successors(wrap(self.record().first_child), move |node| wrap(node.record().next))
    }

    pub(super) fn child(self, name: &str) -> Option<Node<'t>> {
        self.children().find(|node| node.name() == name)
    }

    pub(super) fn children_named(self, name: &str) -> impl Iterator<Item = Node<'t>> {
        self.children().filter(move |node| node.name() == name)
    }

    /// An attribute by its name without prefix.
    pub(super) fn attribute(self, name: &str) -> Option<&'t str> {
        self.attributes(name).next()
    }

    /// All attributes of one name without prefix: `id` and `r:id`.
    pub(super) fn attributes(self, name: &str) -> impl Iterator<Item = &'t str> {
        let record = self.record();
        let id = self.tree.ids.get(name).copied().filter(|_| !self.is_text());
        let range = if id.is_some() { record.from as usize..record.to as usize } else { 0..0 };
        let of_name = self.tree.attributes[range].iter().filter(move |(key, ..)| Some(*key) == id);
        of_name.map(move |(_, from, to)| &self.tree.text[*from as usize..*to as usize])
    }

    /// The attribute `val` of a child, as OOXML keeps most properties.
    pub(super) fn child_val(self, name: &str) -> Option<&'t str> {
        self.child(name)?.attribute("val")
    }

    /// The characters of a piece of text; `None` for an element.
    pub(super) fn own_text(self) -> Option<&'t str> {
        let record = self.record();
        (self.is_text() && self.index != 0).then(|| &self.tree.text[record.from as usize..record.to as usize])
    }

    /// All characters below.
    pub(super) fn all_text(self) -> String {
        self.descendants().filter_map(Node::own_text).collect()
    }

    /// This node and all below, in order.
    pub(super) fn descendants(self) -> impl Iterator<Item = Node<'t>> {
        let mut left = vec![self];
        std::iter::from_fn(move || {
            let node = left.pop()?;
            let at = left.len();
            left.extend(node.children());
            left[at..].reverse();
            Some(node)
        })
    }

    /// Whether a switch is on: present, and not said to be off.
    pub(super) fn is_on(self, name: &str) -> bool {
        self.child(name).is_some_and(|node| !matches!(node.attribute("val"), Some("0" | "false" | "off")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_names_attributes_and_references() {
        let tree =
            Tree::parse("<a x:y='1&amp;2' y='3'><b>A &amp; B&#233;<![CDATA[<c>]]></b><!-- d --></a>".as_bytes(), "it")
                .unwrap();
        assert_eq!(tree.root().attribute("y"), Some("1&2"));
        assert_eq!(tree.root().attribute("z"), None);
        assert_eq!(tree.root().attributes("y").collect::<Vec<_>>(), ["1&2", "3"]);
        assert_eq!(tree.root().child("b").unwrap().all_text(), "A & Bé<c>");
        assert_eq!(tree.root().children().count(), 1);
        assert!(!tree.is_cut);
    }

    #[test]
    fn knows_a_namespace_under_another_prefix() {
        let xml = r#"<ns0:document xmlns:ns0="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><ns0:p/></ns0:document>"#;
        let tree = Tree::parse(xml.as_bytes(), "it").unwrap();
        assert_eq!(tree.root().name(), "w:document");
        assert!(tree.root().child("w:p").is_some());
    }

    #[test]
    fn what_is_cut_off_is_read_so_far() {
        let tree = Tree::parse(b"<a><b>De raad</b><b>besl", "it").unwrap();
        assert!(tree.is_cut);
        assert_eq!(tree.root().all_text(), "De raadbesl");
        for xml in ["", "<", "<a", "</a>", "&x;", "<a>&x;</a>", "<?", "<![CDATA[", "<!DOCTYPE a [<!ENTITY b 'c'>"] {
            assert!(Tree::parse(xml.as_bytes(), "it").is_ok(), "{xml}");
        }
    }

    #[test]
    fn depth_is_bounded_and_entities_are_not_expanded() {
        let deep = "<a>".repeat(100_000);
        assert_eq!(
            Tree::parse(deep.as_bytes(), "x.xml").unwrap_err().to_string(),
            "x.xml is nested more than 256 deep"
        );
        let laughs = "<!DOCTYPE a [<!ENTITY b \"bbbb\">]><a>&b;&b;</a>";
        assert_eq!(Tree::parse(laughs.as_bytes(), "it").unwrap().root().all_text(), "");
    }
}
