import type { Reply } from '@shipbell/aws-emulator';
import { expect, it } from 'vitest';
import { followInvocations } from './invocations.ts';
import { openLedger } from './ledger.ts';
import { FIRST, SECOND } from './testing/made-up.ts';

/** Invocations that are followed, and begun and ended by hand. */
function start() {
  const ledger = openLedger();
  const told = { abandoned: [] as string[], returned: [] as string[], crashed: [] as string[] };
  const invocations = followInvocations({
    ledger,
    onAbandoned: (receipts) => told.abandoned.push(...receipts),
    onReturned: (receipts) => told.returned.push(...receipts),
  });
  const begin = (functionName: string, event: unknown) => {
    const { promise: reply, resolve } = Promise.withResolvers<Reply>();
    const crash = () => {
      told.crashed.push(functionName);
      resolve({ error: { errorType: 'Runtime.ExitError', errorMessage: 'signal: killed' } });
    };
    invocations.onInvocation({ functionName, event, crash, reply });
    return async (reply: Reply) => {
      resolve(reply);
      await expect.poll(() => invocations.running()).toBe(0);
    };
  };
  return { ledger, told, invocations, begin };
}

const SENDER = 'shipbell-dev-slack-sender';
const batch = {
  Records: [FIRST, SECOND].map((id) => ({ messageId: `m-${id}`, receiptHandle: `r-${id}`, body: `{"text":"${id}"}` })),
};

it('a sender’s invocation is known by its messages, and tells what it returns', async () => {
  const { ledger, told, invocations, begin } = start();
  const end = begin(SENDER, batch);
  expect(invocations.sending(SECOND)).toMatchObject({ number: 1, ids: [FIRST, SECOND] });
  expect(invocations.received(`r-${FIRST}`)).toEqual({ id: FIRST, invocation: 1 });
  await end({ result: { batchItemFailures: [{ itemIdentifier: `m-${SECOND}` }] } });
  expect(told).toMatchObject({ abandoned: [], returned: [`r-${SECOND}`] });
  expect(ledger.facts).toEqual([
    { kind: 'began', invocation: 1, ids: [FIRST, SECOND] },
    { kind: 'ended', invocation: 1, ids: [FIRST], outcome: 'done' },
    { kind: 'ended', invocation: 1, ids: [SECOND], outcome: 'to be tried again' },
  ]);
});

it('a sender that is killed leaves all its messages behind', async () => {
  const { ledger, told, invocations, begin } = start();
  begin(SENDER, batch);
  invocations.sending(FIRST)?.kill();
  await expect.poll(() => told.abandoned).toEqual([`r-${FIRST}`, `r-${SECOND}`]);
  expect(ledger.facts).toContainEqual({ kind: 'killed', invocation: 1, ids: [FIRST, SECOND] });
});

it('only the handlers at work on a notification are killed, and their failure has a cause', async () => {
  const { ledger, told, invocations, begin } = start();
  const event = (id: string) => ({ Records: [{ Sns: { Message: JSON.stringify({ applicationName: id }) } }] });
  begin('shipbell-dev-codepipeline-handler', event(FIRST));
  const end = begin('shipbell-dev-sfn-history-handler', event(SECOND));
  begin(SENDER, batch);
  invocations.hamper(FIRST, 'handler_killed_before_enqueue');
  invocations.killHandlers(FIRST);
  invocations.sending(FIRST)?.kill();
  await end({ error: { errorType: 'Error', errorMessage: 'by itself' } });
  expect(told.crashed).toEqual(['shipbell-dev-codepipeline-handler', SENDER]);
  expect(ledger.facts.filter(({ kind }) => kind === 'handler_failed')).toEqual([
    { kind: 'handler_failed', id: FIRST, fault: 'handler_killed_before_enqueue' },
    { kind: 'handler_failed', id: SECOND, fault: undefined },
  ]);
});
