//! The slides of a presentation.

use super::super::LineRole;
use super::super::block::Block;
use super::super::sheet::hidden_remark;
use super::super::xml::Node;
use super::body::Body;
use super::hiding_styles;

/// The slides, each with its blocks.
pub(super) fn read<'t>(
    slides: Node<'t>,
    content: Node<'t>,
    body: &mut Body<'t>,
    remarks: &mut Vec<String>,
) -> Vec<Vec<Block>> {
    let hiding = hiding_styles(content, "drawing-page", "visibility", "hidden");
    let is_hidden = |slide: &Node<'_>| slide.attribute("style-name").is_some_and(|style| hiding.contains(&style));
    let (hidden, shown): (Vec<_>, Vec<_>) = slides.children_named("draw:page").partition(is_hidden);
    remarks.extend(hidden_remark(hidden.len(), "slide"));
    shown.into_iter().map(|slide| read_slide(slide, body)).collect()
}

fn read_slide<'t>(slide: Node<'t>, body: &mut Body<'t>) -> Vec<Block> {
    let mut shapes: Vec<(LineRole, Node<'_>)> = Vec::new();
    for shape in slide.children() {
        let role = match (shape.name(), shape.attribute("class")) {
            ("presentation:notes", _) => LineRole::Note,
            (_, Some("title")) => LineRole::Heading { level: 1 },
            (_, Some("page-number" | "footer" | "date-time" | "header")) => LineRole::Running,
            _ => LineRole::Text,
        };
        shapes.push((role, shape));
    }
    // The title is read first, wherever it was drawn, and what the speaker says last.
    shapes.sort_by_key(|(role, _)| match role {
        LineRole::Heading { .. } => 0,
        LineRole::Note => 2,
        _ => 1,
    });
    let mut blocks = Vec::new();
    for (role, shape) in shapes {
        let mut lines = Vec::new();
        if role == LineRole::Note {
            // A picture of the slide and its number stand beside what was noted.
            let notes = shape.children().filter(|frame| frame.attribute("class") == Some("notes"));
            notes.for_each(|frame| body.blocks(frame, &mut lines));
        } else {
            body.blocks(shape, &mut lines);
        }
        let own = |block: Block| if role == LineRole::Text { block } else { Block { role, ..block } };
        blocks.extend(lines.into_iter().filter(|block| !block.is_blank()).map(own));
    }
    blocks.extend(super::notes(body));
    blocks
}
