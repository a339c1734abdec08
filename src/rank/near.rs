//! Which words stand near one another?

/// Words that may stand between two that belong together, in addition to the others.
const SLACK: u32 = 3;

/// The smallest distance between a position of one list and one of the other; both ascend.
pub(super) fn nearest(left: &[u32], right: &[u32]) -> Option<u32> {
    let mut best: Option<u32> = None;
    let (mut i, mut j) = (0, 0);
    while i < left.len() && j < right.len() {
        let distance = left[i].abs_diff(right[j]);
        best = Some(best.map_or(distance, |b| b.min(distance)));
        if left[i] < right[j] { i += 1 } else { j += 1 }
    }
    best
}

/// How far from one another so many words may stand that belong together.
pub(crate) fn window(words: usize) -> u32 {
    u32::try_from(words).unwrap_or(u32::MAX).saturating_add(SLACK)
}

/// Where words stand one right behind the other: the places of the first. All lists ascend.
pub(crate) fn in_a_row(words: &[Vec<u32>]) -> Vec<u32> {
    let Some((first, rest)) = words.split_first() else { return Vec::new() };
    let follow = |at: u32| (at + 1..).zip(rest).all(|(next, places)| places.binary_search(&next).is_ok());
    first.iter().copied().filter(|at| follow(*at)).collect()
}

/// Where several words stand together, in any order: those positions of the rarest that have each of the others near
/// them. All lists ascend.
pub(crate) fn together(words: &[Vec<u32>]) -> Vec<u32> {
    let window = window(words.len());
    let Some(rarest) = words.iter().min_by_key(|positions| positions.len()) else { return Vec::new() };
    let near = |at: u32, positions: &[u32]| {
        let next = positions.partition_point(|p| *p < at);
        let before = next.checked_sub(1).and_then(|i| positions.get(i));
        [positions.get(next), before].into_iter().flatten().any(|p| p.abs_diff(at) <= window)
    };
    rarest.iter().copied().filter(|at| words.iter().all(|positions| near(*at, positions))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn words_together_are_near_the_rarest() {
        assert_eq!(together(&[vec![3, 40], vec![5, 90]]), [3]);
        assert_eq!(together(&[vec![3], vec![20]]), [0; 0]);
        assert_eq!(together(&[vec![1, 2, 3], vec![2], vec![4, 60]]), [2]);
        assert_eq!(together(&[]), [0; 0]);
    }

    #[test]
    fn words_in_a_row_are_neighbours_in_order() {
        assert_eq!(in_a_row(&[vec![3, 7, 40], vec![4, 6, 41]]), [3, 40]);
        assert_eq!(in_a_row(&[vec![3], vec![4, 5], vec![5]]), [3]);
        assert_eq!(in_a_row(&[]), [0; 0]);
    }

    proptest! {
        #[test]
        fn nearest_is_the_smallest_of_all_pairs(mut left in prop::collection::vec(0u32..60, 0..8), mut right in prop::collection::vec(0u32..60, 0..8)) {
            left.sort_unstable();
            right.sort_unstable();
            let slow = left.iter().flat_map(|l| right.iter().map(move |r| l.abs_diff(*r))).min();
            prop_assert_eq!(nearest(&left, &right), slow);
        }
    }
}
