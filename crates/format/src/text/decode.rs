use alloc::vec::Vec;

use super::ROW_BYTES;

/// The bytes that the data of rows stands for. What fills no byte at the end is left out.
pub(super) fn decode<'a>(rows: impl Iterator<Item = &'a [u8]>) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(rows.size_hint().0 * ROW_BYTES);
    rows.for_each(|data| append_decoded(&mut bytes, data));
    bytes
}

/// Appends the bytes that the data of one row stands for.
pub(super) fn append_decoded(bytes: &mut Vec<u8>, data: &[u8]) {
    let (eights, rest) = data.as_chunks::<8>();
    eights.iter().for_each(|eight| bytes.extend_from_slice(&five_bytes(eight)));
    bytes.extend_from_slice(&five_bytes(rest)[..rest.len() * 5 / 8]);
}

/// At most eight symbols as forty bits, the first symbol uppermost.
fn five_bytes(values: &[u8]) -> [u8; 5] {
    let bits = values.iter().fold(0_u64, |bits, value| bits << 5 | u64::from(*value));
    let [_, _, _, bytes @ ..] = (bits << (5 * (8 - values.len()))).to_be_bytes();
    bytes
}

/// Whether the last row's `data` has no symbol too many and no bit set beyond its last whole byte.
///
/// One document must have one text, and [`decode`] leaves out what is looked at here.
pub(super) fn ends_on_a_byte(data: &[u8]) -> bool {
    let loose_bits = data.len() * 5 % 8;
    loose_bits < 5 && data.last().is_none_or(|value| value & ((1 << loose_bits) - 1) == 0)
}

#[cfg(test)]
mod tests {
    use alloc::string::String;

    use base32::Alphabet::Crockford;
    use proptest::prelude::*;

    use super::*;
    use crate::check::symbol;

    proptest! {
        #[test]
        fn we_decode_and_bound_what_the_base32_crate_does(
            data in prop::collection::vec(0_u8..32, 0..24),
            whole_rows in 0_usize..3,
        ) {
            let row = [9; 24];
            let rows = core::iter::repeat_n(&row[..], whole_rows).chain([&data[..]]);
            let symbols: String = rows.clone().flatten().map(|value| symbol(*value)).collect();
            let bytes = base32::decode(Crockford, &symbols).unwrap();
            prop_assert_eq!(&decode(rows), &bytes);
            prop_assert_eq!(ends_on_a_byte(&data), base32::encode(Crockford, &bytes) == symbols);
        }
    }
}
