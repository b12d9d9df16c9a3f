use console::{Answer, Failure, Page, Report, Table, Tone, Ui, Words, values};
use format::{ProductId, Term, UnixTime};
use ledger::{CouponKind, CouponProduct, CouponScope, Ledger, Template, TrialDays};
use serde::Serialize;
use serde_json::Value as Json;

use super::coupon::WantedArgs;
use crate::options::{DryRun, VendorArgs};
use crate::vendor::judged;

/// Templates of coupons for campaigns that come again.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Command {
    /// Save what to generate under a name; one that is there is replaced
    #[command(
        after_help = "Examples:\n  keyslip template save spring --add 1 --days 365 --comment \"spring campaign\"\n  keyslip coupon generate --template spring --count 50 --invoice 17/2027"
    )]
    Save(Box<Save>),
    /// List the templates
    List,
    /// Show a template
    Show(Named),
    /// Remove a template; what was generated with it stays
    Remove(Remove),
}

#[derive(Debug, clap::Args)]
pub(crate) struct Save {
    /// The name
    #[arg(value_name = "NAME")]
    name: String,

    #[command(flatten)]
    wanted: WantedArgs,

    #[command(flatten)]
    dry_run: DryRun,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Named {
    /// The template's name
    #[arg(value_name = "NAME")]
    name: String,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Remove {
    /// The template's name
    #[arg(value_name = "NAME")]
    name: String,

    #[command(flatten)]
    dry_run: DryRun,
}

pub(super) fn run(command: &Command, vendor: &VendorArgs, ui: &mut Ui) -> Result<Answer, Failure> {
    let mut ledger = vendor.open()?;
    let context = vendor.context();
    let (template, done, dry_run) = match command {
        Command::List => {
            let templates = ledger.templates().map_err(judged)?;
            return ui.report(&Listed(templates.iter().map(|one| TemplateJson::new(&ledger, one)).collect()));
        }
        Command::Show(args) => (ledger.template(&args.name), None, false),
        Command::Save(args) => {
            let request = args.wanted.request(&ledger, context.now)?;
            let saved = ledger.save_template(&args.name, args.dry_run.mode(), &request, &context);
            (saved, Some("template-saved"), args.dry_run.is_on())
        }
        Command::Remove(args) => {
            let removed = ledger.remove_template(&args.name, args.dry_run.mode(), &context);
            (removed, Some("template-removed"), args.dry_run.is_on())
        }
    };
    let template = TemplateJson::new(&ledger, &template.map_err(judged)?);
    ui.report(&Shown { template, dry_run, done })
}

#[derive(Serialize)]
struct TemplateJson {
    template: String,
    kind: &'static str,
    /// What the coupons do, as the ledger keeps it.
    request: Json,
    #[serde(skip)]
    what: CouponKind,
    count: u32,
    scope: &'static str,
    /// The license's number, or the customer's.
    scope_of: Option<String>,
    reusable: bool,
    redeem_before: Option<String>,
    #[serde(skip)]
    last_moment: Option<UnixTime>,
    distributor: Option<String>,
    invoice: String,
    invoice_date: String,
    comment: String,
    added_at: String,
    #[serde(skip)]
    added: UnixTime,
}

impl TemplateJson {
    fn new(ledger: &Ledger, template: &Template) -> Self {
        let request = &template.request;
        let (scope, scope_of) = match request.scope {
            CouponScope::License(license) => ("license", Some(license.to_string())),
            CouponScope::Customer(customer) => ("customer", Some(customer.to_string())),
            _ => ("bearer", None),
        };
        let notes = &request.notes;
        let distributor = notes.distributor.map(|number| {
            let known = ledger.distributor(number).map(|one| format!("{} ({number})", one.name));
            known.unwrap_or_else(|_| number.to_string())
        });
        Self {
            template: template.name.clone(),
            kind: request.kind.name(),
            request: serde_json::from_str(&request.to_json()).unwrap_or_default(),
            what: request.kind.clone(),
            count: request.count,
            scope,
            scope_of,
            reusable: request.is_reusable,
            redeem_before: request.redeem_before.map(|moment| moment.to_string()),
            last_moment: request.redeem_before,
            distributor,
            invoice: notes.invoice.clone(),
            invoice_date: notes.invoice_date.clone(),
            comment: notes.comment.clone(),
            added_at: template.added_at.to_string(),
            added: template.added_at,
        }
    }
}

/// What each product is given.
fn products(kind: &CouponKind, words: &Words) -> String {
    let added = |item: &CouponProduct| {
        let (product, multiplier) = (item.product.get(), item.multiplier.get());
        match item.term {
            Term::Until(until) => words
                .say("template-until", &values![product = product, multiplier = multiplier, until = until]),
            Term::Days(days) => {
                let days = days.get();
                words.say("template-days", &values![product = product, multiplier = multiplier, count = days])
            }
            _ => words.say("template-for-ever", &values![product = product, multiplier = multiplier]),
        }
    };
    let extended = |item: &TrialDays| {
        words.say("template-extend", &values![product = item.product.get(), count = item.days.get()])
    };
    let kept = |product: &ProductId| words.say("template-keep", &values![product = product.get()]);
    let parts: Vec<String> = match kind {
        CouponKind::Add(items) => items.iter().map(added).collect(),
        CouponKind::Extend(items) => items.iter().map(extended).collect(),
        CouponKind::Change(wanted) => {
            wanted.kept.iter().map(kept).chain(wanted.products.iter().map(added)).collect()
        }
        _ => Vec::new(),
    };
    if parts.is_empty() { "—".to_owned() } else { parts.join("; ") }
}

#[derive(Serialize)]
struct Shown {
    #[serde(flatten)]
    template: TemplateJson,
    dry_run: bool,
    #[serde(skip)]
    done: Option<&'static str>,
}

impl Report for Shown {
    fn show(&self, page: &mut Page<'_>) {
        let one = &self.template;
        match self.done {
            Some(_) if self.dry_run => page.say("customers-dry-run", &[]),
            Some(done) => page.say_toned(Tone::Good, done, &values![template = &one.template]),
            None => {}
        }
        page.field("template", &one.template);
        page.field("coupon-kind", page.words().say(&format!("kind-of-coupon-{}", one.kind), &[]));
        page.field("vendor-products", products(&one.what, page.words()));
        page.field("count", one.count);
        let scope = page.words().say(&format!("scope-{}", one.scope), &[]);
        page.field("vendor-scope", one.scope_of.clone().unwrap_or(scope));
        if let Some(moment) = one.last_moment {
            page.field("vendor-redeem-before", moment);
        }
        for (label, text) in [
            ("coupon-distributor", one.distributor.as_deref().unwrap_or_default()),
            ("vendor-invoice", &one.invoice),
            ("coupon-invoice-date", &one.invoice_date),
            ("vendor-comment", &one.comment),
        ] {
            if !text.is_empty() {
                page.field(label, text);
            }
        }
    }
}

#[derive(Serialize)]
#[serde(transparent)]
struct Listed(Vec<TemplateJson>);

impl Report for Listed {
    fn show(&self, page: &mut Page<'_>) {
        let mut table = Table::new(["template", "coupon-kind", "vendor-products", "vendor-comment", "date"]);
        for one in &self.0 {
            let kind = page.words().say(&format!("kind-of-coupon-{}", one.kind), &[]);
            let products = products(&one.what, page.words());
            let cells = [(&one.template).into(), kind.into(), products.into()];
            table.row(cells.into_iter().chain([(&one.comment).into(), one.added.into()]));
        }
        page.table(&table);
    }
}
