import "./explain.css";

import { t } from "../ui/copy";
import { Empty } from "../ui/note";
import { StateBadge } from "../ui/badge";
import { Controls } from "./controls";
import { explain } from "./copy";
import { Editor } from "./editor";
import { at, isChecking, result, text } from "./explain-state";
import { Verdict } from "./verdict";

/** A request that was refused, and why. Nothing is sent to any service. */
export function ExplainView() {
  const found = result.value;
  return (
    <div class="explain">
      <section class="explain-left" aria-label={t(explain.region)}>
        <div class="explain-bar">
          <h2>{t(explain.region)}</h2>
          {found?.kind && <StateBadge tone="neutral">{found.kind}</StateBadge>}
          {text.value && (
            <button type="button" class="ui-button ui-button-plain explain-clear" onClick={clear}>
              {t(explain.clear)}
            </button>
          )}
        </div>
        <Editor />
        <Controls />
        <p class="explain-foot ui-help">{t(explain.reads)}</p>
      </section>
      <div class="explain-right" aria-live="polite" aria-busy={isChecking.value} tabIndex={-1}>
        {found ? <Verdict found={found} /> : (
          <Empty icon="search" title={t(explain.emptyTitle)}>
            <p class="ui-help">{t(isChecking.value ? explain.checking : explain.empty)}</p>
          </Empty>
        )}
      </div>
    </div>
  );
}

function clear(): void {
  text.value = "";
  at.value = null;
}
