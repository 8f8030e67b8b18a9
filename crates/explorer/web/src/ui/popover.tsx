import type { ComponentChildren } from "preact";
import { useId, useRef, useState } from "preact/hooks";

export interface PopoverProps {
  /** The content of the button. */
  children: ComponentChildren;
  /** The accessible name of the button, where its content is not enough. */
  label?: string;
  /** The class of the button. */
  class?: string;
  align?: "start" | "end";
  /** -1: another key leads to it. */
  tabIndex?: -1;
  disabled?: boolean;
  kind?: "menu" | "dialog";
  content: (close: () => void) => ComponentChildren;
}

/** A button that opens a box under it. The box is in the top layer, so that no column cuts
 *  it; Esc and a click elsewhere close it, and the focus returns to the button. */
export function Popover({ children, label, class: more, align = "start", tabIndex, disabled, kind = "dialog", content }: PopoverProps) {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const box = useRef<HTMLDivElement>(null);
  const [isOpen, setOpen] = useState(false);
  const close = () => box.current?.hidePopover();

  const onToggle = (event: { newState: string }) => {
    const opens = event.newState === "open";
    setOpen(opens);
    if (!opens || !box.current || !button.current) return;
    // The content is drawn by the state that was just set.
    requestAnimationFrame(() => {
      if (!box.current || !button.current) return;
      place(box.current, button.current, align);
      box.current.querySelector<HTMLElement>(first)?.focus();
    });
  };
  return (
    <>
      <button
        ref={button}
        id={`${id}-button`}
        type="button"
        class={more ?? "ui-icon-button"}
        aria-label={label}
        aria-haspopup={kind}
        aria-expanded={isOpen}
        aria-controls={isOpen ? id : undefined}
        tabIndex={tabIndex}
        disabled={disabled}
        onClick={() => box.current?.togglePopover()}
        onKeyDown={(event) => {
          if (kind !== "menu" || event.key !== "ArrowDown" || isOpen) return;
          event.preventDefault();
          box.current?.showPopover();
        }}
      >
        {children}
      </button>
      <div
        ref={box}
        id={id}
        class="ui-menu"
        popover="auto"
        role={kind}
        aria-labelledby={`${id}-button`}
        onToggle={onToggle}
      >
        {isOpen && content(close)}
      </div>
    </>
  );
}

const first = "[data-autofocus], [aria-checked=true], [role^=menuitem]:not(:disabled), input, button, a";

/** Puts the box under the button, or above where there is more room, inside the window. */
function place(box: HTMLElement, button: HTMLElement, align: "start" | "end"): void {
  const at = button.getBoundingClientRect();
  const { width, height } = box.getBoundingClientRect();
  const left = align === "start" ? at.left : at.right - width;
  const below = at.bottom + 4;
  const fits = below + height <= innerHeight - 8 || at.top < innerHeight - at.bottom;
  box.style.left = `${Math.max(8, Math.min(left, innerWidth - width - 8))}px`;
  box.style.top = `${Math.max(8, fits ? Math.min(below, innerHeight - height - 8) : at.top - 4 - height)}px`;
}
