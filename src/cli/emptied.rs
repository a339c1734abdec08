//! Why did a search with filters find nothing?

use crate::document::{find_arrangement, suggest_arrangement};
use crate::index::{IndexError, Snapshot};
use crate::query::{ExpandedQuery, FilterArguments, Filters, suggest_word};
use crate::rank::{self, Partial};
use crate::show::counted;

/// Names each filter that alone removes everything, with what there is without it; where only several together do, all of
/// them; without a query of all passages. Then the names in them that nothing knows, with what may have been meant.
pub(super) fn tell_emptied(
    snapshot: &Snapshot,
    query: Option<&ExpandedQuery>,
    filters: &Filters,
    typed: &FilterArguments,
    partial: Partial,
) -> Result<Vec<String>, IndexError> {
    let count = |filters: &Filters| {
        let tally = rank::tally(snapshot, query, filters, partial, &[])?;
        Ok::<usize, IndexError>(tally.total.passages)
    };
    let each = filters.each_dropped();
    let mut told = Vec::new();
    for (option, others) in &each {
        let without = count(others)?;
        if without > 0 {
            told.push(format!("{option} removes everything; without it there {}", there_are(without)));
        }
    }
    if told.is_empty() && each.len() > 1 {
        let without = count(&Filters::default())?;
        if without > 0 {
            let options: Vec<&str> = each.iter().map(|(option, _)| *option).collect();
            let all = options.join(", ");
            told.push(format!("{all} together remove everything; without them there {}", there_are(without)));
        }
    }
    told.extend(unknown_names(snapshot, typed)?);
    Ok(told)
}

fn there_are(passages: usize) -> String {
    format!("{} {}", if passages == 1 { "is" } else { "are" }, counted(passages, "passage"))
}

fn unknown_names(snapshot: &Snapshot, typed: &FilterArguments) -> Result<Vec<String>, IndexError> {
    let mut told = Vec::new();
    for name in typed.arrangements.iter().filter(|name| find_arrangement(name).is_none()) {
        let near = suggest_arrangement(name).map(|near| format!("; did you mean {near}?")).unwrap_or_default();
        told.push(format!("no list knows the arrangement {name}{near}"));
    }
    for word in typed.subjects.iter().flat_map(|subject| subject.split_whitespace()) {
        if let Some(near) = suggest_word(word, snapshot)? {
            told.push(format!("{word} in the subject occurs nowhere; did you mean {near}?"));
        }
    }
    Ok(told)
}
