-- What the vendor has issued, to whom, and what became of it. Moments are whole seconds since 1970 in UTC, texts by
-- language are JSON objects, numbers of licenses and coupons are their twelve random bytes.

CREATE TABLE vendor (
    only_row BIGINT PRIMARY KEY CHECK (only_row = 1),
    root     BYTEA NOT NULL CHECK (length(root) = 32)         -- SHA-256 of the payload of root 1
);

CREATE TABLE features (
    feature  BIGINT PRIMARY KEY CHECK (feature BETWEEN 1 AND 4294967295),
    names    TEXT COLLATE "C" NOT NULL,
    metering TEXT COLLATE "C" NOT NULL,
    added_at BIGINT NOT NULL
);

CREATE TABLE products (
    product          BIGINT PRIMARY KEY CHECK (product BETWEEN 1 AND 4294967295),
    guid             TEXT COLLATE "C" UNIQUE,                            -- its id in the vendor's CRM
    names            TEXT COLLATE "C" NOT NULL,
    activation       TEXT COLLATE "C" NOT NULL DEFAULT '{}',             -- what is said on activation, by language
    is_trial         BIGINT NOT NULL CHECK (is_trial IN (0, 1)),
    -- How long a trial lasts; absent: for ever, as a free edition does.
    trial_days       BIGINT CHECK (trial_days BETWEEN 1 AND 36500),
    -- What the days are: of the calendar from the redemption, or days on which it was used.
    trial_counting   TEXT COLLATE "C" NOT NULL DEFAULT 'calendar' CHECK (trial_counting IN ('calendar', 'use')),
    -- Whether each new license gets the trial, once per customer.
    is_automatic     BIGINT NOT NULL DEFAULT 0 CHECK (is_automatic IN (0, 1)),
    is_withdrawn     BIGINT NOT NULL DEFAULT 0 CHECK (is_withdrawn IN (0, 1)), -- no longer sold
    added_at         BIGINT NOT NULL,
    CHECK (is_trial = 1 OR (trial_days IS NULL AND trial_counting = 'calendar' AND is_automatic = 0))
);

CREATE TABLE product_features (
    product       BIGINT NOT NULL REFERENCES products,
    feature       BIGINT NOT NULL REFERENCES features,
    limit_count   BIGINT CHECK (limit_count BETWEEN 1 AND 4294967295),     -- absent: without limit
    is_multiplied BIGINT NOT NULL CHECK (is_multiplied IN (0, 1)),
    PRIMARY KEY (product, feature)
);

CREATE TABLE product_replaces (
    product  BIGINT NOT NULL REFERENCES products,
    replaced BIGINT NOT NULL REFERENCES products (product),
    PRIMARY KEY (product, replaced)
);

CREATE TABLE distributors (
    distributor BIGINT PRIMARY KEY CHECK (distributor BETWEEN 1 AND 4294967295),
    guid        TEXT COLLATE "C" UNIQUE,                                 -- its id in the vendor's CRM
    name        TEXT COLLATE "C" NOT NULL,
    email       TEXT COLLATE "C" NOT NULL,
    comment     TEXT COLLATE "C" NOT NULL,
    added_at    BIGINT NOT NULL
);

CREATE TABLE customers (
    customer    BIGINT PRIMARY KEY CHECK (customer BETWEEN 1 AND 4294967295),
    customer_id BYTEA NOT NULL UNIQUE CHECK (length(customer_id) = 8),
    company     TEXT COLLATE "C" NOT NULL,
    contact     TEXT COLLATE "C" NOT NULL,
    phone       TEXT COLLATE "C" NOT NULL,
    email       TEXT COLLATE "C" NOT NULL,
    email2      TEXT COLLATE "C" NOT NULL DEFAULT '',
    crm_id      TEXT COLLATE "C" NOT NULL DEFAULT '',
    crm_id2     TEXT COLLATE "C" NOT NULL DEFAULT '',
    manager     TEXT COLLATE "C" NOT NULL DEFAULT '',                    -- who looks after the customer
    distributor BIGINT REFERENCES distributors,
    comment     TEXT COLLATE "C" NOT NULL,
    fields      TEXT COLLATE "C" NOT NULL DEFAULT '{}',                  -- free fields: a JSON object of texts
    folded      TEXT COLLATE "C" NOT NULL,                               -- all of the texts in lower case, for searching
    merged_into BIGINT REFERENCES customers (customer),     -- a duplicate: who it turned out to be
    added_at    BIGINT NOT NULL
);
CREATE INDEX customers_of_crm ON customers (crm_id) WHERE crm_id <> '';
CREATE INDEX customers_merged ON customers (merged_into) WHERE merged_into IS NOT NULL;

