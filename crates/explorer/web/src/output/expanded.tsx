import { call, isExpanded, view } from "../state";
import { t } from "../ui/copy";
import { Icon } from "../ui/icon";
import { Kbd } from "../ui/kbd";
import { ByteView } from "./byte-view";
import { request } from "./choice";
import { Connector } from "./connector";
import { texts } from "./copy";
import { LineNotes } from "./line-notes";
import { NoRequest } from "./no-request";
import { OutputPane } from "./output-pane";
import { Legend, RequestLines } from "./request-lines";

/** The whole width: the request on the left, tied through the gutter to the walk. */
export function Expanded() {
  const of = request.value;
  return (
    <div class="output-expanded">
      <section class="output-source-pane" aria-labelledby="output-source-title">
        <div class="output-tabs">
          <h2 id="output-source-title">{t(texts.request)}</h2>
          <code class="ui-muted ui-cut">{call.value?.service} {call.value?.action}</code>
          <span class="output-space" />
          <Legend />
        </div>
        <div class="output-scroll" role="group" aria-label={t(texts.request)} tabIndex={0}>
          {of ? (
            <>
              <RequestLines request={of} />
              <LineNotes />
              <ByteView />
            </>
          ) : <NoRequest />}
        </div>
        <div class="output-foot">
          <button type="button" class="ui-button ui-button-plain" onClick={() => { view.value = "explain"; }}>
            <Icon name="swap" />{t(texts.explainFailing)}
          </button>
          <span class="output-space" />
          <button type="button" class="output-back" onClick={() => { isExpanded.value = false; }}>
            <Kbd keys="Esc" /> {t(texts.backToForm)}
          </button>
        </div>
      </section>
      <Connector />
      <OutputPane />
    </div>
  );
}
