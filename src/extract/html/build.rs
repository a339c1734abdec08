//! From tags to a tree: end tags that are left out, end tags without a start, elements deeper than anybody nests them.
//!
//! The tokens are those of html5ever. Its tree builder is not used: on deep nesting it takes time by the square, and
//! where text is all one wants, nothing of what it does beyond this shows.

use std::cell::RefCell;
use std::collections::HashMap;

use html5ever::LocalName;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};

use super::page::{Index, Page, is_group};

/// Elements inside of one another; deeper ones are read as if they had no tags. Walks of the tree may recurse.
const MAX_DEPTH: usize = 256;
/// Elements and pieces of text; the rest of a page that has more is left out.
const MAX_NODES: usize = 2_000_000;
/// Longest value of an attribute that is kept, in bytes; those we look at are short.
const MAX_VALUE: usize = 2000;

const KEPT: [&str; 17] = [
    "class",
    "id",
    "role",
    "hidden",
    "aria-hidden",
    "style",
    "href",
    "type",
    "start",
    "value",
    "name",
    "property",
    "content",
    "open",
    "colspan",
    "rowspan",
    "reversed",
];
const VOID: [&str; 16] = [
    "area", "base", "basefont", "bgsound", "br", "col", "embed", "frame", "hr", "img", "input", "link", "meta",
    "param", "source", "wbr",
];
/// What an end tag from inside does not reach over.
const WALLS: [&str; 8] = ["table", "td", "th", "caption", "template", "object", "button", "html"];

/// The tree of a page; and what of it could not be kept as it was.
pub(super) fn build(source: &str) -> (Page, Vec<String>) {
    let tokenizer = Tokenizer::new(Sink { state: RefCell::new(State::new()) }, TokenizerOpts::default());
    let input = BufferQueue::default();
    input.push_back(StrTendril::from_slice(source));
    // The sink never asks it to stop.
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    let state = tokenizer.sink.state.into_inner();
    let mut remarks = Vec::new();
    if state.is_flattened {
        remarks.push(format!("it is nested more than {MAX_DEPTH} deep; what is deeper was read as if it were not"));
    }
    if state.page.len() >= MAX_NODES {
        remarks.push(format!("it has more than {MAX_NODES} elements; the rest was left out"));
    }
    (state.page, remarks)
}

/// Whether a tag has more attributes than `most`, or what the tokenizer would take for such.
pub(super) fn has_endless_tag(source: &str, most: usize) -> bool {
    let mut attributes = 0;
    let mut quote = None;
    let mut in_tag = false;
    let mut before = b' ';
    for byte in source.bytes() {
        if !in_tag {
            in_tag = before == b'<' && byte.is_ascii_alphabetic();
            (attributes, quote) = (0, None);
        } else if quote.is_some() {
            if quote == Some(byte) {
                quote = None;
                attributes += 1;
            }
        } else {
            match byte {
                b'>' => in_tag = false,
                b'"' | b'\'' if before == b'=' || before.is_ascii_whitespace() => quote = Some(byte),
                _ if byte.is_ascii_whitespace() || byte == b'/' => {
                    attributes += usize::from(!before.is_ascii_whitespace())
                }
                _ => {}
            }
        }
        if attributes > most {
            return true;
        }
        before = byte;
    }
    false
}

struct Sink {
    state: RefCell<State>,
}

