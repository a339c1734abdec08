//! Spelling rules that several steps need: vowels, and the end that a stem has when it stands alone.

pub(super) fn is_vowel(b: u8) -> bool {
    matches!(b, b'a' | b'e' | b'i' | b'o' | b'u' | b'y')
}

/// Consonants behind which a verb has -te and -t rather than -de and -d.
pub(super) fn is_voiceless(b: u8) -> bool {
    matches!(b, b't' | b'k' | b'f' | b's' | b'h' | b'p' | b'x' | b'c' | b'q')
}

/// Letters that one syllable has at most: `schreeuwst`, and one to spare.
const MAX_SYLLABLE: usize = 10;

/// Whether a word has one group of vowels only.
pub(super) fn is_one_syllable(word: &str) -> bool {
    let mut groups = 0;
    let mut inside = false;
    for b in word.bytes() {
        if is_vowel(b) && !inside {
            groups += 1;
        }
        inside = is_vowel(b);
    }
    groups == 1
}

/// One way to write a stem: consonants single, `f` and `s` for `v` and `z`, and in longer words a long vowel single
/// too, because before an ending it is written so (`verleen`, `verlen-en`).
///
/// Words of one syllable keep their vowel: `weet` is not `wet`, `zaak` not `zak`.
pub(super) fn closed_stem(mut stem: String) -> String {
    let mut last = stem.bytes().rev();
    let (Some(z), Some(y)) = (last.next(), last.next()) else { return stem };
    if z == y && z.is_ascii_lowercase() && !is_vowel(z) && stem.len() > 3 {
        stem.pop();
    } else if matches!(z, b'v' | b'z') && y.is_ascii_lowercase() && stem.len() > 2 {
        stem.pop();
        stem.push(if z == b'v' { 'f' } else { 's' });
    }
    let bytes = stem.as_bytes();
    if let [.., x, w, v, z] = *bytes
        && w == v
        && matches!(v, b'a' | b'e' | b'o' | b'u')
        && !is_vowel(z)
        && stem.is_ascii()
        // Behind another vowel a syllable begins: `soci-aal`, `re-eel`.
        && (is_vowel(x) || !is_one_syllable(&stem))
    {
        stem.remove(stem.len() - 2);
    }
    stem
}

/// Gives a stem of one syllable back the long vowel that the word had: the algorithm writes `zak` for `zaak`, `zaken`
/// and `zakken`.
pub(super) fn with_long_vowel(mut stem: String, word: &str) -> String {
    if stem.len() > MAX_SYLLABLE || !stem.is_ascii() || !is_one_syllable(&stem) {
        return stem;
    }
    let (bytes, end) = (stem.as_bytes(), stem.len() - 1);
    let &[.., v, z] = bytes else { return stem };
    if !matches!(v, b'a' | b'e' | b'o' | b'u') || is_vowel(z) || end >= 2 && is_vowel(bytes[end - 2]) {
        return stem;
    }
    // Up to the vowel the word is as its stem is; then `aa`, or one consonant and a vowel.
    let Some(rest) = word.as_bytes().strip_prefix(&bytes[..end]) else { return stem };
    let long = match rest {
        [first, ..] if *first == v => true,
        [first, second, ..] => !is_vowel(*first) && is_vowel(*second),
        _ => false,
    };
    if long {
        stem.insert(end, char::from(v));
    }
    stem
}

/// What an open stem can be without its ending: `verlen` → `verleen` or else `verlen`, `stell` → `stel`, `gev` → `geef`.
pub(super) fn closed(open: &str) -> impl Iterator<Item = String> {
    let [long, plain] = long_and_plain(open).unwrap_or_default();
    long.into_iter().chain(plain)
}

fn long_and_plain(open: &str) -> Option<[Option<String>; 2]> {
    let (&z, before) = open.as_bytes().split_last().filter(|_| open.is_ascii())?;
    let y = before.last().copied();
    if y == Some(z) && !is_vowel(z) {
        return Some([None, Some(open[..open.len() - 1].to_owned())]);
    }
    let head = &open[..open.len() - 1];
    let z = match z {
        b'v' => b'f',
        b'z' => b's',
        z => z,
    };
    let plain = format!("{head}{}", char::from(z));
    let x = before.len().checked_sub(2).map(|i| before[i]);
    let long = y
        .filter(|y| matches!(y, b'a' | b'e' | b'o' | b'u') && !is_vowel(z) && !x.is_some_and(is_vowel))
        .map(|y| format!("{head}{}{}", char::from(y), char::from(z)));
    Some([long, Some(plain)])
}
