//! Receipts of sites that travelled back: what became of coupons out there.

mod import;
mod stored;

pub use self::import::ReceiptImport;
pub use self::stored::{ReceiptSite, StoredReceipt};
