use crypto::sha256;
use format::{Batch, Fingerprint, RootChange};

/// What the vendor's office and those who sign compare, told another way than the file goes: it stands for everything
/// that a signature of the change would, the root that it starts from included, whoever has signed so far.
///
/// The first 16 bytes of the SHA-256 of the change without signatures.
pub fn change_code(change: &RootChange) -> Fingerprint {
    code(&RootChange::new(change.before.clone(), change.payload.clone()).encode())
}

/// The same for an unsigned batch; its notes, which no signature covers, are no part of it.
pub fn batch_code(batch: &Batch) -> Fingerprint {
    code(&Batch::new(batch.purpose, batch.root.clone(), batch.items.clone()).encode())
}

fn code(unsigned: &[u8]) -> Fingerprint {
    let digest = sha256(unsigned);
    Fingerprint::from_bytes(*digest.as_bytes().first_chunk().expect("a digest has 32 bytes"))
}
