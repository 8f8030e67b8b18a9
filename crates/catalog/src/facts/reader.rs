//! From the facts of a version to what the catalog returns, which is never freed.

use std::ops::Range;

use super::FactsError;
use super::fact::{ActionFact, Element, Fact, MemberFact, Parsed, each_fact, places};
use crate::action::{Body, Status};
use crate::{Action, ActionClass, Kind, Member, Structure, Version};

/// Reads a text.
///
/// The lists of all actions and structures stand in one vector for each type, since a
/// vector for each list would take half of the time.
pub(super) fn read(text: &'static str) -> Result<Version, FactsError> {
    let mut reader = Reader {
        // Nearly every line is a member.
        members: Vec::with_capacity(memchr::memchr_iter(b'\n', text.as_bytes()).count()),
        ..Reader::default()
    };
    each_fact(text, |_, fact| reader.add(fact))?;
    Ok(reader.end())
}

#[derive(Default)]
struct Reader {
    service: &'static str,
    product: &'static str,
    version: &'static str,
    actions: Vec<Action>,
    /// The lists of each action.
    lists: Vec<Lists>,
    structures: &'static [Structure],
    /// The type of each structure, for lists of it.
    types: &'static [Kind],
    /// The members of each structure.
    structure_members: Vec<Range<usize>>,
    codes: &'static [&'static str],
    members: Vec<Member>,
    regions: Vec<&'static str>,
    action_codes: Vec<&'static str>,
}

/// Where the lists of an action are.
struct Lists {
    input: Range<usize>,
    output: Range<usize>,
    regions: Range<usize>,
    codes: Range<usize>,
}

impl Reader {
    #[inline]
    fn add(&mut self, fact: Fact<'static>) -> Parsed<()> {
        match fact {
            Fact::Service(word) => self.service = word,
            Fact::Product(word) => self.product = word,
            Fact::Version(date) => self.version = date,
            Fact::Structures(names) => {
                self.structures = names.split(' ').map(Structure::new).collect::<Vec<_>>().leak();
                self.types = self.structures.iter().map(Kind::Structure).collect::<Vec<_>>().leak();
            }
            Fact::Codes(codes) => self.codes = codes.split(' ').collect::<Vec<_>>().leak(),
            Fact::Action { name, class, title } => self.begin_action(name, class, title),
            Fact::Structure => {
                let at = self.members.len();
                self.structure_members.push(at..at);
            }
            Fact::Of(fact) => self.of_action(fact)?,
            Fact::Input(member) => {
                let end = self.member(member)?;
                if let Some(lists) = self.lists.last_mut() {
                    lists.input.end = end;
                    lists.output = end..end;
                }
            }
            Fact::Output(member) => {
                let end = self.member(member)?;
                if let Some(lists) = self.lists.last_mut() {
                    lists.output.end = end;
                }
            }
            Fact::Member(member) => {
                let end = self.member(member)?;
                if let Some(members) = self.structure_members.last_mut() {
                    members.end = end;
                }
            }
        }
        Ok(())
    }

    fn begin_action(&mut self, name: &'static str, class: ActionClass, title: &'static str) {
        self.actions.push(Action {
            service: self.service,
            product: self.product,
            version: self.version,
            name,
            title,
            title_en: None,
            summary: None,
            class,
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
        });
        let (at, region, code) = (self.members.len(), self.regions.len(), self.action_codes.len());
        self.lists.push(Lists {
            input: at..at,
            output: at..at,
            regions: region..region,
            codes: code..code,
        });
    }

    fn of_action(&mut self, fact: ActionFact<'static>) -> Parsed<()> {
        let (Some(action), Some(lists)) = (self.actions.last_mut(), self.lists.last_mut()) else {
            return Ok(());
        };
        match fact {
            ActionFact::TitleEn(title) => action.title_en = Some(title),
            ActionFact::Summary(summary) => action.summary = Some(summary),
            ActionFact::Status(status) => action.status = status,
            ActionFact::Unsigned => action.signed = false,
            ActionFact::Body(body) => action.body = body,
            ActionFact::Streams => action.streams = true,
            ActionFact::Host(host) => action.host = Some(host),
            ActionFact::Paging(paging) => action.paging = Some(paging),
            ActionFact::ClientToken => action.client_token = true,
            ActionFact::Rate(rate) => action.rate = Some(rate),
            ActionFact::Region(region) => {
                self.regions.push(region);
                lists.regions.end = self.regions.len();
            }
            ActionFact::Errors(list) => {
                let code = |place: Option<usize>| self.codes.get(place?).copied();
                for code in places(list).map(code) {
                    self.action_codes.push(code.ok_or("not the place of a code")?);
                }
                lists.codes.end = self.action_codes.len();
            }
        }
        Ok(())
    }

    /// Adds a member; returns where the next one will be.
    #[inline]
    fn member(&mut self, fact: MemberFact<'static>) -> Parsed<usize> {
        let element = match fact.element {
            Element::Scalar(kind) => kind,
            Element::Structure(place) => self.types.get(place).ok_or("an unknown type")?,
        };
        let kind = match fact.depth {
            0 => *element,
            depth => (1..depth)
                .fold(Kind::List(element), |list, _| Kind::List(Box::leak(Box::new(list)))),
        };
        let MemberFact { name, time, required, deprecated, .. } = fact;
        self.members.push(Member { name, kind, required, deprecated, time });
        Ok(self.members.len())
    }

    fn end(self) -> Version {
        let (members, regions) = (&*self.members.leak(), &*self.regions.leak());
        let codes = &*self.action_codes.leak();
        for (structure, range) in self.structures.iter().zip(self.structure_members) {
            structure.complete(part(members, range));
        }
        let actions = self.actions.leak();
        for (action, lists) in actions.iter_mut().zip(self.lists) {
            action.input = part(members, lists.input);
            action.output = part(members, lists.output);
            action.regions = part(regions, lists.regions);
            action.error_codes = part(codes, lists.codes);
        }
        Version {
            service: self.service,
            version: self.version,
            actions,
            structures: self.structures,
            error_codes: self.codes,
        }
    }
}

fn part<T>(all: &'static [T], range: Range<usize>) -> &'static [T] {
    all.get(range).unwrap_or_default()
}
