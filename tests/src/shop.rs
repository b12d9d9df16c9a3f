//! A vendor who has sold something, a bundle and a site: where most tests begin.

use std::convert::Infallible;
use std::path::Path;
use std::sync::OnceLock;

use crypto::{SigningKey, sha256};
use format::catalog::{
    CatalogContent, Distribution, Objects, PackageFile, Release, Target, TargetKind, build,
};
use format::{Blob, CustomerId, DistributionId, FileName, Language, License, NumberId, Purpose, UnixTime};
use installer::BundleWriter;
use ledger::VendorFolder;
use onec::write::ExtensionBuilder;
use uuid::Uuid;

use crate::{Shell, Snapshot};

/// A prepared folder, and the values in it that differ from run to run, as transcripts call them.
#[derive(Clone, Debug)]
pub struct Shop {
    files: Snapshot,
    /// `[LICENSE]`, `[COUPON]`, … with their values, in the order in which they came to be.
    pub values: Vec<(&'static str, String)>,
}

/// The passphrase of the vendor's keys.
pub const PASSPHRASE: &str = "correct horse battery staple";

/// The variables that all command lines of a shop need: folders, and a moment for the vendor.
pub const VARIABLES: &str = "export KEYSLIP_VENDOR=vendor KEYSLIP_PASSPHRASE_FILE=passphrase KEYSLIP_SITE=site \
                             KEYSLIP_NOW=2026-09-01T10:00:00Z KEYSLIP_WHO=anna";

/// What a site of the shop says of its configuration, and when.
pub const PLACE: &str = "--bundle usb --configuration УправлениеТорговлей --release 11.5.20 --at 2026-09-02";

/// The releases: version, file, target, what was tested, date.
const RELEASES: [(&str, &str, &str, &str, &str); 5] = [
    (
        "1.3.9",
        "QuickStock_UT11.4.cfe",
        "УправлениеТорговлей > 11.4.14.64 < 11.5",
        "11.4.14.65 .. 11.4.14.300",
        "2025-11-03",
    ),
    ("1.4.9", "QuickStock_UT11.5.cfe", "УправлениеТорговлей > 11.5.7.255", "11.5.8 .. 11.5.20", "2026-03-01"),
    (
        "1.4.10",
        "QuickStock_UT11.5.cfe",
        "УправлениеТорговлей > 11.5.7.255",
        "11.5.8 .. 11.5.20",
        "2026-06-15",
    ),
    (
        "1.5.0",
        "QuickStock_UT11.5.cfe",
        "УправлениеТорговлей > 11.5.7.255",
        "11.5.21 .. 11.5.22",
        "2026-08-20",
    ),
    ("2.0.0", "QuickStock_UT11.5.cfe", "УправлениеТорговлей > 11.5.7.255", "11.5.8 .. 11.5.22", "2028-02-01"),
];

impl Shop {
    /// The shop, made once for this process.
    ///
    /// | | |
    /// |---|---|
    /// | `vendor`, `passphrase` | the vendor's folder; one license with one coupon redeemed until 2027-12-31 |
    /// | `license.kslicense`, `license.txt` | that license, and its text |
    /// | `coupon.kscoupon`, `coupon.txt` | a coupon that is still good, and its text |
    /// | `sources/<version>/…` | the files of the releases of `quick-stock` |
    /// | `usb` | the bundle |
    /// | `site` | a site that trusts the vendor and has the license |
    /// | `strangers.kslicense` | a license of another vendor |
    /// | `wrong-key.kslicense` | a license, signed with the vendor's key for coupons |
    /// | `usb-with-dots` | a bundle whose catalog is genuine and has a file named `../evil.cfe` |
    pub fn get() -> &'static Self {
        static SHOP: OnceLock<Shop> = OnceLock::new();
        SHOP.get_or_init(Self::make)
    }

