//! Distributors: through whom customers buy.

use std::fmt;

use format::UnixTime;
use serde_json::{Value as Json, json};

use crate::context::check_length;
use crate::database::{Row, Value, integer, text, time};
use crate::open::{Mode, Writer};
use crate::products::read_guid;
use crate::{Changed, Context, Ledger, LedgerError, RecordError};

/// A distributor's number in the ledger, counted from 1.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct DistributorNumber(u32);

impl DistributorNumber {
    /// The distributor with this number, if there is one.
    pub const fn new(number: u32) -> Self {
        Self(number)
    }

    /// The number.
    pub const fn get(self) -> u32 {
        self.0
    }
}

impl fmt::Display for DistributorNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Who a distributor is.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
#[expect(clippy::exhaustive_structs, reason = "plain input; whoever enters it decides on every field")]
pub struct DistributorInput {
    /// Its name; must be given.
    pub name: String,
    /// E-mail.
    pub email: String,
    /// Its id in the vendor's CRM, as `01234567-89ab-cdef-0123-456789abcdef`.
    pub guid: Option<String>,
    /// Anything else.
    pub comment: String,
}

/// Through whom customers buy.
#[non_exhaustive]
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Distributor {
    /// The number in the ledger.
    pub number: DistributorNumber,
    /// Its name.
    pub name: String,
    /// E-mail.
    pub email: String,
    /// Its id in the vendor's CRM.
    pub guid: Option<String>,
    /// Anything else.
    pub comment: String,
    /// When it was added.
    pub added_at: UnixTime,
}

impl Ledger {
    /// Adds a distributor.
    ///
    /// # Errors
    ///
    /// [`LedgerError::Empty`] without a name, [`LedgerError::TextTooLong`], [`LedgerError::BadGuid`],
    /// [`RecordError::DistributorGuidTaken`].
    pub fn distributor_add(
        &mut self,
        input: &DistributorInput,
        context: &Context,
    ) -> Result<Distributor, LedgerError> {
        self.write(Mode::Commit, |ledger| ledger.add_distributor(input, context))
    }

    /// Changes what is known of a distributor: `change` gets what is there.
    ///
    /// # Errors
    ///
    /// [`RecordError::UnknownDistributor`]; else those of [`Ledger::distributor_add`].
    pub fn distributor_update(
        &mut self,
        distributor: DistributorNumber,
        mode: Mode,
        change: impl FnOnce(&mut DistributorInput),
        context: &Context,
    ) -> Result<Changed<Distributor>, LedgerError> {
        self.write(mode, |ledger| {
            let mut input = ledger.distributor(distributor)?.input();
            change(&mut input);
            ledger.update_distributor(distributor, &input, context)
        })
    }

    /// All distributors by number.
    ///
    /// # Errors
    ///
    /// [`LedgerError::DamagedRow`].
    pub fn distributors(&self) -> Result<Vec<Distributor>, LedgerError> {
        let rows = self.select("SELECT * FROM distributors ORDER BY distributor", &[])?;
        rows.iter().map(Distributor::read).collect()
    }

    /// One distributor.
    ///
    /// # Errors
    ///
    /// [`RecordError::UnknownDistributor`].
    pub fn distributor(&self, distributor: DistributorNumber) -> Result<Distributor, LedgerError> {
        let sql = "SELECT * FROM distributors WHERE distributor = ?1";
        let row = self.select_one(sql, &[integer(distributor.0)])?;
        Distributor::read(&row.ok_or(RecordError::UnknownDistributor { distributor })?)
    }

    /// The distributor with this id in the vendor's CRM.
    ///
    /// # Errors
    ///
    /// [`LedgerError::BadGuid`].
    pub fn distributor_with_guid(&self, guid: &str) -> Result<Option<Distributor>, LedgerError> {
        let sql = "SELECT * FROM distributors WHERE guid = ?1";
        self.select_one(sql, &[text(read_guid(guid)?)])?.map(|row| Distributor::read(&row)).transpose()
    }

