//! The check of untyped calls before they are sent.

use std::fmt;

use serde_json::{Map, Value};
use tencentcloud_catalog::{
    Action, Finding, FindingKind, Service, Version, check_input, check_input_text, nearest,
    service, services,
};
use tencentcloud_core::Request;

/// What is wrong with an untyped call by the catalog; nothing was sent. It is the error in
/// [`RequestError::Input`](crate::RequestError::Input) of a call that is validated.
///
/// `Display` is one line and shows no value of the input.
///
/// ```
/// use tencentcloud_client::{Error, RequestError, ValidationError, catalog};
/// # use tencentcloud_client::blocking::Client;
/// # use tencentcloud_emulator::Emulator;
/// # let emulator = Emulator::builder().build()?;
/// # let client = Client::builder(emulator.clone()).credentials(emulator.credential()).build();
///
/// let action = catalog::action("ecm", "2019-07-19", "DescribeImage").ok_or("unknown")?;
/// let error = client.call_of(action, r#"{"Limit": "5"}"#).validate().send().unwrap_err();
/// let Error::Request { error: RequestError::Input(error), .. } = error else {
///     return Err(error.into());
/// };
/// let reason = error.downcast_ref::<ValidationError>();
/// assert!(matches!(reason, Some(ValidationError::Input(findings)) if findings[0].path == "Limit"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum ValidationError {
    /// The catalog has no such service, version of it, or action in this version. The
    /// service may have it: it may be newer than the catalog.
    #[error("the catalog has no {kind} {name:?}{}", hint(*nearest))]
    Unknown {
        /// `service`, `version` or `action`.
        kind: &'static str,
        /// The name that the request has.
        name: String,
        /// The most similar name in the catalog, if one is similar.
        nearest: Option<&'static str>,
    },
    /// The input is not UTF-8, and so no JSON.
    #[error("the input is not UTF-8")]
    NotUtf8,
    /// The input does not fit the action.
    #[error("{}", Joined(_0))]
    Input(Vec<Finding>),
}

fn hint(nearest: Option<&str>) -> String {
    nearest.map(|name| format!("; did you mean {name}?")).unwrap_or_default()
}

struct Joined<'a>(&'a [Finding]);

impl fmt::Display for Joined<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, finding) in self.0.iter().enumerate() {
            let separator = if index == 0 { "" } else { "; " };
            write!(f, "{separator}{finding}")?;
        }
        Ok(())
    }
}

/// Checks the action and the input of a request. Warnings are no errors.
pub(crate) fn check(request: &Request) -> Result<(), ValidationError> {
    let findings = findings(action(request)?, request)?;
    let errors: Vec<_> = findings.into_iter().filter(Finding::is_error).collect();
    if errors.is_empty() { Ok(()) } else { Err(ValidationError::Input(errors)) }
}

fn findings(action: &Action, request: &Request) -> Result<Vec<Finding>, ValidationError> {
    if let Some(parameters) = request.header_parameters() {
        // Their values have lost their types.
        let value = |value: &String| Value::from(value.as_str());
        let input = parameters.iter().map(|(name, content)| (name.clone(), value(content)));
        let mut findings = check_input(action, &input.collect::<Map<_, _>>());
        findings.retain(|finding| !matches!(finding.kind, FindingKind::WrongType { .. }));
        return Ok(findings);
    }
    let input = std::str::from_utf8(request.body()).map_err(|_| ValidationError::NotUtf8)?;
    let mut findings = check_input_text(action, input);
    let is_file = |path: &str| request.files().iter().any(|(name, _)| name == path);
    findings.retain(|found| {
        !(matches!(found.kind, FindingKind::Missing { .. }) && is_file(&found.path))
    });
    Ok(findings)
}

fn action(request: &Request) -> Result<&'static Action, ValidationError> {
    let unknown = |kind, name: &str, nearest| ValidationError::Unknown {
        kind,
        name: name.to_owned(),
        nearest,
    };
    let (name, date) = (request.service(), request.version());
    let service = service(name)
        .ok_or_else(|| unknown("service", name, nearest(name, services().map(Service::name))))?;
    let version: &Version = service
        .version(date)
        .ok_or_else(|| unknown("version", date, nearest(date, service.dates())))?;
    let name = request.action();
    version.action(name).ok_or_else(|| {
        let names = version.actions.iter().map(|action| action.name);
        unknown("action", name, nearest(name, names))
    })
}
