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
    let outcome = if filters.len() > MOST {
        let text = messages::too_many_filters(filters.len(), MOST);
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
    for (index, Filter { name, values }) in filters.iter().enumerate() {
        if !known.contains(&&**name) {
            let path = format!("Filters.{index}.Name");
            return refuse(messages::unknown_filter(&path, name, known));
        }
        if values.is_empty() {
            let path = format!("Filters.{index}.Values");
            let text = messages::missing([&*path], 0);
            return Err(Failure::new(call.codes().missing(), text));
        }
        if single.contains(&&**name) && values.len() != 1 {
            let path = format!("Filters.{index}.Values");
            return refuse(messages::filter_values(&path, name));
        }
    }
    Ok(())
}
