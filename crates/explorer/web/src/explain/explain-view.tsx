import "./explain.css";

import { t } from "../ui/copy";
import { Marked } from "../ui/marked";
import { Empty } from "../ui/note";
import { StateBadge } from "../ui/badge";
import { Controls } from "./controls";
import { explain } from "./copy";
import { Editor } from "./editor";
import { age, clear, result, text } from "./explain-state";
import { Verdict } from "./verdict";

/** A request that was refused, and why. Nothing is sent to any service. */
export function ExplainView() {
  const found = result.value;
  return (
    <div class="explain">
      <section class="explain-left" aria-label={t(explain.region)}>
        <div class="explain-bar">
          <h1 class="explain-heading">{t(explain.region)}</h1>
          {found?.kind && <StateBadge tone="neutral">{found.kind}</StateBadge>}
          {age.value !== "fresh" && <span class="ui-caption">{t(explain[age.value])}</span>}
          {text.value && (
            <button type="button" class="ui-button ui-button-plain explain-clear" onClick={clearAll}>
              {t(explain.clear)}
            </button>
          )}
        </div>
        <Editor />
        <Controls />
        <p class="explain-foot ui-help"><Marked text={t(explain.reads)} /></p>
      </section>
      <section class="explain-right" aria-label={t(explain.result)} aria-busy={age.value !== "fresh"}>
        {found ? <Verdict found={found} /> : (
          <Empty icon="search" title={t(explain.emptyTitle)}>
            <p class="ui-help">{t(explain.empty)}</p>
          </Empty>
        )}
      </section>
    </div>
  );
}

/** The button goes with the text; the focus stays at hand. */
function clearAll(): void {
  clear();
  document.getElementById("explain-text")?.focus();
}
