//! Help for the command, a service, an action or a data type.

use clap::CommandFactory;
use tencentcloud_catalog::{self as catalog, Service, Version, nearest};

use crate::cli::{CallOptions, Cli};
use crate::failure::Failure;
use crate::{call, stdout};

mod action;
mod descriptions;
mod example;
mod members;
mod service;
mod structure;

/// The word in place of a service that asks for the list of all.
const SERVICES: &str = "services";

/// Prints help for what the command line names.
pub(crate) fn show(options: &CallOptions) -> Result<(), Failure> {
    stdout::print(text(options)?.trim_end())
}

fn text(options: &CallOptions) -> Result<String, Failure> {
    let (date, whole) = (options.date(), options.verbose);
    let name = match options.service.as_deref() {
        None => return Ok(command()),
        Some(SERVICES) if options.action.is_none() => return Ok(service::list()),
        Some(name) => name,
    };
    let service = call::service(name)?;
    Ok(match (options.action.as_deref(), options.structure.as_deref()) {
        (None, _) => service::help(service, &versions(service, date)?),
        (Some(action), Some(structure)) => {
            let action = call::action(service, date, action)?;
            let version = call::version(service, action.version)?;
            let others = action::data_types(action);
            structure::help(version, known_structure(version, structure)?, &others, whole)
        }
        (Some(name), None) => match call::action(service, date, name) {
            Ok(action) => action::help(action, whole),
            // `tc3 search` finds data types without the actions that use them.
            Err(unknown) => {
                let mut versions = versions(service, date)?.into_iter();
                let found = versions.find_map(|version| Some((version, version.structure(name)?)));
                let (version, structure) = found.ok_or(unknown)?;
                let option = date.map(|date| format!(" --version {date}")).unwrap_or_default();
                let others = format!("tc3 help {} <DATA TYPE>{option}", service.name());
                structure::help(version, structure, &others, whole)
            }
        },
    })
}

/// The options, and the names of the services.
fn command() -> String {
    let options = Cli::command().render_long_help();
    format!(
        "{}\n\nServices (tc3 help {SERVICES} prints their titles):\n{}",
        options.to_string().trim_end(),
        members::wrapped(catalog::services().map(Service::name))
    )
}

/// The version with this date, else all, the default one first.
fn versions(
    service: &'static Service,
    date: Option<&str>,
) -> Result<Vec<&'static Version>, Failure> {
    match date {
        Some(date) => Ok(vec![call::version(service, date)?]),
        None => Ok(service.versions().collect()),
    }
}

fn known_structure(
    version: &'static Version,
    name: &str,
) -> Result<&'static catalog::Structure, Failure> {
    version.structure(name).ok_or_else(|| {
        let known = nearest(name, version.structures.iter().map(|known| known.name));
        let hint = known.map(|known| format!("; did you mean {known}?")).unwrap_or_default();
        let Version { service, version, .. } = version;
        Failure::Usage(format!("{service} {version} has no data type {name:?}{hint}"))
    })
}
