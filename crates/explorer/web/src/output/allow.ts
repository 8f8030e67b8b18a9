import { signal } from "../state";

/** Set where a call needs "Allow changes…"; the target bar asks. */
export const isAllowAsked = signal(false);
