// The contract between this page and its server: the Rust types of `src/api` mirror it.
//
// Every request is a POST of JSON to `/_explorer/…` with the header `X-Explorer-Token`,
// whose value stands in the fragment of the link that the server printed. A request that
// fails has status 4xx or 5xx and the body `Failure`. Texts that people read come from the
// server in the `language` of the request, so `language` is part of each.
//
// JSON that a user writes travels as text, never as a value: JavaScript would lose 64-bit
// integers, the spelling of numbers and the order of members.

export type Language = "en-US" | "zh-CN";
export type Scheme = "TC3-HMAC-SHA256" | "HmacSHA256" | "HmacSHA1";
export type ActionClass = "reads" | "reads-paid" | "changes" | "deletes" | "charges";

/** The body of every 4xx and 5xx response. */
export interface Failure {
  /** A sentence. */
  error: string;
}

// ---- /_explorer/start -------------------------------------------------------------------

export interface StartRequest {
  language: Language;
}

export interface Start {
  /** `0.1.0` */
  version: string;
  /** Date of the catalog, `2026-11-18`. */
  catalog: string;
  services: number;
  actions: number;
  /** How many causes of a wrong signature can be named. */
  causes: number;
  targets: Target[];
  /** Filled in, ready for the emulator. */
  examples: Example[];
  favorites: ActionName[];
  /** Newest first, at most 100. */
  recent: HistoryRow[];
  /** Whether descriptions of members were imported with `tc3 catalog texts`. */
  has_texts: boolean;
  /** Regions for the menu of the common parameter, in order of likely use. */
  regions: string[];
}

export interface ActionName {
  service: string;
  version: string;
  action: string;
}

export interface Example {
  call: Call;
  class: ActionClass;
  /** `A nested filter with two rows` */
  title: string;
}

/** Where calls can go. There is always `emulator`. */
export type TargetKind = "emulator" | "custom" | "cloud";

export interface Target {
  kind: TargetKind;
  /** The address of the emulator; null where it depends on the call. */
  url: string | null;
  /** Null: there is no key for this target, so nothing can be sent there. */
  key: Key | null;
}

export interface Key {
  /** Whole for the pair of the built-in emulator, else eight dots and the last four characters. */
  id: string;
  /** `emulator key`, `environment`, `keys.json` */
  source: string;
  /** Whether the key chain and signed curl lines may be shown. */
  is_emulators: boolean;
  has_token: boolean;
}

// ---- What the form describes ------------------------------------------------------------

/** A call as the form describes it: what every request below is about, and what links,
 *  history and `.tc3.json` files hold. */
export interface Call {
  service: string;
  version: string;
  action: string;
  /** JSON text of the input, as it was typed. It need not be valid. */
  input: string;
  /** The content of an octet stream in Base64 (`ActionForm.body` is `octets`). */
  octets?: string;
  region?: string;
  /** `X-TC-Language`; absent: not sent. */
  language?: Language;
  scheme: Scheme;
  method: "POST" | "GET";
}

export interface Destination {
  target: TargetKind;
  /** For `custom`: a host or URL. */
  endpoint?: string;
}

/** A `.tc3.json` file. */
export interface RequestFile {
  tc3: 1;
  call: Call;
}

// ---- /_explorer/search ------------------------------------------------------------------

export interface SearchRequest {
  language: Language;
  /** May begin with a service and a space, `:class`, `#code` or `.Member`. */
  query: string;
  /** At most so many of each kind. */
  limit: number;
  /** The service of the action that is open: of equal hits its own come first. */
  open?: string;
}

export interface SearchResponse {
  groups: SearchGroup[];
  /** Where there are no hits: the nearest names. */
  nearest: SearchHit[];
}

export interface SearchGroup {
  kind: "service" | "action" | "member" | "error_code";
  hits: SearchHit[];
  /** How many there are in all, so that the page can offer "more". */
  total: number;
}

export interface SearchHit {
  kind: "service" | "action" | "member" | "error_code";
  service: string;
  version: string;
  /** For members and codes: an action that has it. */
  action: string | null;
  name: string;
  /** Ranges of `name` that match, as pairs of UTF-16 offsets. */
  matches: [number, number][];
  title: string | null;
  title_en: string | null;
  class: ActionClass | null;
  deprecated: boolean;
}

// ---- /_explorer/service -----------------------------------------------------------------

export interface ServiceRequest {
  language: Language;
  service: string;
  /** Absent: the default version. */
  version?: string;
}

