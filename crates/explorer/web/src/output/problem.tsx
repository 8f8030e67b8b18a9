import type { ComponentChildren } from "preact";

import { Icon, type IconName } from "../ui/icon";

interface Props {
  icon: IconName;
  tone: "bad" | "warn";
  title: string;
  children: ComponentChildren;
}

/** Why there is no response or no request, and what to do. */
export function Problem({ icon, tone, title, children }: Props) {
  return (
    <section class={`output-state output-state-${tone}`}>
      <Icon name={icon} size={18} />
      <div>
        <h2>{title}</h2>
        {children}
      </div>
    </section>
  );
}
