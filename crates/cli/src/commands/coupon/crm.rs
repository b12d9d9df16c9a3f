//! Coupons as the online licensing API asks for them, so that a CRM which calls it can be pointed at us.

use std::io::stdin;
use std::num::NonZeroU32;
use std::path::Path;

use console::{CAUSE, Failure, parse};
use format::{Explain, Fact, ProductId, Term, UnixTime};
use ledger::{
    BatchNotes, CouponKind, CouponProduct, CouponRequest, CouponScope, DistributorNumber, Ledger,
    LedgerError, TrialDays,
};
use serde_json::{Map, Value as Json};
use thiserror::Error;

/// Longest request: thousands of products would not fit into a coupon either.
const MAX_BYTES: u64 = 1 << 20;

/// Most products of a request: as many as a coupon holds (SPEC 4.3).
const MAX_PRODUCTS: usize = 64;

/// What a date of 1C is that was never entered.
const NO_DATE: &str = "0001-01-01";

const FIELDS: [&str; 8] = [
    "coupontype",
    "couponscount",
    "usemanytimes",
    "distributorguid",
    "crminvoice",
    "crminvoicedate",
    "description",
    "products",
];

const PRODUCT_FIELDS: [&str; 4] = ["guid", "multiplier", "fixedexpire", "extenddays"];

/// Why a request of a CRM was not understood; each names the field.
#[derive(Debug, Error)]
enum CrmError {
    /// No JSON at all.
    #[error("the request is no JSON")]
    NoJson { source: serde_json::Error },
    /// A field that the API does not have.
    #[error("{field} is no field of a request")]
    UnknownField { field: String },
    /// A field that must be there.
    #[error("{field} is missing")]
    Missing { field: String },
    /// A field whose value cannot be.
    #[error("{field} cannot be {found}: {expected} is expected")]
    Value { field: String, found: String, expected: &'static str },
    /// Something that is named and that the ledger does not have, or that cannot be said here.
    #[error("{field} cannot be used")]
    Refused { field: String, source: Box<LedgerError> },
}

impl Explain for CrmError {
    fn code(&self) -> &'static str {
        match self {
            Self::NoJson { .. } => "cli.crm-no-json",
            Self::UnknownField { .. } => "cli.crm-unknown-field",
            Self::Missing { .. } => "cli.crm-missing",
            Self::Value { .. } => "cli.crm-value",
            Self::Refused { .. } => "cli.crm-refused",
        }
    }

    fn facts(&self) -> Vec<(&'static str, Fact)> {
        match self {
            Self::NoJson { source } => {
                vec![("line", source.line().into()), ("column", source.column().into())]
            }
            Self::UnknownField { field } | Self::Missing { field } => vec![("field", Fact::text(field))],
            Self::Value { field, found, expected } => vec![
                ("field", Fact::text(field)),
                ("found", Fact::text(found)),
                ("expected", Fact::text(expected)),
            ],
            Self::Refused { field, source } => {
                let mut facts = vec![("field", Fact::text(field)), (CAUSE, Fact::text(source.code()))];
                facts.extend(source.facts().into_iter().filter(|(name, _)| *name != "field"));
                facts
            }
        }
    }
}

/// Reads the request in a file, or `-` for stdin.
pub(super) fn read(file: &Path, ledger: &Ledger, now: UnixTime) -> Result<CouponRequest, Failure> {
    let bytes = match file == Path::new("-") {
        true => disk::read_stream(stdin().lock(), file, MAX_BYTES)?,
        false => disk::read_limited(file, MAX_BYTES)?,
    };
    Ok(request(&bytes, ledger, now)?)
}

