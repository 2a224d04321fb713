import { describe, expect, it } from 'vitest';
import type { RunningInvocation } from './invocation.ts';
import { tinyFunction } from './testing/tiny-function.ts';

describe('a Lambda function', () => {
  it('replies with what its handler returns, and with null for undefined', async () => {
    const { lambda } = tinyFunction('async (event) => event.answer');
    expect(await lambda.invoke({ answer: { a: 1 } })).toEqual({ result: { a: 1 } });
    expect(await lambda.invoke({})).toEqual({ result: null });
  });

  it('is loaded from the first file that is there, in Lambda’s order', async () => {
    const cjs = (name: string) => `exports.handler = async () => ${JSON.stringify(name)};`;
    const all = {
      index: cjs('none'),
      'index.js': cjs('.js'),
      'index.mjs': "export const handler = async () => '.mjs';",
      'index.cjs': cjs('.cjs'),
    };
    const left = Object.entries(all);
    const loaded: unknown[] = [];
    for (; left.length > 0; left.shift()) {
      const { lambda } = tinyFunction('', { files: Object.fromEntries(left) });
      loaded.push(await lambda.invoke({}));
    }
    expect(loaded).toEqual(['none', '.js', '.mjs', '.cjs'].map((result) => ({ result })));
  });

  it('gets no event before its ES module has been awaited', async () => {
    const wait = 'await new Promise((done) => setTimeout(done, 200));';
    const files = { 'index.mjs': `let ready = false; ${wait} ready = true; export const handler = async () => ready;` };
    expect(await tinyFunction('', { files }).lambda.invoke({})).toEqual({ result: true });
  });

  it('replies with an error where no file is its module', async () => {
    const { lambda } = tinyFunction('', { files: { 'other.mjs': '' } });
    expect(await lambda.invoke({})).toMatchObject({ error: { errorMessage: expect.stringContaining('index') } });
  });

  it('replies with the type, message and trace of a thrown error', async () => {
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

  it('runs the next event in the same, warm environment', async () => {
    const { lambda } = tinyFunction('async () => (globalThis.count = (globalThis.count ?? 0) + 1)');
    expect(await lambda.invoke({})).toEqual({ result: 1 });
    expect(await lambda.invoke({})).toEqual({ result: 2 });
  });

  it('runs the next event in a new environment after coolDown', async () => {
    const { lambda } = tinyFunction('async () => (globalThis.count = (globalThis.count ?? 0) + 1)');
    await lambda.invoke({});
    lambda.coolDown();
    expect(await lambda.invoke({})).toEqual({ result: 1 });
  });

  it('runs events at the same time in different environments', async () => {
    const { lambda } = tinyFunction('(event) => new Promise((done) => setTimeout(done, 300, process.pid))');
    const replies = await Promise.all([lambda.invoke({}), lambda.invoke({})]);
    expect(new Set(replies.map((reply) => JSON.stringify(reply))).size).toBe(2);
  });

  it('is ended at its timeout, and the next event gets a new environment', async () => {
    const { lambda } = tinyFunction('(event) => event.hang ? new Promise(() => {}) : process.pid', { Timeout: 1 });
    const before = await lambda.invoke({});
    expect(await lambda.invoke({ hang: true })).toMatchObject({
      error: { errorType: 'Sandbox.Timedout', errorMessage: expect.stringContaining('timed out after 1.00 seconds') },
    });
    const after = await lambda.invoke({});
    expect(after).toEqual({ result: expect.any(Number) });
    expect(after).not.toEqual(before);
  });

  it('replies with an error after a crash, and runs the next event', async () => {
    const { lambda } = tinyFunction('(event) => event.crash ? process.exit(7) : "alive"');
    expect(await lambda.invoke({ crash: true })).toMatchObject({
      error: { errorType: 'Runtime.ExitError', errorMessage: expect.stringContaining('exit status 7') },
    });
    expect(await lambda.invoke({})).toEqual({ result: 'alive' });
  });

  it('calls onInvocation while it runs, where a crash may be caused', async () => {
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

  it('is not ended by the crash of an invocation that is over', async () => {
    const running: RunningInvocation[] = [];
    const { lambda } = tinyFunction('async () => (globalThis.count = (globalThis.count ?? 0) + 1)', {
      onInvocation: (invocation) => running.push(invocation),
    });
    expect(await lambda.invoke({})).toEqual({ result: 1 });
    running[0]?.crash();
    expect(await lambda.invoke({})).toEqual({ result: 2 });
  });

  it('replies with the error of code that does not load', async () => {
    const { lambda } = tinyFunction('(() => { throw new Error("QUEUE_URL is missing"); })()');
    expect(await lambda.invoke({})).toMatchObject({ error: { errorMessage: 'QUEUE_URL is missing' } });
  });

  it('has the environment variables that it was deployed with and those that Lambda sets, and none of this process', async () => {
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

  it('gets a context with its request id and the time that is left', async () => {
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

  it('writes what its handler prints into its log', async () => {
    const { lambda, log } = tinyFunction('async () => console.log("hello from the handler")');
    await lambda.invoke({}, 'request-1');
    await expect.poll(log).toMatch(/START RequestId: request-1[\s\S]*hello from the handler/);
  });

  it('is not created from a zip that is not the deployed one', () => {
    expect(() => tinyFunction('async () => 1', { CodeSha256: 'another' })).toThrow(/is not what was deployed/);
  });
});
