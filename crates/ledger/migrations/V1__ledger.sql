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
    product  INTEGER PRIMARY KEY CHECK (product BETWEEN 1 AND 4294967295),
    guid     TEXT UNIQUE,
    names    TEXT NOT NULL,
    is_trial INTEGER NOT NULL CHECK (is_trial IN (0, 1)),
    added_at INTEGER NOT NULL
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

CREATE TABLE customers (
    customer    INTEGER PRIMARY KEY CHECK (customer BETWEEN 1 AND 4294967295),
    customer_id BLOB NOT NULL UNIQUE CHECK (length(customer_id) = 8),
    company     TEXT NOT NULL,
    contact     TEXT NOT NULL,
    phone       TEXT NOT NULL,
    email       TEXT NOT NULL,
    comment     TEXT NOT NULL,
    folded      TEXT NOT NULL,                               -- all of the texts in lower case, for searching
    added_at    INTEGER NOT NULL
) STRICT;

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
    reason    TEXT NOT NULL,                                 -- new, coupon
    coupon    BLOB REFERENCES coupons,
    issued_at INTEGER NOT NULL,
    PRIMARY KEY (license, revision)
) STRICT;
CREATE INDEX revisions_of_coupon ON license_revisions (coupon);

CREATE TABLE batches (
    batch     INTEGER PRIMARY KEY CHECK (batch BETWEEN 1 AND 4294967295),
    comment   TEXT NOT NULL,
    invoice   TEXT NOT NULL,
    issued_at INTEGER NOT NULL
) STRICT;

CREATE TABLE coupons (
    coupon      BLOB PRIMARY KEY CHECK (length(coupon) = 12),
    -- What a license lists of the coupons folded into it; two coupons with one tag would pass for each other.
    tag         BLOB NOT NULL UNIQUE CHECK (length(tag) = 8 AND tag = substr(coupon, 1, 8)),
    batch       INTEGER NOT NULL REFERENCES batches,
    document    BLOB NOT NULL,
    is_reusable INTEGER NOT NULL CHECK (is_reusable IN (0, 1)),
    UNIQUE (coupon, is_reusable)
) STRICT, WITHOUT ROWID;
CREATE INDEX coupons_of_batch ON coupons (batch);

CREATE TABLE redemptions (
    coupon      BLOB NOT NULL,
    is_reusable INTEGER NOT NULL,
    license     BLOB NOT NULL,
    revision    INTEGER NOT NULL,
    redeemed_at INTEGER NOT NULL,
    PRIMARY KEY (coupon, license),
    FOREIGN KEY (coupon, is_reusable) REFERENCES coupons (coupon, is_reusable),
    FOREIGN KEY (license, revision) REFERENCES license_revisions (license, revision)
) STRICT, WITHOUT ROWID;
-- The last line against a second redemption, whatever the programs do.
CREATE UNIQUE INDEX one_time_coupons_once ON redemptions (coupon) WHERE is_reusable = 0;
CREATE INDEX redemptions_of_license ON redemptions (license);

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

-- Issued is issued. This stops a slip of the hand; a forger is found by signatures and hashes.
CREATE TRIGGER audit_stays BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END;
CREATE TRIGGER audit_remains BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END;
CREATE TRIGGER revisions_stay BEFORE UPDATE ON license_revisions BEGIN SELECT RAISE(ABORT, 'issued documents stay'); END;
CREATE TRIGGER revisions_remain BEFORE DELETE ON license_revisions BEGIN SELECT RAISE(ABORT, 'issued documents stay'); END;
CREATE TRIGGER coupons_stay BEFORE UPDATE ON coupons BEGIN SELECT RAISE(ABORT, 'issued documents stay'); END;
CREATE TRIGGER coupons_remain BEFORE DELETE ON coupons BEGIN SELECT RAISE(ABORT, 'issued documents stay'); END;
CREATE TRIGGER catalogs_stay BEFORE UPDATE ON catalogs BEGIN SELECT RAISE(ABORT, 'issued documents stay'); END;
CREATE TRIGGER catalogs_remain BEFORE DELETE ON catalogs BEGIN SELECT RAISE(ABORT, 'issued documents stay'); END;