struct State {
    page: Page,
    open: Vec<Index>,
    /// How many elements of a name are open: most end tags that are left out are those of none.
    counts: HashMap<LocalName, u32>,
    /// Open elements that were too deep to be kept.
    too_deep: usize,
    is_flattened: bool,
}

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut state = self.state.borrow_mut();
        if state.page.len() >= MAX_NODES {
            return TokenSinkResult::Continue;
        }
        match token {
            Token::TagToken(tag) if tag.kind == TagKind::StartTag => return state.start(tag),
            Token::TagToken(tag) => state.end(&tag.name),
            Token::CharacterTokens(text) => {
                let parent = state.innermost();
                state.page.add_text(parent, &text);
            }
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

impl State {
    fn new() -> Self {
        Self { page: Page::new(), open: vec![Page::ROOT], counts: HashMap::new(), too_deep: 0, is_flattened: false }
    }

    fn innermost(&self) -> Index {
        self.open.last().copied().unwrap_or(Page::ROOT)
    }

    fn start(&mut self, tag: Tag) -> TokenSinkResult<()> {
        let name: &str = &tag.name;
        self.end_what_this_ends(name);
        let kept = tag
            .attrs
            .into_iter()
            .filter(|attribute| KEPT.contains(&&*attribute.name.local) && attribute.value.len() <= MAX_VALUE);
        let attributes = kept.map(|attribute| (attribute.name.local, attribute.value)).collect();
        let is_void = VOID.contains(&name) || tag.self_closing;
        let raw = if tag.self_closing { None } else { raw_kind(name) };
        // A second body or html is the first going on.
        if matches!(name, "html" | "body") && self.is_open(name) {
            return TokenSinkResult::Continue;
        }
        if self.open.len() > MAX_DEPTH && !is_void && raw.is_none() {
            self.too_deep += 1;
            self.is_flattened = true;
            // Words of neighbours do not grow together.
            let parent = self.innermost();
            self.page.add_text(parent, " ");
            return TokenSinkResult::Continue;
        }
        let parent = self.innermost();
        let index = self.page.add_element(parent, tag.name.clone(), attributes);
        if !is_void {
            self.open.push(index);
            *self.counts.entry(tag.name).or_default() += 1;
        }
        raw.map_or(TokenSinkResult::Continue, TokenSinkResult::RawData)
    }

    fn end_what_this_ends(&mut self, name: &str) {
        if ends_paragraph(name) {
            self.close(&["p"], &WALLS);
        }
        match name {
            "li" => self.close(&["li"], &["ul", "ol", "menu", "dir", "table", "td", "th"]),
            "dt" | "dd" => self.close(&["dt", "dd"], &["dl", "table", "td", "th"]),
            "option" | "optgroup" => self.close(&["option"], &["select"]),
            "td" | "th" => self.close(&["td", "th"], &["tr", "table"]),
            "tr" => self.close(&["tr"], &["table"]),
            "tbody" | "thead" | "tfoot" => self.close(&["tbody", "thead", "tfoot"], &["table"]),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                let at = self.innermost();
                if matches!(self.page.name(at), "h1" | "h2" | "h3" | "h4" | "h5" | "h6") {
                    self.truncate(self.open.len() - 1);
                }
            }
            "body" => self.close(&["head"], &[]),
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        // The end of a page is told by its last byte; text comes after these too.
        if matches!(name, "body" | "html") {
            return;
        }
        if self.too_deep > 0 {
            self.too_deep -= 1;
            return;
        }
        let walls: &[&str] = match name {
            "table" => &[],
            "tr" | "td" | "th" | "tbody" | "thead" | "tfoot" | "caption" => &["table"],
            _ => &WALLS,
        };
        // An end tag closes its own kind, though that is a wall for others.
        self.close(&[name], walls);
    }

    fn is_open(&self, name: &str) -> bool {
        self.counts.get(&LocalName::from(name)).is_some_and(|count| *count > 0)
    }

    fn truncate(&mut self, length: usize) {
        for index in self.open.drain(length..) {
            if let Some(count) = self.counts.get_mut(&LocalName::from(self.page.name(index))) {
                *count -= 1;
            }
        }
    }

    /// Closes the innermost element of one of these names with all in it, unless one of `walls` is nearer.
    fn close(&mut self, names: &[&str], walls: &[&str]) {
        if !names.iter().any(|name| self.is_open(name)) {
            return;
        }
        for at in (1..self.open.len()).rev() {
            let name = self.page.name(self.open[at]);
            if names.contains(&name) {
                self.truncate(at);
                self.too_deep = 0;
                return;
            }
            if walls.contains(&name) {
                return;
            }
        }
    }
}

/// Whether an element ends a paragraph whose end tag is left out.
fn ends_paragraph(name: &str) -> bool {
    is_group(name) || matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "table")
}

/// Elements whose inside is no markup.
fn raw_kind(name: &str) -> Option<RawKind> {
    match name {
        "title" | "textarea" => Some(RawKind::Rcdata),
        "style" | "xmp" | "iframe" | "noembed" | "noframes" => Some(RawKind::Rawtext),
        "script" => Some(RawKind::ScriptData),
        _ => None,
    }
}
