// What is asked before a call, and what is sent.

import { afterEach, beforeEach, expect, test, vi } from "vitest";

import type { ActionClass, ActionForm, SendRequest, TargetKind } from "../../src/api";
import { asked, reply } from "../../src/output/confirm-state";
import { startPreviewLoop } from "../../src/output/preview-loop";
import { cancelCall, followAction, sendCall, sendFailure } from "../../src/output/send";
import { action, call, changesAllowedUntil, destination, frozenTime, sending, sent, start, tab } from "../../src/state";
import { call as example, previewOf, sentOf } from "./fixtures";

let sends: SendRequest[] = [];
/** Holds the response of the next call back until it is let go. */
let hold: Promise<void> | null = null;
let stops: (() => void)[] = [];

/** A machine under load takes longer than the second that is the default. */
const eventually = (check: () => void) => vi.waitFor(check, { timeout: 10_000 });

function open(kind: ActionClass, target: TargetKind, name: string): void {
  action.value = { action: name, class: kind } as ActionForm;
  call.value = { ...example, action: name };
  destination.value = { target };
}

beforeEach(() => {
  sends = [];
  hold = null;
  vi.stubGlobal("fetch", async (url: string, init: { body: string; signal: AbortSignal | null }) => {
    const body = JSON.parse(init.body);
    if (url.endsWith("/preview")) {
      return Response.json(previewOf(body.call.input, body.time ?? 1_795_615_512, body.random ?? 7));
    }
    sends.push(body as SendRequest);
    const aborted = new Promise<never>((_, reject) => init.signal?.addEventListener("abort", () => reject(new Error("aborted"))));
    if (hold) await Promise.race([hold, aborted]);
    return Response.json(sentOf({}));
  });
  const key = { id: "test-secret-id-000001", source: "environment", is_emulators: false, has_token: false };
  start.value = { targets: (["emulator", "cloud"] as const).map((kind) => ({ kind, url: null, key })) } as typeof start.value;
  changesAllowedUntil.value = 0;
  frozenTime.value = 1_795_615_512;
  tab.value = "request";
  sent.value = null;
  sendFailure.value = null;
  stops = [startPreviewLoop(), followAction()];
});

afterEach(() => {
  stops.forEach((stop) => stop());
  vi.unstubAllGlobals();
});

test("the emulator gets what the newest preview shows, without a question", async () => {
  open("deletes", "emulator", "DeleteImage");
  await sendCall();
  expect(sends).toHaveLength(1);
  expect(sends[0]).toMatchObject({ time: 1_795_615_512, random: 7, destination: { target: "emulator" } });
  expect(sends[0]?.confirmed).toBeUndefined();
  expect(tab.value).toBe("response");
  expect(sent.value?.outcome.kind).toBe("success");
});

test("read-only holds a change back without a request", async () => {
  open("changes", "cloud", "ModifyImageAttribute");
  await sendCall();
  expect(sends).toHaveLength(0);
  expect(sendFailure.value?.kind).toBe("read_only");
});

test("a permission that ran out while the machine slept is none", async () => {
  changesAllowedUntil.value = Date.now() - 1;
  open("changes", "cloud", "ModifyImageAttribute");
  await sendCall();
  expect(sends).toHaveLength(0);
  expect(sendFailure.value?.kind).toBe("read_only");
});

test.each(["while it is asked about", "after it was confirmed"])("a call that changes %s is not sent", async (when) => {
  changesAllowedUntil.value = Date.now() + 60_000;
  open("deletes", "cloud", "DeleteImage");
  const sending = sendCall();
  await eventually(() => expect(asked.value).toBe("deletes"));
  if (when === "after it was confirmed") {
    reply("send");
    await Promise.resolve();
    await Promise.resolve();
  }
  call.value = { ...example, action: "DeleteImage", input: '{"ImageIDSet":["img-other"]}' };
  reply("send");
  await sending;
  expect(sends).toHaveLength(0);
});

test("a change on the cloud is asked for and confirmed by its name", async () => {
  changesAllowedUntil.value = Date.now() + 60_000;
  open("deletes", "cloud", "DeleteImage");
  const sending = sendCall();
  await eventually(() => expect(asked.value).toBe("deletes"));
  expect(sends).toHaveLength(0);
  reply("send");
  await sending;
  expect(sends[0]).toMatchObject({ allow_changes: true, confirmed: "DeleteImage" });
});

test("a question that is canceled sends nothing", async () => {
  changesAllowedUntil.value = Date.now() + 60_000;
  open("charges", "cloud", "RunInstances");
  const sending = sendCall();
  await eventually(() => expect(asked.value).toBe("charges"));
  reply("cancel");
  await sending;
  expect(sends).toHaveLength(0);
  expect(tab.value).toBe("request");
});

test("a call may go to the emulator in place of the cloud", async () => {
  changesAllowedUntil.value = Date.now() + 60_000;
  open("changes", "cloud", "ImportImage");
  const sending = sendCall();
  await eventually(() => expect(asked.value).toBe("changes"));
  reply("emulator");
  await sending;
  expect(sends[0]?.destination).toEqual({ target: "emulator" });
  expect(sends[0]?.confirmed).toBeUndefined();
});

test("a read that costs is asked for once for each action", async () => {
  open("reads-paid", "cloud", "GeneralBasicOCR");
  const first = sendCall();
  await eventually(() => expect(asked.value).toBe("reads-paid"));
  reply("send");
  await first;
  await sendCall();
  expect(sends.map((one) => one.confirmed)).toEqual(["GeneralBasicOCR", "GeneralBasicOCR"]);
});

test("a call is canceled, and the next one is sent", async () => {
  open("reads", "emulator", "DescribeImage");
  hold = new Promise(() => {});
  const first = sendCall();
  await eventually(() => expect(sending.value).not.toBeNull());
  cancelCall();
  await first;
  expect(sendFailure.value?.kind).toBe("canceled");
  hold = null;
  await sendCall();
  expect(sendFailure.value).toBeNull();
  expect(sent.value?.outcome.kind).toBe("success");
});

test("without a key nothing is sent", async () => {
  start.value = { targets: [{ kind: "cloud", url: null, key: null }] } as unknown as typeof start.value;
  open("reads", "cloud", "DescribeImage");
  await sendCall();
  expect(sends).toHaveLength(0);
});

test("what was sent of an action is shown again when it is opened again", async () => {
  open("reads", "emulator", "DescribeImage");
  await sendCall();
  open("reads", "emulator", "DescribeVpcs");
  expect(sent.value).toBeNull();
  open("reads", "emulator", "DescribeImage");
  expect(sent.value?.outcome.kind).toBe("success");
});

test("a target that is changed after the question gets nothing", async () => {
  changesAllowedUntil.value = Date.now() + 60_000;
  open("reads", "emulator", "DescribeImage");
  const sending = sendCall();
  open("deletes", "cloud", "DeleteImage");
  await sending;
  expect(sends).toHaveLength(0);
});
