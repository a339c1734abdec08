//! Why did a search find nothing?

use crate::document::{find_arrangement, suggest_arrangement};
use crate::index::{IndexError, Snapshot};
use crate::query::{ExpandedQuery, FilterArguments, Filters, ParsedQuery, in_short, suggest_word};
use crate::rank::{self, Partial};
use crate::show::counted;

/// Conditions of a query that are tried without; each costs a search.
const MAX_DROPPED: usize = 6;

/// A search that found nothing.
pub(super) struct Emptied<'a> {
    pub snapshot: &'a Snapshot,
    /// The query as typed and as it is looked for; `None` where all passages were meant.
    pub asked: Option<(&'a ParsedQuery, &'a ExpandedQuery)>,
    pub filters: &'a Filters,
    /// The filters as typed.
    pub typed: &'a FilterArguments,
    pub partial: Partial,
}

/// Something that may have removed everything, as the user wrote it.
struct Suspect {
    name: String,
    /// The query and the filters without it.
    without: (ExpandedQuery, Filters),
    /// Nothing but it.
    alone: (ExpandedQuery, Filters),
}

impl Emptied<'_> {
    /// Names each filter and each condition of the query that alone removes everything, with what there is without it; where none
    /// does, what there is without all of them, and those that no passage meets. Then the names in filters that nothing knows, with
    /// what may have been meant.
    pub fn told(&self) -> Result<Vec<String>, IndexError> {
        let suspects = self.suspects();
        let mut told = Vec::new();
        for suspect in &suspects {
            let without = self.count(&suspect.without)?;
            if without > 0 {
                told.push(format!("{} removes everything; without it there {}", suspect.name, there_are(without)));
            }
        }
        if told.is_empty() {
            let words = ExpandedQuery { conditions: Vec::new(), ..self.query() };
            let without = if suspects.len() > 1 { self.count(&(words, Filters::default()))? } else { 0 };
            let names: Vec<&str> = suspects.iter().map(|suspect| suspect.name.as_str()).collect();
            let all = names.join(", ");
            if without > 0 {
                told.push(format!("{all} together remove everything; without them there {}", there_are(without)));
            }
            for suspect in &suspects {
                if self.count(&suspect.alone)? == 0 {
                    told.push(format!("no passage of the index meets {}", suspect.name));
                }
            }
            if told.is_empty() && suspects.len() > 1 && self.query().demanded == 0 {
                told.push(format!("no passage of the index meets {all} together"));
            }
        }
        told.extend(self.unknown_names()?);
        Ok(told)
    }

    fn query(&self) -> ExpandedQuery {
        self.asked.map(|(_, query)| query.clone()).unwrap_or_default()
    }

    fn suspects(&self) -> Vec<Suspect> {
        let mut suspects = Vec::new();
        let nodes = self.asked.iter().flat_map(|(parsed, _)| &parsed.conditions);
        for (n, node) in nodes.enumerate().take(MAX_DROPPED) {
            let mut others = self.query();
            if n >= others.conditions.len() {
                break;
            }
            let own = others.conditions.remove(n);
            // Its words rank, and are no part of what must hold.
            let alone = ExpandedQuery { conditions: vec![own], ..ExpandedQuery::default() };
            suspects.push(Suspect {
                name: in_short(&node.to_string()).into_owned(),
                without: (others, self.filters.clone()),
                alone: (alone, Filters::default()),
            });
        }
        for (option, others) in self.filters.each_dropped() {
            let alone = self.filters.only(option);
            suspects.push(Suspect {
                name: option.to_owned(),
                without: (self.query(), others),
                alone: (ExpandedQuery::default(), alone),
            });
        }
        suspects
    }

    /// The passages of a search; none where a query is left that asks for nothing.
    fn count(&self, (query, filters): &(ExpandedQuery, Filters)) -> Result<usize, IndexError> {
        let asks = query.demanded > 0 || !query.conditions.is_empty();
        if !asks && filters.is_empty() && self.asked.is_some() {
            return Ok(0);
        }
        Ok(rank::tally(self.snapshot, asks.then_some(query), filters, self.partial, &[])?.total.passages)
    }

    fn unknown_names(&self) -> Result<Vec<String>, IndexError> {
        let mut told = Vec::new();
        for name in self.typed.arrangements.iter().filter(|name| find_arrangement(name).is_none()) {
            let near = suggest_arrangement(name).map(|near| format!("; did you mean {near}?")).unwrap_or_default();
            told.push(format!("no list knows the arrangement {}{near}", in_short(name)));
        }
        for word in self.typed.subjects.iter().flat_map(|subject| subject.split_whitespace()) {
            if let Some(near) = suggest_word(word, self.snapshot)? {
                told.push(format!("{} in the subject occurs nowhere; did you mean {near}?", in_short(word)));
            }
        }
        Ok(told)
    }
}

fn there_are(passages: usize) -> String {
    format!("{} {}", if passages == 1 { "is" } else { "are" }, counted(passages, "passage"))
}
