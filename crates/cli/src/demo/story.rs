use console::Failure;
use format::UnixTime;
use ledger::Ledger;

use super::stage::{Stage, quoted};
use super::{DemoError, goods};
use crate::vendor::judged;

/// One release that the story publishes.
pub(super) struct Published {
    /// The short name of its distribution.
    pub(super) distribution: String,
    /// The distribution's name.
    pub(super) name: String,
    /// The .cfe file.
    pub(super) path: String,
    /// What it fits, as `--target` reads it.
    pub(super) target: String,
    /// What was tested, as `--tested` reads it.
    pub(super) tested: Option<String>,
    /// The release date.
    pub(super) date: String,
    /// The version, where the file has none.
    pub(super) version: Option<String>,
    /// From 2 on: published again.
    pub(super) revision: Option<u32>,
}

/// The releases, and what the site of the story has.
pub(super) struct Plot {
    pub(super) releases: Vec<Published>,
    /// The distribution that is installed.
    pub(super) distribution: String,
    /// The site's configuration and its release.
    pub(super) configuration: String,
    pub(super) release: String,
    /// A version that is saved for another computer.
    pub(super) saved_version: String,
}

/// How the story ended.
pub(super) struct Ending {
    pub(super) file: String,
    pub(super) sha256: String,
}

/// Plays the story of the design: from the first customer to the verified file.
pub(super) fn play(stage: &mut Stage<'_>, plot: &Plot) -> Result<Ending, Failure> {
    begin(stage)?;
    let license = sell(stage)?;
    publish(stage, plot)?;
    let fingerprint = open(stage)?.root().fingerprint().to_string();
    arrive(stage, plot, &fingerprint)?;
    attack(stage)?;
    ending(stage, plot, &license)
}

fn open(stage: &Stage<'_>) -> Result<Ledger, Failure> {
    Ledger::open(&stage.vendor()).map_err(judged)
}

fn begin(stage: &mut Stage<'_>) -> Result<(), Failure> {
    stage.tell("demo-vendor");
    let passphrase = stage.write("passphrase.txt", b"correct horse battery staple\n")?;
    let vendor = stage.vendor().display().to_string();
    stage.shell(&format!(
        "export KEYSLIP_VENDOR={} KEYSLIP_PASSPHRASE_FILE={}",
        quoted(&vendor),
        quoted(&passphrase)
    ));
    stage.keyslip_signing(&[
        "init",
        "--prefix",
        "DEMO",
        "--name",
        "Демо вендор",
        "--name",
        "en=Demo vendor",
    ])?;
    stage.keyslip(&["key", "list"])
}

/// Customer, product, license key, coupons; returns the license's number.
fn sell(stage: &mut Stage<'_>) -> Result<String, Failure> {
    stage.tell("demo-sell");
    stage.keyslip(&[
        "feature",
        "add",
        "--name",
        "Обмен данными",
        "--name",
        "en=Data exchange",
        "--metering",
        "database",
    ])?;
    stage.keyslip(&[
        "product",
        "add",
        "--name",
        "Обмен для 1С",
        "--name",
        "en=Exchange for 1C",
        "--feature",
        "1=1",
    ])?;
    stage.keyslip(&[
        "customer",
        "add",
        "--company",
        "ООО Ромашка",
        "--contact",
        "Иван Петров",
        "--phone",
        "+7 495 000-00-00",
        "--email",
        "ivan@example.com",
    ])?;
    stage.keyslip_signing(&["license", "new", "--customer", "1"])?;
    stage.keyslip_signing(&["coupon", "generate", "--add", "1", "--until", &next_year(), "--count", "2"])?;
    stage.keyslip_signing(&["coupon", "generate", "--add", "1", "--days", "365"])?;
    let ledger = open(stage)?;
    let missing = || DemoError::Step { command: "coupon generate".to_owned() };
    let license = ledger.licenses(None).map_err(judged)?.pop().ok_or_else(missing)?.number.to_string();
    let first = ledger.coupons(Some(1)).map_err(judged)?;
    let coupon = first.first().ok_or_else(missing)?.number.to_string();
    drop(ledger);
    stage.keyslip_signing(&["coupon", "redeem", &coupon, "--license", &license])?;
    stage.keyslip(&["license", "show", &license])?;
    let file = stage.path("license.kslicense");
    stage.keyslip(&["license", "export", &license, "--out", &file, "--text"])?;
    Ok(license)
}

/// The last day of the subscription: a year from now, whenever the demo is played.
fn next_year() -> String {
    day(console::clock::now().plus_days(365))
}

