// A request that is pasted or dropped outside an input fills the form, or Explain where it
// carries a signature. Nothing is sent.

import { batch } from "@preact/signals";

import type { PasteResponse } from "../api";
import { post, RequestError } from "../client";
import { openCall } from "../form/open";
import { report } from "../shell/load";
import { language, toExplain, view } from "../state";
import { t } from "../ui/copy";
import { toast } from "../ui/toast";

const texts = {
  explained: { en: "It carries a signature, so it is explained.", zh: "其中包含签名，已打开诊断。" },
  fill: { en: "Open in the form", zh: "在表单中打开" },
  explain: { en: "Open in Explain", zh: "在诊断中打开" },
};

/** Listens for pastes and files on the whole page. */
export function startPaste(): void {
  addEventListener("paste", (event) => {
    if (event.defaultPrevented || isTyped(event.target) || isAsked()) return;
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (!text.trim()) return;
    event.preventDefault();
    void take(text);
  });
  addEventListener("dragover", (event) => {
    if (event.dataTransfer?.types.includes("Files")) event.preventDefault();
  });
  addEventListener("drop", (event) => {
    const [file] = event.dataTransfer?.files ?? [];
    if (event.defaultPrevented || !file) return;
    // Over an input as well: the browser would leave the page for the file.
    event.preventDefault();
    if (!isAsked()) void takeFile(file);
  });
}

/** Opens what a file holds: a saved request, or one of the texts that can be pasted. */
export async function takeFile(file: File): Promise<void> {
  try {
    await take(await file.text());
  } catch (error) {
    report(error);
  }
}

/** Opens what the text is. */
export async function take(text: string): Promise<void> {
  try {
    const { call, is_signed, notes } = await post<PasteResponse>("paste", { language: language.value, text });
    if (is_signed) {
      explain(text);
      toast({
        text: t(texts.explained),
        action: { label: t(texts.fill), run: () => void openCall(call).catch(report) },
      });
      return;
    }
    await openCall(call);
    if (notes[0]) toast({ text: notes[0] });
  } catch (error) {
    if (!(error instanceof RequestError) || error.isGone || error.isStale) return report(error);
    // What the form cannot hold may still be a request whose signature can be judged.
    toast({ text: error.message, action: { label: t(texts.explain), run: () => explain(text) } });
  }
}

function explain(text: string): void {
  batch(() => {
    toExplain.value = text;
    view.value = "explain";
  });
}

/** Whether a dialog is open: what it is about must not change. */
function isAsked(): boolean {
  return document.querySelector("dialog[open]") !== null;
}

/** Whether what has the focus takes text itself. */
function isTyped(target: EventTarget | null): boolean {
  return target instanceof HTMLElement
    && (target.isContentEditable || target.matches("textarea, select, input:not([type=checkbox], [type=radio])"));
}
