import { checkSlackPayload, messageText } from '@shipbell/core/testing';
import { describe, expect, it } from 'vitest';
import type { AdditionalEvent } from './config.ts';
import {
  actionEvent,
  deploymentEvent,
  deploymentTrigger,
  instanceTrigger,
  type Payload,
  pipelineEvent,
  stageEvent,
  throughTopic,
} from './testing/aws-events.ts';
import { readFixture } from './testing/fixtures.ts';
import { setUpHandler, type World } from './testing/set-up-handler.ts';

const EVERYTHING: readonly AdditionalEvent[] = ['progress', 'stages', 'actions', 'approvals', 'instances'];

/** Returns all that readers see of the event, which must be reported, and which Slack must take. */
async function read(event: unknown, world: World = {}): Promise<string> {
  const { handler, notifications } = setUpHandler(world, { additionalEvents: EVERYTHING });
  await handler(event);
  expect(notifications).toHaveLength(1);
  const message = notifications[0]?.message ?? { text: '' };
  expect(checkSlackPayload(JSON.stringify(message))).toEqual({ status: 200, body: 'ok' });
  return messageText(message);
}

const EXECUTION = '22222222-bbbb-4000-8000-000000000001';
const deployed = pipelineEvent('SUCCEEDED', { pipeline: 'web-release', 'execution-id': EXECUTION });

interface Parts {
  readonly execution: {
    // biome-ignore lint/plugin: a test replaces it
    artifactRevisions: Payload[];
  };
  readonly actions: Payload[];
  readonly source: {
    // biome-ignore lint/plugin: a test replaces it
    output: { readonly executionResult?: Payload; readonly outputVariables?: Payload };
  };
}

/** Returns the world in which ECS deployed that execution, with the change. */
function worldWith(change: (parts: Parts) => void): World {
  const pipelines = readFixture('default.pipelines.json');
  const { actions, executions } = pipelines['web-release'];
  const source = actions.find(
    (action: Payload) => action.pipelineExecutionId === EXECUTION && action.actionName === 'Source',
  );
  change({ execution: executions[EXECUTION], actions, source });
  return { pipelines };
}

function withSummary(summary: string | undefined, url?: string): World {
  return worldWith(({ execution, source }) => {
    Object.assign(execution.artifactRevisions[0] ?? {}, { revisionSummary: summary, ...(url && { revisionUrl: url }) });
    Object.assign(source.output.executionResult ?? {}, { externalExecutionSummary: summary });
    delete source.output.outputVariables?.CommitMessage;
  });
}

describe('the message of a pipeline with no or several source revisions', () => {
  it('says why the commit is unknown where artifactRevisions is empty', async () => {
    const world = worldWith(({ execution, source }) => {
      execution.artifactRevisions = [];
      source.output = {};
    });
    expect(await read(deployed, world)).toMatch(/live on \*dev\*: commit unknown[\s\S]*Commit unknown: .*no source/);
  });

  it('names each of several revisions', async () => {
    const world = worldWith(({ execution, actions, source }) => {
      const executionResult = { externalExecutionId: 'ffee0011', externalExecutionSummary: 'Set the limit' };
      const output = { executionResult, outputVariables: { CommitId: 'ffee0011', BranchName: 'main' } };
      actions.push({ ...source, actionName: 'Config', actionExecutionId: 'other', output });
      execution.artifactRevisions.push({
        name: 'ConfigArtifact',
        revisionId: 'ffee0011',
        revisionSummary: 'Set the limit',
      });
    });
    const text = await read(deployed, world);
    expect(text).toContain('Let a reviewer leave a room');
    expect(text).toContain('Set the limit');
  });
});

describe('the message of CodePipeline’s event', () => {
  const names = ['Approval', 'Sign off', 'approve <!here>', '承認'];
  const states = ['STARTED', 'SUCCEEDED', 'FAILED', 'CANCELED', 'ABANDONED', 'STOPPED', 'STOPPING', 'HIBERNATING', ''];
  const type = { owner: 'AWS', category: 'Approval', provider: 'Manual', version: '1' };

  it.each(names.flatMap((action) => states.map((state) => [action, state])))(
    'names the pipeline for an approval action called %s in the state %s',
    async (action, state) => {
      const text = await read(actionEvent(state, { action, type }));
      expect(text).toContain('*backend*');
      expect(text).not.toContain('<!here>');
    },
  );

  const kinds: [string, (state: string) => Payload][] = [
    ['a pipeline', pipelineEvent],
    ['a stage', stageEvent],
    ['an action', actionEvent],
  ];
  it.each(
    kinds.flatMap(([name, make]) => [...states, 'RESUMED', 'SUPERSEDED'].map((state) => [name, state, make] as const)),
  )('names the pipeline for %s in the state %s', async (_name, state, make) => {
    expect(await read(make(state))).toContain('*backend*');
  });

  it.each([
    ['a deployment', throughTopic(deploymentTrigger('PAUSED'))],
    ['an instance', throughTopic(instanceTrigger('PAUSED'))],
    ['a pipeline', pipelineEvent('PAUSED')],
    ['a stage', stageEvent('PAUSED')],
    ['an action', actionEvent('PAUSED')],
  ])('has AWS’s own word for an unknown status of %s', async (_name, event) => {
    expect(await read(event)).toMatch(/^ℹ️ .*status PAUSED/);
  });
});

