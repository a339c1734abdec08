//! Code pages of a document and of its fonts.

use std::collections::HashMap;

use encoding_rs::Encoding;

/// How bytes of text are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Charset {
    Encoding(&'static Encoding),
    /// Signs of a symbol font, which stand for no letters.
    Symbol,
}

impl Charset {
    /// The characters of some bytes; those of symbol fonts where Unicode keeps room for them.
    pub(super) fn decode(self, bytes: &[u8]) -> String {
        match self {
            Self::Encoding(encoding) => encoding.decode_without_bom_handling(bytes).0.into_owned(),
            Self::Symbol => bytes.iter().map(|byte| char::from_u32(0xf000 + u32::from(*byte)).unwrap_or(' ')).collect(),
        }
    }
}

/// The fonts of a document.
#[derive(Debug)]
pub(super) struct Fonts {
    document: &'static Encoding,
    by_number: HashMap<i32, Charset>,
    pub(super) standard: i32,
}

impl Default for Fonts {
    fn default() -> Self {
        Self { document: encoding_rs::WINDOWS_1252, by_number: HashMap::new(), standard: 0 }
    }
}

impl Fonts {
    /// `\ansicpg`, `\mac`.
    pub(super) fn set_document(&mut self, encoding: Option<&'static Encoding>) {
        self.document = encoding.unwrap_or(encoding_rs::WINDOWS_1252);
    }

    /// `\fcharset` or `\cpg` of a font; those that only say "as the document" are left out.
    pub(super) fn set(&mut self, font: i32, charset: Option<Charset>) {
        if let Some(charset) = charset {
            self.by_number.insert(font, charset);
        }
    }

    pub(super) fn charset(&self, font: Option<i32>) -> Charset {
        let known = self.by_number.get(&font.unwrap_or(self.standard));
        known.copied().unwrap_or(Charset::Encoding(self.document))
    }
}

/// The encoding of a Windows code page.
pub(super) fn code_page(number: i32) -> Option<&'static Encoding> {
    let label = match number {
        932 => "shift_jis".to_owned(),
        936 => "gbk".to_owned(),
        949 => "euc-kr".to_owned(),
        950 => "big5".to_owned(),
        10000 => "macintosh".to_owned(),
        65001 => "utf-8".to_owned(),
        number => format!("windows-{number}"),
    };
    Encoding::for_label(label.as_bytes())
}

/// The charset of a font, by the number that Windows gives it.
pub(super) fn font_charset(number: i32) -> Option<Charset> {
    let page = match number {
        2 => return Some(Charset::Symbol),
        77 => 10000,
        128 => 932,
        129 => 949,
        134 => 936,
        136 => 950,
        161 => 1253,
        162 => 1254,
        163 => 1258,
        177 => 1255,
        178 => 1256,
        186 => 1257,
        204 => 1251,
        222 => 874,
        238 => 1250,
        _ => return None,
    };
    code_page(page).map(Charset::Encoding)
}
