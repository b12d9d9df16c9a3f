use alloc::borrow::ToOwned;
use alloc::collections::BTreeMap;
use alloc::vec::Vec;

use super::{
    Catalog, Distribution, FeatureInfo, Group, Index, IndexEntry, Object, Part, PartRef, ProductInfo,
    Release, TargetKind,
};
use crate::documents::payload::Extensions;
use crate::{Blob, Digest, DistributionId, ReleaseNumber, UnixTime};

/// Releases in one part. Parts fill from the oldest release on, so that a new release changes one part only and all
/// others keep their digest; at some hundred bytes a release a part is read in one piece.
pub const PART_RELEASES: usize = 64;

/// What goes into a catalog.
#[derive(Clone, Debug)]
#[expect(clippy::exhaustive_structs, reason = "the publisher must decide on every field")]
pub struct CatalogContent {
    /// The catalog's number.
    pub number: u32,
    /// When it is signed.
    pub issued_at: UnixTime,
    /// When it stops to count as fresh.
    pub expires: UnixTime,
    /// Distributions, each with its releases in any order.
    pub distributions: Vec<(Distribution, Vec<Release>)>,
    /// Names of products, in any order.
    pub products: Vec<ProductInfo>,
    /// Names of features, in any order.
    pub features: Vec<FeatureInfo>,
    /// The head of the audit trail.
    pub audit_head: Option<Digest>,
}

/// Takes the objects of a catalog or a bulletin as they are built and returns what names them.
pub trait Objects {
    /// Why an object could not be taken.
    type Error;

    /// Keeps `object` under its SHA-256.
    ///
    /// # Errors
    ///
    /// Whatever the store says.
    fn put(&mut self, object: &[u8]) -> Result<Blob, Self::Error>;
}

/// Builds the objects and the head that names them (SPEC §6.1).
///
/// The same content gives the same bytes. Texts and files are blobs already and are not touched.
///
/// # Errors
///
/// Those of `objects`.
pub fn build<O: Objects>(content: CatalogContent, objects: &mut O) -> Result<Catalog, O::Error> {
    let mut groups: BTreeMap<(TargetKind, &str), BTreeMap<&DistributionId, Vec<&Release>>> = BTreeMap::new();
    let mut records = BTreeMap::new();
    for (distribution, releases) in &content.distributions {
        records.insert(&distribution.id, objects.put(&distribution.encode())?);
        for release in releases {
            for key in target_names(release) {
                groups.entry(key).or_default().entry(&distribution.id).or_default().push(release);
            }
        }
    }
    let groups = groups.into_iter().map(|((kind, name), distributions)| {
        let entries = distributions.into_iter().map(|(id, releases)| {
            let parts = parts((kind, name), releases, objects)?;
            Ok(IndexEntry::new(id.clone(), records[id], parts))
        });
        let index = Index::new(entries.collect::<Result<_, _>>()?);
        Ok(Group::new(kind, name.to_owned(), objects.put(&index.encode())?))
    });
    let groups = groups.collect::<Result<_, _>>()?;
    let (mut products, mut features) = (content.products, content.features);
    products.sort_by_key(|info| info.product);
    features.sort_by_key(|info| info.feature);
    Ok(Catalog {
        number: content.number,
        issued_at: content.issued_at,
        expires: content.expires,
        groups,
        products,
        features,
        audit_head: content.audit_head,
        extensions: Extensions::default(),
    })
}

/// The groups that a release belongs to, each once.
fn target_names(release: &Release) -> Vec<(TargetKind, &str)> {
    let mut names: Vec<_> =
        release.targets.iter().map(|target| (target.kind, target.name.as_str())).collect();
    names.sort_unstable();
    names.dedup();
    names
}

fn parts<O: Objects>(
    target: (TargetKind, &str),
    mut releases: Vec<&Release>,
    objects: &mut O,
) -> Result<Vec<PartRef>, O::Error> {
    releases.sort_by_key(|release| release.order);
    releases
        .chunks(PART_RELEASES)
        .map(|chunk| {
            let part = Part::new(chunk.iter().map(|release| (*release).clone()).collect());
            let count = u32::try_from(chunk.len()).expect("at most PART_RELEASES");
            let (lowest, highest) = hull(target, chunk);
            Ok(PartRef::new(objects.put(&part.encode())?, count, lowest, highest))
        })
        .collect()
}

/// The lowest and the highest release of `target` that any of `releases` can fit.
fn hull(target: (TargetKind, &str), releases: &[&Release]) -> (Option<ReleaseNumber>, Option<ReleaseNumber>) {
    let rules = || {
        let all = releases.iter().flat_map(|release| &release.targets);
        all.filter(|rule| (rule.kind, rule.name.as_str()) == target)
    };
    // One rule without a bound leaves the part without it; so `collect` into an `Option`.
    let lowest: Option<Vec<_>> = rules().map(super::Target::lowest).collect();
    let highest: Option<Vec<_>> = rules().map(super::Target::highest).collect();
    (
        lowest.and_then(|all| all.into_iter().min().cloned()),
        highest.and_then(|all| all.into_iter().max().cloned()),
    )
}
