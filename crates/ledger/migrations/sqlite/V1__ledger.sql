-- What the vendor has issued, to whom, and what became of it. Moments are whole seconds since 1970 in UTC, texts by
-- language are JSON objects, numbers of licenses and coupons are their twelve random bytes.

CREATE TABLE vendor (
    only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
    root     BLOB NOT NULL CHECK (length(root) = 32)         -- SHA-256 of the payload of root 1
) STRICT;

CREATE TABLE features (
    feature  INTEGER PRIMARY KEY CHECK (feature BETWEEN 1 AND 4294967295),
    names    TEXT NOT NULL,
    metering TEXT NOT NULL,
    added_at INTEGER NOT NULL
) STRICT;

CREATE TABLE products (
    product          INTEGER PRIMARY KEY CHECK (product BETWEEN 1 AND 4294967295),
    guid             TEXT UNIQUE,                            -- its id in the vendor's CRM
    names            TEXT NOT NULL,
    activation       TEXT NOT NULL DEFAULT '{}',             -- what is said on activation, by language
    is_trial         INTEGER NOT NULL CHECK (is_trial IN (0, 1)),
    -- How long a trial lasts; absent: for ever, as a free edition does.
    trial_days       INTEGER CHECK (trial_days BETWEEN 1 AND 36500),
    -- What the days are: of the calendar from the redemption, or days on which it was used.
    trial_counting   TEXT NOT NULL DEFAULT 'calendar' CHECK (trial_counting IN ('calendar', 'use')),
    -- Whether each new license gets the trial, once per customer.
    is_automatic     INTEGER NOT NULL DEFAULT 0 CHECK (is_automatic IN (0, 1)),
    is_withdrawn     INTEGER NOT NULL DEFAULT 0 CHECK (is_withdrawn IN (0, 1)), -- no longer sold
    added_at         INTEGER NOT NULL,
    CHECK (is_trial = 1 OR (trial_days IS NULL AND trial_counting = 'calendar' AND is_automatic = 0))
) STRICT;

CREATE TABLE product_features (
    product       INTEGER NOT NULL REFERENCES products,
    feature       INTEGER NOT NULL REFERENCES features,
    limit_count   INTEGER CHECK (limit_count BETWEEN 1 AND 4294967295),     -- absent: without limit
    is_multiplied INTEGER NOT NULL CHECK (is_multiplied IN (0, 1)),
    PRIMARY KEY (product, feature)
) STRICT, WITHOUT ROWID;

CREATE TABLE product_replaces (
    product  INTEGER NOT NULL REFERENCES products,
    replaced INTEGER NOT NULL REFERENCES products (product),
    PRIMARY KEY (product, replaced)
) STRICT, WITHOUT ROWID;

CREATE TABLE distributors (
    distributor INTEGER PRIMARY KEY CHECK (distributor BETWEEN 1 AND 4294967295),
    guid        TEXT UNIQUE,                                 -- its id in the vendor's CRM
    name        TEXT NOT NULL,
    email       TEXT NOT NULL,
    comment     TEXT NOT NULL,
    added_at    INTEGER NOT NULL
) STRICT;

CREATE TABLE customers (
    customer    INTEGER PRIMARY KEY CHECK (customer BETWEEN 1 AND 4294967295),
    customer_id BLOB NOT NULL UNIQUE CHECK (length(customer_id) = 8),
    company     TEXT NOT NULL,
    contact     TEXT NOT NULL,
    phone       TEXT NOT NULL,
    email       TEXT NOT NULL,
    email2      TEXT NOT NULL DEFAULT '',
    crm_id      TEXT NOT NULL DEFAULT '',
    crm_id2     TEXT NOT NULL DEFAULT '',
    manager     TEXT NOT NULL DEFAULT '',                    -- who looks after the customer
    distributor INTEGER REFERENCES distributors,
    comment     TEXT NOT NULL,
    fields      TEXT NOT NULL DEFAULT '{}',                  -- free fields: a JSON object of texts
    folded      TEXT NOT NULL,                               -- all of the texts in lower case, for searching
    merged_into INTEGER REFERENCES customers (customer),     -- a duplicate: who it turned out to be
    added_at    INTEGER NOT NULL
) STRICT;
CREATE INDEX customers_of_crm ON customers (crm_id) WHERE crm_id <> '';
CREATE INDEX customers_merged ON customers (merged_into) WHERE merged_into IS NOT NULL;

