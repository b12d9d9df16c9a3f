//! Work on all cores: what verifies or signs many documents.

use std::num::NonZeroUsize;
use std::panic::resume_unwind;
use std::thread;

/// Fewer items are done sooner than threads are started.
const WORTH_A_THREAD: usize = 16;

/// How many threads are worth it.
pub(crate) fn cores() -> usize {
    thread::available_parallelism().map_or(1, NonZeroUsize::get)
}

/// What `work` makes of each item, in their order.
pub(crate) fn map<I: Sync, O: Send>(items: &[I], work: impl Fn(&I) -> O + Sync) -> Vec<O> {
    let share = items.len().div_ceil(cores()).max(WORTH_A_THREAD);
    if items.len() <= share {
        return items.iter().map(work).collect();
    }
    let work = &work;
    thread::scope(|scope| {
        let begin = |part: &'_ [I]| part.iter().map(work).collect::<Vec<O>>();
        let threads: Vec<_> = items.chunks(share).map(|part| scope.spawn(move || begin(part))).collect();
        let done =
            threads.into_iter().map(|thread| thread.join().unwrap_or_else(|panic| resume_unwind(panic)));
        done.flatten().collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_stays_whatever_the_number_of_threads() {
        for count in [0, 1, WORTH_A_THREAD, WORTH_A_THREAD + 1, 1000] {
            let items: Vec<usize> = (0..count).collect();
            let doubled: Vec<usize> = items.iter().map(|item| item * 2).collect();
            assert_eq!(map(&items, |item| item * 2), doubled);
        }
    }
}
