import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";

import { step } from "./step";

export interface TabItem<Id extends string> {
  id: Id;
  label: string;
  badge?: ComponentChildren;
}

interface Props<Id extends string> {
  /** The accessible name of the list, and the start of the ids: tab `{name}-tab-{id}`, panel
   *  `{name}-panel`. */
  name: string;
  label: string;
  items: TabItem<Id>[];
  selected: Id;
  onSelect: (id: Id) => void;
  /** The id of the panel, where it is not `{name}-panel`. */
  controls?: string;
  class?: string;
}

/** A list of tabs; arrows, Home and End move. The panel is the caller's: see `panelProps`. */
export function Tabs<Id extends string>({ name, label, items, selected, onSelect, controls, class: more }: Props<Id>) {
  const onKeyDown = (event: KeyboardEvent) => {
    const at = items.findIndex((item) => item.id === selected);
    const to = items[step(event.key, at, items.length, "horizontal")];
    if (!to || to.id === selected) return;
    event.preventDefault();
    onSelect(to.id);
    document.getElementById(`${name}-tab-${to.id}`)?.focus();
  };
  const list = useRef<HTMLDivElement>(null);
  const hasBadge = Boolean(items.find((item) => item.id === selected)?.badge);
  // Where there is no room for all, the selected tab is in sight.
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [selected, hasBadge]);
  return (
    <div ref={list} class={`ui-tabs ${more ?? ""}`} role="tablist" aria-label={label} onKeyDown={onKeyDown}>
      {items.map((item) => (
        <button
          key={item.id}
          type="button"
          class="ui-tab"
          role="tab"
          id={`${name}-tab-${item.id}`}
          aria-selected={item.id === selected}
          aria-controls={item.id === selected ? controls ?? `${name}-panel` : undefined}
          tabIndex={item.id === selected ? 0 : -1}
          onClick={() => onSelect(item.id)}
        >
          {item.label}
          {item.badge}
        </button>
      ))}
    </div>
  );
}

/** The attributes of the panel that shows the selected tab. */
export function panelProps(name: string, selected: string) {
  return {
    role: "tabpanel" as const,
    id: `${name}-panel`,
    "aria-labelledby": `${name}-tab-${selected}`,
  };
}
