//! Numbers without what is only typography.

/// A number without what is only typography: `550.000` → `550000`, `1.200,00` → `1200`. `None` where it is no
/// number written so: `1,5`, `2020` and `18uit02286` are left as typed.
pub(super) fn plain_number(word: &str) -> Option<String> {
    let (whole, fraction) = match word.split_once(',') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (word, None),
    };
    let mut groups = whole.split('.');
    let first = groups.next()?;
    let mut grouped = false;
    let is_digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    if !is_digits(first) {
        return None;
    }
    for group in groups {
        grouped = true;
        if group.len() != 3 || !is_digits(group) || first.len() > 3 {
            return None;
        }
    }
    match fraction {
        None if grouped => Some(whole.replace('.', "")),
        None => None,
        Some("00") => Some(whole.replace('.', "")),
        Some(cents) if is_digits(cents) && grouped => Some(format!("{},{cents}", whole.replace('.', ""))),
        Some(_) => None,
    }
}
