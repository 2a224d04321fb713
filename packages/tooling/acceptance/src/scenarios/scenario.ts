import { createDeveloperTools } from '@shipbell/aws-emulator';
import type { Stage } from '../stage.ts';
import { declareAccount } from './account.ts';
import type { ExpectedMessage } from './expected-message.ts';
import { type Simulation, simulate } from './simulation.ts';

/** Something that happens in AWS's Developer Tools, and the messages that have to come of it. */
export interface Scenario {
  /** Also the name of the file with its messages. */
  readonly name: string;
  readonly title: string;
  /** IAM actions that no function may use while it plays. */
  readonly denied?: readonly string[];
  /** In the order in which they are sent. */
  readonly messages: readonly ExpectedMessage[];
  play(simulation: Simulation): Promise<void>;
}

/**
 * Lets a scenario happen in AWS, at its own times or moved from them. When this resolves, the functions have handled all of
 * it; its messages may still be on their way to Slack.
 */
export async function playScenario(
  { cloud, lambda, emit }: Pick<Stage, 'cloud' | 'lambda' | 'emit'>,
  { denied = [], play }: Scenario,
  movedBySeconds = 0,
): Promise<void> {
  const simulation = simulate({
    tools: cloud.developerTools,
    emit: denied.length > 0 ? topicFirst(emit) : emit,
    movedBySeconds,
  });
  for (const action of denied) cloud.denied.add(action);
  // What a function remembers from before would hide that it may not read.
  if (denied.length > 0) lambda.coolDown();
  try {
    await play(simulation);
  } finally {
    for (const action of denied) cloud.denied.delete(action);
    if (denied.length > 0) lambda.coolDown();
  }
}

/**
 * Resolves with how many seconds a scenario has to be moved by to end at this time. Its own times are those of the expected
 * messages, which are the same at every run; who watches wants to see what happens now.
 */
export async function secondsToEndAt(end: Date, { play }: Scenario): Promise<number> {
  const tools = createDeveloperTools({ account: '123456789012', region: 'ap-northeast-2' });
  declareAccount(tools, 'arn:aws:sns:ap-northeast-2:123456789012:deployments');
  await play(simulate({ tools, emit: async () => {} }));
  return Math.floor((end.getTime() - tools.clock.now().getTime()) / 1000);
}

/**
 * Returns an `emit` that sends to the topic first: where nothing may be read, the first of two events for one message
 * decides its text.
 */
function topicFirst(emit: Stage['emit']): Stage['emit'] {
  return async (signals) => {
    await emit(signals.filter(({ kind }) => kind === 'topic'));
    await emit(signals.filter(({ kind }) => kind === 'event'));
  };
}
