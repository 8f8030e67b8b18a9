//! The time to read and write outputs in both styles, which take turns.

use std::hint::black_box;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tencentcloud_catalog::{example_output, service};

const ROUNDS: usize = 301;
const TURN: Duration = Duration::from_micros(500);

/// The items of a list in a long response.
const ITEMS: usize = 100;

/// The action with the largest example of each service.
const ACTION: &str = "DescribeInstances";

fn main() {
    let mut rows = Vec::new();
    macro_rules! times {
        ($service:literal, $records:ty, $derive:ty) => {
            for (length, output) in examples($service) {
                // Services send members in the order in which they declare them.
                let records: $records = serde_json::from_value(output).unwrap();
                let json = serde_json::to_string(&records).unwrap();
                let what = |does: &str| format!("{} {ACTION}, {length}, {does}", $service);
                rows.push(compare(
                    &what("read"),
                    || drop(black_box(serde_json::from_str::<$records>(black_box(&json)).unwrap())),
                    || drop(black_box(serde_json::from_str::<$derive>(black_box(&json)).unwrap())),
                ));
                let derive: $derive = serde_json::from_str(&json).unwrap();
                let written = serde_json::to_value(&records).unwrap();
                assert_eq!(written, serde_json::to_value(&derive).unwrap());
                rows.push(compare(
                    &what("write"),
                    || drop(black_box(serde_json::to_vec(black_box(&records)).unwrap())),
                    || drop(black_box(serde_json::to_vec(black_box(&derive)).unwrap())),
                ));
            }
        };
    }
    times!("ecm", ecm_records::DescribeInstancesOutput, ecm_derive::DescribeInstancesOutput);
    times!("cvm", cvm_records::DescribeInstancesOutput, cvm_derive::DescribeInstancesOutput);
    println!("{}", Value::from(rows));
}

/// The largest example output of a service, as it is and with many items.
fn examples(name: &str) -> [(&'static str, Value); 2] {
    let version = service(name).unwrap().versions().next().unwrap();
    let examples = version.actions.iter().map(|action| {
        let output = example_output(action);
        (Value::from(output.clone()).to_string().len(), action.name, output)
    });
    let (_, action, mut output) = examples.max_by_key(|(length, ..)| *length).unwrap();
    assert_eq!(action, ACTION, "the largest example of {name}");
    let short = Value::from(output.clone());
    for value in output.values_mut() {
        if let Value::Array(items) = value {
            *items = (0..ITEMS).flat_map(|_| items.clone()).collect();
        }
    }
    [("1 item", short), ("100 items", Value::from(output))]
}

fn compare(what: &str, mut records: impl FnMut(), mut derive: impl FnMut()) -> Value {
    let (records_runs, derive_runs) = (runs(&mut records), runs(&mut derive));
    let (mut ones, mut others, mut ratios) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let one = time(&mut records, records_runs) / f64::from(records_runs);
        let other = time(&mut derive, derive_runs) / f64::from(derive_runs);
        ones.push(one);
        others.push(other);
        ratios.push(one / other);
    }
    json!({
        "what": what,
        "records_us": median(ones) * 1e6,
        "derive_us": median(others) * 1e6,
        "ratio": median(ratios),
    })
}

/// How many runs fill a turn.
fn runs(work: &mut impl FnMut()) -> u32 {
    let mut runs = 1;
    while time(work, runs) < TURN.as_secs_f64() {
        runs *= 2;
    }
    runs
}

fn time(work: &mut impl FnMut(), runs: u32) -> f64 {
    let start = Instant::now();
    (0..runs).for_each(|_| work());
    start.elapsed().as_secs_f64()
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
