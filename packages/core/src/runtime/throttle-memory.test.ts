import { GetQueueUrlCommand, ListQueuesCommand, SQSClient } from '@aws-sdk/client-sqs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { memoryMetrics } from '../testing/memory.ts';
import { countThrottled } from './aws-client.ts';
import { ThrottledError } from './reading.ts';
import { rememberThrottling } from './throttle-memory.ts';

/** How long an action rests. */
const REST_MS = 10_000;

/** Returns a client whose tries the test answers: with an error of this name, or else one that is no throttling. */
function setUp(maxAttempts = 1) {
  let time = 0;
  let onOpen = () => {};
  const open: ((name?: string) => void)[] = [];
  const { metrics, noted } = memoryMetrics();
  const handle = () =>
    new Promise<never>((_, reject) => {
      open.push((name = 'AccessDeniedException') => reject(Object.assign(new Error('no'), { name })));
      onOpen();
    });
  const client = new SQSClient({
    region: 'eu-west-1',
    maxAttempts,
    credentials: { accessKeyId: 'a', secretAccessKey: 's' },
    requestHandler: { handle },
  });
  rememberThrottling(countThrottled(client, metrics), () => time);
  /** Makes a call, waits until AWS is asked or the call has failed, and returns its error to come. */
  const call = async (command: object = new GetQueueUrlCommand({ QueueName: 'q' })) => {
    const opened = new Promise<void>((resolve) => {
      onOpen = resolve;
    });
    const error = client.send(command as GetQueueUrlCommand).then(fail, (thrown: Error) => thrown);
    await Promise.race([error, opened]);
    return { error };
  };
  /** Makes a call that AWS answers so, where it is asked at all, and returns the name of the call's error. */
  const ask = async (name?: string) => {
    const { error } = await call();
    open.shift()?.(name);
    return (await error).name;
  };
  const pass = (milliseconds: number) => {
    time += milliseconds;
  };
  return { call, ask, open, pass, noted };
}

function fail(): never {
  throw new Error('Nothing is answered well here');
}

describe('rememberThrottling', () => {
  it('asks nothing more of an action for some seconds after three refusals, and then again', async () => {
    const { ask, call, open, pass, noted } = setUp();
    for (let refusals = 1; refusals < 3; refusals += 1) {
      expect(await ask('ThrottlingException')).toBe('ThrottlingException');
    }
    expect(await ask('ThrottlingException')).toBe('ThrottledError');
    pass(REST_MS - 1);
    expect(await ask()).toBe('ThrottledError');
    expect(noted).toEqual(Array(3).fill({ ThrottledReads: 1 }));
    pass(1);
    await call();
    expect(open).toHaveLength(1);
  });

  it('keeps what AWS said as the cause of the last refusal, which the SDK does not try again', async () => {
    const { call, open } = setUp(4);
    await call();
    await call();
    const { error } = await call();
    for (const answer of open) answer('ThrottlingException');
    expect(await error).toBeInstanceOf(ThrottledError);
    expect(await error).toMatchObject({ cause: { name: 'ThrottlingException' } });
    expect(open).toHaveLength(3);
  });

  it('asks for other actions meanwhile, whose quota is another', async () => {
    const { ask, call, open } = setUp();
    for (let refusals = 0; refusals < 3; refusals += 1) await ask('ThrottlingException');
    await call(new ListQueuesCommand({}));
    expect(open).toHaveLength(1);
  });

  it('lets only so many run after a refusal as may still be refused', async () => {
    const { call, open } = setUp();
    const [first] = [await call(), await call(), await call()];
    open.shift()?.('ThrottlingException');
    await first.error;
    expect((await (await call()).error).name).toBe('ThrottledError');
    expect(open).toHaveLength(2);
  });

  it('costs each event three refused calls at most while AWS throttles for three hours, and asks again after them', async () => {
    const { ask, call, open, pass, noted } = setUp();
    const MINUTE_MS = 60_000;
    for (let minute = 1; minute <= 180; minute += 1) {
      for (let calls = 0; calls < 20; calls += 1) expect(await ask('ThrottlingException')).toMatch(/^Thrott/);
      expect(noted).toHaveLength(3 * minute);
      pass(MINUTE_MS);
    }
    await call();
    expect(open).toHaveLength(1);
  });

  it('does not count a refusal with one that came so long before that its rest is over', async () => {
    const { ask, call, open, pass } = setUp();
    await ask('ThrottlingException');
    const [first] = [await call(), await call()];
    pass(REST_MS);
    open.shift()?.('ThrottlingException');
    await first.error;
    await call();
    expect(open).toHaveLength(2);
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
        const { call, open, pass } = setUp();
        const errors: Promise<Error>[] = [];
        let [time, refusals, refusedAt] = [0, 0, 0];
        for (const step of steps) {
          const before = open.length;
          if (time - refusedAt >= REST_MS) refusals = 0;
          if (step.kind === 'call') {
            const { error } = await call();
            const isAsked = refusals === 0 || refusals + before < 3;
            expect(open.length - before).toBe(isAsked ? 1 : 0);
            if (isAsked) errors.push(error);
          } else if (step.kind === 'pass') {
            time += step.milliseconds;
            pass(step.milliseconds);
          } else if (before > 0) {
            open.splice(step.which % before, 1)[0]?.(step.refuses ? 'ThrottlingException' : undefined);
            await errors.splice(step.which % before, 1)[0];
            if (step.refuses) [refusals, refusedAt] = [refusals + 1, time];
          }
        }
      }),
    );
  });
});
