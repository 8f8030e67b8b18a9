// What stands in the address: the view and the action, so that a reload and the back button
// work, and in a copied link the input, too. Never a secret, and never the token.

import type { ActionName, Call, Language, Scheme } from "../api";
import type { View } from "../state";

export interface Route {
  view: View;
  name: (Pick<ActionName, "service" | "action"> & { version?: string }) | null;
  /** What a link fills in. Null: the draft, or the required members. */
  input: string | null;
  region?: string;
  language?: Language;
  scheme?: Scheme;
  method?: "POST" | "GET";
}

const views: View[] = ["explore", "explain", "emulator", "history"];
const schemes: Scheme[] = ["TC3-HMAC-SHA256", "HmacSHA256", "HmacSHA1"];
const languages: Language[] = ["en-US", "zh-CN"];

/** Reads fragment and query. The names of links to Tencent's API Explorer are read as well:
 *  `?Product=ecm&Version=2019-07-19&Action=DescribeImage`. */
export function readRoute(search: string, hash: string): Route {
  const query = new URLSearchParams(search);
  const fragment = new URLSearchParams(hash.replace(/^#/, ""));
  const get = (...names: string[]) => {
    for (const name of names) {
      const found = fragment.get(name) ?? query.get(name);
      if (found) return found;
    }
    return undefined;
  };
  const service = get("service", "Product", "product");
  const action = get("action", "Action");
  const version = get("version", "Version");
  const route: Route = {
    view: views.find((one) => one === get("view")) ?? "explore",
    name: service && action ? { service, action, ...(version && { version }) } : null,
    input: get("input") ?? null,
  };
  const region = get("region", "Region");
  const language = languages.find((one) => one === get("language"));
  const scheme = schemes.find((one) => one === get("scheme"));
  const method = (["GET", "POST"] as const).find((one) => one === get("method"));
  return {
    ...route,
    ...(region && { region }),
    ...(language && { language }),
    ...(scheme && { scheme }),
    ...(method && { method }),
  };
}

/** The fragment for a view and the action that is open in it. */
export function writeRoute(view: View, name: ActionName | null): string {
  const fragment = new URLSearchParams();
  if (view !== "explore") fragment.set("view", view);
  if (name) {
    fragment.set("service", name.service);
    fragment.set("version", name.version);
    fragment.set("action", name.action);
  }
  const text = fragment.toString();
  return text && `#${text}`;
}

/** A link that opens the call filled in, on any machine that runs tc3 explorer. Files are left
 *  out: a link is no place for them. */
export function linkTo(call: Call): string {
  const fragment = new URLSearchParams(writeRoute("explore", call).slice(1));
  fragment.set("input", call.input);
  if (call.region) fragment.set("region", call.region);
  if (call.language) fragment.set("language", call.language);
  if (call.scheme !== "TC3-HMAC-SHA256") fragment.set("scheme", call.scheme);
  if (call.method !== "POST") fragment.set("method", call.method);
  return `${location.origin}${location.pathname}#${fragment}`;
}
