// Small settings that outlive the tab. Never anything that was typed, never a secret.

export function stored<const T extends string, O = T>(key: string, allowed: readonly T[], otherwise: O): T | O {
  try {
    const found = localStorage.getItem(`tc3-${key}`);
    return allowed.find((one) => one === found) ?? otherwise;
  } catch {
    // Storage can be switched off; the page works without it.
    return otherwise;
  }
}

export function store(key: string, value: string): void {
  try {
    localStorage.setItem(`tc3-${key}`, value);
  } catch {
    // As above.
  }
}
