//! How do many documents become answers on several threads, in order?
//!
//! Workers take documents from the sources one at a time and work on them at the same time; answers are handed on in the
//! order of the documents, whatever the number of threads. How many documents and bytes are under way is bounded, so
//! memory is too. Not useful for what is done with a document: that comes in as a function.

use super::sources::{Met, Problem, Sources};
use reader::Document;
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// Bytes of documents under way at the same time; one document may always go on, however long.
const BYTES_UNDER_WAY: usize = 16 << 20;

/// Documents under way at the same time, for each thread.
const DOCUMENTS_UNDER_WAY: u64 = 16;

/// What is shared by the workers and whoever takes the answers.
struct Shared<Answer> {
    state: Mutex<State<Answer>>,
    /// Something was taken, so workers may go on.
    taken: Condvar,
    /// Something was made, so it can be taken.
    made: Condvar,
}

struct State<Answer> {
    sources: Sources,
    /// Number of the next document that a worker takes.
    next: u64,
    /// Number of the next answer that is handed on.
    wanted: u64,
    bytes: usize,
    answers: BTreeMap<u64, (usize, Result<Answer, Problem>)>,
    is_done: bool,
    workers: usize,
}

/// Does `work` on every document with `threads` threads and hands what it makes to `take`, in order. `take` answers
/// whether to go on; `is_stopped` is asked before each document and ends the intake, what is under way is still handed on.
pub fn run<Answer: Send>(
    sources: Sources,
    threads: usize,
    is_stopped: impl Fn() -> bool + Sync,
    work: impl Fn(Document) -> Answer + Sync,
    mut take: impl FnMut(Result<Answer, Problem>) -> bool,
) {
    let threads = threads.max(1);
    let shared = Shared {
        state: Mutex::new(State {
            sources,
            next: 0,
            wanted: 0,
            bytes: 0,
            answers: BTreeMap::new(),
            is_done: false,
            workers: threads,
        }),
        taken: Condvar::new(),
        made: Condvar::new(),
    };
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| worker(&shared, threads, &is_stopped, &work));
        }
        while let Some(answer) = shared.answer() {
            if !take(answer) {
                shared.lock().is_done = true;
                shared.taken.notify_all();
                break;
            }
        }
    });
}

/// Lets this thread multiply weights by itself: documents share the processor, not their parts.
pub fn alone() -> Option<rayon::ThreadPool> {
    rayon::ThreadPoolBuilder::new().num_threads(1).use_current_thread().build().ok()
}

fn worker<Answer: Send>(
    shared: &Shared<Answer>,
    threads: usize,
    is_stopped: &(impl Fn() -> bool + Sync),
    work: &(impl Fn(Document) -> Answer + Sync),
) {
    let _alone = alone();
    while let Some((number, met)) = shared.document(threads as u64 * DOCUMENTS_UNDER_WAY, is_stopped) {
        let (size, answer) = match met {
            Met::Problem(problem) => (0, Err(problem)),
            Met::Document(document) => {
                let (size, path) = (document.bytes.len(), document.path.clone());
                // Reading never panics; if it does all the same, the other documents must not suffer.
                let answer = catch_unwind(AssertUnwindSafe(|| work(*document)));
                let message =
                    || format!("{path}: not read: a fault in onrecord itself; please report it with this file");
                (size, answer.map_err(|_| Problem { message: message(), named: true }))
            }
        };
        shared.lock().answers.insert(number, (size, answer));
        shared.made.notify_one();
    }
    shared.lock().workers -= 1;
    shared.made.notify_one();
}

impl<Answer> Shared<Answer> {
    fn lock(&self) -> MutexGuard<'_, State<Answer>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The next document and its number, as soon as there is room for it.
    fn document(&self, most: u64, is_stopped: &impl Fn() -> bool) -> Option<(u64, Met)> {
        let mut state = self.lock();
        while !state.is_done
            && state.next > state.wanted
            && (state.next - state.wanted >= most || state.bytes > BYTES_UNDER_WAY)
        {
            state = self.taken.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        if state.is_done || is_stopped() {
            state.is_done = true;
            self.taken.notify_all();
            return None;
        }
        let Some(met) = state.sources.next() else {
            state.is_done = true;
            self.taken.notify_all();
            return None;
        };
        let number = state.next;
        state.next += 1;
        if let Met::Document(document) = &met {
            state.bytes += document.bytes.len();
        }
        Some((number, met))
    }

    /// The next answer in order; `None` when there is none left.
    fn answer(&self) -> Option<Result<Answer, Problem>> {
        let mut state = self.lock();
        loop {
            let wanted = state.wanted;
            if let Some((size, answer)) = state.answers.remove(&wanted) {
                state.wanted += 1;
                state.bytes = state.bytes.saturating_sub(size);
                self.taken.notify_all();
                return Some(answer);
            }
            if state.workers == 0 {
                return None;
            }
            state = self.made.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }
}
