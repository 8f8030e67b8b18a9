import { useRef } from "preact/hooks";

import { isExpanded, sent, tab, type OutputTab } from "../state";
import { StateBadge } from "../ui/badge";
import { t } from "../ui/copy";
import { CopyButton } from "../ui/copy-button";
import { Icon } from "../ui/icon";
import { isSingle, isWide } from "../ui/media";
import { panelProps, Tabs, type TabItem } from "../ui/tabs";
import { rawRequest } from "./bytes";
import { request } from "./choice";
import { CodeTab } from "./code-tab";
import { texts } from "./copy";
import { RequestTab } from "./request-tab";
import { ResponseTab } from "./response-tab";
import { resultBadge } from "./result";
import { SignatureTab } from "./signature-tab";
import { sinceSent } from "./since-sent";
import { Switches } from "./switches";

/** The tabs and what the chosen one shows. Where there is room, the response stands beside. */
export function OutputPane() {
  if (!isWide.value || isExpanded.value) return <Pane of={["request", "signature", "code", "response"]} name="output" />;
  return (
    <div class="output-two">
      <Pane of={["request", "signature", "code"]} name="output" />
      <Pane of={["response"]} name="output-beside" />
    </div>
  );
}

const panels = { request: RequestTab, signature: SignatureTab, code: CodeTab, response: ResponseTab };

function Pane({ of, name }: { of: OutputTab[]; name: string }) {
  // Beside the response, the tab that was chosen last stays.
  const last = useRef<OutputTab>(of[0] ?? "request");
  const selected = of.find((one) => one === tab.value) ?? last.current;
  last.current = selected;
  const Panel = panels[selected];
  const items = of.map((id): TabItem<OutputTab> => ({
    id, label: t(texts[id]), badge: id === "response" ? <ResultBadge /> : undefined,
  }));
  return (
    <div class={isExpanded.value ? "output-pane output-walk-pane" : "output-pane"}>
      {!isSingle.value && (
        <div class="output-tabs">
          <Tabs name={name} label={t(texts.output)} items={items} selected={selected} onSelect={(id) => { tab.value = id; }} />
          <span class="output-space" />
          {isExpanded.value ? <Switches /> : of.includes("request") && <Tools />}
        </div>
      )}
      {/* A region that scrolls is reached by Tab, so that keys can scroll it. */}
      <div class="output-scroll" {...panelProps(isSingle.value ? "pane" : name, selected)} tabIndex={0}><Panel /></div>
    </div>
  );
}

function ResultBadge() {
  if (!sent.value) return null;
  const { tone, text } = resultBadge(sent.value.result);
  return <StateBadge tone={sinceSent.value ? "neutral" : tone}>{text}</StateBadge>;
}

function Tools() {
  const of = request.value;
  return (
    <>
      {of && <CopyButton text={() => rawRequest(of)} name={t(texts.copyRequest)} />}
      <button
        type="button" class="ui-icon-button" aria-label={t(texts.expand)} title={t(texts.expand)}
        onClick={() => { tab.value = "signature"; isExpanded.value = true; }}
      >
        <Icon name="expand" />
      </button>
    </>
  );
}
