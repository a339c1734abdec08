//! Word since 2007 (`.docx`): an archive of XML parts.

mod body;
mod inline;
mod margin;
mod numbering;
mod parts;
mod styles;
#[cfg(test)]
mod tests;

use self::body::Body;
use self::numbering::Numbering;
use self::parts::Relations;
use self::styles::Styles;
use super::block::{Block, into_text};
use super::xml::Tree;
use super::zipped::Archive;
use super::{ExtractError, ExtractedText, LineRole, Properties};

/// Reads a Word document.
///
/// # Errors
/// Where it is no Word document, damaged, protected by a password or larger than the limits.
pub fn extract_docx(bytes: &[u8]) -> Result<ExtractedText, ExtractError> {
    let mut archive = Archive::open(bytes, "Word document")?;
    let mut remarks = Vec::new();
    let package = Relations::read(&mut archive, "", &mut remarks);
    let main = package.by_kind("/officeDocument").unwrap_or("word/document.xml").to_owned();
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
    let core = package.by_kind("/core-properties").unwrap_or("docProps/core.xml").to_owned();
    let core = archive.optional_tree(&core, &mut remarks);
    Ok(into_text(blocks, properties(&core), remarks))
}

fn properties(core: &Tree) -> Properties {
    let value = |name: &str| {
        core.root().child(name).map(|node| super::block::clean(&node.all_text())).filter(|text| !text.is_empty())
    };
    Properties {
        title: value("dc:title"),
        subject: value("dc:subject"),
        author: value("dc:creator"),
        created: value("dcterms:created"),
        is_message: false,
    }
}
