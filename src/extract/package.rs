//! Packages of Office since 2007: how their parts refer to one another, and what they say of themselves.

use super::block::clean;
use super::xml::Tree;
use super::zipped::Archive;
use super::{ExtractError, Properties};

/// Opens the package, and gives the name of its main part; `usual` where it does not tell.
pub(super) fn open<'a>(
    bytes: &'a [u8],
    what: &str,
    usual: &str,
    remarks: &mut Vec<String>,
) -> Result<(Archive<'a>, Relations, String), ExtractError> {
    let mut archive = Archive::open(bytes, what)?;
    let package = Relations::read(&mut archive, "", remarks);
    let main = package.by_kind("/officeDocument").unwrap_or(usual).to_owned();
    Ok((archive, package, main))
}

/// What a package says of itself.
pub(super) fn properties(archive: &mut Archive<'_>, package: &Relations, remarks: &mut Vec<String>) -> Properties {
    let core = package.by_kind("/core-properties").unwrap_or("docProps/core.xml");
    let core = archive.optional_tree(core, remarks);
    let value =
        |name: &str| core.root().child(name).map(|node| clean(&node.all_text())).filter(|text| !text.is_empty());
    Properties {
        title: value("dc:title"),
        subject: value("dc:subject"),
        author: value("dc:creator"),
        created: value("dcterms:created"),
        is_message: false,
    }
}

/// What a part refers to.
#[derive(Debug, Default)]
pub(super) struct Relations {
    entries: Vec<Relation>,
}

#[derive(Debug)]
struct Relation {
    id: String,
    kind: String,
    /// Name of a part in the archive.
    target: String,
}

impl Relations {
    /// The relations of a part; those of the package itself where the name is empty.
    pub(super) fn read(archive: &mut Archive<'_>, part: &str, remarks: &mut Vec<String>) -> Self {
        let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
        let name = if folder.is_empty() { format!("_rels/{file}.rels") } else { format!("{folder}/_rels/{file}.rels") };
        Self::of(&archive.optional_tree(&name, remarks), folder)
    }

    fn of(tree: &Tree, folder: &str) -> Self {
        let entries = tree.root().children().filter(|node| node.attribute("TargetMode") != Some("External"));
        let entries = entries.filter_map(|node| {
            Some(Relation {
                id: node.attribute("Id")?.to_owned(),
                kind: node.attribute("Type")?.to_owned(),
                target: resolve(folder, node.attribute("Target")?),
            })
        });
        Self { entries: entries.collect() }
    }

    /// The first part whose kind ends so; the beginning differs between editions of the standard.
    pub(super) fn by_kind(&self, kind: &str) -> Option<&str> {
        self.entries.iter().find(|entry| entry.kind.ends_with(kind)).map(|entry| entry.target.as_str())
    }

    pub(super) fn by_id(&self, id: &str) -> Option<&str> {
        self.entries.iter().find(|entry| entry.id == id).map(|entry| entry.target.as_str())
    }
}

/// The name of a part as seen from a folder of the archive.
fn resolve(folder: &str, target: &str) -> String {
    let mut steps: Vec<&str> = if target.starts_with('/') { Vec::new() } else { folder.split('/').collect() };
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                steps.pop();
            }
            step => steps.push(step),
        }
    }
    steps.retain(|step| !step.is_empty());
    steps.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_seen_from_the_folder_of_the_part() {
        assert_eq!(resolve("word", "styles.xml"), "word/styles.xml");
        assert_eq!(resolve("word", "/word/header1.xml"), "word/header1.xml");
        assert_eq!(resolve("word", "../docProps/core.xml"), "docProps/core.xml");
        assert_eq!(resolve("", "word/document.xml"), "word/document.xml");
        assert_eq!(resolve("word", "../../../etc/x"), "etc/x");
    }
}
