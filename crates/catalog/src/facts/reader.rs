//! The reader of a version's facts. It is strict: what it does not know is an error.

use std::ops::Range;

use super::FactsError;
use super::kinds::{kind, time};
use crate::action::{Body, Paging, Status};
use crate::service::Version;
use crate::{Action, ActionClass, Member, Structure};

/// Reads in two passes, since a member may name a structure that comes later.
pub(super) fn read(text: &'static str) -> Result<Version, FactsError> {
    let structures: Vec<Structure> = lines(text)
        .filter_map(|line| line.strip_prefix("structure "))
        .map(Structure::new)
        .collect();
    let mut reader = Reader::new(structures.leak());
    // Nearly every line is a member, so none is moved.
    reader.members.reserve(memchr::memchr_iter(b'\n', text.as_bytes()).count());
    for (line, number) in lines(text).zip(1..) {
        reader.line(line).map_err(|problem| FactsError { line: number, problem })?;
    }
    reader.end().map_err(|problem| FactsError { line: 0, problem })
}

/// The lines of a text. `str::lines` takes a third of the time of the whole reader.
fn lines(text: &'static str) -> impl Iterator<Item = &'static str> {
    let ends = memchr::memchr_iter(b'\n', text.as_bytes()).chain([text.len()]);
    ends.scan(0, move |start, end| {
        let line = text.get(*start..end).unwrap_or_default();
        *start = end + 1;
        Some(line)
    })
}

type Fact = Result<(), &'static str>;

/// The lists of all actions and structures stand in one vector for each type: a vector
/// for each list would take half of the time.
struct Reader {
    service: &'static str,
    product: &'static str,
    version: &'static str,
    actions: Vec<(Action, Lists)>,
    structures: &'static [Structure],
    /// The members of each structure that is complete.
    structure_members: Vec<Range<usize>>,
    codes: Vec<&'static str>,
    place: Place,
    members: Vec<Member>,
    regions: Vec<&'static str>,
    /// Places among the codes.
    action_codes: Vec<usize>,
}

/// What indented lines belong to.
enum Place {
    Nothing,
    Action,
    Structure,
}

/// Where the lists of an action begin, and where its input ends.
struct Lists {
    input: usize,
    output: Option<usize>,
    end: usize,
    regions: Range<usize>,
    codes: Range<usize>,
}

impl Reader {
    const fn new(structures: &'static [Structure]) -> Self {
        Self {
            service: "",
            product: "",
            version: "",
            actions: Vec::new(),
            structures,
            structure_members: Vec::new(),
            codes: Vec::new(),
            place: Place::Nothing,
            members: Vec::new(),
            regions: Vec::new(),
            action_codes: Vec::new(),
        }
    }

    fn line(&mut self, line: &'static str) -> Fact {
        if line.is_empty() || line.starts_with("# ") {
            return Ok(());
        }
        if let Some(fact) = line.strip_prefix("  ") {
            return match self.place {
                Place::Nothing => Err("nothing that it belongs to"),
                Place::Action => self.fact_of_action(fact),
                Place::Structure => self.member_of_structure(fact),
            };
        }
        self.place = Place::Nothing;
        let (word, rest) = split(line);
        match word {
            "service" => self.service = rest,
            "product" => self.product = rest,
            "version" => self.version = rest,
            // The build script reads them.
            "title" | "title-en" | "default" => {}
            "action" => self.begin_action(rest),
            "structure" => {
                let at = self.members.len();
                self.structure_members.push(at..at);
                self.place = Place::Structure;
            }
            "code" => self.codes.push(rest),
            _ => return Err("an unknown fact"),
        }
        Ok(())
    }

    fn begin_action(&mut self, name: &'static str) {
        let action = Action {
            service: self.service,
            product: self.product,
            version: self.version,
            name,
            title: "",
            title_en: None,
            summary: None,
            // The most dangerous one, until its line is read.
            class: ActionClass::Charges,
            status: Status::Current,
            signed: true,
            body: Body::Json,
            streams: false,
            host: None,
            paging: None,
            client_token: false,
            rate: None,
            regions: &[],
            input: &[],
            output: &[],
            error_codes: &[],
        };
        let (at, region, code) = (self.members.len(), self.regions.len(), self.action_codes.len());
        let lists =
            Lists { input: at, output: None, end: at, regions: region..region, codes: code..code };
        self.actions.push((action, lists));
        self.place = Place::Action;
    }

    fn fact_of_action(&mut self, fact: &'static str) -> Fact {
        let Some((action, lists)) = self.actions.last_mut() else { return Ok(()) };
        let (word, rest) = split(fact);
        match word {
            "in" | "out" => {
                match (word, lists.output) {
                    ("in", Some(_)) => return Err("an input after an output"),
                    ("out", None) => lists.output = Some(self.members.len()),
                    _ => {}
                }
                self.members.push(member(rest, self.structures)?);
                lists.end = self.members.len();
            }
            "title" => action.title = rest,
            "title-en" => action.title_en = Some(rest),
            "summary" => action.summary = Some(rest),
            "class" => action.class = ActionClass::of(rest).ok_or("an unknown class")?,
            "status" => action.status = Status::of(rest).ok_or("an unknown status")?,
            "unsigned" => action.signed = false,
            "body" => action.body = Body::of(rest).ok_or("an unknown form of a body")?,
            "streams" => action.streams = true,
            "host" => action.host = Some(rest),
            "paging" => action.paging = Some(Paging::of(rest).ok_or("an unknown paging")?),
            "client-token" => action.client_token = true,
            "rate" => action.rate = Some(rest.parse().map_err(|_| "not a rate")?),
            "region" => {
                self.regions.push(rest);
                lists.regions.end = self.regions.len();
            }
            "codes" => {
                for place in rest.split(' ') {
                    self.action_codes.push(place.parse().map_err(|_| "not the place of a code")?);
                }
                lists.codes.end = self.action_codes.len();
            }
            _ => return Err("an unknown fact of an action"),
        }
        Ok(())
    }

    fn member_of_structure(&mut self, fact: &'static str) -> Fact {
        self.members.push(member(fact, self.structures)?);
        if let Some(members) = self.structure_members.last_mut() {
            members.end = self.members.len();
        }
        Ok(())
    }

    fn end(self) -> Result<Version, &'static str> {
        if [self.service, self.version, self.product].contains(&"") {
            return Err("no service, version or product");
        }
        let (members, regions) = (&*self.members.leak(), &*self.regions.leak());
        let codes = self.action_codes.iter().map(|place| self.codes.get(*place).copied());
        let codes = &*codes.collect::<Option<Vec<_>>>().ok_or("an unknown code")?.leak();
        for (structure, range) in self.structures.iter().zip(self.structure_members) {
            structure.complete(part(members, range));
        }
        let with_lists = |(action, lists): (Action, Lists)| {
            let output = lists.output.unwrap_or(lists.end);
            Action {
                input: part(members, lists.input..output),
                output: part(members, output..lists.end),
                regions: part(regions, lists.regions),
                error_codes: part(codes, lists.codes),
                ..action
            }
        };
        let version = Version {
            service: self.service,
            version: self.version,
            actions: self.actions.into_iter().map(with_lists).collect::<Vec<_>>().leak(),
            structures: self.structures,
            error_codes: self.codes.leak(),
        };
        // Look-up is by binary search.
        let are_sorted = version.actions.is_sorted_by(|a, b| a.name < b.name)
            && version.structures.is_sorted_by(|a, b| a.name < b.name)
            && version.error_codes.is_sorted_by(|a, b| a < b);
        if are_sorted { Ok(version) } else { Err("names that are not sorted") }
    }
}

fn part<T>(all: &'static [T], range: Range<usize>) -> &'static [T] {
    all.get(range).unwrap_or_default()
}

fn split(line: &'static str) -> (&'static str, &'static str) {
    let end = line.bytes().position(|byte| byte == b' ').unwrap_or(line.len());
    (line.get(..end).unwrap_or_default(), line.get(end + 1..).unwrap_or_default())
}

/// A member: its name, its type and its marks.
fn member(text: &'static str, structures: &'static [Structure]) -> Result<Member, &'static str> {
    let (name, rest) = split(text);
    let (word, marks) = split(rest);
    if name.is_empty() {
        return Err("a member without a name");
    }
    let kind = kind(word, structures).ok_or("an unknown type")?;
    let mut member = Member { name, kind, required: false, deprecated: false, time: time(word) };
    match marks {
        "" => {}
        "required" => member.required = true,
        "deprecated" => member.deprecated = true,
        "required deprecated" => (member.required, member.deprecated) = (true, true),
        _ => return Err("unknown marks of a member"),
    }
    Ok(member)
}
