import { describe, expect, it } from 'vitest';
import type { Recovery } from '../reports/recovery.ts';
import type { Change } from '../reports/revision.ts';
import { messageText } from '../testing/message-text.ts';
import { sampleDeployment, samplePipeline, sampleRevision } from '../testing/sample-reports.ts';
import { deploymentMessage } from './deployment/deployment-message.ts';
import { pipelineMessage } from './pipeline/pipeline-message.ts';

const REVISION = '[BE] Add the review reminder (`a1b2c3d`)';
const recovery: Recovery = {
  kind: 'known',
  failures: 3,
  isCut: false,
  since: new Date('2024-11-01T04:05:13Z'),
};
const unknown = { kind: 'unknown', reason: 'the history may not be read' } as const;
const slowness = { kind: 'slow', typicalMs: 20_000 } as const;

describe('the message of a deployment that succeeded after failures', () => {
  const previous = { ...sampleRevision, deployedAt: undefined };

  it.each<[string, Change | undefined, string]>([
    ['another', sampleDeployment.change, '✅ *backend* is live again on *dev* after 3 failures in 2h 10m'],
    ['the first', { kind: 'first' }, '✅ *backend* is live on *dev* after 3 failures in 2h 10m'],
    ['the same', { kind: 'same', previous }, '✅ *backend* was redeployed on *dev* after 3 failures in 2h 10m'],
    [
      'an older',
      { kind: 'back', previous, compareUrl: undefined },
      '⚠️ *backend* is live again on *dev* with an older commit after 3 failures in 2h 10m',
    ],
  ])('says how many and how long where it brought %s commit', (_name, change, words) => {
    expect(deploymentMessage({ ...sampleDeployment, change, recovery }).text).toBe(`${words}: ${REVISION}, 40 s`);
  });

  it('says what is known of the failures', () => {
    const text = (change: object) =>
      deploymentMessage({ ...sampleDeployment, recovery: { ...recovery, ...change } }).text.split(':')[0];
    expect(text({ failures: 1 })).toContain('after 1 failure in 2h 10m');
    expect(text({ failures: 100, isCut: true })).toContain('after more than 100 failures in 2h 10m');
    expect(text({ since: undefined })).toMatch(/ after 3 failures$/);
  });
});

describe('the message of a pipeline that succeeded after failures', () => {
  it('says how many, be something deployed or not', () => {
    expect(pipelineMessage({ ...samplePipeline, recovery }).text).toBe(
      `✅ *shop* is live again on *prod* after 3 failures in 2h 13m: ${REVISION}, 4m 12s`,
    );
    const targets = { kind: 'known', targets: [] } as const;
    expect(pipelineMessage({ ...samplePipeline, targets, recovery }).text).toBe(
      `✅ *shop* pipeline succeeded again on *prod* after 3 failures in 2h 13m: ${REVISION}, 4m 12s`,
    );
  });
});

describe('the message of a slow success', () => {
  it('says how long it took and how long it usually takes', () => {
    expect(deploymentMessage({ ...sampleDeployment, slowness }).text).toMatch(/, took 40 s, usually 20 s$/);
    expect(pipelineMessage({ ...samplePipeline, slowness }).text).toMatch(/, took 4m 12s, usually 20 s$/);
  });
});

it.each([
  ['deployment', deploymentMessage({ ...sampleDeployment, recovery: unknown, slowness: unknown })],
  ['pipeline', pipelineMessage({ ...samplePipeline, recovery: unknown, slowness: unknown })],
])('the message of a %s says what is unknown, and why', (_name, message) => {
  const lines = messageText(message).split('\n');
  expect(lines).toContain('❔ Whether it had failed before is unknown: the history may not be read');
  expect(lines).toContain('❔ How long it usually takes is unknown: the history may not be read');
});
