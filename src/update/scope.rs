//! What paths stand for: roots, and parts of roots that the index knows.

use std::collections::HashSet;
use std::path::Path;

use super::UpdateError;
use crate::source::{Root, STREAM};

/// A root, or what lies below one path of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scope {
    /// The root.
    pub root: Root,
    /// Path inside it; `None` for all of it.
    pub inside: Option<String>,
}

/// Finds the scopes that paths stand for: a path inside a known root, or inside another of the paths, is that part of it;
/// any other is a root. With
/// `name` it is a root of that name, wherever it lies. `recorded` are the roots that the index knows, name and path.
///
/// # Errors
/// Where a path cannot be looked at, a name stands for two places, or a place has another name already.
pub fn resolve_scopes(
    paths: &[&Path],
    name: Option<&str>,
    recorded: &[(String, String)],
) -> Result<Vec<Scope>, UpdateError> {
    let mut scopes: Vec<Scope> = Vec::new();
    let roots = paths.iter().map(|path| Root::new(path, name)).collect::<Result<Vec<_>, _>>()?;
    let is_known = |root: &Root| recorded.iter().any(|known| inside_known(root, known).is_some());
    let is_within = |inner: &Root, outer: &Root| inner.path != outer.path && inner.path.starts_with(&outer.path);
    // The outermost of the paths that no known root holds are new roots.
    let new = roots.iter().filter(|root| !is_known(root) && !roots.iter().any(|outer| is_within(root, outer)));
    let new: Vec<(String, String)> = new.map(|root| (root.name.clone(), root.recorded_path())).collect();
    for root in roots.iter().cloned() {
        let around = recorded.iter().chain(&new).filter_map(|known| inside_known(&root, known));
        // Of roots within roots the nearest is meant.
        let nearest = around.min_by_key(|scope| scope.inside.as_ref().map_or(0, |inside| inside.split('/').count()));
        let scope = match nearest {
            Some(scope) if name.is_none_or(|name| name == scope.root.name) => scope,
            _ => Scope { root, inside: None },
        };
        check_name(&scope.root, recorded)?;
        check_place(&scope.root, recorded)?;
        if let Some(other) = scopes.iter().find(|s| s.root.name == scope.root.name && s.root.path != scope.root.path) {
            return Err(name_taken(&scope.root, &other.root.recorded_path()));
        }
        scopes.push(scope);
    }
    // What lies inside another one is read with it, once.
    let all = scopes.clone();
    let mut seen = HashSet::new();
    scopes.retain(|scope| {
        let inside_other = all.iter().any(|other| {
            let within = match (&scope.inside, &other.inside) {
                (Some(_), None) => true,
                (Some(inner), Some(outer)) => inner.strip_prefix(outer).is_some_and(|rest| rest.starts_with('/')),
                _ => false,
            };
            within && other.root == scope.root
        });
        !inside_other && seen.insert((scope.root.name.clone(), scope.inside.clone()))
    });
    Ok(scopes)
}

/// Refuses a root whose name stands for another place in the index.
///
/// # Errors
/// [`UpdateError::NameTaken`].
pub fn check_name(root: &Root, recorded: &[(String, String)]) -> Result<(), UpdateError> {
    match recorded.iter().find(|(name, path)| *name == root.name && *path != root.recorded_path()) {
        Some((_, path)) => Err(name_taken(root, path)),
        None => Ok(()),
    }
}

/// Refuses a root that the index holds under another name: each of its documents would be there twice.
fn check_place(root: &Root, recorded: &[(String, String)]) -> Result<(), UpdateError> {
    let is_same = |(_, path): &&(String, String)| *path == root.recorded_path();
    match recorded.iter().find(is_same).filter(|_| recorded.iter().all(|(name, _)| *name != root.name)) {
        Some((present, path)) => {
            Err(UpdateError::PlaceTaken { path: path.clone(), present: present.clone(), asked: root.name.clone() })
        }
        None => Ok(()),
    }
}

fn name_taken(root: &Root, first: &str) -> UpdateError {
    let told = |path: &str| if path == STREAM { "standard input".to_owned() } else { path.to_owned() };
    UpdateError::NameTaken { name: root.name.clone(), first: told(first), second: told(&root.recorded_path()) }
}

/// The part of a known root that a path is; `None` where it lies elsewhere.
fn inside_known(root: &Root, (name, path): &(String, String)) -> Option<Scope> {
    let rest = root.path.strip_prefix(path).ok().filter(|_| path != STREAM)?;
    let rest = rest.components().map(|c| c.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/");
    let known = Root { name: name.clone(), path: path.into(), is_stream: false };
    Some(Scope { root: known, inside: Some(rest).filter(|rest| !rest.is_empty()) })
}
