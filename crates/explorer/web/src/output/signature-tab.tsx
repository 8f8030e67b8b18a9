import { t } from "../ui/copy";
import { Empty } from "../ui/note";
import { request } from "./choice";
import { texts } from "./copy";
import { NoRequest } from "./no-request";
import { SignatureStep } from "./signature-step";

/** The walk: every step of the signature with its lines. */
export function SignatureTab() {
  const of = request.value;
  if (!of) return <NoRequest />;
  if (of.steps.length === 0) return <Empty icon="info" title={t(texts.unsigned)} />;
  let first = 0;
  return (
    <div class="output-walk">
      {of.steps.map((step) => {
        const from = first;
        first += step.lines.length;
        const before = of.steps.find((one) => one.number === step.number - 1);
        return <SignatureStep key={step.id} step={step} first={from} scheme={of.scheme} before={before ?? null} />;
      })}
    </div>
  );
}
