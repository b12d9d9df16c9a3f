use console::{Answer, Failure, Page, Report, Table, Ui, typed};
use format::DistributionId;
use ledger::{Ledger, LedgerError};
use serde::Serialize;

use super::shown::ReleaseJson;
use crate::input::distribution_id;
use crate::options::VendorArgs;
use crate::vendor::judged;

#[derive(Debug, clap::Args)]
pub(crate) struct List {
    /// The distribution
    #[arg(value_name = "DISTRIBUTION", value_parser = typed(distribution_id))]
    distribution: DistributionId,
}

pub(super) fn run(args: &List, vendor: &VendorArgs, ui: &mut Ui) -> Result<Answer, Failure> {
    let ledger = vendor.open()?;
    let all = ledger.releases(&args.distribution).map_err(judged)?;
    if all.is_empty() && !is_known(&ledger, &args.distribution)? {
        let distribution = args.distribution.clone();
        return Err(judged(LedgerError::UnknownDistribution { distribution }));
    }
    ui.report(&Rows(all.iter().map(ReleaseJson::from).collect()))
}

fn is_known(ledger: &Ledger, distribution: &DistributionId) -> Result<bool, Failure> {
    let all = ledger.distributions().map_err(judged)?;
    Ok(all.iter().any(|one| one.record.id == *distribution))
}

#[derive(Serialize)]
#[serde(transparent)]
struct Rows(Vec<ReleaseJson>);

impl Report for Rows {
    fn show(&self, page: &mut Page<'_>) {
        let mut table = Table::new(["version", "date", "vendor-channel", "vendor-target", "file"]);
        for one in &self.0 {
            let targets: Vec<String> = one
                .targets
                .iter()
                .map(|target| format!("{} {}", target.name, target.bounds).trim_end().to_owned())
                .collect();
            let files: Vec<&str> = one.files.iter().map(|file| file.name.as_str()).collect();
            let channel = page.words().say(&format!("channel-{}", one.channel), &[]);
            table.row([
                one.shown_version().into(),
                one.day.into(),
                channel.into(),
                targets.join("; ").into(),
                files.join(", ").into(),
            ]);
        }
        page.table(&table);
    }
}
