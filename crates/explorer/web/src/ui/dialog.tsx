import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";

interface Props {
  /** `alertdialog` where nothing else can be done before it is closed. */
  role?: "dialog" | "alertdialog";
  label: string;
  /** Esc, or a click beside it (not for an alert). */
  onClose: () => void;
  class?: string;
  children: ComponentChildren;
}

/** A modal dialog. The element keeps the focus inside and gives it back; the first element
 *  with `autofocus` gets it. */
export function Dialog({ role = "dialog", label, onClose, class: more, children }: Props) {
  const ref = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const dialog = ref.current;
    const before = document.activeElement;
    dialog?.showModal();
    dialog?.querySelector<HTMLElement>("[autofocus], [data-autofocus]")?.focus();
    return () => {
      dialog?.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return (
    <dialog
      ref={ref}
      class={`ui-dialog ${more ?? ""}`}
      role={role}
      aria-label={label}
      aria-modal="true"
      onCancel={(event) => { event.preventDefault(); onClose(); }}
      onClick={(event) => { if (role === "dialog" && event.target === ref.current) onClose(); }}
    >
      {children}
    </dialog>
  );
}
