import { useEffect } from "preact/hooks";

import { preview, start } from "../state";
import { announce } from "../ui/announce";
import { fill, t } from "../ui/copy";
import { Icon } from "../ui/icon";
import { Kbd } from "../ui/kbd";
import { findings as texts } from "./copy";
import { next, showFinding } from "./findings";
import { findings, toneOf } from "./model";

/** How many findings there are, and the way to the next. */
export function FindingBar() {
  const all = findings.value;
  const text = countText(all.length);
  const isKnown = preview.value !== null;
  const isError = all.some((one) => toneOf(one) === "error");

  // The count is spoken when typing has ended.
  useEffect(() => {
    if (!isKnown) return;
    const timer = setTimeout(() => announce(text), 500);
    return () => clearTimeout(timer);
  }, [text, isKnown]);

  const about = start.value;
  return (
    <footer class="form-foot" aria-label={t(texts.label)}>
      {isKnown && (
        <span class={all.length === 0 ? "form-state form-state-ok" : isError ? "form-state form-state-bad" : "form-state form-state-warn"}>
          <Icon name={all.length === 0 ? "check" : isError ? "error" : "warning"} />
          <span>{text}</span>
        </span>
      )}
      {next.value && (
        <>
          <code class="form-next ui-cut">{next.value.path || t(texts.whole)}</code>
          <button type="button" class="ui-button ui-button-plain" onClick={() => showFinding(1)}>{t(texts.show)}</button>
          <Kbd keys="F8" />
        </>
      )}
      <span class="form-spring" />
      {about && <span class="form-about ui-help">tc3 {about.version} · catalog {about.catalog}</span>}
    </footer>
  );
}

/** `1 finding` */
export function countText(count: number): string {
  if (count === 0) return t(texts.none);
  return count === 1 ? t(texts.one) : fill(texts.several, count);
}
