//! Whether a run would take more out of a root than can be meant: a drive that is not mounted must not empty the index.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::UpdateError;
use super::plan::{Known, Plan};
use crate::index::{IndexError, Snapshot};
use crate::source::FileType;

/// Documents that may go from a root whatever their share: of a folder of two letters one day both are gone, and reading them
/// again costs nothing.
const ALWAYS: usize = 2;

/// Share of the documents of a root that a run may take out of the index, unless it is told.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ShrinkLimit(f64);

impl Default for ShrinkLimit {
    /// Half of them: whoever tidies up takes less, and a tree that is not there takes nearly all.
    fn default() -> Self {
        Self(0.5)
    }
}

impl ShrinkLimit {
    /// Whatever share.
    pub const NONE: Self = Self(1.0);

    /// This share, from 0 to 1; `None` for other numbers.
    pub fn of_share(share: f64) -> Option<Self> {
        (0.0..=1.0).contains(&share).then_some(Self(share))
    }

    /// The share.
    pub fn share(self) -> f64 {
        self.0
    }

    fn is_passed(self, before: usize, after: usize) -> bool {
        let gone = before.saturating_sub(after);
        gone > ALWAYS && gone as f64 > before as f64 * self.0
    }
}

/// A root that would lose more than can be meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShrunkRoot {
    /// Its name.
    pub name: String,
    /// Where it lies.
    pub path: String,
    /// Documents that the index holds of it.
    pub before: usize,
    /// Documents that it would hold.
    pub after: usize,
}

/// What the roots held before a run.
pub(super) struct Guard {
    limit: ShrinkLimit,
    before: BTreeMap<String, usize>,
}

impl Guard {
    /// Counts what the index holds that is brought up to date or built anew, without what only moves to another root.
    /// `sealed` is what the seal of the last state tells of it, which may be all that can be read.
    pub fn new(
        limit: ShrinkLimit,
        known: Known<'_>,
        plan: &Plan,
        forgotten: &[String],
        sealed: BTreeMap<String, usize>,
    ) -> Result<Self, IndexError> {
        let mut before: BTreeMap<String, usize> = match (known.base, known.old) {
            (Some(base), _) => base.held_by_root()?.iter().map(|(root, held)| (root.clone(), held.documents)).collect(),
            (None, Some(old)) => old.documents_by_root(),
            (None, None) => BTreeMap::new(),
        };
        if known.base.is_none() {
            for (root, documents) in sealed {
                let held = before.entry(root).or_default();
                *held = documents.max(*held);
            }
        }
        before.retain(|root, _| !forgotten.contains(root));
        for change in &plan.changes {
            if let Some(earlier) = change.earlier.as_ref().filter(|earlier| earlier.root != change.file.root)
                && let Some(held) = before.get_mut(&earlier.root)
            {
                *held = held.saturating_sub(earlier.documents);
            }
        }
        Ok(Self { limit, before })
    }

    /// Refuses what is plain from the files alone, before any is read.
    ///
    /// # Errors
    /// [`UpdateError::Shrunk`].
    pub fn check_plan(&self, plan: &Plan, known: Known<'_>, read: &HashSet<&str>) -> Result<(), UpdateError> {
        // How many documents a series holds is known when it was read.
        let mut series = HashSet::new();
        let mut more: HashMap<&str, usize> = HashMap::new();
        let mut less: HashMap<&str, usize> = HashMap::new();
        for change in &plan.changes {
            if change.file.file_type == FileType::Jsonl {
                series.insert(change.file.root.as_str());
            }
            let is_counted =
                known.base.is_some() && change.earlier.as_ref().is_some_and(|e| e.root == change.file.root);
            *more.entry(&change.file.root).or_default() += usize::from(!is_counted);
        }
        for file in &plan.hidden {
            *more.entry(&file.root).or_default() += file.documents;
        }
        for file in &plan.vanished {
            *less.entry(&file.root).or_default() += file.documents;
        }
        let after = |root: &str, before: usize| {
            let kept = if known.base.is_some() { before.saturating_sub(*less.get(root).unwrap_or(&0)) } else { 0 };
            kept + more.get(root).unwrap_or(&0)
        };
        let of_files =
            self.before.iter().filter(|(root, _)| read.contains(root.as_str()) && !series.contains(root.as_str()));
        self.refuse(of_files.map(|(root, before)| (root, *before, after(root, *before))), &plan.roots)
    }

    /// Refuses a new state that holds too little.
    ///
    /// # Errors
    /// [`UpdateError::Shrunk`], and where the index cannot be read.
    pub fn check(&self, new: &Snapshot, roots: &[(String, String)]) -> Result<(), UpdateError> {
        let held = new.held_by_root()?;
        let after = |root: &String| held.get(root).map_or(0, |held| held.documents);
        self.refuse(self.before.iter().map(|(root, before)| (root, *before, after(root))), roots)
    }

    fn refuse<'r>(
        &self,
        counts: impl Iterator<Item = (&'r String, usize, usize)>,
        roots: &[(String, String)],
    ) -> Result<(), UpdateError> {
        let path = |name: &str| roots.iter().find(|(root, _)| root == name).map(|(_, path)| path.clone());
        let shrunk: Vec<ShrunkRoot> = counts
            .filter(|(_, before, after)| self.limit.is_passed(*before, *after))
            .map(|(name, before, after)| ShrunkRoot {
                name: name.clone(),
                path: path(name).unwrap_or_default(),
                before,
                after,
            })
            .collect();
        if shrunk.is_empty() { Ok(()) } else { Err(UpdateError::Shrunk(shrunk)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_may_go_and_more_may_not_unless_it_is_said() {
        let half = ShrinkLimit::default();
        for (before, after, is_passed) in [
            (0, 0, false),
            (10, 10, false),
            (10, 5, false),
            (10, 4, true),
            (2, 0, false),
            (3, 1, false),
            (3, 0, true),
            (2, 9, false),
        ] {
            assert_eq!(half.is_passed(before, after), is_passed, "{before} to {after}");
        }
        assert!(!ShrinkLimit::NONE.is_passed(10, 0));
        let nothing = ShrinkLimit::of_share(0.0).unwrap();
        assert!(nothing.is_passed(10, 7) && !nothing.is_passed(10, 8));
        assert_eq!(
            [ShrinkLimit::of_share(1.5), ShrinkLimit::of_share(f64::NAN), ShrinkLimit::of_share(-0.1)],
            [None; 3]
        );
    }
}
