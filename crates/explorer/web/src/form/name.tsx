import { action } from "../state";
import { t } from "../ui/copy";
import { form as words } from "./copy";
import { typeName } from "./field";
import type { Row } from "./rows";

/** The name, which may break before capitals, and the mark of what is required. */
export function MemberName({ row }: { row: Row }) {
  const parts = row.name.split(/(?<=[a-z0-9])(?=[A-Z])/);
  return (
    <>
      {parts.map((one, index) => <span key={index}>{index > 0 && <wbr />}{one}</span>)}
      {row.declared?.required && (
        <>
          {" "}<span class="form-required" aria-hidden="true">*</span>
          <span class="ui-hidden">{t(words.required)}</span>
        </>
      )}
    </>
  );
}

/** `Integer · optional`, `unknown` */
export function TypeLine({ row, extra }: { row: Row; extra?: string | undefined }) {
  const declared = row.declared;
  const isItem = declared === null && /^\d+$/.test(row.name);
  const type = declared?.type ?? row.type;
  const isFile = type.kind === "binary" && action.value?.body === "multipart";
  const named = isFile ? "File" : typeName(type);
  const parts = [
    declared === null && !isItem ? t(words.unknown) : named,
    declared !== null && !declared.required ? t(words.optional) : "",
    extra ?? "",
  ];
  return <span>{parts.filter(Boolean).join(" · ")}</span>;
}
