import { useState } from "preact/hooks";

import type { TargetKind } from "../api";
import { destination, start } from "../state";
import { t } from "../ui/copy";
import { Icon, type IconName } from "../ui/icon";
import { Popover } from "../ui/popover";
import * as copy from "./copy";

const icons: Record<TargetKind, IconName> = { emulator: "cube", custom: "swap", cloud: "cloud" };

/** The tag at the start of the bar, and the choice of another target. */
export function TargetMenu() {
  const kind = destination.value.target;
  return (
    <Popover
      class={`shell-tag shell-tag-${kind}`}
      content={(close) => <Choice close={close} />}
    >
      <Icon name={icons[kind]} />
      <span>{t(copy.target[kind])}</span>
      <Icon name="chevron-down" size={12} />
    </Popover>
  );
}

/** The real cloud takes two steps, so that no slip of a key or a finger goes there. */
function Choice({ close }: { close: () => void }) {
  const [step, setStep] = useState<"list" | "custom" | "cloud">("list");
  if (step === "custom") return <Custom close={close} />;
  if (step === "cloud") return <Cloud close={close} />;
  const present = destination.value.target;
  const emulatorUrl = start.value?.targets.find((one) => one.kind === "emulator")?.url ?? "";
  return (
    <div class="shell-choice">
      <Entry kind="emulator" isPresent={present === "emulator"} label={t(copy.target.emulator)} hint={emulatorUrl} onClick={() => { destination.value = { target: "emulator" }; close(); }} />
      <Entry kind="custom" isPresent={present === "custom"} label={t(copy.target.customEntry)} hint={destination.value.endpoint ?? ""} onClick={() => setStep("custom")} />
      <Entry kind="cloud" isPresent={present === "cloud"} label={t(copy.target.cloudEntry)} hint={keyHint("cloud")} onClick={() => setStep("cloud")} />
    </div>
  );
}

function keyHint(kind: TargetKind): string {
  const key = start.value?.targets.find((one) => one.kind === kind)?.key;
  return key ? `…${key.id.slice(-4)}` : t(copy.send.noKey);
}

interface EntryProps {
  kind: TargetKind;
  isPresent: boolean;
  label: string;
  hint: string;
  onClick: () => void;
}

function Entry({ kind, isPresent, label, hint, onClick }: EntryProps) {
  return (
    <button type="button" class="ui-menu-item" aria-current={isPresent ? "true" : undefined} onClick={onClick}>
      <Icon name={icons[kind]} />
      <span class={isPresent ? "shell-present" : undefined}>{label}</span>
      <span class="ui-menu-item-hint ui-mono">{hint}</span>
    </button>
  );
}

const endpointKey = "tc3-endpoint";

function Custom({ close }: { close: () => void }) {
  const [text, setText] = useState(destination.value.endpoint ?? sessionStorage.getItem(endpointKey) ?? "");
  const endpoint = text.trim();
  const use = (event: Event) => {
    event.preventDefault();
    if (!endpoint) return;
    destination.value = { target: "custom", endpoint };
    sessionStorage.setItem(endpointKey, endpoint);
    close();
  };
  return (
    <form class="shell-ask" onSubmit={use}>
      <label>
        <strong>{t(copy.target.endpoint)}</strong>
        <input
          class="ui-input"
          autofocus
          ref={focus}
          spellcheck={false}
          autocapitalize="off"
          placeholder="127.0.0.1:8080"
          value={text}
          onInput={(event) => setText(event.currentTarget.value)}
        />
      </label>
      <p class="ui-help">{t(copy.target.endpointHelp)}</p>
      <button type="submit" class="ui-button">{t(copy.target.use)}</button>
    </form>
  );
}

function Cloud({ close }: { close: () => void }) {
  const key = start.value?.targets.find((one) => one.kind === "cloud")?.key;
  const go = () => {
    close();
    destination.value = { target: "cloud" };
  };
  return (
    <div class="shell-ask">
      <strong>{t(copy.target.cloudTitle)}</strong>
      <p class="ui-help">{t(copy.target.cloudText)}</p>
      <p class="shell-ask-key"><Icon name="key" /><span class="ui-mono">{keyHint("cloud")}</span> {key?.source}</p>
      <button ref={focus} type="button" class="ui-button ui-button-danger" onClick={go}>{t(copy.target.cloudButton)}</button>
    </div>
  );
}

// The box stays open from step to step, so its own focus on opening does not help.
function focus(element: HTMLElement | null) {
  element?.focus();
}
