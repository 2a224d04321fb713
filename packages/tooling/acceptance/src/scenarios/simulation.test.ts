import { createDeveloperTools, type Signal } from '@shipbell/aws-emulator';
import { events } from '@shipbell/aws-emulator/testing';
import { describe, expect, it } from 'vitest';
import { declareAccount } from './account.ts';
import { SCENARIOS } from './all-scenarios.ts';
import { type Scenario, secondsToEndAt } from './scenario.ts';
import { simulate } from './simulation.ts';

/**
 * Plays scenarios in an account of its own, and resolves with the signals that AWS emits, in a list for each change.
 */
async function emittedBy(scenarios: readonly Scenario[], movedBySeconds = 0): Promise<Signal[][]> {
  const tools = createDeveloperTools({ account: '123456789012', region: 'ap-northeast-2' });
  declareAccount(tools, 'arn:aws:sns:ap-northeast-2:123456789012:deployments');
  const emitted: Signal[][] = [];
  const simulation = simulate({ tools, emit: async (signals) => void emitted.push(signals), movedBySeconds });
  for (const { play } of scenarios) await play(simulation);
  return emitted;
}

describe('simulate', () => {
  it.each(SCENARIOS)('emits the same signals of a scenario whatever was played before it: $title', async (scenario) => {
    const alone = await emittedBy([scenario]);
    const others = SCENARIOS.filter((other) => other !== scenario);
    expect((await emittedBy([...others, scenario])).slice(-alone.length)).toEqual(alone);
  });

  it.each(SCENARIOS)('plays a scenario so that it ends at a given time: $title', async (scenario) => {
    const end = new Date('2031-02-03T04:05:06Z');
    const moved = await emittedBy([scenario], await secondsToEndAt(end, scenario));
    const times = [...JSON.stringify(moved.at(-1)).matchAll(/20\d\d-\d\d-\d\dT[\d:]+/g)].map(([time]) =>
      Date.parse(`${time}Z`),
    );
    expect(Math.max(...times)).toBe(end.getTime());
    expect(JSON.stringify(moved)).not.toContain('2024-11');
    expect(moved.map((signals) => signals.length)).toEqual((await emittedBy([scenario])).map(({ length }) => length));
  });

  it('emits nothing of what happened beforehand', async () => {
    const [scenario] = SCENARIOS.filter(({ name }) => name === 'rollback');
    if (scenario === undefined) throw new Error('there is a scenario of a rollback');
    const emitted = (await emittedBy([scenario])).flatMap(events);
    expect(emitted.filter((event) => event === 'Pipeline frontend-dev STARTED')).toHaveLength(1);
  });
});
