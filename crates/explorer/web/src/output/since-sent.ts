// Whether the response that is shown is still the one to what the form holds.

import type { Call, Destination } from "../api";
import { call, computed, destination, sent } from "../state";

/** What has changed since the call was sent whose response is shown. */
export const sinceSent = computed<"form" | "target" | null>(() => {
  if (!sent.value || !call.value) return null;
  if (!isSameCall(sent.value.call, call.value)) return "form";
  return isSameTarget(sent.value.destination, destination.value) ? null : "target";
});

/** The members may be in any order: undo puts a call together anew. */
function isSameCall(one: Call, other: Call): boolean {
  const names = new Set([...Object.keys(one), ...Object.keys(other)]) as Set<keyof Call>;
  return [...names].every((name) => (one[name] ?? "") === (other[name] ?? ""));
}

function isSameTarget(one: Destination, other: Destination): boolean {
  return one.target === other.target && (one.endpoint ?? "") === (other.endpoint ?? "");
}
