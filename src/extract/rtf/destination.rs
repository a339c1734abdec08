//! Where the text of a group goes.

/// Destinations of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Destination {
    /// The text that is being read: of the document, a note, a header.
    Text,
    /// Nowhere.
    Skip,
    FontTable,
    StyleSheet,
    /// The mark of a point.
    Mark,
    Info,
    Title,
    Subject,
    Author,
    /// Numbers, not text: when the document was made.
    Created,
}

/// Text beside the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Header,
    FirstHeader,
    Footer,
    Note,
    Box,
}

/// What a word at the start of a group makes of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Opening {
    To(Destination),
    Side(Side),
}

/// What a word makes of its group; `None` for words that are no destinations. `is_skipped` is told of the group around.
pub(super) fn opening(word: &str, is_skipped: bool) -> Option<Opening> {
    Some(match word {
        // Boxes stand in drawings, of which nothing else is read.
        "shptxt" | "dptxbxtext" => Opening::Side(Side::Box),
        // The same text twice: the second time in Unicode.
        "ud" => Opening::To(Destination::Text),
        _ if is_skipped => return None,
        "fonttbl" => Opening::To(Destination::FontTable),
        "stylesheet" => Opening::To(Destination::StyleSheet),
        "listtext" | "pntext" => Opening::To(Destination::Mark),
        "info" => Opening::To(Destination::Info),
        "title" => Opening::To(Destination::Title),
        "subject" => Opening::To(Destination::Subject),
        "author" => Opening::To(Destination::Author),
        "creatim" => Opening::To(Destination::Created),
        "header" | "headerl" | "headerr" => Opening::Side(Side::Header),
        "headerf" => Opening::Side(Side::FirstHeader),
        "footer" | "footerl" | "footerr" | "footerf" => Opening::Side(Side::Footer),
        "footnote" => Opening::Side(Side::Note),
        "colortbl" | "pict" | "objdata" | "objclass" | "objname" | "filetbl" | "listtable" | "listoverridetable"
        | "revtbl" | "rsidtbl" | "generator" | "xmlnstbl" | "fldinst" | "bkmkstart" | "bkmkend" | "atnid"
        | "atnauthor" | "annotation" | "template" | "latentstyles" | "pgptbl" | "nonshppict" | "shprslt"
        | "shpinst" | "themedata" | "colorschememapping" | "datastore" | "upr" | "tc" | "tcn" | "xe" | "operator"
        | "keywords" | "comment" | "doccomm" | "company" | "manager" | "category" | "hlinkbase" | "revtim"
        | "printim" | "buptim" | "nonesttables" | "ftnsep" | "ftnsepc" | "ftncn" | "aftnsep" | "aftnsepc"
        | "aftncn" | "userprops" | "fontemb" | "falt" | "panose" | "listname" | "pnseclvl" => {
            Opening::To(Destination::Skip)
        }
        _ => return None,
    })
}