fn request(bytes: &[u8], ledger: &Ledger, now: UnixTime) -> Result<CouponRequest, CrmError> {
    // Programs on Windows begin their texts with a mark.
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    let json: Json = serde_json::from_slice(bytes).map_err(|source| CrmError::NoJson { source })?;
    let fields = Fields::of(&json, String::new(), &FIELDS)?;
    let kind = match fields.text("coupontype")? {
        None => return Err(CrmError::Missing { field: "coupontype".to_owned() }),
        Some(kind) if kind.eq_ignore_ascii_case("NewProduct") => {
            CouponKind::Add(products(&fields, |one| added(one, ledger, now))?)
        }
        Some(kind) if kind.eq_ignore_ascii_case("TrialExtend") => {
            CouponKind::Extend(products(&fields, |one| extended(one, ledger))?)
        }
        Some(_) => return Err(fields.wrong("coupontype", "kind")),
    };
    Ok(CouponRequest {
        kind,
        scope: CouponScope::Bearer,
        count: fields.number("couponscount")?.map_or(1, NonZeroU32::get),
        redeem_before: None,
        is_reusable: fields.flag("usemanytimes")?,
        notes: BatchNotes {
            distributor: distributor(&fields, ledger)?,
            invoice: fields.text("crminvoice")?.unwrap_or_default().to_owned(),
            invoice_date: fields.date("crminvoicedate")?.unwrap_or_default(),
            comment: fields.text("description")?.unwrap_or_default().to_owned(),
        },
    })
}

fn products<T>(
    fields: &Fields<'_>,
    read: impl Fn(&Fields<'_>) -> Result<T, CrmError>,
) -> Result<Vec<T>, CrmError> {
    let items = match fields.value("products") {
        None => return Err(CrmError::Missing { field: "products".to_owned() }),
        Some(Json::Array(items)) if (1..=MAX_PRODUCTS).contains(&items.len()) => items,
        Some(_) => return Err(fields.wrong("products", "list")),
    };
    let item = |(index, item)| read(&Fields::of(item, format!("products[{index}]"), &PRODUCT_FIELDS)?);
    items.iter().enumerate().map(item).collect()
}

fn added(fields: &Fields<'_>, ledger: &Ledger, now: UnixTime) -> Result<CouponProduct, CrmError> {
    let product = product(fields, ledger)?;
    let until = fields.date("fixedexpire")?;
    let term = match (until, fields.number("extenddays")?) {
        (None, None) => Term::Perpetual,
        (None, Some(days)) if days.get() <= parse::MAX_DAYS => Term::Days(days),
        (Some(day), None) => match parse::date(&day) {
            Ok(until) if until >= now => Term::Until(until),
            _ => return Err(fields.wrong("fixedexpire", "future")),
        },
        (None, Some(_)) => return Err(fields.wrong("extenddays", "days")),
        (Some(_), Some(_)) => return Err(fields.wrong("extenddays", "one-end")),
    };
    let multiplier = fields.number("multiplier")?.unwrap_or(NonZeroU32::MIN);
    Ok(CouponProduct { product, term, multiplier })
}

fn extended(fields: &Fields<'_>, ledger: &Ledger) -> Result<TrialDays, CrmError> {
    let product = product(fields, ledger)?;
    if fields.date("fixedexpire")?.is_some() {
        return Err(fields.wrong("fixedexpire", "no-end"));
    }
    if fields.number("multiplier")?.is_some_and(|multiplier| multiplier != NonZeroU32::MIN) {
        return Err(fields.wrong("multiplier", "no-multiplier"));
    }
    match fields.number("extenddays")? {
        None => Err(CrmError::Missing { field: fields.named("extenddays") }),
        Some(days) if days.get() <= parse::MAX_DAYS => Ok(TrialDays { product, days }),
        Some(_) => Err(fields.wrong("extenddays", "days")),
    }
}

fn product(fields: &Fields<'_>, ledger: &Ledger) -> Result<ProductId, CrmError> {
    let refused = |source| CrmError::Refused { field: fields.named("guid"), source: Box::new(source) };
    let guid = fields.text("guid")?.ok_or_else(|| CrmError::Missing { field: fields.named("guid") })?;
    let found = ledger.product_with_guid(guid).map_err(refused)?;
    let unknown = || refused(ledger::CouponError::UnknownGuid { guid: guid.to_owned() }.into());
    found.map(|product| product.id).ok_or_else(unknown)
}

fn distributor(fields: &Fields<'_>, ledger: &Ledger) -> Result<Option<DistributorNumber>, CrmError> {
    let Some(guid) = fields.text("distributorguid")? else { return Ok(None) };
    let refused =
        |source| CrmError::Refused { field: fields.named("distributorguid"), source: Box::new(source) };
    match ledger.distributor_with_guid(guid).map_err(refused)? {
        Some(distributor) => Ok(Some(distributor.number)),
        None => Err(fields.wrong("distributorguid", "distributor")),
    }
}

/// The fields of one object, and where it stands.
struct Fields<'a> {
    values: &'a Map<String, Json>,
    place: String,
}

