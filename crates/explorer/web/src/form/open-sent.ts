import type { Call, TargetKind } from "../api";
import { texts } from "../output/copy";
import { destination } from "../state";
import { fill, t } from "../ui/copy";
import { toast } from "../ui/toast";
import { form as words } from "./copy";
import { openCall } from "./open";

const names = { emulator: texts.targetEmulator, custom: texts.targetCustom, cloud: texts.targetCloud };

/** Opens a call that went to `from`. The target stays the one that was chosen, and a toast
 *  names it where it is another. */
export async function openSent(wanted: Call, from: TargetKind): Promise<void> {
  await openCall(wanted);
  const { target } = destination.peek();
  if (target !== from) toast({ text: fill(words.otherTarget, t(names[target])) });
}
