-- What is no longer valid, and the bulletins that say so. Nothing here is ever taken back.

CREATE TABLE revoked_licenses (
    license       BYTEA NOT NULL REFERENCES licenses,
    last_revision BIGINT NOT NULL CHECK (last_revision BETWEEN 1 AND 4294967295),     -- 4294967295: the whole license
    reason        TEXT COLLATE "C" NOT NULL,
    revoked_at    BIGINT NOT NULL,
    PRIMARY KEY (license, last_revision)
);

CREATE TABLE cancelled_coupons (
    coupon       BYTEA PRIMARY KEY REFERENCES coupons (coupon),
    reason       TEXT COLLATE "C" NOT NULL,
    cancelled_at BIGINT NOT NULL
);

CREATE TABLE burnt_keys (
    key      BYTEA PRIMARY KEY CHECK (length(key) = 8),
    since    BIGINT NOT NULL,
    reason   TEXT COLLATE "C" NOT NULL,
    burnt_at BIGINT NOT NULL
);

CREATE TABLE withdrawn_releases (
    release      BIGINT PRIMARY KEY REFERENCES releases,
    reason       TEXT COLLATE "C" NOT NULL,                                                          -- by language
    withdrawn_at BIGINT NOT NULL
);

CREATE TABLE bulletins (
    bulletin  BIGINT PRIMARY KEY CHECK (bulletin BETWEEN 1 AND 4294967295),
    document  BYTEA NOT NULL,
    issued_at BIGINT NOT NULL
);

CREATE TRIGGER revoked_licenses_stay BEFORE UPDATE ON revoked_licenses FOR EACH ROW EXECUTE FUNCTION keyslip_stays('revoked is revoked');
CREATE TRIGGER revoked_licenses_remain BEFORE DELETE ON revoked_licenses FOR EACH ROW EXECUTE FUNCTION keyslip_stays('revoked is revoked');
CREATE TRIGGER cancelled_coupons_stay BEFORE UPDATE ON cancelled_coupons FOR EACH ROW EXECUTE FUNCTION keyslip_stays('revoked is revoked');
CREATE TRIGGER cancelled_coupons_remain BEFORE DELETE ON cancelled_coupons FOR EACH ROW EXECUTE FUNCTION keyslip_stays('revoked is revoked');
CREATE TRIGGER burnt_keys_stay BEFORE UPDATE ON burnt_keys FOR EACH ROW EXECUTE FUNCTION keyslip_stays('revoked is revoked');
CREATE TRIGGER burnt_keys_remain BEFORE DELETE ON burnt_keys FOR EACH ROW EXECUTE FUNCTION keyslip_stays('revoked is revoked');
CREATE TRIGGER withdrawn_releases_stay BEFORE UPDATE ON withdrawn_releases FOR EACH ROW EXECUTE FUNCTION keyslip_stays('revoked is revoked');
CREATE TRIGGER withdrawn_releases_remain BEFORE DELETE ON withdrawn_releases FOR EACH ROW EXECUTE FUNCTION keyslip_stays('revoked is revoked');
CREATE TRIGGER bulletins_stay BEFORE UPDATE ON bulletins FOR EACH ROW EXECUTE FUNCTION keyslip_stays('issued documents stay');
CREATE TRIGGER bulletins_remain BEFORE DELETE ON bulletins FOR EACH ROW EXECUTE FUNCTION keyslip_stays('issued documents stay');

-- What was signed anew because sites trust its key no longer: the same payload under another signature.
CREATE TABLE reissues (
    reissue   BIGINT NOT NULL CHECK (reissue BETWEEN 1 AND 4294967295),
    digest    BYTEA NOT NULL CHECK (length(digest) = 32),     -- SHA-256 of the payload
    document  BYTEA NOT NULL,
    PRIMARY KEY (digest, reissue)
);
CREATE TRIGGER reissues_stay BEFORE UPDATE ON reissues FOR EACH ROW EXECUTE FUNCTION keyslip_stays('issued documents stay');
CREATE TRIGGER reissues_remain BEFORE DELETE ON reissues FOR EACH ROW EXECUTE FUNCTION keyslip_stays('issued documents stay');
