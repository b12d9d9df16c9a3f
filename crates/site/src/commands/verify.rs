use console::{Answer, Failure, Page, Report, Table, Tone, Ui, Value, values};
use installer::Checked;
use serde::Serialize;

use crate::context::{Context, judged};
use crate::options::At;
use crate::views::Delivery;

/// Hash what is installed again, and compare it with what was signed
#[derive(clap::Args)]
#[command(after_help = "Examples:\n  keyslip-site verify\n  keyslip-site verify --json")]
pub(crate) struct Args {
    #[command(flatten)]
    at: At,
}

/// What became of the installed files.
#[derive(Serialize)]
struct Verified {
    is_ok: bool,
    checked_at: String,
    installed: Vec<Delivery>,
}

impl Report for Verified {
    fn list(&self) -> Option<&'static str> {
        Some("installed")
    }

    fn show(&self, page: &mut Page<'_>) {
        if self.installed.is_empty() {
            return page.say("site-nothing-installed", &[]);
        }
        let mut table = Table::new(["site-distribution", "version", "file", "site-state"]);
        for delivery in &self.installed {
            for file in &delivery.files {
                let state = format!("site-file-{}", file.state.unwrap_or("ok"));
                let cells: [Value<'_>; 4] = [
                    (&delivery.distribution).into(),
                    (&delivery.version).into(),
                    format!("{}/{}", delivery.folder.trim_end_matches('/'), file.name).into(),
                    page.words().say(&state, &[]).into(),
                ];
                table.row(cells);
            }
        }
        page.table(&table);
        page.blank();
        let files = self.installed.iter().flat_map(|delivery| &delivery.files);
        let in_state = |state| files.clone().filter(|file| file.state == Some(state)).count();
        let bad = [("site-drifted", in_state("changed")), ("site-lost", in_state("missing"))];
        for (id, count) in bad.into_iter().filter(|(_, count)| *count > 0) {
            page.say_toned(Tone::Bad, id, &values![count = count]);
        }
        match bad.iter().all(|(_, count)| *count == 0) {
            true => page.say_toned(Tone::Good, "site-verified", &values![count = files.count()]),
            false => page.say("site-next-reinstall", &[]),
        }
    }

    fn answer(&self) -> Answer {
        if self.is_ok { Answer::Yes } else { Answer::Refused }
    }
}

pub(crate) fn run(context: &Context, args: &Args, ui: &mut Ui) -> Result<Answer, Failure> {
    let site = context.open()?;
    let checked = judged(site.verify_installed())?;
    if let Some(pending) = site.state().pending() {
        let (distribution, folder) = (pending.installed.distribution.to_string(), &pending.folder);
        ui.warn("site-pending", &values![distribution = distribution, folder = folder]);
    }
    let report = Verified {
        is_ok: checked.iter().all(Checked::is_ok),
        checked_at: args.at.clock().to_string(),
        installed: checked.iter().map(delivery).collect(),
    };
    ui.report(&report)
}

fn delivery(checked: &Checked) -> Delivery {
    let mut delivery = Delivery::of(&checked.installation);
    for (file, (_, state)) in delivery.files.iter_mut().zip(&checked.files) {
        file.state = Some(state.name());
    }
    delivery
}
