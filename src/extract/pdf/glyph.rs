//! Glyphs: their letters, the direction in which they run, and doubles drawn over one another.

/// One letter where it is drawn, in points from the upper left corner of the page; after [`upright`] in the direction of
/// its line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Glyph {
    pub x: f32,
    /// The line it stands on, downwards.
    pub y: f32,
    /// How far the next letter stands from it.
    pub advance: f32,
    /// Height of an em.
    pub size: f32,
    /// Thickness of its strokes in thousandths of an em, 0 where it is not known.
    pub stem: f32,
    /// Direction in which it runs, in degrees, clockwise.
    pub turn: i16,
    pub letter: char,
}

impl Glyph {
    /// Where it ends.
    pub fn end(&self) -> f32 {
        self.x + self.advance
    }

    pub fn is_blank(&self) -> bool {
        self.letter == ' '
    }

    /// The glyph that shows `letters`, as one glyph a letter: ligatures taken apart, what is not seen left out.
    pub fn spread(self, letters: &[char], cos: f32, sin: f32) -> impl Iterator<Item = Self> {
        let mut plain = Vec::with_capacity(letters.len());
        for letter in letters {
            push_plain(*letter, &mut plain);
        }
        let advance = self.advance / plain.len().max(1) as f32;
        plain.into_iter().enumerate().map(move |(place, letter)| {
            let along = advance * place as f32;
            Self { x: self.x + along * cos, y: self.y + along * sin, advance, letter, ..self }
        })
    }
}

/// Writes what stands for a letter in the text.
fn push_plain(letter: char, plain: &mut Vec<char>) {
    match letter {
        '\u{fb00}' => plain.extend(['f', 'f']),
        '\u{fb01}' => plain.extend(['f', 'i']),
        '\u{fb02}' => plain.extend(['f', 'l']),
        '\u{fb03}' => plain.extend(['f', 'f', 'i']),
        '\u{fb04}' => plain.extend(['f', 'f', 'l']),
        '\u{fb05}' | '\u{fb06}' => plain.extend(['s', 't']),
        // Marks of lists in the fonts Symbol and Wingdings.
        '\u{f0b7}' | '\u{f06c}' | '\u{f09f}' => plain.push('•'),
        '\u{f0a7}' | '\u{f06e}' => plain.push('▪'),
        '\u{f02d}' => plain.push('-'),
        '\u{f0d8}' | '\u{f0fc}' => plain.push('‣'),
        '\u{2010}' | '\u{2011}' => plain.push('-'),
        // Hair, thin and zero-width spaces stand within words; the gap tells whether one ends.
        '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{feff}' => {}
        _ if letter.is_whitespace() => plain.push(' '),
        _ if letter.is_control() => {}
        // What fonts without letters put in their place.
        '\u{fdd0}'..='\u{fdef}' | '\u{fffe}' | '\u{ffff}' => plain.push(char::REPLACEMENT_CHARACTER),
        _ => plain.push(letter),
    }
}

/// Parts the glyphs by the direction in which they run, most of them first, each turned so that it runs to the right.
pub(super) fn upright(glyphs: Vec<Glyph>) -> Vec<Vec<Glyph>> {
    let mut turns: Vec<(i16, Vec<Glyph>)> = Vec::new();
    for mut glyph in glyphs {
        if glyph.turn != 0 {
            let (sin, cos) = f32::from(glyph.turn).to_radians().sin_cos();
            (glyph.x, glyph.y) = (glyph.x * cos + glyph.y * sin, glyph.y * cos - glyph.x * sin);
        }
        match turns.iter_mut().find(|(turn, _)| *turn == glyph.turn) {
            Some((_, same)) => same.push(glyph),
            None => turns.push((glyph.turn, vec![glyph])),
        }
    }
    turns.sort_by_key(|(_, glyphs)| std::cmp::Reverse(glyphs.len()));
    turns.into_iter().map(|(_, glyphs)| glyphs).collect()
}

/// Distance within which the same letter drawn again is a double, in ems.
const DOUBLE_WITHIN: f32 = 0.1;

/// Letters at the same place of their lines among which a double is looked for: no page has more lines.
const MAX_BESIDE: usize = 256;

/// Drops letters drawn a second time at the same place: bold that is none, shadows, a layer of text under another.
pub(super) fn drop_doubles(glyphs: &mut Vec<Glyph>) {
    // Letter, place in tenths of a point and index in one number each: sorting them brings doubles side by side.
    let mut places: Vec<u64> = glyphs
        .iter()
        .enumerate()
        .filter(|(_, glyph)| !glyph.is_blank())
        .map(|(index, glyph)| {
            let tenths = ((glyph.x + 1000.0) * 10.0).clamp(0.0, 524_287.0) as u64;
            u64::from(u32::from(glyph.letter)) << 43 | tenths << 24 | (index as u64 & 0xff_ffff)
        })
        .collect();
    places.sort_unstable();
    let mut doubles = Vec::new();
    for (place, packed) in places.iter().enumerate() {
        let first = &glyphs[(packed & 0xff_ffff) as usize];
        let within = DOUBLE_WITHIN * first.size;
        for other in places[place + 1..].iter().take(MAX_BESIDE) {
            let (index, is_same) = ((other & 0xff_ffff) as usize, other >> 43 == packed >> 43);
            let second = &glyphs[index];
            if !is_same || second.x - first.x > within + 0.1 {
                break;
            }
            if (second.x - first.x).abs() <= within && (second.y - first.y).abs() <= within {
                doubles.push(index.max((packed & 0xff_ffff) as usize));
            }
        }
    }
    doubles.sort_unstable();
    doubles.dedup();
    let mut index = 0;
    let mut left = doubles.iter().peekable();
    glyphs.retain(|_| {
        let is_double = left.next_if(|double| **double == index).is_some();
        index += 1;
        !is_double
    });
}
