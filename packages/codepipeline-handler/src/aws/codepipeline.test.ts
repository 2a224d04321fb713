import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CodePipelineClient } from '@aws-sdk/client-codepipeline';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type CodePipeline, createCodePipeline } from './codepipeline.ts';

/**
 * Returns a CodePipeline that takes requests and answers none, and a signal that aborts when the first one has come.
 */
async function silent() {
  const controller = new AbortController();
  const server = createServer(() => controller.abort()).listen(0);
  await new Promise((resolve) => server.once('listening', resolve));
  onTestFinished(() => void server.close().closeAllConnections());
  const client = new CodePipelineClient({
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  return { codepipeline: createCodePipeline(client), signal: controller.signal };
}

const reads: [string, (codepipeline: CodePipeline, signal: AbortSignal) => Promise<unknown>][] = [
  ['the state', (codepipeline, signal) => codepipeline.readState('p', signal)],
  ['the actions', (codepipeline, signal) => codepipeline.readActions('p', {}, signal)],
  ['an execution', (codepipeline, signal) => codepipeline.readExecution('p', 'e', signal)],
  ['the executions', (codepipeline, signal) => codepipeline.readExecutions('p', signal)],
  ['the definition', (codepipeline, signal) => codepipeline.readDefinition('p', signal)],
  ['the pipelines', (codepipeline, signal) => codepipeline.readPipelines(undefined, signal)],
];

describe('createCodePipeline', () => {
  it.each(reads)(
    'ends the read of %s when the signal aborts while CodePipeline does not answer',
    async (_name, read) => {
      const { codepipeline, signal } = await silent();
      await expect(read(codepipeline, signal)).resolves.toMatchObject({ failure: { error: { name: 'AbortError' } } });
    },
  );
});

describe('createCodePipeline, for a list,', () => {
  const answering = (answer: object) => {
    const asked: object[] = [];
    const send = async ({ input }: { input: object }) => {
      asked.push(input);
      return answer;
    };
    return { codepipeline: createCodePipeline({ send } as never), asked };
  };
  const { signal } = new AbortController();

  it('returns the items of a page and the token with which the next one is asked for', async () => {
    const { codepipeline, asked } = answering({ actionExecutionDetails: [{ actionName: 'Deploy' }], nextToken: 'n' });
    expect(await codepipeline.readActions('p', { executionId: 'e', after: 'm' }, signal)).toEqual({
      value: { items: [{ actionName: 'Deploy' }], next: 'n' },
      failure: undefined,
    });
    expect(asked).toEqual([
      { pipelineName: 'p', filter: { pipelineExecutionId: 'e' }, maxResults: 100, nextToken: 'm' },
    ]);
  });

  it('returns no items where AWS leaves the list out', async () => {
    const { codepipeline } = answering({});
    const empty = { value: { items: [], next: undefined }, failure: undefined };
    expect(await codepipeline.readActions('p', {}, signal)).toEqual(empty);
    expect(await codepipeline.readExecutions('p', signal)).toEqual(empty);
    expect(await codepipeline.readPipelines(undefined, signal)).toEqual(empty);
  });
});
