import { describe, expect, it } from 'vitest';
import type { RunningInvocation } from './invocation.ts';
import { tinyFunction } from './testing/tiny-function.ts';

describe('a function', () => {
  it('gives back what its handler returns, and null for nothing', async () => {
    const { lambda } = tinyFunction('async (event) => event.answer');
    expect(await lambda.invoke({ answer: { a: 1 } })).toEqual({ result: { a: 1 } });
    expect(await lambda.invoke({})).toEqual({ result: null });
  });

  it('reports a thrown error with its type, message and trace', async () => {
    const { lambda, log } = tinyFunction('async () => { throw new RangeError("too far"); }');
    expect(await lambda.invoke({})).toEqual({
      error: {
        errorType: 'RangeError',
        errorMessage: 'too far',
        trace: expect.arrayContaining(['RangeError: too far']),
      },
    });
    expect(log()).toContain('too far');
  });

  it('keeps its environment warm for the next event', async () => {
    const { lambda } = tinyFunction('async () => (globalThis.count = (globalThis.count ?? 0) + 1)');
    expect(await lambda.invoke({})).toEqual({ result: 1 });
    expect(await lambda.invoke({})).toEqual({ result: 2 });
  });

  it('begins anew after it has been cooled down', async () => {
    const { lambda } = tinyFunction('async () => (globalThis.count = (globalThis.count ?? 0) + 1)');
    await lambda.invoke({});
    lambda.coolDown();
    expect(await lambda.invoke({})).toEqual({ result: 1 });
  });

  it('answers one event at a time in an environment', async () => {
    const { lambda } = tinyFunction('(event) => new Promise((done) => setTimeout(done, 300, process.pid))');
    const replies = await Promise.all([lambda.invoke({}), lambda.invoke({})]);
    expect(new Set(replies.map((reply) => JSON.stringify(reply))).size).toBe(2);
  });

  it('is ended at its timeout, and the next event finds a fresh environment', async () => {
    const { lambda } = tinyFunction('(event) => event.hang ? new Promise(() => {}) : process.pid', { Timeout: 1 });
    const before = await lambda.invoke({});
    expect(await lambda.invoke({ hang: true })).toMatchObject({
      error: { errorType: 'Sandbox.Timedout', errorMessage: expect.stringContaining('timed out after 1.00 seconds') },
    });
    const after = await lambda.invoke({});
    expect(after).toEqual({ result: expect.any(Number) });
    expect(after).not.toEqual(before);
  });

  it('reports a crash and lives on', async () => {
    const { lambda } = tinyFunction('(event) => event.crash ? process.exit(7) : "alive"');
    expect(await lambda.invoke({ crash: true })).toMatchObject({
      error: { errorType: 'Runtime.ExitError', errorMessage: expect.stringContaining('exit status 7') },
    });
    expect(await lambda.invoke({})).toEqual({ result: 'alive' });
  });

  it('is seen from outside while it runs, and may be ended there', async () => {
    const running: RunningInvocation[] = [];
    const { lambda } = tinyFunction('(event) => event.stay ? new Promise(() => {}) : "alive"', {
      onInvocation: (invocation) => running.push(invocation),
    });
    const reply = lambda.invoke({ stay: true });
    expect(running).toMatchObject([{ functionName: 'tiny', event: { stay: true } }]);
    running[0]?.crash();
    const killed = { errorType: 'Runtime.ExitError', errorMessage: expect.stringContaining('signal: killed') };
    expect(await reply).toMatchObject({ error: killed });
    expect(await running[0]?.reply).toEqual(await reply);
    expect(await lambda.invoke({})).toEqual({ result: 'alive' });
  });

  it('can be ended only as long as it runs', async () => {
    const running: RunningInvocation[] = [];
    const { lambda } = tinyFunction('async () => (globalThis.count = (globalThis.count ?? 0) + 1)', {
      onInvocation: (invocation) => running.push(invocation),
    });
    expect(await lambda.invoke({})).toEqual({ result: 1 });
    running[0]?.crash();
    expect(await lambda.invoke({})).toEqual({ result: 2 });
  });

  it('reports code that does not load', async () => {
    const { lambda } = tinyFunction('(() => { throw new Error("QUEUE_URL is missing"); })()');
    expect(await lambda.invoke({})).toMatchObject({ error: { errorMessage: 'QUEUE_URL is missing' } });
  });

  it('sees the environment that it was deployed with, what Lambda sets, and nothing of ours', async () => {
    const { lambda } = tinyFunction('async () => process.env', { Environment: { Variables: { QUEUE_URL: 'here' } } });
    const reply = await lambda.invoke({});
    const environment = 'result' in reply ? (reply.result as Record<string, string>) : {};
    expect(environment).toMatchObject({
      QUEUE_URL: 'here',
      AWS_REGION: 'ap-northeast-2',
      AWS_LAMBDA_FUNCTION_NAME: 'tiny',
      AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x',
      _HANDLER: 'index.handler',
    });
    expect(Object.keys(environment)).not.toContain('PATH');
    expect(Object.keys(environment)).not.toContain('VITEST');
  });

  it('is told of its invocation and of the time that is left', async () => {
    const { lambda } = tinyFunction(
      'async (event, context) => ({ ...context, left: context.getRemainingTimeInMillis() })',
    );
    const reply = await lambda.invoke({}, 'request-1');
    expect(reply).toMatchObject({
      result: { awsRequestId: 'request-1', functionName: 'tiny', memoryLimitInMB: '128' },
    });
    const { left } = (reply as { result: { left: number } }).result;
    expect(left).toBeGreaterThan(0);
    expect(left).toBeLessThanOrEqual(30_000);
  });

  it('logs what the handler prints', async () => {
    const { lambda, log } = tinyFunction('async () => console.log("hello from the handler")');
    await lambda.invoke({}, 'request-1');
    await expect.poll(log).toMatch(/START RequestId: request-1[\s\S]*hello from the handler/);
  });

  it('is not run from a zip that is not the deployed one', () => {
    expect(() => tinyFunction('async () => 1', { CodeSha256: 'another' })).toThrow(/is not what was deployed/);
  });
});
