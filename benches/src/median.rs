//! The median, which is robust against outliers.

pub(crate) fn median(mut samples: Vec<f64>) -> f64 {
    samples.sort_by(f64::total_cmp);
    samples.get(samples.len() / 2).copied().unwrap_or(f64::NAN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn median_ignores_an_outlier() {
        let median = median(vec![3.0, 1e9, 1.0, 2.0, 2.5]);
        assert!((median - 2.5).abs() < f64::EPSILON, "{median}");
    }
}
