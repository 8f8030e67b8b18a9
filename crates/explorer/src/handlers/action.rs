//! The form of an action.

use axum::Json;
use axum::extract::State;

use super::form::form;
use super::lookup::find_action;
use crate::api::{ActionForm, ActionRequest};
use crate::body::Body;
use crate::explorer::Explorer;
use crate::failure::Failure;

pub(crate) async fn action(
    State(explorer): State<Explorer>,
    Body(request): Body<ActionRequest>,
) -> Result<Json<ActionForm>, Failure> {
    let ActionRequest { language, service, version, action } = request;
    let action = find_action(language, &service, version.as_deref(), &action)?;
    Ok(Json(form(action, explorer.inner().texts.as_deref())?))
}
