//! On which day was it decided, asked, promised?

use std::ops::Range;

use crate::document::{PartialDate, dates_in};

/// What stands before a date that is the day of an act.
const ON: &[&str] =
    &["op", "vergadering van", "bijeenkomst van", "zitting van", "d.d.", "dd.", "brief van", "in", "begin", "eind"];

/// The day of the act in a sentence (`Op 12 februari 2020 besloot de raad …`); of several that nearest to the act. What stands behind an
/// act in the present is mostly what it is about (`stelt voor op 1 mei 2021 te beginnen`), so that only what stands before it counts.
pub(super) fn day_of_act(sentence: &str, act: &Range<usize>, is_past: bool) -> Option<PartialDate> {
    let distance = |date: &Range<usize>| {
        if date.end <= act.start { act.start - date.end } else { date.start.saturating_sub(act.end) }
    };
    let dates = dates_in(sentence).into_iter();
    let of_act = dates.filter(|(bytes, _)| (is_past || bytes.end <= act.start) && is_on(sentence, bytes.start));
    of_act.min_by_key(|(bytes, _)| distance(bytes)).map(|(_, date)| date)
}

/// Whether the date at a byte is one on which something is done.
fn is_on(sentence: &str, at: usize) -> bool {
    let before = sentence.get(..at).unwrap_or_default().trim_end();
    let mut words: Vec<&str> = before.split_whitespace().rev().take(3).collect();
    if words.first().is_some_and(|word| word.trim_end_matches(',').ends_with("dag")) {
        words.remove(0);
    }
    words.truncate(2);
    words.reverse();
    let before = words.join(" ").to_lowercase();
    ON.iter().any(|on| before == *on || before.strip_suffix(on).is_some_and(|rest| rest.ends_with([' ', 's', '('])))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_of_an_act_stands_beside_it() {
        let table = [
            ("Op 12 februari 2020 besloot de raad tot de koop.", "besloot", true, Some("2020-02-12")),
            ("De raad heeft op dinsdag 3 mei 2021 ingestemd met de nota.", "ingestemd", true, Some("2021-05-03")),
            ("De raad heeft in de raadsvergadering van 3 mei 2021 ingestemd.", "ingestemd", true, Some("2021-05-03")),
            ("In juni 2020 heeft uw raad ingestemd met de begroting.", "ingestemd", true, Some("2020-06")),
            (
                "De raad heeft ingestemd met de nota van 4 april 2019 op 3 mei 2021.",
                "ingestemd",
                true,
                Some("2021-05-03"),
            ),
            ("Wij stellen voor op 1 mei 2021 te beginnen.", "stellen", false, None),
            ("Wij verzoeken u uiterlijk 1 december 2021 te antwoorden.", "verzoeken", false, None),
            ("De raad besloot vorig jaar.", "besloot", true, None),
        ];
        for (sentence, act, is_past, expected) in table {
            let at = sentence.find(act).unwrap();
            let found = day_of_act(sentence, &(at..at + act.len()), is_past).map(|date| date.to_string());
            assert_eq!(found.as_deref(), expected, "{sentence}");
        }
    }
}
