//! The files of a generation, as readers and as the one run that writes see them.
//!
//! Readers open it without permission to write: tantivy takes a lock file when a reader opens, created for writing, to keep a writer from deleting segments in
//! between. A generation never changes once readers can see it, so nothing needs to be kept away and no lock is taken.

use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::sync::{Arc, Mutex};

use tantivy::Directory;
use tantivy::directory::error::{DeleteError, LockError, OpenReadError, OpenWriteError};
use tantivy::directory::{
    AntiCallToken, DirectoryLock, FileHandle, Lock, MmapDirectory, TerminatingWrite, WatchCallback, WatchHandle,
    WritePtr,
};

/// [`MmapDirectory`] without anything that writes.
#[derive(Debug, Clone)]
pub(super) struct ReadOnlyDirectory(pub MmapDirectory);

fn refused() -> io::Error {
    io::Error::new(io::ErrorKind::PermissionDenied, "a generation that readers can see is never written to")
}

impl Directory for ReadOnlyDirectory {
    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        self.0.get_file_handle(path)
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        Err(DeleteError::IoError { io_error: Arc::new(refused()), filepath: path.to_owned() })
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        self.0.exists(path)
    }

    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        Err(OpenWriteError::IoError { io_error: Arc::new(refused()), filepath: path.to_owned() })
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        self.0.atomic_read(path)
    }

    fn atomic_write(&self, _path: &Path, _data: &[u8]) -> io::Result<()> {
        Err(refused())
    }

    fn sync_directory(&self) -> io::Result<()> {
        Ok(())
    }

    fn acquire_lock(&self, _lock: &Lock) -> Result<DirectoryLock, LockError> {
        Ok(DirectoryLock::from(Box::new(())))
    }

    fn watch(&self, _callback: WatchCallback) -> tantivy::Result<WatchHandle> {
        Ok(WatchHandle::empty())
    }
}

/// The first answer of the operating system that kept a run from writing.
///
/// The engine writes in threads of its own and tells of a failure there in words only, or not at all.
#[derive(Debug, Clone, Default)]
pub(super) struct WriteFailure(Arc<Mutex<Option<io::Error>>>);

impl WriteFailure {
    /// The answer, once.
    pub fn take(&self) -> Option<io::Error> {
        self.0.lock().ok().and_then(|mut first| first.take())
    }

    fn note<T>(&self, result: io::Result<T>) -> io::Result<T> {
        if let Err(error) = &result
            && error.kind() != io::ErrorKind::Interrupted
            && let Ok(mut first) = self.0.lock()
        {
            first.get_or_insert_with(|| copy_of(error));
        }
        result
    }
}

/// `io::Error` cannot be cloned; the number of the operating system says it all.
fn copy_of(error: &io::Error) -> io::Error {
    error.raw_os_error().map_or_else(|| io::Error::new(error.kind(), error.to_string()), io::Error::from_raw_os_error)
}

/// A directory that is written to, which keeps in mind what went wrong.
#[derive(Debug, Clone)]
pub(super) struct WrittenDirectory<D> {
    inner: D,
    failure: WriteFailure,
}

impl<D> WrittenDirectory<D> {
    pub fn new(inner: D) -> (Self, WriteFailure) {
        let failure = WriteFailure::default();
        (Self { inner, failure: failure.clone() }, failure)
    }
}

impl<D: Directory + Clone> Directory for WrittenDirectory<D> {
    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        self.inner.get_file_handle(path)
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        self.inner.delete(path)
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        self.inner.exists(path)
    }

    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        let opened = self.inner.open_write(path);
        if let Err(OpenWriteError::IoError { io_error, .. }) = &opened {
            let _ = self.failure.note::<()>(Err(copy_of(io_error)));
        }
        Ok(BufWriter::new(Box::new(NotingWriter { inner: opened?, failure: self.failure.clone() })))
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        self.inner.atomic_read(path)
    }

    fn atomic_write(&self, path: &Path, data: &[u8]) -> io::Result<()> {
        self.failure.note(self.inner.atomic_write(path, data))
    }

    fn sync_directory(&self) -> io::Result<()> {
        self.failure.note(self.inner.sync_directory())
    }

    fn acquire_lock(&self, lock: &Lock) -> Result<DirectoryLock, LockError> {
        self.inner.acquire_lock(lock)
    }

    fn watch(&self, callback: WatchCallback) -> tantivy::Result<WatchHandle> {
        self.inner.watch(callback)
    }
}

struct NotingWriter {
    inner: WritePtr,
    failure: WriteFailure,
}

impl Write for NotingWriter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.failure.note(self.inner.write(bytes))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.failure.note(self.inner.flush())
    }
}

impl TerminatingWrite for NotingWriter {
    fn terminate_ref(&mut self, token: AntiCallToken) -> io::Result<()> {
        self.failure.note(self.inner.terminate_ref(token))
    }
}

/// A disk that is full after some writes.
#[cfg(test)]
pub(super) mod full {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    /// A directory on a disk that takes `writes_left` more writes and then none.
    #[derive(Debug, Clone)]
    pub struct FullDirectory {
        pub inner: MmapDirectory,
        pub writes_left: Arc<AtomicUsize>,
    }

    /// "No space left on device" on Linux and macOS; elsewhere another error of the system, which is as good a failure.
    const NO_SPACE: i32 = 28;

    fn spend(left: &AtomicUsize) -> io::Result<()> {
        let spent = left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(1));
        spent.map(|_| ()).map_err(|_| io::Error::from_raw_os_error(NO_SPACE))
    }

    struct FullWriter {
        inner: WritePtr,
        left: Arc<AtomicUsize>,
    }

    impl Write for FullWriter {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            spend(&self.left)?;
            self.inner.write(bytes)
        }

        fn flush(&mut self) -> io::Result<()> {
            self.inner.flush()
        }
    }

    impl TerminatingWrite for FullWriter {
        fn terminate_ref(&mut self, token: AntiCallToken) -> io::Result<()> {
            spend(&self.left)?;
            self.inner.terminate_ref(token)
        }
    }

    impl Directory for FullDirectory {
        fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
            self.inner.get_file_handle(path)
        }

        fn delete(&self, path: &Path) -> Result<(), DeleteError> {
            self.inner.delete(path)
        }

        fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
            self.inner.exists(path)
        }

        fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
            spend(&self.writes_left).map_err(|error| OpenWriteError::wrap_io_error(error, path.to_owned()))?;
            let inner = self.inner.open_write(path)?;
            Ok(BufWriter::new(Box::new(FullWriter { inner, left: Arc::clone(&self.writes_left) })))
        }

        fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
            self.inner.atomic_read(path)
        }

        fn atomic_write(&self, path: &Path, data: &[u8]) -> io::Result<()> {
            spend(&self.writes_left)?;
            self.inner.atomic_write(path, data)
        }

        fn sync_directory(&self) -> io::Result<()> {
            self.inner.sync_directory()
        }

        fn acquire_lock(&self, lock: &Lock) -> Result<DirectoryLock, LockError> {
            self.inner.acquire_lock(lock)
        }

        fn watch(&self, callback: WatchCallback) -> tantivy::Result<WatchHandle> {
            self.inner.watch(callback)
        }
    }
}
