//! What ships to customers cannot sign, nothing talks to a network, and no private key gets out.

use std::collections::BTreeSet;
use std::fs;
use std::process::Command;

use pkcs8::DecodePrivateKey as _;
use tests::shop::{PASSPHRASE, PLACE};
use tests::{Shell, Shop, Snapshot, workspace};

/// What `cargo tree` says of a package, one line a dependency.
fn tree(package: &str, options: &[&str]) -> String {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| env!("CARGO").into());
    let output = Command::new(cargo)
        .args(["tree", "--locked", "-p", package, "--prefix", "none", "--target", "all"])
        .args(options)
        .current_dir(workspace())
        .output()
        .expect("cargo runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("cargo prints UTF-8")
}

/// The packages that a program is made of.
fn packages(package: &str) -> BTreeSet<String> {
    let tree = tree(package, &["-e", "normal"]);
    tree.lines().filter_map(|line| line.split(' ').next()).map(str::to_owned).collect()
}

#[test]
fn the_sites_program_holds_neither_the_ledger_nor_anything_that_signs_for_a_vendor() {
    let packages = packages("site");
    assert!(packages.contains("crypto") && packages.contains("installer"), "{packages:?}");
    for forbidden in ["cli", "ledger", "pkcs8", "pkcs5", "rusqlite", "libsqlite3-sys", "refinery", "postgres"]
    {
        assert!(!packages.contains(forbidden), "{forbidden}");
    }
    let features = tree("site", &["-e", "normal,features"]);
    assert!(features.contains("crypto feature \"attest\""), "{features}");
    for forbidden in
        ["crypto feature \"issue\"", "ed25519-dalek feature \"pkcs8\"", "disk feature \"faults\""]
    {
        assert!(!features.contains(forbidden), "{forbidden} in\n{features}");
    }
}

#[test]
fn the_library_for_others_holds_no_more_than_verifying() {
    let packages = packages("keyslip");
    for forbidden in
        ["ledger", "installer", "site", "cli", "console", "disk", "pkcs8", "rand_core", "getrandom"]
    {
        assert!(!packages.contains(forbidden), "{forbidden}");
    }
}

/// Whoever talks to a network in Rust uses one of these.
const NETWORKING: [&str; 34] = [
    "actix-web",
    "async-io",
    "async-std",
    "attohttpc",
    "axum",
    "curl",
    "curl-sys",
    "h2",
    "h3",
    "hyper",
    "isahc",
    "libp2p",
    "libssh2-sys",
    "mio",
    "minreq",
    "native-tls",
    "openssl",
    "openssl-sys",
    "quinn",
    "reqwest",
    "ring",
    "rustls",
    "schannel",
    "security-framework",
    "smol",
    "socket2",
    "surf",
    "tokio",
    "tonic",
    "trust-dns-resolver",
    "tungstenite",
    "ureq",
    "webpki-roots",
    "zmq",
];

/// What the PostgreSQL client brings: connections, and no names, certificates or protocols beyond its own.
const OF_POSTGRES: [&str; 3] = ["mio", "socket2", "tokio"];

#[test]
fn no_program_can_talk_to_a_network_but_the_vendors_with_its_own_database() {
    for (program, expected) in [("cli", &OF_POSTGRES[..]), ("site", &[]), ("keyslip", &[])] {
        let packages = packages(program);
        let found: Vec<&str> = NETWORKING.into_iter().filter(|name| packages.contains(*name)).collect();
        assert_eq!(found, expected, "{program}");
        assert_eq!(packages.contains("postgres"), !expected.is_empty(), "{program}");
    }
}

/// Where a connection to a database is made.
const DATABASE: &str = "crates/ledger/src/database/postgres.rs";

#[test]
fn one_file_connects_to_a_database() {
    let mut connecting = Vec::new();
    for_each_source(|path, source| {
        let is_test = path.components().any(|part| part.as_os_str() == "tests");
        if !is_test && (source.contains("NoTls") || source.contains("tokio")) {
            connecting.push(path.to_owned());
        }
    });
    assert_eq!(connecting, [workspace().join(DATABASE)]);
}

/// Reads every source of the crates.
fn for_each_source(mut look: impl FnMut(&std::path::Path, &str)) {
    let mut folders = vec![workspace().join("crates")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()) {
            if entry.is_dir() {
                folders.push(entry);
            } else if entry.extension().is_some_and(|ending| ending == "rs") {
                look(&entry, &fs::read_to_string(&entry).expect("a source"));
            }
        }
    }
}

/// The way to an ssh-agent on this machine, which only the vendor's program links; tests may play the agent's part.
const AGENT: [&str; 2] = ["crates/signers/src/agent/stream.rs", "crates/cli/tests/keys_elsewhere.rs"];

#[test]
fn no_source_of_ours_opens_a_socket() {
    for_each_source(|path, source| {
        if AGENT.iter().any(|agent| path.ends_with(agent)) {
            assert!(!source.contains("std::net"), "std::net in {}", path.display());
            return;
        }
        for word in ["std::net", "TcpStream", "UdpSocket", "UnixStream"] {
            assert!(!source.contains(word), "{word} in {}", path.display());
        }
    });
}

