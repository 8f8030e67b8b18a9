import { useState } from "preact/hooks";

import type { SendResponse } from "../api";
import { StateBadge } from "../ui/badge";
import { fill, t } from "../ui/copy";
import { CopyButton } from "../ui/copy-button";
import { Icon } from "../ui/icon";
import { JsonLines } from "../ui/json-code";
import { Note } from "../ui/note";
import { responseTexts as texts } from "./copy";

type Shape = "pretty" | "raw" | "headers";

/** The body as it is read best, as it came, and the headers. */
export function ResponseBody({ result }: { result: SendResponse }) {
  const isReadable = result.pretty !== null || result.events !== null;
  const [shape, show] = useState<Shape>(isReadable ? "pretty" : "raw");
  const shapes: { id: Shape; label: string }[] = [
    ...(isReadable ? [{ id: "pretty" as const, label: t(result.events ? texts.events : texts.pretty) }] : []),
    { id: "raw", label: t(texts.raw) },
    { id: "headers", label: t(texts.headers) },
  ];
  const headers = result.headers.map(([name, value]) => `${name}: ${value}`).join("\n");
  const copy = shape === "headers" ? headers : shape === "pretty" && result.pretty !== null ? result.pretty : result.body;
  return (
    <>
      <div class="output-bar output-body-bar">
        <div class="ui-segments" role="group" aria-label={t(texts.shape)}>
          {shapes.map(({ id, label }) => (
            <button key={id} type="button" aria-pressed={id === shape} onClick={() => show(id)}>{label}</button>
          ))}
        </div>
        <span class="output-space" />
        <Fidelity of={result.fidelity} />
        <Declared result={result} />
        <CopyButton text={copy} name={t(texts.copyBody)} />
      </div>
      <FidelityNote of={result.fidelity} />
      {shape !== "headers" && <CutNote result={result} />}
      {result.output_findings.length > 0 && result.outcome.kind === "success" && <Findings result={result} />}
      {shape === "headers" ? <Text text={headers} isJson={false} empty={t(texts.noHeaders)} />
        : shape === "raw" ? <Text text={result.body} isJson={result.pretty !== null} empty={t(texts.emptyBody)} />
          : result.events ? <Events events={result.events} />
            : <Text text={result.pretty ?? ""} isJson empty={t(texts.emptyBody)} />}
    </>
  );
}

function Declared({ result }: { result: SendResponse }) {
  if (result.outcome.kind !== "success") return null;
  const { length } = result.output_findings;
  return length === 0
    ? <span class="ui-help output-matches"><Icon name="check" />{t(texts.matches)}</span>
    : <span class="ui-help output-differs"><Icon name="warning" />{length === 1 ? t(texts.differsOne) : fill(texts.differs, length)}</span>;
}

function Findings({ result }: { result: SendResponse }) {
  return (
    <div class="output-note">
      <Note tone="warn">
        <ul>
          {result.output_findings.map((finding) => (
            <li key={finding.pointer + finding.kind}><code>{finding.path}</code>: {finding.text}</li>
          ))}
        </ul>
      </Note>
    </div>
  );
}

function Fidelity({ of }: { of: SendResponse["fidelity"] }) {
  if (of === null || of === "modeled") return null;
  return <StateBadge tone="neutral">{of === "stub" ? t(texts.stub) : of}</StateBadge>;
}

function FidelityNote({ of }: { of: SendResponse["fidelity"] }) {
  if (of === null || of === "modeled") return null;
  return <div class="output-note"><Note tone="info">{t(of === "stub" ? texts.stubText : texts.noneText)}</Note></div>;
}

/** The server hands on only the beginning of a very long body. */
function CutNote({ result }: { result: SendResponse }) {
  const length = new TextEncoder().encode(result.body).length;
  if (length >= result.body_bytes) return null;
  return <div class="output-note"><Note tone="info">{fill(texts.cut, kib(length), kib(result.body_bytes))}</Note></div>;
}

function Events({ events }: { events: string[] }) {
  if (events.length === 0) return <p class="output-wait ui-caption">{t(texts.noEvents)}</p>;
  return (
    <ol class="output-events">
      {events.map((event, index) => (
        <li key={index}>
          <span class="ui-caption">{fill(texts.event, index + 1)}</span>
          <Text text={event} isJson empty="" />
        </li>
      ))}
    </ol>
  );
}

/** Longer texts show their head first. */
const HEAD = 256 * 1024;

function Text({ text, isJson, empty }: { text: string; isJson: boolean; empty: string }) {
  const [isWhole, showWhole] = useState(false);
  if (text === "") return <p class="output-wait ui-caption">{empty}</p>;
  const isCut = !isWhole && text.length > HEAD;
  // Cut at the end of a line, where there is one: half a line says less than none.
  const end = text.lastIndexOf("\n", HEAD);
  const shown = isCut ? text.slice(0, end > HEAD / 2 ? end : HEAD) : text;
  return (
    <>
      <JsonLines text={shown} isJson={isJson} label={t(texts.bodyLabel)} />
      {isCut && (
        <div class="output-cut">
          <span class="ui-help">{fill(texts.shownHead, kib(shown.length), kib(text.length))}</span>
          <button type="button" class="ui-button" onClick={() => showWhole(true)}>{t(texts.all)}</button>
        </div>
      )}
    </>
  );
}

function kib(length: number): string {
  return Math.ceil(length / 1024).toLocaleString("en-US");
}
