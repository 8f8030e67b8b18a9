import "./output.css";

import { useEffect } from "preact/hooks";

import { action, isExpanded } from "../state";
import { isSingle } from "../ui/media";
import { startChoice } from "./choice";
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
    <div class="output">
      {/* The form with its heading is out of view. */}
      {(isExpanded.value || isSingle.value) && <h1 class="ui-hidden">{action.value?.action}</h1>}
      {isExpanded.value && !isSingle.value ? <Expanded /> : <OutputPane />}
    </div>
  );
}