/// A secret in the spellings in which it could slip out.
fn spellings(secret: &[u8]) -> Vec<Vec<u8>> {
    let hex: String = secret.iter().map(|byte| format!("{byte:02x}")).collect();
    let list = secret.iter().map(u8::to_string).collect::<Vec<_>>().join(", ");
    let mut all = vec![secret.to_vec(), hex.to_uppercase().into_bytes(), hex.into_bytes(), list.into_bytes()];
    for alphabet in [b"+/", b"-_"] {
        // Inside something longer it can begin at any third of a group; its first and last letters depend on that.
        for before in 0..3 {
            let padded = [&[0; 3][..before], secret].concat();
            let whole = base64(&padded, *alphabet);
            all.push(whole[4 * usize::from(before > 0)..padded.len() / 3 * 4].to_vec());
        }
    }
    all
}

/// Base64 of the whole groups of three bytes.
fn base64(bytes: &[u8], last_two: [u8; 2]) -> Vec<u8> {
    let alphabet: Vec<u8> = (b'A'..=b'Z').chain(b'a'..=b'z').chain(b'0'..=b'9').chain(last_two).collect();
    let group = |group: &[u8]| {
        let bits = group.iter().fold(0_usize, |bits, byte| bits << 8 | usize::from(*byte));
        [18, 12, 6, 0].map(|shift| alphabet[bits >> shift & 63])
    };
    bytes.as_chunks::<3>().0.iter().flat_map(|bytes| group(bytes)).collect()
}

fn contains(heap: &[u8], needle: &[u8]) -> bool {
    heap.windows(needle.len()).any(|window| window == needle)
}

/// The vendor's passphrase and the seeds of all keys, each in every spelling.
fn secrets(shell: &Shell) -> Vec<Vec<u8>> {
    let mut secrets = spellings(PASSPHRASE.as_bytes());
    let keys: Vec<_> = fs::read_dir(shell.join("vendor/keys")).expect("the keys").collect();
    assert_eq!(keys.len(), 5);
    for key in keys {
        let pem = fs::read_to_string(key.expect("a key").path()).expect("a key file is text");
        let key =
            ed25519_dalek::SigningKey::from_pkcs8_encrypted_pem(&pem, PASSPHRASE).expect("the key opens");
        let same = crypto::read_key_file(&pem, PASSPHRASE).expect("the key opens");
        assert_eq!(key.verifying_key().to_bytes(), *same.public().as_bytes());
        secrets.extend(spellings(&key.to_bytes()));
    }
    secrets
}

#[test]
fn neither_passphrase_nor_private_key_gets_into_any_output_or_file() {
    let shop = Shop::get();
    let shell = shop.shell();
    let (license, coupon) = (shop.value("LICENSE"), shop.value("COUPON-2"));
    let mut printed = String::new();
    let lines = [
        "keyslip key list".to_owned(),
        "keyslip license new --customer 1".to_owned(),
        "keyslip coupon generate --add 1 --days 10 --out coupons".to_owned(),
        format!("keyslip coupon redeem {coupon} --license {license}"),
        format!("keyslip license show {license}"),
        format!("keyslip license export {license} --out license.kslicense --text --qr"),
        "keyslip catalog publish".to_owned(),
        format!("keyslip bundle make --out usb --license {license}"),
        "keyslip log show".to_owned(),
        "keyslip log verify".to_owned(),
        format!("keyslip-site install quick-stock {PLACE} --to to --accept-eula"),
        "keyslip-site status".to_owned(),
        "keyslip-site trust".to_owned(),
        // What fails must not tell more.
        "echo wrong > word; keyslip --passphrase-file word license new --customer 1".to_owned(),
        "keyslip license new --customer 99".to_owned(),
        "cp vendor/keys/root.pem vendor/keys/license.pem; keyslip license new --customer 1".to_owned(),
        "keyslip-site inspect vendor/keys/root.pem".to_owned(),
    ];
    for line in &lines {
        for output in ["", " --json"] {
            let ran = shell.run(&format!("{line}{output}"));
            printed.push_str(&ran.out);
            printed.push_str(&ran.err);
        }
    }
    assert!(printed.len() > 10_000, "{printed}");
    let shop = shop.shell();
    let secrets = secrets(&shop);
    let found = |bytes: &[u8]| secrets.iter().any(|secret| contains(bytes, secret));
    assert!(!found(printed.as_bytes()), "a secret was printed");
    for (path, bytes) in Snapshot::of(shell.path()).files() {
        let is_the_secret = path == "passphrase";
        assert_eq!(found(bytes), is_the_secret, "{}", path.display());
    }
}

#[test]
fn a_secret_is_found_in_every_spelling() {
    let secret: Vec<u8> = (100..132).collect();
    let hidden = |text: &[u8]| spellings(&secret).iter().any(|spelling| contains(text, spelling));
    for before in 0..3 {
        let longer = [&b"abc"[..before], &secret, b"end"].concat();
        assert!(hidden(&base64(&longer, *b"+/")) && hidden(&base64(&longer, *b"-_")), "{before}");
        assert!(hidden(&longer));
    }
    assert!(hidden(format!("{secret:?}").as_bytes()));
    let other: Vec<u8> = (0..32).collect();
    assert!(!hidden(&base64(&other, *b"+/")) && !hidden(&other));
}
