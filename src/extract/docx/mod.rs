//! Word since 2007 (`.docx`): an archive of XML parts.

mod body;
mod inline;
mod margin;
mod numbering;
mod styles;
#[cfg(test)]
mod tests;

use self::body::Body;
use self::numbering::Numbering;
use self::styles::Styles;
use super::block::{Block, into_text};
use super::package::{self, Relations};
use super::xml::Tree;
use super::{ExtractError, ExtractedText, LineRole};

/// Reads a Word document.
///
/// # Errors
/// Where it is no Word document, damaged, protected by a password or larger than the limits.
pub fn extract_docx(bytes: &[u8]) -> Result<ExtractedText, ExtractError> {
    let mut remarks = Vec::new();
    let (mut archive, package, main) = package::open(bytes, "Word document", "word/document.xml", &mut remarks)?;
    let document = archive
        .tree(&main)?
        .ok_or_else(|| ExtractError::Broken(format!("it is no Word document: {main} is missing")))?;
    if document.root().child("w:body").is_none() {
        return Err(ExtractError::Broken(format!("it is no Word document: {main} has no text in it")));
    }
    if document.is_cut {
        remarks.push(format!("{main} is damaged; the text ends where it breaks off"));
    }
    let relations = Relations::read(&mut archive, &main, &mut remarks);
    let mut part = |kind: &str| match relations.by_kind(kind) {
        Some(name) => archive.optional_tree(name, &mut remarks),
        None => Tree::empty(),
    };
    let (styles, numbering) = (part("/styles"), part("/numbering"));
    let notes = [part("/footnotes"), part("/endnotes")];
    let styles = Styles::read(styles.root());
    let numbering = Numbering::read(numbering.root(), &styles);
    let has_pages = document.root().descendants().any(|node| node.name() == "w:lastRenderedPageBreak");
    let mut body = Body::new(&styles, numbering, has_pages);

    let mut blocks = margin::read(&mut archive, document.root(), &relations, &mut body, &mut remarks);
    if let Some(text) = document.root().child("w:body") {
        body.blocks(text, &mut blocks);
    }
    for note in notes.iter().flat_map(|notes| notes.root().children()) {
        // Those with a type are the lines that separate notes from the text.
        if matches!(note.name(), "w:footnote" | "w:endnote") && matches!(note.attribute("type"), None | Some("normal"))
        {
            let mut text = Vec::new();
            body.blocks(note, &mut text);
            blocks.extend(text.into_iter().map(|block| Block { role: LineRole::Note, ..block }));
        }
    }
    if body.has_foreign_parts {
        remarks.push("it has parts in other formats (altChunk) that were left out".to_owned());
    }
    let properties = package::properties(&mut archive, &package, &mut remarks);
    Ok(into_text(blocks, properties, remarks))
}
