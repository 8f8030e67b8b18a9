//! `tc3 <service> <Action>`: one call, from the command line to the printed response.

use tencentcloud_catalog::{self as catalog, Body, Parameter, nearest};
use tencentcloud_client::{AnyResponse, SystemClock, request_of};
use tencentcloud_core::{Clock, Effect, Error, ErrorCode, Method, Request, RequestError};
use tencentcloud_ecm::ImportImageCode;

use crate::cli::{CallOptions, HttpMethod, OutputForm, is_command};
use crate::failure::Failure;
use crate::{stderr, stdout};

mod destination;
mod dry_run;
mod events;
mod input;
mod output;
mod progress;
mod send;
mod skeleton;
mod snippet;
mod watched;

use self::progress::Progress;

/// Runs the call.
pub(crate) fn run(
    runtime: tokio::runtime::Runtime,
    options: &CallOptions,
    given: &[Parameter],
) -> Result<(), Failure> {
    let service = service(options.service.as_deref().unwrap_or_default())?;
    let Some(name) = &options.action else {
        return Err(Failure::Usage(format!(
            "an action of {0} is required; tc3 {0} --help lists them",
            service.name()
        )));
    };
    let known = match action(service, options.date(), name) {
        Err(_) if options.no_validate && options.generate_skeleton.is_none() => None,
        found => Some(found?),
    };
    if let (Some(action), Some(extent)) = (known, options.generate_skeleton) {
        return skeleton::print(action, extent, given);
    }
    let default = service.default_version().version;
    let request = if let Some(action) = known {
        if options.verbose || action.version != default {
            stderr::print(&format!("note: {} {}", action.product, action.version));
        }
        request(action, options, given)?
    } else {
        let (product, version) = (service.product(), options.date().unwrap_or(default));
        stderr::print(&format!("note: {product} {version}, an action that the catalog lacks"));
        let input = input::read(None, options, given)?;
        Request::new(product, version.to_owned(), name.clone(), input)
    };
    let request = with_options(request, options)?;

    let is_write = request.effect() != Effect::Read;
    let progress = Progress::new(options.verbose);
    let result = runtime.block_on(async {
        tokio::select! {
            result = execute(known, request, options, &progress) => result,
            _ = tokio::signal::ctrl_c() => Err(Failure::Interrupted {
                nothing_was_sent: progress.nothing_was_sent(),
                outcome_unknown: is_write && progress.may_have_taken_effect(),
            }),
        }
    });
    // Does not wait for a blocking transport that an interrupt leaves behind.
    runtime.shutdown_background();
    result
}

async fn execute(
    action: Option<&catalog::Action>,
    request: Request,
    options: &CallOptions,
    progress: &Progress,
) -> Result<(), Failure> {
    let (name, idempotent) = (request.action().to_owned(), request.is_idempotent());
    let failed = |error: Error| {
        let advice = advice(action, options, &error).map(str::to_owned);
        Failure::Call { error: Box::new(error), idempotent, advice }
    };
    if let Some(form) = options.snippet {
        return snippet::print(form, &request, options, failed).await;
    }
    let destination = destination::choose(options, request.is_signed(), failed).await?;
    if options.dry_run {
        let now = SystemClock.now();
        let signed = send::sign(&destination, &request, now).map_err(failed)?;
        return stdout::print(&dry_run::text(&signed));
    }
    let response = send::send(&destination, request, options, progress).await.map_err(failed)?;
    match (response, options.output) {
        (AnyResponse::Single(response), OutputForm::Json) => {
            stdout::print(&output::pretty(&response.output))
        }
        (AnyResponse::Stream(events), OutputForm::Json) => {
            events::print(events, name, failed).await
        }
    }
}

fn request(
    action: &'static catalog::Action,
    options: &CallOptions,
    given: &[Parameter],
) -> Result<Request, Failure> {
    let input = input::read(Some(action), options, given)?;
    let octets = input::octets(action, options)?;
    let request = request_of(action, input).and_then(|request| match octets {
        Some(octets) => request.octet_body(octets),
        None => Ok(request),
    });
    let request = request.map_err(|error| {
        let hint = match action.body {
            Body::Multipart => "; @FILE sends the content of a file",
            _ => "",
        };
        Failure::Usage(format!("{}: {error}{hint}", action.name))
    })?;
    if options.method == HttpMethod::Get && action.body != Body::Json {
        return Err(Failure::Usage(format!("{} is sent by POST only", action.name)));
    }
    Ok(request)
}

