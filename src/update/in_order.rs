//! Work of several threads whose results are taken one after the other, in the order of the inputs, while the next are made.
//!
//! What is made and not yet taken is bounded: an input of a few kilobytes can give a text of megabytes. Beyond the bound only
//! the result that is taken next is made.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

/// How far the work is.
struct State<R> {
    results: Vec<Option<R>>,
    /// The next input that nobody works on.
    next_made: usize,
    /// The next result that is taken.
    next_taken: usize,
    /// Sizes of the results that wait, together.
    held: usize,
    /// Whether nobody takes any more.
    is_over: bool,
}

struct Shared<R> {
    state: Mutex<State<R>>,
    /// A result is there.
    made: Condvar,
    /// One was taken.
    taken: Condvar,
}

impl<R> Shared<R> {
    fn lock(&self) -> MutexGuard<'_, State<R>> {
        // Nothing that holds it can panic in between.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The next input to work on, once there is room for what it gives; `None` where there is none any more.
    fn begin(&self, most_held: usize) -> Option<usize> {
        let mut state = self.lock();
        loop {
            if state.is_over || state.next_made == state.results.len() {
                return None;
            }
            if state.held < most_held || state.next_made == state.next_taken {
                state.next_made += 1;
                return Some(state.next_made - 1);
            }
            state = self.taken.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn put(&self, place: usize, result: R, size: usize) {
        let mut state = self.lock();
        state.held += size;
        state.results[place] = Some(result);
        drop(state);
        self.made.notify_one();
    }

    fn take(&self, place: usize, size: impl Fn(&R) -> usize) -> R {
        let mut state = self.lock();
        loop {
            if let Some(result) = state.results[place].take() {
                state.held -= size(&result);
                state.next_taken = place + 1;
                drop(state);
                self.taken.notify_all();
                return result;
            }
            state = self.made.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn end(&self) {
        self.lock().is_over = true;
        self.taken.notify_all();
    }
}

/// Makes a result of each of `n` inputs with `make`, on a thread for each of `tools`, and hands them to `take` in order on this
/// thread. At most about `most_held` of results wait, as `size` measures them. `make` must not panic.
///
/// # Errors
/// That of `take`, after which nothing more is made.
pub(super) fn in_order<T: Send, R: Send, E>(
    n: usize,
    tools: &mut [T],
    most_held: usize,
    size: impl Fn(&R) -> usize + Sync,
    make: impl Fn(&mut T, usize) -> R + Sync,
    mut take: impl FnMut(R) -> Result<(), E>,
) -> Result<(), E> {
    let state = State { results: (0..n).map(|_| None).collect(), next_made: 0, next_taken: 0, held: 0, is_over: false };
    let shared = Shared { state: Mutex::new(state), made: Condvar::new(), taken: Condvar::new() };
    thread::scope(|scope| {
        for tool in tools {
            let (shared, size, make) = (&shared, &size, &make);
            scope.spawn(move || {
                while let Some(place) = shared.begin(most_held) {
                    let result = make(tool, place);
                    let size = size(&result);
                    shared.put(place, result, size);
                }
            });
        }
        let taken = (0..n).try_for_each(|place| take(shared.take(place, &size)));
        shared.end();
        taken
    })
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::Duration;

    use super::*;

    #[test]
    fn results_come_in_order_whatever_the_number_of_threads() {
        for threads in [1, 2, 7] {
            let mut taken = Vec::new();
            let make = |_: &mut (), place: usize| {
                thread::sleep(Duration::from_micros((place as u64 * 37) % 500));
                place
            };
            let take = |result| {
                taken.push(result);
                Ok::<(), ()>(())
            };
            in_order(100, &mut vec![(); threads], 10, |_| 1, make, take).unwrap();
            assert_eq!(taken, (0..100).collect::<Vec<_>>());
        }
    }

    #[test]
    fn what_waits_is_bounded_and_a_result_beyond_the_bound_goes_through() {
        let (held, most) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let make = |_: &mut (), place: usize| {
            most.fetch_max(held.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
            place
        };
        let take = |_| {
            thread::sleep(Duration::from_micros(100));
            held.fetch_sub(1, Ordering::SeqCst);
            Ok::<(), ()>(())
        };
        // Each alone is beyond the bound.
        in_order(200, &mut [(); 4], 50, |_| 100, make, take).unwrap();
        assert!(most.into_inner() <= 6, "what each of four threads makes, and what is taken just now");
    }

    #[test]
    fn nothing_is_made_after_an_error() {
        let made = AtomicUsize::new(0);
        let make = |_: &mut (), place: usize| {
            made.fetch_add(1, Ordering::SeqCst);
            place
        };
        let take = |result| if result == 3 { Err("full") } else { Ok(()) };
        assert_eq!(in_order(10_000, &mut [(); 2], 5, |_| 1, make, take), Err("full"));
        assert!(made.into_inner() < 20);
    }

    #[test]
    fn no_inputs_are_no_results() {
        assert_eq!(in_order(0, &mut [(); 2], 5, |(): &()| 1, |_, _| (), |()| Err("never")), Ok(()));
    }
}
