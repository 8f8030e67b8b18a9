import type { Attempt } from "../api";
import { language } from "../state";
import { fill, t } from "../ui/copy";
import { responseTexts as texts } from "./copy";
import { duration, shares } from "./format";

/** A bar is at least so wide, in percent; the numbers are the truth. */
const LEAST = 3;

/** Where the time of the last attempt went. */
export function TimeSplit({ timings, attempt }: { timings: NonNullable<Attempt["timings"]>; attempt: number | null }) {
  const parts = (["sign", "connect", "first_byte", "body"] as const).map((id) => ({ id, ms: timings[id] }));
  const timed = parts.filter((part): part is typeof part & { ms: number } => part.ms !== null);
  const widths = shares(timed.map((part) => part.ms), LEAST);
  const names = { sign: texts.sign, connect: texts.connect, first_byte: texts.firstByte, body: texts.body };
  return (
    <div class="output-split">
      <div class="output-split-bar" aria-hidden="true">
        {timed.map((part, index) => (
          <span key={part.id} class={`output-split-${part.id}`} style={{ width: `${widths[index]}%` }} />
        ))}
      </div>
      <ul class="output-split-legend" aria-label={t(texts.split)}>
        {parts.map((part, index) => (
          <li key={part.id}>
            <i class={`output-split-${part.id}`} aria-hidden="true" />
            {index === 0 && attempt !== null && fill(texts.ofAttempt, attempt)}
            {t(names[part.id])} <code>{part.ms === null ? t(texts.reused) : duration(part.ms, language.value)}</code>
          </li>
        ))}
      </ul>
    </div>
  );
}
