import { action } from "../state";
import { fill, t } from "../ui/copy";
import { Marked } from "../ui/marked";
import { Empty, Note } from "../ui/note";
import { form as words } from "./copy";
import { JsonError } from "./json";
import { Found } from "./field-row";
import { isRequiredOnly, mode } from "./mode";
import { findingsAt, reading, setInput, valid } from "./model";
import { OctetsRow } from "./octets";
import { memberRows, ROOT } from "./rows";
import { Rows } from "./rows-view";

/** The members of the open action as fields. */
export function FormView() {
  const form = action.value;
  if (!form) return null;
  const { text, root } = valid.value;
  const now = reading.value;
  const isInvalid = now instanceof JsonError;
  const rows = memberRows(form.members, root, ROOT);
  const hasRequired = rows.some((one) => one.declared?.required || one.node !== null);
  return (
    <>
      {isInvalid && (
        <div class="form-note">
          <Note tone="warn">
            {whyInvalid(now)}{" "}
            <button type="button" class="ui-link" onClick={() => { mode.value = "json"; }}>{t(words.editJson)}</button>
            {" · "}
            <button type="button" class="ui-link" onClick={() => setInput(text)}>{t(words.takeForm)}</button>
          </Note>
        </div>
      )}
      {!isInvalid && <div class="form-whole"><Found id="found-whole" row={null} found={findingsAt.value.get("") ?? []} /></div>}
      {form.body === "octets" && <OctetsRow />}
      <fieldset class="form-rows" disabled={isInvalid}>
        {rows.length === 0 && form.body !== "octets" && (
          <Empty icon="check" title={t(words.nothing)}><p><Marked text={t(words.nothingText)} /></p></Empty>
        )}
        {rows.length > 0 && isRequiredOnly.value && !hasRequired && (
          <Empty icon="check" title={t(words.noneRequired)}>
            <button type="button" class="ui-link" onClick={() => { isRequiredOnly.value = false; }}>
              {fill(words.showAll, rows.length)}
            </button>
          </Empty>
        )}
        <Rows
          key={`${form.service} ${form.version} ${form.action}`}
          rows={rows}
          source={text}
          around={{ depth: 0, within: [], members: form.members.length, rows: 0 }}
        />
      </fieldset>
    </>
  );
}

/** The sentence of the server on a text that has no form, and that the form is older. */
export function whyInvalid({ line, column }: JsonError): string {
  const found = findingsAt.value.get("")?.[0]?.text ?? fill(words.invalidAt, line, column);
  return `${found} ${t(words.lastValid)}`;
}
