//! What stands inside of a paragraph: runs of text, fields, breaks, boxes.

use super::super::block::{LINE_END, PAGE, symbol};
use super::super::xml::Node;

/// Fields inside of one another that are followed.
const MAX_FIELDS: usize = 64;

/// Text of a paragraph while it is read.
#[derive(Default)]
pub(super) struct Line<'t> {
    pub(super) text: String,
    /// Text boxes whose anchor is here.
    pub(super) boxes: Vec<Node<'t>>,
}

/// Reads paragraphs; fields may reach from one to the next.
#[derive(Debug, Default)]
pub(super) struct Inline {
    has_pages: bool,
    /// The open fields, each with whether its result has begun.
    fields: Vec<bool>,
}

impl Inline {
    pub(super) fn new(has_pages: bool) -> Self {
        Self { has_pages, fields: Vec::new() }
    }

    /// The text of a paragraph.
    pub(super) fn read<'t>(&mut self, paragraph: Node<'t>) -> Line<'t> {
        let mut line = Line::default();
        self.content(paragraph, &mut line);
        // An instruction ends in its paragraph; one that does not would take the rest of the document with it.
        if self.fields.contains(&false) {
            self.fields.clear();
        }
        line
    }

    fn content<'t>(&mut self, node: Node<'t>, line: &mut Line<'t>) {
        for child in node.children() {
            match child.name() {
                "w:r" => self.run(child, line),
                "w:sdt" if is_placeholder(child) => {}
                "w:hyperlink" | "w:ins" | "w:moveTo" | "w:smartTag" | "w:customXml" | "w:fldSimple" | "w:dir"
                | "w:bdo" | "w:sdt" | "w:sdtContent" | "w:rubyBase" => self.content(child, line),
                "mc:AlternateContent" => {
                    if let Some(chosen) = chosen(child) {
                        self.content(chosen, line);
                    }
                }
                "m:oMath" | "m:oMathPara" => {
                    for letters in child.descendants().filter(|node| node.name() == "m:t") {
                        line.text.push_str(&letters.all_text());
                    }
                }
                // Among others what was deleted or moved away (w:del, w:moveFrom).
                _ => {}
            }
        }
    }

    fn run<'t>(&mut self, run: Node<'t>, line: &mut Line<'t>) {
        if run.child("w:rPr").is_some_and(|look| look.is_on("w:vanish")) {
            // Hidden text may still begin or end a field.
            for mark in run.children_named("w:fldChar") {
                self.field(mark);
            }
            return;
        }
        self.run_content(run, line);
    }

    fn run_content<'t>(&mut self, run: Node<'t>, line: &mut Line<'t>) {
        for child in run.children() {
            if child.name() == "w:fldChar" {
                self.field(child);
                continue;
            }
            // What stands in an instruction is not shown.
            if self.fields.contains(&false) {
                continue;
            }
            match child.name() {
                "w:t" => line.text.extend(child.children().filter_map(Node::own_text)),
                "w:tab" | "w:ptab" => line.text.push('\t'),
                "w:br" if child.attribute("type") == Some("page") => {
                    line.text.push(if self.has_pages { PAGE } else { LINE_END })
                }
                "w:br" | "w:cr" => line.text.push(LINE_END),
                "w:lastRenderedPageBreak" => line.text.push(PAGE),
                "w:noBreakHyphen" => line.text.push('-'),
                "w:sym" => line.text.extend(sign(child)),
                "w:ruby" => self.content(child, line),
                "mc:AlternateContent" => {
                    if let Some(chosen) = chosen(child) {
                        self.run_content(chosen, line);
                    }
                }
                "w:drawing" | "w:pict" | "w:object" => boxes(child, &mut line.boxes),
                _ => {}
            }
        }
    }

    fn field(&mut self, mark: Node<'_>) {
        match mark.attribute("fldCharType") {
            Some("begin") if self.fields.len() < MAX_FIELDS => self.fields.push(false),
            Some("separate") => {
                if let Some(innermost) = self.fields.last_mut() {
                    *innermost = true;
                }
            }
            Some("end") => {
                self.fields.pop();
            }
            _ => {}
        }
    }
}

/// Whether a content control still shows what one is to fill in ("Klik hier om tekst in te voeren").
pub(super) fn is_placeholder(control: Node<'_>) -> bool {
    control.child("w:sdtPr").is_some_and(|look| look.is_on("w:showingPlcHdr"))
}

/// The first of two writings of the same; the second is for older programs.
pub(super) fn chosen(alternatives: Node<'_>) -> Option<Node<'_>> {
    alternatives.child("mc:Choice").or_else(|| alternatives.child("mc:Fallback"))
}

/// Text boxes of a drawing, but for those inside of others.
fn boxes<'t>(node: Node<'t>, found: &mut Vec<Node<'t>>) {
    for child in node.children() {
        match child.name() {
            "w:txbxContent" => found.push(child),
            "mc:AlternateContent" => {
                if let Some(chosen) = chosen(child) {
                    boxes(chosen, found);
                }
            }
            _ => boxes(child, found),
        }
    }
}

/// A sign of a symbol font.
fn sign(node: Node<'_>) -> Option<char> {
    let code = u32::from_str_radix(node.attribute("char")?, 16).ok()?;
    // Some writers leave the private area out.
    let code = if code < 0x100 { code + 0xf000 } else { code };
    char::from_u32(code).map(|c| if ('\u{e000}'..='\u{f8ff}').contains(&c) { symbol(c) } else { c })
}
