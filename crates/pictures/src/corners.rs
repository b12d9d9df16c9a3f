use std::collections::BTreeSet;

/// How many places look like a corner of a code, at least as many as the search will find: in some row, five runs whose
/// lengths are as 1 : 1 : 3 : 1 : 1, the outer two of them joined around the middle one.
///
/// The search compares all corners with one another, in time and memory that grow with the square of their number and
/// more; this grows with the picture alone. `goes_on(x, y)` is whether a pixel has the colour of the one to its left, and
/// `goes_down(x, y)` whether it has that of the one above.
pub(crate) fn count(
    (width, height): (usize, usize),
    goes_on: impl Fn(usize, usize) -> bool,
    goes_down: impl Fn(usize, usize) -> bool,
) -> usize {
    let mut regions = Regions::default();
    let (mut above, mut candidates) = (Vec::new(), Vec::new());
    for y in 0..height {
        let row = regions.runs(width, |x| goes_on(x, y));
        regions.join(&above, &row, |x| goes_down(x, y));
        for five in row.windows(5) {
            if is_corner(five) {
                candidates.push([five[0].region, five[2].region, five[4].region]);
            }
        }
        above = row;
    }
    let corners = candidates.into_iter().filter_map(|five| {
        let [ring, stone, other_side] = five.map(|region| regions.find(region));
        (ring == other_side && ring != stone).then_some(ring)
    });
    corners.collect::<BTreeSet<_>>().len()
}

/// Pixels of one colour beside one another, up to `end`, and the region that they belong to.
struct Run {
    start: usize,
    end: usize,
    region: usize,
}

impl Run {
    fn length(&self) -> usize {
        self.end - self.start
    }
}

/// Which runs hang together: each region names another one of the same pixels, or itself.
#[derive(Default)]
struct Regions(Vec<usize>);

impl Regions {
    fn runs(&mut self, width: usize, goes_on: impl Fn(usize) -> bool) -> Vec<Run> {
        let (mut runs, mut start) = (Vec::new(), 0);
        for end in 1..=width {
            if end == width || !goes_on(end) {
                runs.push(Run { start, end, region: self.0.len() });
                self.0.push(self.0.len());
                start = end;
            }
        }
        runs
    }

    /// Joins the runs of a row with those above them that have their colour.
    fn join(&mut self, above: &[Run], row: &[Run], goes_down: impl Fn(usize) -> bool) {
        let (mut upper, mut lower) = (above.iter().peekable(), row.iter().peekable());
        while let (Some(one), Some(other)) = (upper.peek(), lower.peek()) {
            if goes_down(one.start.max(other.start)) {
                let (one, other) = (self.find(one.region), self.find(other.region));
                self.0[one.max(other)] = one.min(other);
            }
            let (ends_above, ends_here) = (one.end <= other.end, other.end <= one.end);
            upper.next_if(|_| ends_above);
            lower.next_if(|_| ends_here);
        }
    }

    fn find(&mut self, mut region: usize) -> usize {
        while self.0[region] != region {
            // Half the way is cut short for whoever asks next.
            self.0[region] = self.0[self.0[region]];
            region = self.0[region];
        }
        region
    }
}

/// With the tolerance of the search: three quarters of the mean of the four short runs.
fn is_corner(five: &[Run]) -> bool {
    let mean = (five[0].length() + five[1].length() + five[3].length() + five[4].length()) / 4;
    let times = [1, 1, 3, 1, 1];
    five.iter().zip(times).all(|(run, times)| run.length().abs_diff(mean * times) <= mean * 3 / 4)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn corners(picture: &[&str]) -> usize {
        let at = |x: usize, y: usize| picture[y].as_bytes()[x];
        let size = (picture[0].len(), picture.len());
        count(size, |x, y| at(x, y) == at(x - 1, y), |x, y| at(x, y) == at(x, y - 1))
    }

    #[test]
    fn a_corner_is_one_however_many_of_its_rows_show_it() {
        let corner = ["#######", "#     #", "# ### #", "# ### #", "# ### #", "#     #", "#######"];
        assert_eq!(corners(&corner), 1);
        let two = corner.map(|row| format!("{row} {row}"));
        assert_eq!(corners(&two.each_ref().map(String::as_str)), 2);
    }

    #[test]
    fn stripes_are_no_corners() {
        assert_eq!(corners(&["# ### #"; 7]), 0);
    }
}
