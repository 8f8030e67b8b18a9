import { call } from "../state";
import { fill, t } from "../ui/copy";
import { Icon } from "../ui/icon";
import { file as texts, form as words } from "./copy";
import { pickFile } from "./file";
import { setOctets } from "./model";

/** The file that is the body of an action that sends a stream of bytes. */
export function OctetsRow() {
  const octets = call.value?.octets;
  const name = t(texts.octets);
  const size = octets === undefined ? 0 : Math.floor((octets.replace(/=+$/, "").length * 3) / 4);
  return (
    <div class="form-row">
      <div class="form-label">
        <label for="field-octets" class="form-octets">{name}</label>
        <div class="form-type">application/octet-stream</div>
      </div>
      <div class="form-control form-file">
        <output class="ui-muted" id="octets-state">
          {octets === undefined ? t(texts.octetsNone) : fill(texts.base64, size)}
        </output>
        <button
          id="field-octets"
          type="button"
          class="ui-button"
          aria-label={fill(texts.chooseFor, name)}
          aria-describedby="octets-state"
          onClick={() => void pickFile().then((base64) => { if (base64 !== null) setOctets(base64); })}
        >
          {t(texts.choose)}
        </button>
      </div>
      <div class="form-aside">
        {octets !== undefined && (
          <button
            type="button"
            class="ui-icon-button"
            aria-label={fill(words.leaveOutName, name)}
            onClick={() => setOctets(undefined)}
          >
            <Icon name="x" />
          </button>
        )}
      </div>
      <p class="form-help ui-help">{t(texts.octetsHelp)}</p>
    </div>
  );
}
