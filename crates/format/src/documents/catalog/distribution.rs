use alloc::string::String;
use alloc::vec::Vec;

use super::{Object, ObjectReader, read_blob, read_name, read_sentence, write_blob};
use crate::cbor::{MapWriter, Reader, Writer};
use crate::documents::payload::Extensions;
use crate::names::{ByLanguage, DistributionId};
use crate::{Blob, FeatureId, Limits, Names, ParseError, ProductId};

/// A product line that is delivered: names, texts, and what gives the right to its updates (SPEC §6.3).
///
/// ```text
/// distribution = { 1: id, 2: names, ? 3: sentences, ? 4: texts, ? 5: texts, ? 6: developer, ? 7: feature,
///                  ? 8: [1*64 product], ? 9: product, ? 10: true, * extension }
/// ```
///
/// 3 descriptions, 4 agreements (EULA), 5 documentation, 7 the feature that gives update rights, 8 the products that
/// belong to it, 9 the trial product, 10 free: needs no license.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct Distribution {
    /// The id.
    pub id: DistributionId,
    /// Names.
    pub names: Names,
    /// Descriptions in a sentence or two.
    pub descriptions: Names,
    /// Agreements, as blobs of text.
    pub agreements: ByLanguage<Blob>,
    /// Documentation, as blobs of text.
    pub documentation: ByLanguage<Blob>,
    /// Who made it.
    pub developer: Option<String>,
    /// The feature whose period gives the right to releases dated in it.
    pub update_feature: Option<FeatureId>,
    /// Products that belong to it.
    pub products: Vec<ProductId>,
    /// The product for trying it.
    pub trial_product: Option<ProductId>,
    /// Whether it needs no license.
    pub is_free: bool,
    /// Optional fields of later versions.
    pub extensions: Extensions,
}

impl Distribution {
    /// A distribution with an id and names.
    pub fn new(id: DistributionId, names: Names) -> Self {
        Self {
            id,
            names,
            descriptions: Names::default(),
            agreements: ByLanguage::default(),
            documentation: ByLanguage::default(),
            developer: None,
            update_feature: None,
            products: Vec::new(),
            trial_product: None,
            is_free: false,
            extensions: Extensions::default(),
        }
    }
}

fn read_texts(reader: &mut Reader<'_>) -> Result<ByLanguage<Blob>, ParseError> {
    ByLanguage::read(reader, read_blob)
}

fn write_texts(map: &mut MapWriter, key: i64, texts: &ByLanguage<Blob>) {
    map.optional(key, (!texts.is_empty()).then_some(texts), |writer, texts| texts.write(writer, write_blob));
}

impl Object for Distribution {
    const LIMITS: Limits = Limits::new(256 * 1024, 4096);

    fn read(ObjectReader(reader): &mut ObjectReader<'_>) -> Result<Self, ParseError> {
        let mut map = reader.map("distribution")?;
        let distribution = Self {
            id: map.required(1, "distribution.id", DistributionId::read)?,
            names: map.required(2, "distribution.names", |reader| ByLanguage::read(reader, read_name))?,
            descriptions: map
                .optional(3, "distribution.descriptions", |reader| ByLanguage::read(reader, read_sentence))?
                .unwrap_or_default(),
            agreements: map.optional(4, "distribution.agreements", read_texts)?.unwrap_or_default(),
            documentation: map.optional(5, "distribution.documentation", read_texts)?.unwrap_or_default(),
            developer: map.optional(6, "distribution.developer", read_name)?,
            update_feature: map.optional(7, "distribution.update-feature", FeatureId::read)?,
            products: map
                .optional(8, "distribution.products", |reader| reader.set(1..=64, ProductId::read))?
                .unwrap_or_default(),
            trial_product: map.optional(9, "distribution.trial-product", ProductId::read)?,
            is_free: map.optional(10, "distribution.free", Reader::only_true)?.is_some(),
            extensions: Extensions::read(&mut map)?,
        };
        map.finish()?;
        Ok(distribution)
    }

    fn encode(&self) -> Vec<u8> {
        Writer::build(|writer| {
            writer.map(|map| {
                map.entry(1, |writer| writer.text(self.id.as_str()));
                map.entry(2, |writer| self.names.write(writer, |writer, name| writer.text(name)));
                map.optional(
                    3,
                    (!self.descriptions.is_empty()).then_some(&self.descriptions),
                    |writer, names| {
                        names.write(writer, |writer, name| writer.text(name));
                    },
                );
                write_texts(map, 4, &self.agreements);
                write_texts(map, 5, &self.documentation);
                map.optional(6, self.developer.as_deref(), Writer::text);
                map.optional(7, self.update_feature, |writer, feature| writer.uint(feature.get()));
                map.list(8, &self.products, |writer, product| writer.uint(product.get()));
                map.optional(9, self.trial_product, |writer, product| writer.uint(product.get()));
                map.optional(10, self.is_free.then_some(true), Writer::boolean);
                self.extensions.write(map);
            });
        })
    }
}
