import { setTimeout as sleep } from 'node:timers/promises';
import { DescribeRuleCommand, PutRuleCommand } from '@aws-sdk/client-eventbridge';
import { DescribeExecutionCommand, GetExecutionHistoryCommand, StopExecutionCommand } from '@aws-sdk/client-sfn';
import { jsonObject } from '@shipbell/core';
import type { SlackPayload } from '@shipbell/slack-emulator';
import { describe, expect, it } from 'vitest';
import { type Execution, runExecution, startExecution } from '../demo/executions.ts';
import { fixtures } from '../fixtures.ts';
import { missingMessages } from '../scenarios/expected-message.ts';
import { DEPLOYMENTS, teamSettings } from '../scenarios/team-settings.ts';
import type { Stage } from '../stage.ts';
import { feed } from './feeds.ts';
import { preview } from './preview.ts';
import { type Probe, SOON } from './probe.ts';

/** Tests that what a team sets in Terraform is what its messages have, and that the preview of each is the message. */
export function describeSettings(stage: () => Stage, probe: () => Probe): void {
  describe('the settings of a team', () => {
    const posted: SlackPayload[] = [];
    const executionArns: string[] = [];

    /** Resolves when the function has handled the event of an execution's end. */
    const handled = async (executionArn: string): Promise<void> => {
      const ofEnd = () => probe().invoked.find(({ event }) => isEndOf(executionArn, event));
      await expect.poll(ofEnd, SOON).toBeDefined();
      await ofEnd()?.reply;
    };

    const run = async (execution: Execution) => {
      const executionArn = await runExecution(stage().cloud, execution);
      executionArns.push(executionArn);
      await handled(executionArn);
    };

    const abort = async (execution: Execution) => {
      const { sfn } = stage().cloud.clients;
      const executionArn = await startExecution(stage().cloud, execution);
      executionArns.push(executionArn);
      // Moto forgets a stop for which the state does not wait yet.
      const stopped = async () => {
        await sfn.send(new StopExecutionCommand({ executionArn, cause: 'a newer one runs' }));
        const { status } = await sfn.send(new DescribeExecutionCommand({ executionArn }));
        return status;
      };
      const atWait = async () => {
        const { events = [] } = await sfn.send(new GetExecutionHistoryCommand({ executionArn }));
        return events.some(({ type }) => type === 'WaitStateEntered');
      };
      await expect.poll(atWait, SOON).toBe(true);
      await expect.poll(stopped, SOON).toBe('ABORTED');
      await handled(executionArn);
    };

    it('decide which deployments are reported, whom that mentions, and what is linked and left out', async () => {
      const { default: messages = [], ...others } = await probe().messagesOf(teamSettings);
      expect(others).toEqual({});
      expect(missingMessages(stage().slack.messages(), teamSettings.messages)).toEqual([]);
      const text = JSON.stringify(messages, null, 2);
      await expect(`${text}\n`).toMatchFileSnapshot(fixtures('scenarios/team-settings.slack.json'));
      posted.push(...messages);
    });

    it('decide the same for executions', async () => {
      const { default: messages = [], ...others } = await probe().messagesDuring('the executions', async () => {
        // A warm function remembers how long it usually takes; the preview reads it anew.
        const { coolDown } = stage().lambda;
        const feeds = Promise.all([run(feed('left-out', 1)).then(coolDown), run(feed('slow', 3))]).then(coolDown);
        await run(sync('left-out', 'succeeded'));
        await run(sync('failed-1', 'failed'));
        await run(sync('failed-2', 'failed'));
        await run(sync('recovered', 'succeeded'));
        await abort(sync('aborted', 'aborted'));
        await feeds;
        await abort(feed('aborted', 100));
      });
      expect(others).toEqual({});
      const texts = messages.map((message) => JSON.stringify(message, null, 2)).map(withoutTimes);
      await expect(`[${texts.toSorted().join(',\n')}]\n`).toMatchFileSnapshot(
        fixtures('scenarios/executions-with-settings.slack.json'),
      );
      posted.push(...messages);
    });

    it('make the preview of each event the message that was posted, byte for byte', async () => {
      const previewed = await preview(
        stage(),
        ...executionArns.flatMap((arn) => ['--execution-arn', arn]),
        ...DEPLOYMENTS.flatMap((id) => ['--deployment-id', id]),
      );
      expect(previewed.toSorted()).toEqual(posted.map((payload) => JSON.stringify(payload)).toSorted());
    });

    it('keep successes from the function where none asks for them: no rule lets them in', async () => {
      const { cloud, terraform } = stage();
      const planned = await terraform.planned(
        'state_machines=[{ state_machine = "stock-sync" }]',
        'defaults={ state_machines = { statuses = ["failed"] } }',
      );
      const rule = planned.find(({ values }) => values.name === 'shipbell-dev-sfn-status')?.values;
      const applied = await cloud.clients.events.send(new DescribeRuleCommand({ Name: `${rule?.name}` }));
      const { Name, Description, State, EventPattern } = applied;
      const put = (pattern: unknown) =>
        cloud.clients.events.send(new PutRuleCommand({ Name, Description, State, EventPattern: `${pattern}` }));
      await put(rule?.event_pattern);
      const before = probe().invoked.length;
      const succeeded = await runExecution(cloud, sync('kept-out', 'succeeded'));
      await sleep(500);
      await handled(await runExecution(cloud, sync('let-in', 'failed'))).finally(() => put(EventPattern));
      expect(
        JSON.stringify(
          probe()
            .invoked.slice(before)
            .map(({ event }) => event),
        ),
      ).not.toContain(succeeded);
    });
  });
}

/** Returns whether an event says that an execution has ended. */
function isEndOf(executionArn: string, event: unknown): boolean {
  const detail = jsonObject(jsonObject(event).detail);
  return detail.executionArn === executionArn && detail.status !== 'RUNNING';
}

/** Returns an execution of `stock-sync` that ends as it is told. */
function sync(name: string, as: 'succeeded' | 'failed' | 'aborted'): Execution {
  return { stateMachine: 'stock-sync', name, input: { as } };
}

/** Returns a text without what differs from run to run: the emulator's own time. */
function withoutTimes(text: string): string {
  return text.replaceAll(/<!date[^>]*>/g, 'TIME').replaceAll(/[\d.]+ (?=s\b)/g, 'SOME ');
}
