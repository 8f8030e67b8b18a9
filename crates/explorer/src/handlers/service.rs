//! The actions of a service.

use axum::Json;
use tencentcloud_catalog::{Action, Status};

use super::lookup::{dates, find_service};
use crate::api::{Service, ServiceAction, ServiceRequest};
use crate::body::Body;
use crate::failure::Failure;

pub(crate) async fn service(Body(request): Body<ServiceRequest>) -> Result<Json<Service>, Failure> {
    let ServiceRequest { service, version } = request;
    let service = find_service(&service)?;
    let version = match version {
        None => service.default_version(),
        Some(date) => service.version(&date).ok_or_else(|| {
            Failure::not_found(format!("the catalog has no version {date} of {}", service.name()))
        })?,
    };
    Ok(Json(Service {
        name: service.name(),
        version: version.version,
        versions: dates(service),
        title: service.title(),
        title_en: service.title_en(),
        actions: version.actions.iter().map(row).collect(),
    }))
}

fn row(action: &Action) -> ServiceAction {
    ServiceAction {
        name: action.name,
        class: action.class.into(),
        deprecated: action.status != Status::Current,
        title: action.title,
        title_en: action.title_en,
    }
}
