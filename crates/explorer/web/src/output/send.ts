/** Sends the call of the form to the target. */
export async function sendCall(): Promise<void> {}
