//! Check characters over GF(32) (SPEC §3.2) and the alphabet they are written in.

/// Crockford's base32: digits and capitals without `I`, `L`, `O`, `U`.
pub(crate) const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// The value of each ASCII character that is a symbol; look-alikes have the value of what they are taken for.
pub(crate) const VALUES: [Option<u8>; 128] = {
    let mut values = [None; 128];
    let mut value = 0;
    while value < 32 {
        values[widen(ALPHABET[widen(value)])] = Some(value);
        value += 1;
    }
    values[widen(b'O')] = values[widen(b'0')];
    values[widen(b'I')] = values[widen(b'1')];
    values[widen(b'L')] = values[widen(b'1')];
    values
};

/// For each position from 1 the products of its weight with all values: `PRODUCTS[i - 1][v] = α^i · v`.
const PRODUCTS: [[u8; 32]; 31] = {
    let mut products = [[0; 32]; 31];
    let mut weight = 1;
    let mut at = 0;
    while at < 31 {
        weight = multiply(weight, 2);
        let mut value = 0;
        while value < 32 {
            products[at][widen(value)] = multiply(weight, value);
            value += 1;
        }
        at += 1;
    }
    products
};

/// The value of an upper-case symbol; `O` reads as `0`, `I` and `L` read as `1`.
pub(crate) fn symbol_value(symbol: char) -> Option<u8> {
    let code = usize::try_from(u32::from(symbol)).ok()?;
    VALUES.get(code).copied().flatten()
}

/// The symbol of a five-bit value.
pub(crate) fn symbol(value: u8) -> char {
    char::from(ALPHABET[usize::from(value & 31)])
}

/// The check value of `values` with `salt` behind them.
///
/// The sum of `α^i · value_i` in GF(32) = GF(2)[x]/(x⁵+x²+1), `α` = x, `i` from 1. Each weight differs from its
/// neighbour and none is zero, so any one wrong symbol and any swap of neighbours changes the sum, for up to 31
/// symbols; there are never more, a row with its salt has 26.
pub(crate) fn check_value(values: impl IntoIterator<Item = u8>, salt: [u8; 2]) -> u8 {
    let salted = values.into_iter().chain(salt).enumerate();
    salted.fold(0, |sum, (at, value)| sum ^ PRODUCTS[at][usize::from(value & 31)])
}

/// The value that has to stand at `position`, counted from 1 and at most 30, for its product with the weight there to
/// be `sum`.
pub(crate) fn value_for(sum: u8, position: usize) -> u8 {
    PRODUCTS[30 - position][usize::from(sum & 31)]
}

/// The product in GF(32).
const fn multiply(mut left: u8, right: u8) -> u8 {
    let mut product = 0;
    let mut bit = 0;
    while bit < 5 {
        if right >> bit & 1 == 1 {
            product ^= left;
        }
        left <<= 1;
        if left & 0x20 != 0 {
            left ^= 0x25;
        }
        bit += 1;
    }
    product
}

#[expect(clippy::as_conversions, reason = "usize::from cannot make a constant yet")]
pub(crate) const fn widen(value: u8) -> usize {
    value as usize
}

#[cfg(test)]
mod tests {
    use alloc::vec::Vec;

    use super::*;

    #[test]
    fn the_weights_run_through_all_of_the_field() {
        let mut seen = [false; 32];
        let mut weight = 1;
        for _ in 0..31 {
            weight = multiply(weight, 2);
            assert!(!core::mem::replace(&mut seen[usize::from(weight)], true));
        }
        assert!(!seen[0]);
    }

    #[test]
    fn any_one_wrong_symbol_and_any_swap_of_neighbours_changes_the_check() {
        let row: Vec<u8> = (0..24).map(|index| index * 7 % 32).collect();
        let right = check_value(row.iter().copied(), [3, 0]);
        for at in 0..24 {
            for value in (0..32).filter(|value| *value != row[at]) {
                let mut wrong = row.clone();
                wrong[at] = value;
                assert_ne!(check_value(wrong, [3, 0]), right);
            }
        }
        for at in 0..23 {
            let mut wrong = row.clone();
            wrong.swap(at, at + 1);
            assert_ne!(check_value(wrong, [3, 0]), right);
        }
        assert_ne!(check_value(row, [4, 0]), right);
    }

    #[test]
    fn each_position_has_one_value_for_a_sum() {
        for (position, sum) in (1..=30).flat_map(|position| (0..32).map(move |sum| (position, sum))) {
            let value = value_for(sum, position);
            assert_eq!(PRODUCTS[position - 1][usize::from(value)], sum);
        }
    }

    #[test]
    fn symbols_and_values_agree_and_look_alikes_fold() {
        for value in 0..32 {
            assert_eq!(symbol_value(symbol(value)), Some(value));
        }
        assert_eq!([symbol_value('O'), symbol_value('I'), symbol_value('L')], [Some(0), Some(1), Some(1)]);
        assert_eq!(symbol_value('U'), None);
    }
}
