//! OpenDocument (`.odt`, `.ods`, `.odp`): an archive of XML parts.

mod body;
mod lists;
mod margin;
mod sheets;
mod slides;
mod styles;
#[cfg(test)]
mod tests;

use self::body::Body;
use self::lists::Lists;
use self::styles::Styles;
use super::block::{Block, clean, into_text, pages_into_text};
use super::xml::{Node, Tree};
use super::zipped::Archive;
use super::{ExtractError, ExtractedText, LineRole, Properties};

/// Reads an OpenDocument text.
///
/// # Errors
/// Where it is no OpenDocument text, damaged, protected by a password or larger than the limits.
pub fn extract_odt(bytes: &[u8]) -> Result<ExtractedText, ExtractError> {
    let Opened { mut archive, content, common, mut remarks } = open(bytes, "text")?;
    let text = body_of(&content, "text")?;
    let (styles, lists) = styles(&common, &content);
    let has_pages = text.descendants().any(|node| node.name() == "text:soft-page-break");
    let mut body = Body::new(&styles, lists, has_pages);

    let mut blocks = margin::read(common.root(), text, &styles, &mut body);
    body.blocks(text, &mut blocks);
    blocks.extend(notes(&mut body));
    let properties = properties(&mut archive, &mut remarks);
    Ok(into_text(blocks, properties, remarks))
}

/// Reads an OpenDocument spreadsheet: sheet by sheet, its name a heading, its rows as they are shown.
///
/// # Errors
/// Where it is no OpenDocument spreadsheet, damaged, protected by a password or larger than the limits.
pub fn extract_ods(bytes: &[u8]) -> Result<ExtractedText, ExtractError> {
    let Opened { mut archive, content, common, mut remarks } = open(bytes, "spreadsheet")?;
    let book = body_of(&content, "spreadsheet")?;
    let (styles, lists) = styles(&common, &content);
    let blocks = sheets::read(book, content.root(), &mut Body::new(&styles, lists, false), &mut remarks);
    let properties = properties(&mut archive, &mut remarks);
    Ok(into_text(blocks, properties, remarks))
}

/// Reads an OpenDocument presentation: each slide a page, its title a heading, what the speaker noted behind it.
///
/// # Errors
/// Where it is no OpenDocument presentation, damaged, protected by a password or larger than the limits.
pub fn extract_odp(bytes: &[u8]) -> Result<ExtractedText, ExtractError> {
    let Opened { mut archive, content, common, mut remarks } = open(bytes, "presentation")?;
    let slides = body_of(&content, "presentation")?;
    let (styles, lists) = styles(&common, &content);
    let pages = slides::read(slides, content.root(), &mut Body::new(&styles, lists, false), &mut remarks);
    let properties = properties(&mut archive, &mut remarks);
    Ok(pages_into_text(pages, properties, remarks))
}

/// An OpenDocument of any kind.
struct Opened<'a> {
    archive: Archive<'a>,
    content: Tree,
    common: Tree,
    remarks: Vec<String>,
}

fn open<'a>(bytes: &'a [u8], kind: &str) -> Result<Opened<'a>, ExtractError> {
    let mut archive = Archive::open(bytes, &format!("OpenDocument {kind}"))?;
    let mut remarks = Vec::new();
    let manifest = archive.optional_tree("META-INF/manifest.xml", &mut remarks);
    let is_protected = |node: Node<'_>| node.name().ends_with("encryption-data");
    if manifest.root().descendants().any(is_protected) {
        return Err(ExtractError::Encrypted);
    }
    let missing = || ExtractError::Broken(format!("it is no OpenDocument {kind}: content.xml is missing"));
    let content = archive.tree("content.xml")?.ok_or_else(missing)?;
    if content.is_cut {
        remarks.push("content.xml is damaged; the text ends where it breaks off".to_owned());
    }
    let common = archive.optional_tree("styles.xml", &mut remarks);
    Ok(Opened { archive, content, common, remarks })
}

/// What holds the text, the sheets or the slides.
fn body_of<'t>(content: &'t Tree, kind: &str) -> Result<Node<'t>, ExtractError> {
    let body = content.root().child("office:body").and_then(|body| body.child(&format!("office:{kind}")));
    body.ok_or_else(|| ExtractError::Broken(format!("it is no OpenDocument {kind}: content.xml has no {kind} in it")))
}

fn styles(common: &Tree, content: &Tree) -> (Styles, Lists) {
    // A style of the document itself goes before a common one of the same name.
    let roots = [common.root(), content.root()];
    (Styles::read(&roots), Lists::read(&roots))
}

/// The notes met so far. Notes may have notes of their own in a damaged file only; what comes after the first round is left
/// out.
fn notes(body: &mut Body<'_>) -> Vec<Block> {
    let mut lines = Vec::new();
    for note in body.take_notes() {
        body.blocks(note, &mut lines);
    }
    lines.into_iter().map(|block| Block { role: LineRole::Note, ..block }).collect()
}

/// The styles of a family that hide what has them: an attribute with the value that hides.
fn hiding_styles<'t>(content: Node<'t>, family: &str, key: &str, hides: &str) -> Vec<&'t str> {
    let groups = content.children().filter(|node| node.name() == "office:automatic-styles");
    let styles = groups.flat_map(Node::children).filter(|node| node.attribute("family") == Some(family));
    let hiding = styles.filter(|style| style.children().any(|look| look.attribute(key) == Some(hides)));
    hiding.filter_map(|style| style.attribute("name")).collect()
}

fn properties(archive: &mut Archive<'_>, remarks: &mut Vec<String>) -> Properties {
    let meta = archive.optional_tree("meta.xml", remarks);
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
