//! A link to a page of API Explorer.

use tencentcloud_catalog::{Action, unflatten};
use tencentcloud_core::{Method, SignatureMethod};

use super::{PastedCall, PastedError, PastedForm, names};
use crate::form;

/// Sites that have the page: the console, and that of the international site.
const SITES: [&str; 3] =
    ["console.cloud.tencent.com", "console.tencentcloud.com", "console.intl.cloud.tencent.com"];

/// Reads `https://console.cloud.tencent.com/api/explorer?Product=…&Version=…&Action=…`, as the
/// official documentation links it; `None` for any other text.
///
/// The documentation names no parameters of the action in such a link. Those that are written
/// as in a GET (`Filters.0.Name`) are taken if the action has them; other ones, such as
/// `SignVersion`, say how the page looks.
pub(super) fn read(text: &[u8]) -> Option<Result<PastedCall, PastedError>> {
    let link = text.trim_ascii().strip_prefix(b"https://")?;
    let link = std::str::from_utf8(link).ok()?;
    let link = link.split_once('#').map_or(link, |(link, _)| link);
    let (page, query) = link.split_once('?').unwrap_or((link, ""));
    let (site, path) = page.split_once('/')?;
    let is_page = SITES.contains(&site) && path.trim_end_matches('/') == "api/explorer";
    is_page.then(|| call(query))
}

fn call(query: &str) -> Result<PastedCall, PastedError> {
    let pairs = form::decode(query.as_bytes()).map_err(PastedError::Pairs)?;
    let value = |wanted: &str| {
        let found = pairs.iter().find(|(name, _)| name == wanted);
        found.map(|(_, value)| &**value).filter(|value| !value.is_empty())
    };
    let product = value("Product").ok_or(PastedError::Missing("Product"))?;
    let name = value("Action").ok_or(PastedError::Missing("Action"))?;
    let action = names::action(product, value("Version"), name)?;
    let given = pairs.iter().filter(|(name, _)| is_parameter(action, name));
    let given = given.map(|(name, value)| (&**name, &**value));
    let region = action.member("Region").map_or_else(|| value("Region"), |_| None);
    Ok(PastedCall {
        action,
        input: unflatten(action, given).map_err(PastedError::Names)?,
        region: region.map(str::to_owned),
        language: None,
        method: Method::Post,
        signature: SignatureMethod::Tc3,
        host: None,
        is_signed: false,
        form: PastedForm::Link,
    })
}

fn is_parameter(action: &Action, name: &str) -> bool {
    let first = name.split('.').next().unwrap_or_default();
    !["Product", "Version", "Action"].contains(&first) && action.member(first).is_some()
}
