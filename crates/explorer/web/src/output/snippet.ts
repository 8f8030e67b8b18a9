// The code of the Code tab. It is made for the preview that is shown, so that it sends the
// same bytes; while the clock runs it stays, until it expires or something is edited.

import type { Snippet, SnippetForm, SnippetRequest } from "../api";
import { post } from "../client";
import { call, destination, effect, frozenTime, isStale, language, preview, signal, snippetForm } from "../state";

export const snippet = signal<{ form: SnippetForm; of: Snippet } | null>(null);
export const snippetFailure = signal<string | null>(null);
const round = signal(0);

const STORED = "tc3-snippet-form";

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
  localStorage.setItem(STORED, form);
}

export function restoreForm(): void {
  const stored = forms.find((form) => form.id === localStorage.getItem(STORED));
  if (stored) snippetForm.value = stored.id;
}

/** Makes the code anew, with a new signature. */
export function signAgain(): void {
  round.value += 1;
}

/** Keeps the code in step with the form until the returned function is called. */
export function followSnippet(): () => void {
  let running: AbortController | undefined;
  const stop = effect(() => {
    const of = call.value;
    const form = snippetForm.value;
    const where = destination.value;
    const said = language.value;
    void [round.value, frozenTime.value];
    // The preview of an edit comes first: the code takes its time.
    if (!of || isStale.value) return;
    running?.abort();
    running = new AbortController();
    const shown = preview.peek();
    void load({
      language: said, form, call: of, destination: where,
      ...(shown ? { time: shown.time, random: shown.random } : {}),
    }, running.signal);
  });
  return () => {
    stop();
    running?.abort();
  };
}

async function load(body: SnippetRequest, signal: AbortSignal): Promise<void> {
  try {
    const of = await post<Snippet>("snippet", body, signal);
    if (signal.aborted) return;
    snippet.value = { form: body.form, of };
    snippetFailure.value = null;
  } catch (error) {
    if (!signal.aborted) snippetFailure.value = error instanceof Error ? error.message : String(error);
  }
}
