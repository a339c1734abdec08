//! The words of a picture, and the figures in words for those who do not see it.

use super::series::{periods, rows, time_of};
use super::{Axis, FacetPage, in_xml, number, with_others};
use crate::document::Listed;
use crate::query::FacetField;

fn per(page: &FacetPage) -> String {
    page.axes.iter().map(|axis| axis.field.dutch()).collect::<Vec<_>>().join(" en ")
}

/// `Passages over “BUIG” per jaar en gemeente`
pub(super) fn title(page: &FacetPage) -> String {
    match page.query.trim() {
        "" => format!("Passages per {}", per(page)),
        query => format!("Passages over “{}” per {}", super::super::text::cut(query, 60), per(page)),
    }
}

/// The totals, and which filters hold.
pub(super) fn subtitle(page: &FacetPage, about: &str) -> String {
    let total = match page.total.passages {
        0 => "geen passages gevonden".to_owned(),
        n => format!("{} in {}", counted(n, "passage", "passages"), counted(page.total.documents, "stuk", "stukken")),
    };
    let any = if page.counts_partial { " met een of meer van de woorden" } else { "" };
    if about.is_empty() { format!("{total}{any}") } else { format!("{total}{any} · {about}") }
}

/// `1 passage`, `1.200 passages`
pub(super) fn counted(n: usize, one: &str, more: &str) -> String {
    format!("{} {}", number(n), if n == 1 { one } else { more })
}

/// What does not stand on the axis of time, and what counts more than once.
pub(super) fn foot(page: &FacetPage) -> String {
    let mut parts = Vec::new();
    if let Some((time, _)) = time_of(&page.axes) {
        let unknown: usize = time.values.iter().filter(|v| v.name.value.is_none()).map(|v| v.passages).sum();
        if unknown > 0 {
            parts.push(format!("niet in de tijd te plaatsen: {}", counted(unknown, "passage", "passages")));
        }
        let is_year = |period: &String| time.field == FacetField::Month && !period.contains('-');
        let years = time.values.iter().filter(|v| v.name.value.as_ref().is_some_and(is_year));
        let in_year: usize = years.map(|v| v.passages).sum();
        if in_year > 0 {
            parts.push(format!("alleen op het jaar bekend: {}", counted(in_year, "passage", "passages")));
        }
        if let Some(others) = time.others {
            parts.push(format!("daarvoor: {}", counted(others.passages, "passage", "passages")));
        }
    }
    for axis in &page.axes {
        let sum: usize = with_others(axis).iter().map(|(_, passages, _)| passages).sum();
        if axis.field.is_multiple() && sum > page.total.passages {
            parts.push(format!("een stuk met meer dan één {} telt bij elk mee", axis.field.dutch()));
        }
    }
    parts.push(format!("griffie, stand {} van de index", page.generation));
    let text = parts.join(" · ");
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().collect::<String>() + letters.as_str()).unwrap_or_default()
}

/// All that the picture shows, in sentences.
pub(super) fn description(page: &FacetPage, about: &str) -> String {
    let mut sentences = vec![format!("{}.", subtitle(page, about))];
    match time_of(&page.axes) {
        Some((time, _)) => {
            for row in rows(page, &page.axes) {
                let numbers = periods(time).into_iter().zip(&row.passages).filter(|(_, n)| **n > 0);
                let numbers: Vec<String> = numbers.map(|(period, n)| format!("{period}: {}", number(*n))).collect();
                let numbers = if numbers.is_empty() { "geen".to_owned() } else { numbers.join(", ") };
                match row.name.as_str() {
                    "" => sentences.push(format!("Per {}: {numbers}.", time.field.dutch())),
                    name => {
                        sentences.push(format!("{name}, {}: {numbers}.", counted(row.total, "passage", "passages")))
                    }
                }
            }
            if let [first, .., last] = periods(time).as_slice() {
                sentences.push(format!("De as loopt van {first} tot en met {last}; wat niet genoemd is, is nul."));
            }
        }
        None => sentences.extend(page.axes.first().map(all_values)),
    }
    sentences.push(format!("{}.", foot(page)));
    sentences.join(" ")
}

fn all_values(axis: &Axis) -> String {
    let values = with_others(axis).into_iter().map(|(name, passages, _)| format!("{name}: {}", number(passages)));
    let values: Vec<String> = values.collect();
    let values = if values.is_empty() { "geen".to_owned() } else { values.join(", ") };
    format!("Per {}: {values}.", axis.field.dutch())
}

/// The picture with title and description, told to be one picture.
pub(super) fn with_words(svg: &str, title: &str, description: &str) -> String {
    let Some((open, rest)) = svg.split_once('>') else { return svg.to_owned() };
    format!(
        "{open} role=\"img\" lang=\"nl\" aria-labelledby=\"griffie-title griffie-desc\">\n\
         <title id=\"griffie-title\">{}</title>\n<desc id=\"griffie-desc\">{}</desc>{rest}",
        escaped(title),
        escaped(description),
    )
}

/// A text inside an element of XML, without what may not stand in one.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    for c in in_xml(text).chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
    out
}
