import type { Reply } from '@shipbell/aws-emulator';
import { describe, expect, it } from 'vitest';
import { openFactLog } from './fact-log.ts';
import { followInvocations } from './invocations.ts';
import { FIRST, SECOND } from './testing/made-up.ts';

/** Returns followed invocations, which the test begins and ends. */
function start() {
  const log = openFactLog();
  const calls = { abandoned: [] as string[], failed: [] as string[], crashed: [] as string[] };
  const invocations = followInvocations({
    log,
    onAbandoned: (receipts) => calls.abandoned.push(...receipts),
    onFailed: (receipts) => calls.failed.push(...receipts),
  });
  const begin = (functionName: string, event: unknown) => {
    const { promise: reply, resolve } = Promise.withResolvers<Reply>();
    const crash = () => {
      calls.crashed.push(functionName);
      resolve({ error: { errorType: 'Runtime.ExitError', errorMessage: 'signal: killed' } });
    };
    invocations.onInvocation({ functionName, event, crash, reply });
    return async (reply: Reply) => {
      resolve(reply);
      await expect.poll(() => invocations.running()).toBe(0);
    };
  };
  return { log, calls, invocations, begin };
}

const SENDER = 'shipbell-dev-slack-sender';
const batch = {
  Records: [FIRST, SECOND].map((id) => ({ messageId: `m-${id}`, receiptHandle: `r-${id}`, body: `{"text":"${id}"}` })),
};

describe('followInvocations', () => {
  it('finds a sender’s invocation by its messages, and logs what it reports of each', async () => {
    const { log, calls, invocations, begin } = start();
    const end = begin(SENDER, batch);
    expect(invocations.sending(SECOND)).toMatchObject({ number: 1, ids: [FIRST, SECOND] });
    expect(invocations.received(`r-${FIRST}`)).toEqual({ id: FIRST, invocation: 1 });
    await end({ result: { batchItemFailures: [{ itemIdentifier: `m-${SECOND}` }] } });
    expect(calls).toMatchObject({ abandoned: [], failed: [`r-${SECOND}`] });
    expect(log.facts).toEqual([
      { kind: 'began', invocation: 1, ids: [FIRST, SECOND] },
      { kind: 'ended', invocation: 1, ids: [FIRST], outcome: 'done' },
      { kind: 'ended', invocation: 1, ids: [SECOND], outcome: 'to be tried again' },
    ]);
  });

  it('takes all messages of a sender that is killed for abandoned', async () => {
    const { log, calls, invocations, begin } = start();
    begin(SENDER, batch);
    invocations.sending(FIRST)?.kill();
    await expect.poll(() => calls.abandoned).toEqual([`r-${FIRST}`, `r-${SECOND}`]);
    expect(log.facts).toContainEqual({ kind: 'killed', invocation: 1, ids: [FIRST, SECOND] });
  });

  it('kills only the handlers at work on a notification, and logs the cause of their failure', async () => {
    const { log, calls, invocations, begin } = start();
    const event = (id: string) => ({ Records: [{ Sns: { Message: JSON.stringify({ applicationName: id }) } }] });
    begin('shipbell-dev-codepipeline-handler', event(FIRST));
    const end = begin('shipbell-dev-sfn-history-handler', event(SECOND));
    begin(SENDER, batch);
    invocations.hamper(FIRST, 'handler_killed_before_enqueue');
    invocations.killHandlers(FIRST);
    invocations.sending(FIRST)?.kill();
    await end({ error: { errorType: 'Error', errorMessage: 'by itself' } });
    expect(calls.crashed).toEqual(['shipbell-dev-codepipeline-handler', SENDER]);
    expect(log.facts.filter(({ kind }) => kind === 'handler_failed')).toEqual([
      { kind: 'handler_failed', id: FIRST, fault: 'handler_killed_before_enqueue' },
      { kind: 'handler_failed', id: SECOND, fault: undefined },
    ]);
  });
});
