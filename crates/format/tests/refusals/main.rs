//! What a reader MUST refuse (SPEC §4 to §9): one edit of a good document for each sentence, with the field and the
//! problem that the error names.

mod edits;
mod good;

mod bulletins;
mod catalogs;
mod coupons;
mod licenses;
mod receipts;
mod requests;
mod roots;
