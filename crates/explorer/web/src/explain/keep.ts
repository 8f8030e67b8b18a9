// What may stay in the storage of the tab.

/** Whether a pasted request holds no secret. A signature is none: it proves one request. A
 *  temporary token and a secret key are, and command lines carry them. */
export function isKeepable(text: string): boolean {
  return !/x-tc-token|secret[-_ ]?key|\btoken\s*[=:]/i.test(text);
}
