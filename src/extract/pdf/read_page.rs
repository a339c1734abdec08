//! One page, from what it draws to its lines.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::hayro_syntax::object::Array;
use hayro_interpret::hayro_syntax::page::Page as PdfPage;
use hayro_interpret::kurbo::{Affine, Rect};
use hayro_interpret::{Context, InterpreterCache, InterpreterSettings, InterpreterWarning, interpret_page};

use super::columns;
use super::device::{Collector, PageCut};
use super::glyph::{Glyph, drop_doubles, upright};
use super::grid::{self, Part};
use super::line::{Line, Page, lines};
use super::segment::{Walls, segments};

/// A page and how the reading of it went.
pub(super) struct Read {
    pub page: Page,
    pub shows_image: bool,
    /// Whether it holds more than is read of one page.
    pub is_cut: bool,
    /// Whether some of it could not be read: its drawing, or a font.
    pub is_broken: bool,
}

/// Reads a page.
pub(super) fn read_page<'a>(
    pdf: &'a Pdf,
    page: &PdfPage<'a>,
    cache: &mut InterpreterCache<'a>,
    number: u32,
    max_glyphs: usize,
) -> Read {
    let (width, height) = page.render_dimensions();
    let mut collector = Collector::new(width, height, max_glyphs);
    // A page that fails costs its rest, not the document.
    let lost_font = Arc::new(AtomicBool::new(false));
    let run = catch_unwind(AssertUnwindSafe(|| {
        let transform = Affine::new(page.initial_transform(true).as_coeffs());
        let area = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
        let lost_font = Arc::clone(&lost_font);
        let settings = InterpreterSettings {
            warning_sink: Arc::new(move |warning| {
                if matches!(warning, InterpreterWarning::UnsupportedFont) {
                    lost_font.store(true, Ordering::Relaxed);
                }
            }),
            ..InterpreterSettings::default()
        };
        let mut context = Context::new(transform, area, cache, pdf.xref(), settings);
        interpret_page(page, &mut context, &mut collector);
    }));
    let (mut is_cut, mut is_broken) = (false, has_lost_drawing(page) || lost_font.load(Ordering::Relaxed));
    if let Err(thrown) = run {
        is_cut = thrown.is::<PageCut>();
        is_broken |= !is_cut;
        // What it holds may be half made.
        *cache = InterpreterCache::new();
    }
    let Collector { glyphs, rules, shows_image, .. } = collector;
    let mut turned = upright(glyphs).into_iter();
    let main = turned.next().unwrap_or_default();
    let turn = main.first().map_or(0, |glyph| glyph.turn);
    let (top, bottom) = match turn {
        90 => (-width, 0.0),
        -90 => (0.0, width),
        180 | -180 => (-height, 0.0),
        _ => (0.0, height),
    };
    // Rules are kept as they are drawn, so they fit upright text only.
    let rules = if turn == 0 { rules } else { Vec::new() };
    let walls = Walls::new(&rules);
    let mut read = Vec::new();
    for part in grid::part(pieces(main, &walls), &rules, &walls, (width, height)) {
        match part {
            Part::Rows(rows) => read.extend(rows),
            Part::Pieces(pieces) => read.extend(columns::lines_and_rows(&pieces)),
        }
    }
    // Stamps in the margin and marks across the page stand behind the rest, not in it.
    let no_walls = Walls::new(&[]);
    for glyphs in turned {
        read.extend(lines(&pieces(glyphs, &no_walls)).into_iter().map(|line| Line { begins: Some(true), ..line }));
    }
    Read { page: Page { number, lines: read, top, bottom }, shows_image, is_cut, is_broken }
}

/// Whether a page names what it draws, and none of that could be unpacked.
fn has_lost_drawing(page: &PdfPage<'_>) -> bool {
    match page.page_stream() {
        None => page.raw().contains_key("Contents"),
        Some([]) => page.raw().get::<Array<'_>>("Contents").is_some_and(|parts| parts.raw_iter().next().is_some()),
        Some(_) => false,
    }
}

fn pieces(mut glyphs: Vec<Glyph>, walls: &Walls) -> Vec<super::segment::Segment> {
    drop_doubles(&mut glyphs);
    segments(&glyphs, walls)
}
