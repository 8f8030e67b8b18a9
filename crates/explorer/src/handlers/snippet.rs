//! A call as code.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use tencentcloud_codegen::snippets::Form;

use crate::api::{Snippet, SnippetRequest};
use crate::body::Body;
use crate::explorer::Explorer;
use crate::failure::Failure;

pub(crate) async fn snippet(
    State(explorer): State<Explorer>,
    Body(request): Body<SnippetRequest>,
) -> Result<Json<Snippet>, Failure> {
    let form: Form = request.form.parse().map_err(|error| {
        Failure::new(StatusCode::BAD_REQUEST, format!("the form of a snippet {error}"))
    })?;
    Ok(Json(explorer.inner().snippet(form, &request)))
}
