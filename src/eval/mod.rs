//! How good is the search? What judgements, queries and runs look like.

mod error;
mod qrels;
mod queries;
mod run;

pub use error::{EvalError, Input};
pub use qrels::{Qrels, RELEVANT_FROM};
pub use queries::{Queries, Query};
pub use run::{RankedId, Run, RunLine};
