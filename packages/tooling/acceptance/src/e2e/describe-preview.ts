import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { CONFIDENTIAL, startExecution } from '../demo/executions.ts';
import type { Stage } from '../stage.ts';
import { type Probe, SOON } from './probe.ts';

const PREVIEW = fileURLToPath(new URL('../../../../../scripts/preview', import.meta.url));

/** Tests that `scripts/preview`, with a stage's settings, shows what the stage has posted, and posts nothing. */
export function describePreview(stage: () => Stage, probe: () => Probe): void {
  /** Resolves with what the command prints on standard output, with the stage's credentials in its shell. */
  const preview = async (...args: readonly string[]): Promise<string> => {
    const { PATH, HOME, TF_CLI_CONFIG_FILE } = process.env;
    const env = { PATH, HOME, ...(TF_CLI_CONFIG_FILE && { TF_CLI_CONFIG_FILE }), ...stage().cloud.environment };
    const applied = join(stage().directory, 'terraform/infra/local.tfvars');
    const child = spawn(PREVIEW, [...args, '--settings', applied, '--json'], { env });
    const [output, errors, [status]] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      once(child, 'close'),
    ]);
    expect({ status, errors }).toEqual({ status: 0, errors: expect.stringContaining('→') });
    return output;
  };

  /** Resolves with the body of the one message about something, as Slack got it. */
  const posted = async (about: string): Promise<string> => {
    await expect.poll(() => probe().delivered(about), SOON).toHaveLength(1);
    return `${JSON.stringify(probe().delivered(about)[0]?.payload)}\n`;
  };

  describe('scripts/preview', () => {
    it('shows the message of a deployment, byte for byte, and posts nothing', async () => {
      await stage().emit(probe().deploy('d-PREVIEWED'));
      const expected = await posted('deployments/d-PREVIEWED');
      const before = stage().slack.messages().length;
      expect(await preview('--deployment-id', 'd-PREVIEWED')).toBe(expected);
      expect(stage().slack.messages()).toHaveLength(before);
    });

    it('shows the message of an execution, byte for byte', async () => {
      const input = { requested_by: CONFIDENTIAL, invoices: [{ seconds: 1 }] };
      const execution = { stateMachine: 'billing-report', name: 'previewed', input };
      const executionArn = await startExecution(stage().cloud, execution);
      const expected = await posted(':execution:billing-report:previewed');
      expect(await preview('--execution-arn', executionArn)).toBe(expected);
    });
  });
}
