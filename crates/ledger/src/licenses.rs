use crypto::{SigningKey, Verified};
use format::{Document, License, Number, NumberId, NumberKind, UnixTime};
use rand_core::CryptoRng;
use serde_json::json;

use crate::audit::Entry;
use crate::context::check_length;
use crate::database::{Row, Value, blob, integer, text, time};
use crate::documents::misplaced;
use crate::open::{Mode, Writer};
use crate::{Changed, Context, Customer, CustomerNumber, Ledger, LedgerError, Trials};

/// What a new license is.
#[derive(Clone, Debug)]
#[expect(clippy::exhaustive_structs, reason = "the caller must decide on every field")]
pub struct LicenseInput {
    /// Who holds it.
    pub customer: CustomerNumber,
    /// The holder's name in the license itself, where every reader of the license sees it.
    pub holder: Option<String>,
    /// Anything else; stays in the ledger.
    pub comment: String,
}

/// A license in a list.
#[non_exhaustive]
#[derive(Clone, Debug)]
pub struct LicenseSummary {
    /// Its number.
    pub number: Number,
    /// Who holds it.
    pub customer: CustomerNumber,
    /// The newest revision, verified.
    pub license: Verified<License>,
    /// Anything else.
    pub comment: String,
    /// When it was created.
    pub added_at: UnixTime,
}

/// A license with all that became of it.
#[non_exhaustive]
#[derive(Clone, Debug)]
pub struct StoredLicense {
    /// Its number.
    pub number: Number,
    /// Who holds it.
    pub customer: Customer,
    /// Anything else.
    pub comment: String,
    /// Its revisions, the first one first; there is at least one.
    pub revisions: Vec<StoredRevision>,
}

/// One revision of a license.
#[non_exhaustive]
#[derive(Clone, Debug)]
pub struct StoredRevision {
    /// What it says, verified.
    pub license: Verified<License>,
    /// The signed document.
    pub document: Vec<u8>,
    /// Why it was made.
    pub reason: RevisionReason,
    /// More about it, in the words of whoever did it.
    pub note: String,
}

/// Why a revision was made.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum RevisionReason {
    /// The license is new.
    New,
    /// The license is new and came with trials.
    Trial,
    /// A coupon was redeemed.
    Coupon(Number),
    /// The redemption of a coupon was cancelled.
    Cancel(Number),
    /// The license went to another customer.
    Move,
}

impl RevisionReason {
    /// The word for it: `new`, `trial`, `coupon`, `cancel`, `move`.
    pub fn name(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Trial => "trial",
            Self::Coupon(_) => "coupon",
            Self::Cancel(_) => "cancel",
            Self::Move => "move",
        }
    }

    /// The coupon that it is about.
    pub fn coupon(self) -> Option<Number> {
        match self {
            Self::Coupon(coupon) | Self::Cancel(coupon) => Some(coupon),
            Self::New | Self::Trial | Self::Move => None,
        }
    }

    fn read(name: &str, coupon: Option<Number>) -> Option<Self> {
        let reasons = [
            Some(Self::New),
            Some(Self::Trial),
            coupon.map(Self::Coupon),
            coupon.map(Self::Cancel),
            Some(Self::Move),
        ];
        reasons.into_iter().flatten().find(|reason| reason.name() == name && reason.coupon() == coupon)
    }
}

impl StoredLicense {
    /// The newest revision.
    pub fn newest(&self) -> &StoredRevision {
        self.revisions.last().expect("at least one revision: checked by Ledger::license")
    }
}

impl Ledger {
    /// Issues a license without products, but for the automatic trials that the customer has not had: revision 1.
    ///
    /// # Errors
    ///
    /// [`LedgerError::UnknownCustomer`]; [`LedgerError::Sign`] for a holder's name that a license cannot hold;
    /// [`LedgerError::Verify`] where `key` may not sign licenses now.
    pub fn license_new(
        &mut self,
        input: &LicenseInput,
        key: &SigningKey,
        context: &Context,
        random: &mut impl CryptoRng,
    ) -> Result<StoredLicense, LedgerError> {
        self.license_new_with(input, Trials::Automatic, key, context, random)
    }

