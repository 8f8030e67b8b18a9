//! What only the Python SDK says of a service version: how each action is called,
//! and the error codes.

use std::collections::{BTreeMap, BTreeSet};

use crate::failure::{Failure, Outcome};

/// How an action is called, where that is not the common way.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct CallForm {
    /// `multipart` or `octets`; `None` for JSON.
    pub(super) body: Option<&'static str>,
    /// The response may be a stream of events.
    pub(super) streams: bool,
    /// First labels of the host, such as `es.ai`.
    pub(super) host: Option<String>,
}

/// Reads `SERVICE_client.py`: each action is a method that makes one call. Another
/// form than the known ones is an error, since it would be taken for the common one.
pub(super) fn call_forms(client: &str) -> Outcome<BTreeMap<String, CallForm>> {
    let mut forms = BTreeMap::new();
    let methods = client.split("\n    def ").skip(1);
    for method in methods {
        let name = method.split('(').next().unwrap_or_default();
        let form = call_form(method).map_err(|why| Failure::new(format!("{name}: {why}")))?;
        forms.insert(name.to_owned(), form);
    }
    Ok(forms)
}

fn call_form(method: &str) -> Result<CallForm, String> {
    let mut form = CallForm::default();
    let mut calls = 0;
    // Every second part is the inside of a docstring.
    for line in method.split(r#"""""#).step_by(2).flat_map(str::lines) {
        if let Some(options) = line.trim().strip_prefix("options = ") {
            if options.starts_with("{'IsMultipart': True, ") {
                form.body = Some("multipart");
            } else {
                form.host = Some(host(options).ok_or(format!("unknown options: {options}"))?);
            }
        }
        calls += line.matches("self.call(").count();
        for (call, is_stream) in [("self.call_octet_stream(", false), (STREAM, true)] {
            if line.contains(call) {
                calls += 1;
                form.streams |= is_stream;
                form.body = if is_stream { form.body } else { Some("octets") };
            }
        }
    }
    if calls == 1 { Ok(form) } else { Err(format!("{calls} calls of a known form, not 1")) }
}

/// Returns an output or, if the service sends events, an iterator over them.
const STREAM: &str = "self._call_and_deserialize(";

fn host(options: &str) -> Option<String> {
    let url = options.strip_prefix(r#"{"Endpoint": "%s://"#)?;
    let (host, _) = url.split_once(".tencentcloudapi.com\"")?;
    Some(host.to_owned())
}

/// Reads `errorcodes.py`: a comment or `NAME = 'CODE'` on each line.
pub(super) fn error_codes(module: &str) -> Outcome<BTreeSet<String>> {
    let lines = module.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let mut codes = BTreeSet::new();
    for line in lines {
        let code = line.split_once(" = '").and_then(|(_, code)| code.strip_suffix('\''));
        let is_code = |code: &&str| {
            !code.is_empty() && code.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\'')
        };
        let code = code.filter(is_code);
        let code = code.ok_or_else(|| Failure::new(format!("not an error code: {line}")))?;
        if !codes.insert(code.to_owned()) {
            return Err(Failure::new(format!("the error code {code} occurs twice")));
        }
    }
    Ok(codes)
}

#[cfg(test)]
mod tests {
    use super::*;

    const CLIENT: &str = r#"
class AClient(AbstractClient):
    _service = 'a'

    def Plain(self, request):
        r"""Has `self._call_and_deserialize(` in its text.
        """
        try:
            body = self.call("Plain", params, headers=headers)

    def File(self, request):
        r"""Text"""
        options = {'IsMultipart': True, 'BinaryParams': [u'File']}
        body = self.call("File", params, options=options, headers=headers)

    def Octets(self, request, body):
        response = self.call_octet_stream("Octets", params, body)

    def Chat(self, request):
        options = {"Endpoint": "%s://a.ai.tencentcloudapi.com" % scheme}
        return self._call_and_deserialize("Chat", params, options=options)
"#;

    #[test]
    fn call_forms_are_read_from_code_and_not_from_texts() {
        let forms = call_forms(CLIENT).unwrap();
        let of = |name: &str| &forms[name];
        assert_eq!(forms.len(), 4);
        assert_eq!(of("Plain"), &CallForm::default());
        assert_eq!((of("File").body, of("Octets").body), (Some("multipart"), Some("octets")));
        assert_eq!((of("Chat").streams, of("Chat").host.as_deref()), (true, Some("a.ai")));
    }

    #[test]
    fn an_unknown_call_form_is_an_error() {
        let unknown = CLIENT.replace("self.call(\"Plain\"", "self.call_later(\"Plain\"");
        let failure = call_forms(&unknown).unwrap_err().to_string();
        assert_eq!(failure, "Plain: 0 calls of a known form, not 1");
        let unknown = CLIENT.replace("'IsMultipart'", "'IsNew'");
        let failure = call_forms(&unknown).unwrap_err().to_string();
        assert!(failure.starts_with("File: unknown options: {'IsNew'"), "{failure}");
    }

    #[test]
    fn error_codes_are_read_and_anything_else_is_an_error() {
        let codes = error_codes("# -*- coding: utf8 -*-\n\n# 失败\nA = 'A'\nA_B = 'A.b.'\n");
        assert_eq!(codes.unwrap(), BTreeSet::from(["A".into(), "A.b.".into()]));
        for wrong in ["import x", "A = 'B C'", "A = ''", "A = 'B'\nC = 'B'"] {
            assert!(error_codes(wrong).is_err(), "{wrong}");
        }
    }
}
