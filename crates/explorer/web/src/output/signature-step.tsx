import { useState } from "preact/hooks";

import type { Scheme, Step, StepLine } from "../api";
import { signal } from "../state";
import { fill, t } from "../ui/copy";
import { CopyButton } from "../ui/copy-button";
import { Icon } from "../ui/icon";
import { breakable, JsonText } from "../ui/json-code";
import { choose, lineId, spot, ties } from "./choice";
import { CodeLine } from "./code-line";
import { texts } from "./copy";
import { MistakeList } from "./mistakes";
import { isFading, lastEdit } from "./preview-loop";
import { StepNumber } from "./request-tab";
import { partOf } from "./ties";

/** Whether the key chain is masked by hand; an account's is hidden by the server. */
const isMasked = signal(false);

interface Props {
  step: Step;
  /** The number of its first line in the whole walk. */
  first: number;
  scheme: Scheme;
  /** The step before, whose result may be part of a line. */
  before: Step | null;
}

export function SignatureStep({ step, first, scheme, before }: Props) {
  const [isOpen, open] = useState(false);
  const { steps, number } = lastEdit.value;
  const changed = steps.find((one) => one.number === step.number);
  const isChanged = changed !== undefined;
  const isChain = step.id === "key_chain";
  const canMask = isChain && step.hidden === null;
  const isHidden = canMask && isMasked.value;
  const title = `output-step-${step.number}`;
  return (
    <section id={title} class="output-step" tabIndex={-1} aria-labelledby={`${title}-title`}>
      <div class="output-step-head">
        <StepNumber number={step.number} isChanged={isChanged} />
        <h2 id={`${title}-title`}>{step.title}</h2>
        <span class="output-space" />
        {step.size && <span class="ui-caption">{step.size}</span>}
        {isChain && steps.length > 0 && !isChanged && <span class="ui-caption output-unchanged">{t(texts.unchanged)}</span>}
        {step.mistakes > 0 && (
          <button type="button" class="output-mistakes" aria-expanded={isOpen} onClick={() => open(!isOpen)}>
            {step.mistakes === 1 ? t(texts.mistake) : fill(texts.mistakes, step.mistakes)}
          </button>
        )}
        {canMask && (
          <button type="button" class="ui-button ui-button-plain" onClick={() => { isMasked.value = !isHidden; }}>
            <Icon name="eye" />{t(isHidden ? texts.show : texts.mask)}
          </button>
        )}
        {step.copy !== null && !isHidden && <CopyButton text={step.copy} name={fill(texts.copyStep, step.number)} />}
      </div>
      <p class="ui-help output-why">{step.why}</p>
      {isOpen && <MistakeList scheme={scheme} step={step.id} />}
      <ul class="output-lines output-lines-walk" aria-label={step.title}>
        {step.lines.map((line, index) => (
          <WalkLine
            key={index}
            edit={changed?.lines.includes(index) && isFading() ? number : 0}
            line={line}
            number={index + 1}
            at={first + index}
            isFirst={index === 0}
            isHidden={isHidden || (isChain && step.hidden !== null)}
            part={partOf(line, before?.lines.length === 1 ? before.lines[0]?.text ?? null : null)}
          />
        ))}
      </ul>
      {step.hidden !== null && <p class="ui-help output-why">{step.hidden}</p>}
    </section>
  );
}

interface LineProps {
  line: StepLine;
  number: number;
  at: number;
  isFirst: boolean;
  isHidden: boolean;
  part: [number, number] | null;
  /** The edit that changed it, 0 for none: another one starts the fade anew. */
  edit: number;
}

function WalkLine({ line, number, at, isFirst, isHidden, part, edit }: LineProps) {
  const here = spot.value;
  const isReached = here?.pane === "walk" ? here.line === at : isFirst;
  return (
    <CodeLine
      id={lineId({ pane: "walk", line: at })}
      class={line.name !== null ? "output-line-key" : line.source === "" ? "output-line-wide" : ""}
      number={number}
      letter={line.letter}
      source={line.name === null ? line.source : ""}
      isTied={ties.value?.tied.walk.has(at) ?? false}
      isDerived={ties.value?.derived.has(at) ?? false}
      isReached={isReached}
      onChoose={() => choose({ pane: "walk", line: at })}
    >
      {line.name !== null && <b class="output-key-name">{line.name}</b>}
      {line.formula !== null && <span class="output-key-formula">{line.formula}</span>}
      <span key={edit} class={edit ? "output-key-value output-changed" : "output-key-value"}>
        {isHidden && line.name !== null ? "••••••••"
          : part ? <JsonText text={line.text} mark={part} isJson={false} /> : breakable(line.text)}
      </span>
      {line.newline && <span class="output-lf" aria-hidden="true" />}
    </CodeLine>
  );
}
