//! Follows the commands of a document.

use std::collections::HashSet;

use super::super::block::{Block, LINE_END, clean, into_text};
use super::super::{ExtractError, ExtractedText, LineRole, Properties};
use super::destination::{Destination, Opening, Side, opening};
use super::encoding::{Charset, Fonts, code_page, font_charset};
use super::flow::Flow;
use super::group::Group;
use super::styles::{Kind, Styles};
use super::token::{Token, Tokens};

/// Groups inside of one another; Word writes a dozen.
const MAX_DEPTH: usize = 512;
/// Characters that may stand in for one; more than a few are a damaged file.
const MAX_STAND_INS: usize = 20;

pub(super) fn read(bytes: &[u8]) -> Result<ExtractedText, ExtractError> {
    let mut reader = Reader::new();
    for token in Tokens::new(bytes) {
        match token {
            Token::Open => reader.open()?,
            Token::Close => {
                if reader.close() {
                    return Ok(reader.finish(false));
                }
            }
            Token::Word(word, number) => reader.word(word, number),
            Token::Symbol(sign) => reader.symbol(sign),
            Token::Byte(byte) => reader.byte(byte),
        }
        reader.is_first = matches!(token, Token::Open | Token::Symbol(b'*'));
    }
    Ok(reader.finish(true))
}

struct Reader {
    groups: Vec<Group>,
    group: Group,
    /// The texts that are open, the innermost last.
    flows: Vec<Flow>,
    fonts: Fonts,
    styles: Styles,
    /// Bytes of text that are not decoded yet.
    bytes: Vec<u8>,
    charset: Charset,
    /// The first half of a character outside of the first 65,536.
    high: Option<u16>,
    /// Stand-ins still to be passed over.
    to_skip: usize,
    /// Nothing but `\*` stands between this token and the start of its group.
    is_first: bool,
    is_optional: bool,
    /// Text of a font or style name, or of a property.
    name: String,
    font_in_table: i32,
    has_title_page: bool,
    headers: Vec<(Side, Block)>,
    notes: Vec<Block>,
    properties: Properties,
}

impl Reader {
    fn new() -> Self {
        Self {
            groups: Vec::new(),
            group: Group::default(),
            flows: vec![Flow::default()],
            fonts: Fonts::default(),
            styles: Styles::default(),
            bytes: Vec::new(),
            charset: Charset::Encoding(encoding_rs::WINDOWS_1252),
            high: None,
            to_skip: 0,
            is_first: false,
            is_optional: false,
            name: String::new(),
            font_in_table: 0,
            has_title_page: false,
            headers: Vec::new(),
            notes: Vec::new(),
            properties: Properties::default(),
        }
    }

    fn open(&mut self) -> Result<(), ExtractError> {
        self.decode();
        if self.groups.len() >= MAX_DEPTH {
            return Err(ExtractError::Broken(format!("its groups are nested more than {MAX_DEPTH} deep")));
        }
        self.groups.push(self.group);
        self.group.side = None;
        self.is_optional = false;
        self.to_skip = 0;
        if self.group.destination == Destination::StyleSheet {
            (self.group.style, self.group.outline) = (0, None);
            self.name.clear();
        }
        Ok(())
    }

    /// Whether the document ends with this group.
    fn close(&mut self) -> bool {
        self.decode();
        self.to_skip = 0;
        let Some(outer) = self.groups.pop() else { return true };
        let ended = std::mem::replace(&mut self.group, outer);
        if ended.destination != outer.destination || ended.destination == Destination::StyleSheet {
            self.end_destination(ended);
        }
        if let Some(side) = ended.side {
            let flow = self.flows.pop().unwrap_or_default();
            let blocks = flow.finish(self.role(&ended), ended.in_table);
            match side {
                Side::Note => {
                    self.notes.extend(blocks.into_iter().map(|block| Block { role: LineRole::Note, ..block }))
                }
                Side::Box => self.flow().boxes.extend(blocks),
                header => self.headers.extend(blocks.into_iter().map(|block| (header, block))),
            }
        }
        self.groups.is_empty()
    }

