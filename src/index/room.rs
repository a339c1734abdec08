//! Room for records that were analysed and wait for the engine.
//!
//! The engine takes ten thousand records before it makes anybody wait, whatever their size, and takes none while it writes a
//! segment out: hundreds of megabytes where analysed passages have some twenty kilobytes each. Here they are counted by their bytes.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// Bytes of records beyond which the next one waits.
const MAX_WAITING_BYTES: usize = 32 << 20;
/// An engine that took nothing for so long may have died, which it says when it is given the next record.
const PATIENCE: Duration = Duration::from_secs(30);
/// How often who waits looks whether it is over.
const GLANCE: Duration = Duration::from_millis(100);

/// How much is waiting.
#[derive(Debug, Default)]
pub(super) struct Room {
    waiting: Mutex<usize>,
    left: Condvar,
}

/// The place of one record; free when it is dropped.
#[derive(Debug)]
pub(super) struct Place {
    room: Arc<Room>,
    bytes: usize,
}

impl Room {
    /// Takes a place, as soon as there is room or `is_over`; what is larger than all of it has it alone.
    pub fn enter(self: &Arc<Self>, bytes: usize, is_over: &dyn Fn() -> bool) -> Place {
        self.enter_within(bytes, MAX_WAITING_BYTES, PATIENCE, is_over)
    }

    fn enter_within(
        self: &Arc<Self>,
        bytes: usize,
        most: usize,
        patience: Duration,
        is_over: &dyn Fn() -> bool,
    ) -> Place {
        let began = Instant::now();
        let mut waiting = self.lock();
        while *waiting > 0 && *waiting + bytes > most && began.elapsed() < patience && !is_over() {
            waiting = self.left.wait_timeout(waiting, GLANCE).unwrap_or_else(PoisonError::into_inner).0;
        }
        *waiting += bytes;
        Place { room: Arc::clone(self), bytes }
    }

    fn lock(&self) -> MutexGuard<'_, usize> {
        // Nothing that holds it can panic in between.
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        *self.room.lock() -= self.bytes;
        self.room.left.notify_one();
    }
}

#[cfg(test)]
mod tests {
    use std::thread;

    use super::*;

    const LONG: Duration = Duration::from_secs(60);

    #[test]
    fn who_finds_no_room_waits_until_there_is() {
        let room = Arc::new(Room::default());
        let first = room.enter_within(60, 100, LONG, &|| false);
        let second = room.enter_within(40, 100, LONG, &|| false);
        let waiting = {
            let room = Arc::clone(&room);
            thread::spawn(move || room.enter_within(50, 100, LONG, &|| false).bytes)
        };
        thread::sleep(Duration::from_millis(50));
        assert!(!waiting.is_finished());
        drop(second);
        thread::sleep(Duration::from_millis(50));
        assert!(!waiting.is_finished(), "60 and 50 are too many");
        drop(first);
        assert_eq!(waiting.join().unwrap(), 50);
        assert_eq!(*room.lock(), 0);
    }

    #[test]
    fn who_is_to_stop_does_not_wait() {
        let room = Arc::new(Room::default());
        let first = room.enter_within(100, 100, LONG, &|| false);
        let next = room.enter_within(100, 100, LONG, &|| true);
        assert_eq!(*room.lock(), 200);
        drop((first, next));
    }

    #[test]
    fn what_is_too_large_has_the_room_alone_and_nobody_waits_for_ever() {
        let room = Arc::new(Room::default());
        let large = room.enter_within(500, 100, LONG, &|| false);
        let next = room.enter_within(1, 100, Duration::from_millis(1), &|| false);
        assert_eq!(*room.lock(), 501);
        drop((large, next));
        assert_eq!(*room.lock(), 0);
    }
}
