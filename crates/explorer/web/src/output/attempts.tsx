import type { Attempt } from "../api";
import { language } from "../state";
import { t } from "../ui/copy";
import { Dotted } from "../ui/dotted";
import { responseTexts as texts } from "./copy";
import { duration } from "./format";

/** Each attempt of a call that was retried. */
export function AttemptTable({ attempts }: { attempts: Attempt[] }) {
  const { attempt, result, time, then } = texts.columns;
  return (
    <div class="output-attempts">
      <table>
        <thead>
          <tr>{[attempt, result, time, then].map((text) => <th key={text.en} scope="col">{t(text)}</th>)}</tr>
        </thead>
        <tbody>
          {attempts.map((one) => (
            <tr key={one.number}>
              <td class="ui-mono">{one.number}</td>
              {/* A code stays whole, a sentence wraps. */}
              <td class={one.result.includes(" ") ? "output-sentence" : "ui-mono"}><Dotted text={one.result} /></td>
              <td class="ui-mono">{duration(one.ms, language.value)}</td>
              <td class="ui-help">{one.then}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
