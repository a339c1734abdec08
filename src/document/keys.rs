//! Which keys can metadata be given under, and which one did somebody mean?

use super::names::{fold, nearest};

/// The keys that metadata can be given under.
pub const GIVEN_KEYS: [&str; 8] =
    ["title", "municipality", "date", "arrangement", "subject", "kind", "reference", "url"];

/// Other names that people write for the keys: the Dutch ones, plurals, near synonyms.
const OTHER_NAMES: [(&str, &str); 20] = [
    ("titel", "title"),
    ("gemeente", "municipality"),
    ("gemeenten", "municipality"),
    ("municipalities", "municipality"),
    ("datum", "date"),
    ("regeling", "arrangement"),
    ("regelingen", "arrangement"),
    ("arrangements", "arrangement"),
    ("gr", "arrangement"),
    ("onderwerp", "subject"),
    ("betreft", "subject"),
    ("soort", "kind"),
    ("documentsoort", "kind"),
    ("type", "kind"),
    ("kenmerk", "reference"),
    ("kenmerken", "reference"),
    ("zaaknummer", "reference"),
    ("references", "reference"),
    ("webadres", "url"),
    ("link", "url"),
];

/// The known key that somebody who wrote `key` may have meant, in Dutch or English; `None` where none comes near.
pub fn suggest_given_key(key: &str) -> Option<&'static str> {
    let wanted = fold(key);
    let other = || OTHER_NAMES.iter().map(|(other, _)| *other);
    let near = GIVEN_KEYS.into_iter().chain(other()).find(|name| *name == wanted);
    // In words of four letters one other letter makes another word: `data` is no date.
    let near = near.or_else(|| nearest(&wanted, GIVEN_KEYS.into_iter().chain(other())).filter(|_| wanted.len() > 4))?;
    Some(OTHER_NAMES.iter().find(|(other, _)| *other == near).map_or(near, |(_, key)| key))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_suggested_in_both_languages() {
        for (key, near) in [
            ("onderwerp", Some("subject")),
            ("Titel", Some("title")),
            ("gemeentte", Some("municipality")),
            ("kindd", Some("kind")),
            ("refrence", Some("reference")),
            ("data", None),
            ("update", None),
            ("layout", None),
            ("tags", None),
            ("", None),
        ] {
            assert_eq!(suggest_given_key(key), near, "{key}");
        }
    }
}
