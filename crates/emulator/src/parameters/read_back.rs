//! The encodings of core and their reading here are inverse: what a client sends as a
//! query or form is read as the JSON that it would have posted.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Duration;

use bytes::Bytes;
use fastrand::Rng;
use http::Request as HttpRequest;
use serde_json::{Map, Value};
use tencentcloud_catalog::{
    Action, Finding, FindingKind, Kind, Member, Service, Version, check_input_text, services,
};
use tencentcloud_core::sign::SigningKey;
use tencentcloud_core::sign::v1::Algorithm;
use tencentcloud_core::{
    Auth, Credential, Endpoint, Method, Now, Request, RequestError, SignatureMethod, Timestamp,
};
use tencentcloud_verify::RawRequest;

use super::body;
use crate::api_request::ApiRequest;

/// The forms of a request whose parameters are flat pairs.
const FORMS: [(&str, SignatureMethod, Method); 3] = [
    ("GET", SignatureMethod::Tc3, Method::Get),
    ("v1 GET", SignatureMethod::V1(Algorithm::HmacSha1), Method::Get),
    ("v1 POST", SignatureMethod::V1(Algorithm::HmacSha256), Method::Post),
];

/// Counts the inputs by form, or by the reason why the form cannot have them.
type Counts = BTreeMap<String, usize>;

/// Asserts that an input without errors is read back from every form that can have it.
fn assert_read_back(action: &'static Action, input: &str, counts: &mut Counts) {
    let mut posted: Value = serde_json::from_str(input).unwrap();
    remove_absent(&mut posted);
    for (form, signature, method) in FORMS {
        let count = match encode(action, input, signature, method) {
            Ok(request) => {
                let raw = RawRequest::from_http(&request);
                let request = ApiRequest::new(&raw);
                let read = body::json(&request, action).unwrap();
                let value: Value = serde_json::from_str(&read).unwrap();
                assert_eq!(value, posted, "{} {} {form}", action.service, action.name);
                // An empty list is present, and cannot be sent.
                let findings = check_input_text(action, &read);
                let is_present = |kind: &FindingKind| !matches!(kind, FindingKind::Missing { .. });
                let error = findings.iter().find(|one| one.is_error() && is_present(&one.kind));
                assert_eq!(error, None, "{} {} {form}: {read}", action.service, action.name);
                form.to_owned()
            }
            Err(RequestError::Name(_)) => format!("{form}: name of a common parameter"),
            Err(RequestError::TooLarge { .. }) => format!("{form}: too large"),
            Err(error) => panic!("{} {} {form}: {error}", action.service, action.name),
        };
        *counts.entry(count).or_default() += 1;
    }
}

fn encode(
    action: &Action,
    input: &str,
    signature: SignatureMethod,
    method: Method,
) -> Result<HttpRequest<Bytes>, RequestError> {
    let credential = Credential::new("test-secret-id-000001", "test-secret-key-000001").unwrap();
    let now = Now::new(Timestamp::saturating(1_700_000_000), Duration::ZERO, 7);
    let key = SigningKey::derive(credential.secret_key(), now.unix.date(), action.product);
    let origin = Endpoint::default().origin(action.product).unwrap();
    Request::new(action.product, action.version, action.name, input.to_owned())
        .signature(signature)
        .with_method(method)
        .to_http(&origin, now, Auth::Sign { credential: &credential, key: &key })
}

/// Removes nulls, empty lists and empty structures, which have no pair.
fn remove_absent(value: &mut Value) {
    let is_absent = |value: &Value| match value {
        Value::Null => true,
        Value::Array(items) => items.is_empty(),
        Value::Object(members) => members.is_empty(),
        _ => false,
    };
    match value {
        Value::Array(items) => {
            items.iter_mut().for_each(remove_absent);
            items.retain(|item| !is_absent(item));
        }
        Value::Object(members) => {
            members.values_mut().for_each(remove_absent);
            members.retain(|_, member| !is_absent(member));
        }
        _ => {}
    }
}

#[test]
fn any_value_that_passes_the_check_is_read_back() {
    let mut rng = Rng::with_seed(11);
    let mut counts = Counts::new();
    let actions = services().flat_map(Service::versions).flat_map(|version| version.actions);
    // A quarter of the catalog, for the time of the test.
    for action in actions.step_by(4) {
        let input = Value::from(object(&mut rng, action.input, 3)).to_string();
        let findings = check_input_text(action, &input);
        assert!(!findings.iter().any(Finding::is_error), "{findings:?}");
        assert_read_back(action, &input, &mut counts);
    }
    assert_eq!(counts.values().sum::<usize>(), 3 * 4_051, "{counts:?}");
    assert!(FORMS.iter().all(|(form, ..)| counts[*form] > 3_500), "{counts:?}");
}