    fn end_destination(&mut self, ended: Group) {
        let mut take = || Some(clean(&std::mem::take(&mut self.name))).filter(|text| !text.is_empty());
        match ended.destination {
            Destination::StyleSheet => {
                if let Some(name) = take() {
                    self.styles.add(ended.style, &name, ended.outline);
                }
            }
            Destination::Title => self.properties.title = take(),
            Destination::Subject => self.properties.subject = take(),
            Destination::Author => self.properties.author = take(),
            Destination::FontTable => self.name.clear(),
            _ => {}
        }
    }

    fn word(&mut self, word: &str, number: Option<i32>) {
        self.decode();
        if word == "u" {
            self.unicode(number.unwrap_or(0));
            return;
        }
        if self.to_skip > 0 {
            self.to_skip -= 1;
            return;
        }
        if self.is_first {
            let is_skipped = self.group.destination == Destination::Skip;
            match opening(word, is_skipped) {
                Some(Opening::To(destination)) => {
                    self.group.destination = destination;
                    self.name.clear();
                }
                Some(Opening::Side(side)) => {
                    self.group.destination = Destination::Text;
                    self.group.side = Some(side);
                    self.group.in_table = false;
                    self.flows.push(Flow::default());
                }
                // What a program that does not know it shall leave out.
                None if self.is_optional && !matches!(word, "cs" | "ts" | "ds" | "shppict") => {
                    self.group.destination = Destination::Skip
                }
                None if word == "shppict" => self.group.destination = Destination::Skip,
                None => {}
            }
        }
        match self.group.destination {
            Destination::Skip => {}
            Destination::FontTable => self.font_word(word, number),
            Destination::Created => self.created_word(word, number.unwrap_or(0)),
            _ => self.text_word(word, number),
        }
    }

    fn font_word(&mut self, word: &str, number: Option<i32>) {
        let number = number.unwrap_or(0);
        match word {
            "f" => self.font_in_table = number,
            "fcharset" => self.fonts.set(self.font_in_table, font_charset(number)),
            "cpg" => self.fonts.set(self.font_in_table, code_page(number).map(Charset::Encoding)),
            _ => {}
        }
    }

    fn created_word(&mut self, word: &str, number: i32) {
        let created = self.properties.created.get_or_insert_default();
        match word {
            "yr" => *created = format!("{number:04}"),
            "mo" | "dy" if created.len() < 10 => created.push_str(&format!("-{number:02}")),
            _ => {}
        }
    }

    fn text_word(&mut self, word: &str, number: Option<i32>) {
        let is_on = number != Some(0);
        let in_style = self.group.destination == Destination::StyleSheet;
        match word {
            "ansicpg" => self.fonts.set_document(code_page(number.unwrap_or(1252))),
            "mac" => self.fonts.set_document(code_page(10000)),
            "deff" => self.fonts.standard = number.unwrap_or(0),
            "uc" => self.group.stand_ins = usize::try_from(number.unwrap_or(1)).unwrap_or(1).min(MAX_STAND_INS),
            "f" => self.group.font = number,
            "plain" => (self.group.font, self.group.is_hidden) = (None, false),
            "v" | "deleted" => self.group.is_hidden = is_on,
            "pard" => {
                (self.group.style, self.group.outline, self.group.in_table, self.group.depth) = (0, None, false, 0)
            }
            "s" | "cs" | "ds" | "ts" if in_style || word == "s" => {
                self.group.style = if word == "s" { number.unwrap_or(0) } else { -1 }
            }
            "outlinelevel" => self.group.outline = number.and_then(|level| u8::try_from(level).ok()),
            "intbl" => self.group.in_table = is_on,
            "ilvl" => self.group.depth = number.and_then(|level| u8::try_from(level).ok()).unwrap_or(0).min(8),
            "titlepg" => self.has_title_page = true,
            "par" | "sect" => self.end_paragraph(self.group.in_table),
            "cell" | "nestcell" => {
                self.end_paragraph(true);
                if word == "cell" {
                    self.flow().end_cell();
                }
            }
            "row" => self.flow().end_row(),
            "line" | "page" | "column" => self.put(LINE_END),
            "tab" | "emspace" | "enspace" | "qmspace" => self.put(' '),
            "bullet" => self.put('•'),
            "emdash" => self.put('—'),
            "endash" => self.put('–'),
            "lquote" => self.put('‘'),
            "rquote" => self.put('’'),
            "ldblquote" => self.put('“'),
            "rdblquote" => self.put('”'),
            _ => {}
        }
    }

