import { setImmediate as turn } from 'node:timers/promises';
import { GetQueueUrlCommand, ListQueuesCommand, SQSClient } from '@aws-sdk/client-sqs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { memoryMetrics } from '../testing/memory.ts';
import { countThrottled } from './aws-client.ts';
import { ThrottledError } from './reading.ts';
import { rememberThrottling } from './throttle-memory.ts';

/** How long an action rests. */
const REST_MS = 10_000;

type Answer = (name?: string) => void;

/** Returns a client whose tries the test answers: with an error of this name, or else well. */
function setUp(maxAttempts = 1) {
  let time = 0;
  const open: Answer[] = [];
  const { metrics, noted } = memoryMetrics();
  const handle = () =>
    new Promise<never>((_, reject) => {
      open.push((name = 'AccessDeniedException') => reject(Object.assign(new Error('no'), { name })));
    });
  const client = new SQSClient({
    region: 'eu-west-1',
    maxAttempts,
    credentials: { accessKeyId: 'a', secretAccessKey: 's' },
    requestHandler: { handle },
  });
  rememberThrottling(countThrottled(client, metrics), () => time);
  const call = (command = new GetQueueUrlCommand({ QueueName: 'q' })) =>
    client.send(command).catch((error: Error) => error.name);
  const settle = async () => {
    for (let turns = 0; turns < 3; turns += 1) await turn();
  };
  /** Makes a call that AWS answers so, where it is asked at all. */
  const ask = async (name?: string) => {
    const answered = call();
    await settle();
    open.shift()?.(name);
    return answered;
  };
  const pass = (milliseconds: number) => {
    time += milliseconds;
  };
  return { client, call, ask, open, settle, pass, noted };
}

describe('rememberThrottling', () => {
  it('asks nothing more of an action for some seconds after three refusals, and then again', async () => {
    const { ask, call, open, settle, pass, noted } = setUp();
    expect([await ask('ThrottlingException'), await ask('ThrottlingException')]).toEqual(
      Array(2).fill('ThrottlingException'),
    );
    expect(await ask('ThrottlingException')).toBe('ThrottledError');
    pass(REST_MS - 1);
    expect(await call()).toBe('ThrottledError');
    expect(open).toEqual([]);
    pass(1);
    void call();
    await settle();
    expect(open).toHaveLength(1);
    expect(noted).toEqual(Array(3).fill({ ThrottledReads: 1 }));
  });

  it('keeps what AWS said as the cause of the last refusal, which the SDK does not try again', async () => {
    const { client, call, open, settle } = setUp(4);
    void call();
    void call();
    const last = client.send(new GetQueueUrlCommand({ QueueName: 'q' })).catch((error: unknown) => error);
    await settle();
    for (const answer of open) answer('ThrottlingException');
    const error = await last;
    expect(error).toBeInstanceOf(ThrottledError);
    expect(error).toMatchObject({ cause: { name: 'ThrottlingException' } });
    expect(open).toHaveLength(3);
  });

  it('asks for other actions meanwhile, whose quota is another', async () => {
    const { ask, call, open, settle } = setUp();
    for (let refusals = 0; refusals < 3; refusals += 1) await ask('ThrottlingException');
    void call(new ListQueuesCommand({}) as never);
    await settle();
    expect(open).toHaveLength(1);
  });

  it('remembers nothing of other errors', async () => {
    const { ask } = setUp();
    for (let calls = 0; calls < 5; calls += 1) expect(await ask()).toBe('AccessDeniedException');
  });

  it('never has more refused within its rest than three or what was on its way before the first', async () => {
    const steps = fc.array(
      fc.oneof(
        fc.constant({ kind: 'call' } as const),
        fc.record({ kind: fc.constant('answer' as const), refuses: fc.boolean(), which: fc.nat() }),
        fc.record({ kind: fc.constant('pass' as const), milliseconds: fc.integer({ min: 1, max: 2 * REST_MS }) }),
      ),
      { maxLength: 60 },
    );
    await fc.assert(
      fc.asyncProperty(steps, async (steps) => {
        const { call, open, settle, pass } = setUp();
        let [time, refusals, refusedAt] = [0, 0, 0];
        for (const step of steps) {
          const before = open.length;
          if (time - refusedAt >= REST_MS) refusals = 0;
          if (step.kind === 'call') {
            void call();
            await settle();
            const isAsked = refusals === 0 || refusals + before < 3;
            expect(open.length - before).toBe(isAsked ? 1 : 0);
          } else if (step.kind === 'pass') {
            time += step.milliseconds;
            pass(step.milliseconds);
          } else if (before > 0) {
            const [answer] = open.splice(step.which % before, 1);
            answer?.(step.refuses ? 'ThrottlingException' : undefined);
            await settle();
            if (step.refuses) [refusals, refusedAt] = [refusals + 1, time];
          }
        }
      }),
    );
  });
});
