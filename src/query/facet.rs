//! By what a matching set can be counted.

use crate::document::{Listed, ListedName};

/// A field to count by (telveld): what is known of each passage or of its document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FacetField {
    /// Gemeente waarvan of waaraan het stuk is; a document may have several.
    Municipality,
    /// Gemeenschappelijke regeling; a document may have several.
    Arrangement,
    /// Orgaan dat het schreef.
    Body,
    /// Soort stuk.
    Kind,
    /// Jaar van het stuk.
    Year,
    /// Maand van het stuk.
    Month,
    /// Thema; a document may have several.
    Theme,
    /// Rol van de passage.
    Role,
    /// Root that it was indexed from (bron).
    Root,
}

impl FacetField {
    /// Whether its values follow one another in time.
    pub fn is_time(self) -> bool {
        matches!(self, Self::Year | Self::Month)
    }

    /// Whether one passage may count under several values.
    pub fn is_multiple(self) -> bool {
        matches!(self, Self::Municipality | Self::Arrangement | Self::Theme)
    }
}

impl Listed for FacetField {
    const WHAT: &'static str = "a field to count by";
    const NAMES: &'static [ListedName<Self>] = &[
        (Self::Municipality, "municipality", "gemeente", &["municipalities", "gemeenten"]),
        (Self::Arrangement, "arrangement", "regeling", &["arrangements", "regelingen", "gemeenschappelijke regeling"]),
        (Self::Body, "body", "orgaan", &["bodies", "organen"]),
        (Self::Kind, "kind", "soort", &["kinds", "soorten"]),
        (Self::Year, "year", "jaar", &["years", "jaren"]),
        (Self::Month, "month", "maand", &["months", "maanden"]),
        (Self::Theme, "theme", "thema", &["themes", "themas"]),
        (Self::Role, "role", "rol", &["roles", "rollen"]),
        (Self::Root, "root", "bron", &["roots", "bronnen"]),
    ];
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_read_in_both_languages() {
        for (field, name, dutch, _) in FacetField::NAMES {
            assert_eq!((FacetField::read(name), FacetField::read(&dutch.to_uppercase())), (Some(*field), Some(*field)));
        }
        assert_eq!(FacetField::read("regio"), None);
        assert_eq!(FacetField::suggest("gemente"), Some("gemeente"));
        assert_eq!(FacetField::suggest("yeer"), Some("year"));
    }
}
