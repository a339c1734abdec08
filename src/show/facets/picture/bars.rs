//! One field that is no time: a bar a value, lying, its name before it and its number behind.

use plotters::prelude::*;
use plotters::style::text_anchor::HPos;

use super::{Area, Axis, DARK, FacetPage, Failed, INK, LIGHT, fitted, number, with_others, write};

/// Pixels of a value.
const ROW: i32 = 26;
/// Pixels of the names.
const NAMES: i32 = 260;
/// Pixels of the numbers.
const NUMBERS: i32 = 130;

/// Pixels that the bars of a field take.
pub(super) fn height(axis: &Axis) -> i32 {
    ROW * i32::try_from(with_others(axis).len()).unwrap_or(i32::MAX / ROW).max(1)
}

pub(super) fn draw(area: &Area<'_>, page: &FacetPage, axis: &Axis) -> Result<(), Failed> {
    let rows = with_others(axis);
    let most = rows.iter().map(|(_, passages, _)| *passages).max().unwrap_or(0).max(1);
    let (width, _) = area.dim_in_pixel();
    let longest = f64::from(i32::try_from(width).unwrap_or(0) - NAMES - NUMBERS);
    for (y, (name, passages, is_named)) in (0..).step_by(ROW as usize).zip(&rows) {
        write(area, &fitted(name, NAMES - 12, 14), (NAMES - 8, y + 5), 14, INK, HPos::Right)?;
        let length = ((*passages as f64 / most as f64 * longest).round() as i32).max(i32::from(*passages > 0));
        let colour = if *is_named { DARK } else { LIGHT };
        if length > 0 {
            area.draw(&Rectangle::new([(NAMES, y + 3), (NAMES + length, y + ROW - 5)], colour.filled()))?;
        }
        let share = 100.0 * *passages as f64 / page.total.passages.max(1) as f64;
        let told = format!("{} ({share:.0}%)", number(*passages));
        write(area, &told, (NAMES + length + 7, y + 6), 13, INK, HPos::Left)?;
    }
    Ok(())
}
