//! What tesseract tells of a page, in hOCR (HTML with the place of each word): to pieces of lines.

use super::super::xml::{Node, Tree};
use super::image::Image;
use super::{OcrPage, OcrPiece};

/// Height of A4, in points: what the height of every page is taken for.
const PAGE_HEIGHT: f32 = 842.0;
/// How sure a line has to be on average, in a hundred; below it are stamps, handwriting and dirt.
const MIN_CONFIDENCE: f32 = 40.0;
/// Size of type against what hOCR gives as `x_size`, which spans a line from the feet of its letters to their heads. Measured on pages
/// of which both are known.
const SIZE_OF_LINE: f32 = 0.9;
/// Gap that parts two pieces of a line, in ems, as in pages with text.
const MIN_PART_GAP: f32 = 1.1;
/// Sizes that differ by less than this share are one: measured sizes are never quite the same.
const SAME_SIZE: f32 = 0.12;

/// A line in pixels.
struct Row {
    words: Vec<Word>,
    /// Height of the baseline at `x`, and its slope.
    at: (f32, f32),
    slope: f32,
    size: f32,
}

struct Word {
    text: String,
    x: (f32, f32),
    /// Left, top, right, bottom.
    area: [f32; 4],
}

/// The page that hOCR tells of; on its image the strokes are measured.
pub(super) fn page(hocr: &[u8], image: Option<&Image<'_>>, number: u32, tool: &str) -> OcrPage {
    let nothing = OcrPage { number, height: PAGE_HEIGHT, pieces: Vec::new(), tool: tool.to_owned() };
    let Ok(tree) = Tree::parse(hocr, "hOCR") else { return nothing };
    let mut rows = Vec::new();
    let mut page = (0.0, 0.0);
    walk(tree.root(), &mut rows, &mut page);
    let (width, height) = page;
    if height <= 0.0 {
        return nothing;
    }
    // A page that lay on its side was turned, its image was not.
    let image = image.filter(|image| image.is_of_size(width, height));
    let scale = PAGE_HEIGHT / height;
    let slope = slope_of_page(&rows);
    let usual = usual_size(&rows);
    let mut pieces: Vec<OcrPiece> = Vec::new();
    for row in rows {
        let size = if (row.size - usual).abs() <= SAME_SIZE * usual { usual } else { row.size };
        let mut end = None;
        for Word { text, x, area } in row.words {
            let stroke = image.map_or(0.0, |image| 1000.0 * image.stroke(area, size) / size);
            // The page is laid straight, by the slope that its lines have together.
            let baseline = row.at.1 + row.slope * (x.0 - row.at.0) - slope * x.0;
            let near = end.is_some_and(|end| x.0 - end <= MIN_PART_GAP * size);
            end = Some(x.1);
            match pieces.last_mut().filter(|_| near) {
                Some(piece) => {
                    piece.text.push(' ');
                    piece.text.push_str(&text);
                    piece.x.1 = x.1 * scale;
                    // The lightest word: a heading is bold throughout.
                    piece.strokes.0 = lighter(piece.strokes.0, stroke);
                }
                None => pieces.push(OcrPiece {
                    text,
                    x: (x.0 * scale, x.1 * scale),
                    baseline: baseline * scale,
                    size: size * scale,
                    strokes: (stroke, stroke),
                }),
            }
        }
    }
    OcrPage { pieces, ..nothing }
}

/// The smaller of two thicknesses that are known.
fn lighter(a: f32, b: f32) -> f32 {
    if a == 0.0 || b == 0.0 { a.max(b) } else { a.min(b) }
}

fn walk(node: Node<'_>, rows: &mut Vec<Row>, page: &mut (f32, f32)) {
    for child in node.children() {
        match child.attribute("class") {
            Some("ocr_page") => {
                if let Some([_, _, right, bottom]) = numbers(child, "bbox") {
                    *page = (right, bottom);
                }
                walk(child, rows, page);
            }
            Some("ocr_line" | "ocr_header" | "ocr_caption" | "ocr_textfloat") => rows.extend(row(child)),
            _ => walk(child, rows, page),
        }
    }
}

/// A line with what of it is text.
fn row(node: Node<'_>) -> Option<Row> {
    let [left, _, _, bottom] = numbers(node, "bbox")?;
    let [slope, offset] = numbers(node, "baseline").unwrap_or([0.0, 0.0]);
    let [size] = numbers(node, "x_size")?;
    let mut words = Vec::new();
    let mut sure = 0.0;
    for child in node.children().filter(|child| child.attribute("class") == Some("ocrx_word")) {
        let text = child.all_text();
        let text = text.trim();
        let (Some(area), Some([confidence])) = (numbers(child, "bbox"), numbers(child, "x_wconf")) else {
            continue;
        };
        if !text.is_empty() {
            sure += confidence;
            words.push(Word { text: text.to_owned(), x: (area[0], area[2]), area });
        }
    }
    let is_sure = !words.is_empty() && sure >= MIN_CONFIDENCE * words.len() as f32;
    let has_letters = words.iter().any(|word| word.text.contains(char::is_alphanumeric));
    (is_sure && has_letters && size > 0.0).then_some(Row {
        words,
        at: (left, bottom + offset),
        slope,
        size: size * SIZE_OF_LINE,
    })
}

