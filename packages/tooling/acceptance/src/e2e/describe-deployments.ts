import { type CodePipelineClient, GetPipelineStateCommand } from '@aws-sdk/client-codepipeline';
import { describe, expect, it } from 'vitest';
import { fixtures } from '../fixtures.ts';
import { SCENARIOS } from '../scenarios/all-scenarios.ts';
import { missingMessages } from '../scenarios/expected-message.ts';
import { RACE_FIRST, RACE_SECOND, race } from '../scenarios/race.ts';
import type { Scenario } from '../scenarios/scenario.ts';
import { teamSettings } from '../scenarios/team-settings.ts';
import type { Stage } from '../stage.ts';
import { type Probe, SOON } from './probe.ts';

/** Tests the messages that come of what happens in CodePipeline and CodeDeploy. */
export function describeDeployments(stage: () => Stage, probe: () => Probe): void {
  describe('the deployments handler', () => {
    const play = async (scenario: Scenario, emit = stage().emit) => {
      const messages = await probe().messagesOf(scenario, emit);
      const text = JSON.stringify(messages, null, 2);
      expect(missingMessages(stage().slack.messages(), scenario.messages)).toEqual([]);
      await expect(`${text}\n`).toMatchFileSnapshot(fixtures(`scenarios/${scenario.name}.slack.json`));
      return messages;
    };

    it.each(SCENARIOS.filter((scenario) => scenario !== race && scenario !== teamSettings))(
      'sends these messages and no others when $title',
      async (scenario) => {
        await play(scenario);
      },
    );

    it('names the commit that was deployed when the newest one in Source is another', async () => {
      const { cloud, emit } = stage();
      const newest: (string | undefined)[] = [];
      const messages = await play(race, async (signals) => {
        const isFirst = signals.some(
          (signal) => signal.kind === 'topic' && /^SUCCEEDED.*d-N3PZ6LRA1/.test(signal.subject ?? ''),
        );
        if (isFirst) newest.push(await newestInSource(cloud.clients.codepipeline, 'admin-dev'));
        await emit(signals);
      });
      expect(newest).toEqual([RACE_SECOND.id]);
      expect(messages.default?.[0]?.text).toContain(RACE_FIRST.id.slice(0, 7));
      expect(messages.default?.[0]?.text).not.toContain(RACE_SECOND.id.slice(0, 7));
    });

    it('sends one message with the same content, whichever event source reports a deployment first and however often', async () => {
      const sources = { 'd-TOPIC1ST0': 'topic', 'd-EVENT1ST0': 'event' };
      for (const [id, first] of Object.entries(sources)) {
        const signals = probe().deploy(id);
        await stage().emit(signals.filter(({ kind }) => kind === first));
        await stage().emit(signals);
      }
      await stage().emit(probe().deploy('d-AFTERALL'));
      await expect.poll(() => probe().delivered('deployments/d-AFTERALL'), SOON).toHaveLength(1);
      const contents = Object.keys(sources).map((id) =>
        probe()
          .delivered(`deployments/${id}`)
          .map(({ payload }) =>
            JSON.stringify(payload)
              .replaceAll(id, 'ID')
              .replaceAll(/<!date[^>]*>/g, 'TIME'),
          ),
      );
      expect(contents[0]).toHaveLength(1);
      expect(contents[1]).toEqual(contents[0]);
    });
  });
}

/**
 * Returns the commit that a pipeline's state shows: the newest that its Source stage knows, whatever was deployed. A
 * notifier that reads no more than the state would report this one.
 */
async function newestInSource(codepipeline: CodePipelineClient, name: string): Promise<string | undefined> {
  const { stageStates = [] } = await codepipeline.send(new GetPipelineStateCommand({ name }));
  const source = stageStates.find(({ stageName }) => stageName === 'Source');
  return source?.actionStates?.[0]?.latestExecution?.externalExecutionId;
}
