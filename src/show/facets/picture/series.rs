//! Time, alone or with another field: a row of bars a series, below one another on one scale.

use plotters::prelude::*;
use plotters::style::text_anchor::HPos;

use super::words::counted;
use super::{Area, Axis, DARK, FAINT, FacetPage, Failed, INK, LIGHT, RULE, fitted, number, with_others, write};
use crate::query::FacetField;

/// Pixels of the names.
const NAMES: i32 = 250;
/// Pixels of a series of several.
const ROW: i32 = 76;
/// Pixels of a single series.
const SINGLE: i32 = 260;
/// Pixels of the numbers of the scale, between names and bars.
const SCALE: i32 = 56;
/// Pixels of the years below.
const YEARS: i32 = 24;
/// Pixels that a number above a bar takes for each of its digits.
const DIGIT: i32 = 7;

/// One row of bars.
pub(super) struct Row {
    pub name: String,
    pub total: usize,
    /// Whether it is one value, not several or an unknown one.
    is_named: bool,
    /// For each year or month that is shown, in order.
    pub passages: Vec<usize>,
}

impl Row {
    fn most(&self) -> usize {
        self.passages.iter().copied().max().unwrap_or(0)
    }
}

/// Whether a value of a field of time stands on its axis: a year whose month is asked for and unknown does not.
fn is_placed(axis: &Axis, value: &super::super::FacetValue) -> bool {
    value.name.value.as_ref().is_some_and(|period| axis.field == FacetField::Year || period.contains('-'))
}

/// The years or months that are shown.
pub(super) fn periods(time: &Axis) -> Vec<&str> {
    time.values.iter().filter(|value| is_placed(time, value)).map(|value| value.name.label.as_str()).collect()
}

/// The axis of time, and whether it is the first.
pub(super) fn time_of(axes: &[Axis]) -> Option<(&Axis, bool)> {
    axes.iter().enumerate().find(|(_, axis)| axis.field.is_time()).map(|(n, axis)| (axis, n == 0))
}

pub(super) fn rows(page: &FacetPage, axes: &[Axis]) -> Vec<Row> {
    let Some((time, is_first)) = time_of(axes) else { return Vec::new() };
    let placed: Vec<usize> = (0..time.values.len()).filter(|n| is_placed(time, &time.values[*n])).collect();
    let Some(other) = axes.iter().find(|axis| !axis.field.is_time()) else {
        let passages = placed.iter().map(|n| time.values[*n].passages).collect();
        return vec![Row { name: String::new(), total: page.total.passages, is_named: true, passages }];
    };
    let cell = |row: usize, column: usize| {
        page.cells.get(row).and_then(|cells| cells.get(column)).map_or(0, |counts| counts.passages)
    };
    let mut rows = Vec::new();
    for (n, (name, total, is_named)) in with_others(other).into_iter().enumerate() {
        let of_time = |t: &usize| if is_first { cell(*t, n) } else { cell(n, *t) };
        rows.push(Row { name, total, is_named, passages: placed.iter().map(of_time).collect() });
    }
    rows
}

/// Pixels that some rows take.
pub(super) fn height(rows: usize) -> i32 {
    if rows <= 1 { SINGLE + YEARS } else { ROW * i32::try_from(rows).unwrap_or(1) + YEARS }
}

pub(super) fn draw(area: &Area<'_>, axes: &[Axis], rows: &[Row]) -> Result<(), Failed> {
    let Some((time, _)) = time_of(axes) else { return Ok(()) };
    let periods = periods(time);
    let of_named = rows.iter().filter(|row| row.is_named).map(Row::most).max().unwrap_or(0).max(1);
    let each = if rows.len() <= 1 { SINGLE } else { ROW };
    let names = if rows.len() <= 1 { SCALE } else { NAMES };
    let (_, mut below) = area.split_vertically(0);
    for row in rows {
        let (panel, rest) = below.split_vertically(each);
        let (name, bars) = panel.split_horizontally(names);
        // What is put together may be far more than each of the others, which would be flattened by it.
        let most = of_named.max(row.most());
        if !row.name.is_empty() {
            let scale = if most > of_named { ", eigen schaal" } else { "" };
            let passages = format!("{}{scale}", counted(row.total, "passage", "passages"));
            write(&name, &fitted(&row.name, NAMES - SCALE, 14), (0, each - 44), 14, INK, HPos::Left)?;
            write(&name, &passages, (0, each - 25), 12, FAINT, HPos::Left)?;
        }
        draw_row(&bars, row, most, each)?;
        below = rest;
    }
    let (_, years) = below.split_horizontally(names);
    draw_periods(&years, &periods)
}

