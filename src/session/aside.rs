//! Work that nobody waits for, on threads of its own.

use std::sync::Arc;
use std::thread;

use rayon::{ThreadPool, ThreadPoolBuilder};

/// Threads for work beside what somebody waits for. One core is left to that, and so are the threads that it is spread
/// over: behind a check of everything, the reading of one text would have to wait.
#[derive(Clone)]
pub struct Aside {
    pool: Option<Arc<ThreadPool>>,
}

impl Aside {
    pub fn new() -> Self {
        let cores = thread::available_parallelism().map_or(2, std::num::NonZero::get);
        let pool = ThreadPoolBuilder::new().num_threads(cores.saturating_sub(1).max(1)).build();
        Aside { pool: pool.ok().map(Arc::new) }
    }

    /// Does the work and waits for it, spread over these threads alone.
    pub fn run<T: Send>(&self, work: impl FnOnce() -> T + Send) -> T {
        match &self.pool {
            Some(pool) => pool.install(work),
            None => work(),
        }
    }
}

impl Default for Aside {
    fn default() -> Self {
        Aside::new()
    }
}
