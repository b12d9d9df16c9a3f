use std::path::{Path, PathBuf};

use crypto::{Keyring, Verified, sha256};
use format::{
    Digest, Envelope, JOURNAL_LENGTH_BYTES, JournalRest, PublicKey, Receipt, journal_next, journal_record,
    unverified_receipt_key,
};

use crate::{Damage, InstallError};

/// Bytes of a whole journal that are read: about half a million receipts, a hundred a day for ten years.
const MAX_JOURNAL: u64 = 256 * 1024 * 1024;

/// The receipts of a site, each checked against the site's key and chained to the one before it.
///
/// Records stand behind each other, see [`journal_record`].
///
/// A process that is killed while it appends leaves a torn last record, which nobody was told of: it is cut off.
/// Anything else that does not check is damage.
#[derive(Clone, Debug)]
pub(crate) struct Journal {
    path: PathBuf,
    key: PublicKey,
    receipts: Vec<Verified<Receipt>>,
    head: Digest,
    /// Bytes of whole records; what follows is torn.
    whole: u64,
    is_torn: bool,
}

impl Journal {
    /// The bytes of a journal that begins with these documents.
    pub(crate) fn bytes_of(documents: &[Vec<u8>]) -> Vec<u8> {
        documents.iter().flat_map(|document| journal_record(document)).collect()
    }

    /// Reads and checks the whole journal.
    pub(crate) fn read(path: &Path) -> Result<Self, InstallError> {
        let bytes = disk::read_limited(path, MAX_JOURNAL)?;
        let damaged = |at: usize| InstallError::StateDamaged {
            path: path.to_owned(),
            damage: Damage::Journal { at: u64::try_from(at).unwrap_or(u64::MAX) },
        };
        let mut journal: Option<Self> = None;
        let mut at = 0;
        let mut is_torn = false;
        while at < bytes.len() {
            let document = match journal_next(&bytes[at..]) {
                JournalRest::Record(document) => document,
                JournalRest::Torn => {
                    is_torn = true;
                    break;
                }
                JournalRest::Damaged => return Err(damaged(at)),
            };
            match &mut journal {
                None => journal = Some(Self::begin(path, document).ok_or_else(|| damaged(at))?),
                Some(journal) => {
                    let receipt = journal.follower(document).ok_or_else(|| damaged(at))?;
                    journal.push(receipt, document);
                }
            }
            at += JOURNAL_LENGTH_BYTES + document.len();
        }
        // The first receipt is written with the file, whole or not at all: a journal without it was cut.
        let mut journal = journal.ok_or_else(|| damaged(0))?;
        journal.whole = u64::try_from(at).unwrap_or(u64::MAX);
        journal.is_torn = is_torn;
        Ok(journal)
    }

    /// The first receipt names the key that it and all others are checked with; the site compares it with its own.
    fn begin(path: &Path, document: &[u8]) -> Option<Self> {
        let envelope = Envelope::parse(document).ok()?;
        let key = unverified_receipt_key(envelope.unverified_payload()).ok()?;
        let first = verify(key, &envelope)?;
        (first.sequence == 0).then(|| Self {
            path: path.to_owned(),
            key,
            receipts: vec![first],
            head: sha256(document),
            whole: 0,
            is_torn: false,
        })
    }

    /// The receipt in a document, if it is the one to follow the last.
    fn follower(&self, document: &[u8]) -> Option<Verified<Receipt>> {
        let receipt = verify(self.key, &Envelope::parse(document).ok()?)?;
        let follows = receipt.sequence == self.next_sequence() && receipt.previous == Some(self.head);
        follows.then_some(receipt)
    }

    fn push(&mut self, receipt: Verified<Receipt>, document: &[u8]) {
        self.receipts.push(receipt);
        self.head = sha256(document);
    }

    /// The whole records, as they lie in the file.
    pub(crate) fn whole_records(&self) -> Result<Vec<u8>, InstallError> {
        let mut bytes = disk::read_limited(&self.path, MAX_JOURNAL)?;
        bytes.truncate(usize::try_from(self.whole).unwrap_or(usize::MAX));
        Ok(bytes)
    }

    /// The key that signed all of it.
    pub(crate) fn key(&self) -> PublicKey {
        self.key
    }

    /// The receipts, oldest first; at least one.
    pub(crate) fn receipts(&self) -> &[Verified<Receipt>] {
        &self.receipts
    }

    /// SHA-256 of the last document: what the next one is chained to.
    pub(crate) fn head(&self) -> Digest {
        self.head
    }

    pub(crate) fn next_sequence(&self) -> u64 {
        u64::try_from(self.receipts.len()).unwrap_or(u64::MAX)
    }

    /// Cuts a torn last record off; only whoever holds the site's lock may.
    pub(crate) fn mend(&mut self) -> Result<(), InstallError> {
        if self.is_torn {
            let file = std::fs::OpenOptions::new().write(true).open(&self.path);
            let cut = file.and_then(|file| file.set_len(self.whole).and_then(|()| file.sync_all()));
            cut.map_err(|error| disk::DiskError::from_io(&self.path, error))?;
            disk::fault_point("torn record cut off");
            self.is_torn = false;
        }
        Ok(())
    }

