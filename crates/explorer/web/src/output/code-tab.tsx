import { useEffect, useState } from "preact/hooks";

import type { Snippet, SnippetForm } from "../api";
import { texts as emulatorTexts } from "../emulator/copy";
import { destination, emulator, snippetForm } from "../state";
import { fill, t } from "../ui/copy";
import { CopyButton } from "../ui/copy-button";
import { breakable, gutterFor, NumberedLine } from "../ui/json-code";
import { Empty, Note } from "../ui/note";
import { panelProps, Tabs } from "../ui/tabs";
import { Age } from "./age";
import { codeLines } from "./code-tokens";
import { texts } from "./copy";
import { countdown } from "./format";
import {
  chooseForm, chooseTypes, followSnippet, forms, signAgain, snippet, snippetFailure,
} from "./snippet";
import { Segments } from "./switches";

/** The call as code, in ten forms. */
export function CodeTab() {
  useEffect(followSnippet, []);
  const form = snippetForm.value;
  return (
    <div class="output-code">
      <div class="output-bar">
        <Tabs
          name="output-code" label={t(texts.forms)} class="output-forms"
          items={forms} selected={form} onSelect={chooseForm}
        />
      </div>
      <div {...panelProps("output-code", form)}><Panel /></div>
    </div>
  );
}

/** The code that was there stays until the new one comes, under its own form's colors. */
function Panel() {
  if (snippetFailure.value) {
    return <div class="output-note"><Note tone="warn">{fill(texts.codeFailed, snippetFailure.value)}</Note></div>;
  }
  const shown = snippet.value;
  if (!shown) return <div class="output-wait ui-caption">{t(texts.updating)}</div>;
  const { form, of } = shown;
  return (
    <>
      <div class="output-bar output-code-bar">
        {of.types !== null && (
          <Segments
            label={t(texts.types)} selected={of.types} onSelect={chooseTypes}
            items={[{ id: "typed", label: t(texts.typed) }, { id: "untyped", label: t(texts.untyped) }]}
          />
        )}
        <span class="ui-help output-caption">{of.caption}</span>
        {of.expires !== null && <Expiry at={of.expires} />}
        <Age />
        <span class="output-space" />
        {of.unsupported === null && <CopyButton text={of.code} label={t(texts.copyCode)} />}
      </div>
      {of.unsupported === null ? <Code form={form} of={of} /> : <Unsupported text={of.unsupported} />}
    </>
  );
}

function Code({ form, of }: { form: SnippetForm; of: Snippet }) {
  // Drawn without the ends of lines, copied with them.
  const lines = codeLines(of.code.replaceAll("\r\n", "\n").replace(/\n$/, ""), form);
  const isSigned = form === "curl" || form === "http";
  return (
    <>
      <div class="ui-lines" style={gutterFor(lines.length)}>
        <pre>
          {lines.map((line, index) => (
            <NumberedLine key={index} number={index + 1}>
              {line.map(({ text, kind }, at) => kind
                ? <span key={at} class={`output-code-${kind}`}>{breakable(text)}</span>
                : <>{breakable(text)}</>)}
            </NumberedLine>
          ))}
        </pre>
      </div>
      {/* Those two carry a signature already; all others read a key where they run. */}
      {!isSigned && (
        <div class="output-note">
          <Note tone="info" icon="key"><Keys /><ExportLines /></Note>
        </div>
      )}
      {of.generate !== null && (
        <Preparation
          id="output-generate" title={t(texts.typeCrate)} help={t(texts.generate)}
          text={of.generate} copy={t(texts.copyGenerate)}
        />
      )}
      {of.manifest !== null && (
        <Preparation
          id="output-manifest" title="Cargo.toml" help={t(texts.dependencies)}
          text={of.manifest} copy={t(texts.copyManifest)}
        />
      )}
    </>
  );
}

/** What a program needs before it is compiled. */
function Preparation(
  { id, title, help, text, copy }: { id: string; title: string; help: string; text: string; copy: string },
) {
  return (
    <section class="output-preparation" aria-labelledby={id}>
      <header>
        <h3 id={id} class="ui-caption">{title}</h3>
        <span class="ui-help">{help}</span>
        <span class="output-space" />
        <CopyButton text={text} name={copy} />
      </header>
      <pre><code>{text.trimEnd()}</code></pre>
    </section>
  );
}

function Keys() {
  const names = ["TENCENTCLOUD_SECRET_ID", "TENCENTCLOUD_SECRET_KEY"];
  return (
    <>
      {t(texts.keysFrom).split(/\{(\d)\}/).map((part, index) => index % 2
        ? <code key={index}>{names[Number(part)]}</code> : part)}
    </>
  );
}

/** Those of the emulator, whose pair was made for this run: no other key is ever in the page. */
function ExportLines() {
  const lines = emulator.value?.export_lines;
  if (!lines || destination.value.target !== "emulator") return null;
  return <div><CopyButton text={lines} label={t(emulatorTexts.exportLines)} class="ui-button-plain" /></div>;
}

function Unsupported({ text }: { text: string }) {
  return <Empty icon="code" title={t(texts.noCode)}><p>{text}</p></Empty>;
}

/** How long a signature is still accepted. */
function Expiry({ at }: { at: number }) {
  const [now, setNow] = useState(() => Date.now() / 1000);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now() / 1000), 1000);
    return () => clearInterval(timer);
  }, []);
  if (now < at) return <span class="ui-help output-valid">{fill(texts.validFor, countdown(at - now))}</span>;
  return (
    <span class="output-expired">
      {t(texts.expired)}, <button type="button" class="ui-link" onClick={signAgain}>{t(texts.signAgain)}</button>
    </span>
  );
}
