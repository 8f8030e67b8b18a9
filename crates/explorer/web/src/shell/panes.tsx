import { resultBadge } from "../output/result";
import { pane, preview, sent, tab, type OutputTab } from "../state";
import { sinceSent } from "../output/since-sent";
import { StateBadge, type Tone } from "../ui/badge";
import { fill, t } from "../ui/copy";
import { Icon, type IconName } from "../ui/icon";
import { Tabs } from "../ui/tabs";
import { panes } from "./copy";
import { SendButton } from "./send-button";

type Pane = "form" | OutputTab;
const icons: Partial<Record<Tone, IconName>> = { ok: "check", warn: "warning", bad: "error" };

/** In one column: the form and the tabs of the output in one row. */
export function PaneTabs() {
  const findings = preview.value?.findings.length ?? 0;
  const result = sent.value && resultBadge(sent.value.result);
  const tone = sinceSent.value ? "neutral" : result?.tone ?? "neutral";
  const badges: Partial<Record<Pane, preact.ComponentChildren>> = {
    form: findings > 0 ? <StateBadge tone="bad">{findings}</StateBadge> : undefined,
    response: result && (
      <StateBadge tone={tone} icon={icons[result.tone]}><span class="ui-hidden">{result.text}</span></StateBadge>
    ),
  };
  const items = (["form", "request", "signature", "code", "response"] as const)
    .map((id) => ({ id, label: t(panes[id]), badge: badges[id] }));
  const select = (id: Pane) => {
    pane.value = id === "form" ? "form" : "output";
    if (id !== "form") tab.value = id;
  };
  return (
    <Tabs<Pane>
      name="pane"
      class="shell-panes"
      label={t(panes.label)}
      items={items}
      selected={pane.value === "form" ? "form" : tab.value}
      onSelect={select}
      controls={pane.value === "form" ? "form" : undefined}
    />
  );
}

/** On a phone: findings and Send within reach of the thumb. */
export function BottomBar({ isCloud, onFinding }: { isCloud: boolean; onFinding: () => void }) {
  const findings = preview.value?.findings.length ?? 0;
  return (
    <div class={isCloud ? "shell-bottom shell-bottom-cloud" : "shell-bottom"}>
      {findings > 0 && (
        <button type="button" class="ui-button ui-button-danger shell-finding" aria-label={fill(panes.findings, findings)} onClick={onFinding}>
          <Icon name="error" />{findings}
        </button>
      )}
      <SendButton />
    </div>
  );
}