-- Finds what is inside of words, too.
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE INDEX customer_search_trigrams ON customers USING gin (folded gin_trgm_ops);
CREATE VIEW customer_search AS SELECT customer AS rowid, folded FROM customers;

CREATE TABLE licenses (
    license  BYTEA PRIMARY KEY CHECK (length(license) = 12),
    customer BIGINT NOT NULL REFERENCES customers,
    comment  TEXT COLLATE "C" NOT NULL,
    added_at BIGINT NOT NULL
);
CREATE INDEX licenses_of_customer ON licenses (customer);

CREATE TABLE license_revisions (
    license   BYTEA NOT NULL REFERENCES licenses,
    revision  BIGINT NOT NULL CHECK (revision BETWEEN 1 AND 4294967295),
    document  BYTEA NOT NULL,
    reason    TEXT COLLATE "C" NOT NULL CHECK (reason IN ('new', 'trial', 'coupon', 'cancel', 'move')),
    coupon    BYTEA,                                         -- redeemed, or its redemption cancelled
    note      TEXT COLLATE "C" NOT NULL DEFAULT '',                      -- why, in the words of whoever did it
    issued_at BIGINT NOT NULL,
    PRIMARY KEY (license, revision)
);
CREATE INDEX revisions_of_coupon ON license_revisions (coupon) WHERE coupon IS NOT NULL;

-- Which customer had which automatic trial, whatever became of the license since.
CREATE TABLE trials_given (
    customer BIGINT NOT NULL REFERENCES customers,
    product  BIGINT NOT NULL REFERENCES products,
    license  BYTEA NOT NULL REFERENCES licenses,
    given_at BIGINT NOT NULL,
    PRIMARY KEY (customer, product)
);

CREATE TABLE batches (
    batch        BIGINT PRIMARY KEY CHECK (batch BETWEEN 1 AND 4294967295),
    kind         TEXT COLLATE "C" NOT NULL CHECK (kind IN ('add', 'extend', 'change')),
    wanted       BIGINT NOT NULL CHECK (wanted BETWEEN 1 AND 4294967295),  -- coupons that it has when it is complete
    request      TEXT COLLATE "C" NOT NULL,                              -- what was asked for, from which a killed run goes on
    source       BYTEA CHECK (length(source) = 32),           -- SHA-256 of the file with one row per customer
    distributor  BIGINT REFERENCES distributors,
    invoice      TEXT COLLATE "C" NOT NULL,
    invoice_date TEXT COLLATE "C" NOT NULL DEFAULT '',                   -- as 2027-12-31
    comment      TEXT COLLATE "C" NOT NULL,
    issued_at    BIGINT NOT NULL
);
CREATE INDEX batches_of_distributor ON batches (distributor) WHERE distributor IS NOT NULL;
CREATE INDEX batches_of_invoice ON batches (invoice) WHERE invoice <> '';

CREATE TABLE coupons (
    batch       BIGINT NOT NULL REFERENCES batches,
    position    BIGINT NOT NULL CHECK (position BETWEEN 1 AND 4294967295),  -- in the batch, without gaps
    coupon      BYTEA NOT NULL UNIQUE CHECK (length(coupon) = 12),
    document    BYTEA NOT NULL,
    is_reusable BIGINT NOT NULL CHECK (is_reusable IN (0, 1)),
    -- For whom it is, as the document says: absent for bearers.
    license     BYTEA REFERENCES licenses,
    customer    BIGINT REFERENCES customers,
    PRIMARY KEY (batch, position),
    UNIQUE (coupon, is_reusable)
);
CREATE INDEX coupons_for_license ON coupons (license) WHERE license IS NOT NULL;
CREATE INDEX coupons_for_customer ON coupons (customer) WHERE customer IS NOT NULL;

