//! Numbers that look random and are the same on every machine.
//!
//! Only whole numbers and the four operations on floating-point numbers are used, which are exact to the last bit everywhere;
//! `ln` and `exp` of the system are not, so they are worked out here.

use std::f64::consts::{LN_2, SQRT_2};

/// Numbers that follow from a seed: splitmix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators",
/// OOPSLA 2014).
#[derive(Debug, Clone)]
pub struct Numbers(u64);

/// One number made of several, so that what is near in one of them is far in the result.
pub fn mixed(parts: &[u64]) -> u64 {
    parts.iter().fold(0x6772_6966_6669_6531, |mixed, part| Numbers(mixed ^ *part).next())
}

impl Numbers {
    /// Numbers that follow from these.
    pub fn of(parts: &[u64]) -> Self {
        Self(mixed(parts))
    }

    /// The next number.
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `end`, which is small enough for the remainder to hide no pattern.
    pub fn below(&mut self, end: usize) -> usize {
        (self.next() % end.max(1) as u64) as usize
    }

    /// A number from `from` to `to`, both included.
    pub fn between(&mut self, from: usize, to: usize) -> usize {
        from + self.below(to + 1 - from)
    }

    /// True so many times in a thousand.
    pub fn chance(&mut self, per_mille: usize) -> bool {
        self.below(1000) < per_mille
    }

    /// One of a list that is not empty.
    pub fn pick<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len())]
    }

    /// One of a list by its shares, which are whole numbers.
    pub fn share<'a, T>(&mut self, list: &'a [(usize, T)]) -> &'a T {
        let mut left = self.below(list.iter().map(|(share, _)| share).sum());
        for (share, value) in list {
            match left.checked_sub(*share) {
                Some(rest) => left = rest,
                None => return value,
            }
        }
        &list[0].1
    }

    /// A number between 0 and 1, neither of them.
    pub fn even(&mut self) -> f64 {
        ((self.next() >> 12) as f64 + 0.5) / (1_u64 << 52) as f64
    }

    /// A normal number with mean 0 and deviation 1, as the sum of twelve even ones: nothing lies beyond 6.
    fn normal(&mut self) -> f64 {
        (0..12).map(|_| self.even()).sum::<f64>() - 6.0
    }

    /// A number whose logarithm is normal.
    pub fn log_normal(&mut self, mean: f64, deviation: f64) -> f64 {
        exp(mean + deviation * self.normal())
    }

    /// A rank below `end`, where rank r comes up as often as 1 / (r + `flat`) (Zipf's law as Mandelbrot mended it).
    pub fn rank(&mut self, end: usize, flat: f64) -> usize {
        let spread = ln((end as f64 + flat) / flat);
        let rank = flat * (exp(self.even() * spread) - 1.0);
        (rank as usize).min(end - 1)
    }

    /// A rank without an end, where a rank of r or more comes up with (1 + r / `scale`)^-`slope`: with a slope of 1/b - 1 the
    /// number of different ranks in n draws grows as n^b, which is Heaps' law.
    pub fn endless_rank(&mut self, scale: f64, slope: f64) -> u64 {
        // Beyond this, ranks are not exact any more.
        (scale * (exp(-ln(self.even()) / slope) - 1.0)).min((1_u64 << 52) as f64) as u64
    }
}

/// Natural logarithm of a positive number.
pub fn ln(x: f64) -> f64 {
    let mut exponent = 0;
    let mut mantissa = x;
    while mantissa > SQRT_2 {
        mantissa *= 0.5;
        exponent += 1;
    }
    while mantissa < SQRT_2 / 2.0 {
        mantissa *= 2.0;
        exponent -= 1;
    }
    let t = (mantissa - 1.0) / (mantissa + 1.0);
    let (mut power, mut sum) = (t, 0.0);
    for n in 0..14 {
        sum += power / f64::from(2 * n + 1);
        power *= t * t;
    }
    2.0 * sum + f64::from(exponent) * LN_2
}

/// e to the power x, for x between -600 and 600.
pub fn exp(x: f64) -> f64 {
    let twos = (x / LN_2).round();
    let rest = x - twos * LN_2;
    let (mut term, mut sum) = (1.0, 1.0);
    for n in 1..16 {
        term *= rest / f64::from(n);
        sum += term;
    }
    let factor = if twos < 0.0 { 0.5 } else { 2.0 };
    for _ in 0..twos.abs() as u32 {
        sum *= factor;
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn logarithms_and_powers_are_those_of_the_system_but_for_the_last_bits() {
        for x in [1e-12, 0.3, 0.99, 1.0, 2.0, 10.0, 54_321.0, 1e15] {
            assert!((ln(x) - f64::ln(x)).abs() < 1e-12, "ln {x}");
        }
        for x in [-30.0, -0.5, 0.0, 0.1, 1.0, 7.3, 35.0] {
            assert!((exp(x) / f64::exp(x) - 1.0).abs() < 1e-12, "exp {x}");
        }
    }

    #[test]
    fn ranks_follow_their_laws() {
        let mut n = Numbers::of(&[1]);
        let mut first = 0;
        for _ in 0..10_000 {
            first += usize::from(n.rank(1000, 3.0) < 30);
        }
        // (ln 33 - ln 3) / (ln 1003 - ln 3) = 0.41.
        assert!((4000..4300).contains(&first), "{first}");
        let mut beyond = 0;
        for _ in 0..10_000 {
            beyond += usize::from(n.endless_rank(10.0, 0.5) >= 990);
        }
        // 100^-0.5 = 0.1.
        assert!((900..1100).contains(&beyond), "{beyond}");
    }

    #[test]
    fn shares_are_kept() {
        let mut n = Numbers::of(&[2]);
        let list = [(700, 'a'), (0, 'b'), (300, 'c')];
        let drawn: String = (0..1000).map(|_| *n.share(&list)).collect();
        let count = |c: char| drawn.matches(c).count();
        assert!((650..750).contains(&count('a')) && count('b') == 0 && count('a') + count('c') == 1000);
    }
}
