//! What a page draws: glyphs with their places, rules, and whether there are images.

use std::collections::HashMap;
use std::panic::resume_unwind;

use hayro_interpret::font::{Glyph as Drawn, GlyphRun};
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::kurbo::{Affine, BezPath, PathEl, Point, Rect, Shape};
use hayro_interpret::{BlendMode, ClipPath, Device, DrawMode, DrawProps, Image, ImageDrawProps, SoftMask};

use super::glyph::Glyph;

/// Rules of one page that are kept; a drawing has more, a table not.
const MAX_RULES: usize = 4_000;
/// Drawing steps of one page after which it is cut off: the page of a map has a hundred thousand.
const MAX_STEPS: usize = 3_000_000;
/// A path this long is a drawing, not a rule or the borders of a table.
const MAX_RULE_ELEMENTS: usize = 400;
/// Letters of a run that are measured for their weight.
const MEASURED_LETTERS: usize = 12;
/// Thickest rule, in points.
const MAX_RULE_WIDTH: f64 = 3.0;
/// Shortest rule, in points.
const MIN_RULE_LENGTH: f64 = 6.0;
/// Share of the page that an image has to cover to be what the page shows.
const MIN_IMAGE_SHARE: f64 = 0.04;

/// A straight line, level or upright, in points from the upper left corner of the page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Rule {
    pub x0: f32,
    pub y0: f32,
    pub x1: f32,
    pub y1: f32,
}

impl Rule {
    /// Whether it runs from left to right.
    pub fn is_level(&self) -> bool {
        self.x1 - self.x0 >= self.y1 - self.y0
    }
}

/// What is thrown to leave a page that goes on without end.
pub(super) struct PageCut;

/// Collects what a page draws.
pub(super) struct Collector {
    pub glyphs: Vec<Glyph>,
    pub rules: Vec<Rule>,
    pub shows_image: bool,
    page: Rect,
    max_glyphs: usize,
    steps: usize,
    /// Areas and lengths of outlines that were measured.
    outlines: HashMap<u128, (f64, f64)>,
}

impl Collector {
    pub fn new(width: f32, height: f32, max_glyphs: usize) -> Self {
        Self {
            glyphs: Vec::new(),
            rules: Vec::new(),
            shows_image: false,
            page: Rect::new(0.0, 0.0, f64::from(width), f64::from(height)),
            max_glyphs,
            steps: 0,
            outlines: HashMap::new(),
        }
    }

    fn step(&mut self) {
        self.steps += 1;
        if self.steps > MAX_STEPS || self.glyphs.len() >= self.max_glyphs {
            resume_unwind(Box::new(PageCut));
        }
    }

    /// Thickness of the strokes of the first letters of a run, in thousandths of an em: twice their area over the length
    /// of their outlines, which is about the same for all text in a font. The weight that a font claims is often missing.
    fn stem(&mut self, run: &GlyphRun<'_, '_>) -> f32 {
        let (mut area, mut length) = (0.0, 0.0);
        for glyph in run.glyphs().iter().take(MEASURED_LETTERS) {
            let Drawn::Outline(outline) = &**glyph else { return 0.0 };
            // Bullets and dashes are as thick as they are.
            if !matches!(outline.as_unicode(), Some(BfString::Char(letter)) if letter.is_alphanumeric()) {
                continue;
            }
            let measured = self.outlines.entry(outline.identifier().cache_key()).or_insert_with(|| {
                let path = outline.outline();
                let is_simple = path.elements().len() <= MAX_RULE_ELEMENTS;
                if is_simple { (path.area().abs(), path.perimeter(1.0)) } else { (0.0, 0.0) }
            });
            area += measured.0;
            length += measured.1;
        }
        if length > 0.0 { (2.0 * area / length) as f32 } else { 0.0 }
    }

