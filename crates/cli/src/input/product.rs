use console::Failure;
use console::parse::InputError;
use format::ProductId;
use ledger::{CouponError, Ledger};

use super::product_id;
use crate::vendor::judged;

/// A product as people name it: by its number, or by the GUID that it has in the vendor's CRM.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) enum ProductRef {
    /// Its number in the ledger.
    Number(ProductId),
    /// Its GUID.
    Guid(String),
}

impl ProductRef {
    /// Reads what was typed; a GUID has dashes, a number has none.
    pub(crate) fn read(text: &str) -> Result<Self, InputError> {
        if text.contains('-') && !text.starts_with('-') {
            return Ok(Self::Guid(text.to_owned()));
        }
        product_id(text).map(Self::Number)
    }

    /// The product in the ledger.
    pub(crate) fn find(&self, ledger: &Ledger) -> Result<ProductId, Failure> {
        match self {
            Self::Number(product) => Ok(*product),
            Self::Guid(guid) => {
                let unknown = || judged(CouponError::UnknownGuid { guid: guid.clone() });
                Ok(ledger.product_with_guid(guid).map_err(judged)?.ok_or_else(unknown)?.id)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_product_is_named_by_its_number_or_its_guid() {
        assert_eq!(ProductRef::read("7").unwrap(), ProductRef::Number(ProductId::new(7).unwrap()));
        let guid = "{01234567-89AB-cdef-0123-456789abcdef}";
        assert_eq!(ProductRef::read(guid).unwrap(), ProductRef::Guid(guid.to_owned()));
        for wrong in ["", "0", "-1", "pump"] {
            assert!(ProductRef::read(wrong).is_err(), "{wrong}");
        }
    }
}
