import { isExpanded, language } from "../state";
import { fill, t } from "../ui/copy";
import { Icon } from "../ui/icon";
import type { SignedRequest } from "../api";
import { Age } from "./age";
import { request } from "./choice";
import { texts } from "./copy";
import { listed } from "./format";
import { NoRequest } from "./no-request";
import { isFading, lastEdit } from "./preview-loop";
import { Legend, RequestLines } from "./request-lines";
import { openStep } from "./open-step";

/** All bytes that go out, then the steps of the signature in short. Expanded, the bytes stand
 *  on the left already. */
export function RequestTab() {
  const of = request.value;
  if (!of) return <NoRequest />;
  return (
    <>
      {!isExpanded.value && (
        <section aria-labelledby="output-bytes">
          <div class="output-head">
            <h2 id="output-bytes">{t(texts.exactBytes)}</h2>
            <Age />
            <span class="output-space" />
            <Legend />
          </div>
          <RequestLines request={of} />
        </section>
      )}
      <Overview request={of} />
    </>
  );
}

function Overview({ request: of }: { request: SignedRequest }) {
  const { steps: changed, number } = lastEdit.value;
  const steps = changed.map((step) => step.number);
  return (
    <section aria-labelledby="output-how">
      <div class="output-head output-head-wrap">
        <h2 id="output-how">{t(texts.howMade)}</h2>
        <span class="output-space" />
        {steps.length > 0 && (
          <span class="output-edit">
            {fill(steps.length === 1 ? texts.changedStep : texts.changedSteps, commas(steps))}
          </span>
        )}
      </div>
      {of.steps.length === 0 && <p class="output-unsigned">{t(texts.unsigned)}</p>}
      <ol class="output-steps" hidden={of.steps.length === 0}>
        {of.steps.map((step) => {
          const isChanged = steps.includes(step.number);
          const fades = isChanged && isFading();
          return (
            <li key={step.number}>
              <button type="button" class="output-step-row" onClick={() => openStep(step.number)}>
                <StepNumber number={step.number} isChanged={isChanged} />
                <span class="output-step-title">{step.title}</span>
                <span key={fades ? number : 0} class={`output-step-summary ui-cut ${fades ? "output-changed" : ""}`}>
                  {step.summary}
                </span>
                <Icon name="chevron-right" />
              </button>
            </li>
          );
        })}
      </ol>
    </section>
  );
}

/** The number of a step, in a ring where the last edit changed it. */
export function StepNumber({ number, isChanged }: { number: number; isChanged: boolean }) {
  return (
    <span class={isChanged ? "output-number output-number-changed" : "output-number"}>
      <span class="ui-hidden">{fill(texts.step, number)}{isChanged && `, ${t(texts.changed)}`}: </span>
      <span aria-hidden="true">{number}</span>
    </span>
  );
}

function commas(steps: number[]): string {
  return language.value === "zh-CN" ? listed(steps, "zh-CN") : steps.join(", ");
}
