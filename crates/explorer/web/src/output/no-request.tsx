import type { TargetKind } from "../api";
import { loadStart } from "../shell/load";
import { destination, preview, start, target } from "../state";
import { fill, t } from "../ui/copy";
import { Marked } from "../ui/marked";
import { Empty } from "../ui/note";
import { texts } from "./copy";
import { previewFailure } from "./preview-loop";
import { Problem } from "./problem";

const names: Record<TargetKind, { en: string; zh: string }> = {
  emulator: texts.targetEmulator, custom: texts.targetCustom, cloud: texts.targetCloud,
};

/** What stands in place of a request: why there is none, and what to do. */
export function NoRequest() {
  const hasNoKey = start.value !== null && target.value?.key === null;
  if (hasNoKey) return <NoKey />;
  if (previewFailure.value) {
    return <Empty icon="warning" title={t(texts.noRequest)}><p>{fill(texts.previewFailed, previewFailure.value)}</p></Empty>;
  }
  if (!preview.value) return <div class="output-wait ui-caption">{t(texts.waiting)}</div>;
  return <Empty icon="warning" title={t(texts.noRequest)}><p>{preview.value.problem}</p></Empty>;
}

/** There is no key for the target. The way out is the emulator, or a key where tc3 runs. */
export function NoKey() {
  return (
    <Problem icon="key" tone="warn" title={fill(texts.noKeyTitle, t(names[destination.value.target]))}>
      <p><Marked text={t(texts.noKeyText)} /></p>
      <div class="output-buttons">
        <button type="button" class="ui-button" onClick={() => { destination.value = { target: "emulator" }; }}>
          {t(texts.useEmulator)}
        </button>
        <button type="button" class="ui-button ui-button-plain" onClick={() => void loadStart()}>{t(texts.checkAgain)}</button>
      </div>
    </Problem>
  );
}
