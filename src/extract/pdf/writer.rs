//! Writes small PDFs for the tests.

use std::fmt::Write;

/// A PDF that is put together page by page.
#[derive(Clone, Default)]
pub(super) struct Writer {
    pages: Vec<(String, String)>,
    info: String,
    catalog: String,
    trailer: String,
}

/// What one page draws.
#[derive(Default)]
pub(super) struct Sheet(String);

impl Sheet {
    /// A text of the given size, its first letter at a place from the lower left corner; a page is 595 by
    /// 842 points.
    pub fn text(mut self, size: f32, x: f32, y: f32, text: &str) -> Self {
        self.show("R", size, x, y, text);
        self
    }

    /// The same in bold.
    pub fn bold(mut self, size: f32, x: f32, y: f32, text: &str) -> Self {
        self.show("B", size, x, y, text);
        self
    }

    /// Lines of running text below one another.
    pub fn lines<'a>(mut self, x: f32, y: f32, texts: impl IntoIterator<Item = &'a str>) -> Self {
        for (text, line) in texts.into_iter().zip(0_u8..) {
            self.show("R", 11.0, x, y - 14.0 * f32::from(line), text);
        }
        self
    }

    /// A rule from one place to another.
    pub fn rule(self, x0: f32, y0: f32, x1: f32, y1: f32) -> Self {
        self.raw(&format!("0.5 w {x0} {y0} m {x1} {y1} l S"))
    }

    /// Operators as they stand.
    pub fn raw(mut self, operators: &str) -> Self {
        self.0.push_str(operators);
        self.0.push('\n');
        self
    }

    fn show(&mut self, font: &str, size: f32, x: f32, y: f32, text: &str) {
        let _ = writeln!(self.0, "BT /{font} {size} Tf {x} {y} Td ({}) Tj ET", literal(text));
    }
}

impl Writer {
    /// Adds a page.
    pub fn page(self, sheet: Sheet) -> Self {
        self.page_with("", sheet)
    }

    /// Adds a page with further entries of its dictionary.
    pub fn page_with(mut self, entries: &str, sheet: Sheet) -> Self {
        self.pages.push((entries.to_owned(), sheet.0));
        self
    }

    /// Sets the document information.
    pub fn info(mut self, entries: &str) -> Self {
        entries.clone_into(&mut self.info);
        self
    }

    /// Adds to the catalog.
    pub fn catalog(mut self, entries: &str) -> Self {
        entries.clone_into(&mut self.catalog);
        self
    }

    /// Adds to the trailer.
    pub fn trailer(mut self, entries: &str) -> Self {
        entries.clone_into(&mut self.trailer);
        self
    }

    /// The bytes of the file.
    pub fn bytes(&self) -> Vec<u8> {
        let kids: String = (0..self.pages.len()).map(|page| format!("{} 0 R ", 8 + 2 * page)).collect();
        let font = |name: &str| {
            format!(
                "<</Type/Font/Subtype/Type1/BaseFont/{name}\
                 /Encoding<</BaseEncoding/WinAnsiEncoding/Differences[1/fi/ff/g1]>>>>"
            )
        };
        let mut objects = vec![
            format!("<</Type/Catalog/Pages 2 0 R{}>>", self.catalog),
            format!("<</Type/Pages/Kids[{kids}]/Count {}/MediaBox[0 0 595 842]/Resources 3 0 R>>", self.pages.len()),
            "<</Font<</R 4 0 R/B 5 0 R>>/XObject<</I 6 0 R>>>>".to_owned(),
            font("Helvetica"),
            font("Helvetica-Bold"),
            "<</Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8/Length 1>>\
             stream\n \nendstream"
                .to_owned(),
            format!("<<{}>>", self.info),
        ];
        for (index, (entries, content)) in self.pages.iter().enumerate() {
            objects.push(format!("<</Type/Page/Parent 2 0 R/Contents {} 0 R{entries}>>", 9 + 2 * index));
            objects.push(format!("<</Length {}>>stream\n{content}\nendstream", content.len()));
        }
        let mut file = "%PDF-1.7\n".to_owned();
        let mut places = Vec::new();
        for (index, object) in objects.iter().enumerate() {
            places.push(file.len());
            let _ = writeln!(file, "{} 0 obj\n{object}\nendobj", index + 1);
        }
        let table = file.len();
        let _ = writeln!(file, "xref\n0 {}\n0000000000 65535 f ", objects.len() + 1);
        for place in places {
            let _ = writeln!(file, "{place:010} 00000 n ");
        }
        let _ = writeln!(
            file,
            "trailer\n<</Size {}/Root 1 0 R/Info 7 0 R{}>>\nstartxref\n{table}\n%%EOF",
            objects.len() + 1,
            self.trailer
        );
        file.into_bytes()
    }
}

/// The text in the encoding of Windows, what is special or not ASCII as octal numbers.
fn literal(text: &str) -> String {
    let mut literal = String::new();
    for c in text.chars() {
        match c {
            '(' | ')' | '\\' => literal.extend(['\\', c]),
            '•' => literal.push_str("\\225"),
            '€' => literal.push_str("\\200"),
            _ if (' '..='~').contains(&c) => literal.push(c),
            _ => {
                let _ = write!(literal, "\\{:03o}", u32::from(c) & 0xff);
            }
        }
    }
    literal
}
