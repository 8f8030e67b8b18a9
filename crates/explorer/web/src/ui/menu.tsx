import type { ComponentChildren } from "preact";

import { Icon, type IconName } from "./icon";
import { Popover, type PopoverProps } from "./popover";
import { step } from "./step";

export interface MenuItem {
  label: ComponentChildren;
  icon?: IconName;
  hint?: string;
  /** A choice of several: whether it is the present one. */
  checked?: boolean;
  isDanger?: boolean;
  disabled?: boolean;
  lang?: string;
  run: () => void;
}

type Props = Omit<PopoverProps, "content" | "kind"> & { items: MenuItem[] };

/** A button that opens a menu; arrows, Home and End move. */
export function Menu({ items, ...rest }: Props) {
  return (
    <Popover
      {...rest}
      kind="menu"
      content={(close) => (
        <div role="none" onKeyDown={move}>
          {items.map((item, index) => <Item key={index} item={item} close={close} />)}
        </div>
      )}
    />
  );
}

function Item({ item, close }: { item: MenuItem; close: () => void }) {
  return (
    <button
      type="button"
      class={item.isDanger ? "ui-menu-item ui-menu-item-danger" : "ui-menu-item"}
      role={item.checked === undefined ? "menuitem" : "menuitemradio"}
      aria-checked={item.checked}
      disabled={item.disabled}
      lang={item.lang}
      tabIndex={-1}
      onClick={() => { close(); item.run(); }}
    >
      {item.checked !== undefined && <Icon name="check" class={item.checked ? "" : "ui-unseen"} />}
      {item.icon && <Icon name={item.icon} />}
      <span>{item.label}</span>
      {item.hint && <span class="ui-menu-item-hint">{item.hint}</span>}
    </button>
  );
}

function move(event: KeyboardEvent) {
  const box = event.currentTarget as HTMLElement;
  const all = [...box.querySelectorAll<HTMLElement>("[role^=menuitem]:not(:disabled)")];
  const at = all.indexOf(document.activeElement as HTMLElement);
  const to = all[step(event.key, at, all.length, "vertical")];
  if (!to) return;
  event.preventDefault();
  to.focus();
}