impl<'a> Fields<'a> {
    fn of(json: &'a Json, place: String, known: &[&str]) -> Result<Self, CrmError> {
        let Json::Object(values) = json else {
            let field = if place.is_empty() { "$".to_owned() } else { place };
            return Err(CrmError::Value { field, found: shown(json), expected: "object" });
        };
        let fields = Self { values, place };
        match values.keys().find(|field| !known.contains(&field.as_str())) {
            Some(field) => Err(CrmError::UnknownField { field: fields.named(field) }),
            None => Ok(fields),
        }
    }

    /// `products[1].guid`.
    fn named(&self, field: &str) -> String {
        if self.place.is_empty() { field.to_owned() } else { format!("{}.{field}", self.place) }
    }

    fn wrong(&self, field: &str, expected: &'static str) -> CrmError {
        let found = self.values.get(field).map(shown).unwrap_or_default();
        CrmError::Value { field: self.named(field), found, expected }
    }

    /// What is there; `null` and an empty text are nothing.
    fn value(&self, field: &str) -> Option<&'a Json> {
        self.values.get(field).filter(|value| !value.is_null() && value.as_str() != Some(""))
    }

    fn text(&self, field: &str) -> Result<Option<&'a str>, CrmError> {
        let text = |value: &'a Json| value.as_str().ok_or_else(|| self.wrong(field, "text"));
        self.value(field).map(text).transpose()
    }

    /// A number from 1, as a number or as a text.
    fn number(&self, field: &str) -> Result<Option<NonZeroU32>, CrmError> {
        let Some(value) = self.value(field) else { return Ok(None) };
        let number = match value {
            Json::String(text) => parse::count(text).ok(),
            other => other.as_u64().and_then(|number| u32::try_from(number).ok()).and_then(NonZeroU32::new),
        };
        number.map(Some).ok_or_else(|| self.wrong(field, "number"))
    }

    fn flag(&self, field: &str) -> Result<bool, CrmError> {
        match self.value(field) {
            None => Ok(false),
            Some(Json::Bool(flag)) => Ok(*flag),
            Some(_) => Err(self.wrong(field, "flag")),
        }
    }

    /// A day; 1C writes it with a midnight behind, and one that was never entered as the first of all.
    fn date(&self, field: &str) -> Result<Option<String>, CrmError> {
        let Some(text) = self.text(field)? else { return Ok(None) };
        let day = text.strip_suffix('Z').unwrap_or(text);
        let day = day.strip_suffix("T00:00:00").unwrap_or(day);
        if day == NO_DATE {
            return Ok(None);
        }
        match parse::date(day) {
            Ok(_) if !day.contains('T') => Ok(Some(day.to_owned())),
            _ => Err(self.wrong(field, "day")),
        }
    }
}

/// A value in a message: not more than a line of it.
fn shown(json: &Json) -> String {
    let text = json.to_string();
    match text.char_indices().nth(60) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text,
    }
}
