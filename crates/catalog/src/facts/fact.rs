//! The lines of a block, one fact each. The parser is strict: what it does not know is an
//! error. It borrows from the text and keeps nothing.

use super::FactsError;
use crate::action::{ActionClass, Body, Paging, Status};
use crate::{Kind, TimeFormat};

/// A line.
#[derive(Debug, Clone, Copy)]
pub(super) enum Fact<'a> {
    Service(&'a str),
    Product(&'a str),
    Version(&'a str),
    /// All names, with spaces between them.
    Structures(&'a str),
    /// All codes, with spaces between them.
    Codes(&'a str),
    Action {
        name: &'a str,
        class: ActionClass,
        title: &'a str,
    },
    /// A fact about the last action.
    Of(ActionFact<'a>),
    Input(MemberFact<'a>),
    Output(MemberFact<'a>),
    /// The next of the structures.
    Structure,
    /// A member of the last structure.
    Member(MemberFact<'a>),
}

#[derive(Debug, Clone, Copy)]
pub(super) enum ActionFact<'a> {
    TitleEn(&'a str),
    Summary(&'a str),
    Status(Status),
    Unsigned,
    Body(Body),
    Streams,
    Host(&'a str),
    Paging(Paging),
    ClientToken,
    Rate(u32),
    Region(&'a str),
    /// Places among the codes, with spaces between them.
    Errors(&'a str),
}

#[derive(Debug, Clone, Copy)]
pub(super) struct MemberFact<'a> {
    pub(super) name: &'a str,
    pub(super) element: Element,
    /// How many lists are around the element.
    pub(super) depth: usize,
    pub(super) time: Option<TimeFormat>,
    pub(super) required: bool,
    pub(super) deprecated: bool,
}

#[derive(Debug, Clone, Copy)]
pub(super) enum Element {
    Scalar(&'static Kind),
    /// Its place among the structures.
    Structure(usize),
}

/// What is parsed, or what is wrong.
pub(super) type Parsed<T> = Result<T, &'static str>;

/// Calls a function with the fact of each line, and its number, until one fails.
pub(super) fn each_fact<'a>(
    text: &'a str,
    mut found: impl FnMut(usize, Fact<'a>) -> Parsed<()>,
) -> Result<(), FactsError> {
    for (line, number) in lines(text).zip(1..) {
        let done = fact(line).and_then(|fact| found(number, fact));
        done.map_err(|problem| FactsError { line: number, problem })?;
    }
    Ok(())
}

/// The lines of a text. `str::lines` takes a third of the time of the whole reader.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    memchr::memchr_iter(b'\n', text.as_bytes()).scan(0, move |start, end| {
        let line = text.get(*start..end).unwrap_or_default();
        *start = end + 1;
        Some(line)
    })
}

#[inline]
fn fact(line: &str) -> Parsed<Fact<'_>> {
    if let Some(text) = line.strip_prefix('<') {
        return member(text).map(Fact::Input);
    }
    if let Some(text) = line.strip_prefix('>') {
        return member(text).map(Fact::Output);
    }
    if let Some(text) = line.strip_prefix('.') {
        return member(text).map(Fact::Member);
    }
    let (word, rest) = split(line);
    Ok(Fact::Of(match word {
        "service" => return Ok(Fact::Service(rest)),
        "product" => return Ok(Fact::Product(rest)),
        "version" => return Ok(Fact::Version(rest)),
        "structures" => return Ok(Fact::Structures(rest)),
        "codes" => return Ok(Fact::Codes(rest)),
        "action" => return action(rest),
        "structure" => return Ok(Fact::Structure),
        "title-en" => ActionFact::TitleEn(rest),
        "summary" => ActionFact::Summary(rest),
        "status" => ActionFact::Status(Status::of(rest).ok_or("an unknown status")?),
        "unsigned" => ActionFact::Unsigned,
        "body" => ActionFact::Body(Body::of(rest).ok_or("an unknown form of a body")?),
        "streams" => ActionFact::Streams,
        "host" => ActionFact::Host(rest),
        "paging" => ActionFact::Paging(Paging::of(rest).ok_or("an unknown paging")?),
        "client-token" => ActionFact::ClientToken,
        "rate" => ActionFact::Rate(rest.parse().map_err(|_| "not a rate")?),
        "region" => ActionFact::Region(rest),
        "errors" => ActionFact::Errors(rest),
        _ => return Err("an unknown fact"),
    }))
}

fn action(text: &str) -> Parsed<Fact<'_>> {
    let (name, rest) = split(text);
    let (class, title) = split(rest);
    let class = ActionClass::of(class).ok_or("an unknown class")?;
    Ok(Fact::Action { name, class, title })
}

/// A member: its name and its type, which `[` for each list begins and marks end.
#[inline]
fn member(text: &str) -> Parsed<MemberFact<'_>> {
    let (name, word) = split(text);
    if name.is_empty() {
        return Err("a member without a name");
    }
    let mut element = word;
    while let Some(rest) = element.strip_prefix('[') {
        element = rest;
    }
    let depth = word.len() - element.len();
    let (element, deprecated) = without_mark(element, '-');
    let (element, required) = without_mark(element, '!');
    let time = if depth == 0 { time(element) } else { None };
    let element = self::element(element).ok_or("an unknown type")?;
    Ok(MemberFact { name, element, depth, time, required, deprecated })
}

fn without_mark(word: &str, mark: char) -> (&str, bool) {
    word.strip_suffix(mark).map_or((word, false), |word| (word, true))
}

fn element(word: &str) -> Option<Element> {
    Some(Element::Scalar(match word {
        "s" | "d" | "t" | "z" => &Kind::String,
        "i" => &Kind::Integer,
        "u" => &Kind::Unsigned,
        "f" => &Kind::Float,
        "b" => &Kind::Boolean,
        "x" => &Kind::Binary,
        word => return place(word.as_bytes()).map(Element::Structure),
    }))
}

/// The format of the time that a type is, if it is one.
fn time(word: &str) -> Option<TimeFormat> {
    match word {
        "d" => Some(TimeFormat::Date),
        "t" => Some(TimeFormat::DateTime),
        "z" => Some(TimeFormat::DateTimeIso),
        _ => None,
    }
}

/// The number in a text.
fn place(digits: &[u8]) -> Option<usize> {
    let add = |number: usize, digit: &u8| {
        let digit = digit.is_ascii_digit().then(|| usize::from(digit - b'0'))?;
        number.checked_mul(10)?.checked_add(digit)
    };
    (!digits.is_empty()).then(|| digits.iter().try_fold(0, add))?
}

/// The places in a text with spaces between them; `None` for what is none.
pub(super) fn places(text: &str) -> impl Iterator<Item = Option<usize>> {
    text.as_bytes().split(|byte| *byte == b' ').map(place)
}

fn split(line: &str) -> (&str, &str) {
    let end = line.bytes().position(|byte| byte == b' ').unwrap_or(line.len());
    (line.get(..end).unwrap_or_default(), line.get(end + 1..).unwrap_or_default())
}
