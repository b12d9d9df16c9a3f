use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Work that ends sooner is not talked about.
const SILENT: Duration = Duration::from_secs(1);

/// The progress of a long piece of work, on stderr; dropped, it leaves nothing behind.
///
/// It shows itself after a second, in a terminal, and never with `--json`.
///
/// ```
/// # let (mut ui, _) = console::Ui::captured(console::Language::English, console::Output::People);
/// let progress = ui.progress("copying", 1_000_000);
/// disk::read_stream(&b"payload"[..], "medium".as_ref(), 64)?;
/// progress.add(7);
/// # Ok::<(), disk::DiskError>(())
/// ```
pub struct Progress {
    bar: ProgressBar,
    started: Instant,
    is_wanted: bool,
}

impl Progress {
    pub(crate) fn bytes(label: String, total: u64, is_wanted: bool) -> Self {
        Self::new("{msg} {wide_bar} {bytes}/{total_bytes} {eta}", label, total, is_wanted)
    }

    pub(crate) fn items(label: String, total: u64, is_wanted: bool) -> Self {
        Self::new("{msg} {wide_bar} {pos}/{len} {eta}", label, total, is_wanted)
    }

    fn new(template: &str, label: String, total: u64, is_wanted: bool) -> Self {
        let style = ProgressStyle::with_template(template).expect("the two templates above parse: tested");
        let bar = ProgressBar::with_draw_target(Some(total), ProgressDrawTarget::hidden());
        bar.set_style(style);
        bar.set_message(label);
        Self { bar, started: Instant::now(), is_wanted }
    }

    /// `count` more bytes or items are done.
    pub fn add(&self, count: u64) {
        self.bar.inc(count);
        if self.is_wanted && self.bar.is_hidden() && self.started.elapsed() >= SILENT {
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
    }

    /// How many are done.
    pub fn done(&self) -> u64 {
        self.bar.position()
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_kinds_count_and_stay_silent_at_first() {
        for progress in
            [Progress::bytes("copying".into(), 10, true), Progress::items("issuing".into(), 10, true)]
        {
            progress.add(4);
            progress.add(3);
            assert_eq!(progress.done(), 7);
            assert!(progress.bar.is_hidden());
        }
    }
}
