// Inputs of scalars, by type.

import { useRef } from "preact/hooks";

import type { Type } from "../api";
import { fill, t } from "../ui/copy";
import { step } from "../ui/step";
import { file as texts, form as words } from "./copy";
import { pickFile } from "./file";
import { splice } from "./typed";

export interface InputProps {
  id: string;
  name: string;
  type: Type;
  /** What the input shows. */
  text: string;
  /** Shown muted inside while the text is empty: `not sent`, `""`, `null`. */
  empty: string;
  values: string[];
  isRequired: boolean;
  isInvalid: boolean;
  isWarned: boolean;
  describedBy: string | undefined;
  /** The text that was typed; null: the member is left out. */
  onText: (text: string | null) => void;
}

export function ScalarInput(props: InputProps) {
  switch (props.type.kind) {
    case "boolean": return <BooleanInput {...props} />;
    case "binary": return <BinaryInput {...props} />;
    case "string": return props.values.length > 0 ? <KnownInput {...props} /> : <TextInput {...props} />;
    default: return <NumberInput {...props} />;
  }
}

function attributes({ id, text, empty, isRequired, isInvalid, isWarned, describedBy }: InputProps) {
  return {
    id,
    value: text,
    placeholder: empty,
    class: isWarned ? "ui-input form-warned" : "ui-input",
    spellcheck: false,
    autocomplete: "off",
    autocapitalize: "off",
    "aria-required": isRequired,
    "aria-invalid": isInvalid,
    "aria-describedby": describedBy,
    "data-required-empty": isRequired && text === "" ? "" : undefined,
  } as const;
}

/** Grows with its text to 8 lines. Enter is a line feed only where there are several lines. */
function TextInput(props: InputProps) {
  const { text, onText } = props;
  const isLong = text.includes("\n") || text.length > 200;
  return (
    <textarea
      {...attributes(props)}
      rows={1}
      onInput={(event) => onText(splice(text, event.currentTarget.value))}
      onKeyDown={(event) => {
        // With Ctrl it sends.
        if (event.ctrlKey || event.metaKey) return;
        if (event.key === "Enter" && !event.shiftKey && !isLong && !event.isComposing) event.preventDefault();
      }}
    />
  );
}

/** Text, so that 64-bit integers keep their digits and slips can be seen. Emptied: not sent. */
function NumberInput(props: InputProps) {
  const isFloat = props.type.kind === "float";
  return (
    <input
      {...attributes(props)}
      inputMode={isFloat ? "decimal" : "numeric"}
      onInput={(event) => props.onText(event.currentTarget.value || null)}
    />
  );
}

/** Known values to choose from; any other can be typed. */
function KnownInput(props: InputProps) {
  return (
    <>
      <input
        {...attributes(props)}
        list={`${props.id}-values`}
        onInput={(event) => props.onText(event.currentTarget.value)}
      />
      <Known id={`${props.id}-values`} values={props.values} />
    </>
  );
}

/** The values that an input offers. */
export function Known({ id, values }: { id: string; values: string[] }) {
  if (values.length === 0) return null;
  return <datalist id={id}>{values.map((one) => <option key={one} value={one} />)}</datalist>;
}

/** Three ways: not sent, true, false. */
function BooleanInput({ id, name, text, isRequired, isInvalid, describedBy, empty, onText }: InputProps) {
  const box = useRef<HTMLDivElement>(null);
  const options = [null, "true", "false"];
  const at = text === "true" ? 1 : text === "false" ? 2 : 0;
  const choose = (index: number) => {
    onText(options[index] ?? null);
    box.current?.querySelectorAll("button")[index]?.focus();
  };
  return (
    <div
      ref={box}
      class="ui-segments form-boolean"
      role="radiogroup"
      aria-label={name}
      aria-required={isRequired}
      aria-invalid={isInvalid}
      aria-describedby={describedBy}
      onKeyDown={(event) => {
        const to = step(event.key, at, options.length, event.key.endsWith("Up") || event.key.endsWith("Down") ? "vertical" : "horizontal");
        if (to < 0) return;
        event.preventDefault();
        choose(to);
      }}
    >
      {options.map((one, index) => (
        <button
          key={index}
          id={index === at ? id : undefined}
          type="button"
          role="radio"
          aria-checked={index === at}
          tabIndex={index === at ? 0 : -1}
          onClick={() => choose(index)}
        >
          {one ?? (empty === "null" ? "null" : t(words.notSent))}
        </button>
      ))}
    </div>
  );
}

/** Longer Base64 is not shown as text: it is a file. */
const LONG = 4096;

function BinaryInput(props: InputProps) {
  const { text, name, onText, id } = props;
  const isLong = text.length > LONG;
  return (
    <div class="form-file">
      {isLong
        ? <output class="ui-muted">{fill(texts.base64, Math.floor((text.length * 3) / 4))}</output>
        : (
          <textarea
            {...attributes(props)}
            rows={1}
            onInput={(event) => onText(splice(text, event.currentTarget.value))}
          />
        )}
      <button
        id={isLong ? id : undefined}
        type="button"
        class="ui-button"
        aria-label={fill(texts.chooseFor, name)}
        onClick={() => void pickFile().then((base64) => { if (base64 !== null) onText(base64); })}
      >
        {t(texts.choose)}
      </button>
    </div>
  );
}
