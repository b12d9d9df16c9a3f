//! Campaigns that come again: what to generate, under a name.

use crypto::sha256;
use format::{Digest, UnixTime};
use serde_json::json;

use crate::audit::Entry;
use crate::database::{Row, text, time};
use crate::open::Mode;
use crate::{Context, CouponError, CouponRequest, Ledger, LedgerError};

/// What to generate, under a name.
#[non_exhaustive]
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Template {
    /// The name.
    pub name: String,
    /// What is generated.
    pub request: CouponRequest,
    /// When it was saved.
    pub added_at: UnixTime,
}

/// Longest name: it stands in a line of a list and on a command line.
const MAX_NAME: usize = 64;

impl Ledger {
    /// Saves what to generate under a name; one that is there is replaced.
    ///
    /// # Errors
    ///
    /// [`CouponError::TemplateName`]; those of [`Ledger::check_coupons`].
    pub fn save_template(
        &mut self,
        name: &str,
        mode: Mode,
        request: &CouponRequest,
        context: &Context,
    ) -> Result<Template, LedgerError> {
        check_name(name)?;
        self.write(mode, |ledger| {
            ledger.check_coupons(request, context)?;
            let stored = request.to_json();
            ledger.execute(
                "INSERT INTO templates (template, request, added_at) VALUES (?1, ?2, ?3)
                 ON CONFLICT (template) DO UPDATE SET request = excluded.request, added_at = excluded.added_at",
                &[text(name), text(&stored), time(context.now)],
            )?;
            let digest = Some(told(name, &stored));
            let (what, subject) = ("template.save", name.to_owned());
            ledger.audit(&Entry { what, subject, digest, details: json!({ "request": stored }) }, context)?;
            Ok(Template { name: name.to_owned(), request: request.clone(), added_at: context.now })
        })
    }

    /// Removes a template; what was generated with it stays.
    ///
    /// # Errors
    ///
    /// [`CouponError::UnknownTemplate`].
    pub fn remove_template(
        &mut self,
        name: &str,
        mode: Mode,
        context: &Context,
    ) -> Result<Template, LedgerError> {
        self.write(mode, |ledger| {
            let template = ledger.template(name)?;
            ledger.execute("DELETE FROM templates WHERE template = ?1", &[text(name)])?;
            let (what, subject) = ("template.remove", name.to_owned());
            ledger.audit(&Entry { what, subject, digest: None, details: json!({}) }, context)?;
            Ok(template)
        })
    }

    /// One template.
    ///
    /// # Errors
    ///
    /// [`CouponError::UnknownTemplate`], [`CouponError::StoredRequest`].
    pub fn template(&self, name: &str) -> Result<Template, LedgerError> {
        let row = self.select_one("SELECT * FROM templates WHERE template = ?1", &[text(name)])?;
        read(&row.ok_or_else(|| CouponError::UnknownTemplate { name: name.to_owned() })?)
    }

    /// All templates by name.
    ///
    /// # Errors
    ///
    /// [`CouponError::StoredRequest`].
    pub fn templates(&self) -> Result<Vec<Template>, LedgerError> {
        self.select("SELECT * FROM templates ORDER BY template", &[])?.iter().map(read).collect()
    }

    /// By name: what the audit trail has to tell of each template.
    pub(crate) fn told_templates(&self) -> Result<Vec<(String, Digest)>, LedgerError> {
        let row = |row: &Row| {
            let (name, request) = (row.text("template")?, row.text("request")?);
            let digest = told(&name, &request);
            Ok((name, digest))
        };
        self.select("SELECT * FROM templates ORDER BY template", &[])?.iter().map(row).collect()
    }
}

fn read(row: &Row) -> Result<Template, LedgerError> {
    let request = CouponRequest::from_json(&row.text("request")?)?;
    Ok(Template { name: row.text("template")?, request, added_at: row.time("added_at")? })
}

fn check_name(name: &str) -> Result<(), LedgerError> {
    let is_plain = !name.trim().is_empty() && name.trim() == name && !name.chars().any(char::is_control);
    if is_plain && name.len() <= MAX_NAME {
        return Ok(());
    }
    Err(CouponError::TemplateName { name: name.to_owned(), max: MAX_NAME }.into())
}

fn told(name: &str, request: &str) -> Digest {
    sha256(format!("template\n{name}\n{request}").as_bytes())
}
