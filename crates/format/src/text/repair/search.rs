use alloc::vec::Vec;

use super::candidates::{Candidate, candidates};
use super::correction::Correction;
use super::layout::{Span, layouts};
use super::{SignedText, UNKNOWN};
use crate::Envelope;
use crate::check::symbol_value;
use crate::text::decode::decode;
use crate::text::{ROW_BYTES, fold};

/// Most rows that are put into place, whether a document comes of it or not: most combinations of damaged rows break
/// a rule of SPEC §2 and cost no signature check, but they cost a look.
const MAX_PLACED: usize = 4 * SignedText::MAX_SIGNATURE_CHECKS;

/// Why no document was found.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Stop {
    /// Nothing could be tried: the damage is not of the kinds that are repaired.
    Untried,
    /// Nothing that was tried is signed.
    Unsigned,
    /// There is more to try than is tried.
    TooMuchWork,
}

/// The search for the one document among those that the check symbols of damaged rows admit.
pub(super) struct Search<F> {
    characters: Vec<char>,
    values: Vec<u8>,
    /// How many characters each line of the text has.
    lines: Vec<usize>,
    is_signed: F,
    asked: usize,
    placed: usize,
}

/// One way to cut the text into rows, with all that may stand in the damaged ones.
struct Attempt {
    /// The rows' bytes, 15 each; in damaged rows those of the candidate that is in place.
    document: Vec<u8>,
    /// Bytes of the document; not known before a damaged last row has its candidate.
    length: usize,
    damaged: Vec<Damaged>,
}

struct Damaged {
    /// Counted from 0.
    row: usize,
    span: Span,
    candidates: Vec<Candidate>,
    /// The candidate that is in place.
    chosen: usize,
}

impl<F: FnMut(&Envelope<'_>) -> bool> Search<F> {
    pub(super) fn new(rows: &str, is_signed: F) -> Self {
        let lines = rows.split(['\n', '\r']).map(|line| line.chars().filter_map(fold).count());
        let lines = lines.filter(|count| *count > 0).collect();
        let characters: Vec<char> = rows.chars().filter_map(fold).collect();
        let values = characters.iter().map(|character| symbol_value(*character).unwrap_or(UNKNOWN)).collect();
        Self { characters, values, lines, is_signed, asked: 0, placed: 0 }
    }

    /// For tests: as if all that is tried had been tried.
    #[cfg(test)]
    pub(super) fn use_up(&mut self) {
        self.asked = SignedText::MAX_SIGNATURE_CHECKS;
    }

    /// The document that is signed, and what was corrected for it.
    pub(super) fn run(mut self) -> Result<(Vec<u8>, Vec<Correction>), Stop> {
        for layout in layouts(&self.values, &self.lines) {
            let mut attempt = Attempt::new(&self.values, &layout);
            if self.place(&mut attempt, 0)? {
                let corrections = attempt.damaged.iter().map(|damaged| self.correction(damaged)).collect();
                attempt.document.truncate(attempt.length);
                return Ok((attempt.document, corrections));
            }
        }
        Err(if self.asked == 0 { Stop::Untried } else { Stop::Unsigned })
    }

    /// Tries all candidates of the damaged rows from number `level` on; never deeper than there are damaged rows.
    fn place(&mut self, attempt: &mut Attempt, level: usize) -> Result<bool, Stop> {
        if !attempt.is_plausible(level) {
            return Ok(false);
        }
        let Some(damaged) = attempt.damaged.get(level) else { return self.ask(attempt) };
        for choice in 0..damaged.candidates.len() {
            self.placed += 1;
            if self.placed > MAX_PLACED {
                return Err(Stop::TooMuchWork);
            }
            attempt.put(level, choice);
            if self.place(attempt, level + 1)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn ask(&mut self, attempt: &Attempt) -> Result<bool, Stop> {
        let Ok(envelope) = Envelope::parse(&attempt.document[..attempt.length]) else { return Ok(false) };
        if self.asked == SignedText::MAX_SIGNATURE_CHECKS {
            return Err(Stop::TooMuchWork);
        }
        self.asked += 1;
        Ok((self.is_signed)(&envelope))
    }

    fn correction(&self, damaged: &Damaged) -> Correction {
        let Span { start, len, .. } = damaged.span;
        let Candidate { slip, values, .. } = &damaged.candidates[damaged.chosen];
        Correction::row(damaged.row + 1, *slip, &self.characters[start..start + len], values)
    }
}

impl Attempt {
    fn new(values: &[u8], layout: &[Span]) -> Self {
        let row = |span: &Span| &values[span.start..span.start + span.len];
        let mut document = vec![0; layout.len() * ROW_BYTES];
        let (mut length, mut damaged) = (document.len(), Vec::new());
        for (index, span) in layout.iter().enumerate() {
            if span.is_damaged {
                let candidates = candidates(row(span), index + 1, span.is_last);
                damaged.push(Damaged { row: index, span: *span, candidates, chosen: 0 });
            } else {
                let bytes = decode(core::iter::once(&row(span)[..span.len - 1]));
                let start = index * ROW_BYTES;
                document[start..start + bytes.len()].copy_from_slice(&bytes);
                length = start + bytes.len();
            }
        }
        Self { document, length, damaged }
    }

    fn put(&mut self, level: usize, choice: usize) {
        let damaged = &mut self.damaged[level];
        damaged.chosen = choice;
        let (start, bytes) = (damaged.row * ROW_BYTES, &damaged.candidates[choice].bytes);
        self.document[start..start + bytes.len()].copy_from_slice(bytes);
        if damaged.span.is_last {
            self.length = start + bytes.len();
        }
    }

    /// Whether what stands before the damaged row number `level` can be the beginning of a document that long.
    fn is_plausible(&self, level: usize) -> bool {
        let undecided = self.damaged.get(level);
        let end = undecided.map_or(self.length, |damaged| damaged.row * ROW_BYTES);
        let start = &self.document[..end];
        let is_as_long = |announced: usize| match self.damaged.last() {
            Some(last) if undecided.is_some() && last.span.is_last => {
                announced.div_ceil(ROW_BYTES) == self.document.len() / ROW_BYTES
            }
            _ => announced == self.length,
        };
        Envelope::can_begin(start) && Envelope::announced_length(start).is_none_or(is_as_long)
    }
}
