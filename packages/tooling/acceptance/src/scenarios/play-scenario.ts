import type { Stage } from '../stage.ts';
import type { Scenario } from './scenario.ts';
import { createStory } from './story.ts';

/** Lets a scenario happen in AWS. All of it has been handled when this resolves; its messages may still be on their way. */
export async function playScenario(
  { cloud, lambda, tell }: Pick<Stage, 'cloud' | 'lambda' | 'tell'>,
  { denied = [], play }: Scenario,
): Promise<void> {
  const story = createStory({ tools: cloud.developerTools, tell: denied.length > 0 ? topicFirst(tell) : tell });
  for (const action of denied) cloud.denied.add(action);
  // What a function remembers from before would hide that it may not read.
  if (denied.length > 0) lambda.coolDown();
  try {
    await play(story);
  } finally {
    for (const action of denied) cloud.denied.delete(action);
    if (denied.length > 0) lambda.coolDown();
  }
}

/** Where nothing may be read, a message holds what its event says of itself, so the one that comes first decides. */
function topicFirst(tell: Stage['tell']): Stage['tell'] {
  return async (signals) => {
    await tell(signals.filter(({ kind }) => kind === 'topic'));
    await tell(signals.filter(({ kind }) => kind === 'event'));
  };
}
