import type { ComponentChildren } from "preact";

import { Icon, type IconName } from "./icon";

const icons: Record<"info" | "warn" | "bad" | "ok", IconName> = {
  info: "info", warn: "warning", bad: "error", ok: "check",
};

interface NoteProps {
  tone: "info" | "warn" | "bad" | "ok";
  icon?: IconName;
  children: ComponentChildren;
}

/** One or two sentences that belong to what is beside them. */
export function Note({ tone, icon, children }: NoteProps) {
  return (
    <div class={`ui-note ui-note-${tone}`}>
      <Icon name={icon ?? icons[tone]} />
      <div class="ui-note-text">{children}</div>
    </div>
  );
}

interface EmptyProps {
  icon: IconName;
  title: string;
  children?: ComponentChildren;
}

/** What stands where nothing is yet: why, and what to do. */
export function Empty({ icon, title, children }: EmptyProps) {
  return (
    <div class="ui-empty">
      <Icon name={icon} size={22} />
      <div class="ui-empty-title">{title}</div>
      {children}
    </div>
  );
}
