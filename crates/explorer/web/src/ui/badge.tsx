import type { ComponentChildren } from "preact";

import type { ActionClass } from "../api";
import { t, type Text } from "./copy";
import { Icon, type IconName } from "./icon";

export type Tone = "ok" | "warn" | "bad" | "odd" | "neutral" | "outline" | "paid";

const classes: Record<ActionClass, { tone: Tone; icon: IconName; text: Text }> = {
  reads: { tone: "outline", icon: "eye", text: { en: "reads", zh: "查询" } },
  "reads-paid": { tone: "paid", icon: "coin", text: { en: "reads-paid", zh: "查询·计费" } },
  changes: { tone: "warn", icon: "pen", text: { en: "changes", zh: "变更" } },
  deletes: { tone: "bad", icon: "bin", text: { en: "deletes", zh: "删除" } },
  charges: { tone: "odd", icon: "coin", text: { en: "charges", zh: "扣费" } },
};

export function className(of: ActionClass): string {
  return t(classes[of].text);
}

/** What an action does: icon and word. */
export function ClassBadge({ of }: { of: ActionClass }) {
  const { tone, icon } = classes[of];
  return <StateBadge tone={tone} icon={icon}>{className(of)}</StateBadge>;
}

interface Props {
  tone: Tone;
  icon?: IconName;
  children: ComponentChildren;
}

export function StateBadge({ tone, icon, children }: Props) {
  return (
    <span class={`ui-badge ui-badge-${tone}`}>
      {icon && <Icon name={icon} size={12} />}
      {children}
    </span>
  );
}

export function DeprecatedBadge() {
  return <StateBadge tone="neutral">{t({ en: "deprecated", zh: "已弃用" })}</StateBadge>;
}
