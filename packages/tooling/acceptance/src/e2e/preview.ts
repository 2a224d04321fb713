import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import type { Stage } from '../stage.ts';

const PREVIEW = fileURLToPath(new URL('../../../../../scripts/preview', import.meta.url));

/**
 * Resolves with the lines that `scripts/preview` prints on standard output, with the settings that a stage was made with and
 * the stage's credentials in its shell.
 */
export async function preview({ directory, cloud }: Stage, ...args: readonly string[]): Promise<string[]> {
  const { PATH, HOME, TF_CLI_CONFIG_FILE } = process.env;
  const env = { PATH, HOME, ...(TF_CLI_CONFIG_FILE && { TF_CLI_CONFIG_FILE }), ...cloud.environment };
  const applied = join(directory, 'terraform/infra/local.tfvars');
  const child = spawn(PREVIEW, [...args, '--settings', applied, '--json'], { env });
  const [output, errors, [status]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  expect({ status, errors }).toEqual({ status: 0, errors: expect.stringContaining('→') });
  return output.split('\n').slice(0, -1);
}
