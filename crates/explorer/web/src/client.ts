// Requests of the page to its server.

import { signal } from "@preact/signals";

import type { Failure } from "./api";

/** `gone`: the explorer process has ended; `stale`: the token is from another run of it. */
export const connection = signal<"ok" | "gone" | "stale">("ok");

/** Why a request has no result. */
export class RequestError extends Error {
  /** 0: the server cannot be reached. */
  constructor(readonly status: number, message: string) {
    super(message);
  }

  /** The explorer process has ended. */
  get isGone(): boolean {
    return this.status === 0;
  }

  /** The token of the link is from another run. */
  get isStale(): boolean {
    return this.status === 401;
  }
}

let token = "";

/** Takes the token out of the link, so that it is in no copy of the address. It survives a
 *  reload in the storage of this tab. */
export function takeToken(): void {
  const key = "tc3-token";
  const found = /^#([0-9a-f]{32})(.*)$/.exec(location.hash);
  if (found?.[1]) {
    sessionStorage.setItem(key, found[1]);
    const rest = found[2]?.replace(/^&/, "#") ?? "";
    history.replaceState(history.state, "", location.pathname + location.search + rest);
  }
  token = sessionStorage.getItem(key) ?? "";
}

/** Whether this tab has a token, of whichever run. */
export function isTokenKnown(): boolean {
  return token !== "";
}

/** Sends a request to `/_explorer/{path}` and returns the JSON of its response. */
export async function post<T>(path: string, body: unknown, abort?: AbortSignal): Promise<T> {
  let response: Response;
  try {
    response = await fetch(`/_explorer/${path}`, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-Explorer-Token": token },
      body: JSON.stringify(body),
      signal: abort ?? null,
      cache: "no-store",
      credentials: "omit",
      redirect: "error",
    });
  } catch (error) {
    if (abort?.aborted) throw error;
    connection.value = "gone";
    throw new RequestError(0, String(error));
  }
  connection.value = response.status === 401 ? "stale" : "ok";
  if (response.ok) return (await response.json()) as T;
  const failure = (await response.json().catch(() => null)) as Failure | null;
  throw new RequestError(response.status, failure?.error ?? `HTTP ${response.status}`);
}
