use flate2::{Decompress, FlushDecompress, Status};

use crate::{
    OnecError, Place,
    limits::{Limit, MAX_INFLATED_ELEMENT, MAX_INFLATED_TOTAL},
};

/// Bytes inflated at a time: what a bomb costs at most beyond its budget.
const STEP: usize = 16 * 1024;

/// Inflates elements within the budget of one inspection.
pub(crate) struct Inflater {
    left: usize,
}

impl Inflater {
    pub(crate) fn new() -> Self {
        Self { left: MAX_INFLATED_TOTAL }
    }

    /// The raw deflate data (RFC 1951, no zlib header) `stored` of `element`, inflated.
    ///
    /// # Errors
    ///
    /// [`OnecError::Deflate`] for anything but one whole stream; [`OnecError::TooLarge`] above the budgets.
    pub(crate) fn inflate(&mut self, element: &str, stored: &[u8]) -> Result<Vec<u8>, OnecError> {
        let mut stream = Decompress::new(false);
        let mut inflated = Vec::new();
        loop {
            let at = stream.total_in();
            let fault = || OnecError::Deflate { element: element.to_owned(), at };
            let rest = usize::try_from(at).ok().and_then(|at| stored.get(at..)).ok_or_else(fault)?;
            let mut step = [0; STEP];
            let before = stream.total_out();
            let status = stream.decompress(rest, &mut step, FlushDecompress::None).map_err(|_| fault())?;
            let made = usize::try_from(stream.total_out() - before).map_err(|_| fault())?;
            self.spend(made, inflated.len(), element)?;
            inflated.extend_from_slice(&step[..made]);
            match status {
                Status::StreamEnd => return Ok(inflated),
                _ if made == 0 && stream.total_in() == at => return Err(fault()),
                _ => {}
            }
        }
    }

    fn spend(&mut self, made: usize, so_far: usize, element: &str) -> Result<(), OnecError> {
        let over = |limit, max: usize| OnecError::TooLarge {
            limit,
            max: u64::try_from(max).unwrap_or(u64::MAX),
            place: Place::Element(element.to_owned()),
        };
        if so_far + made > MAX_INFLATED_ELEMENT {
            return Err(over(Limit::InflatedElement, MAX_INFLATED_ELEMENT));
        }
        self.left =
            self.left.checked_sub(made).ok_or_else(|| over(Limit::InflatedTotal, MAX_INFLATED_TOTAL))?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::write::deflate;

    fn limit_of(result: Result<Vec<u8>, OnecError>) -> Option<Limit> {
        match result {
            Err(OnecError::TooLarge { limit, .. }) => Some(limit),
            _ => None,
        }
    }

    #[test]
    fn what_is_deflated_inflates_to_the_same() {
        for text in [&b""[..], b"{1}", &[7; 3 * STEP]] {
            assert_eq!(Inflater::new().inflate("a", &deflate(text)).unwrap(), text);
        }
    }

    #[test]
    fn a_bomb_stops_at_the_budget_of_one_element() {
        let full = deflate(&vec![0; MAX_INFLATED_ELEMENT]);
        assert_eq!(Inflater::new().inflate("a", &full).unwrap().len(), MAX_INFLATED_ELEMENT);
        let bomb = deflate(&vec![0; MAX_INFLATED_ELEMENT + 1]);
        assert!(bomb.len() < MAX_INFLATED_ELEMENT / 500);
        assert_eq!(limit_of(Inflater::new().inflate("a", &bomb)), Some(Limit::InflatedElement));
    }

    #[test]
    fn elements_share_the_budget_of_the_inspection() {
        let full = deflate(&vec![0; MAX_INFLATED_ELEMENT]);
        let mut inflater = Inflater::new();
        assert!(inflater.inflate("a", &full).is_ok());
        assert!(inflater.inflate("b", &full).is_ok());
        assert_eq!(limit_of(inflater.inflate("c", &full)), Some(Limit::InflatedTotal));
    }

    #[test]
    fn a_stream_that_ends_early_or_is_none_is_refused() {
        let whole = deflate(b"{1,\"text\",{0}}");
        for stored in [&whole[..whole.len() - 1], &whole[..1], b"", b"\xff\xff\xff"] {
            assert!(matches!(Inflater::new().inflate("a", stored), Err(OnecError::Deflate { .. })));
        }
    }
}
