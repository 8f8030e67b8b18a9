import { call, changesAllowedUntil, destination, isAway, start, target, view } from "../state";
import { fill, t } from "../ui/copy";
import { Icon } from "../ui/icon";
import { isPhone } from "../ui/media";
import { Popover } from "../ui/popover";
import { timeOfDay } from "../ui/time";
import * as copy from "./copy";
import { SendButton } from "./send-button";
import { TargetMenu } from "./target-menu";
import { address, allowChanges, backToReadOnly, clockNote } from "./target-state";

/** To whom, method, address, with which key, under which limit; Send ends the sentence. */
export function TargetBar() {
  const kind = destination.value.target;
  const isCloud = kind === "cloud";
  return (
    <section class={`shell-target shell-target-${kind}`} aria-label={t(copy.target.region)} data-region>
      {isCloud && <span class="shell-stripes" aria-hidden="true" />}
      <TargetMenu />
      <Address />
      <KeyOfTarget />
      <Note />
      {view.value === "explore" && call.value && !isPhone.value && <SendButton />}
    </section>
  );
}

function Address() {
  const url = address.value;
  const host = isPhone.value ? url.replace(/^https?:\/\//, "").replace(/\/$/, "") : url;
  return (
    <span class="shell-address ui-mono">
      {!isPhone.value && <span class="shell-method">{call.value?.method ?? "POST"}</span>}
      {host ? <span class="shell-url">{host}</span> : start.value && <span class="shell-any">{t(copy.target.anyHost)}</span>}
    </span>
  );
}

function KeyOfTarget() {
  const key = target.value?.key;
  if (!key) {
    return (
      <span class="shell-key">
        <Icon name="key" /><span>{target.value ? t(copy.send.noKey) : ""}</span>
      </span>
    );
  }
  const ending = `…${key.id.slice(-4)}`;
  const source = copy.sources[key.source];
  return (
    <span class="shell-key">
      <Icon name="key" label={t(copy.target.key)} />
      <span class="ui-mono">{key.is_emulators && !isPhone.value ? key.id : ending}</span>
      <span class="shell-source">{source ? t(source) : key.source}</span>
    </span>
  );
}

/** The limit or, for the emulator, that nothing leaves this machine. */
function Note() {
  if (isAway.value) return <Limit />;
  const clock = clockNote.value;
  return (
    <span class="shell-note">
      {clock
        ? <span class="shell-clock"><Icon name="clock" />{clock}</span>
        : t(copy.target.stays)}
    </span>
  );
}

function Limit() {
  const until = changesAllowedUntil.value;
  const isCustom = destination.value.target === "custom";
  return (
    <span class="shell-note shell-limit">
      {isCustom && <span class="shell-note-text">{t(copy.target.leaves)} · </span>}
      {until > 0 ? (
        <>
          <span>{fill(copy.target.allowed, timeOfDay(until))}</span>
          <button type="button" class="shell-bar-link" onClick={backToReadOnly}>{t(copy.target.back)}</button>
        </>
      ) : (
        <>
          <span class="shell-note-text">{t(isPhone.value || isCustom ? copy.target.readOnlyShort : copy.target.readOnly)}</span>
          <AllowChanges class="shell-bar-link">{t(copy.target.allow)}</AllowChanges>
        </>
      )}
    </span>
  );
}

interface AllowProps {
  class: string;
  align?: "start" | "end";
  children: preact.ComponentChildren;
}

/** Allowing changes takes two steps: this button, and one in the box that it opens. */
export function AllowChanges({ class: more, align, children }: AllowProps) {
  return (
    <Popover
      class={more}
      align={align}
      content={(close) => (
        <div class="shell-ask">
          <strong>{t(copy.target.allowTitle)}</strong>
          <p class="ui-help">{t(copy.target.allowText)}</p>
          <button type="button" class="ui-button" data-autofocus onClick={() => { close(); allowChanges(); }}>
            {t(copy.target.allowButton)}
          </button>
        </div>
      )}
    >
      {children}
    </Popover>
  );
}
