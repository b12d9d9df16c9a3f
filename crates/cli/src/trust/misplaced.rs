use std::path::{Path, PathBuf};

use console::Failure;
use format::{Explain, Fact};
use ledger::CarriedKind;
use thiserror::Error;

/// One of our files, handed to a command for another kind.
#[derive(Clone, Debug, Error)]
#[error("{} is not for this command", file.display())]
pub(crate) struct Misplaced {
    file: PathBuf,
    found: CarriedKind,
}

impl Explain for Misplaced {
    fn code(&self) -> &'static str {
        match self.found {
            CarriedKind::RootChange { is_signed: false } => "cli.is-root-change",
            CarriedKind::RootChange { is_signed: true } => "cli.is-signed-root-change",
            CarriedKind::Batch { is_signed: false, .. } => "cli.is-batch",
            CarriedKind::Batch { is_signed: true, .. } => "cli.is-signed-batch",
            _ => "cli.is-document",
        }
    }

    fn facts(&self) -> Vec<(&'static str, Fact)> {
        let mut facts = vec![("file", Fact::text(self.file.display()))];
        match self.found {
            CarriedKind::Batch { purpose, .. } => {
                facts.push(("document", Fact::text(purpose.document().name())));
            }
            CarriedKind::Document(document) => facts.push(("document", Fact::text(document.name()))),
            _ => {}
        }
        facts
    }
}

impl Misplaced {
    /// Refuses `bytes`, which were read from `file`, where they are one of our files and not of a kind that fits.
    /// What is none of ours goes on, and the parser says what is wrong with it.
    pub(crate) fn refuse(
        file: &Path,
        bytes: &[u8],
        fits: impl FnOnce(CarriedKind) -> bool,
    ) -> Result<(), Failure> {
        match CarriedKind::of_unverified(bytes).filter(|found| !fits(*found)) {
            Some(found) => Err(Failure::unanswered(Self { file: file.to_owned(), found })),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use format::{Batch, Purpose, RootChange};

    use super::*;

    #[test]
    fn each_kind_is_named_where_it_does_not_fit_and_only_there() {
        let batch = Batch::new(Purpose::License, vec![1], vec![vec![2]]);
        let change = RootChange::new(vec![1], vec![2]);
        let mut signed = change.clone();
        signed.add(format::KeyId::new([1; 8]), [1; 64]);
        for (bytes, code) in [
            (change.encode(), "cli.is-root-change"),
            (signed.encode(), "cli.is-signed-root-change"),
            (batch.encode(), "cli.is-batch"),
            (batch.signed(vec![vec![3]]).encode(), "cli.is-signed-batch"),
        ] {
            let refused = Misplaced::refuse(Path::new("a"), &bytes, |_| false).unwrap_err();
            assert_eq!((refused.code(), refused.is_refused()), (code, false));
            assert!(Misplaced::refuse(Path::new("a"), &bytes, |_| true).is_ok());
        }
        assert!(Misplaced::refuse(Path::new("a"), b"a letter", |_| false).is_ok());
    }
}
