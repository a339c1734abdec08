//! What the shapes of a slide hold: text, tables, diagrams.

use super::super::LineRole;
use super::super::block::{Block, LINE_END};
use super::super::table::{Cell, lay_out};
use super::super::xml::Node;

/// Cells of a row that are read.
const MAX_CELLS: usize = 256;

/// What is read of one slide.
#[derive(Default)]
pub(super) struct Slide<'t> {
    pub blocks: Vec<Block>,
    /// Ids of the parts that hold the texts of diagrams (SmartArt).
    pub diagrams: Vec<&'t str>,
}

/// What a shape is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Purpose {
    Title,
    /// Text in points, as the layouts of all makes set it.
    Points,
    /// Date, footer, number.
    Running,
    Other,
}

impl<'t> Slide<'t> {
    /// Reads all shapes below a node. Recurses at most as deep as the tree is.
    pub fn read(&mut self, parent: Node<'t>) {
        for node in parent.children() {
            match node.name() {
                "p:sp" => self.shape(node),
                "a:tbl" => {
                    let rows = node.children_named("a:tr").map(cells).collect();
                    lay_out(rows, &mut self.blocks);
                }
                "dgm:relIds" => self.diagrams.extend(node.attribute("dm")),
                // What stands there for older programs is the same once more.
                "mc:Fallback" => {}
                _ => self.read(node),
            }
        }
    }

    fn shape(&mut self, node: Node<'t>) {
        let purpose = purpose(node);
        let Some(text) = node.child("p:txBody") else { return };
        let mut blocks = paragraphs(text, purpose == Purpose::Points);
        match purpose {
            // Its lines are one heading.
            Purpose::Title => {
                let lines: Vec<&str> = blocks.iter().map(|block| block.text.as_str()).collect();
                if !lines.is_empty() {
                    self.blocks.push(Block::new(LineRole::Heading { level: 1 }, lines.join(" ")));
                }
            }
            Purpose::Running => {
                self.blocks.extend(blocks.into_iter().map(|block| Block { role: LineRole::Running, ..block }));
            }
            Purpose::Points | Purpose::Other => self.blocks.append(&mut blocks),
        }
    }
}

fn purpose(shape: Node<'_>) -> Purpose {
    let place = shape.child("p:nvSpPr").and_then(|node| node.child("p:nvPr")).and_then(|node| node.child("p:ph"));
    match place.map(|place| place.attribute("type").unwrap_or("obj")) {
        Some("title" | "ctrTitle") => Purpose::Title,
        Some("body" | "obj") => Purpose::Points,
        Some("dt" | "ftr" | "hdr" | "sldNum") => Purpose::Running,
        _ => Purpose::Other,
    }
}

/// The paragraphs of a text. Where they are points their marks come from the layout, unless they say that they have none.
fn paragraphs(text: Node<'_>, are_points: bool) -> Vec<Block> {
    let mut blocks = Vec::new();
    // How far the numbers of each depth have come.
    let mut counts = [0_u32; 9];
    for node in text.children_named("a:p") {
        let look = node.child("a:pPr");
        let has = |name: &str| look.is_some_and(|look| look.child(name).is_some());
        let depth = look.and_then(|look| look.attribute("lvl")?.parse::<u8>().ok()).unwrap_or_default().min(8);
        let mut words = String::new();
        inline(node, &mut words);
        let mut block = Block::new(LineRole::Text, words);
        if block.is_blank() {
            continue;
        }
        let at = usize::from(depth);
        counts[at + 1..].fill(0);
        if has("a:buAutoNum") {
            counts[at] = counts[at].saturating_add(1);
            block.text.insert_str(0, &format!("{}. ", counts[at]));
            block.role = LineRole::Item { depth };
        } else {
            counts[at] = 0;
            if has("a:buChar") || are_points && !has("a:buNone") {
                block.text.insert_str(0, "- ");
                block.role = LineRole::Item { depth };
            }
        }
        blocks.push(block);
    }
    // A single point is a paragraph.
    if let [block] = blocks.as_mut_slice()
        && let Some(text) = block.text.strip_prefix("- ")
    {
        *block = Block::new(LineRole::Text, text);
    }
    blocks
}

fn inline(parent: Node<'_>, words: &mut String) {
    for node in parent.children() {
        match node.name() {
            "a:t" => words.extend(node.all_text().chars().map(|c| if c == LINE_END { ' ' } else { c })),
            "a:br" => words.push(LINE_END),
            "mc:Fallback" => {}
            _ => inline(node, words),
        }
    }
}

fn cells(row: Node<'_>) -> Vec<Cell> {
    let mut cells = Vec::new();
    for node in row.children_named("a:tc").take(MAX_CELLS) {
        // Covered from the left it is part of that cell.
        if matches!(node.attribute("hMerge"), Some("1" | "true")) {
            continue;
        }
        cells.push(node.child("a:txBody").map(|text| paragraphs(text, false)).unwrap_or_default());
    }
    cells
}

/// The texts of a diagram, in the order in which they were typed.
pub(super) fn of_diagram(root: Node<'_>) -> Vec<Block> {
    let points = root.children_named("dgm:ptLst").flat_map(|list| list.children_named("dgm:pt"));
    let own = points.filter(|point| !matches!(point.attribute("type"), Some("pres" | "parTrans" | "sibTrans" | "doc")));
    own.filter_map(|point| point.child("dgm:t")).flat_map(|text| paragraphs(text, false)).collect()
}

/// What the speaker noted: a picture of the slide, its number and the like stand beside it.
pub(super) fn of_notes(root: Node<'_>) -> Vec<Block> {
    let shapes = root.descendants().filter(|node| node.name() == "p:sp" && purpose(*node) == Purpose::Points);
    shapes.filter_map(|shape| shape.child("p:txBody")).flat_map(|text| paragraphs(text, false)).collect()
}
