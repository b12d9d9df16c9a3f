use crypto::TrustedRoot;
use format::Fingerprint;

use crate::{Bundle, InstallError};

/// A root with the file that it came in.
pub(crate) struct RootFile {
    pub(crate) root: TrustedRoot,
    pub(crate) file: Vec<u8>,
}

/// First trust: the newest root of the bundle that has the fingerprint which a person compared, and the chain from it
/// on to the newest of all.
///
/// # Errors
///
/// [`crypto::RootError::WrongFingerprint`] where no root has it; any [`crypto::RootError`] where the chain behind it does not hold.
pub(crate) fn first_trust(bundle: &Bundle, fingerprint: Fingerprint) -> Result<Vec<RootFile>, InstallError> {
    let mut refusal = None;
    for version in bundle.root_versions()?.into_iter().rev() {
        let file = bundle.root(version)?;
        match TrustedRoot::first(&file, fingerprint) {
            Ok(root) => {
                let mut chain = vec![RootFile { root: root.clone(), file }];
                chain.extend(successors(bundle, &root)?);
                return Ok(chain);
            }
            // Of a newest root with other keys and an older one that is damaged, the newest tells more.
            Err(error) => {
                refusal.get_or_insert(error);
            }
        }
    }
    Err(match refusal {
        Some(error) => error.into(),
        None => InstallError::NoRoots { path: bundle.folder().to_owned() },
    })
}

/// The roots of the bundle that follow `root`, in order.
///
/// # Errors
///
/// The [`crypto::RootError`] of the first root that does not follow; [`crypto::RootError::Fork`] where the bundle has another root of
/// the same version.
pub(crate) fn successors(bundle: &Bundle, root: &TrustedRoot) -> Result<Vec<RootFile>, InstallError> {
    let mut newest = root.clone();
    let mut chain = Vec::new();
    for version in bundle.root_versions()?.into_iter().filter(|version| *version >= root.root().version) {
        let file = bundle.root(version)?;
        let next = newest.succeeded_by(&file)?;
        if next.root().version > newest.root().version {
            newest = next.clone();
            chain.push(RootFile { root: next, file });
        }
    }
    Ok(chain)
}
