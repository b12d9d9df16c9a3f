/// The kinds of signed documents (SPEC §1).
#[non_exhaustive]
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Document {
    /// Who the vendor is: root keys, issuing keys.
    Root,
    /// What a holder may use.
    License,
    /// One change to a license.
    Coupon,
    /// What the vendor offers.
    Catalog,
    /// What is no longer valid.
    Bulletin,
    /// What a site did.
    Receipt,
    /// What a site asks of its vendor.
    Request,
}

impl Document {
    /// All kinds.
    pub const ALL: [Self; 7] = [
        Self::Root,
        Self::License,
        Self::Coupon,
        Self::Catalog,
        Self::Bulletin,
        Self::Receipt,
        Self::Request,
    ];

    /// The lower-case word for the kind, used in domains, media types and codes.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Root => "root",
            Self::License => "license",
            Self::Coupon => "coupon",
            Self::Catalog => "catalog",
            Self::Bulletin => "bulletin",
            Self::Receipt => "receipt",
            Self::Request => "request",
        }
    }

    /// What goes under the signature as `external_aad` (SPEC §2.3): kind and format version.
    pub const fn domain(self) -> &'static str {
        match self {
            Self::Root => "keyslip/1/root",
            Self::License => "keyslip/1/license",
            Self::Coupon => "keyslip/1/coupon",
            Self::Catalog => "keyslip/1/catalog",
            Self::Bulletin => "keyslip/1/bulletin",
            Self::Receipt => "keyslip/1/receipt",
            Self::Request => "keyslip/1/request",
        }
    }

    /// The `typ` header (RFC 9596) of documents that travel as files; `None` where every byte is typed by a person.
    pub const fn typ(self) -> Option<&'static str> {
        match self {
            Self::License | Self::Coupon => None,
            Self::Root => Some("application/vnd.keyslip.root+cose"),
            Self::Catalog => Some("application/vnd.keyslip.catalog+cose"),
            Self::Bulletin => Some("application/vnd.keyslip.bulletin+cose"),
            Self::Receipt => Some("application/vnd.keyslip.receipt+cose"),
            Self::Request => Some("application/vnd.keyslip.request+cose"),
        }
    }

    /// The ending of file names, without the dot.
    pub const fn file_ending(self) -> &'static str {
        match self {
            Self::Root => "ksroot",
            Self::License => "kslicense",
            Self::Coupon => "kscoupon",
            Self::Catalog => "kscatalog",
            Self::Bulletin => "ksbulletin",
            Self::Receipt => "ksreceipt",
            Self::Request => "ksrequest",
        }
    }

    /// Most bytes of a whole signed document of this kind (SPEC §2.4).
    pub const fn max_bytes(self) -> usize {
        match self {
            // Licenses and coupons are pasted and scanned. 15,360 bytes are 1024 rows of text: as many as there are
            // different salts for their check symbols.
            Self::License => 15 * 1024,
            Self::Coupon => 4 * 1024,
            Self::Root | Self::Receipt => 64 * 1024,
            // All lists of a request full take some ninety kibibytes.
            Self::Request => 128 * 1024,
            // A head of ten thousand targets takes less than one mebibyte.
            Self::Catalog | Self::Bulletin => 4 * 1024 * 1024,
        }
    }
}
