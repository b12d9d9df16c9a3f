use std::path::PathBuf;

use console::{Answer, Failure, Ui, parse, typed};
use format::{IssuingKey, ProductId, Purpose, UnixTime};
use ledger::{KeyRole, RootEdit};

use crate::input::product_id;
use crate::options::VendorArgs;
use crate::trust::{ChangeArgs, public_half, purpose};
use crate::vendor::judged;

/// A further issuing key.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// What it signs: license, coupon, catalog or bulletin; as often as needed
    #[arg(long = "purpose", value_name = "PURPOSE", required = true, value_parser = typed(purpose))]
    purposes: Vec<Purpose>,

    /// The first day on which it may sign
    #[arg(long, value_name = "DATE", value_parser = typed(parse::day_start))]
    from: Option<UnixTime>,

    /// The last day on which it may sign; what it signed by then stays valid
    #[arg(long, value_name = "DATE", value_parser = typed(parse::date))]
    until: Option<UnixTime>,

    /// Only for this product's licenses and coupons; as often as needed
    #[arg(long = "product", value_name = "PRODUCT", value_parser = typed(product_id))]
    products: Vec<ProductId>,

    /// List this public key, whose private half is elsewhere, instead of making one
    #[arg(long, value_name = "FILE")]
    public: Option<PathBuf>,

    #[command(flatten)]
    change: ChangeArgs,
}

pub(super) fn run(args: &Args, vendor: &VendorArgs, ui: &mut Ui) -> Result<Answer, Failure> {
    let mut ledger = vendor.open()?;
    for product in &args.products {
        ledger.product(*product).map_err(judged)?;
    }
    let road = args.change.road(&ledger, ui)?;
    let role = KeyRole::Issuing(args.purposes[0]);
    let (public, path) = match &args.public {
        Some(file) => (public_half(file, ui)?, None),
        None => {
            let (public, path) = args.change.new_key(&road, role, ledger.folder(), ui)?;
            (public, Some(path))
        }
    };
    let mut key =
        IssuingKey::new(public, args.purposes.iter().copied()).for_products(args.products.iter().copied());
    (key.from, key.until) = (args.from, args.until);
    let changed = road.go(&mut ledger, &[RootEdit::AddIssuingKey(key)], vendor)?;
    ui.report(&changed.with_key_file(path.as_deref()))
}
