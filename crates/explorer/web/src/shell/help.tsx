import { signal } from "@preact/signals";

import { t, type Text } from "../ui/copy";
import { Dialog } from "../ui/dialog";
import { Icon } from "../ui/icon";
import { Kbd } from "../ui/kbd";
import { header } from "./copy";
import { hasSingleKeys } from "./settings";

export const isHelpOpen = signal(false);

const pair = (en: string, zh: string): Text => ({ en, zh });

const groups: { title: Text; keys: [string[], Text][] }[] = [
  {
    title: pair("Everywhere", "全局"),
    keys: [
      [["Ctrl K"], pair("search", "搜索")],
      [["Ctrl Enter"], pair("send", "发送")],
      [["F6", "Shift F6"], pair("next, previous region", "下一个、上一个区域")],
      [["Esc"], pair("close; else leave the field; else cancel the call", "关闭；离开输入框；取消调用")],
      [["["], pair("side list", "侧栏")],
      [["↑", "↓"], pair("move in the side list", "在侧栏中移动")],
      [["?"], pair("this list", "本列表")],
    ],
  },
  {
    title: pair("Go to", "跳转"),
    keys: [
      [["G", "R"], pair("Request", "请求")],
      [["G", "S"], pair("Signature", "签名")],
      [["G", "C"], pair("Code", "代码")],
      [["G", "P"], pair("Response", "响应")],
      [["G", "E"], pair("Explore", "调用")],
      [["G", "X"], pair("Explain", "诊断")],
      [["G", "M"], pair("Emulator", "模拟器")],
      [["G", "H"], pair("History", "历史")],
    ],
  },
  {
    title: pair("Form", "表单"),
    keys: [
      [["Ctrl Z", "Ctrl Shift Z"], pair("undo, redo (form and JSON)", "撤销、重做（表单和 JSON）")],
      [["F8", "Shift F8"], pair("next, previous finding", "下一个、上一个问题")],
      [["Alt Enter"], pair("menu of a field", "参数的菜单")],
      [["Alt ↑", "Alt ↓"], pair("move list row", "移动列表行")],
      [["J"], pair("form / JSON", "表单 / JSON")],
    ],
  },
  {
    title: pair("Signature", "签名"),
    keys: [
      [["1", "–", "6"], pair("open step", "打开步骤")],
      [["↑", "↓"], pair("choose line", "选择行")],
      [["→", "←"], pair("follow its tie, go back", "跟随关联、返回")],
      [["E"], pair("expand", "展开")],
    ],
  },
];

/** All keys, and the switch for those of a single letter. */
export function Help() {
  const close = () => { isHelpOpen.value = false; };
  return (
    <Dialog class="shell-help-dialog" label={t(header.keys)} onClose={close}>
      <div class="ui-dialog-head">
        <h2 class="ui-title">{t(header.keys)}</h2>
        <button type="button" class="ui-icon-button shell-end" aria-label={t(pair("Close", "关闭"))} data-autofocus onClick={close}>
          <Icon name="x" />
        </button>
      </div>
      <div class="ui-dialog-body shell-help-groups">
        {groups.map((group) => (
          <section key={group.title.en}>
            <h3>{t(group.title)}</h3>
            <dl class="shell-help-keys">
              {group.keys.map(([keys, what]) => (
                <div key={what.en}>
                  <dt>{keys.map((one) => (one === "–" ? one : <Kbd key={one} keys={one} isSpoken />))}</dt>
                  <dd>{t(what)}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <div class="ui-dialog-foot">
        <label class="shell-help-switch">
          <input class="ui-check" type="checkbox" checked={hasSingleKeys.value} onChange={(event) => { hasSingleKeys.value = event.currentTarget.checked; }} />
          {t(pair("Single keys outside of inputs", "输入框之外使用单键快捷键"))}
        </label>
      </div>
    </Dialog>
  );
}
