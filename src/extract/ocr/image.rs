//! The image of a page, as far as the thickness of strokes is measured on it: bold print is what headings are told by.

/// Grey below which a pixel is ink.
const INK: u8 = 128;
/// Runs of ink longer than this share of the size of letters are bars that lie, not strokes that stand.
const MAX_RUN: f32 = 0.35;
/// Fewest runs by which a word is measured.
const MIN_RUNS: usize = 12;

/// A grey image.
pub(super) struct Image<'a> {
    width: usize,
    height: usize,
    pixels: &'a [u8],
}

impl<'a> Image<'a> {
    /// A binary PGM of 256 greys, as pdftoppm writes it; `None` for anything else.
    pub fn parse(pgm: &'a [u8]) -> Option<Self> {
        let mut rest = pgm.strip_prefix(b"P5")?;
        let mut numbers = [0_usize; 3];
        for number in &mut numbers {
            let start = rest.iter().position(|byte| !byte.is_ascii_whitespace())?;
            let end = start + rest[start..].iter().position(u8::is_ascii_whitespace)?;
            *number = str::from_utf8(&rest[start..end]).ok()?.parse().ok()?;
            rest = &rest[end..];
        }
        let [width, height, most] = numbers;
        let pixels = rest.get(1..)?;
        (most == 255 && width.checked_mul(height)? == pixels.len()).then_some(Self { width, height, pixels })
    }

    /// Whether it is as large as this.
    pub fn is_of_size(&self, width: f32, height: f32) -> bool {
        (self.width as f32, self.height as f32) == (width, height)
    }

    /// Thickness of the strokes in a box (left, top, right, bottom) whose letters have this size, in pixels; 0 where there are
    /// too few.
    pub fn stroke(&self, [left, top, right, bottom]: [f32; 4], size: f32) -> f32 {
        // Numbers below 0 and no numbers are 0; what lies beyond the image is not looked at.
        let clip = |at: f32, most: usize| (at as usize).min(most);
        let (from, to) = (clip(left, self.width), clip(right, self.width));
        let longest = (MAX_RUN * size) as usize;
        let (mut runs, mut ink) = (0_usize, 0_usize);
        for y in clip(top, self.height)..clip(bottom, self.height) {
            let row = &self.pixels[y * self.width + from.min(to)..y * self.width + to];
            for run in row.split(|grey| *grey >= INK).map(<[u8]>::len).filter(|run| (1..=longest).contains(run)) {
                runs += 1;
                ink += run;
            }
        }
        if runs < MIN_RUNS { 0.0 } else { ink as f32 / runs as f32 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Upright strokes of some thickness, ten pixels apart.
    fn strokes(thickness: usize) -> Vec<u8> {
        let mut pgm = b"P5\n200 30\n255\n".to_vec();
        pgm.extend((0..30).flat_map(|_| (0..200).map(|x| if x % 10 < thickness { 0 } else { 255 })));
        pgm
    }

    #[test]
    fn bold_strokes_are_thicker() {
        for thickness in [3, 5] {
            let pgm = strokes(thickness);
            let image = Image::parse(&pgm).unwrap();
            assert!(image.is_of_size(200.0, 30.0));
            assert_eq!(image.stroke([0.0, 0.0, 200.0, 30.0], 30.0), thickness as f32);
            assert_eq!(image.stroke([-5.0, f32::NAN, 1e9, 1e9], 30.0), thickness as f32, "a box beyond the image");
            assert_eq!(image.stroke([100.0, 0.0, 50.0, 30.0], 30.0), 0.0, "a box the wrong way round");
        }
    }

    #[test]
    fn what_is_no_image_is_none() {
        let whole = strokes(3);
        for pgm in [&b""[..], b"P5", b"P5\n9 9\n255\n", b"P6\n1 1\n255\n\0\0\0", &whole[..whole.len() - 1]] {
            assert!(Image::parse(pgm).is_none());
        }
    }
}
