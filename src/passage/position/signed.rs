//! The signs of sentences, gathered for whoever fits weights to labels (`examples/fit`).

use std::cell::RefCell;

/// A sentence with the signs in and around it.
#[derive(Debug, Clone, PartialEq)]
pub struct SignedSentence {
    /// The sentence.
    pub text: String,
    /// Its signs, each once, by group and value with a tab between, as `weights.tsv` has them.
    pub signs: Vec<String>,
    /// How likely the present weights make it a position.
    pub likelihood: f32,
}

thread_local! {
    static GATHERED: RefCell<Option<Vec<SignedSentence>>> = const { RefCell::new(None) };
}

/// What `read` gives, and the signs of all sentences that it looks at for positions, in order, in this thread.
pub fn gathering_signs<T>(read: impl FnOnce() -> T) -> (T, Vec<SignedSentence>) {
    GATHERED.set(Some(Vec::new()));
    let given = read();
    (given, GATHERED.take().unwrap_or_default())
}

/// Whether somebody gathers signs in this thread.
pub(super) fn is_gathering() -> bool {
    GATHERED.with_borrow(Option::is_some)
}

/// Hands over a sentence.
pub(super) fn gather(text: &str, mut signs: Vec<String>, likelihood: f32) {
    signs.sort_unstable();
    signs.dedup();
    GATHERED.with_borrow_mut(|gathered| {
        if let Some(gathered) = gathered {
            gathered.push(SignedSentence { text: text.to_owned(), signs, likelihood });
        }
    });
}
