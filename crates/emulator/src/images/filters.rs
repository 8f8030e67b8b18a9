//! The check of `Filters`.

use super::call::Call;
use crate::failure::Failure;
use crate::messages;
use crate::parameters::Filter;

/// The documented maximum of filters in a request.
const MOST: usize = 10;

/// The filters of a call, checked against the known ones. `single` lists the
/// filters with exactly one value.
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
