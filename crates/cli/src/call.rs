//! `tc3 <service> <Action>`: one call, from the command line to the printed response.

use tencentcloud_catalog as catalog;
use tencentcloud_core::{Effect, Error, ErrorCode, Method, Request, RequestError};
use tencentcloud_ecm::ImportImageCode;

use crate::arguments::Parameter;
use crate::cli::{CallOptions, HttpMethod, OutputForm, is_command};
use crate::failure::Failure;
use crate::json::{Json, Members};
use crate::{parameters, stdout};

mod destination;
mod dry_run;
mod input;
mod output;
mod progress;
mod send;
mod watched;

use self::progress::Progress;

/// Runs the call.
pub(crate) fn run(
    runtime: tokio::runtime::Runtime,
    options: &CallOptions,
    given: &[Parameter],
) -> Result<(), Failure> {
    let version = version(options.service.as_deref().unwrap_or_default())?;
    let Some(name) = &options.action else {
        let names: Vec<&str> = version.actions.iter().map(|action| action.name).collect();
        let message = format!("an action of {} is required: {}", version.service, names.join(", "));
        return Err(Failure::Usage(message));
    };
    let action = action(version, name)?;
    let base = input::read(options.json.as_deref())?;
    let body = parameters::input(version, action, base, given).map_err(Failure::Usage)?;
    let request = request(action, body, options)?;

    let is_write = request.effect() != Effect::Read;
    let progress = Progress::new(options.verbose);
    let result = runtime.block_on(async {
        tokio::select! {
            result = execute(action, request, options, &progress) => result,
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
    action: &catalog::Action,
    request: Request,
    options: &CallOptions,
    progress: &Progress,
) -> Result<(), Failure> {
    let idempotent = request.is_idempotent();
    let failed = |error: Error| {
        let advice = advice(action, &error).map(str::to_owned);
        Failure::Call { error: Box::new(error), idempotent, advice }
    };
    let destination = destination::choose(options, failed).await?;
    if options.dry_run {
        let signed = send::sign(&destination, &request).map_err(failed)?;
        return stdout::print(&dry_run::text(&signed));
    }
    let response = send::send(&destination, request, options, progress).await.map_err(failed)?;
    match options.output {
        OutputForm::Json => stdout::print(&output::pretty(&response)),
    }
}

fn request(
    action: &'static catalog::Action,
    body: Members,
    options: &CallOptions,
) -> Result<Request, Failure> {
    let effect = match action.effect {
        catalog::Effect::Read => Effect::Read,
        _ => Effect::Write,
    };
    let body = Json::Object(body).to_string();
    let mut request = Request::new(action.service, action.version, action.name, body)
        .with_effect(effect)
        .rate(action.rate)
        .signature(options.sign_method);
    if options.method == HttpMethod::Get {
        request = request.with_method(Method::Get);
    }
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
fn advice(action: &catalog::Action, error: &Error) -> Option<&'static str> {
    match error {
        Error::Request { error: RequestError::PlainHttp(_), .. } => {
            Some("Write https:// in --endpoint, or add --allow-http if you accept the risk.")
        }
        Error::Credential { .. } => Some(
            "Set TENCENTCLOUD_SECRET_ID and TENCENTCLOUD_SECRET_KEY to the keys of your account, \
             or add --emulator to try the call without an account.",
        ),
        error => error.code().map(|code| advice_for_code(action, code)),
    }
}

fn advice_for_code(action: &catalog::Action, code: &ErrorCode) -> &'static str {
    match (action.service, action.name) {
        ("ecm", "ImportImage") => ImportImageCode::from(code.clone()).advice(),
        _ => code.advice(),
    }
}

/// The latest version of a service.
pub(crate) fn version(service: &str) -> Result<&'static catalog::Version, Failure> {
    catalog::service(service).map(catalog::Service::latest).ok_or_else(|| {
        if is_command(service) {
            return Failure::Usage(format!("{service} must be the first word, before its options"));
        }
        let names: Vec<&str> = catalog::services().iter().map(|service| service.name).collect();
        let known = names.join(", ");
        Failure::Usage(format!("unknown service or command {service:?}; services: {known}"))
    })
}

/// An action of a service version.
pub(crate) fn action(
    version: &'static catalog::Version,
    name: &str,
) -> Result<&'static catalog::Action, Failure> {
    version.action(name).ok_or_else(|| {
        let names: Vec<&str> = version.actions.iter().map(|action| action.name).collect();
        let known = names.join(", ");
        Failure::Usage(format!("{} has no action {name:?}; it has {known}", version.service))
    })
}
