-- What is no longer valid, and the bulletins that say so. Nothing here is ever taken back.

CREATE TABLE revoked_licenses (
    license       BLOB NOT NULL REFERENCES licenses,
    last_revision INTEGER NOT NULL CHECK (last_revision BETWEEN 1 AND 4294967295),     -- 4294967295: the whole license
    reason        TEXT NOT NULL,
    revoked_at    INTEGER NOT NULL,
    PRIMARY KEY (license, last_revision)
) STRICT, WITHOUT ROWID;

CREATE TABLE cancelled_coupons (
    coupon       BLOB PRIMARY KEY REFERENCES coupons (coupon),
    reason       TEXT NOT NULL,
    cancelled_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE burnt_keys (
    key      BLOB PRIMARY KEY CHECK (length(key) = 8),
    since    INTEGER NOT NULL,
    reason   TEXT NOT NULL,
    burnt_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE withdrawn_releases (
    release      INTEGER PRIMARY KEY REFERENCES releases,
    reason       TEXT NOT NULL,                                                          -- by language
    withdrawn_at INTEGER NOT NULL
) STRICT;

CREATE TABLE bulletins (
    bulletin  INTEGER PRIMARY KEY CHECK (bulletin BETWEEN 1 AND 4294967295),
    document  BLOB NOT NULL,
    issued_at INTEGER NOT NULL
) STRICT;

CREATE TRIGGER revoked_licenses_stay BEFORE UPDATE ON revoked_licenses BEGIN SELECT RAISE(ABORT, 'revoked is revoked'); END;
CREATE TRIGGER revoked_licenses_remain BEFORE DELETE ON revoked_licenses BEGIN SELECT RAISE(ABORT, 'revoked is revoked'); END;
CREATE TRIGGER cancelled_coupons_stay BEFORE UPDATE ON cancelled_coupons BEGIN SELECT RAISE(ABORT, 'revoked is revoked'); END;
CREATE TRIGGER cancelled_coupons_remain BEFORE DELETE ON cancelled_coupons BEGIN SELECT RAISE(ABORT, 'revoked is revoked'); END;
CREATE TRIGGER burnt_keys_stay BEFORE UPDATE ON burnt_keys BEGIN SELECT RAISE(ABORT, 'revoked is revoked'); END;
CREATE TRIGGER burnt_keys_remain BEFORE DELETE ON burnt_keys BEGIN SELECT RAISE(ABORT, 'revoked is revoked'); END;
CREATE TRIGGER withdrawn_releases_stay BEFORE UPDATE ON withdrawn_releases BEGIN SELECT RAISE(ABORT, 'revoked is revoked'); END;
CREATE TRIGGER withdrawn_releases_remain BEFORE DELETE ON withdrawn_releases BEGIN SELECT RAISE(ABORT, 'revoked is revoked'); END;
CREATE TRIGGER bulletins_stay BEFORE UPDATE ON bulletins BEGIN SELECT RAISE(ABORT, 'issued documents stay'); END;
CREATE TRIGGER bulletins_remain BEFORE DELETE ON bulletins BEGIN SELECT RAISE(ABORT, 'issued documents stay'); END;

-- What was signed anew because sites trust its key no longer: the same payload under another signature.
CREATE TABLE reissues (
    reissue   INTEGER NOT NULL CHECK (reissue BETWEEN 1 AND 4294967295),
    digest    BLOB NOT NULL CHECK (length(digest) = 32),     -- SHA-256 of the payload
    document  BLOB NOT NULL,
    PRIMARY KEY (digest, reissue)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER reissues_stay BEFORE UPDATE ON reissues BEGIN SELECT RAISE(ABORT, 'issued documents stay'); END;
CREATE TRIGGER reissues_remain BEFORE DELETE ON reissues BEGIN SELECT RAISE(ABORT, 'issued documents stay'); END;
