//! What a file says of itself beside its text: the document information of a paper, the head of a mail.
//!
//! Of a paper it is weak: it may be that of the template, of an earlier paper, of the day on which somebody saved it anew. It is
//! taken only where the text does not say the thing itself and bears out what is taken. The head of a mail tells when and
//! on what that very mail was sent.

use super::date::find_dates;
use super::fields::one_line;
use super::{Known, Metadata, PartialDate};
use crate::extract::Properties;
use crate::layout::Layout;

/// How far into a document its title and subject are looked for, in blocks.
const OPENING_BLOCKS: usize = 12;
/// Text in which dates are looked for, in bytes; behind that come annexes.
const SEARCHED_BYTES: usize = 200_000;
/// Longest subject that is believed, in characters.
const MAX_SUBJECT_CHARS: usize = 260;
/// A paper is saved in the month of its last date or the one after.
const MAX_MONTHS_LATER: i32 = 1;
/// Years in which files can be made.
const YEARS: std::ops::RangeInclusive<i16> = 1990..=2100;

/// Adds to what was recognised in a text what its file says of itself.
pub fn complete(metadata: &mut Metadata, properties: &Properties, layout: &Layout) {
    let created = properties.created.as_deref().and_then(day);
    if properties.is_message {
        if let Some(date) = created {
            metadata.date = Some(Known::recognised(date, format!("head of the mail: sent {date}"), 0.95));
        }
        if let Some(subject) = properties.subject.as_deref().filter(|subject| is_short(subject)) {
            let evidence = one_line(&format!("head of the mail: {subject}"));
            metadata.subject = Some(Known::recognised(subject.to_owned(), evidence, 0.95));
        }
        return;
    }
    if metadata.date.is_none() {
        metadata.date = created.and_then(|created| dated(created, properties.title.as_deref(), layout));
    }
    if metadata.subject.is_none() {
        let subject = properties.subject.as_deref().filter(|subject| is_short(subject) && opens_with(layout, subject));
        metadata.subject = subject.map(|subject| {
            Known::recognised(subject.to_owned(), one_line(&format!("document information: subject {subject}")), 0.4)
        });
    }
}

/// Whether a text of several words stands in the first blocks of a document.
pub(crate) fn opens_with(layout: &Layout, words: &str) -> bool {
    let words = words.to_lowercase();
    let opening = layout.blocks.iter().take(OPENING_BLOCKS);
    words.contains(' ') && opening.map(|block| block.text.to_lowercase()).any(|text| text.contains(&words))
}

fn is_short(subject: &str) -> bool {
    subject.chars().count() <= MAX_SUBJECT_CHARS
}

/// The date of a paper that was saved on a day: the one in its title that is shortly before, or that day where it stands in the
/// text; else the month of that day, where a date in the text is of that month or the one before. A later date in the text was written after the file was made,
/// or speaks of what is to come; which of the two nobody can tell, so nothing is taken.
fn dated(created: PartialDate, title: Option<&str>, layout: &Layout) -> Option<Known<PartialDate>> {
    let mut read = 0;
    let blocks = layout.blocks.iter().take_while(|block| {
        read += block.text.len();
        read <= SEARCHED_BYTES
    });
    let in_text: Vec<PartialDate> = blocks.flat_map(|block| find_dates(&block.text)).map(|found| found.date).collect();
    if in_text.iter().any(|date| date.first_day() > created.last_day()) {
        return None;
    }
    let is_near = |date: &PartialDate| {
        date.month().is_some() && (0..=MAX_MONTHS_LATER).contains(&(months(created) - months(*date)))
    };
    let in_title = title.and_then(|title| find_dates(title).into_iter().find(|found| is_near(&found.date)));
    if let Some(found) = in_title {
        let evidence = format!("document information: {} in its title, created {created}", found.text);
        return Some(Known::recognised(found.date, one_line(&evidence), 0.5));
    }
    let evidence = format!("document information: created {created}");
    if in_text.contains(&created) {
        return Some(Known::recognised(created, evidence, 0.5));
    }
    if !in_text.iter().any(is_near) {
        return None;
    }
    let month = PartialDate::new(created.year(), created.month(), None)?;
    Some(Known::recognised(month, evidence, 0.4))
}

fn months(date: PartialDate) -> i32 {
    i32::from(date.year()) * 12 + i32::from(date.month().unwrap_or(1))
}

/// The day of a time in the form of ISO 8601.
fn day(created: &str) -> Option<PartialDate> {
    created.get(..10)?.parse().ok().filter(|date: &PartialDate| YEARS.contains(&date.year()))
}