export interface Service {
  service: string;
  version: string;
  /** The default version first. */
  versions: string[];
  title: string;
  title_en: string | null;
  actions: { name: string; class: ActionClass; deprecated: boolean; title: string; title_en: string | null }[];
}

// ---- /_explorer/action ------------------------------------------------------------------

export interface ActionRequest {
  language: Language;
  service: string;
  version?: string;
  action: string;
}

export interface ActionForm {
  service: string;
  version: string;
  versions: string[];
  action: string;
  service_title: string;
  service_title_en: string | null;
  title: string;
  title_en: string | null;
  class: ActionClass;
  status: "current" | "deprecated" | "offline";
  /** Requests a second, where documented. */
  rate: number | null;
  /** `multipart` and `octets` are sent by POST only. */
  body: "json" | "multipart" | "octets";
  streams: boolean;
  signed: boolean;
  /** `modeled`, or `stub`: the emulator responds with an example made from the catalog. */
  fidelity: "modeled" | "stub";
  description: string | null;
  members: Member[];
  /** Every structure that the members reach, by name. Structures may be recursive. */
  structures: Record<string, Member[]>;
  /** A valid input as JSON text: the required members, strings that mean nothing empty. */
  skeleton: string;
}

export interface Member {
  name: string;
  type: Type;
  required: boolean;
  deprecated: boolean;
  /** Imported text, else null. */
  description: string | null;
  /** Values that are known for this member; others may be sent, too. */
  values: string[];
  /** How a time is written, else null: `YYYY-MM-DD`. */
  time: string | null;
}

export type Type =
  | { kind: "string" | "integer" | "unsigned" | "float" | "boolean" }
  /** Bytes in Base64; of a multipart action: a file. */
  | { kind: "binary" }
  | { kind: "structure"; name: string }
  | { kind: "list"; of: Type };

// ---- /_explorer/preview -----------------------------------------------------------------

export interface PreviewRequest {
  language: Language;
  call: Call;
  destination: Destination;
  /** Seconds since 1970; absent: now. */
  time?: number;
  /** Absent: null. The same number gives the same v1 nonce and multipart boundary. */
  random?: number;
  /** JSON pointer of the member that has the caret. */
  at?: string;
}

export interface Preview {
  findings: Finding[];
  /** The time and number that were used: send them again for the same bytes. */
  time: number;
  random: number;
  url: string;
  /** Why there is no request: the input is no JSON, too large, no key. Else null. */
  problem: string | null;
  request: SignedRequest | null;
}

export interface Finding {
  /** JSON pointer into the input: `/Filters/0/Name`; empty for the whole. */
  pointer: string;
  /** As people write it: `Filters.0.Name`. */
  path: string;
  severity: "error" | "warning";
  /** A sentence of the copy deck. */
  text: string;
  /** A name that the member may be renamed to. */
  rename: string | null;
  kind: string;
}

export interface SignedRequest {
  /** All lines of the head, then an empty one, then the body. */
  lines: RequestLine[];
  /** The exact bytes in Base64, where they are not UTF-8 text: files and octets. */
  binary: boolean;
  scheme: Scheme;
  steps: Step[];
  /** Until when the service accepts the signature, seconds since 1970. */
  expires: number;
}

export interface RequestLine {
  /** As sent, without the line end. Secrets of an account are dots. */
  text: string;
  part: "start" | "header" | "blank" | "body";
  /** Letter that ties it to lines of steps; null for what is not signed. */
  letter: string | null;
  signed: boolean;
  /** `method, path`, `in step 3`; empty for most. */
  source: string;
  /** What else there is to say: `x-tc-action is sent and not signed: …`. */
  note: string | null;
  /** Range of the member that has the caret, in UTF-16 offsets. */
  mark: [number, number] | null;
}

export interface Step {
  number: number;
  id: "canonical_request" | "hash" | "string_to_sign" | "key_chain" | "signature" | "authorization"
    | "parameters" | "source_text" | "hmac" | "base64" | "encoded";
  title: string;
  why: string;
  /** `142 bytes, no ↵ at the end`; empty for most. */
  size: string;
  /** Short form for the overview. */
  summary: string;
  lines: StepLine[];
  /** How many causes of a wrong signature differ here first; see `/_explorer/mistakes`. */
  mistakes: number;
  /** Where the text is hidden: why. */
  hidden: string | null;
  /** The exact text, for copying; null where hidden. */
  copy: string | null;
}

export interface StepLine {
  text: string;
  /** Whether a line feed follows. */
  newline: boolean;
  /** `kDate`, `kService`, `kSigning` in the key chain. */
  name: string | null;
  /** `HMAC(kDate, "ecm")` */
  formula: string | null;
  letter: string | null;
  source: string;
  /** Letters that this line is derived from: it is tinted with any of them. */
  derives: string[];
  /** Number of the step whose result this line is. */
  from_step: number | null;
}

