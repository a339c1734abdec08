//! Closed lists: values with a name in the interface, a Dutch label, and other names that people type.

use serde::{Deserialize, Deserializer, Serializer};

use super::names::{fold, nearest};

/// A value with its name in the interface, its Dutch label, and other names that people type.
pub type ListedName<T> = (T, &'static str, &'static str, &'static [&'static str]);

/// A value of a closed list (gesloten lijst).
pub trait Listed: Copy + PartialEq + Sized + 'static {
    /// What one value is, as a message says it: `a theme`.
    const WHAT: &'static str;
    /// All values, in the order of the interface.
    const NAMES: &'static [ListedName<Self>];

    /// The name in the interface.
    fn as_str(self) -> &'static str {
        Self::NAMES.iter().find(|(value, ..)| *value == self).map_or("", |(_, name, ..)| name)
    }

    /// The Dutch label.
    fn dutch(self) -> &'static str {
        Self::NAMES.iter().find(|(value, ..)| *value == self).map_or("", |(_, _, dutch, _)| dutch)
    }

    /// The value of a name in the interface, as our own lists write it.
    fn named(name: &str) -> Option<Self> {
        Self::NAMES.iter().find(|(_, known, ..)| *known == name).map(|(value, ..)| *value)
    }

    /// The value of a name in either language, in any case; `None` where no value bears it.
    fn read(name: &str) -> Option<Self> {
        let wanted = fold(name);
        Self::where_any(|known| fold(known) == wanted)
    }

    /// The first value of whose names in either language any is one that is looked for.
    fn where_any(is_wanted: impl Fn(&str) -> bool) -> Option<Self> {
        Self::NAMES.iter().find(|listed| names_of(listed).any(&is_wanted)).map(|(value, ..)| *value)
    }

    /// The known name nearest to a mistyped one; `None` where none comes near.
    fn suggest(name: &str) -> Option<&'static str> {
        nearest(&fold(name), Self::NAMES.iter().flat_map(names_of))
    }

    /// All names with their Dutch labels, for people: `council (gemeenteraad), …`.
    fn all_names() -> String {
        let shown = Self::NAMES.iter().map(|(_, name, dutch, _)| match name == dutch {
            true => (*name).to_owned(),
            false => format!("{name} ({dutch})"),
        });
        shown.collect::<Vec<_>>().join(", ")
    }
}

/// Writes a value by its name in the interface.
pub(crate) fn serialize_name<T: Listed, S: Serializer>(value: T, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(value.as_str())
}

/// Reads a value by its name in the interface.
pub(crate) fn deserialize_name<'de, T: Listed, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let name = String::deserialize(deserializer)?;
    T::named(&name).ok_or_else(|| serde::de::Error::custom(format!("`{name}` is not {}", T::WHAT)))
}

fn names_of<T>(listed: &ListedName<T>) -> impl Iterator<Item = &'static str> + use<T> {
    let (_, name, dutch, others) = listed;
    [*name, *dutch].into_iter().chain(others.iter().copied())
}
