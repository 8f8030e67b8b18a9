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
    let parameters = call.parameters;
    let filters = parameters.filters();
    // Counted before they are collected: there may be a million.
    let too_many = filters.len() > MOST;
    let filters: Vec<Filter<'a>> = filters.take(MOST).collect();
    let outcome = if too_many {
        let text = messages::too_many_filters(parameters.filters().len(), MOST);
        Err(Failure::new(call.codes().filter(), text))
    } else {
        check(call, &filters, known, single)
    };
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
