// The code of the Code tab. It is made for the preview that is shown, so that it sends the
// same bytes; while the clock runs it stays, until it expires or something is edited.

import type { Snippet, SnippetForm, SnippetRequest, SnippetTypes } from "../api";
import { post } from "../client";
import { call, destination, effect, frozenTime, isStale, language, preview, signal, snippetForm } from "../state";
import { store, stored } from "../ui/stored";

export const snippet = signal<{ form: SnippetForm; types: SnippetTypes | null; of: Snippet } | null>(null);
/** What somebody chose for Rust programs. */
export const snippetTypes = signal<SnippetTypes | null>(null);
export const snippetFailure = signal<string | null>(null);
const round = signal(0);

const PAUSE = 150;

export const forms: { id: SnippetForm; label: string }[] = [
  { id: "rust", label: "Rust" },
  { id: "rust-blocking", label: "Rust blocking" },
  { id: "tc3", label: "tc3" },
  { id: "curl", label: "curl" },
  { id: "http", label: "HTTP" },
  { id: "python", label: "Python" },
  { id: "go", label: "Go" },
  { id: "node", label: "Node" },
  { id: "java", label: "Java" },
  { id: "tccli", label: "tccli" },
];

export function chooseForm(form: SnippetForm): void {
  snippetForm.value = form;
  store("snippet-form", form);
}

export function chooseTypes(types: SnippetTypes): void {
  snippetTypes.value = types;
  store("snippet-types", types);
}

export function restoreForm(): void {
  snippetTypes.value = stored("snippet-types", ["typed", "untyped"], snippetTypes.peek());
  snippetForm.value = stored("snippet-form", forms.map((form) => form.id), snippetForm.peek());
}

/** Makes the code anew, with a new signature. */
export function signAgain(): void {
  round.value += 1;
}

/** Keeps the code in step with the form until the returned function is called. */
export function followSnippet(): () => void {
  let running: AbortController | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stop = effect(() => {
    const of = call.value;
    const form = snippetForm.value;
    const types = snippetTypes.value;
    const where = destination.value;
    const said = language.value;
    void [round.value, frozenTime.value];
    running?.abort();
    clearTimeout(timer);
    // The preview of an edit comes first: the code takes its time.
    if (!of || isStale.value) return;
    const abort = new AbortController();
    running = abort;
    const shown = preview.peek();
    const ask = () => void load({
      language: said, form, call: of, destination: where,
      ...(types ? { types } : {}),
      ...(shown ? { time: shown.time, random: shown.random } : {}),
    }, abort.signal);
    // Another form is shown at once; while somebody types, code can wait for a pause.
    const before = snippet.peek();
    if (before?.form === form && before.types === types) timer = setTimeout(ask, PAUSE);
    else ask();
  });
  return () => {
    stop();
    clearTimeout(timer);
    running?.abort();
  };
}

async function load(body: SnippetRequest, signal: AbortSignal): Promise<void> {
  try {
    const of = await post<Snippet>("snippet", body, signal);
    if (signal.aborted) return;
    snippet.value = { form: body.form, types: body.types ?? null, of };
    snippetFailure.value = null;
  } catch (error) {
    if (!signal.aborted) snippetFailure.value = error instanceof Error ? error.message : String(error);
  }
}
