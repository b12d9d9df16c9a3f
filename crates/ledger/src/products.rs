use format::{FeatureId, Limit, Names, ProductId, UnixTime};
use serde_json::json;

use crate::audit::Entry;
use crate::database::{Row, Value, integer, names_json, text, time};
use crate::features::check_names;
use crate::open::{Mode, Writer};
use crate::{Context, Ledger, LedgerError};

/// A feature that comes with a product.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[expect(clippy::exhaustive_structs, reason = "the caller must decide on every field")]
pub struct ProductFeature {
    /// The feature.
    pub feature: FeatureId,
    /// How much of it.
    pub limit: Limit,
    /// Whether a coupon's multiplier applies to the limit.
    pub is_multiplied: bool,
}

/// What a new product is.
#[derive(Clone, Debug, Default)]
#[expect(clippy::exhaustive_structs, reason = "plain input; whoever enters it decides on every field")]
pub struct ProductInput {
    /// Its id in the vendor's CRM, as `01234567-89ab-cdef-0123-456789abcdef`.
    pub guid: Option<String>,
    /// Its names, at least one.
    pub names: Names,
    /// Its features, at least one.
    pub features: Vec<ProductFeature>,
    /// Whether it is for trying out.
    pub is_trial: bool,
    /// Trial products that end when this one comes.
    pub replaces: Vec<ProductId>,
}

/// What the vendor sells.
#[non_exhaustive]
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Product {
    /// Its number, counted from 1.
    pub id: ProductId,
    /// Its id in the vendor's CRM.
    pub guid: Option<String>,
    /// Its names.
    pub names: Names,
    /// Its features, by number.
    pub features: Vec<ProductFeature>,
    /// Whether it is for trying out.
    pub is_trial: bool,
    /// Trial products that end when this one comes.
    pub replaces: Vec<ProductId>,
    /// When it was added.
    pub added_at: UnixTime,
}

impl Ledger {
    /// Adds a product.
    ///
    /// # Errors
    ///
    /// [`LedgerError::Unrepresentable`], [`LedgerError::BadGuid`], [`LedgerError::GuidTaken`],
    /// [`LedgerError::Empty`] without features, [`LedgerError::UnknownFeature`], [`LedgerError::UnknownProduct`].
    pub fn product_add(&mut self, input: &ProductInput, context: &Context) -> Result<Product, LedgerError> {
        check_names("product", &input.names)?;
        let guid = input.guid.as_deref().map(read_guid).transpose()?;
        if input.features.is_empty() {
            return Err(LedgerError::Empty { field: "features" });
        }
        self.write(Mode::Commit, |ledger| {
            ledger.check_guid(guid.as_deref())?;
            let number = ledger.next_number("products", "product")?;
            ledger.execute(
                "INSERT INTO products (product, guid, names, is_trial, added_at) VALUES (?1, ?2, ?3, ?4, ?5)",
                &[
                    integer(number),
                    guid.clone().map_or(Value::Null, Value::Text),
                    (&input.names).into(),
                    integer(input.is_trial),
                    time(context.now),
                ],
            )?;
            insert_features(ledger, number, &input.features)?;
            insert_replaced(ledger, number, &input.replaces)?;
            let product = ledger.product(ProductId::new(number).expect("counted from 1"))?;
            let subject = number.to_string();
            ledger.audit(
                &Entry { what: "product.add", subject, digest: None, details: product.details() },
                context,
            )?;
            Ok(product)
        })
    }

    /// All products by number.
    ///
    /// # Errors
    ///
    /// [`LedgerError::DamagedRow`].
    pub fn products(&self) -> Result<Vec<Product>, LedgerError> {
        let rows = self.select("SELECT * FROM products ORDER BY product", &[])?;
        rows.iter().map(|row| self.read_product(row)).collect()
    }

    /// One product.
    ///
    /// # Errors
    ///
    /// [`LedgerError::UnknownProduct`].
    pub fn product(&self, product: ProductId) -> Result<Product, LedgerError> {
        let row = self.select_one("SELECT * FROM products WHERE product = ?1", &[integer(product.get())])?;
        self.read_product(&row.ok_or(LedgerError::UnknownProduct { product })?)
    }

    fn read_product(&self, row: &Row) -> Result<Product, LedgerError> {
        let number = row.number("product")?;
        let features = "SELECT * FROM product_features WHERE product = ?1 ORDER BY feature";
        let replaces = "SELECT replaced FROM product_replaces WHERE product = ?1 ORDER BY replaced";
        let parameters = [integer(number)];
        Ok(Product {
            id: product_id(number, "product")?,
            guid: row.optional_text("guid")?,
            names: row.names("names")?,
            features: self
                .select(features, &parameters)?
                .iter()
                .map(read_feature)
                .collect::<Result<_, _>>()?,
            is_trial: row.boolean("is_trial")?,
            replaces: self
                .select(replaces, &parameters)?
                .iter()
                .map(|row| product_id(row.number("replaced")?, "replaced"))
                .collect::<Result<_, _>>()?,
            added_at: row.time("added_at")?,
        })
    }

