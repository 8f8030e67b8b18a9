// A result in a few words.

import type { SendResponse } from "../api";
import type { Tone } from "../ui/badge";
import { fill, t } from "../ui/copy";
import { responseTexts } from "./copy";

export function resultWord({ outcome }: SendResponse): string {
  switch (outcome.kind) {
    case "success": return t(responseTexts.success);
    case "api_error": return `${t(responseTexts.apiError)}, ${outcome.code}`;
    case "unknown":
    case "no_api_response":
    case "not_sent": return outcome.title;
    case "refused": return t(responseTexts.refused);
  }
}

/** The badge of the Response tab. */
export function resultBadge({ outcome, status }: SendResponse): { tone: Tone; text: string } {
  switch (outcome.kind) {
    case "success": return { tone: "ok", text: String(status ?? t(responseTexts.success)) };
    // The last part of a code says what happened; the family is in the panel.
    case "api_error": return { tone: "bad", text: outcome.code.split(".").at(-1) ?? outcome.code };
    case "no_api_response": return { tone: "bad", text: `HTTP ${status ?? ""}`.trim() };
    case "unknown": return { tone: "warn", text: outcome.title };
    case "not_sent": return { tone: "bad", text: t(responseTexts.refused) };
    case "refused": return { tone: "warn", text: t(responseTexts.refused) };
  }
}

export function attemptsOf({ attempts: { length } }: SendResponse): string {
  return length === 1 ? t(responseTexts.attempt) : fill(responseTexts.attempts, length);
}
