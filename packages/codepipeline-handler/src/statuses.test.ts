import { DEPLOYMENT_STATUSES, type DeploymentSettingStatus } from '@shipbell/core';
import { describe, expect, it } from 'vitest';
import {
  actionEvent,
  approvalNotification,
  deploymentEvent,
  instanceEvent,
  instanceTrigger,
  pipelineEvent,
  stageEvent,
  throughTopic,
} from './testing/aws-events.ts';
import { worldOf } from './testing/fixtures.ts';
import { setUpHandler } from './testing/set-up-handler.ts';

const EXECUTION = '11111111-aaaa-4000-8000-00000000000';

describe('the handler, with statuses in the setting,', () => {
  const EVERYTHING = ['progress', 'stages', 'actions', 'approvals', 'instances'] as const;
  const answered = { type: { owner: 'AWS', provider: 'Manual', category: 'Approval', version: '1' } };

  it.each<[string, unknown, DeploymentSettingStatus]>([
    ['a deployment that begins', deploymentEvent('START'), 'started'],
    ['a deployment that is ready', deploymentEvent('READY'), 'ready'],
    ['a deployment that failed', deploymentEvent('FAILURE'), 'failed'],
    ['a deployment that was stopped', deploymentEvent('STOP'), 'stopped'],
    ['an execution that begins', pipelineEvent('STARTED'), 'started'],
    ['an execution that failed', pipelineEvent('FAILED'), 'failed'],
    ['an execution that is being stopped', pipelineEvent('STOPPING'), 'stopped'],
    ['an execution that was superseded', pipelineEvent('SUPERSEDED'), 'superseded'],
    ['a stage', stageEvent('SUCCEEDED'), 'succeeded'],
    ['an action', actionEvent('ABANDONED'), 'superseded'],
    ['an approval that is asked for', throughTopic(approvalNotification({})), 'waiting'],
    ['an approval that was given', actionEvent('SUCCEEDED', answered), 'succeeded'],
    ['an approval that was refused', actionEvent('FAILED', answered), 'failed'],
    ['an approval that nobody waits for', actionEvent('ABANDONED', answered), 'superseded'],
    ['an instance', instanceEvent('FAILURE'), 'failed'],
    ['an instance of a group that nobody knows', throughTopic(instanceTrigger('Ready')), 'ready'],
  ])('reports %s where they ask for it, and says why it does not where they do not', async (_name, event, status) => {
    const run = async (statuses: DeploymentSettingStatus[]) => {
      const { handler, notifications, lines } = setUpHandler(
        {},
        { defaults: { statuses }, additionalEvents: EVERYTHING },
      );
      await handler(event);
      return { count: notifications.length, lines };
    };
    expect((await run([status])).count).toBe(1);
    const others = DEPLOYMENT_STATUSES.filter((one) => one !== status && !/failed|stopped/.test(one));
    const { count, lines } = await run(others);
    expect(count).toBe(0);
    expect(lines.at(-1)).toMatchObject({
      level: 'info',
      message: expect.stringMatching(/^Ignored: its setting’s statuses do not ask for /),
    });
  });

  it.each([
    ['a deployment', deploymentEvent('PONDERING')],
    ['an execution', pipelineEvent('PONDERING')],
    ['a stage', stageEvent('PONDERING')],
    ['an instance', instanceEvent('PONDERING')],
    ['a notice', throughTopic('Something happened')],
  ])('reports %s with a status that none of them names', async (_name, event) => {
    const { handler, notifications } = setUpHandler({}, { defaults: { statuses: [] }, additionalEvents: EVERYTHING });
    await handler(event);
    expect(notifications).toHaveLength(1);
  });

  it('leaves out what ADDITIONAL_EVENTS does not ask for, whatever they say', async () => {
    const { handler, notifications } = setUpHandler({}, { defaults: { statuses: ['started'] } });
    await handler(pipelineEvent('STARTED'));
    expect(notifications).toEqual([]);
  });

  it('still sends the message of a deployment that has only just ended, whose pipeline’s event they leave out', async () => {
    const execution = { pipeline: '2024-corea-backend-dev-pipeline', 'execution-id': `${EXECUTION}1` };
    const run = async (statuses: DeploymentSettingStatus[]) => {
      const deployments = [
        { pipeline: execution.pipeline, statuses: ['failed' as const] },
        { group: '*', statuses },
      ];
      const now = () => Date.parse('2024-11-01T06:16:00Z');
      const { handler, notifications } = setUpHandler(worldOf('default'), { deployments, now });
      await handler(pipelineEvent('SUCCEEDED', execution));
      return notifications.map(({ identity }) => identity[0]);
    };
    expect(await run(['succeeded'])).toEqual(['codedeploy']);
    expect(await run(['failed'])).toEqual([]);
  });
});