// ---- /_explorer/mistakes ----------------------------------------------------------------

export interface MistakesRequest {
  language: Language;
  scheme: Scheme;
  step: Step["id"];
}

export interface Mistakes {
  mistakes: { cause: string; sentence: string; fix: string | null }[];
}

// ---- /_explorer/snippet -----------------------------------------------------------------

export type SnippetForm =
  | "curl" | "http" | "tc3" | "rust" | "rust-blocking" | "python" | "go" | "node" | "java" | "tccli";

/** Whether a Rust program takes the input as a value of its type, or as JSON. */
export type SnippetTypes = "typed" | "untyped";

export interface SnippetRequest {
  language: Language;
  form: SnippetForm;
  call: Call;
  destination: Destination;
  time?: number;
  random?: number;
  /** For Rust; by default, typed if no crate has to be generated for it. */
  types?: SnippetTypes;
}

export interface Snippet {
  code: string;
  /** The lines below `[dependencies]` of `Cargo.toml` that a Rust program needs. */
  manifest: string | null;
  /** The command that generates the crate with the types of a Rust program. */
  generate: string | null;
  /** Which of two programs this is, where there are a typed and an untyped one. */
  types: SnippetTypes | null;
  /** Why there is no code: a sentence. Then `code` is empty. */
  unsupported: string | null;
  /** `same bytes as shown until …`, `same JSON, same action, version and region`. */
  caption: string;
  /** Until when a signed snippet is accepted, seconds since 1970. */
  expires: number | null;
}

// ---- /_explorer/send --------------------------------------------------------------------

/** Closing the connection cancels the call. */
export interface SendRequest {
  language: Language;
  call: Call;
  destination: Destination;
  time?: number;
  random?: number;
  /** For the cloud: the user allowed changes, and confirmed this action by its name. */
  allow_changes?: boolean;
  confirmed?: string;
}

export interface SendResponse {
  outcome: Outcome;
  /** HTTP status of the last response. */
  status: number | null;
  request_id: string | null;
  /** Milliseconds, all attempts and waits. */
  total_ms: number;
  attempts: Attempt[];
  /** Headers of the last response, in order. */
  headers: [string, string][];
  /** The body as it came, as text: at most its first 2 MiB. */
  body: string;
  /** Bytes of the whole body. */
  body_bytes: number;
  /** Indented, all digits and the order kept; null where it is no JSON. */
  pretty: string | null;
  /** Text of the events of a stream. */
  events: string[] | null;
  /** Members of the output that are not as declared; empty: it matches. */
  output_findings: Finding[];
  fidelity: "modeled" | "stub" | "none" | null;
  help: ErrorHelp | null;
  /** The request of the last attempt. */
  request: SignedRequest | null;
  /** 0 if the explorer refused the call, which is in no history then. */
  history_id: number;
}

export type Outcome =
  | { kind: "success" }
  | { kind: "api_error"; code: string; message: string; diagnosis: string[] }
  /** Nothing was sent, so the action did not run. */
  | { kind: "not_sent"; title: string; message: string }
  /** Sent, and no response: a write may have taken effect. */
  | { kind: "unknown"; title: string; message: string; idempotent: boolean }
  | { kind: "no_api_response"; title: string; message: string }
  /** Refused by the explorer: read-only, no key, not confirmed. */
  | { kind: "refused"; message: string; reason: "read_only" | "confirm" | "no_key" | "invalid" };

export interface Attempt {
  number: number;
  /** `success`, a code, or a sentence. */
  result: string;
  ms: number;
  /** Milliseconds; `connect` is null where the connection was reused. */
  timings: { sign: number; connect: number | null; first_byte: number; body: number } | null;
  /** `not executed, retried after 0.41 s` */
  then: string;
}

export interface ErrorHelp {
  meaning: string;
  cause: string;
  what_to_do: string;
  retry: string;
  /** Calls that open a filled form and send nothing. */
  actions: { call: Call; class: ActionClass }[];
}

// ---- /_explorer/explain -----------------------------------------------------------------

export interface ExplainRequest {
  language: Language;
  /** Raw HTTP, a curl line, or curl's trace. */
  text: string;
  /** The server's time, seconds since 1970; absent: the request's own. */
  at?: number;
}