ALTER TABLE license_revisions ADD FOREIGN KEY (coupon) REFERENCES coupons (coupon);

-- Campaigns that come again: what to generate, under a name.
CREATE TABLE templates (
    template TEXT COLLATE "C" PRIMARY KEY,
    request  TEXT COLLATE "C" NOT NULL,
    added_at BIGINT NOT NULL
);

CREATE TABLE redemptions (
    coupon      BYTEA NOT NULL,
    is_reusable BIGINT NOT NULL,                             -- as the coupon says
    license     BYTEA NOT NULL,
    revision    BIGINT NOT NULL,
    round       BIGINT NOT NULL CHECK (round >= 0),         -- how often the coupon was used and freed again before
    redeemed_at BIGINT NOT NULL,
    PRIMARY KEY (coupon, license, revision),
    FOREIGN KEY (coupon, is_reusable) REFERENCES coupons (coupon, is_reusable),
    FOREIGN KEY (license, revision) REFERENCES license_revisions (license, revision)
);
-- The last line against a second redemption, whatever the programs do.
CREATE UNIQUE INDEX one_time_coupons_once ON redemptions (coupon, round) WHERE is_reusable = 0;
CREATE UNIQUE INDEX reusable_coupons_once_each ON redemptions (coupon, license, round);
CREATE INDEX redemptions_of_license ON redemptions (license);
CREATE INDEX redemptions_by_time ON redemptions (redeemed_at);

-- Redemptions by mistake. A coupon that is freed may be redeemed again, one that is not stays burnt.
CREATE TABLE cancelled_redemptions (
    coupon       BYTEA NOT NULL,
    license      BYTEA NOT NULL,
    revision     BIGINT NOT NULL,                           -- the one that is taken back
    back_in      BIGINT NOT NULL,                           -- the one that takes it back
    is_freed     BIGINT NOT NULL CHECK (is_freed IN (0, 1)),
    reason       TEXT COLLATE "C" NOT NULL,
    cancelled_at BIGINT NOT NULL,
    PRIMARY KEY (coupon, license, revision),
    FOREIGN KEY (coupon, license, revision) REFERENCES redemptions (coupon, license, revision),
    FOREIGN KEY (license, back_in) REFERENCES license_revisions (license, revision)
);

-- What sites have done, as their receipts tell: redeemed, accepted, installed.
CREATE TABLE receipts (
    site        BYTEA NOT NULL CHECK (length(site) = 8),      -- the id of the site's key
    seq         BIGINT NOT NULL CHECK (seq >= 0),
    digest      BYTEA NOT NULL CHECK (length(digest) = 32),   -- SHA-256 of the payload
    kind        TEXT COLLATE "C" NOT NULL,
    license     BYTEA,
    coupon      BYTEA,
    at          BIGINT NOT NULL,
    document    BYTEA NOT NULL,
    imported_at BIGINT NOT NULL,
    PRIMARY KEY (site, seq, digest)                          -- two digests of one number are evidence of a fork
);
CREATE INDEX receipts_of_coupon ON receipts (coupon) WHERE coupon IS NOT NULL;
CREATE INDEX receipts_of_license ON receipts (license) WHERE license IS NOT NULL;

CREATE TABLE distributions (
    distribution TEXT COLLATE "C" PRIMARY KEY,
    record       BYTEA NOT NULL,
    changed_at   BIGINT NOT NULL
);

CREATE TABLE releases (
    release      BIGINT PRIMARY KEY,
    distribution TEXT COLLATE "C" NOT NULL REFERENCES distributions,
    version      TEXT COLLATE "C" NOT NULL,
    revision     BIGINT NOT NULL,
    sort_order   BIGINT NOT NULL CHECK (sort_order BETWEEN 0 AND 4294967295),
    record       BYTEA NOT NULL,
    added_at     BIGINT NOT NULL,
    UNIQUE (distribution, sort_order)
);
CREATE INDEX releases_of_version ON releases (distribution, version);