    /// [`Ledger::license_new`] with or without the automatic trials.
    ///
    /// # Errors
    ///
    /// As there.
    pub fn license_new_with(
        &mut self,
        input: &LicenseInput,
        trials: Trials,
        key: &SigningKey,
        context: &Context,
        random: &mut impl CryptoRng,
    ) -> Result<StoredLicense, LedgerError> {
        check_length("comment", &input.comment)?;
        self.write(Mode::Commit, |ledger| {
            let customer = ledger.active_customer(input.customer)?;
            let id = ledger.new_license_id(random)?;
            let mut license = License::new(id, customer.id, context.now);
            license.holder.clone_from(&input.holder);
            license.grants = ledger.trial_grants(customer.number, trials, context)?;
            let (document, license) = ledger.sign(key, &license)?;
            insert_license(ledger, &license, &document, customer.number, &input.comment, context)?;
            ledger.license(ledger.license_number(id))
        })
    }

    /// Changes the comment on a license, which stays in the ledger.
    ///
    /// # Errors
    ///
    /// [`LedgerError::UnknownLicense`], [`LedgerError::TextTooLong`].
    pub fn comment_license(
        &mut self,
        license: Number,
        mode: Mode,
        comment: &str,
        context: &Context,
    ) -> Result<Changed<String>, LedgerError> {
        check_length("comment", comment)?;
        self.write(mode, |ledger| {
            let (before, after) = (ledger.license(license)?.comment, comment.to_owned());
            if before != after {
                ledger.execute(
                    "UPDATE licenses SET comment = ?1 WHERE license = ?2",
                    &[text(comment), blob(*license.id.as_bytes())],
                )?;
                let details = json!({ "comment": comment, "before": before });
                let (what, subject) = ("license.comment", license.to_string());
                ledger.audit(&Entry { what, subject, digest: None, details }, context)?;
            }
            Ok(Changed { before, after })
        })
    }

    /// All licenses in the order of their creation, or those of one customer.
    ///
    /// # Errors
    ///
    /// [`LedgerError::DamagedDocument`].
    pub fn licenses(&self, customer: Option<CustomerNumber>) -> Result<Vec<LicenseSummary>, LedgerError> {
        let rows = match customer {
            None => self.select("SELECT * FROM licenses ORDER BY added_at, license", &[])?,
            Some(customer) => self.select(
                "SELECT * FROM licenses WHERE customer = ?1 ORDER BY added_at, license",
                &[integer(customer.get())],
            )?,
        };
        let summary = |row: &Row| {
            let id = row.number_id("license")?;
            Ok(LicenseSummary {
                number: self.license_number(id),
                customer: CustomerNumber::new(row.number("customer")?),
                license: self.newest_revision(id)?.license,
                comment: row.text("comment")?,
                added_at: row.time("added_at")?,
            })
        };
        rows.iter().map(summary).collect()
    }

    /// One license with its revisions.
    ///
    /// # Errors
    ///
    /// [`LedgerError::UnknownLicense`], [`LedgerError::DamagedDocument`].
    pub fn license(&self, license: Number) -> Result<StoredLicense, LedgerError> {
        let id = self.known_license(license)?;
        let parameters = [blob(*id.as_bytes())];
        let row = self.select_one("SELECT * FROM licenses WHERE license = ?1", &parameters)?;
        let row = row.ok_or(LedgerError::UnknownLicense { license })?;
        let revisions =
            self.select("SELECT * FROM license_revisions WHERE license = ?1 ORDER BY revision", &parameters)?;
        let customer = self.customer(CustomerNumber::new(row.number("customer")?))?;
        let revisions: Vec<StoredRevision> =
            revisions.iter().map(|row| self.read_revision(row)).collect::<Result<_, _>>()?;
        if revisions.is_empty() || !self.has_belonged(license, &customer, &revisions)? {
            return Err(misplaced(Document::License, license));
        }
        Ok(StoredLicense { number: license, customer, comment: row.text("comment")?, revisions })
    }

