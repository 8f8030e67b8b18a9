import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";

import { t } from "./copy";
import { Icon } from "./icon";
import { announce } from "./announce";

interface Props {
  /** The exact text, or how to get it; null: there is none, and somebody has said why. */
  text: string | (() => string | null | Promise<string | null>);
  /** Words beside the icon; without them the button is only an icon. */
  label?: ComponentChildren;
  /** The accessible name of an icon alone: `Copy the request`. */
  name?: string;
  class?: string;
}

/** Copies, and says so for 1.5 s at the same width. */
export function CopyButton({ text, label, name, class: more }: Props) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 1500);
    return () => clearTimeout(timer);
  }, [copied]);

  const done = t({ en: "Copied", zh: "已复制" });
  const copy = async () => {
    const exact = typeof text === "string" ? text : await text();
    if (exact === null) return;
    await copyText(exact);
    setCopied(true);
    announce(done);
  };
  const named = name ?? t({ en: "Copy", zh: "复制" });
  if (!label) {
    return (
      <button type="button" class={`ui-icon-button ${more ?? ""}`} aria-label={named} title={named} onClick={copy}>
        <Icon name={copied ? "check" : "copy"} />
      </button>
    );
  }
  return (
    <button type="button" class={`ui-button ${more ?? ""}`} onClick={copy}>
      <Icon name={copied ? "check" : "copy"} />
      <SameWidth texts={[label, done]} shown={copied ? 1 : 0} />
    </button>
  );
}

/** Shows one of several texts in the width of the widest. */
export function SameWidth({ texts, shown }: { texts: ComponentChildren[]; shown: number }) {
  return (
    <span class="ui-same-width">
      {texts.map((text, index) => <span key={index} class={index === shown ? "" : "ui-unseen"}>{text}</span>)}
    </span>
  );
}

/** Puts text on the clipboard, exactly. */
export async function copyText(text: string): Promise<void> {
  await navigator.clipboard.writeText(text);
}
