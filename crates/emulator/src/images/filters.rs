//! Conditions on what is listed.

use super::Call;
use crate::failure::Failure;
use crate::messages;
use crate::parameters::Filter;

/// How many filters one request may have; documented.
const MOST: usize = 10;

/// The filters of a call, once it is clear that the action has them all.
/// `single` names those that take exactly one value.
pub(super) fn checked<'a>(
    call: &mut Call<'a>,
    known: &[&str],
    single: &[&str],
) -> Result<Vec<Filter<'a>>, Failure> {
    let filters = call.parameters.filters();
    let outcome = check(call, &filters, known, single);
    call.check("filters", outcome)?;
    Ok(filters)
}

fn check(
    call: &Call<'_>,
    filters: &[Filter<'_>],
    known: &[&str],
    single: &[&str],
) -> Result<(), Failure> {
    let refuse = |text| Err(Failure::new(call.codes().filter(), text));
    if filters.len() > MOST {
        return refuse(messages::too_many_filters(filters.len(), MOST));
    }
    for filter in filters {
        if !known.contains(&filter.name) {
            let path = format!("{}.Name", filter.path);
            return refuse(messages::unknown_filter(&path, filter.name, known));
        }
        if single.contains(&filter.name) && filter.values.len() != 1 {
            let path = format!("{}.Values", filter.path);
            return refuse(messages::filter_values(&path, filter.name));
        }
    }
    Ok(())
}

impl Filter<'_> {
    /// Whether one of its values is this.
    pub(super) fn is(&self, value: &str) -> bool {
        self.values.contains(&value)
    }

    /// Whether one of its values is part of this, whatever the case.
    pub(super) fn is_part_of(&self, whole: &str) -> bool {
        let whole = whole.to_lowercase();
        self.values.iter().any(|part| whole.contains(&part.to_lowercase()))
    }
}
