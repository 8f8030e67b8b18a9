// Texts in the two languages of the page.

import { language } from "../state";

export interface Text {
  en: string;
  zh: string;
}

/** The text in the present language; a component that calls it follows the language. */
export function t(text: Text): string {
  return language.value === "zh-CN" ? text.zh : text.en;
}

/** Puts values in the places `{0}`, `{1}` of the text. */
export function fill(text: Text, ...values: (string | number)[]): string {
  return t(text).replace(/\{(\d)\}/g, (_, index: string) => String(values[Number(index)] ?? ""));
}

/** The title of something of the catalog with the language it is in, so that a text of the
 *  other language can be marked with `lang`. English where there is English, else Chinese. */
export function titleOf(one: { title: string | null; title_en: string | null }): { text: string; lang?: string } {
  if (language.value === "zh-CN" && one.title) return { text: one.title };
  if (language.value === "en-US" && one.title_en) return { text: one.title_en };
  if (one.title_en) return { text: one.title_en, lang: "en" };
  return { text: one.title ?? "", lang: "zh" };
}

/** A count with separators: 16,204. */
export function count(value: number): string {
  return value.toLocaleString("en-US");
}
