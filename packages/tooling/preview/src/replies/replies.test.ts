import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readReplies } from './replies.ts';

const folder = mkdtempSync(join(tmpdir(), 'shipbell-replies-'));
afterAll(() => rmSync(folder, { recursive: true }));

let files = 0;

/** Returns the path of a new file with the content. */
function file(content: unknown): string {
  files += 1;
  const path = join(folder, `${files}.json`);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

/** Returns what answers calls with these replies, given as operation and content. */
function answers(...replies: readonly (readonly [string, unknown])[]) {
  const { answer } = readReplies(replies.map(([operation, content]) => `${operation}=${file(content)}`));
  return (operation: string, input: Readonly<Record<string, unknown>> = {}) =>
    answer({ operation, input, region: 'eu-west-1' });
}

function output(content: object) {
  return { output: content, error: undefined };
}

function deployment(deploymentId: string) {
  return { deploymentInfo: { deploymentId } };
}

describe('readReplies', () => {
  it('gives times as AWS sends them, whichever version of the CLI printed them, and leaves other texts alone', () => {
    const info = {
      createTime: '2024-11-01T15:15:12.250000+09:00',
      completeTime: 1730441713.5,
      description: '2024-11-01',
    };
    expect(answers(['GetDeployment', { deploymentInfo: info }])('GetDeployment')).toEqual(
      output({ deploymentInfo: { ...info, createTime: 1730441712.25 } }),
    );
  });

  it('answers a call with the reply that says of itself what the call asks for', () => {
    const ask = answers(['GetDeployment', deployment('d-1')], ['GetDeployment', deployment('d-2')]);
    expect(ask('GetDeployment', { deploymentId: 'd-2' })).toEqual(output(deployment('d-2')));
    expect(ask('GetDeployment', { deploymentId: 'd-1' })).toEqual(output(deployment('d-1')));
    expect(ask('GetDeployment', { deploymentId: 'd-3' })).toBeUndefined();
  });

  it('knows a pipeline by the name that its answers have for it', () => {
    const ask = answers(
      ['GetPipelineState', { pipelineName: 'shop' }],
      ['GetPipeline', { pipeline: { name: 'shop' } }],
    );
    expect(ask('GetPipelineState', { name: 'shop' })).toBeDefined();
    expect(ask('GetPipelineState', { name: 'other' })).toBeUndefined();
    expect(ask('GetPipeline', { name: 'shop' })).toBeDefined();
    expect(ask('GetPipeline', { name: 'other' })).toBeUndefined();
  });

  it('answers calls in the order of the replies, the same call alike, and all that follow with the last', () => {
    const ask = answers(['ListDeployments', { deployments: ['d-1'] }], ['list-deployments', { deployments: ['d-2'] }]);
    const asked = ['a', 'b', 'a', 'c'].map((deploymentGroupName) => ask('ListDeployments', { deploymentGroupName }));
    expect(asked).toEqual(['d-1', 'd-2', 'd-1', 'd-2'].map((id) => output({ deployments: [id] })));
  });

  it('follows the pages of several files, and no page after the last', () => {
    const page = (id: string, nextToken?: string) => ({ deployments: [id], ...(nextToken && { nextToken }) });
    const ask = answers(['ListDeployments', page('d-1', 'more')], ['ListDeployments', page('d-2', 'even more')]);
    expect(ask('ListDeployments')).toEqual(output(page('d-1', 'more')));
    expect(ask('ListDeployments', { nextToken: 'more' })).toEqual(output(page('d-2')));
  });

  it('gives the part of a whole history that is asked for', () => {
    const events = [1, 2, 3].map((id) => ({
      id,
      type: 'TaskStateEntered',
      timestamp: id,
      stateEnteredEventDetails: { name: 'A', input: '{}' },
    }));
    const ask = answers(['GetExecutionHistory', { events: events.toReversed() }]);
    const without = events.map((event) => ({ ...event, stateEnteredEventDetails: { name: 'A' } }));
    const input = { executionArn: 'arn', maxResults: 2 };
    expect(ask('GetExecutionHistory', { ...input, includeExecutionData: false })).toEqual(
      output({ events: without.slice(0, 2), nextToken: '2' }),
    );
    expect(ask('GetExecutionHistory', { ...input, nextToken: '2' })).toEqual(output({ events: events.slice(2) }));
    expect(ask('GetExecutionHistory', { ...input, reverseOrder: true })).toEqual(
      output({ events: [events[2], events[1]], nextToken: '2' }),
    );
  });

  it('gives the actions of the execution that is asked for', () => {
    const actionExecutionDetails = ['e-1', 'e-2'].map((pipelineExecutionId) => ({ pipelineExecutionId }));
    const ask = answers(['ListActionExecutions', { actionExecutionDetails }]);
    expect(ask('ListActionExecutions', { filter: { pipelineExecutionId: 'e-2' } })).toEqual(
      output({ actionExecutionDetails: [{ pipelineExecutionId: 'e-2' }] }),
    );
  });

  it('gives the executions with the status that is asked for', () => {
    const executions = ['SUCCEEDED', 'FAILED'].map((status) => ({ status }));
    const ask = answers(['ListExecutions', { executions }]);
    expect(ask('ListExecutions', { statusFilter: 'FAILED' })).toEqual(output({ executions: [{ status: 'FAILED' }] }));
    expect(ask('ListExecutions')).toEqual(output({ executions }));
  });

  it('refuses a call as AWS did, where the CLI printed an error', () => {
    const printed =
      '\nAn error occurred (ThrottlingException) when calling the GetDeployment operation: Rate exceeded\n';
    expect(answers(['GetDeployment', printed])('GetDeployment')).toEqual({
      output: undefined,
      error: 'ThrottlingException',
    });
  });

  it('names the replies that answered nothing', () => {
    const [used, unused] = [file(deployment('d-1')), file(deployment('d-2'))];
    const replies = readReplies([`GetDeployment=${used}`, `GetDeployment=${unused}`]);
    replies.answer({ operation: 'GetDeployment', input: { deploymentId: 'd-1' }, region: undefined });
    expect(replies.unused()).toEqual([unused]);
  });

  it.each<[string, unknown, RegExp]>([
    [
      'GetDeployment',
      { deployments: [] },
      /\.json: this is no answer of GetDeployment: it has deployments; expected deploymentInfo\.$/,
    ],
    [
      'GetDeployment',
      { deploymentInfo: [] },
      /\.json: deploymentInfo is \[\]; expected an object, as the AWS CLI prints it\.$/,
    ],
    [
      'GetExecutionHistory',
      { events: [{ id: 1, timestamp: 'timestamp' }] },
      /\.json: events\[0\]\.timestamp is "timestamp"; expected a time, in ISO 8601 or in seconds, as the AWS CLI prints it\.$/,
    ],
    [
      'GetExecutionHistory',
      { events: [{ executionStartedEventDetails: { input: {} } }] },
      /\.json: events\[0\]\.executionStartedEventDetails\.input is \{\}; expected a text, as the AWS CLI prints it\.$/,
    ],
    ['ListPipelines', { pipelines: {} }, /\.json: pipelines is \{\}; expected a list, as the AWS CLI prints it\.$/],
    ['ListPipelines', [], /\.json: the whole is \[\]; expected an object, as the AWS CLI prints it\.$/],
    ['ListPipelines', 'pipelines:\n- name: x', /\.json:1:1: this is not JSON: expected a value\.$/],
    ['CreateDeployment', {}, /the functions do not call CreateDeployment\. They call BatchGetDeployments, /],
  ])('says what is wrong with a reply to %s', (operation, content, expected) => {
    expect(() => answers([operation, content])).toThrow(expected);
  });

  it.each(['GetDeployment', 'GetDeployment=', '=file'])('says how %s is given', (given) => {
    expect(() => readReplies([given])).toThrow(`--reply ${given}: expected Operation=FILE, such as`);
  });
});
