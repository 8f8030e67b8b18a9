//! The text of a program around its call.

use std::collections::BTreeSet;
use std::fmt::Write;

use super::{LINE_WIDTH, Program, Style};

/// The longest chain that rustfmt leaves on one line.
const CHAIN_WIDTH: usize = 60;

impl Program {
    /// The whole program, without its dependencies.
    pub(super) fn text(mut self, client: &str, options: Vec<String>) -> String {
        if self.streams {
            self.names.insert("AnyResponse");
        }
        let is_async = self.style == Style::Async;
        let awaited = if is_async { ".await" } else { "" };
        let mut text = String::new();
        if self.streams {
            text.push_str("use std::time::Duration;\n\n");
        }
        text.push_str(&self.uses());
        text.push_str(if is_async {
            "\n#[tokio::main]\nasync fn main() -> Result<(), Box<dyn std::error::Error>> {\n"
        } else {
            "\nfn main() -> Result<(), Box<dyn std::error::Error>> {\n"
        });
        text.push_str(
            "    // Keys: TENCENTCLOUD_SECRET_ID, TENCENTCLOUD_SECRET_KEY and TENCENTCLOUD_TOKEN.\n",
        );
        let send = if self.streams { "send_or_stream()" } else { "send()" };
        let mut calls = vec![self.call.clone()];
        calls.append(&mut self.octets);
        calls.extend(options);
        calls.push(send.into());
        if is_async {
            calls.push("await".into());
        }
        let call = chain("client", &calls);
        let _ = write!(
            text,
            "    let client = {client};\n{}\n    let result = {call};\n    match result {{\n",
            self.before
        );
        text.push_str(&self.arms(awaited));
        text.push_str(
            "        Err(Error::Api(error)) => {\n            \
             eprintln!(\"{}: {}\", error.code, error.message);\n            \
             eprintln!(\"request id {}\", error.request_id);\n            \
             std::process::exit(1);\n        }\n        \
             Err(error) => {\n            eprintln!(\"{error}\");\n            \
             std::process::exit(1);\n        }\n    }\n    Ok(())\n}\n",
        );
        text
    }

    /// What is done with a response.
    fn arms(&self, awaited: &str) -> String {
        let output = if self.typed.is_some() { "{:#?}" } else { "{}" };
        let print = |indent: &str| {
            format!(
                "{{\n{indent}    println!(\"{output}\", response.output);\n\
                 {indent}    eprintln!(\"request id {{}}\", response.request_id);\n{indent}}}\n"
            )
        };
        if !self.streams {
            return format!("        Ok(response) => {}", print("        "));
        }
        let events = if awaited.is_empty() {
            "            for event in events {\n"
        } else {
            "            while let Some(event) = events.next().await {\n"
        };
        let binding = if awaited.is_empty() { "events" } else { "mut events" };
        format!(
            "        Ok(AnyResponse::Single(response)) => {}        \
             Ok(AnyResponse::Stream({binding})) => {{\n{events}                \
             println!(\"{{}}\", event?.data);\n            }}\n        }}\n",
            print("        ")
        )
    }

    /// The imports, as rustfmt sorts them for edition 2024.
    fn uses(&self) -> String {
        let mut names: Vec<&str> = self.names.iter().copied().collect();
        match self.style {
            Style::Async => names.push("Client"),
            Style::Blocking => names.push("blocking::Client"),
        }
        names.sort_unstable();
        let mut lines = vec![format!("use tencentcloud_client::{{{}}};\n", names.join(", "))];
        if let Some(typed) = &self.typed {
            let module = &typed.library.module;
            let mut types = [
                import(&format!("{module}::structures"), &typed.structures),
                import(module, &typed.names),
            ];
            if typed.names.len() == 1 {
                types.reverse();
            }
            lines.push(types.concat());
        }
        lines.push(match self.style {
            Style::Async => "use tencentcloud_hyper::HyperTransport;\n".into(),
            Style::Blocking => "use tencentcloud_ureq::UreqTransport;\n".into(),
        });
        // Each crate has another name.
        lines.sort();
        lines.concat()
    }
}

/// A chain of calls, as rustfmt breaks it.
fn chain(receiver: &str, calls: &[String]) -> String {
    let line = format!("{receiver}.{}", calls.join("."));
    if line.len() <= CHAIN_WIDTH && !line.contains('\n') {
        return line;
    }
    format!("{receiver}\n        .{}", calls.join("\n        ."))
}

fn import(path: &str, names: &BTreeSet<String>) -> String {
    let list: Vec<_> = names.iter().map(String::as_str).collect();
    let names = match &*list {
        [] => return String::new(),
        [name] => (*name).to_owned(),
        names => format!("{{{}}}", names.join(", ")),
    };
    let line = format!("use {path}::{names};\n");
    if line.len() <= LINE_WIDTH + 1 {
        return line;
    }
    let mut lines = format!("use {path}::{{");
    let mut width = LINE_WIDTH;
    for name in list {
        let needed = name.len() + 2;
        if width + needed > LINE_WIDTH {
            lines.push_str("\n   ");
            width = 3;
        }
        let _ = write!(lines, " {name},");
        width += needed;
    }
    lines + "\n};\n"
}