    fn check_guid(&self, guid: Option<&str>) -> Result<(), LedgerError> {
        let Some(guid) = guid else { return Ok(()) };
        match self.select_one("SELECT product FROM products WHERE guid = ?1", &[text(guid)])? {
            None => Ok(()),
            Some(row) => Err(LedgerError::GuidTaken {
                guid: guid.to_owned(),
                product: product_id(row.number("product")?, "product")?,
            }),
        }
    }
}

impl Product {
    fn details(&self) -> serde_json::Value {
        let feature = |feature: &ProductFeature| {
            json!({
                "feature": feature.feature.get(),
                "limit": limit_count(feature.limit),
                "multiplied": feature.is_multiplied,
            })
        };
        json!({
            "names": names_json(&self.names),
            "guid": self.guid,
            "features": self.features.iter().map(feature).collect::<Vec<_>>(),
            "trial": self.is_trial,
            "replaces": self.replaces.iter().map(|product| product.get()).collect::<Vec<_>>(),
        })
    }
}

fn insert_features(
    ledger: &Writer<'_>,
    product: u32,
    features: &[ProductFeature],
) -> Result<(), LedgerError> {
    for feature in features {
        ledger.feature(feature.feature)?;
        ledger.execute(
            "INSERT INTO product_features (product, feature, limit_count, is_multiplied)
             VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (product, feature)
             DO UPDATE SET limit_count = excluded.limit_count, is_multiplied = excluded.is_multiplied",
            &[
                integer(product),
                integer(feature.feature.get()),
                limit_count(feature.limit).map_or(Value::Null, integer),
                integer(feature.is_multiplied),
            ],
        )?;
    }
    Ok(())
}

fn insert_replaced(ledger: &Writer<'_>, product: u32, replaced: &[ProductId]) -> Result<(), LedgerError> {
    for replaced in replaced {
        ledger.product(*replaced)?;
        ledger.execute(
            "INSERT INTO product_replaces (product, replaced) VALUES (?1, ?2) ON CONFLICT DO NOTHING",
            &[integer(product), integer(replaced.get())],
        )?;
    }
    Ok(())
}

/// The number in a limit; `None` for no limit.
pub(crate) fn limit_count(limit: Limit) -> Option<u32> {
    match limit {
        Limit::Count(count) => Some(count.get()),
        Limit::Unlimited => None,
    }
}

fn read_feature(row: &Row) -> Result<ProductFeature, LedgerError> {
    let damaged = |column| LedgerError::DamagedRow { column };
    let limit = if row.is_null("limit_count") {
        Limit::Unlimited
    } else {
        Limit::count(row.number("limit_count")?).ok_or(damaged("limit_count"))?
    };
    let feature = FeatureId::new(row.number("feature")?).ok_or(damaged("feature"))?;
    Ok(ProductFeature { feature, limit, is_multiplied: row.boolean("is_multiplied")? })
}

fn product_id(number: u32, column: &'static str) -> Result<ProductId, LedgerError> {
    ProductId::new(number).ok_or(LedgerError::DamagedRow { column })
}

/// A GUID in lower case: 8, 4, 4, 4 and 12 hexadecimal digits, in braces or not.
fn read_guid(guid: &str) -> Result<String, LedgerError> {
    let bare = guid.trim().trim_start_matches('{').trim_end_matches('}').to_ascii_lowercase();
    let groups: Vec<&str> = bare.split('-').collect();
    let is_guid = groups.iter().map(|group| group.len()).eq([8, 4, 4, 4, 12])
        && groups.concat().bytes().all(|byte| byte.is_ascii_hexdigit());
    if is_guid { Ok(bare) } else { Err(LedgerError::BadGuid { guid: guid.to_owned() }) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_guid_is_read_with_and_without_braces() {
        let guid = "01234567-89ab-cdef-0123-456789abcdef";
        assert_eq!(read_guid(guid).unwrap(), guid);
        assert_eq!(read_guid(&format!("{{{}}}", guid.to_uppercase())).unwrap(), guid);
        for wrong in ["", "01234567-89ab-cdef-0123-456789abcde", "g1234567-89ab-cdef-0123-456789abcdef"] {
            assert!(matches!(read_guid(wrong), Err(LedgerError::BadGuid { .. })), "{wrong}");
        }
    }
}
