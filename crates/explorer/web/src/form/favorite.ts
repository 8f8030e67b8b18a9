// Favorite actions, kept by the server.

import type { ActionName } from "../api";
import { post } from "../client";
import { start } from "../state";

export function isFavorite(name: ActionName): boolean {
  return start.value?.favorites.some((one) => isSame(one, name)) ?? false;
}

/** Adds an action to the favorites or takes it out. */
export async function toggleFavorite(name: ActionName): Promise<void> {
  const now = start.peek();
  if (!now) return;
  const { service, version, action } = name;
  const favorites = isFavorite(name)
    ? now.favorites.filter((one) => !isSame(one, name))
    : [...now.favorites, { service, version, action }];
  start.value = { ...now, favorites };
  await post("favorites", { favorites });
}

function isSame(one: ActionName, other: ActionName): boolean {
  return one.service === other.service && one.version === other.version && one.action === other.action;
}
