//! How much may come out of what goes in?
//!
//! Archives can hold more than any disk. Every byte that leaves a compressed stream is counted against the bytes of the
//! file that went in; so are members. Whatever passes a limit ends that file with a message, and the batch goes on.

use ruzstd::decoding::{FrameDecoder, StreamingDecoder};
use std::cell::{Cell, RefCell};
use std::io::{Error, Read, Result, Seek, SeekFrom};
use std::sync::atomic::{AtomicU64, Ordering};

/// The limits of one file that the user named or a folder holds.
#[derive(Debug, Clone)]
pub struct Limits {
    /// Bytes of one document.
    pub document: u64,
    /// Bytes that may come out of one file.
    pub total: u64,
    /// So many times its bytes may come out of a file,
    pub ratio: u64,
    /// beyond these, which may always come out.
    pub free: u64,
    /// Members of the archives in one file.
    pub members: u64,
    /// Archives and compressed streams inside one another.
    pub depth: u8,
}

impl Limits {
    /// The usual limits with documents of at most so many bytes.
    pub fn new(document: u64) -> Limits {
        Limits { document, total: 1 << 40, ratio: 250, free: 64 << 20, members: 1_000_000, depth: 6 }
    }
}

/// What went into and came out of one file so far.
pub struct Budget<'a> {
    limits: &'a Limits,
    /// Bytes of the file: reading a part of it again brings nothing in.
    size: u64,
    /// Counts the bytes of all files.
    all: &'a AtomicU64,
    went_in: Cell<u64>,
    came_out: Cell<u64>,
    members: Cell<u64>,
    over: RefCell<Option<String>>,
}

impl<'a> Budget<'a> {
    /// Nothing yet of a file of so many bytes, if that is known; what goes in is counted in `all`, too.
    pub fn new(limits: &'a Limits, size: Option<u64>, all: &'a AtomicU64) -> Budget<'a> {
        Budget {
            limits,
            size: size.unwrap_or(u64::MAX),
            all,
            went_in: Cell::new(0),
            came_out: Cell::new(0),
            members: Cell::new(0),
            over: RefCell::new(None),
        }
    }

    /// Counts one more member.
    ///
    /// # Errors
    /// Where there are too many.
    pub fn member(&self) -> Result<()> {
        self.members.set(self.members.get() + 1);
        match self.members.get() > self.limits.members {
            true => Err(self.end(format!("it holds more than {} members", self.limits.members))),
            false => Ok(()),
        }
    }

    /// Which limit was passed, if any was.
    pub fn over(&self) -> Option<String> {
        self.over.borrow().clone()
    }

    fn end(&self, what: String) -> Error {
        *self.over.borrow_mut() = Some(what.clone());
        Error::other(what)
    }

    fn count(&self, bytes: usize) -> Result<()> {
        self.came_out.set(self.came_out.get() + bytes as u64);
        if let Some(what) = self.over() {
            return Err(Error::other(what));
        }
        let (out, limits) = (self.came_out.get(), self.limits);
        if out > limits.total {
            return Err(self.end(format!("more than {} bytes come out of it", limits.total)));
        }
        let most = self.went_in.get().saturating_mul(limits.ratio).saturating_add(limits.free);
        match out > most {
            true => Err(self.end(format!("more than {} times its size comes out of it", limits.ratio))),
            false => Ok(()),
        }
    }
}

/// A file whose bytes are counted as going in.
pub struct Counted<'a, R> {
    /// The file.
    pub inner: R,
    /// Where it is counted.
    pub budget: &'a Budget<'a>,
}

impl<R: Read> Read for Counted<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> Result<usize> {
        let size = self.inner.read(buffer)?;
        let before = self.budget.went_in.get();
        let after = before.saturating_add(size as u64).min(self.budget.size);
        self.budget.went_in.set(after);
        self.budget.all.fetch_add(after - before, Ordering::Relaxed);
        Ok(size)
    }
}

impl<R: Seek> Seek for Counted<'_, R> {
    fn seek(&mut self, to: SeekFrom) -> Result<u64> {
        self.inner.seek(to)
    }
}

