//! The number that is printed on a page, as its running lines show it: `Pagina 3 van 12`, `- 3 -`, `3 | Jaarverslag`.
//!
//! A figure at the edge of a page may be anything. It is the number of the page where it rises by one from page to page.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use regex::Regex;

use super::line::Line;

/// Pages that have to count on from one another: with a label or between dashes, and bare.
const MIN_LABELLED: usize = 2;
const MIN_BARE: usize = 3;
/// Pages without a number between two that count on: a picture, the opening of a chapter.
const MAX_GAP: u32 = 3;

/// A number that can hardly be anything else.
static LABELLED: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = r"(?ix)(?:^|[\s|]) (?:blz\.?|bladzijde|pagina|pag\.?|page|p\.) \s* :? \s* (?P<a>\d{1,4}) (?:[\s|/]|$)
        | ^[-–—|]\s* (?P<b>\d{1,4}) \s*[-–—|]$
        | ^(?P<c>\d{1,4}) \s* (?:/|van|of) \s* \d{1,4}$";
    Regex::new(pattern).expect("a constant pattern that the tests compile")
});

/// What pages are called: as the format tells, unless it merely counts them and their running lines tell otherwise.
pub(super) fn page_labels(told: &[Option<String>], running: &[Line], pages: Option<u32>) -> Vec<Option<String>> {
    let merely_counts = (1_u32..).zip(told).all(|(page, label)| label.as_ref().is_none_or(|l| *l == page.to_string()));
    if !merely_counts {
        return told.to_vec();
    }
    let printed = printed_numbers(running, pages.unwrap_or_default());
    let said = |page: u32| told.get(page as usize - 1).and_then(Option::as_deref);
    if printed.iter().all(|(page, number)| said(*page) == Some(&number.to_string())) {
        return told.to_vec();
    }
    let mut labels = vec![None; printed.last_key_value().map_or(0, |(page, _)| *page as usize)];
    for (page, number) in printed {
        labels[page as usize - 1] = Some(number.to_string());
    }
    labels
}

/// The printed number of each page that has one, or that stands between two that have.
fn printed_numbers(running: &[Line], pages: u32) -> BTreeMap<u32, u32> {
    // By how far the number is ahead of its page: the pages, and those of them where it has a label.
    let mut ahead: BTreeMap<i64, (BTreeSet<u32>, BTreeSet<u32>)> = BTreeMap::new();
    for line in running.iter().filter(|line| line.page <= pages) {
        let (numbers, is_labelled) = numbers(&line.text);
        for number in numbers {
            let entry = ahead.entry(i64::from(number) - i64::from(line.page)).or_default();
            entry.0.insert(line.page);
            if is_labelled {
                entry.1.insert(line.page);
            }
        }
    }
    let mut runs = Vec::new();
    for (ahead, (pages, labelled)) in &ahead {
        let pages: Vec<u32> = pages.iter().copied().collect();
        for run in pages.chunk_by(|a, b| b - a <= MAX_GAP + 1) {
            let is_labelled = run.iter().filter(|page| labelled.contains(page)).count() >= MIN_LABELLED;
            if is_labelled || run.len() >= MIN_BARE {
                runs.push(((is_labelled, run.len()), *ahead, run[0]..=run[run.len() - 1]));
            }
        }
    }
    // What most pages bear out comes first.
    runs.sort_by(|(a, ..), (b, ..)| b.cmp(a));
    let mut printed = BTreeMap::new();
    for (_, ahead, pages) in runs {
        for page in pages {
            if let Ok(number) = u32::try_from(i64::from(page) + ahead) {
                printed.entry(page).or_insert(number);
            }
        }
    }
    printed
}

