# The checks that `.ci/run` makes, for those who have `just`.

# format, clippy, tests, docs, licences
check:
    cargo fmt --all --check
    cargo clippy --workspace --all-targets --all-features -- -D warnings
    cargo test --workspace
    RUSTDOCFLAGS="-D warnings" cargo doc --workspace --no-deps
    cargo deny check bans licenses sources

# no std, WebAssembly, Windows: what other targets need, some ten minutes
portable:
    .ci/portable

# undefined behaviour below `format`: its tests in Miri, few cases a property (a nightly with the component miri)
miri:
    PROPTEST_CASES=2 MIRIFLAGS=-Zmiri-disable-isolation cargo +nightly miri test -p format --lib

# the same tests and all others of `format` under the address sanitizer (any nightly for Linux on x86-64)
asan:
    PROPTEST_CASES=32 RUSTFLAGS=-Zsanitizer=address cargo +nightly test -p format --lib --tests \
        --target x86_64-unknown-linux-gnu --target-dir target/asan
