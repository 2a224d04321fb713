import type { Investigation } from '../investigation.ts';
import type { Reading } from './read-failure.ts';

/** Milliseconds before another look at what is behind the event that led there. */
const PAUSE_MS = 2_000;

/** Reads, and once more after a pause where the first answer is behind the event. An answer is better than none. */
export async function readAgainIfBehind<Answer extends Reading<unknown>>(
  read: () => Promise<Answer>,
  isBehind: (first: Answer) => boolean,
  { pause, signal }: Pick<Investigation, 'pause' | 'signal'>,
): Promise<Answer> {
  const first = await read();
  if (signal.aborted || first.failure !== undefined || !isBehind(first)) return first;
  await pause(PAUSE_MS);
  const second = await read();
  return second.failure === undefined ? second : first;
}
