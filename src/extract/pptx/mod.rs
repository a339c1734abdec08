//! Presentations since PowerPoint 2007 (`.pptx`): an archive of XML parts, one for each slide.

mod shapes;
#[cfg(test)]
mod tests;

use self::shapes::Slide;
use super::block::{Block, pages_into_text};
use super::package::{self, Relations};
use super::sheet::{MAX_SHEETS, hidden_remark};
use super::xml::{Node, Tree};
use super::zipped::Archive;
use super::{ExtractError, ExtractedText, LineRole};

/// Reads a presentation: each slide a page, its title a heading, what the speaker noted behind it.
///
/// # Errors
/// Where it is no presentation, damaged, protected by a password or larger than the limits.
pub fn extract_pptx(bytes: &[u8]) -> Result<ExtractedText, ExtractError> {
    let mut remarks = Vec::new();
    let (mut archive, package, main) = package::open(bytes, "presentation", "ppt/presentation.xml", &mut remarks)?;
    let missing = || ExtractError::Broken(format!("it is no presentation: {main} is missing"));
    let presentation = archive.tree(&main)?.ok_or_else(missing)?;
    if presentation.root().name() != "p:presentation" {
        return Err(ExtractError::Broken(format!("it is no presentation: {main} is something else")));
    }
    if presentation.is_cut {
        remarks.push(format!("{main} is damaged; slides may be lost"));
    }
    let relations = Relations::read(&mut archive, &main, &mut remarks);
    let list = presentation.root().child("p:sldIdLst");
    let slides = list.into_iter().flat_map(|list| list.children_named("p:sldId"));
    let parts: Vec<&str> = slides.filter_map(|slide| part_of(slide, &relations)).collect();
    if parts.len() > MAX_SHEETS {
        remarks.push(format!("only the first {MAX_SHEETS} of {} slides were read", parts.len()));
    }
    let mut pages = Vec::new();
    let mut hidden = 0;
    for part in parts.into_iter().take(MAX_SHEETS) {
        let slide = slide_tree(&mut archive, part, &mut remarks)?;
        // Whoever shows the presentation does not see it.
        if matches!(slide.root().attribute("show"), Some("0" | "false")) {
            hidden += 1;
            continue;
        }
        pages.push(read_slide(&mut archive, part, &slide, &mut remarks));
    }
    remarks.extend(hidden_remark(hidden, "slide"));
    let properties = package::properties(&mut archive, &package, &mut remarks);
    Ok(pages_into_text(pages, properties, remarks))
}

/// The part that an element refers to; it has an `id` of another kind beside that of the relation.
fn part_of<'r>(element: Node<'_>, relations: &'r Relations) -> Option<&'r str> {
    element.attributes("id").find_map(|id| relations.by_id(id))
}

/// A slide; one that is damaged or missing is told and empty. What is too large to be read ends the reading.
fn slide_tree(archive: &mut Archive<'_>, part: &str, remarks: &mut Vec<String>) -> Result<Tree, ExtractError> {
    match archive.tree(part) {
        Ok(Some(tree)) => {
            if tree.is_cut {
                remarks.push(format!("{part} is damaged; its text ends where it breaks off"));
            }
            Ok(tree)
        }
        Ok(None) => {
            remarks.push(format!("{part} is missing"));
            Ok(Tree::empty())
        }
        Err(ExtractError::Broken(why)) => {
            remarks.push(format!("{part} was left out: {why}"));
            Ok(Tree::empty())
        }
        Err(error) => Err(error),
    }
}

fn read_slide(archive: &mut Archive<'_>, part: &str, tree: &Tree, remarks: &mut Vec<String>) -> Vec<Block> {
    let relations = Relations::read(archive, part, remarks);
    let mut slide = Slide::default();
    slide.read(tree.root());
    let mut blocks = slide.blocks;
    for diagram in slide.diagrams {
        if let Some(part) = relations.by_id(diagram) {
            blocks.extend(shapes::of_diagram(archive.optional_tree(part, remarks).root()));
        }
    }
    if let Some(part) = relations.by_kind("/notesSlide") {
        let notes = shapes::of_notes(archive.optional_tree(part, remarks).root());
        blocks.extend(notes.into_iter().map(|block| Block { role: LineRole::Note, ..block }));
    }
    // The title is read first, wherever it was drawn.
    blocks.sort_by_key(|block| !matches!(block.role, LineRole::Heading { .. }));
    blocks
}