    fn add_glyph(&mut self, glyph: &Drawn<'_>, transform: Affine, stem: f32) {
        let [a, b, c, d, x, y] = transform.as_coeffs();
        let stretch = a.hypot(b);
        let size = 1000.0 * c.hypot(d);
        if !(stretch > 0.0 && size > 0.1 && size < 5000.0 && self.page.inflate(2.0, 2.0).contains(Point::new(x, y))) {
            return;
        }
        let width = match glyph {
            Drawn::Outline(outline) => outline.advance_width(),
            Drawn::Type3(glyph) => glyph.advance_width(),
        };
        let advance = f64::from(width.unwrap_or(500.0)) * stretch;
        let advance = if advance.is_finite() { advance.clamp(0.0, 2.0 * size) } else { 0.0 };
        let (cos, sin) = (a / stretch, b / stretch);
        // Whole degrees in steps of five: scans that were read are turned by a little.
        let turn = ((sin.atan2(cos).to_degrees() / 5.0).round() * 5.0) as i16;
        let whole =
            Glyph { x: x as f32, y: y as f32, advance: advance as f32, size: size as f32, stem, turn, letter: ' ' };
        match glyph.as_unicode() {
            None => self.glyphs.push(Glyph { letter: '\u{fffd}', ..whole }),
            Some(BfString::Char(letter)) => self.glyphs.extend(whole.spread(&[letter], cos as f32, sin as f32)),
            Some(BfString::String(letters)) => {
                let letters: Vec<char> = letters.chars().take(8).collect();
                self.glyphs.extend(whole.spread(&letters, cos as f32, sin as f32));
            }
        }
    }

    fn add_rule(&mut self, a: Point, b: Point) {
        if self.rules.len() >= MAX_RULES {
            return;
        }
        let area = Rect::from_points(a, b).intersect(self.page);
        let (long, thick) = (area.width().max(area.height()), area.width().min(area.height()));
        if long >= MIN_RULE_LENGTH && thick <= MAX_RULE_WIDTH {
            let rule = Rule { x0: area.x0 as f32, y0: area.y0 as f32, x1: area.x1 as f32, y1: area.y1 as f32 };
            if self.rules.last() != Some(&rule) {
                self.rules.push(rule);
            }
        }
    }

    fn add_path(&mut self, path: &BezPath, transform: Affine, is_filled: bool) {
        if path.elements().len() > MAX_RULE_ELEMENTS {
            return;
        }
        let (mut first, mut last) = (Point::ZERO, Point::ZERO);
        let mut area: Option<Rect> = None;
        let mut edges = Vec::new();
        for element in path.elements().iter().chain([&PathEl::MoveTo(Point::ZERO)]) {
            match element {
                PathEl::MoveTo(point) => {
                    // A filled shape is a rule by its extent, a drawn one by its edges.
                    if let Some(area) = area.take()
                        && is_filled
                    {
                        self.add_rule(area.origin(), Point::new(area.x1, area.y1));
                    }
                    (first, last) = (transform * *point, transform * *point);
                }
                PathEl::LineTo(point) => {
                    let next = transform * *point;
                    edges.push((last, next));
                    last = next;
                }
                PathEl::ClosePath => {
                    edges.push((last, first));
                    last = first;
                }
                PathEl::QuadTo(..) | PathEl::CurveTo(..) => return,
            }
            if !matches!(element, PathEl::MoveTo(_)) {
                let edge = Rect::from_points(first, last);
                area = Some(area.map_or(edge, |area| area.union(edge)));
            }
        }
        if !is_filled {
            for (from, to) in edges {
                self.add_rule(from, to);
            }
        }
    }
}

impl<'a> Device<'a> for Collector {
    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, mode: &DrawMode) {
        self.step();
        self.add_path(path, props.transform, matches!(mode, DrawMode::Fill(_)));
    }

    fn draw_rect(&mut self, rect: &Rect, props: DrawProps<'a>, mode: &DrawMode) {
        self.step();
        let area = props.transform.transform_rect_bbox(*rect);
        if matches!(mode, DrawMode::Fill(_)) {
            self.add_rule(area.origin(), Point::new(area.x1, area.y1));
        } else {
            let corners = [(area.x0, area.y0), (area.x1, area.y0), (area.x1, area.y1), (area.x0, area.y1)];
            for edge in 0..4 {
                self.add_rule(corners[edge].into(), corners[(edge + 1) % 4].into());
            }
        }
    }

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, mode: &DrawMode) {
        let stem = if matches!(mode, DrawMode::Invisible) { 0.0 } else { self.stem(run) };
        for glyph in run.glyphs() {
            self.step();
            self.add_glyph(glyph, props.transform * glyph.transform(), stem);
        }
    }

    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        self.step();
        let size = Rect::new(0.0, 0.0, f64::from(image.width()), f64::from(image.height()));
        let drawn = props.transform.transform_rect_bbox(size).intersect(self.page);
        self.shows_image |= drawn.area() >= MIN_IMAGE_SHARE * self.page.area();
    }

    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_clip_rect(&mut self, _: &Rect) {}
    fn pop_clip(&mut self) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}
    fn pop_transparency_group(&mut self) {}
}