CREATE TABLE catalogs (
    catalog   BIGINT PRIMARY KEY CHECK (catalog BETWEEN 1 AND 4294967295),
    document  BYTEA NOT NULL,
    issued_at BIGINT NOT NULL
);

CREATE TABLE audit (
    seq      BIGINT PRIMARY KEY CHECK (seq >= 1),
    at       BIGINT NOT NULL,
    who      TEXT COLLATE "C" NOT NULL,
    what     TEXT COLLATE "C" NOT NULL,
    subject  TEXT COLLATE "C" NOT NULL,
    digest   BYTEA CHECK (length(digest) = 32),               -- SHA-256 of what was stored
    details  TEXT COLLATE "C" NOT NULL,
    previous BYTEA NOT NULL CHECK (length(previous) = 32),
    hash     BYTEA NOT NULL UNIQUE CHECK (length(hash) = 32)
);
CREATE INDEX audit_of_subject ON audit (subject);

-- What a record was before a change and after it, under the digest of its entry. Apart from the trail, because what is
-- personal may have to be erased, and the trail never is.
CREATE TABLE audit_records (
    seq    BIGINT PRIMARY KEY REFERENCES audit,
    salt   BYTEA NOT NULL CHECK (length(salt) = 16),          -- so that a digest does not give away what was erased
    before TEXT COLLATE "C",                                             -- JSON; absent: there was none
    after  TEXT COLLATE "C"                                              -- JSON; absent: there is none any more
);

-- Issued is issued. This stops a slip of the hand; a forger is found by signatures and hashes.
CREATE FUNCTION keyslip_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '%', TG_ARGV[0] USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER audit_stays BEFORE UPDATE ON audit FOR EACH ROW EXECUTE FUNCTION keyslip_stays('the audit trail is append-only');
CREATE TRIGGER audit_remains BEFORE DELETE ON audit FOR EACH ROW EXECUTE FUNCTION keyslip_stays('the audit trail is append-only');
CREATE TRIGGER revisions_stay BEFORE UPDATE ON license_revisions FOR EACH ROW EXECUTE FUNCTION keyslip_stays('issued documents stay');
CREATE TRIGGER revisions_remain BEFORE DELETE ON license_revisions FOR EACH ROW EXECUTE FUNCTION keyslip_stays('issued documents stay');
CREATE TRIGGER coupons_stay BEFORE UPDATE ON coupons FOR EACH ROW EXECUTE FUNCTION keyslip_stays('issued documents stay');
CREATE TRIGGER coupons_remain BEFORE DELETE ON coupons FOR EACH ROW EXECUTE FUNCTION keyslip_stays('issued documents stay');
CREATE TRIGGER catalogs_stay BEFORE UPDATE ON catalogs FOR EACH ROW EXECUTE FUNCTION keyslip_stays('issued documents stay');
CREATE TRIGGER catalogs_remain BEFORE DELETE ON catalogs FOR EACH ROW EXECUTE FUNCTION keyslip_stays('issued documents stay');
CREATE TRIGGER redemptions_stay BEFORE UPDATE ON redemptions FOR EACH ROW EXECUTE FUNCTION keyslip_stays('issued documents stay');
CREATE TRIGGER redemptions_remain BEFORE DELETE ON redemptions FOR EACH ROW EXECUTE FUNCTION keyslip_stays('issued documents stay');
CREATE TRIGGER cancellations_stay BEFORE UPDATE ON cancelled_redemptions FOR EACH ROW EXECUTE FUNCTION keyslip_stays('cancelled is cancelled');
CREATE TRIGGER cancellations_remain BEFORE DELETE ON cancelled_redemptions FOR EACH ROW EXECUTE FUNCTION keyslip_stays('cancelled is cancelled');
CREATE TRIGGER receipts_stay BEFORE UPDATE ON receipts FOR EACH ROW EXECUTE FUNCTION keyslip_stays('issued documents stay');
CREATE TRIGGER receipts_remain BEFORE DELETE ON receipts FOR EACH ROW EXECUTE FUNCTION keyslip_stays('issued documents stay');