    /// The id of a number, where it is one of this vendor's licenses by its form.
    pub(crate) fn known_license(&self, license: Number) -> Result<NumberId, LedgerError> {
        let is_ours = license.kind == NumberKind::License && license.prefix == self.prefix();
        if is_ours { Ok(license.id) } else { Err(LedgerError::UnknownLicense { license }) }
    }

    pub(crate) fn newest_revision(&self, license: NumberId) -> Result<StoredRevision, LedgerError> {
        let sql = "SELECT * FROM license_revisions WHERE license = ?1 ORDER BY revision DESC LIMIT 1";
        let unknown = || LedgerError::UnknownLicense { license: self.license_number(license) };
        self.read_revision(&self.select_one(sql, &[blob(*license.as_bytes())])?.ok_or_else(unknown)?)
    }

    pub(crate) fn read_revision(&self, row: &Row) -> Result<StoredRevision, LedgerError> {
        let id = row.number_id("license")?;
        let number = self.license_number(id);
        let (license, document) = self.newest_signature::<License>(number, row.bytes("document")?)?;
        if license.number != id || license.revision != row.number("revision")? {
            return Err(misplaced(Document::License, number));
        }
        let coupon = if row.is_null("coupon") { None } else { Some(row.number_id("coupon")?) };
        let reason = RevisionReason::read(&row.text("reason")?, coupon.map(|id| self.coupon_number(id)));
        let reason = reason.ok_or(LedgerError::DamagedRow { column: "reason" })?;
        Ok(StoredRevision { license, document, reason, note: row.text("note")? })
    }

    /// A number that no license has: ninety-five random bits meet only where the source is broken.
    pub(crate) fn new_license_id(&self, random: &mut impl CryptoRng) -> Result<NumberId, LedgerError> {
        let mut bytes = [0; 12];
        random.fill_bytes(&mut bytes);
        let id = NumberId::from_random(bytes);
        let taken = "SELECT license FROM licenses WHERE license = ?1";
        match self.select_one(taken, &[blob(*id.as_bytes())])? {
            None => Ok(id),
            Some(_) => Err(LedgerError::NotRandom),
        }
    }
}

/// Stores the first revision of a license, with its entry in the audit trail.
pub(crate) fn insert_license(
    ledger: &Writer<'_>,
    license: &Verified<License>,
    document: &[u8],
    customer: CustomerNumber,
    comment: &str,
    context: &Context,
) -> Result<(), LedgerError> {
    ledger.execute(
        "INSERT INTO licenses (license, customer, comment, added_at) VALUES (?1, ?2, ?3, ?4)",
        &[blob(*license.number.as_bytes()), integer(customer.get()), text(comment), time(context.now)],
    )?;
    let reason = if license.grants.is_empty() { RevisionReason::New } else { RevisionReason::Trial };
    insert_revision(ledger, license, document, (reason, ""))?;
    ledger.note_trials(customer, license.number, &license.grants, context)?;
    let trials: Vec<u32> = license.grants.iter().map(|grant| grant.product.get()).collect();
    let details = json!({ "customer": customer.get(), "revision": 1, "trials": trials });
    let subject = ledger.license_number(license.number).to_string();
    ledger.audit(&Entry { what: "license.new", subject, digest: Some(license.digest()), details }, context)
}

/// Stores a signed revision with why it was made, and a note on that.
pub(crate) fn insert_revision(
    ledger: &Writer<'_>,
    license: &License,
    document: &[u8],
    (reason, note): (RevisionReason, &str),
) -> Result<(), LedgerError> {
    ledger.execute(
        "INSERT INTO license_revisions (license, revision, document, reason, coupon, note, issued_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        &[
            blob(*license.number.as_bytes()),
            integer(license.revision),
            blob(document),
            text(reason.name()),
            reason.coupon().map_or(Value::Null, |coupon| blob(*coupon.id.as_bytes())),
            text(note),
            time(license.issued_at),
        ],
    )
}
