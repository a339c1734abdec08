//! Numbers of lists as they are written: `3`, `c`, `iii`.

/// How the number of a point is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Numeral {
    #[default]
    Decimal,
    /// `01`.
    DecimalZero,
    LowerLetter,
    UpperLetter,
    LowerRoman,
    UpperRoman,
    /// Nothing at all.
    None,
}

impl Numeral {
    pub(super) fn write(self, number: u32) -> String {
        match self {
            Self::Decimal => number.to_string(),
            Self::DecimalZero => format!("{number:02}"),
            Self::LowerLetter => letters(number),
            Self::UpperLetter => letters(number).to_ascii_uppercase(),
            Self::LowerRoman => roman(number),
            Self::UpperRoman => roman(number).to_ascii_uppercase(),
            Self::None => String::new(),
        }
    }
}

/// `a` to `z`, then `aa`, `bb`, as word processors count.
fn letters(number: u32) -> String {
    // Longer runs of one letter are of nobody's making.
    if number == 0 || number > 26 * 8 {
        return number.to_string();
    }
    let letter = char::from(b'a' + ((number - 1) % 26) as u8);
    std::iter::repeat_n(letter, (number as usize - 1) / 26 + 1).collect()
}

fn roman(number: u32) -> String {
    const SIGNS: [(u32, &str); 13] = [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    if number == 0 || number > 3999 {
        return number.to_string();
    }
    let mut rest = number;
    let mut text = String::new();
    for (value, sign) in SIGNS {
        while rest >= value {
            text.push_str(sign);
            rest -= value;
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_as_word_processors_do() {
        let written = |numeral: Numeral, numbers: &[u32]| numbers.iter().map(|n| numeral.write(*n)).collect::<Vec<_>>();
        assert_eq!(written(Numeral::LowerLetter, &[1, 26, 27, 28, 0]), ["a", "z", "aa", "bb", "0"]);
        assert_eq!(written(Numeral::UpperRoman, &[4, 9, 1994, 4000]), ["IV", "IX", "MCMXCIV", "4000"]);
        assert_eq!(written(Numeral::DecimalZero, &[7, 12]), ["07", "12"]);
    }
}
