import { createDeveloperTools, type Signal } from '@shipbell/aws-emulator';
import { events } from '@shipbell/aws-emulator/testing';
import { expect, it } from 'vitest';
import { openAccount } from './account.ts';
import { SCENARIOS } from './index.ts';
import type { Scenario } from './scenario.ts';
import { createStory } from './story.ts';

/** Plays scenarios in an account of its own, and resolves with what AWS says of them, step by step. */
async function tell(scenarios: readonly Scenario[]): Promise<Signal[][]> {
  const tools = createDeveloperTools({ account: '123456789012', region: 'ap-northeast-2' });
  openAccount(tools, 'arn:aws:sns:ap-northeast-2:123456789012:deployments');
  const told: Signal[][] = [];
  const story = createStory({ tools, tell: async (signals) => void told.push(signals) });
  for (const { play } of scenarios) await play(story);
  return told;
}

it.each(SCENARIOS)('is told in the same words wherever it stands among the others: $title', async (scenario) => {
  const alone = await tell([scenario]);
  const others = SCENARIOS.filter((other) => other !== scenario);
  expect((await tell([...others, scenario])).slice(-alone.length)).toEqual(alone);
});

it('says nothing of what happened beforehand', async () => {
  const [scenario] = SCENARIOS.filter(({ name }) => name === 'rollback');
  if (scenario === undefined) throw new Error('there is a scenario of a rollback');
  const said = (await tell([scenario])).flatMap(events);
  expect(said.filter((event) => event === 'Pipeline 2024-corea-frontend-develop STARTED')).toHaveLength(1);
});
