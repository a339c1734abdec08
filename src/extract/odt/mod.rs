//! OpenDocument text (`.odt`): an archive of XML parts.

mod body;
mod lists;
mod margin;
mod styles;
#[cfg(test)]
mod tests;

use self::body::Body;
use self::lists::Lists;
use self::styles::Styles;
use super::block::{Block, clean, into_text};
use super::xml::{Node, Tree};
use super::zipped::Archive;
use super::{ExtractError, ExtractedText, LineRole, Properties};

/// Reads an OpenDocument text.
///
/// # Errors
/// Where it is no OpenDocument text, damaged, protected by a password or larger than the limits.
pub fn extract_odt(bytes: &[u8]) -> Result<ExtractedText, ExtractError> {
    let mut archive = Archive::open(bytes, "OpenDocument text")?;
    let mut remarks = Vec::new();
    let manifest = archive.optional_tree("META-INF/manifest.xml", &mut remarks);
    let is_protected = |node: Node<'_>| node.name().ends_with("encryption-data");
    if manifest.root().descendants().any(is_protected) {
        return Err(ExtractError::Encrypted);
    }
    let missing = || ExtractError::Broken("it is no OpenDocument text: content.xml is missing".to_owned());
    let content = archive.tree("content.xml")?.ok_or_else(missing)?;
    let text =
        content.root().child("office:body").and_then(|body| body.child("office:text")).ok_or_else(|| {
            ExtractError::Broken("it is no OpenDocument text: content.xml has no text in it".to_owned())
        })?;
    if content.is_cut {
        remarks.push("content.xml is damaged; the text ends where it breaks off".to_owned());
    }
    let common = archive.optional_tree("styles.xml", &mut remarks);
    // A style of the document itself goes before a common one of the same name.
    let styles = Styles::read(&[common.root(), content.root()]);
    let lists = Lists::read(&[common.root(), content.root()]);
    let has_pages = text.descendants().any(|node| node.name() == "text:soft-page-break");
    let mut body = Body::new(&styles, lists, has_pages);

    let mut blocks = margin::read(common.root(), text, &styles, &mut body);
    body.blocks(text, &mut blocks);
    // Notes may have notes of their own in a damaged file only; what comes after the first round is left out.
    for note in body.take_notes() {
        let mut lines = Vec::new();
        body.blocks(note, &mut lines);
        blocks.extend(lines.into_iter().map(|block| Block { role: LineRole::Note, ..block }));
    }
    let meta = archive.optional_tree("meta.xml", &mut remarks);
    Ok(into_text(blocks, properties(&meta), remarks))
}

fn properties(meta: &Tree) -> Properties {
    let meta = meta.root().child("office:meta");
    let value = |name: &str| {
        meta.and_then(|meta| meta.child(name)).map(|node| clean(&node.all_text())).filter(|text| !text.is_empty())
    };
    Properties {
        title: value("dc:title"),
        subject: value("dc:subject"),
        author: value("meta:initial-creator").or_else(|| value("dc:creator")),
        created: value("meta:creation-date"),
        is_message: false,
    }
}