describe('the message of an execution, for its source’s summary,', () => {
  const json = JSON.stringify({ ProviderType: 'GitHub', CommitMessage: 'Add "the" reminder\n\nAfter two days.' });

  it.each([
    ['JSON summary', json, 'Add "the" reminder'],
    ['truncated JSON', json.slice(0, 60), 'Add "the" remind…'],
    ['plain text', 'Add the reminder\n\nAfter two days.', 'Add the reminder'],
    ['S3 metadata', 'Amazon S3 version id: 3sL4kqtJlcpXroDTDmJ.rmSpXd3dIbrHY', 'Amazon S3 version id: 3sL4kqt'],
  ])('shows the title and no raw JSON of %s', async (_name, summary, title) => {
    const text = await read(deployed, withSummary(summary));
    expect(text.split('\n')[0]).toContain(title);
    expect(text).not.toContain('ProviderType');
    expect(text).not.toContain('CommitMessage');
  });

  it.each([
    ['empty', ''],
    ['missing', undefined],
  ])('shows the commit’s id where the summary is %s', async (_name, summary) => {
    expect((await read(deployed, withSummary(summary))).split('\n')[0]).toContain('`11aa20b`');
  });

  it('pings nobody and breaks no link for a commit called `<!channel> & </b>`', async () => {
    const hostile = '<!channel> & </b> <https://evil.example|x> *_`\n\n<@U1> ```';
    const text = await read(deployed, withSummary(hostile, 'https://example.com/<b>|x'));
    expect(text).toContain('&lt;!channel&gt; &amp; &lt;/b&gt;');
    expect(text).not.toMatch(/<[!@#](?!date\^)|<https:\/\/evil/);
  });
});

describe('the message of CodeDeploy’s notification', () => {
  const real = {
    completeTime: 'Fri Nov 01 06:15:13 UTC 2024',
    deploymentOverview: '{"Succeeded":0,"Failed":1,"Skipped":0,"InProgress":0,"Pending":0}',
    errorInformation: '{"ErrorCode":"SCRIPT_FAILED","ErrorMessage":"the script failed"}',
    rollbackInformation: '{}',
  };
  const documented = {
    createTime: '1730441673.000',
    completeTime: '1730441713.000',
    deploymentOverview: { Succeeded: '0', Failed: '1', Skipped: '0', InProgress: '0', Pending: '0' },
    errorInformation: { ErrorCode: 'SCRIPT_FAILED', ErrorMessage: 'the script failed' },
    rollbackInformation: {},
  };

  it('is the same for the documented form and the real one', async () => {
    const text = await read(throughTopic(deploymentTrigger('FAILED', real)));
    expect(text).toContain('SCRIPT_FAILED');
    expect(await read(throughTopic(deploymentTrigger('Failed', documented)))).toBe(text);
  });

  it('has neither an end nor counts for a created deployment with nulls', async () => {
    const nulls = { completeTime: null, deploymentOverview: null, errorInformation: null, rollbackInformation: null };
    const text = await read(throughTopic(deploymentTrigger('CREATED', nulls)));
    expect(text).toContain('was created on *dev*');
    expect(text).not.toMatch(/Ended|null|NaN|undefined/);
  });

  it('is no plain success for a rollback', async () => {
    const rollbackInformation = '{"RollbackTriggeringDeploymentId":"d-0","RollbackMessage":"d-0 failed"}';
    const text = await read(throughTopic(deploymentTrigger('SUCCEEDED', { ...real, rollbackInformation })));
    expect(text).toMatch(/^↩️ .*rolled back/);
  });

  it('names the instance of an instance’s trigger', async () => {
    expect(await read(throughTopic(instanceTrigger('Failed')))).toContain('`i-0a1b2c3d4e5f60718`');
  });

  it('reports a failure for a failed deployment that counts successes alone', async () => {
    const deploymentOverview = '{"Succeeded":1,"Failed":0}';
    expect(await read(throughTopic(deploymentTrigger('FAILED', { deploymentOverview })))).toMatch(/^❌ /);
  });

  it.each(['READY', 'QUEUED', 'BAKING', 'STOPPED', 'IN_PROGRESS', 'InProgress'])(
    'has a wording for the status %s of a trigger',
    async (status) => {
      expect(await read(throughTopic(deploymentTrigger(status)))).not.toContain('status');
    },
  );

  it.each(['START', 'SUCCESS', 'FAILURE', 'STOP', 'READY'])(
    'has a wording for the state %s of EventBridge',
    async (state) => {
      expect(await read(deploymentEvent(state))).not.toContain('status');
    },
  );
});
