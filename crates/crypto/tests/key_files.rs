//! Key files: ours, OpenSSL's, and those that are refused.

use std::io::Write as _;
use std::process::{Command, Stdio};

use crypto::{KeyFileError, SigningKey, read_key_file, write_key_file};
use getrandom::SysRng;
use pkcs8::pkcs5::pbes2::Parameters;
use pkcs8::pkcs5::{EncryptionScheme, scrypt};
use pkcs8::{EncryptedPrivateKeyInfoRef, LineEnding};
use rand_core::UnwrapErr;

const PASSPHRASE: &str = "correct horse батарейка";

fn key(seed: u8) -> SigningKey {
    SigningKey::from_seed(&[seed; 32])
}

fn written() -> String {
    write_key_file(&key(1), PASSPHRASE, &mut UnwrapErr(SysRng)).unwrap().to_string()
}

fn refused(pem: &str) -> KeyFileError {
    read_key_file(pem, PASSPHRASE).unwrap_err()
}

#[test]
fn a_key_file_reads_back_and_a_wrong_passphrase_does_not() {
    let pem = written();
    assert!(pem.starts_with("-----BEGIN ENCRYPTED PRIVATE KEY-----\n"));
    assert_eq!(read_key_file(&pem, PASSPHRASE).unwrap().id(), key(1).id());
    assert_eq!(read_key_file(&pem, "correct horse").unwrap_err(), KeyFileError::WrongPassphrase);
    assert_ne!(pem, written(), "salt and iv are random");
}

#[test]
fn an_empty_passphrase_is_refused() {
    let error = write_key_file(&key(1), "", &mut UnwrapErr(SysRng)).unwrap_err();
    assert_eq!(error, KeyFileError::EmptyPassphrase);
}

#[test]
fn what_is_no_key_file_is_refused() {
    let pem = written();
    let cut: Vec<&str> = pem.lines().take(3).collect();
    for garbage in
        ["", "garbage", "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----\n"]
    {
        assert_eq!(refused(garbage), KeyFileError::NotAKeyFile, "{garbage}");
    }
    assert_eq!(refused(&cut.join("\n")), KeyFileError::NotAKeyFile);
    assert_eq!(refused(&"x".repeat(10_000)), KeyFileError::NotAKeyFile);
}

#[test]
fn a_private_key_in_the_open_is_refused() {
    // RFC 8410 §10.3.
    let plain = "-----BEGIN PRIVATE KEY-----\n\
                 MC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC\n\
                 -----END PRIVATE KEY-----\n";
    assert_eq!(refused(plain), KeyFileError::NotEncrypted);
}

fn with_scheme(parameters: Parameters) -> String {
    let algorithm = EncryptionScheme::Pbes2(parameters);
    let encrypted_data = pkcs8::der::asn1::OctetStringRef::new(&[0; 64]).unwrap();
    let info = EncryptedPrivateKeyInfoRef { encryption_algorithm: algorithm, encrypted_data };
    let document = pkcs8::SecretDocument::encode_msg(&info).unwrap();
    document.to_pem("ENCRYPTED PRIVATE KEY", LineEnding::LF).unwrap().to_string()
}

#[test]
fn a_key_file_that_asks_for_gigabytes_or_hours_is_refused_before_the_passphrase_is_tried() {
    let scrypt = |log_n, p| {
        let cost = scrypt::Params::new(log_n, 8, p).unwrap();
        with_scheme(Parameters::generate_scrypt_aes256cbc(cost, &[1; 16], [2; 16]).unwrap())
    };
    for (log_n, p) in [(22, 1), (14, 1000), (18, 2)] {
        assert_eq!(refused(&scrypt(log_n, p)), KeyFileError::Unsupported, "{log_n} {p}");
    }
    let rounds = |rounds| {
        with_scheme(Parameters::generate_pbkdf2_sha256_aes256cbc(rounds, &[1; 16], [2; 16]).unwrap())
    };
    assert_eq!(refused(&rounds(100_000_000)), KeyFileError::Unsupported);
    // Within the limits the passphrase is tried.
    assert_eq!(refused(&scrypt(14, 1)), KeyFileError::WrongPassphrase);
    assert_eq!(refused(&rounds(1000)), KeyFileError::WrongPassphrase);
}

/// Runs OpenSSL; `None` where it is not installed: then the test has not been run, and says so.
#[expect(clippy::print_stderr, reason = "a skipped test must be seen")]
fn openssl(arguments: &[&str], input: &[u8]) -> Option<Vec<u8>> {
    let process = Command::new("openssl")
        .args(arguments)
        .env("KEYSLIP_TEST_PASSPHRASE", PASSPHRASE)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn();
    let mut process = match process {
        Ok(process) => process,
        Err(error) => {
            eprintln!("SKIPPED: openssl: {error}");
            return None;
        }
    };
    process.stdin.take().unwrap().write_all(input).unwrap();
    let output = process.wait_with_output().unwrap();
    assert!(output.status.success(), "openssl {arguments:?}");
    Some(output.stdout)
}

fn public_in_der(der: &[u8]) -> [u8; 32] {
    der[der.len() - 32..].try_into().unwrap()
}

#[test]
fn openssl_opens_what_we_write() {
    let public = ["pkey", "-passin", "env:KEYSLIP_TEST_PASSPHRASE", "-pubout", "-outform", "DER"];
    let Some(der) = openssl(&public, written().as_bytes()) else { return };
    assert_eq!(public_in_der(&der), *key(1).public().as_bytes());
}

#[test]
fn we_open_what_openssl_writes() {
    let Some(plain) = openssl(&["genpkey", "-algorithm", "ed25519"], b"") else { return };
    let der = openssl(&["pkey", "-pubout", "-outform", "DER"], &plain).unwrap();
    for scheme in [&[][..], &["-scrypt"], &["-v2", "aes-256-cbc", "-iter", "600000"]] {
        let protect = [&["pkcs8", "-topk8", "-passout", "env:KEYSLIP_TEST_PASSPHRASE"], scheme].concat();
        let pem = String::from_utf8(openssl(&protect, &plain).unwrap()).unwrap();
        let key: SigningKey = read_key_file(&pem, PASSPHRASE).unwrap();
        assert_eq!(*key.public().as_bytes(), public_in_der(&der), "{scheme:?}");
    }
}

#[test]
fn a_key_of_another_kind_is_refused() {
    let curve = ["genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256"];
    let Some(plain) = openssl(&curve, b"") else { return };
    let protect = ["pkcs8", "-topk8", "-passout", "env:KEYSLIP_TEST_PASSPHRASE"];
    let pem = String::from_utf8(openssl(&protect, &plain).unwrap()).unwrap();
    assert_eq!(refused(&pem), KeyFileError::Unsupported);
}