-- Finds what is inside of words, too. The texts themselves stay in the table.
CREATE VIRTUAL TABLE customer_search USING fts5 (
    folded, content = 'customers', content_rowid = 'customer', tokenize = 'trigram', detail = none, columnsize = 0
);
CREATE TRIGGER customer_search_adds AFTER INSERT ON customers BEGIN
    INSERT INTO customer_search (rowid, folded) VALUES (new.customer, new.folded);
END;
CREATE TRIGGER customer_search_changes AFTER UPDATE OF folded ON customers BEGIN
    INSERT INTO customer_search (customer_search, rowid, folded) VALUES ('delete', old.customer, old.folded);
    INSERT INTO customer_search (rowid, folded) VALUES (new.customer, new.folded);
END;

CREATE TABLE licenses (
    license  BLOB PRIMARY KEY CHECK (length(license) = 12),
    customer INTEGER NOT NULL REFERENCES customers,
    comment  TEXT NOT NULL,
    added_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX licenses_of_customer ON licenses (customer);

CREATE TABLE license_revisions (
    license   BLOB NOT NULL REFERENCES licenses,
    revision  INTEGER NOT NULL CHECK (revision BETWEEN 1 AND 4294967295),
    document  BLOB NOT NULL,
    reason    TEXT NOT NULL CHECK (reason IN ('new', 'trial', 'coupon', 'cancel', 'move')),
    coupon    BLOB REFERENCES coupons (coupon),              -- redeemed, or its redemption cancelled
    note      TEXT NOT NULL DEFAULT '',                      -- why, in the words of whoever did it
    issued_at INTEGER NOT NULL,
    PRIMARY KEY (license, revision)
) STRICT;
CREATE INDEX revisions_of_coupon ON license_revisions (coupon) WHERE coupon IS NOT NULL;

-- Which customer had which automatic trial, whatever became of the license since.
CREATE TABLE trials_given (
    customer INTEGER NOT NULL REFERENCES customers,
    product  INTEGER NOT NULL REFERENCES products,
    license  BLOB NOT NULL REFERENCES licenses,
    given_at INTEGER NOT NULL,
    PRIMARY KEY (customer, product)
) STRICT, WITHOUT ROWID;

CREATE TABLE batches (
    batch        INTEGER PRIMARY KEY CHECK (batch BETWEEN 1 AND 4294967295),
    kind         TEXT NOT NULL CHECK (kind IN ('add', 'extend', 'change')),
    wanted       INTEGER NOT NULL CHECK (wanted BETWEEN 1 AND 4294967295),  -- coupons that it has when it is complete
    request      TEXT NOT NULL,                              -- what was asked for, from which a killed run goes on
    source       BLOB CHECK (length(source) = 32),           -- SHA-256 of the file with one row per customer
    distributor  INTEGER REFERENCES distributors,
    invoice      TEXT NOT NULL,
    invoice_date TEXT NOT NULL DEFAULT '',                   -- as 2027-12-31
    comment      TEXT NOT NULL,
    issued_at    INTEGER NOT NULL
) STRICT;
CREATE INDEX batches_of_distributor ON batches (distributor) WHERE distributor IS NOT NULL;
CREATE INDEX batches_of_invoice ON batches (invoice) WHERE invoice <> '';

CREATE TABLE coupons (
    batch       INTEGER NOT NULL REFERENCES batches,
    position    INTEGER NOT NULL CHECK (position BETWEEN 1 AND 4294967295),  -- in the batch, without gaps
    coupon      BLOB NOT NULL UNIQUE CHECK (length(coupon) = 12),
    document    BLOB NOT NULL,
    is_reusable INTEGER NOT NULL CHECK (is_reusable IN (0, 1)),
    -- For whom it is, as the document says: absent for bearers.
    license     BLOB REFERENCES licenses,
    customer    INTEGER REFERENCES customers,
    PRIMARY KEY (batch, position),
    UNIQUE (coupon, is_reusable)
) STRICT, WITHOUT ROWID;
CREATE INDEX coupons_for_license ON coupons (license) WHERE license IS NOT NULL;
CREATE INDEX coupons_for_customer ON coupons (customer) WHERE customer IS NOT NULL;

-- Campaigns that come again: what to generate, under a name.
CREATE TABLE templates (
    template TEXT PRIMARY KEY,
    request  TEXT NOT NULL,
    added_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE redemptions (
    coupon      BLOB NOT NULL,
    is_reusable INTEGER NOT NULL,                            -- as the coupon says
    license     BLOB NOT NULL,
    revision    INTEGER NOT NULL,
    round       INTEGER NOT NULL CHECK (round >= 0),         -- how often the coupon was used and freed again before
    redeemed_at INTEGER NOT NULL,
    PRIMARY KEY (coupon, license, revision),
    FOREIGN KEY (coupon, is_reusable) REFERENCES coupons (coupon, is_reusable),
    FOREIGN KEY (license, revision) REFERENCES license_revisions (license, revision)
) STRICT, WITHOUT ROWID;
-- The last line against a second redemption, whatever the programs do.
CREATE UNIQUE INDEX one_time_coupons_once ON redemptions (coupon, round) WHERE is_reusable = 0;
CREATE UNIQUE INDEX reusable_coupons_once_each ON redemptions (coupon, license, round);
CREATE INDEX redemptions_of_license ON redemptions (license);
CREATE INDEX redemptions_by_time ON redemptions (redeemed_at);

-- Redemptions by mistake. A coupon that is freed may be redeemed again, one that is not stays burnt.
CREATE TABLE cancelled_redemptions (
    coupon       BLOB NOT NULL,
    license      BLOB NOT NULL,
    revision     INTEGER NOT NULL,                           -- the one that is taken back
    back_in      INTEGER NOT NULL,                           -- the one that takes it back
    is_freed     INTEGER NOT NULL CHECK (is_freed IN (0, 1)),
    reason       TEXT NOT NULL,
    cancelled_at INTEGER NOT NULL,
    PRIMARY KEY (coupon, license, revision),
    FOREIGN KEY (coupon, license, revision) REFERENCES redemptions (coupon, license, revision),
    FOREIGN KEY (license, back_in) REFERENCES license_revisions (license, revision)
) STRICT, WITHOUT ROWID;

-- What sites have done, as their receipts tell: redeemed, accepted, installed.
CREATE TABLE receipts (
    site        BLOB NOT NULL CHECK (length(site) = 8),      -- the id of the site's key
    seq         INTEGER NOT NULL CHECK (seq >= 0),
    digest      BLOB NOT NULL CHECK (length(digest) = 32),   -- SHA-256 of the payload
    kind        TEXT NOT NULL,
    license     BLOB,
    coupon      BLOB,
    at          INTEGER NOT NULL,
    document    BLOB NOT NULL,
    imported_at INTEGER NOT NULL,
    PRIMARY KEY (site, seq, digest)                          -- two digests of one number are evidence of a fork
) STRICT, WITHOUT ROWID;
CREATE INDEX receipts_of_coupon ON receipts (coupon) WHERE coupon IS NOT NULL;
CREATE INDEX receipts_of_license ON receipts (license) WHERE license IS NOT NULL;

CREATE TABLE distributions (
    distribution TEXT PRIMARY KEY,
    record       BLOB NOT NULL,
    changed_at   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE releases (
    release      INTEGER PRIMARY KEY,
    distribution TEXT NOT NULL REFERENCES distributions,
    version      TEXT NOT NULL,
    revision     INTEGER NOT NULL,
    sort_order   INTEGER NOT NULL CHECK (sort_order BETWEEN 0 AND 4294967295),
    record       BLOB NOT NULL,
    added_at     INTEGER NOT NULL,
    UNIQUE (distribution, sort_order)
) STRICT;
CREATE INDEX releases_of_version ON releases (distribution, version);

CREATE TABLE catalogs (
    catalog   INTEGER PRIMARY KEY CHECK (catalog BETWEEN 1 AND 4294967295),
    document  BLOB NOT NULL,
    issued_at INTEGER NOT NULL
) STRICT;

CREATE TABLE audit (
    seq      INTEGER PRIMARY KEY CHECK (seq >= 1),
    at       INTEGER NOT NULL,
    who      TEXT NOT NULL,
    what     TEXT NOT NULL,
    subject  TEXT NOT NULL,
    digest   BLOB CHECK (length(digest) = 32),               -- SHA-256 of what was stored
    details  TEXT NOT NULL,
    previous BLOB NOT NULL CHECK (length(previous) = 32),
    hash     BLOB NOT NULL UNIQUE CHECK (length(hash) = 32)
) STRICT;
CREATE INDEX audit_of_subject ON audit (subject);

-- What a record was before a change and after it, under the digest of its entry. Apart from the trail, because what is
-- personal may have to be erased, and the trail never is.
CREATE TABLE audit_records (
    seq    INTEGER PRIMARY KEY REFERENCES audit,
    salt   BLOB NOT NULL CHECK (length(salt) = 16),          -- so that a digest does not give away what was erased
    before TEXT,                                             -- JSON; absent: there was none
    after  TEXT                                              -- JSON; absent: there is none any more
) STRICT;

-- Issued is issued. This stops a slip of the hand; a forger is found by signatures and hashes.
CREATE TRIGGER audit_stays BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END;
CREATE TRIGGER audit_remains BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END;
CREATE TRIGGER revisions_stay BEFORE UPDATE ON license_revisions BEGIN SELECT RAISE(ABORT, 'issued documents stay'); END;
CREATE TRIGGER revisions_remain BEFORE DELETE ON license_revisions BEGIN SELECT RAISE(ABORT, 'issued documents stay'); END;
CREATE TRIGGER coupons_stay BEFORE UPDATE ON coupons BEGIN SELECT RAISE(ABORT, 'issued documents stay'); END;
CREATE TRIGGER coupons_remain BEFORE DELETE ON coupons BEGIN SELECT RAISE(ABORT, 'issued documents stay'); END;
CREATE TRIGGER catalogs_stay BEFORE UPDATE ON catalogs BEGIN SELECT RAISE(ABORT, 'issued documents stay'); END;
CREATE TRIGGER catalogs_remain BEFORE DELETE ON catalogs BEGIN SELECT RAISE(ABORT, 'issued documents stay'); END;
CREATE TRIGGER redemptions_stay BEFORE UPDATE ON redemptions BEGIN SELECT RAISE(ABORT, 'issued documents stay'); END;
CREATE TRIGGER redemptions_remain BEFORE DELETE ON redemptions BEGIN SELECT RAISE(ABORT, 'issued documents stay'); END;
CREATE TRIGGER cancellations_stay BEFORE UPDATE ON cancelled_redemptions BEGIN SELECT RAISE(ABORT, 'cancelled is cancelled'); END;
CREATE TRIGGER cancellations_remain BEFORE DELETE ON cancelled_redemptions BEGIN SELECT RAISE(ABORT, 'cancelled is cancelled'); END;
CREATE TRIGGER receipts_stay BEFORE UPDATE ON receipts BEGIN SELECT RAISE(ABORT, 'issued documents stay'); END;
CREATE TRIGGER receipts_remain BEFORE DELETE ON receipts BEGIN SELECT RAISE(ABORT, 'issued documents stay'); END;