    /// A shell in a copy of the shop, with the variables set.
    pub fn shell(&self) -> Shell {
        let mut shell = Shell::with(&self.files);
        shell.always(VARIABLES);
        shell
    }

    /// The value of `[LICENSE]` and the like.
    pub fn value(&self, name: &str) -> &str {
        let found = self.values.iter().find(|(known, _)| *known == name);
        found.map(|(_, value)| value.as_str()).unwrap_or_else(|| panic!("the shop has no {name}"))
    }

    fn make() -> Self {
        let mut shell = Shell::new();
        shell.always(VARIABLES);
        let values = sell(&shell);
        publish(&shell);
        let fingerprint = &values[0].1;
        let init = format!("keyslip-site init --bundle usb --fingerprint {fingerprint} --at 2026-09-02");
        shell.yes(&init);
        shell.yes("keyslip-site license add license.kslicense --at 2026-09-02");
        shell.write("strangers.kslicense", sign_license(&SigningKey::from_seed(&[7; 32])));
        shell.write("wrong-key.kslicense", sign_license(&vendors_key(shell.path(), Purpose::Coupon)));
        bundle_with_dots(&shell.join("usb-with-dots"), shell.path());
        Self { files: Snapshot::of(shell.path()), values }
    }
}

/// A short extension for tests, the same bytes every time.
pub fn extension(version: &str) -> Vec<u8> {
    ExtensionBuilder::new("БыстрыйСклад", Uuid::from_u128(0x6b65_7973_6c69_7000_8000_0000_0000_0002))
        .synonym("ru", "Быстрый склад")
        .vendor("Демо вендор")
        .version(version)
        .module("БыстрыйСклад", format!("// {version}"))
        .build()
}

/// A key of the shop's vendor, from the vendor's folder in `folder`.
pub fn vendors_key(folder: &Path, purpose: Purpose) -> SigningKey {
    let vendor = VendorFolder::at(folder.join("vendor"));
    vendor.issuing_key(purpose, PASSPHRASE).expect("the vendor's key opens")
}

/// Vendor, product, customer, license, coupons.
fn sell(shell: &Shell) -> Vec<(&'static str, String)> {
    shell.write("passphrase", format!("{PASSPHRASE}\n"));
    shell.yes("chmod 600 passphrase");
    let begun = shell.yes_json("keyslip init --prefix DEMO --name 'Демо вендор' --name 'en=Demo vendor'");
    shell.yes("keyslip feature add --name 'Обмен данными' --name 'en=Data exchange' --metering database");
    shell.yes("keyslip product add --name 'Обмен для 1С' --name 'en=Exchange for 1C' --feature 1=1");
    shell
        .yes("keyslip customer add --company 'ООО Ромашка' --contact 'Иван Петров' --email ivan@example.com");
    let license = shell.yes_json("keyslip license new --customer 1");
    let coupons =
        shell.yes_json("keyslip coupon generate --add 1 --until 2027-12-31 --count 2 --out coupons");
    let (license, coupons) = (text(&license["license"]), &coupons["coupons"]);
    let (used, unused) = (text(&coupons[0]["coupon"]), text(&coupons[1]["coupon"]));
    shell.yes(&format!("keyslip coupon redeem {used} --license {license}"));
    shell.yes(&format!(
        "keyslip license export {license} --out license.kslicense --text | tail -n +2 > license.txt"
    ));
    shell.yes(&format!("mv coupons/{unused}.kscoupon coupon.kscoupon && mv coupons/{unused}.txt coupon.txt"));
    shell.yes("rm -r coupons");
    let fingerprint = text(&begun["fingerprint"]);
    vec![("FINGERPRINT", fingerprint), ("LICENSE", license), ("COUPON", used), ("COUPON-2", unused)]
}

fn text(value: &serde_json::Value) -> String {
    value.as_str().expect("a text in the JSON").to_owned()
}

