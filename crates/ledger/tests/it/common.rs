use std::fs;
use std::num::NonZeroU32;
use std::path::Path;
use std::sync::OnceLock;

use crypto::SigningKey;
use format::catalog::{Metering, Target, TargetKind};
use format::{
    DistributionId, Environment, FeatureId, FileName, Language, Limit, Names, Prefix, ProductId, Purpose,
    Term, UnixTime,
};
use getrandom::SysRng;
use ledger::{
    BatchNotes, Context, CouponKind, CouponProduct, CouponRequest, CouponScope, Customer, CustomerInput,
    DistributionInput, FeatureInput, InitOptions, IssuedCoupon, Ledger, LicenseInput, ProductFeature,
    ProductInput, ReleaseFile, ReleaseInput, StoredLicense, VendorFolder,
};
use onec::write::ExtensionBuilder;
use rand_core::UnwrapErr;
use tempfile::TempDir;

use super::engine;

pub(crate) const PASSPHRASE: &str = "поливать кактус по средам";

pub(crate) fn random() -> UnwrapErr<SysRng> {
    UnwrapErr(SysRng)
}

/// 2027-01-15T08:00:00Z and `hours` more.
pub(crate) fn hour(hours: u64) -> UnixTime {
    UnixTime::new(1_800_000_000 + hours * 3600)
}

pub(crate) fn at(hours: u64) -> Context {
    Context { now: hour(hours), who: "olga".to_owned() }
}

pub(crate) fn names(russian: &str, english: &str) -> Names {
    [(Language::RUSSIAN, russian.to_owned()), (Language::ENGLISH, english.to_owned())].into_iter().collect()
}

pub(crate) fn options() -> InitOptions<'static> {
    InitOptions {
        prefix: Prefix::new("DEMO").unwrap(),
        names: names("ООО «Ока»", "Oka Ltd"),
        environment: Environment::Test,
        passphrase: PASSPHRASE,
        root_keys: 1,
        threshold: 1,
        root_keys_folder: None,
        ledger: engine::new_place(),
        login: engine::login(),
    }
}

/// Key files cost a fifth of a second each, so all tests start from copies of one new vendor.
struct Template {
    folder: TempDir,
    license: SigningKey,
    coupon: SigningKey,
    catalog: SigningKey,
    bulletin: SigningKey,
}

fn template() -> &'static Template {
    static TEMPLATE: OnceLock<Template> = OnceLock::new();
    TEMPLATE.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let vendor = VendorFolder::init(folder.path(), &options(), &at(0), &mut random()).unwrap();
        let key = |purpose| vendor.issuing_key(purpose, PASSPHRASE).unwrap();
        let [license, coupon, catalog, bulletin] = Purpose::ALL.map(key);
        Template { folder, license, coupon, catalog, bulletin }
    })
}

pub(crate) fn license_key() -> &'static SigningKey {
    &template().license
}

pub(crate) fn coupon_key() -> &'static SigningKey {
    &template().coupon
}

pub(crate) fn catalog_key() -> &'static SigningKey {
    &template().catalog
}

pub(crate) fn bulletin_key() -> &'static SigningKey {
    &template().bulletin
}

/// A vendor of its own for one test.
pub(crate) struct Vendor {
    pub(crate) folder: TempDir,
    pub(crate) ledger: Ledger,
}