export interface ExplainResponse {
  /** `no-request`: the text is none; `title` says why. */
  verdict: "valid" | "invalid" | "unknown-key" | "unsigned" | "no-request";
  /** `curl`, `HTTP`, `trace` */
  kind: string | null;
  title: string;
  message: string;
  causes: { name: string; title: string; sentence: string }[];
  differs_at: string | null;
  /** What the client signed against what it should have, from the first difference. */
  difference: DiffLine[];
  fix: DiffLine[];
  stages: { name: string; state: "same" | "different" | "follows" | "unknown"; text: string }[];
  notes: string[];
  /** Ranges of the text: what is wrong, and what it is compared with. UTF-16 offsets. */
  marks: { from: number; to: number; kind: "wrong" | "compared" }[];
  /** For the form, where the text holds a call. */
  call: Call | null;
  /** The time that was taken. */
  at: number | null;
  key: Key | null;
  /** The line that prints the same call as curl, signed again. */
  tc3: string | null;
}

export interface DiffLine {
  sign: "-" | "+" | " " | "title";
  text: string;
  /** The part that differs, UTF-16 offsets. */
  changed: [number, number] | null;
  remark: string;
}

// ---- /_explorer/paste -------------------------------------------------------------------

export interface PasteRequest {
  language: Language;
  text: string;
}

export interface PasteResponse {
  /** `curl`, `HTTP`, `tccli`, `tc3`, `link`, `file` */
  kind: string;
  call: Call;
  /** Whether it carries a signature, so that it can be explained. */
  is_signed: boolean;
  notes: string[];
}

// ---- History and favorites --------------------------------------------------------------
// `/_explorer/history` lists, `…/history/entry` reads one, `…/history/compare` compares two,
// `…/history/clear` forgets all, `/_explorer/favorites` replaces the list.

export interface HistoryRow {
  id: number;
  /** Seconds since 1970. */
  time: number;
  service: string;
  version: string;
  action: string;
  class: ActionClass | null;
  target: TargetKind;
  /** `success`, or the code, or a few words. */
  result: string;
  ok: boolean;
}

export interface HistoryResponse {
  rows: HistoryRow[];
  /** Where it is kept; null: in memory only. */
  path: string | null;
}

export interface HistoryEntry {
  row: HistoryRow;
  call: Call;
  /** Lines of the request as they were sent, keys redacted. */
  request: string[];
  /** Body of the response, at most 256 KiB, indented where it is JSON. */
  response: string;
}

/** Of `…/history/entry`. */
export interface EntryRequest {
  id: number;
}

/** Of `/_explorer/favorites`: the list that replaces the favorites; also its response. */
export interface Favorites {
  favorites: ActionName[];
}

export interface CompareRequest {
  language: Language;
  older: number;
  newer: number;
}

export interface CompareResponse {
  /** `the time differs, and the signature with it` */
  summary: string;
  request: DiffLine[];
  response: DiffLine[];
}

// ---- The built-in emulator --------------------------------------------------------------
// `/_explorer/emulator` reads the state, `…/emulator/clock`, `…/emulator/images`,
// `…/emulator/reset` change it, `…/emulator/journal` reads the journal.

export interface EmulatorState {
  url: string;
  key_id: string;
  /** Shell lines that point other clients here; the pair is the emulator's, made for this run. */
  export_lines: string;
  /** Seconds since 1970. */
  started: number;
  clock: { unix: number; frozen: boolean; real: boolean };
  images: { id: string; source: string; state: string; account: string; seconds_left: number | null }[];
  quota: number;
  source_images: { id: string; region: string; name: string }[];
}

export interface ClockRequest {
  freeze?: boolean;
  set?: number;
  advance?: number;
  /** Back to the time of this machine. */
  real?: boolean;
}

export interface AddImageRequest {
  id: string;
  region: string;
  name?: string;
}

/** Waits up to 25 seconds for an entry after `after`. */
export interface JournalRequest {
  language: Language;
  after: number;
}

export interface JournalResponse {
  /** Oldest first. */
  entries: JournalEntry[];
  /** Entries since the start or the last reset. */
  total: number;
}

export interface JournalEntry {
  number: number;
  time: number;
  service: string | null;
  action: string | null;
  /** Last four characters of the secret id. */
  key: string | null;
  code: string | null;
  /** `accepted`, `2 of 7 items`, or the code. */
  result: string;
  causes: string[];
  fidelity: "modeled" | "stub" | "none";
  ms: number;
  user_agent: string | null;
  peer: string | null;
  /** Why it was refused: cause, then proof. */
  sentence: string | null;
  difference: DiffLine[];
  call: Call | null;
  /** The request as raw HTTP with its secrets redacted, for Explain. */
  raw: string | null;
}
