import { destination, target } from "../state";
import { t } from "../ui/copy";
import { Dialog } from "../ui/dialog";
import { Icon } from "../ui/icon";
import { noKey } from "./copy";
import { loadStart } from "./load";
import { isNoKeyOpen, setDestination } from "./target-state";

/** Why nothing can be sent to this target, and the ways out. */
export function NoKey() {
  const close = () => { isNoKeyOpen.value = false; };
  const again = async () => {
    await loadStart();
    if (target.value?.key) close();
  };
  const title = t(destination.value.target === "custom" ? noKey.titleCustom : noKey.title);
  const names = ["TENCENTCLOUD_SECRET_ID", "TENCENTCLOUD_SECRET_KEY", "tc3 explorer --keys FILE"];
  return (
    <Dialog label={title} onClose={close}>
      <div class="ui-dialog-head"><Icon name="key" class="shell-warn" /><h2>{title}</h2></div>
      <div class="ui-dialog-body">
        <p>{t(noKey.set).split(/\{\d\}/).map((text, index) => <>{text}{names[index] && <code>{names[index]}</code>}</>)}</p>
        <p>{t(noKey.text)}</p>
      </div>
      <div class="ui-dialog-foot">
        <button type="button" class="ui-button" data-autofocus onClick={() => { setDestination({ target: "emulator" }); close(); }}>{t(noKey.emulator)}</button>
        <button type="button" class="ui-button ui-button-plain" onClick={() => void again()}>{t(noKey.again)}</button>
      </div>
    </Dialog>
  );
}
