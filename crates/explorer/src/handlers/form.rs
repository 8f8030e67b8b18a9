//! From an action of the catalog to its form.

use std::collections::BTreeMap;

use tencentcloud_catalog::{self as catalog, Action, Kind, Structure, TimeFormat};
use tencentcloud_emulator::Emulator;

use super::lookup::{dates, find_service};
use crate::api::{ActionForm, Body, Fidelity, Member, Status, Type};
use crate::failure::Failure;
use crate::regions::REGIONS;
use crate::texts::{Texts, VersionTexts};

pub(crate) fn form(action: &Action, texts: Option<&dyn Texts>) -> Result<ActionForm, Failure> {
    let service = find_service(action.service)?;
    let texts = texts.map(|texts| texts.version(action.service, action.version));
    let texts = texts.as_deref();
    let describe = |name: &str| texts.and_then(|texts| texts.input(action.name, name));
    Ok(ActionForm {
        service: action.service,
        version: action.version,
        versions: dates(service),
        action: action.name,
        service_title: service.title(),
        service_title_en: service.title_en(),
        title: action.title,
        title_en: action.title_en,
        class: action.class.into(),
        status: match action.status {
            catalog::Status::Deprecated => Status::Deprecated,
            catalog::Status::Offline => Status::Offline,
            _ => Status::Current,
        },
        rate: action.rate,
        body: match action.body {
            catalog::Body::Multipart => Body::Multipart,
            catalog::Body::Octets => Body::Octets,
            _ => Body::Json,
        },
        streams: action.streams,
        signed: action.signed,
        fidelity: if Emulator::models(action) { Fidelity::Modeled } else { Fidelity::Stub },
        description: texts.and_then(|texts| texts.action(action.name)),
        members: action.input.iter().map(|known| member(known, describe(known.name))).collect(),
        structures: structures(action.input, texts),
        skeleton: skeleton(action),
    })
}

/// The input that a form begins with: the catalog's skeleton with empty strings, since a form
/// shows where one is to be filled in, and `string` in it looks like a value.
pub(crate) fn skeleton(action: &Action) -> String {
    catalog::skeleton(action).replace(": \"string\"", ": \"\"")
}

/// Every structure that is reached, once: a structure may contain itself.
fn structures(
    input: &'static [catalog::Member],
    texts: Option<&dyn VersionTexts>,
) -> BTreeMap<&'static str, Vec<Member>> {
    let mut found = BTreeMap::new();
    let mut open: Vec<&'static Structure> = input.iter().filter_map(reached).collect();
    while let Some(structure) = open.pop() {
        if found.contains_key(structure.name) {
            continue;
        }
        let describe = |name: &str| texts.and_then(|texts| texts.member(structure.name, name));
        let members = structure.members().iter();
        let rows = members.map(|known| member(known, describe(known.name))).collect();
        found.insert(structure.name, rows);
        open.extend(structure.members().iter().filter_map(reached));
    }
    found
}

/// The structure of a member or of the items of its list.
fn reached(member: &catalog::Member) -> Option<&'static Structure> {
    let mut kind = member.kind;
    while let Kind::List(of) = kind {
        kind = *of;
    }
    match kind {
        Kind::Structure(structure) => Some(structure),
        _ => None,
    }
}

fn member(known: &catalog::Member, description: Option<String>) -> Member {
    let is_region = known.kind == Kind::String && known.name.ends_with("Region");
    Member {
        name: known.name,
        kind: kind(known.kind),
        required: known.required,
        deprecated: known.deprecated,
        description,
        values: if is_region { REGIONS } else { &[] },
        time: known.time.and_then(|time| match time {
            TimeFormat::Date => Some("YYYY-MM-DD"),
            TimeFormat::DateTime => Some("YYYY-MM-DD hh:mm:ss"),
            TimeFormat::DateTimeIso => Some("YYYY-MM-DDThh:mm:ss+08:00"),
            _ => None,
        }),
    }
}

fn kind(kind: Kind) -> Type {
    match kind {
        Kind::Integer => Type::Integer,
        Kind::Unsigned => Type::Unsigned,
        Kind::Float => Type::Float,
        Kind::Boolean => Type::Boolean,
        Kind::Binary => Type::Binary,
        Kind::Structure(structure) => Type::Structure { name: structure.name },
        Kind::List(of) => Type::List { of: Box::new(self::kind(*of)) },
        _ => Type::String,
    }
}
