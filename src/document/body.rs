//! Which body of a municipality or an arrangement writes, decides, is written to?

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::listed::{Listed, ListedName, deserialize_name, serialize_name};

/// A body (orgaan).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Body {
    /// Gemeenteraad.
    Council,
    /// College van burgemeester en wethouders.
    Executive,
    /// Algemeen bestuur.
    GeneralBoard,
    /// Dagelijks bestuur.
    ExecutiveBoard,
    /// Commissie.
    Committee,
}

impl Listed for Body {
    const WHAT: &'static str = "a body";
    const NAMES: &'static [ListedName<Self>] = &[
        (Self::Council, "council", "gemeenteraad", &["raad", "gemeenteraden", "raden", "city council"]),
        (
            Self::Executive,
            "executive",
            "college",
            &[
                "b&w",
                "b en w",
                "burgemeester en wethouders",
                "college van b&w",
                "college van burgemeester en wethouders",
            ],
        ),
        (Self::GeneralBoard, "general-board", "algemeen bestuur", &["ab", "general board"]),
        (Self::ExecutiveBoard, "executive-board", "dagelijks bestuur", &["db", "executive board"]),
        (Self::Committee, "committee", "commissie", &["raadscommissie", "commissies"]),
    ];
}

impl Serialize for Body {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serialize_name(*self, serializer)
    }
}

impl<'de> Deserialize<'de> for Body {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize_name(deserializer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bodies_are_read_in_both_languages() {
        for (body, name, dutch, _) in Body::NAMES {
            assert_eq!(Body::read(name), Some(*body));
            assert_eq!(Body::read(&dutch.to_uppercase()), Some(*body));
        }
        for (name, body) in [("raad", Body::Council), ("B&W", Body::Executive), ("DB", Body::ExecutiveBoard)] {
            assert_eq!(Body::read(name), Some(body), "{name}");
        }
        assert_eq!(Body::read("bestuur"), None, "it may be either board");
        assert_eq!(Body::suggest("gemeentraad"), Some("gemeenteraad"));
        assert!(Body::all_names().starts_with("council (gemeenteraad), executive (college)"));
    }
}
