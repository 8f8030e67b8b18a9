import type { ComponentChildren } from "preact";

import { fill } from "../ui/copy";
import { texts } from "./copy";

interface Props {
  /** From 1, as it is spoken. */
  number: number;
  letter: string | null;
  source: string;
  /** For people who do not see the bar and the letter. */
  spoken?: string;
  isSigned?: boolean;
  isMuted?: boolean;
  isTied: boolean;
  isDerived: boolean;
  /** The one line of its list that Tab reaches. */
  isReached: boolean;
  id: string;
  onChoose: () => void;
  class?: string;
  children: ComponentChildren;
}

/** A line of the request or of a step: letter, text, source. Only the text is copied. */
export function CodeLine(props: Props) {
  const names = ["output-line", props.class ?? ""];
  if (props.isSigned) names.push("output-line-signed");
  if (props.isMuted) names.push("output-line-muted");
  if (props.isTied) names.push("output-line-tied");
  else if (props.isDerived) names.push("output-line-derived");
  const spoken = [
    fill(texts.line, props.number),
    props.letter ? fill(texts.fromLetter, props.letter) : "",
    props.spoken ?? "",
    props.source,
  ].filter(Boolean).join(", ");
  const choose = () => {
    // A selection of text is no choice of a line.
    if (!getSelection()?.toString()) props.onChoose();
  };
  return (
    <li
      id={props.id}
      class={names.filter(Boolean).join(" ")}
      tabIndex={props.isReached ? 0 : -1}
      aria-current={props.isTied ? "true" : undefined}
      onClick={choose}
      onKeyDown={(event) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        if (event.ctrlKey || event.metaKey || event.target !== event.currentTarget) return;
        event.preventDefault();
        props.onChoose();
      }}
    >
      <span class="ui-hidden output-uncopied">{spoken}: </span>
      <span class="output-letter" aria-hidden="true">
        {props.letter && <span class="output-letter-box">{props.letter}</span>}
      </span>
      <span class="output-text">{props.children}</span>
      <span class="output-source" aria-hidden="true">{props.source}</span>
    </li>
  );
}
