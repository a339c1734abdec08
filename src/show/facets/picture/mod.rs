//! Counts as a picture: the history of a topic, or what it is made of.
//!
//! What it says does not hang on colour: each series is a row of bars of its own with its name beside it, all on one scale
//! (what is put together has its own where it is more), and numbers stand at the bars. What a reader of screens gets is a title and the figures in words. Texts are in Dutch, as those who
//! are shown such a picture read it.

mod bars;
mod series;
mod words;

use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

use super::{Axis, FacetPage};
use crate::query::FacetField;
use crate::show::printable::printable;

/// Width in pixels.
const WIDTH: u32 = 960;
/// Pixels around everything.
const MARGIN: i32 = 20;
/// Pixels above what is drawn: title and one line below it.
const HEAD: i32 = 66;
/// Pixels of the line at the bottom.
const FOOT: i32 = 26;

/// Bars. Against white 9 : 1, in grey as well.
const DARK: RGBColor = RGBColor(0x1f, 0x4e, 0x79);
/// Bars of what is put together or unknown; lighter, in grey as well.
const LIGHT: RGBColor = RGBColor(0x8a, 0x8a, 0x8a);
/// Texts.
const INK: RGBColor = RGBColor(0x22, 0x22, 0x22);
/// Texts that explain.
const FAINT: RGBColor = RGBColor(0x55, 0x55, 0x55);
/// Lines of the scale.
const RULE: RGBColor = RGBColor(0xd8, 0xd8, 0xd8);

/// The area that is drawn on.
type Area<'a> = DrawingArea<SVGBackend<'a>, plotters::coord::Shift>;
/// What drawing may fail with.
type Failed = DrawingAreaErrorKind<std::io::Error>;

/// Whether counts by these fields can be drawn: one field, or time and one other.
pub fn is_drawable(fields: &[FacetField]) -> bool {
    match fields {
        [_] => true,
        [one, other] => one.is_time() != other.is_time(),
        _ => false,
    }
}

/// Draws what was counted as SVG. `about` tells which filters hold.
///
/// # Errors
/// Where the drawing crate fails, which it does not on text in memory.
pub fn draw_picture(page: &FacetPage, about: &str) -> std::io::Result<String> {
    let drawn = match page.axes.as_slice() {
        [axis] if !axis.field.is_time() => draw(page, about, bars::height(axis), |area| bars::draw(area, page, axis)),
        axes => {
            let rows = series::rows(page, axes);
            draw(page, about, series::height(rows.len()), |area| series::draw(area, axes, &rows))
        }
    };
    let svg = drawn.map_err(|error| std::io::Error::other(error.to_string()))?;
    Ok(words::with_words(&svg, &words::title(page), &words::description(page, about)))
}

fn draw(
    page: &FacetPage,
    about: &str,
    height: i32,
    inside: impl FnOnce(&Area<'_>) -> Result<(), Failed>,
) -> Result<String, Failed> {
    let mut svg = String::new();
    {
        let height = height + HEAD + FOOT + 2 * MARGIN;
        let root = SVGBackend::with_string(&mut svg, (WIDTH, height.unsigned_abs())).into_drawing_area();
        root.fill(&WHITE)?;
        let all = root.margin(MARGIN, MARGIN, MARGIN, MARGIN);
        let (head, rest) = all.split_vertically(HEAD);
        let (body, foot) = rest.split_vertically(height - HEAD - FOOT - 2 * MARGIN);
        write(&head, &words::title(page), (0, 0), 20, INK, HPos::Left)?;
        write(&head, &words::subtitle(page, about), (0, 30), 13, FAINT, HPos::Left)?;
        write(&foot, &words::foot(page), (0, 8), 12, FAINT, HPos::Left)?;
        if page.total.passages > 0 {
            inside(&body)?;
        }
        root.present()?;
    }
    Ok(svg)
}

/// Writes a line with its top at a place.
fn write(
    area: &Area<'_>,
    text: &str,
    place: (i32, i32),
    size: i32,
    colour: RGBColor,
    side: HPos,
) -> Result<(), Failed> {
    // Without fonts at hand the crate writes sizes divided by this.
    let style = TextStyle::from(("sans-serif", f64::from(size) * 1.24)).color(&colour).pos(Pos::new(side, VPos::Top));
    area.draw(&Text::new(in_xml(text), place, style))
}

/// A text without what steers a terminal and without what may not stand in XML at all; the signs of XML are escaped later.
fn in_xml(text: &str) -> String {
    printable(text).replace(['\u{fffe}', '\u{ffff}'], "")
}

/// `12.345`
fn number(n: usize) -> String {
    let digits = n.to_string();
    let groups: Vec<&str> =
        digits.as_bytes().rchunks(3).rev().filter_map(|three| std::str::from_utf8(three).ok()).collect();
    groups.join(".")
}

/// A text that is about so many pixels wide at most; letters are taken for the wide ones that most are not.
fn fitted(text: &str, pixels: i32, size: i32) -> String {
    super::text::cut(text, usize::try_from(pixels * 100 / (size * 56)).unwrap_or(0).max(2))
}

/// Values with their numbers, the others together behind them.
fn with_others(axis: &Axis) -> Vec<(String, usize, bool)> {
    let shown = axis.values.iter().map(|value| (value.name.label.clone(), value.passages, value.name.value.is_some()));
    let others = axis.others.map(|others| (format!("overige ({})", others.values), others.passages, false));
    shown.chain(others).collect()
}