fn with_options(request: Request, options: &CallOptions) -> Result<Request, Failure> {
    let method = match options.method {
        HttpMethod::Get => Method::Get,
        HttpMethod::Post => Method::Post,
    };
    let request = request.signature(options.sign_method).with_method(method);
    Ok(request.defaults(region(options)?.as_deref(), options.language))
}

/// `--region`, or `TENCENTCLOUD_REGION`.
#[expect(clippy::disallowed_methods, reason = "the command reads the environment")]
fn region(options: &CallOptions) -> Result<Option<String>, Failure> {
    const VARIABLE: &str = "TENCENTCLOUD_REGION";
    if options.region.is_some() {
        return Ok(options.region.clone());
    }
    // Scripts unset a variable by setting it to the empty string.
    std::env::var_os(VARIABLE)
        .filter(|value| !value.is_empty())
        .map(|value| {
            let invalid = || Failure::Usage(format!("{VARIABLE} is not UTF-8"));
            value.into_string().map_err(|_| invalid())
        })
        .transpose()
}

/// What to do about an error of this action: an imperative sentence.
fn advice(
    action: Option<&catalog::Action>,
    options: &CallOptions,
    error: &Error,
) -> Option<&'static str> {
    let is_not_modeled = |code: &ErrorCode| options.emulator && *code == "UnsupportedOperation";
    match error {
        error if error.code().is_some_and(is_not_modeled) => {
            Some("Add --stubs for an example response.")
        }
        Error::Request { error: RequestError::PlainHttp(_), .. } => {
            Some("Write https:// in --endpoint, or add --allow-http if you accept the risk.")
        }
        // Its keys exist only while the command runs, so nothing printed could be sent later.
        Error::Credential { .. } if options.snippet.is_some() => Some(
            "Set TENCENTCLOUD_SECRET_ID and TENCENTCLOUD_SECRET_KEY to the keys of your account, \
             or to those that tc3 emulator prints, with its --endpoint.",
        ),
        Error::Credential { .. } => Some(
            "Set TENCENTCLOUD_SECRET_ID and TENCENTCLOUD_SECRET_KEY to the keys of your account, \
             or add --emulator to try the call without an account.",
        ),
        error => error.code().map(|code| advice_for_code(action, code)),
    }
}

fn advice_for_code(action: Option<&catalog::Action>, code: &ErrorCode) -> &'static str {
    match action.map(|action| (action.service, action.name)) {
        Some(("ecm", "ImportImage")) => ImportImageCode::from(code.clone()).advice(),
        _ => code.advice(),
    }
}

/// A service by its word or that of its product.
pub(crate) fn service(name: &str) -> Result<&'static catalog::Service, Failure> {
    catalog::service(name).ok_or_else(|| {
        if is_command(name) {
            return Failure::Usage(format!("{name} must be the first word, before its options"));
        }
        let known = nearest(name, catalog::services().map(catalog::Service::name));
        Failure::Usage(match known {
            Some(known) => {
                format!("unknown service or command {name:?}; did you mean {known}?")
            }
            None => format!("unknown service or command {name:?}; see tc3 --help"),
        })
    })
}

/// An action: of the version with this date, else of the default version, else of the
/// newest version that has it.
pub(crate) fn action(
    service: &'static catalog::Service,
    date: Option<&str>,
    name: &str,
) -> Result<&'static catalog::Action, Failure> {
    let selected = date.map(|date| version(service, date)).transpose()?;
    let found = match selected {
        Some(version) => version.action(name),
        None => service.action(name),
    };
    found.ok_or_else(|| {
        let versions = selected.map_or_else(|| service.versions().collect(), |one| vec![one]);
        let names = versions.iter().flat_map(|version| version.actions);
        let near = nearest(name, names.map(|action| action.name));
        let hint = match (service.action(name), near) {
            (Some(other), _) => format!("version {} has it", other.version),
            (None, Some(known)) => format!("did you mean {known}?"),
            (None, None) => format!("tc3 {} --help lists its actions", service.name()),
        };
        let version = selected.map(|one| format!(" {}", one.version)).unwrap_or_default();
        Failure::Usage(format!("{}{version} has no action {name:?}; {hint}", service.name()))
    })
}

/// The version with this date.
pub(crate) fn version(
    service: &'static catalog::Service,
    date: &str,
) -> Result<&'static catalog::Version, Failure> {
    service.version(date).ok_or_else(|| {
        let known: Vec<_> = service.dates().collect();
        let known = known.join(", ");
        Failure::Usage(format!("{} has no version {date:?}; it has {known}", service.name()))
    })
}
