//! What the pages are called by whoever made the document: `iv`, `A-3`, or a chapter that counts from 1 again.

use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::hayro_syntax::object::{Array, Dict, Name, Object, String as PdfString};

use super::super::numeral::Numeral;
use super::info;

/// Nodes of the tree that are looked at, and ranges that are taken; a book has a few dozen. They bound a tree that leads
/// back into itself, too.
const MAX_NODES: usize = 2_000;
const MAX_RANGES: usize = 10_000;
/// How deep nodes lie in one another.
const MAX_DEPTH: usize = 16;
/// Longest label, in characters: it is a number and what stands before it.
const MAX_CHARS: usize = 40;

/// Pages from one on that are called alike.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Range {
    /// Place of its first page, from 0.
    from: u32,
    numeral: Numeral,
    prefix: String,
    start: u32,
}

/// The labels of so many pages; empty where the document gives none.
pub(super) fn labels(pdf: &Pdf, pages: usize) -> Vec<Option<String>> {
    let catalog: Option<Dict<'_>> = pdf.xref().get(pdf.xref().root_id());
    let Some(tree) = catalog.and_then(|catalog| catalog.get::<Dict<'_>>("PageLabels")) else { return Vec::new() };
    written(ranges(tree), pages)
}

/// The ranges in the order of their pages; of several from one page the first.
fn ranges(root: Dict<'_>) -> Vec<Range> {
    let mut ranges = Vec::new();
    // Still to be looked at, the first last.
    let mut left = vec![(root, 0)];
    let mut nodes = 1;
    while let Some((node, depth)) = left.pop() {
        if ranges.len() >= MAX_RANGES {
            break;
        }
        if let Some(kids) = node.get::<Array<'_>>("Kids").filter(|_| depth < MAX_DEPTH) {
            let at = left.len();
            left.extend(kids.iter::<Dict<'_>>().take(MAX_NODES - nodes).map(|kid| (kid, depth + 1)));
            nodes += left.len() - at;
            left[at..].reverse();
        }
        if let Some(pairs) = node.get::<Array<'_>>("Nums") {
            let mut from = None;
            for object in pairs.iter::<Object<'_>>().take(2 * MAX_RANGES) {
                match object {
                    Object::Number(number) => from = u32::try_from(number.as_i64()).ok(),
                    Object::Dict(label) => ranges.extend(from.take().map(|from| range(from, &label))),
                    _ => from = None,
                }
            }
        }
    }
    ranges.sort_by_key(|range| range.from);
    ranges.dedup_by_key(|range| range.from);
    ranges
}

fn range(from: u32, label: &Dict<'_>) -> Range {
    let numeral = match label.get::<Name<'_>>("S").as_deref() {
        Some(b"D") => Numeral::Decimal,
        Some(b"R") => Numeral::UpperRoman,
        Some(b"r") => Numeral::LowerRoman,
        Some(b"A") => Numeral::UpperLetter,
        Some(b"a") => Numeral::LowerLetter,
        _ => Numeral::None,
    };
    let prefix = label.get::<PdfString<'_>>("P").and_then(|prefix| info::text(prefix.as_bytes())).unwrap_or_default();
    let start = label.get::<i32>("St").and_then(|start| u32::try_from(start).ok()).unwrap_or(1).max(1);
    Range { from, numeral, prefix, start }
}

fn written(ranges: Vec<Range>, pages: usize) -> Vec<Option<String>> {
    let pages = u32::try_from(pages).unwrap_or(u32::MAX);
    let mut labels = Vec::new();
    let mut ranges = ranges.into_iter().peekable();
    let mut current: Option<Range> = None;
    for page in 0..pages {
        if let Some(next) = ranges.next_if(|next| next.from == page) {
            current = Some(next);
        }
        labels.push(current.as_ref().and_then(|range| {
            let number = range.numeral.write(range.start.saturating_add(page - range.from));
            let label: String = range.prefix.chars().chain(number.chars()).take(MAX_CHARS).collect();
            (!label.is_empty()).then_some(label)
        }));
    }
    if labels.iter().all(Option::is_none) { Vec::new() } else { labels }
}

#[cfg(test)]
mod tests {
    use super::super::writer::{Sheet, Writer};
    use super::super::{PdfLimits, extract_pdf};

    /// What six pages are called under a tree, `-` where they are called nothing.
    fn called(tree: &str) -> Vec<String> {
        let pages = (0..6)
            .fold(Writer::default(), |writer, _| writer.page(Sheet::default().text(11.0, 70.0, 500.0, "De raad")));
        let read =
            extract_pdf(&pages.catalog(&format!("/PageLabels {tree}")).bytes(), PdfLimits::default(), &[]).unwrap();
        read.page_labels.into_iter().map(|label| label.unwrap_or_else(|| "-".to_owned())).collect()
    }

    #[test]
    fn ranges_count_in_all_styles() {
        assert_eq!(
            called("<</Nums[0<</S/r>>2<</S/D/P(B-)/St 7>>4<</S/A>>5<</S/R/St 9>>]>>"),
            ["i", "ii", "B-7", "B-8", "A", "IX"]
        );
        assert_eq!(called("<</Nums[1<</S/a/St 26>>3<</P(Omslag)>>5<<>>]>>"), ["-", "z", "aa", "Omslag", "Omslag", "-"]);
        assert_eq!(called("<</Nums[0<</S/D>>]>>"), ["1", "2", "3", "4", "5", "6"]);
    }

    #[test]
    fn nodes_lie_in_one_another() {
        let tree = "<</Kids[<</Limits[0 1]/Nums[0<</S/r>>]>><</Kids[<</Nums[2<</S/D>>]>>]>>]>>";
        assert_eq!(called(tree), ["i", "ii", "1", "2", "3", "4"]);
    }

    #[test]
    fn a_damaged_tree_gives_what_holds() {
        for tree in [
            "7",
            "<<>>",
            "<</Nums 3>>",
            "<</Nums[]/Kids[]>>",
            "<</Nums[-4<</S/D>>(x)<</S/D>>]>>",
            "<</Kids[1 0 R 99 0 R]>>",
        ] {
            assert_eq!(called(tree), [""; 0], "{tree}");
        }
        assert_eq!(called("<</Nums[0 2<</S/D/St -5>>9<</S/D>>]>>"), ["-", "-", "1", "2", "3", "4"]);
        // The tree of pages, which is no tree of labels, and one that leads back to itself.
        assert_eq!(called("1 0 R"), [""; 0]);
        assert_eq!(called("7 0 R"), [""; 0]);
        let long = format!("<</Nums[0<</S/D/P({})>>]>>", "x".repeat(5000));
        assert_eq!(called(&long)[0].chars().count(), super::MAX_CHARS);
    }

    #[test]
    fn a_tree_that_leads_back_into_itself_ends() {
        let page = Writer::default().page(Sheet::default().text(11.0, 70.0, 500.0, "De raad"));
        let kids = "7 0 R ".repeat(200);
        let bytes = page.info(&format!("/Kids[{kids}]/Nums[0<</S/r>>]")).catalog("/PageLabels 7 0 R").bytes();
        let read = extract_pdf(&bytes, PdfLimits::default(), &[]).unwrap();
        assert_eq!(read.page_labels, [Some("i".to_owned())]);
    }
}