    /// Appends a signed receipt; once this returns, it is on the disk.
    pub(crate) fn append(&mut self, document: &[u8]) -> Result<(), InstallError> {
        let damaged = || InstallError::StateDamaged {
            path: self.path.clone(),
            damage: Damage::Journal { at: self.whole },
        };
        // Checked as a reader would, before it is written: what is appended can be read again.
        let receipt = self.follower(document).ok_or_else(damaged)?;
        let record = journal_record(document);
        disk::append_synced(&self.path, &record)?;
        self.whole += u64::try_from(record.len()).unwrap_or(u64::MAX);
        self.push(receipt, document);
        Ok(())
    }
}

fn verify(key: PublicKey, envelope: &Envelope<'_>) -> Option<Verified<Receipt>> {
    Keyring::of_site_keys(&[key]).ok()?.verify(envelope).ok()
}

#[cfg(test)]
mod tests {
    use std::fs;

    use crypto::SiteKey;
    use format::{Event, UnixTime};

    use super::*;

    fn documents(count: u64) -> Vec<Vec<u8>> {
        let key = SiteKey::from_seed(&[7; 32]);
        let mut documents: Vec<Vec<u8>> = Vec::new();
        for sequence in 0..count {
            let event = match sequence {
                0 => Event::Started { key: key.public(), root: Digest::new([1; 32]), version: 1 },
                _ => Event::CatalogSeen { catalog: Digest::new([2; 32]), number: 1 },
            };
            let previous = documents.last().map(|document| sha256(document));
            let receipt = Receipt::new(sequence, previous, event, UnixTime::new(1_790_000_000));
            documents.push(key.sign(&receipt).unwrap());
        }
        documents
    }

    fn read(bytes: &[u8]) -> Result<Journal, InstallError> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("journal.ksreceipts");
        fs::write(&path, bytes).unwrap();
        Journal::read(&path)
    }

    #[test]
    fn a_whole_journal_is_read() {
        let journal = read(&Journal::bytes_of(&documents(3))).unwrap();
        assert_eq!((journal.receipts().len(), journal.next_sequence(), journal.is_torn), (3, 3, false));
    }

    #[test]
    fn a_torn_last_record_is_cut_off_wherever_it_was_torn() {
        let (two, three) = (documents(2), documents(3));
        let (whole, torn) = (Journal::bytes_of(&two), Journal::bytes_of(&three));
        for end in whole.len() + 1..torn.len() {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("journal.ksreceipts");
            fs::write(&path, &torn[..end]).unwrap();
            let mut journal = Journal::read(&path).unwrap();
            assert!(journal.is_torn, "cut at {end}");
            assert_eq!(journal.receipts().len(), 2);
            journal.mend().unwrap();
            assert_eq!(fs::read(&path).unwrap(), whole);
            journal.append(&three[2]).unwrap();
            assert_eq!(fs::read(&path).unwrap(), torn);
        }
    }

    #[test]
    fn a_changed_bit_anywhere_is_damage_and_never_a_torn_end() {
        let bytes = Journal::bytes_of(&documents(3));
        let first = JOURNAL_LENGTH_BYTES + documents(1)[0].len();
        for at in (0..bytes.len()).filter(|at| at % 7 == 0 || *at < 8 || (first..first + 8).contains(at)) {
            for bit in [0, 4, 7] {
                let mut changed = bytes.clone();
                changed[at] ^= 1 << bit;
                let refused = read(&changed);
                assert!(matches!(refused, Err(InstallError::StateDamaged { .. })), "byte {at} bit {bit}");
            }
        }
    }

    #[test]
    fn a_record_left_out_doubled_or_swapped_breaks_the_chain() {
        let all = documents(4);
        for order in [&[0, 2][..], &[0, 1, 1], &[0, 2, 1], &[1], &[0, 1, 3]] {
            let picked: Vec<Vec<u8>> = order.iter().map(|at| all[*at].clone()).collect();
            assert!(read(&Journal::bytes_of(&picked)).is_err(), "{order:?}");
        }
    }

    #[test]
    fn an_empty_journal_is_not_a_new_one() {
        assert!(matches!(read(b""), Err(InstallError::StateDamaged { .. })));
        let first = Journal::bytes_of(&documents(1));
        assert!(matches!(read(&first[..first.len() - 1]), Err(InstallError::StateDamaged { .. })));
    }

    #[test]
    fn zeros_behind_the_last_record_are_a_torn_end() {
        let mut bytes = Journal::bytes_of(&documents(2));
        bytes.extend([0; 100]);
        assert!(read(&bytes).unwrap().is_torn);
        bytes.push(1);
        assert!(read(&bytes).is_err());
    }

    #[test]
    fn what_does_not_follow_is_not_appended() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("journal.ksreceipts");
        let all = documents(4);
        fs::write(&path, Journal::bytes_of(&all[..2])).unwrap();
        let mut journal = Journal::read(&path).unwrap();
        assert!(journal.append(&all[3]).is_err());
        journal.append(&all[2]).unwrap();
        journal.append(&all[3]).unwrap();
        assert_eq!(Journal::read(&path).unwrap().receipts().len(), 4);
    }
}
