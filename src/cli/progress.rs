//! A line on the terminal that says what is being done, when work takes more than a second.

use std::io::{self, IsTerminal as _, Write};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// Work that is done sooner is not spoken of.
const PATIENCE: Duration = Duration::from_secs(1);

/// How often the line moves.
const STEP: Duration = Duration::from_millis(120);

/// Takes the line away when dropped.
pub(super) struct Progress {
    stages: Option<(Sender<&'static str>, JoinHandle<()>)>,
}

impl Progress {
    /// Begins with a stage, such as `reading`. Silent in CI, with `-q` or `-v`, and where standard error is no terminal.
    pub(super) fn start(common: &super::Common, stage: &'static str) -> Self {
        if common.quiet || common.verbose || super::is_in_ci() || !io::stderr().is_terminal() {
            return Progress { stages: None };
        }
        let (sender, receiver) = mpsc::channel();
        let thread = thread::spawn(move || show(&receiver, stage, PATIENCE, &mut io::stderr()));
        Progress { stages: Some((sender, thread)) }
    }

    pub(super) fn now(&self, stage: &'static str) {
        if let Some((sender, _)) = &self.stages {
            // The other end stops listening only when it is dropped.
            let _ = sender.send(stage);
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some((sender, thread)) = self.stages.take() {
            drop(sender);
            // A line that could not be shown is no harm.
            let _ = thread.join();
        }
    }
}

/// Shows the stage of the moment until the sender is gone, then takes the line away.
fn show(stages: &Receiver<&'static str>, first: &'static str, patience: Duration, out: &mut impl Write) {
    let mut stage = first;
    let mut wait = patience;
    let mut step = 0_usize;
    loop {
        match stages.recv_timeout(wait) {
            Ok(next) => stage = next,
            Err(RecvTimeoutError::Timeout) => {
                wait = STEP;
                step += 1;
                let dots = ".".repeat(step % 4);
                // Nobody can be told that standard error cannot be written.
                let _ = write!(out, "\r\u{1b}[K{stage} {dots}").and_then(|()| out.flush());
            }
            Err(RecvTimeoutError::Disconnected) => break,
        }
    }
    if step > 0 {
        let _ = write!(out, "\r\u{1b}[K").and_then(|()| out.flush());
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;
    use std::thread;
    use std::time::Duration;

    use super::show;

    #[test]
    fn a_line_appears_after_a_while_and_is_gone_at_the_end() {
        let (sender, receiver) = mpsc::channel();
        let shown = thread::spawn(move || {
            let mut out = Vec::new();
            show(&receiver, "reading", Duration::from_millis(1), &mut out);
            String::from_utf8(out).expect("UTF-8")
        });
        thread::sleep(Duration::from_millis(50));
        sender.send("checking").expect("somebody listens");
        thread::sleep(Duration::from_millis(300));
        drop(sender);
        let shown = shown.join().expect("it ends");
        assert!(shown.starts_with("\r\u{1b}[Kreading ") && shown.ends_with("\r\u{1b}[K"), "{shown:?}");
    }

    #[test]
    fn work_that_is_done_soon_is_not_spoken_of() {
        let (sender, receiver) = mpsc::channel::<&str>();
        drop(sender);
        let mut out = Vec::new();
        show(&receiver, "reading", Duration::from_mins(1), &mut out);
        assert!(out.is_empty());
    }
}