/// The numbers in a running line that may be that of its page, and whether they have a label.
fn numbers(text: &str) -> (Vec<u32>, bool) {
    if let Some(found) = LABELLED.captures(text) {
        let number = ["a", "b", "c"].into_iter().find_map(|group| found.name(group));
        return (number.and_then(|number| number.as_str().parse().ok()).into_iter().collect(), true);
    }
    let mut words = text.split(|c: char| c.is_whitespace() || c == '|').filter(|word| !word.is_empty());
    let outer = [words.next(), words.next_back()];
    let number = |word: &str| word.parse().ok().filter(|_| word.len() <= 4 && word.bytes().all(|b| b.is_ascii_digit()));
    (outer.into_iter().flatten().filter_map(number).collect(), false)
}

#[cfg(test)]
mod tests {
    use crate::extract::ExtractedText;
    use crate::layout::normalise;

    /// What pages are called that end in these lines.
    fn called(feet: &[&str]) -> Vec<Option<String>> {
        let texts = ["De raad besluit.", "Het college stelt voor.", "Wij danken u.", "De kosten zijn bekend."];
        let page = |(at, foot): (usize, &&str)| format!("{}\n{foot}", texts[at % texts.len()]);
        let text = feet.iter().enumerate().map(page).collect::<Vec<_>>().join("\n\u{c}");
        let mut labels = normalise(&ExtractedText::plain(text)).page_labels;
        labels.resize(feet.len(), None);
        labels
    }

    fn numbers(labels: &[Option<String>]) -> Vec<&str> {
        labels.iter().map(|label| label.as_deref().unwrap_or("-")).collect()
    }

    #[test]
    fn numbers_count_on_from_page_to_page() {
        assert_eq!(numbers(&called(&["", "", "Pagina 1 van 2", "Pagina 2 van 2"])), ["-", "-", "1", "2"]);
        assert_eq!(numbers(&called(&["- 11 -", "- 12 -"])), ["11", "12"]);
        assert_eq!(numbers(&called(&["Nota | 7", "Nota | 8", "Nota | 9", "Nota | 10"])), ["7", "8", "9", "10"]);
    }

    #[test]
    fn a_page_between_two_has_its_number_and_one_before_them_has_none() {
        assert_eq!(numbers(&called(&["", "blz. 1", "", "blz. 3", "blz. 4"])), ["-", "1", "2", "3", "4"]);
    }

    #[test]
    fn documents_behind_one_another_count_for_themselves() {
        assert_eq!(
            numbers(&called(&["Pagina 1", "Pagina 2", "Pagina 3", "Pagina 1", "Pagina 2"])),
            ["1", "2", "3", "1", "2"]
        );
    }

    #[test]
    fn figures_that_do_not_count_are_no_numbers_of_pages() {
        assert_eq!(numbers(&called(&["Begroting 2021", "Begroting 2021", "Begroting 2021"])), ["-"; 3]);
        assert_eq!(numbers(&called(&["Pagina 4", "Slot", "Bijlage", "Einde"])), ["-"; 4]);
    }

    #[test]
    fn what_the_format_tells_counts_unless_it_merely_counts() {
        let text = "De raad\nPagina 1\n\u{c}besluit\nPagina 2\n\u{c}als volgt\nPagina 3";
        let told = |labels: [&str; 3]| {
            let page_labels = labels.iter().map(|label| Some((*label).to_owned())).collect();
            let extracted = ExtractedText { page_labels, ..ExtractedText::plain(text.to_owned()) };
            numbers(&normalise(&extracted).page_labels).join(" ")
        };
        assert_eq!(told(["i", "1", "2"]), "i 1 2");
        assert_eq!(told(["1", "2", "3"]), "1 2 3");
        let other =
            text.replace("Pagina 1", "Pagina 12").replace("Pagina 2", "Pagina 13").replace("Pagina 3", "Pagina 14");
        let page_labels = ["1", "2", "3"].iter().map(|label| Some((*label).to_owned())).collect();
        let extracted = ExtractedText { page_labels, ..ExtractedText::plain(other) };
        assert_eq!(numbers(&normalise(&extracted).page_labels), ["12", "13", "14"]);
    }
}