impl Vendor {
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        copy(template().folder.path(), folder.path());
        engine::part_from(template().folder.path(), folder.path());
        let ledger = engine::open(folder.path()).unwrap();
        Self { folder, ledger }
    }

    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn reopened(&self) -> Ledger {
        engine::open(self.path()).unwrap()
    }

    /// Edits the ledger as somebody with the engine's shell would, triggers and references out of the way.
    pub(crate) fn edit(&self, sql: &str) {
        engine::edit(self.path(), sql);
    }

    pub(crate) fn feature(&mut self) -> FeatureId {
        let input =
            FeatureInput { names: names("Пользователи", "Users"), metering: Metering::User };
        self.ledger.feature_add(&input, &at(0)).unwrap().id
    }

    /// A product with ten users, multiplied.
    pub(crate) fn product(&mut self) -> ProductId {
        let feature = self.feature();
        let input = ProductInput {
            guid: None,
            names: names("Насосы", "Pumps"),
            features: vec![ProductFeature { feature, limit: Limit::count(10).unwrap(), is_multiplied: true }],
            is_trial: false,
            replaces: Vec::new(),
            ..ProductInput::default()
        };
        self.ledger.product_add(&input, &at(0)).unwrap().id
    }

    /// A trial product without an end of its own.
    pub(crate) fn trial(&mut self) -> ProductId {
        let feature = self.feature();
        let limit = Limit::count(1).unwrap();
        let input = ProductInput {
            names: names("Пробный", "Trial"),
            features: vec![ProductFeature { feature, limit, is_multiplied: false }],
            is_trial: true,
            ..ProductInput::default()
        };
        self.ledger.product_add(&input, &at(0)).unwrap().id
    }

    pub(crate) fn customer(&mut self) -> Customer {
        let input =
            CustomerInput { company: "Завод «Прибор»".to_owned(), ..CustomerInput::default() };
        self.ledger.customer_add(&input, &at(0), &mut random()).unwrap()
    }

    pub(crate) fn license(&mut self) -> StoredLicense {
        let customer = self.customer().number;
        let input =
            LicenseInput {
                customer, holder: Some("Завод «Прибор»".to_owned()), comment: String::new()
            };
        self.ledger.license_new(&input, license_key(), &at(0), &mut random()).unwrap()
    }

    pub(crate) fn coupons(&mut self, count: u32) -> Vec<IssuedCoupon> {
        let product = self.product();
        self.generate(&CouponRequest { count, ..request(product) })
    }

    pub(crate) fn generate(&mut self, request: &CouponRequest) -> Vec<IssuedCoupon> {
        self.ledger.generate_coupons(request, coupon_key(), &at(1), &mut random()).unwrap()
    }

    pub(crate) fn distribution(&mut self) -> DistributionId {
        let id = DistributionId::new("pumps").unwrap();
        let mut input = DistributionInput::new(id.clone(), names("Насосы", "Pumps"));
        input.agreements.insert(Language::RUSSIAN, "Соглашение".to_owned());
        self.ledger.distribution_add(&input, &at(0)).unwrap();
        id
    }

    /// What a person sees of the whole ledger.
    pub(crate) fn everything(&self) -> String {
        let ledger = self.reopened();
        format!(
            "{:#?}",
            (
                ledger.features().unwrap(),
                ledger.products().unwrap(),
                ledger.customers(None).unwrap(),
                ledger.licenses(None).unwrap(),
                ledger.coupons(None).unwrap(),
                ledger.distributions().unwrap(),
                ledger.catalogs().unwrap(),
                ledger.audit_entries(1, 1000).unwrap(),
            )
        )
    }
}

impl Drop for Vendor {
    fn drop(&mut self) {
        engine::remove(self.path());
    }
}

/// One bearer coupon for a year of `product`, with twice its users.
pub(crate) fn request(product: ProductId) -> CouponRequest {
    let term = Term::Days(NonZeroU32::new(365).unwrap());
    CouponRequest {
        kind: CouponKind::Add(vec![CouponProduct { product, term, multiplier: NonZeroU32::new(2).unwrap() }]),
        scope: CouponScope::Bearer,
        count: 1,
        redeem_before: None,
        is_reusable: false,
        notes: BatchNotes {
            comment: "выставка".to_owned(),
            invoice: "17/2027".to_owned(),
            ..BatchNotes::default()
        },
    }
}

pub(crate) fn extension(version: &str) -> ExtensionBuilder {
    let root = uuid::uuid!("3f1b9f6e-6a0c-4d53-9a51-0d8f6f2f6f10");
    ExtensionBuilder::new("Насосы", root).synonym("ru", "Насосы").vendor("Ока").version(version)
}

pub(crate) fn file(name: &str, bytes: Vec<u8>) -> ReleaseFile {
    ReleaseFile { name: FileName::new(name).unwrap(), bytes, role: None }
}

pub(crate) fn release(extension: &ExtensionBuilder, configuration: &str) -> ReleaseInput {
    let target = Target::new(TargetKind::Configuration, configuration);
    ReleaseInput::new(vec![file("Насосы.cfe", extension.build())], vec![target], hour(0))
}

pub(crate) fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let (path, to) = {
            let entry = entry.unwrap();
            (entry.path(), to.join(entry.file_name()))
        };
        if path.is_dir() { copy(&path, &to) } else { fs::copy(&path, &to).map(drop).unwrap() }
    }
}
