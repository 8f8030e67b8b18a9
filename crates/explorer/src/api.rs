//! Requests and responses of the page; `web/src/api.ts` has the same for TypeScript.

mod action;
mod call;
mod class;
mod difference;
mod emulator;
mod explain;
mod history;
mod history_entry;
mod language;
mod mistakes;
mod preview;
mod search;
mod send;
mod service;
mod snippet;
mod start;

pub(crate) use self::action::{ActionForm, ActionRequest, Body, Fidelity, Member, Status, Type};
pub(crate) use self::call::{Call, Destination, TargetKind};
pub(crate) use self::class::Class;
pub(crate) use self::difference::{DiffLine, Sign};
pub(crate) use self::emulator::{
    AddImageRequest, ClockRequest, ClockState, EmulatorState, ImageRow, JournalEntry,
    JournalRequest, JournalResponse, SourceImageRow,
};
pub(crate) use self::explain::{
    CauseFound, ExplainRequest, ExplainResponse, Mark, MarkKind, PasteRequest, PasteResponse,
    Stage, StageState,
};
pub(crate) use self::history::HistoryRow;
pub(crate) use self::history_entry::{
    CompareRequest, CompareResponse, EntryRequest, Favorites, HistoryEntry, HistoryResponse,
};
pub(crate) use self::language::Language;
pub(crate) use self::mistakes::{Mistake, Mistakes, MistakesRequest};
pub(crate) use self::preview::{
    Finding, Part, Preview, PreviewRequest, RequestLine, Severity, SignedRequest, Step, StepId,
    StepLine,
};
pub(crate) use self::search::{SearchGroup, SearchHit, SearchKind, SearchRequest, SearchResponse};
pub(crate) use self::send::{
    Attempt, AttemptTimings, ErrorHelp, FollowUp, Outcome, Refusal, SendRequest, SendResponse,
};
pub(crate) use self::service::{Service, ServiceAction, ServiceRequest};
pub(crate) use self::snippet::{Snippet, SnippetRequest, Types};
pub(crate) use self::start::{ActionName, Example, Key, Start, StartRequest, Target};