/// Distribution, releases, catalog, bundle.
fn publish(shell: &Shell) {
    shell.write("EULA.ru.txt", "Соглашение: пользуйтесь на здоровье.\n");
    shell.write("EULA.en.txt", "Agreement: use it and be well.\n");
    shell.write("news.ru.txt", "Стало быстрее.\n");
    shell.yes(
        "keyslip distribution add quick-stock --name 'Быстрый склад' --name 'en=Quick Stock' \
         --eula ru=EULA.ru.txt --eula en=EULA.en.txt --update-feature 1",
    );
    for (version, file, target, tested, date) in RELEASES {
        shell.write(&format!("sources/{version}/{file}"), extension(version));
        shell.write(&format!("sources/{version}/readme.txt"), format!("Quick Stock {version}\n"));
        shell.yes(&format!(
            "keyslip release add quick-stock --file sources/{version}/{file} --file sources/{version}/readme.txt \
             --target '{target}' --tested '{tested}' --date {date} --whats-new ru=news.ru.txt"
        ));
    }
    shell.yes("keyslip catalog publish --expires-in 365d");
    shell.yes("keyslip bundle make --out usb");
}

fn moment() -> UnixTime {
    // 2026-09-01T10:00:00Z, as in VARIABLES
    UnixTime::new(1_788_256_800)
}

/// An empty license, signed with any key.
fn sign_license(key: &SigningKey) -> Vec<u8> {
    let license = License::new(NumberId::from_random([9; 12]), CustomerId::new([1; 8]), moment());
    key.sign(&license).expect("a license that readers take")
}

/// Puts the objects of a catalog into a bundle with a harmless file name made a harmful one.
struct WithDots(BundleWriter);

const HARMLESS: &str = "xx-evil.cfe";
const HARMFUL: &str = "../evil.cfe";

impl Objects for WithDots {
    type Error = Infallible;

    fn put(&mut self, object: &[u8]) -> Result<Blob, Infallible> {
        let mut object = object.to_vec();
        let name = HARMLESS.as_bytes();
        let found: Vec<usize> = (0..object.len()).filter(|at| object[*at..].starts_with(name)).collect();
        for at in found {
            object[at..at + name.len()].copy_from_slice(HARMFUL.as_bytes());
        }
        Ok(self.0.put_bytes(&object).expect("a bundle that can be written"))
    }
}

/// What a vendor would sign who lost control of the catalog's key: the record of a release leaves its folder.
fn bundle_with_dots(bundle: &Path, folder: &Path) {
    let mut objects = WithDots(BundleWriter::create(bundle).expect("a folder for the bundle"));
    let payload = extension("3.0.0");
    let blob = objects.put(&payload).expect("infallible");
    assert_eq!(blob.digest, sha256(&payload));
    let names = |name: &str| [(Language::ENGLISH, name.to_owned())].into_iter().collect();
    let file = PackageFile::new(FileName::new(HARMLESS).expect("a safe name"), blob);
    let targets = vec![Target::new(TargetKind::Configuration, "УправлениеТорговлей")];
    let release = Release::new("3.0.0".to_owned(), 1, moment(), vec![file], targets);
    let mut distribution =
        Distribution::new(DistributionId::new("quick-stock").expect("a safe id"), names("Quick Stock"));
    distribution.is_free = true;
    let content = CatalogContent {
        number: 2,
        issued_at: moment(),
        expires: moment().plus_days(365),
        distributions: vec![(distribution, vec![release])],
        products: Vec::new(),
        features: Vec::new(),
        audit_head: None,
    };
    let Ok(head) = build(content, &mut objects);
    let signed = vendors_key(folder, Purpose::Catalog).sign(&head).expect("the head itself is harmless");
    for (version, root) in VendorFolder::at(folder.join("vendor")).root_files().expect("the vendor's roots") {
        objects.0.put_root(version, &root).expect("a bundle that can be written");
    }
    objects.0.finish(&signed).expect("a bundle that can be written");
}