#[cfg(test)]
mod tests {
    use super::super::tests::layout;
    use super::super::{OwnGroups, recognise};
    use super::*;

    fn completed(text: &str, properties: &Properties) -> Metadata {
        let layout = layout(text);
        let mut metadata = recognise(&layout, None, &OwnGroups::default());
        complete(&mut metadata, properties, &layout);
        metadata
    }

    fn date(text: &str, created: &str, title: Option<&str>) -> Option<String> {
        let title = title.map(str::to_owned);
        let properties = Properties { created: Some(created.to_owned()), title, ..Properties::default() };
        completed(text, &properties).date.map(|date| date.value.to_string())
    }

    #[test]
    fn the_day_of_making_dates_a_paper_to_the_month_where_the_text_bears_it_out() {
        let text = "Notitie\nIn de raad van 2 maart 2021 is gevraagd naar de kosten.";
        assert_eq!(date(text, "2021-03-24T10:00:00Z", None).as_deref(), Some("2021-03"));
        assert_eq!(date(text, "2021-04-02T10:00:00Z", None).as_deref(), Some("2021-04"));
        assert_eq!(date(text, "2021-03-02T10:00:00Z", None).as_deref(), Some("2021-03-02"));
        // Saved anew years later, or by whoever made the template.
        assert_eq!(date(text, "2026-03-24T10:00:00Z", None), None);
        assert_eq!(date("Notitie\nHet college stelt voor.", "2021-03-24T10:00:00Z", None), None);
    }

    #[test]
    fn a_later_date_in_the_text_contradicts_it() {
        let text = "Notitie\nIn de raad van 2 maart 2021 is gevraagd naar de brief van 1 juni 2021.";
        assert_eq!(date(text, "2021-03-24", None), None);
        assert_eq!(
            date("Ter kennisname sinds juli 2021 en 2 maart 2021.", "2021-03-24", Some("Lijst 2 maart 2021")),
            None
        );
    }

    #[test]
    fn what_the_text_says_itself_stays() {
        let text = "Hoorn, 7 juli 2020\nGeachte raad,\nOnderwerp: fietsen";
        assert_eq!(date(text, "2020-08-01", None).as_deref(), Some("2020-07-07"));
        let properties = Properties { subject: Some("Wandelen in Hoorn".to_owned()), ..Properties::default() };
        let subject = completed("Onderwerp: Fietsen\nGeachte raad,", &properties).subject;
        assert_eq!(subject.map(|subject| subject.value).as_deref(), Some("Fietsen"));
    }

    #[test]
    fn a_date_in_the_title_is_better_than_the_day_of_saving() {
        let text = "Besluitenlijst\n1. Opening";
        assert_eq!(date(text, "2022-07-05", Some("Besluitenlijst 28 juni 2022")).as_deref(), Some("2022-06-28"));
        assert_eq!(date(text, "2024-07-05", Some("Besluitenlijst 28 juni 2022")), None);
    }

    #[test]
    fn a_subject_is_taken_where_the_text_opens_with_it() {
        let properties = Properties { subject: Some("Wandelen in Hoorn".to_owned()), ..Properties::default() };
        let subject = |text: &str| completed(text, &properties).subject.map(|subject| subject.confidence);
        assert_eq!(subject("#Notitie wandelen in Hoorn\nHet college stelt voor."), Some(0.4));
        assert_eq!(subject("#Notitie fietsen\nHet college stelt voor."), None);
    }

    #[test]
    fn the_head_of_a_mail_is_that_of_this_mail() {
        let properties = Properties {
            subject: Some("Planning".to_owned()),
            created: Some("2021-03-04T10:00:00+01:00".to_owned()),
            is_message: true,
            ..Properties::default()
        };
        let metadata = completed("Van: A\nVerzonden: 3 mei 2019\nOnderwerp: Iets anders\nGeachte raad,", &properties);
        assert_eq!(metadata.date.map(|d| (d.value.to_string(), d.confidence)), Some(("2021-03-04".to_owned(), 0.95)));
        assert_eq!(metadata.subject.map(|s| s.value).as_deref(), Some("Planning"));
    }

    #[test]
    fn what_is_no_date_is_none() {
        for created in ["", "gisteren", "2021", "1970-01-01", "2021-13-45T", "é021-03-04xx", "9999-01-01"] {
            assert_eq!(date("Notitie van 2 maart 2021.", created, None), None, "{created}");
        }
    }
}
