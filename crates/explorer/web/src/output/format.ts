// Numbers as the page writes them.

import type { Language } from "../api";

/** `2.09 ms`; from a tenth of a second on `0.42 s`. */
export function duration(ms: number, language: Language = "en-US"): string {
  const [small, large] = language === "zh-CN" ? ["毫秒", "秒"] : ["ms", "s"];
  return ms < 99.995 ? `${ms.toFixed(2)} ${small}` : `${(ms / 1000).toFixed(2)} ${large}`;
}

/** `4:52` */
export function countdown(seconds: number): string {
  const left = Math.max(0, Math.floor(seconds));
  return `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
}

/** `1, 2 and 6`, `1、2、6` */
export function listed(values: number[], language: Language): string {
  if (language === "zh-CN") return values.join("、");
  return values.length < 2 ? values.join("") : `${values.slice(0, -1).join(", ")} and ${values.at(-1)}`;
}

/** Parts of a whole in percent, each at least `least`, together 100. Nothing has no part. */
export function shares(values: number[], least: number): number[] {
  const total = values.reduce((sum, value) => sum + value, 0);
  if (total <= 0) return values.map(() => 100 / values.length);
  const isSmall = values.map((value) => (value / total) * 100 < least);
  const smalls = isSmall.filter(Boolean).length * least;
  const rest = values.reduce((sum, value, index) => sum + (isSmall[index] ? 0 : value), 0);
  return values.map((value, index) => (isSmall[index] ? least : (value / rest) * (100 - smalls)));
}
