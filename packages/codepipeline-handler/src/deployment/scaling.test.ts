import { describe, expect, it } from 'vitest';
import type { AdditionalEvent } from '../config.ts';
import { findDeploymentIn, ONE, worldOfRuns } from '../testing/find.ts';
import { readFixture, worldOf } from '../testing/fixtures.ts';
import { at, deploymentOf, deploymentsOf } from '../testing/scenario.ts';
import { setUpHandler } from '../testing/set-up-handler.ts';

async function linesFor(fixture: string, additionalEvents: readonly AdditionalEvent[], world = worldOf(fixture)) {
  const { handler, notifications, lines } = setUpHandler(world, { additionalEvents });
  await handler(readFixture(`${fixture}.event.json`));
  return { texts: notifications.map(({ message }) => message.text), lines };
}

describe('the handler, for a deployment that Auto Scaling made,', () => {
  it.each(['scaling-new-instance', 'scaling-outdated-instances', 'scaling-leaving-instance'])(
    'ignores one that went well unless ADDITIONAL_EVENTS asks for it: %s',
    async (fixture) => {
      const { texts, lines } = await linesFor(fixture, ['progress', 'instances']);
      expect(texts).toEqual([]);
      expect(JSON.stringify(lines)).toContain('ADDITIONAL_EVENTS does not ask for scaling');
      expect((await linesFor(fixture, ['scaling'])).texts).toHaveLength(1);
    },
  );

  it('reports one that failed', async () => {
    expect((await linesFor('scaling-failed', [])).texts).toEqual([expect.stringMatching(/^❌ Auto Scaling: /)]);
  });

  it('reports a deployment of which it cannot be read who made it', async () => {
    const world = { ...worldOf('scaling-new-instance'), deployments: { error: 'AccessDeniedException' } };
    expect((await linesFor('scaling-new-instance', [], world)).texts).toHaveLength(1);
  });
});

it('findDeployment looks for no change of what the group runs already', async () => {
  const again = deploymentOf('d-2', 60, 'Succeeded', { key: 'p/app/a0', creator: 'autoscaling' });
  const world = worldOfRuns([ONE], { deployments: [...deploymentsOf('p', [ONE]), again] });
  const { scaling, source, change } = await findDeploymentIn(world, { deploymentId: 'd-2', startedAt: at(60) });
  expect({ scaling, change }).toEqual({ scaling: 'launch', change: undefined });
  expect(source).toMatchObject({ kind: 'known' });
});