    /// Refuses a distributor that there is not.
    pub(crate) fn check_distributor(
        &self,
        distributor: Option<DistributorNumber>,
    ) -> Result<(), LedgerError> {
        distributor.map_or(Ok(()), |distributor| self.distributor(distributor).map(drop))
    }
}

impl Writer<'_> {
    /// Adds a distributor, with its entry in the audit trail.
    pub(crate) fn add_distributor(
        &self,
        input: &DistributorInput,
        context: &Context,
    ) -> Result<Distributor, LedgerError> {
        self.add_distributor_as(None, input, context)
    }

    /// [`Writer::add_distributor`] under a number that nobody has, or the next.
    pub(crate) fn add_distributor_as(
        &self,
        number: Option<u32>,
        input: &DistributorInput,
        context: &Context,
    ) -> Result<Distributor, LedgerError> {
        let number = number.map_or_else(|| self.next_number("distributors", "distributor"), Ok)?;
        let values = input.values(self, number)?;
        self.execute(
            "INSERT INTO distributors (distributor, guid, name, email, comment, added_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            &values.into_iter().chain([time(context.now)]).collect::<Vec<_>>(),
        )?;
        let distributor = self.distributor(DistributorNumber(number))?;
        let (what, after) = ("distributor.add", Some(distributor.record()));
        self.audit_open_record((what, number.to_string()), (None, after), context)?;
        Ok(distributor)
    }

    /// Changes a distributor, with its entry in the audit trail; what stays as it is gets none.
    pub(crate) fn update_distributor(
        &self,
        distributor: DistributorNumber,
        input: &DistributorInput,
        context: &Context,
    ) -> Result<Changed<Distributor>, LedgerError> {
        let before = self.distributor(distributor)?;
        let values = input.values(self, distributor.0)?;
        self.execute(
            "UPDATE distributors SET guid = ?2, name = ?3, email = ?4, comment = ?5 WHERE distributor = ?1",
            &values,
        )?;
        let after = self.distributor(distributor)?;
        if before != after {
            let (what, sides) = ("distributor.update", (Some(before.record()), Some(after.record())));
            self.audit_open_record((what, distributor.to_string()), sides, context)?;
        }
        Ok(Changed { before, after })
    }
}

impl DistributorInput {
    /// The columns in the order of the statements, once they are found to be sound.
    fn values(&self, ledger: &Ledger, number: u32) -> Result<[Value; 5], LedgerError> {
        if self.name.trim().is_empty() {
            return Err(LedgerError::Empty { field: "name" });
        }
        let texts = [("name", &self.name), ("email", &self.email), ("comment", &self.comment)];
        texts.into_iter().try_for_each(|(field, text)| check_length(field, text))?;
        let guid = self.guid.as_deref().map(read_guid).transpose()?;
        if let Some(guid) = &guid
            && let Some(other) = ledger.distributor_with_guid(guid)?
            && other.number.0 != number
        {
            let (guid, distributor) = (guid.clone(), other.number);
            return Err(RecordError::DistributorGuidTaken { guid, distributor }.into());
        }
        let guid = guid.map_or(Value::Null, Value::Text);
        Ok([integer(number), guid, text(self.name.trim()), text(&self.email), text(&self.comment)])
    }
}

impl Distributor {
    /// What is known of it, to be changed.
    pub fn input(&self) -> DistributorInput {
        DistributorInput {
            name: self.name.clone(),
            email: self.email.clone(),
            guid: self.guid.clone(),
            comment: self.comment.clone(),
        }
    }

    /// What the history tells of it.
    pub(crate) fn record(&self) -> Json {
        json!({ "name": self.name, "email": self.email, "guid": self.guid, "comment": self.comment })
    }

    fn read(row: &Row) -> Result<Self, LedgerError> {
        Ok(Self {
            number: DistributorNumber(row.number("distributor")?),
            name: row.text("name")?,
            email: row.text("email")?,
            guid: row.optional_text("guid")?,
            comment: row.text("comment")?,
            added_at: row.time("added_at")?,
        })
    }
}
