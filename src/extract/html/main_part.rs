//! Which part of a page is its text?

use super::chrome::{Weight, is_chrome, is_unseen, weigh};
use super::page::{Index, Page};

/// Share of a page's text, in a hundred, that its main part has at least; where it has less, pages are put together otherwise.
const LEAST: usize = 30;

/// By node, whether it is left out with all below it.
pub(super) fn left_out(page: &Page) -> Vec<bool> {
    let mut out: Vec<bool> = page.indices().map(|index| is_unseen(page, index)).collect();
    spread(page, &mut out);
    let seen = weigh(page, |index| out[index as usize]);
    // A page that hides itself until a program runs is read as it will look then.
    if seen[Page::ROOT as usize].text == 0 {
        out =
            page.indices().map(|index| matches!(page.name(index), "script" | "style" | "head" | "template")).collect();
        return out;
    }
    for index in page.indices() {
        if !out[index as usize] && page.text(index).is_none() {
            out[index as usize] = is_chrome(page, index, &seen);
        }
    }
    spread(page, &mut out);
    let weights = weigh(page, |index| out[index as usize]);
    if let Some(main) = main_part(page, &weights) {
        leave_out_around(page, main, &weights, &mut out);
    }
    out
}

/// What is below something left out is left out.
fn spread(page: &Page, out: &mut [bool]) {
    for index in page.indices() {
        if page.parent(index).is_some_and(|parent| out[parent as usize]) {
            out[index as usize] = true;
        }
    }
}

fn main_part(page: &Page, weights: &[Weight]) -> Option<Index> {
    let weight = |index: &Index| weights[*index as usize].text;
    let all = weights[Page::ROOT as usize].text;
    let is_main = |index: &Index| page.name(*index) == "main" || page.attribute(*index, "role") == Some("main");
    let articles = || {
        let mut articles = page.indices().filter(|index| page.name(*index) == "article" && weight(index) > 0);
        articles.next().filter(|_| articles.next().is_none())
    };
    let main = page.indices().filter(is_main).max_by_key(weight).or_else(articles)?;
    (weight(&main) * 100 >= all * LEAST).then_some(main)
}

/// Leaves out what stands around the main part, but for a letterhead and the title of the page.
fn leave_out_around(page: &Page, main: Index, weights: &[Weight], out: &mut [bool]) {
    let way: Vec<Index> = std::iter::successors(page.parent(main), |at| page.parent(*at)).collect();
    for above in &way {
        for child in page.children(*above) {
            let is_on_way = child == main || way.contains(&child);
            let is_letterhead =
                matches!(page.name(child), "header" | "footer" | "h1") && weights[child as usize].links == 0;
            // Text that stands bare in the body has no part of the site's around it.
            if !is_on_way && !is_letterhead && page.text(child).is_none() {
                out[child as usize] = true;
            }
        }
    }
}