/// `N` numbers behind a key of the title of an element.
fn numbers<const N: usize>(node: Node<'_>, key: &str) -> Option<[f32; N]> {
    let title = node.attribute("title")?;
    let property = title.split(';').map(str::trim).find_map(|part| part.strip_prefix(key)?.strip_prefix(' '))?;
    let mut read = property.split(' ').map(|number| number.parse::<f32>().ok().filter(|number| number.is_finite()));
    let mut found = [0.0; N];
    for number in &mut found {
        *number = read.next()??;
    }
    Some(found)
}

/// The slope in the middle of those of all lines: how the page lay.
fn slope_of_page(rows: &[Row]) -> f32 {
    middle(rows.iter().filter(|row| row.words.len() > 2).map(|row| row.slope)).unwrap_or(0.0)
}

/// The size of the middle letter of the page.
fn usual_size(rows: &[Row]) -> f32 {
    let of_words = rows.iter().flat_map(|row| row.words.iter().map(|_| row.size));
    middle(of_words).unwrap_or(0.0)
}

fn middle(numbers: impl Iterator<Item = f32>) -> Option<f32> {
    let mut numbers: Vec<f32> = numbers.collect();
    numbers.sort_by(f32::total_cmp);
    numbers.get(numbers.len() / 2).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(lines: &str) -> String {
        format!(
            r#"<?xml version="1.0"?><html><body><div class='ocr_page' title='image "stdin"; bbox 0 0 1700 2526; ppageno 0'><div class='ocr_carea'><p class='ocr_par'>{lines}</p></div></div></body></html>"#
        )
    }

    fn line(y: u32, baseline: &str, words: &[(u32, u32, u32, &str)]) -> String {
        let words: String = words
            .iter()
            .map(|(from, to, sure, text)| {
                format!(
                    "<span class='ocrx_word' title='bbox {from} {y} {to} {}; x_wconf {sure}'>{text}</span> ",
                    y + 30
                )
            })
            .collect();
        format!(
            "<span class='ocr_line' title=\"bbox {} {y} 900 {}; baseline {baseline}; x_size 30; x_descenders 6\">{words}</span>",
            100,
            y + 30
        )
    }

    #[test]
    fn words_of_a_line_are_one_piece_up_to_a_wide_gap() {
        let words = [(100, 180, 90, "Datum:"), (300, 320, 95, "4"), (330, 400, 96, "maart"), (410, 480, 96, "&amp;")];
        let page = page(told(&line(200, "0 -6", &words)).as_bytes(), None, 3, "tesseract 5");
        let texts: Vec<&str> = page.pieces.iter().map(|piece| piece.text.as_str()).collect();
        assert_eq!((page.number, texts), (3, vec!["Datum:", "4 maart &"]));
        assert!((page.pieces[0].baseline - 224.0 / 3.0).abs() < 0.1, "{:?}", page.pieces[0]);
    }

    #[test]
    fn a_page_that_lies_askew_is_laid_straight() {
        let words = [(100, 180, 90, "De"), (190, 300, 95, "raad"), (700, 800, 96, "besluit"), (810, 900, 96, "nu")];
        let lines = line(200, "0.05 -40", &words) + &line(260, "0.05 -40", &words);
        let page = page(told(&lines).as_bytes(), None, 1, "tesseract 5");
        let [left, right] = [&page.pieces[0], &page.pieces[1]];
        assert!((left.baseline - right.baseline).abs() < 0.5, "{left:?} {right:?}");
    }

    #[test]
    fn stamps_and_dirt_are_left_out() {
        let lines = line(200, "0 0", &[(100, 180, 12, "~W"), (190, 220, 30, "xk")])
            + &line(260, "0 0", &[(100, 180, 90, "—"), (190, 220, 90, "|")])
            + &line(300, "0 0", &[(100, 180, 90, "Besluit")]);
        let page = page(told(&lines).as_bytes(), None, 1, "tesseract 5");
        assert_eq!(page.pieces.iter().map(|piece| piece.text.as_str()).collect::<Vec<_>>(), ["Besluit"]);
    }

    #[test]
    fn what_makes_no_sense_is_an_empty_page() {
        for hocr in ["", "<html>", "<html><span class='ocr_line' title='bbox a b'>x</span></html>"] {
            assert_eq!(page(hocr.as_bytes(), None, 1, "tesseract 5").pieces, []);
        }
    }
}
