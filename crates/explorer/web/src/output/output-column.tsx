import "./output.css";

import { useEffect } from "preact/hooks";

import { isExpanded } from "../state";
import { texts } from "./copy";
import { t } from "../ui/copy";
import { startChoice } from "./choice";
import { ConfirmDialog } from "./confirm";
import { Expanded } from "./expanded";
import { startKeys } from "./keys";
import { OutputPane } from "./output-pane";
import { startPreviewLoop } from "./preview-loop";
import { followAction } from "./send";
import { restoreForm } from "./snippet";

/** The right column: request, signature, code and response of the call of the form. */
export function OutputColumn() {
  useEffect(() => {
    restoreForm();
    const stops = [startPreviewLoop(), startChoice(), followAction(), startKeys()];
    return () => stops.forEach((stop) => stop());
  }, []);
  return (
    <section class="output" aria-label={t(texts.output)}>
      {isExpanded.value ? <Expanded /> : <OutputPane />}
      <ConfirmDialog />
    </section>
  );
}
