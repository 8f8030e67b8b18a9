//! What the page asks for first.

use serde_json::json;

use crate::running::Running;

#[tokio::test]
async fn first_requests_of_the_page_are_met() {
    let running = Running::start().await;
    let start = running.json("start", json!({"language": "en-US"})).await;
    assert_eq!(start["services"], 262);
    assert_eq!(start["actions"], 16_204);
    assert_eq!(start["targets"][0]["url"], "http://127.0.0.1:41873");
    let id = running.emulator.credential().secret_id().to_owned();
    assert_eq!(start["targets"][0]["key"]["id"], id);
    assert_eq!(start["targets"][2]["key"]["id"], "••••••••k3Q9");
    assert_eq!(start["targets"][2]["key"]["has_token"], true);

    let query = json!({"language": "zh-CN", "query": "import image", "limit": 5});
    let search = running.json("search", query).await;
    assert_eq!(search["groups"][0]["hits"][0]["name"], "ImportImage");
    let service = running.json("service", json!({"language": "en-US", "service": "ecm"})).await;
    let name = service["actions"][0]["name"].as_str().unwrap();
    let request = json!({"language": "en-US", "service": "ecm", "action": name});
    assert_eq!(running.json("action", request).await["action"], name);

    let request = json!({"language": "en-US", "service": "ecm", "action": "DescribeImage"});
    let form = running.json("action", request).await;
    let filters = &form["members"][0];
    assert_eq!(
        filters["type"],
        json!({"kind": "list", "of": {"kind": "structure", "name": "Filter"}})
    );
    assert_eq!(form["structures"]["Filter"][0]["name"], "Values");
    assert_eq!(form["fidelity"], "modeled");
}

#[tokio::test]
async fn files_of_the_page_have_a_type_and_a_tag() {
    let running = Running::start().await;
    let get = |path: &str, more: &str| {
        format!(
            "GET {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n{more}\r\n",
            running.address
        )
    };
    let page = running.raw(&get("/", "")).await;
    assert_eq!(page.status, 200);
    assert!(page.head.contains("content-type: text/html; charset=utf-8"), "{}", page.head);
    assert!(page.body.starts_with("<!doctype html>"));
    let tag = page.head.lines().find_map(|line| line.strip_prefix("etag: ")).unwrap();
    let again = running.raw(&get("/", &format!("If-None-Match: {tag}\r\n"))).await;
    assert_eq!((again.status, again.body.as_str()), (304, ""));
    let script = running.raw(&get("/assets/page.js", "")).await;
    assert!(script.head.contains("content-type: text/javascript"), "{}", script.head);
    for path in ["/../Cargo.toml", "/assets/../../package.json", "/%2e%2e/package.json", "/nosuch"]
    {
        assert_eq!(running.raw(&get(path, "")).await.status, 404, "{path}");
    }
}