pub(super) fn day(time: UnixTime) -> String {
    let (year, month, day) = time.date();
    format!("{year:04}-{month:02}-{day:02}")
}

fn publish(stage: &mut Stage<'_>, plot: &Plot) -> Result<(), Failure> {
    stage.tell("demo-publish");
    let texts = goods::write_texts(stage)?;
    let mut known: Vec<&str> = Vec::new();
    for release in &plot.releases {
        if !known.contains(&release.distribution.as_str()) {
            known.push(&release.distribution);
            stage.keyslip(&[
                "distribution",
                "add",
                &release.distribution,
                "--name",
                &release.name,
                "--eula",
                &texts.agreements[0],
                "--eula",
                &texts.agreements[1],
                "--update-feature",
                "1",
            ])?;
        }
        add(stage, release, &texts.news)?;
    }
    stage.keyslip_signing(&["catalog", "publish", "--expires-in", "365d"])?;
    let bundle = stage.path("usb");
    stage.keyslip(&["bundle", "make", "--out", &bundle])
}

fn add(stage: &mut Stage<'_>, release: &Published, news: &[String; 2]) -> Result<(), Failure> {
    let revision = release.revision.map(|revision| revision.to_string());
    let mut line =
        vec!["release", "add", &release.distribution, "--file", &release.path, "--target", &release.target];
    for (option, value) in
        [("--tested", &release.tested), ("--version", &release.version), ("--revision", &revision)]
    {
        line.extend(value.as_ref().into_iter().flat_map(|value| [option, value.as_str()]));
    }
    line.extend(["--date", &release.date, "--whats-new", &news[0], "--whats-new", &news[1]]);
    stage.keyslip(&line)
}

fn arrive(stage: &mut Stage<'_>, plot: &Plot, fingerprint: &str) -> Result<(), Failure> {
    stage.tell("demo-site");
    let (site, bundle, folder) = (stage.path("site"), stage.path("usb"), stage.path("extensions"));
    std::fs::create_dir_all(&folder).map_err(|error| disk::DiskError::from_io(&folder, error))?;
    stage.shell(&format!("export KEYSLIP_SITE={}", quoted(&site)));
    stage.site(0, &["init", "--bundle", &bundle, "--fingerprint", fingerprint])?;
    let license = stage.path("license.kslicense");
    stage.site(0, &["license", "add", &license])?;
    let place = ["--bundle", &bundle, "--configuration", &plot.configuration, "--release", &plot.release];
    stage.site(0, &[&["list"], &place[..], &["--why"]].concat())?;
    stage.site(1, &[&["install", &plot.distribution], &place[..], &["--to", &folder]].concat())?;
    stage.site(
        0,
        &[&["install", &plot.distribution], &place[..], &["--to", &folder, "--accept-eula"]].concat(),
    )?;
    let copies = stage.path("copies");
    std::fs::create_dir_all(&copies).map_err(|error| disk::DiskError::from_io(&copies, error))?;
    let save = ["save", &plot.distribution, "--version", &plot.saved_version];
    stage.site(0, &[&save[..], &place[..], &["--to", &copies]].concat())
}

/// What becomes of a license with one byte changed.
fn attack(stage: &mut Stage<'_>) -> Result<(), Failure> {
    stage.tell("demo-attack");
    let mut forged = disk::read_limited(stage.path("license.kslicense").as_ref(), 64 * 1024)?;
    let middle = forged.len() / 2;
    forged[middle] ^= 1;
    let forged = stage.write("forged.kslicense", &forged)?;
    stage.site(1, &["check", &forged])
}

fn ending(stage: &mut Stage<'_>, plot: &Plot, license: &str) -> Result<Ending, Failure> {
    stage.tell("demo-verify");
    let file = stage.path("license.kslicense");
    stage.site(0, &["check", &file])?;
    stage.site(0, &["status"])?;
    stage.site(0, &["verify"])?;
    stage.keyslip(&["log", "verify"])?;
    let folder = stage.path("extensions");
    let installed = std::fs::read_dir(&folder).map_err(|error| disk::DiskError::from_io(&folder, error))?;
    let missing = || DemoError::Step { command: format!("install {} ({license})", plot.distribution) };
    let installed = installed.filter_map(Result::ok).map(|entry| entry.path()).next().ok_or_else(missing)?;
    let measured = disk::measure(&installed)?;
    let sha256 = format::Digest::new(measured.sha256).to_string();
    Ok(Ending { file: installed.display().to_string(), sha256 })
}
