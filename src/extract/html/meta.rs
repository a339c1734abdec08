//! What a page says of itself.

use super::super::Properties;
use super::super::block::clean;
use super::page::Page;

/// Longest value that is believed, in bytes.
const MAX_VALUE: usize = 500;

const TITLE: [&str; 3] = ["dcterms.title", "dc.title", "og:title"];
const SUBJECT: [&str; 5] = ["dcterms.subject", "dc.subject", "dcterms.description", "description", "og:description"];
const AUTHOR: [&str; 4] = ["author", "dcterms.creator", "dc.creator", "overheid.authority"];
const CREATED: [&str; 9] = [
    "dcterms.date",
    "dcterms.issued",
    "dcterms.created",
    "dc.date",
    "dc.date.issued",
    "date",
    "article:published_time",
    "dcterms.available",
    "dcterms.modified",
];

pub(super) fn properties(page: &Page) -> Properties {
    let metas: Vec<(String, String)> = page
        .indices()
        .filter(|index| page.name(*index) == "meta")
        .filter_map(|index| {
            let key = page.attribute(index, "name").or_else(|| page.attribute(index, "property"))?;
            let value = clean(page.attribute(index, "content")?);
            (!value.is_empty() && value.len() <= MAX_VALUE).then(|| (key.to_ascii_lowercase(), value))
        })
        .collect();
    let first = |keys: &[&str]| {
        keys.iter().find_map(|key| metas.iter().find(|(name, _)| name == key)).map(|(_, value)| value.clone())
    };
    let title = page.find("title").map(|index| clean(&page.all_text(index)));
    Properties {
        title: title.filter(|title| !title.is_empty() && title.len() <= MAX_VALUE).or_else(|| first(&TITLE)),
        subject: first(&SUBJECT),
        author: first(&AUTHOR),
        created: first(&CREATED),
        is_message: false,
    }
}
