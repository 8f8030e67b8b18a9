import type { Attempt } from "../api";
import { language } from "../state";
import { t } from "../ui/copy";
import { Dotted } from "../ui/dotted";
import { responseTexts as texts } from "./copy";
import { duration } from "./format";

/** Each attempt of a call that was retried. The roles stay where the style makes it no table. */
export function AttemptTable({ attempts }: { attempts: Attempt[] }) {
  const { attempt, result, time, then } = texts.columns;
  return (
    <div class="output-attempts">
      <table role="table">
        <thead role="rowgroup">
          <tr role="row">{[attempt, result, time, then].map((text) => <th key={text.en} role="columnheader" scope="col">{t(text)}</th>)}</tr>
        </thead>
        <tbody role="rowgroup">
          {attempts.map((one) => (
            <tr role="row" key={one.number}>
              <td role="cell" class="ui-mono">{one.number}</td>
              {/* A code stays whole, a sentence wraps. */}
              <td role="cell" class={one.result.includes(" ") ? "output-sentence" : "ui-mono"}><Dotted text={one.result} /></td>
              <td role="cell" class="ui-mono">{duration(one.ms, language.value)}</td>
              <td role="cell" class="ui-help">{one.then}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
