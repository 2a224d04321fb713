import { describe, expect, it } from 'vitest';
import { runCommand } from './run-command.ts';

const cwd = import.meta.dirname;

describe('runCommand', () => {
  it('resolves with what a command printed on both streams', async () => {
    const args = ['-e', 'console.log("out"); console.error("err")'];
    const { ok, output } = await runCommand({ command: process.execPath, args, cwd });
    expect({ ok, lines: output.trim().split('\n').sort() }).toEqual({ ok: true, lines: ['err', 'out'] });
  });

  it('reports a command that ends with another status than 0 as failed', async () => {
    const result = await runCommand({ command: process.execPath, args: ['-e', 'process.exitCode = 3'], cwd });
    expect(result).toEqual({ ok: false, output: '' });
  });

  it('reports a command that cannot be started as failed', async () => {
    const result = await runCommand({ command: 'there-is-no-such-command', args: [], cwd });
    expect(result).toEqual({ ok: false, output: expect.stringContaining('there-is-no-such-command') });
  });
});