/// Bars of one series with the lines of the scale behind them and numbers above.
fn draw_row(area: &Area<'_>, row: &Row, most: usize, height: i32) -> Result<(), Failed> {
    let most = u32::try_from(most).unwrap_or(u32::MAX);
    let slots = row.passages.len().max(1);
    // Room above the highest bar for its number.
    let top = most + (f64::from(most) * 12.0 / f64::from(height - 24)).ceil() as u32;
    let mut chart = ChartBuilder::on(area).margin_top(12).build_cartesian_2d(0.0..slots as f64, 0u32..top)?;
    chart
        .configure_mesh()
        .disable_x_mesh()
        .disable_axes()
        .y_labels(if height == SINGLE { 6 } else { 3 })
        .bold_line_style(RULE)
        .light_line_style(TRANSPARENT)
        .draw()?;
    let plotting = chart.plotting_area();
    // What a line of the scale stands for, before it.
    for value in plotting_lines(top, height) {
        let (x, y) = plotting.map_coordinate(&(0.0, value));
        let (left, above) = area.get_base_pixel();
        let text = (x - left - 10, y - above - 6);
        write(area, &number(value as usize), text, 11, FAINT, HPos::Right)?;
    }
    let (width, _) = area.dim_in_pixel();
    let slot = f64::from(width) / slots as f64;
    let digits = number(most as usize).len() as i32;
    let has_room = slot >= f64::from(digits * DIGIT + 2);
    let highest = row.most();
    let mut is_told = false;
    let colour = if row.is_named { DARK } else { LIGHT };
    let (left, above) = area.get_base_pixel();
    for (n, passages) in row.passages.iter().enumerate().filter(|(_, passages)| **passages > 0) {
        let value = u32::try_from(*passages).unwrap_or(u32::MAX);
        let (x0, y) = plotting.map_coordinate(&(n as f64 + 0.12, value));
        let (x1, bottom) = plotting.map_coordinate(&(n as f64 + 0.88, 0));
        let (x0, x1, y, bottom) = (x0 - left, x1 - left, y - above, bottom - above);
        area.draw(&Rectangle::new([(x0, y.min(bottom - 1)), (x1.max(x0 + 1), bottom)], colour.filled()))?;
        // Where not all fit, the highest tells how high it is.
        if has_room || (*passages == highest && !is_told) {
            write(area, &number(*passages), ((x0 + x1) / 2, y - 14), 11, INK, HPos::Center)?;
            is_told = true;
        }
    }
    let (x, y) = plotting.map_coordinate(&(0.0, 0));
    let base = [(x - left, y - above), (x - left + i32::try_from(width).unwrap_or(0), y - above)];
    area.draw(&PathElement::new(base, FAINT))
}

/// Values at which a line of the scale stands: those that the mesh chooses.
fn plotting_lines(top: u32, height: i32) -> Vec<u32> {
    use plotters::coord::ranged1d::Ranged;
    let most = if height == SINGLE { 6 } else { 3 };
    let scale: plotters::coord::types::RangedCoordu32 = (0..top).into();
    scale.key_points(most)
}

/// Years below the bars, or of months the Januaries, as many as there is room for.
fn draw_periods(area: &Area<'_>, periods: &[&str]) -> Result<(), Failed> {
    let (width, _) = area.dim_in_pixel();
    let slot = f64::from(width) / periods.len().max(1) as f64;
    let is_months = periods.first().is_some_and(|period| period.contains('-'));
    let all_fit = slot >= 52.0 || (!is_months && slot >= 34.0);
    let named: Vec<(usize, &str)> = periods
        .iter()
        .enumerate()
        .filter(|(_, period)| all_fit || !is_months || period.ends_with("-01"))
        .map(|(n, period)| (n, if all_fit { *period } else { period.split('-').next().unwrap_or(period) }))
        .collect();
    let mut free = 0;
    for (n, text) in named {
        let middle = ((n as f64 + 0.5) * slot) as i32;
        let half = if text.len() > 4 { 25 } else { 16 };
        if middle - half >= free {
            area.draw(&PathElement::new([(middle, 0), (middle, 4)], FAINT))?;
            write(area, text, (middle, 7), 12, INK, HPos::Center)?;
            free = middle + half;
        }
    }
    Ok(())
}
