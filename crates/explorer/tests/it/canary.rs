//! No secret of an account is in any response.

use serde_json::{Value, json};

use crate::running::Running;

/// Calls of every form, to every target.
fn calls() -> Vec<(Value, Value)> {
    let mut calls = Vec::new();
    for target in ["emulator", "custom", "cloud"] {
        for scheme in ["TC3-HMAC-SHA256", "HmacSHA256", "HmacSHA1"] {
            for method in ["POST", "GET"] {
                let call = json!({
                    "service": "ecm", "version": "2019-07-19", "action": "DescribeImage",
                    "input": "{\"Limit\": 20}", "region": "ap-guangzhou",
                    "scheme": scheme, "method": method,
                });
                let endpoint = "https://example.com";
                calls.push((call, json!({"target": target, "endpoint": endpoint})));
            }
        }
    }
    calls
}

#[tokio::test]
async fn no_secret_of_an_account_is_in_a_response() {
    let running = Running::start().await;
    let mut bodies = Vec::new();
    for language in ["en-US", "zh-CN"] {
        let body = json!({"language": language});
        bodies.push(running.post("start", &body).await);
        for (call, destination) in calls() {
            let mut body = json!({"language": language, "call": call, "destination": destination});
            bodies.push(running.post("preview", &body).await);
            for form in ["curl", "http", "tc3", "rust", "python", "tccli"] {
                body["form"] = form.into();
                bodies.push(running.post("snippet", &body).await);
            }
        }
        for input in ["{", "AKIDcanary000000000k3Q9", "{\"Limit\": \"canary-secret-key-000001\"}"] {
            let (mut call, destination) = calls().pop().unwrap();
            call["input"] = input.into();
            let body = json!({"language": language, "call": call, "destination": destination});
            bodies.push(running.post("preview", &body).await);
        }
    }
    for response in bodies {
        assert_eq!(response.status, 200, "{}", response.body);
        let body = response.body.to_lowercase();
        assert!(!body.contains("canary"), "{}", response.body);
    }
}

#[tokio::test]
async fn exact_forms_of_an_account_name_the_command() {
    let running = Running::start().await;
    for (call, destination) in calls() {
        let body = json!({
            "language": "en-US", "call": call, "destination": destination, "form": "curl",
        });
        let snippet = running.json("snippet", body).await;
        let is_emulators = destination["target"] == "emulator";
        assert_eq!(snippet["expires"].is_u64(), is_emulators, "{snippet}");
        if !is_emulators {
            let code = snippet["code"].as_str().unwrap();
            assert!(code.starts_with("tc3 ecm DescribeImage") && code.ends_with(" --as curl\n"));
            assert!(snippet["caption"].as_str().unwrap().contains("terminal"), "{snippet}");
        }
    }
}

#[tokio::test]
async fn mistakes_of_a_step_have_a_sentence_and_code() {
    let running = Running::start().await;
    let body = json!({"language": "zh-CN", "scheme": "TC3-HMAC-SHA256", "step": "key_chain"});
    let mistakes = running.json("mistakes", body).await;
    let first = &mistakes["mistakes"][0];
    assert!(first["cause"].is_string() && first["sentence"].is_string(), "{mistakes}");
}
