import { t } from "../ui/copy";
import { texts } from "./copy";
import { age } from "./preview-loop";

/** Says beside a title that a newer state is on its way. */
export function Age() {
  if (age.value === "fresh") return null;
  return <span class="ui-caption output-age">{t(age.value === "slow" ? texts.slow : texts.updating)}</span>;
}
