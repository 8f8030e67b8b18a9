//! Requests with a binary body, from the JSON of their input.

use alloc::borrow::ToOwned;
use alloc::string::String;
use alloc::vec::Vec;

use bytes::Bytes;

use super::{Content, Request, RequestError};

impl Request {
    /// The same request with its input and these files as `multipart/form-data`.
    pub(super) fn with_files(mut self, files: Vec<(String, Bytes)>) -> Self {
        self.content = Content::Multipart { input: self.body().clone(), files };
        self
    }

    /// The same request with the members of its JSON input as headers, and without a body,
    /// as [`Request::octets`] makes it.
    ///
    /// ```
    /// use tencentcloud_core::{BodyKind, Request};
    ///
    /// let request = Request::new("cls", "2020-10-16", "UploadLog", r#"{"TopicId": "topic-1"}"#);
    /// let request = request.with_members_as_headers()?.octet_body("logs")?;
    /// assert_eq!(request.body_kind(), BodyKind::Octets);
    /// # Ok::<(), tencentcloud_core::RequestError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If the input is not a JSON object, and if a member is a list or an object.
    pub fn with_members_as_headers(mut self) -> Result<Self, RequestError> {
        let mut parameters = Vec::new();
        for (name, value) in self.members()? {
            if value.starts_with(['[', '{']) {
                let reason = "a list or an object cannot be sent as a header".into();
                return Err(RequestError::Member { name, reason });
            }
            if value != "null" {
                let content = serde_json::from_str(value).unwrap_or_else(|_| value.to_owned());
                parameters.push((name, content));
            }
        }
        self.content = Content::Octets { parameters, body: Bytes::new() };
        Ok(self)
    }
}
