import type { Signal } from '@shipbell/aws-emulator';
import type { SlackPayload } from '@shipbell/slack-emulator';
import { describe, expect, it } from 'vitest';
import { ofDeployment } from '../scenarios/expected-message.ts';
import type { Simulation } from '../scenarios/simulation.ts';
import type { Stage } from '../stage.ts';
import type { Probe } from './probe.ts';

const PIPELINE = '2024-corea-admin-develop';
const [BUILD_SECONDS, DEPLOY_SECONDS] = [20, 40];
/** Before now, so that the pipeline has ended by now: a deployment is reported by another's event for a short while only. */
const BEGAN_SECONDS = BUILD_SECONDS + DEPLOY_SECONDS + 20;

/** What AWS emits about the end of a deployment that a pipeline has made: CodeDeploy's, the deploy action's, the pipeline's. */
type Source = 'own' | 'action' | 'pipeline';

function sourceOf(signal: Signal): Source | undefined {
  if (signal.kind === 'topic') return 'own';
  if (signal.detailType === 'CodeDeploy Deployment State-change Notification') return 'own';
  if (signal.detailType === 'CodePipeline Action Execution State Change') return 'action';
  return signal.detailType === 'CodePipeline Pipeline Execution State Change' ? 'pipeline' : undefined;
}

/** Tests that a deployment that a pipeline has made is reported once, whichever of its events AWS loses. */
export function describeEitherEvent(stage: () => Stage, probe: () => Probe): void {
  describe('a deployment that a pipeline has just made', () => {
    let deployments = 0;

    /** Deploys by the pipeline and emits what comes of it from these sources alone, one after the other; resolves with the messages. */
    const messagesOf = async (sources: readonly (readonly Source[])[], ends: 'deploys' | 'failsToDeploy') => {
      deployments += 1;
      const deploymentId = `d-EITHER00${deployments}`;
      const signals: Signal[] = [];
      const play = async (aws: Simulation) => {
        aws.begins(new Date(Date.now() - BEGAN_SECONDS * 1_000).toISOString());
        const commit = {
          id: String(deployments).repeat(40),
          message: '[ADMIN] Sort the rooms (#640)',
          author: { name: 'Park Jiho', email: 'jiho@corea.example' },
        };
        const execution = await aws.pipeline(PIPELINE).push(commit, { deploymentId });
        await execution.builds(BUILD_SECONDS);
        signals.splice(0);
        if (ends === 'deploys') await execution.deploys(DEPLOY_SECONDS);
        else
          await execution.failsToDeploy(DEPLOY_SECONDS, {
            lifecycleEvent: 'ValidateService',
            targets: ['i-05d8e2b7c6f1493a0'],
          });
        for (const together of sources) {
          await stage().emit(signals.filter((signal) => together.some((source) => source === sourceOf(signal))));
        }
      };
      const messages = await probe().messagesOf(
        { name: deploymentId, title: 'a pipeline deploys', messages: [], play },
        async (more) => void signals.push(...more),
      );
      return { deploymentId, messages };
    };

    it.each<readonly [string, readonly (readonly Source[])[]]>([
      ['by its own event, when both of the pipeline are lost', [['own']]],
      ['by the deploy action’s event, when the others are lost', [['action']]],
      ['by the end of the pipeline, when the others are lost', [['pipeline']]],
      ['once, when its own event comes first', [['own'], ['action'], ['pipeline']]],
      ['once, when its own event comes last', [['action'], ['pipeline'], ['own']]],
      ['once, when all come at the same time', [['own', 'action', 'pipeline']]],
    ])('is reported %s', async (_way, sources) => {
      const { deploymentId, messages } = await messagesOf(sources, 'deploys');
      const { mark, about } = ofDeployment('✅', deploymentId);
      expect(messages).toEqual({ default: [{ ...messages.default?.[0], text: expect.stringContaining(mark) }] });
      expect(JSON.stringify(messages)).toContain(about);
    });

    it('has the same message, whichever event it is reported by', async () => {
      const contents: unknown[] = [];
      for (const source of ['own', 'action', 'pipeline'] as const) {
        const { deploymentId, messages } = await messagesOf([[source]], 'failsToDeploy');
        contents.push(withoutItsOwn(messages.default, deploymentId));
      }
      expect(contents[0]).toMatch(/^\[\{"text":"❌/);
      expect(contents).toEqual([contents[0], contents[0], contents[0]]);
    });
  });
}

/** Returns messages without what each deployment has of its own: its id, its execution, its commit and its times. */
function withoutItsOwn(messages: readonly SlackPayload[] | undefined, deploymentId: string): string {
  return JSON.stringify(messages)
    .replaceAll(deploymentId, 'ID')
    .replaceAll(/<!date[^>]*>/g, 'TIME')
    .replaceAll(/\b[0-9a-f]{8}((-[0-9a-f]{4}){3}-[0-9a-f]{12})?\b/g, 'EXECUTION')
    .replaceAll(/\b(\d)\1{6,39}\b/g, 'COMMIT');
}
