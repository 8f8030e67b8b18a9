// A request that is pasted or dropped outside an input fills the form, or Explain where it
// carries a signature.

import { batch } from "@preact/signals";

import type { PasteResponse } from "../api";
import { post } from "../client";
import { openCall } from "../form/open";
import { attempt, importFile } from "../history/history-state";
import { language, toExplain, view } from "../state";
import { t } from "../ui/copy";
import { toast } from "../ui/toast";

const texts = {
  explained: { en: "It carries a signature, so it is explained.", zh: "其中包含签名，已打开诊断。" },
  fill: { en: "Open in the form", zh: "在表单中打开" },
};

/** Listens for pastes and files on the whole page. */
export function startPaste(): void {
  addEventListener("paste", (event) => {
    if (isInput(event.target) || document.querySelector("dialog[open]")) return;
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
    if (!file || isInput(event.target)) return;
    event.preventDefault();
    void importFile(file);
  });
}

/** Opens what the text is. Nothing is sent. */
export async function take(text: string): Promise<void> {
  await attempt(async () => {
    const { call, is_signed, notes } = await post<PasteResponse>("paste", { language: language.value, text });
    if (!is_signed) {
      await openCall(call);
      if (notes[0]) toast({ text: notes[0] });
      return;
    }
    explain(text);
    toast({
      text: t(texts.explained),
      action: { label: t(texts.fill), run: () => void attempt(() => openCall(call)) },
    });
  });
}

function explain(text: string): void {
  batch(() => {
    toExplain.value = text;
    view.value = "explain";
  });
}

function isInput(target: EventTarget | null): boolean {
  return target instanceof HTMLElement
    && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}