/// An object with all required members and some of the others, except deep ones.
fn object(rng: &mut Rng, members: &[Member], depth: usize) -> Map<String, Value> {
    let mut object = Map::new();
    for member in members {
        if member.required || (depth > 0 && rng.u8(..3) == 0) {
            let value = value(rng, member.kind, depth.saturating_sub(1));
            object.insert(member.name.to_owned(), value);
        } else if rng.u8(..8) == 0 {
            object.insert(member.name.to_owned(), Value::Null);
        }
    }
    object
}

fn value(rng: &mut Rng, kind: Kind, depth: usize) -> Value {
    match kind {
        Kind::Structure(structure) => object(rng, structure.members(), depth).into(),
        Kind::List(element) => {
            // More than ten items: their indexes do not sort as text.
            let items = if rng.u8(..20) == 0 && depth < 2 { 11 } else { rng.usize(..3) };
            (0..items).map(|_| value(rng, *element, depth)).collect()
        }
        Kind::Integer => rng.choice([0, -1, i64::MIN, i64::MAX]).into(),
        Kind::Unsigned => rng.choice([0, 1, u64::MAX]).into(),
        Kind::Float => rng.choice([Value::from(0), Value::from(-1.5), Value::from(1e300)]).into(),
        Kind::Boolean => rng.bool().into(),
        _ => string(rng).into(),
    }
}

fn string(rng: &mut Rng) -> String {
    let characters =
        ['a', '1', '"', '\\', '\n', '\u{1}', '&', '=', '+', '%', '.', ' ', '边', '\u{1f600}'];
    (0..rng.usize(..6)).filter_map(|_| rng.choice(characters)).collect()
}

/// The official examples are not ours to keep: they are read from the unpacked wheel of
/// tccli 3.1.189.1 that the environment names. The stage `clients` fetches it and runs
/// this test. By hand:
///
/// ```sh
/// TCCLI_WHEEL=FOLDER cargo test -p tencentcloud-emulator --lib -- --ignored
/// ```
#[test]
#[ignore = "needs the official examples"]
fn official_example_is_read_back() {
    let (mut inputs, mut wrong) = (0, 0);
    let mut counts = Counts::new();
    for version in services().flat_map(Service::versions) {
        for (action, input) in examples(version) {
            inputs += 1;
            if check_input_text(action, &input).iter().any(Finding::is_error) {
                wrong += 1;
            } else {
                assert_read_back(action, &input, &mut counts);
            }
        }
    }
    assert_eq!((inputs, wrong), (14_541, 449));
    let expected = [
        ("GET", 14_084),
        ("GET: too large", 8),
        ("v1 GET", 14_082),
        ("v1 GET: name of a common parameter", 2),
        ("v1 GET: too large", 8),
        ("v1 POST", 14_090),
        ("v1 POST: name of a common parameter", 2),
    ];
    assert_eq!(counts, expected.map(|(form, count)| (form.to_owned(), count)).into());
}

/// The inputs of the examples whose body is a JSON object.
#[expect(clippy::disallowed_methods, reason = "the examples are outside the repository")]
fn examples(version: &'static Version) -> Vec<(&'static Action, String)> {
    let wheel = std::env::var_os("TCCLI_WHEEL").expect("TCCLI_WHEEL is a folder");
    let folder = format!("v{}", version.version.replace('-', ""));
    let file = PathBuf::from(wheel).join("tccli/services").join(version.service);
    let json = std::fs::read(file.join(folder).join("examples.json")).unwrap();
    let json: Value = serde_json::from_slice(&json).unwrap();
    let mut inputs = Vec::new();
    for (name, examples) in json["actions"].as_object().unwrap() {
        for example in examples.as_array().unwrap() {
            let request = example["input"].as_str().unwrap();
            let body = request.strip_prefix("POST /").and_then(|rest| rest.split_once("\n\n"));
            let Some((_, body)) = body else { continue };
            if serde_json::from_str::<Map<String, Value>>(body).is_ok() {
                inputs.push((version.action(name).unwrap(), body.to_owned()));
            }
        }
    }
    inputs
}
