import type { ActionForm, ActionName, Call } from "../api";
import { post } from "../client";
import { action, call, language, sent, view } from "../state";

/** Opens an action with its required members. */
export async function openAction(name: Pick<ActionName, "service" | "action"> & { version?: string }): Promise<void> {
  const form = await post<ActionForm>("action", { language: language.value, ...name });
  show(form, {
    service: form.service, version: form.version, action: form.action, input: form.skeleton,
    scheme: "TC3-HMAC-SHA256", method: "POST",
  });
}

/** Opens an action filled in as in the call. Nothing is sent. */
export async function openCall(filled: Call): Promise<void> {
  const { service, version, action: name } = filled;
  const form = await post<ActionForm>("action", { language: language.value, service, version, action: name });
  show(form, filled);
}

function show(form: ActionForm, filled: Call): void {
  action.value = form;
  call.value = filled;
  sent.value = null;
  view.value = "explore";
}
