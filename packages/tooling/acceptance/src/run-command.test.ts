import { describe, expect, it } from 'vitest';
import { runCommand } from './run-command.ts';

const cwd = import.meta.dirname;

describe('runCommand', () => {
  it('resolves with what a command printed on both streams', async () => {
    const args = ['-e', 'console.log("out"); console.error("err")'];
    const { ok, output } = await runCommand({ command: process.execPath, args, cwd });
    expect({ ok, lines: output.trim().split('\n').sort() }).toEqual({ ok: true, lines: ['err', 'out'] });
  });

  it('says that a command failed which ends with another status than 0', async () => {
    const result = await runCommand({ command: process.execPath, args: ['-e', 'process.exitCode = 3'], cwd });
    expect(result).toEqual({ ok: false, output: '' });
  });

  it('says that a command failed which cannot be started', async () => {
    const result = await runCommand({ command: 'there-is-no-such-command', args: [], cwd });
    expect(result).toEqual({ ok: false, output: expect.stringContaining('there-is-no-such-command') });
  });
});
