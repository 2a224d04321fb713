import { describe, expect, it } from 'vitest';
import { ENVIRONMENT, type Stage } from '../stage.ts';
import type { Probe } from './probe.ts';
import { createRedriveProbe } from './redrive-probe.ts';
import { type Ended, endedAt, runScript, startScript } from './run-script.ts';

/** Tests how `scripts/redrive` ends when it is interrupted or called wrongly. */
export function describeRedriveCommand(stage: () => Stage, probe: () => Probe): void {
  const { redrive, leave, drain } = createRedriveProbe(stage, probe);

  describe('scripts/redrive', () => {
    describe('when it is interrupted at its question', () => {
      /** Runs it on one dead-lettered event until it asks, and resolves with its exit status and output once it was ended. */
      const interrupted = async (end: (child: ReturnType<typeof startScript>) => void): Promise<Ended> => {
        await leave('failed_execution_events', {
          requestPayload: {},
          requestContext: { condition: 'RetriesExhausted' },
        });
        return endedAt('Redrive which?', startScript('redrive', [ENVIRONMENT], stage().cloud.environment), end);
      };

      const isStillThere = async (): Promise<void> => {
        expect((await redrive()).output).toContain('RetriesExhausted: 1, ');
        await drain();
      };

      it('leaves everything as it was after Ctrl-C', async () => {
        const { status, output } = await interrupted((child) => child.kill('SIGINT'));
        expect({ status, output }).toMatchObject({
          status: 130,
          output: expect.stringContaining('Nothing was changed.'),
        });
        await isStillThere();
      });

      it('leaves everything as it was when its terminal is gone', async () => {
        const { status } = await interrupted((child) => {
          child.stdout.destroy();
          child.stdin.end('all\nyes\n');
        });
        expect(status).toBe(130);
        await isStillThere();
      });
    });

    it('says what to do where there is no such environment, no region in either variable, no credentials, and no name', async () => {
      const { environment, region } = stage().cloud;
      const { AWS_ENDPOINT_URL = '' } = environment;
      const NOWHERE = { HOME: stage().directory, AWS_EC2_METADATA_DISABLED: 'true', AWS_ENDPOINT_URL };
      expect(await runScript('redrive', ['qa'], environment)).toMatchObject({
        status: 1,
        output: expect.stringContaining('There are no dead-letter queues of "qa" in this account and region.'),
      });
      expect(await runScript('redrive', ['dev'], NOWHERE)).toMatchObject({
        status: 1,
        output: expect.stringMatching(/^No AWS region: /),
      });
      expect(await runScript('redrive', ['dev'], { ...NOWHERE, AWS_REGION: region })).toMatchObject({
        status: 1,
        output: expect.stringMatching(/^No AWS credentials: /),
      });
      const { AWS_REGION: _, ...shell } = environment;
      expect(await runScript('redrive', ['dev'], shell)).toMatchObject({
        output: expect.stringContaining(`Dead-lettered messages of dev in ${region}`),
      });
      expect(await runScript('redrive', ['--help'], NOWHERE)).toMatchObject({
        status: 0,
        output: expect.stringMatching(/^Usage: scripts\/redrive ENV/),
      });
      expect(await runScript('redrive', [], environment)).toMatchObject({
        status: 1,
        output: expect.stringMatching(/^Usage: scripts\/redrive ENV/),
      });
    });
  });
}