/// A decoder whose bytes are counted as coming out.
pub struct Guarded<'a, R> {
    /// The decoder.
    pub inner: R,
    /// Where it is counted.
    pub budget: &'a Budget<'a>,
}

impl<R: Read> Read for Guarded<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> Result<usize> {
        let size = self.inner.read(buffer)?;
        self.budget.count(size)?;
        Ok(size)
    }
}

/// Zstandard frames one after the other.
pub struct Zstandard<R: Read> {
    decoder: Option<StreamingDecoder<Ahead<R>, FrameDecoder>>,
}

/// A reader with bytes taken back.
struct Ahead<R> {
    first: std::collections::VecDeque<u8>,
    inner: R,
}

impl<R: Read> Read for Ahead<R> {
    fn read(&mut self, buffer: &mut [u8]) -> Result<usize> {
        if self.first.is_empty() { self.inner.read(buffer) } else { self.first.read(buffer) }
    }
}

/// A window larger than this is refused: it would have to be held in memory.
const WINDOW: u64 = 128 << 20;

impl<R: Read> Zstandard<R> {
    /// Decodes what `inner` gives.
    ///
    /// # Errors
    /// Where no frame begins.
    pub fn new(inner: R) -> Result<Zstandard<R>> {
        Ok(Zstandard { decoder: frame(inner)? })
    }
}

/// The next frame; `None` at the end. Frames that are meant to be passed over are.
fn frame<R: Read>(mut inner: R) -> Result<Option<StreamingDecoder<Ahead<R>, FrameDecoder>>> {
    loop {
        let mut head = Vec::new();
        if inner.by_ref().take(4).read_to_end(&mut head)? == 0 {
            return Ok(None);
        }
        if matches!(head[..], [0x50..=0x5f, 0x2a, 0x4d, 0x18]) {
            let mut length = [0u8; 4];
            inner.read_exact(&mut length)?;
            std::io::copy(&mut inner.by_ref().take(u32::from_le_bytes(length).into()), &mut std::io::sink())?;
            continue;
        }
        let ahead = Ahead { first: head.into(), inner };
        let decoder = StreamingDecoder::new_with_max_window_size(ahead, WINDOW);
        return decoder.map(Some).map_err(|error| Error::other(error.to_string()));
    }
}

impl<R: Read> Read for Zstandard<R> {
    fn read(&mut self, buffer: &mut [u8]) -> Result<usize> {
        while let Some(decoder) = &mut self.decoder {
            let size = decoder.read(buffer)?;
            if size > 0 || buffer.is_empty() {
                return Ok(size);
            }
            // The frame is at its end: another one may follow.
            if let Some(decoder) = self.decoder.take() {
                self.decoder = frame(decoder.into_inner().inner)?;
            }
        }
        Ok(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_limit_that_was_passed_stays_passed() {
        let limits = Limits { ratio: 10, free: 100, ..Limits::new(1000) };
        let all = AtomicU64::new(0);
        let budget = Budget::new(&limits, Some(50), &all);
        // Read twice, counted once.
        let mut file = Counted { inner: (&[0u8; 50][..]).chain(&[0u8; 50][..]), budget: &budget };
        std::io::copy(&mut file, &mut std::io::sink()).unwrap();
        assert_eq!(all.load(Ordering::Relaxed), 50);
        let mut out = Vec::new();
        let mut endless = Guarded { inner: std::io::repeat(b'a'), budget: &budget };
        assert!((&mut endless).take(600).read_to_end(&mut out).is_ok());
        assert!((&mut endless).take(1).read_to_end(&mut out).unwrap_err().to_string().contains("10 times"));
        assert!(budget.over().is_some());
        assert!(endless.read(&mut [0]).is_err());
    }

    #[test]
    fn members_and_bytes_are_limited() {
        let limits = Limits { members: 2, total: 10, ..Limits::new(1000) };
        let all = AtomicU64::new(0);
        let budget = Budget::new(&limits, None, &all);
        assert!(budget.member().is_ok() && budget.member().is_ok() && budget.member().is_err());
        let budget = Budget::new(&limits, None, &all);
        let mut file = Guarded { inner: std::io::repeat(b'a'), budget: &budget };
        assert!(file.read(&mut [0; 10]).is_ok() && file.read(&mut [0; 1]).is_err());
    }
}