    fn symbol(&mut self, sign: u8) {
        self.decode();
        match sign {
            b'*' => self.is_optional = true,
            _ if self.to_skip > 0 => self.to_skip -= 1,
            b'~' => self.put(' '),
            b'_' => self.put('-'),
            // Hyphens that show at line ends only, and marks of index entries.
            _ => {}
        }
    }

    fn byte(&mut self, byte: u8) {
        if self.to_skip > 0 {
            self.to_skip -= 1;
            return;
        }
        let charset = self.fonts.charset(self.group.font);
        if charset != self.charset {
            self.decode();
            self.charset = charset;
        }
        self.bytes.push(byte);
    }

    /// Bytes become text where their run ends: in some encodings a character takes two.
    fn decode(&mut self) {
        if self.bytes.is_empty() {
            return;
        }
        // Letters of ASCII are what they are in symbol fonts too, where a program wrote a word in one.
        let bytes = std::mem::take(&mut self.bytes);
        for c in self.charset.decode(&bytes).chars() {
            self.put(c);
        }
    }

    fn unicode(&mut self, number: i32) {
        self.to_skip = self.group.stand_ins;
        // Negative numbers are those above 32,767.
        let unit = number as u16;
        match (self.high.take(), unit) {
            (_, 0xd800..=0xdbff) => self.high = Some(unit),
            (Some(high), 0xdc00..=0xdfff) => {
                for c in char::decode_utf16([high, unit]).flatten() {
                    self.put(c);
                }
            }
            _ => {
                if let Some(c) = char::from_u32(u32::from(unit)) {
                    self.put(c);
                }
            }
        }
    }

    fn flow(&mut self) -> &mut Flow {
        if self.flows.is_empty() {
            self.flows.push(Flow::default());
        }
        let last = self.flows.len() - 1;
        &mut self.flows[last]
    }

    fn put(&mut self, c: char) {
        match self.group.destination {
            Destination::Text if !self.group.is_hidden => self.flow().line.push(c),
            Destination::Mark => self.flow().mark.push(c),
            Destination::StyleSheet | Destination::Title | Destination::Subject | Destination::Author => {
                self.name.push(c)
            }
            _ => {}
        }
    }

    fn role(&self, group: &Group) -> LineRole {
        match (group.outline, self.styles.kind(group.style)) {
            (_, Some(Kind::Contents)) => LineRole::Running,
            (Some(level @ 0..=8), _) => LineRole::Heading { level: level + 1 },
            (_, Some(Kind::Heading(level))) => LineRole::Heading { level },
            _ => LineRole::Text,
        }
    }

    fn end_paragraph(&mut self, in_table: bool) {
        if self.group.destination == Destination::Text {
            let (role, depth) = (self.role(&self.group), self.group.depth);
            self.flow().end_paragraph(role, depth, in_table);
        }
    }

    fn finish(mut self, is_cut: bool) -> ExtractedText {
        self.decode();
        let mut remarks = Vec::new();
        if is_cut {
            remarks.push("it is cut off; the text ends there".to_owned());
        }
        let (role, in_table) = (self.role(&self.group), self.group.in_table);
        // What was open when it broke off stands in the order in which it began.
        let body: Vec<Block> = self.flows.into_iter().flat_map(|flow| flow.finish(role, in_table)).collect();
        let mut seen = HashSet::new();
        let mut blocks = Vec::new();
        // Those that recur first, so that what stands in both counts as such.
        self.headers.sort_by_key(|(side, _)| *side == Side::FirstHeader);
        for (side, mut block) in self.headers {
            let is_letterhead = side == Side::FirstHeader;
            if is_letterhead && !self.has_title_page {
                continue;
            }
            if !is_letterhead {
                block.role = LineRole::Running;
            }
            if seen.insert(clean(&block.text)) {
                blocks.push(block);
            }
        }
        blocks.extend(body);
        blocks.extend(self.notes);
        into_text(blocks, self.properties, remarks)
    }
}
