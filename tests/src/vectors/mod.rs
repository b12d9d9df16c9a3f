//! Vectors: files with one document and at most one fault each, for any implementation to try.
//!
//! [`all`] makes them, the same bytes every time; [`verdict`] says what our reader makes of one. The format of a file
//! is in `tests/vectors/README.md`.

mod bulletins;
mod catalogs;
mod cbor;
mod coupons;
mod curve;
mod edit;
mod file;
mod grammar;
mod judge;
mod licenses;
mod limits;
mod objects;
mod receipts;
mod requests;
mod roots;
mod rules;
mod sites;
mod texts;
mod vendor;

pub use file::{Body, Vector, folder, read_folder};
pub use judge::{root_verdict, verdict};

/// All vectors, by their paths in the folder.
pub fn all() -> Vec<Vector> {
    let mut all = roots::vectors();
    all.extend(licenses::vectors());
    all.extend(coupons::vectors());
    all.extend(texts::vectors());
    all.extend(catalogs::vectors());
    all.extend(bulletins::vectors());
    all.extend(receipts::vectors());
    all.extend(requests::vectors());
    all.extend(grammar::vectors());
    all.extend(objects::vectors());
    all.extend(limits::vectors());
    all.extend(curve::vectors());
    all.sort_by(|left, right| left.path.cmp(&right.path));
    rules::named(all)
}
