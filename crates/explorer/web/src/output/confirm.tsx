import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";

import type { ActionClass, Finding } from "../api";
import { call, destination, preview, target } from "../state";
import { ClassBadge } from "../ui/badge";
import { fill, t } from "../ui/copy";
import { Dialog } from "../ui/dialog";
import { Icon, type IconName } from "../ui/icon";
import { JsonText } from "../ui/json-code";
import { Kbd } from "../ui/kbd";
import { Marked } from "../ui/marked";
import { bodyOf } from "./bytes";
import { asked, reply } from "./confirm-state";
import { confirmTexts as texts } from "./copy";
import { needsName } from "./send-rules";

const icons: Record<ActionClass, IconName> = {
  reads: "eye", "reads-paid": "coin", changes: "pen", deletes: "bin", charges: "coin",
};
/** More is no longer read, only scrolled. */
const SHOWN = 5;

/** The last look before a call that changes, deletes or costs: what, where, with which key. */
export function ConfirmDialog() {
  const kind = asked.value;
  const of = call.value;
  return kind && of ? <Question kind={kind} name={of.action} /> : null;
}

function Question({ kind, name }: { kind: ActionClass; name: string }) {
  const [typed, type] = useState("");
  const isComplete = !needsName(kind) || typed === name;
  const title = titleOf(kind);
  const submit = (event: Event) => {
    event.preventDefault();
    if (isComplete) reply("send");
  };
  return (
    <Dialog role="alertdialog" label={title} class="output-confirm" onClose={() => reply("cancel")}>
      <form class={destination.value.target === "cloud" ? "output-confirm-cloud" : ""} onSubmit={submit}>
        <div class="ui-dialog-head">
          <Icon name={icons[kind]} size={20} class={`output-confirm-${kind}`} />
          <h2 class="ui-title">{title}</h2>
        </div>
        <div class="ui-dialog-body">
          <Findings findings={preview.value?.findings ?? []} />
          <Facts kind={kind} />
          {needsName(kind) && (
            <label class="output-confirm-name">
              <span><Typed name={name} /></span>
              <input
                class="ui-input" value={typed} autocomplete="off" autocapitalize="off" spellcheck={false} data-autofocus
                onInput={(event) => type(event.currentTarget.value)}
              />
            </label>
          )}
        </div>
        <div class="ui-dialog-foot">
          <button type="button" class="ui-button" onClick={() => reply("emulator")}>{t(texts.tryEmulator)}</button>
          <span class="output-space" />
          <button type="button" class="ui-button" data-autofocus={!needsName(kind) || undefined} onClick={() => reply("cancel")}>
            {t(texts.cancel)}<Kbd keys="Esc" />
          </button>
          {/* Not `disabled`: it keeps its place in the order of Tab, and the field says why. */}
          <button type="submit" class={isComplete ? "ui-button output-confirm-send" : "ui-button"} aria-disabled={!isComplete}>
            {fill(texts.send, name)}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

function titleOf(kind: ActionClass): string {
  if (kind === "reads" || kind === "reads-paid") return t(texts.paid);
  return t((destination.value.target === "cloud" ? texts.title : texts.titleCustom)[kind]);
}

function Facts({ kind }: { kind: ActionClass }) {
  const of = call.value;
  const shown = preview.value;
  const key = target.value?.key;
  const body = shown?.request ? bodyOf(shown.request) : "";
  return (
    <dl class="output-facts">
      <Fact name={t(texts.action)}><code><b>{of?.service} {of?.action}</b></code> <ClassBadge of={kind} /></Fact>
      <Fact name={t(texts.target)}><code>{shown?.url.split("?")[0]}</code></Fact>
      {key && <Fact name={t(texts.key)}><span><Marked text={fill(texts.idEnds, key.source, key.id.slice(-4))} /></span></Fact>}
      <Fact name={t(texts.body)}>
        <code class="output-confirm-body"><JsonText text={body || (of?.input ?? "")} isJson={false} /></code>
      </Fact>
      {kind !== "reads-paid" && <Fact name={t(texts.ifFails)}><span class="ui-muted">{t(texts.notRetried)}</span></Fact>}
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ComponentChildren }) {
  return <><dt>{name}</dt><dd>{children}</dd></>;
}

/** Findings do not prevent the call, but they are read first. */
function Findings({ findings }: { findings: Finding[] }) {
  if (findings.length === 0) return null;
  return (
    <div class="ui-note ui-note-warn output-confirm-findings">
      <Icon name="warning" />
      <div class="ui-note-text">
        <strong>{findings.length === 1 ? t(texts.finding) : fill(texts.findings, findings.length)}</strong>
        <ul>
          {findings.slice(0, SHOWN).map((finding) => (
            <li key={finding.pointer + finding.kind}><code>{finding.path}</code> {finding.text}</li>
          ))}
          {findings.length > SHOWN && <li>{fill(texts.more, findings.length - SHOWN)}</li>}
        </ul>
      </div>
    </div>
  );
}

function Typed({ name }: { name: string }) {
  const [before, after] = t(texts.type).split("{0}");
  return <>{before}<code><b>{name}</b></code>{after}</>;
}
