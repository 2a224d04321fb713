import { describe, expect, it } from 'vitest';
import { CONFIDENTIAL, startExecution } from '../demo/executions.ts';
import type { Stage } from '../stage.ts';
import { preview } from './preview.ts';
import { type Probe, SOON } from './probe.ts';

/** Tests that `scripts/preview`, with a stage's settings, shows what the stage has posted, and posts nothing. */
export function describePreview(stage: () => Stage, probe: () => Probe): void {
  /** Resolves with the body of the one message about something, as Slack got it. */
  const posted = async (about: string): Promise<string> => {
    await expect.poll(() => probe().delivered(about), SOON).toHaveLength(1);
    return JSON.stringify(probe().delivered(about)[0]?.payload);
  };

  describe('scripts/preview', () => {
    it('shows the message of a deployment, byte for byte, and posts nothing', async () => {
      await stage().emit(probe().deploy('d-PREVIEWED'));
      const expected = await posted('deployments/d-PREVIEWED');
      const before = stage().slack.messages().length;
      expect(await preview(stage(), '--deployment-id', 'd-PREVIEWED')).toEqual([expected]);
      expect(stage().slack.messages()).toHaveLength(before);
    });

    it('shows the message of an execution, byte for byte', async () => {
      const input = { requested_by: CONFIDENTIAL, invoices: [{ seconds: 1 }] };
      const execution = { stateMachine: 'billing-report', name: 'previewed', input };
      const executionArn = await startExecution(stage().cloud, execution);
      const expected = await posted(':execution:billing-report:previewed');
      expect(await preview(stage(), '--execution-arn', executionArn)).toEqual([expected]);
    });
  });
}
