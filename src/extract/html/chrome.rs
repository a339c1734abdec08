//! What surrounds the text on every page of a site: menus, search, banners.

use super::page::{Index, Page};

/// Never text of the page.
const NEVER: [&str; 24] = [
    "script", "style", "noscript", "template", "head", "title", "svg", "canvas", "iframe", "object", "embed", "select",
    "button", "textarea", "input", "datalist", "audio", "video", "map", "noframes", "noembed", "applet", "meter",
    "progress",
];
const ROLES: [&str; 8] =
    ["navigation", "search", "banner", "contentinfo", "complementary", "alertdialog", "dialog", "menu"];
/// Words in a class or id that sites give what surrounds their text.
const WORDS: [&str; 22] = [
    "nav",
    "navbar",
    "navigation",
    "navigatie",
    "menu",
    "submenu",
    "breadcrumb",
    "breadcrumbs",
    "kruimelpad",
    "skiplink",
    "skiplinks",
    "sidebar",
    "pagination",
    "pager",
    "share",
    "social",
    "socialmedia",
    "footer",
    "toolbar",
    "cookie",
    "cookies",
    "cookiebanner",
];
/// The same for text that only screen readers speak. In a link it names what the picture of the link shows; elsewhere it
/// tells what others see by its place, as the day of a calendar.
const UNSEEN: [&str; 5] = ["sr-only", "visually-hidden", "visuallyhidden", "nonvisual", "screen-reader-text"];

/// Share of a page, in a hundred, above which nothing is taken for what surrounds its text.
const MOST: usize = 50;
/// Longest notice on cookies, in bytes.
const LONGEST_NOTICE: usize = 1500;

/// How much text is below each node, and how much of it in links.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Weight {
    pub(super) text: usize,
    pub(super) in_links: usize,
    pub(super) links: usize,
    /// A menu, a field to fill in.
    pub(super) has_controls: bool,
}

pub(super) fn weigh(page: &Page, is_left_out: impl Fn(Index) -> bool) -> Vec<Weight> {
    let mut weights = vec![Weight::default(); page.len()];
    for index in page.indices().rev() {
        let at = index as usize;
        if is_left_out(index) {
            weights[at] = Weight::default();
            continue;
        }
        if let Some(text) = page.text(index) {
            weights[at].text += text.split_whitespace().map(|word| word.len() + 1).sum::<usize>();
        }
        match page.name(index) {
            "a" if page.attribute(index, "href").is_some() => {
                weights[at].in_links = weights[at].text;
                weights[at].links = 1;
            }
            "nav" | "form" | "input" | "fieldset" => weights[at].has_controls = true,
            _ => {}
        }
        let own = weights[at];
        if let Some(above) = page.parent(index).and_then(|parent| weights.get_mut(parent as usize)) {
            above.text += own.text;
            above.in_links += own.in_links;
            above.links += own.links;
            above.has_controls |= own.has_controls;
        }
    }
    weights
}

/// Whether a node shows no text, or none to anybody.
pub(super) fn is_unseen(page: &Page, index: Index) -> bool {
    let name = page.name(index);
    if NEVER.contains(&name) || name == "dialog" && page.attribute(index, "open").is_none() {
        return true;
    }
    let style = page.attribute(index, "style").unwrap_or_default();
    page.attribute(index, "hidden").is_some()
        || page.attribute(index, "aria-hidden") == Some("true")
        || !style.is_empty() && is_hiding(style)
        || is_for_screen_readers(page, index) && (name == "a" || page.is_below(index, &["a"]))
}

fn is_for_screen_readers(page: &Page, index: Index) -> bool {
    page.attribute(index, "class").is_some_and(|class| class.split_whitespace().any(|word| UNSEEN.contains(&word)))
}

/// Whether a link only moves the reader about the page.
fn is_jump(page: &Page, index: Index) -> bool {
    const WORDS: [&str; 5] = ["overslaan", "ga naar", "skip", "naar boven", "naar de inhoud"];
    if page.name(index) != "a" || !page.attribute(index, "href").is_some_and(|href| href.contains('#')) {
        return false;
    }
    let text = page.short_text(index, 60).unwrap_or_default().to_lowercase();
    WORDS.iter().any(|words| text.contains(words))
}

fn is_hiding(style: &str) -> bool {
    let style: String = style.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_ascii_lowercase();
    style.contains("display:none") || style.contains("visibility:hidden") || style.contains("mso-hide:all")
}

/// Whether a node surrounds the text of its page. `weights` are those of what is seen.
pub(super) fn is_chrome(page: &Page, index: Index, weights: &[Weight]) -> bool {
    let (own, all) = (weights[index as usize], weights[Page::ROOT as usize]);
    if own.text == 0 {
        return false;
    }
    let role = page.attribute(index, "role").unwrap_or_default();
    let name = page.name(index);
    if name == "nav" || role == "navigation" || is_jump(page, index) {
        return true;
    }
    if own.text * 100 > all.text * MOST {
        return false;
    }
    let is_inside = || page.is_below(index, &["main", "article"]);
    let dense = own.in_links * 100 > own.text * MOST;
    match name {
        // A letterhead has no links; what has some is the site's.
        "header" | "footer" if !is_inside() => return own.links > 1 || own.has_controls,
        // One in the text may be a frame with text.
        "aside" => return !is_inside() || own.has_controls || dense,
        "form" => return own.text < 1000 || dense,
        "ul" | "ol" | "menu" if dense && own.links > 2 && !is_inside() => {
            return own.in_links * 100 > own.text * 80 && own.in_links / own.links < 40;
        }
        _ => {}
    }
    if ROLES.contains(&role) {
        return true;
    }
    let word = words(page, index).find(|word| WORDS.contains(&word.as_str()));
    word.is_some_and(|word| dense || word.starts_with("cookie") && own.text < LONGEST_NOTICE)
}

/// The words of class and id: `main-menu` and `mainMenu` have two.
fn words(page: &Page, index: Index) -> impl Iterator<Item = String> {
    let names = [page.attribute(index, "class"), page.attribute(index, "id")].into_iter().flatten();
    names.flat_map(|names| {
        let mut words = vec![String::new()];
        for c in names.chars() {
            if c.is_uppercase() || !c.is_alphanumeric() {
                words.push(String::new());
            }
            if c.is_alphanumeric()
                && let Some(word) = words.last_mut()
            {
                word.extend(c.to_lowercase());
            }
        }
        words
    })
}
