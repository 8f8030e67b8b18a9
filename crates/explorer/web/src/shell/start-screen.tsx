import { take } from "../explain/paste";
import { openCall } from "../form/open";
import { start, view } from "../state";
import { ClassBadge } from "../ui/badge";
import { count, fill, t } from "../ui/copy";
import { Icon } from "../ui/icon";
import { Kbd } from "../ui/kbd";
import { toast } from "../ui/toast";
import { first } from "./copy";
import { report } from "./load";
import { openPalette } from "./palette-state";

/** What the page shows until an action is open. */
export function StartScreen() {
  const known = start.value;
  return (
    <div class="shell-first" id="form" tabIndex={-1}>
      <h1>{t(first.title)}</h1>
      <p class="ui-muted shell-first-text">
        {known ? fill(first.text, count(known.actions), count(known.services)) : "\u00a0"}
      </p>
      <button type="button" class="shell-first-search" aria-haspopup="dialog" onClick={() => openPalette("")}>
        <Icon name="search" />
        <span class="shell-search-text">{t(first.search)}</span>
        <Kbd keys="Ctrl K" />
      </button>
      <div class="shell-cards">
        <PasteCard />
        <ExplainCard />
      </div>
      {known && known.examples.length > 0 && <Examples />}
    </div>
  );
}

function PasteCard() {
  const [before, after] = t(first.pasteText).split("{0}");
  return (
    <button type="button" class="shell-card shell-card-paste" onClick={pasteFromClipboard}>
      <span class="shell-card-title"><Icon name="copy" />{t(first.paste)}<Kbd keys="Ctrl V" /></span>
      <span class="ui-help">{before}<code>tccli</code>{after}</span>
    </button>
  );
}

function ExplainCard() {
  return (
    <button type="button" class="shell-card" onClick={() => { view.value = "explain"; }}>
      <span class="shell-card-title">
        <Icon name="error" />{t(first.explain)}
        <span class="shell-keys"><Kbd keys="G" /><Kbd keys="X" /></span>
      </span>
      <span class="ui-help">{start.value ? fill(first.explainText, start.value.causes) : "\u00a0"}</span>
    </button>
  );
}

/** Reads the clipboard where the browser allows it, and pastes as Ctrl V does. */
async function pasteFromClipboard(): Promise<void> {
  const text = await navigator.clipboard.readText().catch(() => "");
  if (text.trim()) await take(text);
  else toast({ text: t(first.pasteKey) });
}

function Examples() {
  return (
    <section aria-labelledby="examples">
      <div class="shell-examples-head">
        <h2 id="examples">{t(first.examples)}</h2>
        <span class="ui-help">{t(first.examplesText)}</span>
      </div>
      <ul class="ui-card shell-examples">
        {start.value?.examples.map((one) => (
          <li key={one.title}>
            <button type="button" class="shell-example" onClick={() => void openCall(one.call).catch(report)}>
              <strong class="ui-mono">{one.call.action}</strong>
              <span class="ui-muted">{one.call.service}</span>
              <span class="shell-example-class"><ClassBadge of={one.class} /></span>
              <span class="shell-example-title">{one.title}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
