import type { PostMessage } from '../post-message.ts';
import { classifyAnswer, type SlackAnswer } from '../slack-answer.ts';
import { LONGEST_MS } from '../time-left.ts';
import type { VirtualClock } from './virtual-clock.ts';

/** What a Slack that is up says of a body: a part of it names the refusal that it is to meet. */
const REFUSALS = {
  block: classifyAnswer(400, 'invalid_blocks', undefined),
  unknown_block: classifyAnswer(500, '', undefined),
};

export type SlackFault =
  | 'down'
  | 'empty_500'
  | 'hangs'
  | 'limits'
  | 'limits_briefly'
  | 'limits_untold'
  | 'slow'
  | 'answers_lost';

export interface Shown {
  readonly destination: string;
  /** The message's first line, which is its id in the tests. */
  readonly id: string;
  readonly acknowledged: boolean;
}

/** Slack with the fault of the moment; `shown` is what readers see. */
export const createVirtualSlack = (clock: VirtualClock, faultNow: () => SlackFault | undefined) => {
  const shown: Shown[] = [];
  const times: number[] = [];
  const answer = async (url: string, body: string): Promise<SlackAnswer> => {
    const fault = faultNow();
    if (fault !== undefined && fault !== 'answers_lost' && fault !== 'slow') return refuse(fault, clock);
    await clock.sleep(fault === 'slow' ? LONGEST_MS.post - 1_000 : 200);
    const { text, refusal } = JSON.parse(body) as { text: string; refusal?: keyof typeof REFUSALS };
    if (refusal) return REFUSALS[refusal];
    const [id = ''] = text.split('\n');
    const acknowledged = fault !== 'answers_lost';
    shown.push({ destination: new URL(url).pathname.slice(1), id, acknowledged });
    return acknowledged ? classifyAnswer(200, 'ok', undefined) : hang(clock, 200);
  };
  const postMessage: PostMessage = (url, body) => {
    times.push(clock.now());
    return answer(url, body);
  };
  return { postMessage, shown, times };
};

const refuse = async (
  fault: Exclude<SlackFault, 'answers_lost' | 'slow'>,
  clock: VirtualClock,
): Promise<SlackAnswer> => {
  if (fault === 'hangs') return hang(clock, 0);
  await clock.sleep(200);
  switch (fault) {
    case 'down':
      return classifyAnswer(503, 'unavailable', undefined);
    case 'empty_500':
      return classifyAnswer(500, '', undefined);
    case 'limits':
      return classifyAnswer(429, '', '30');
    case 'limits_briefly':
      return classifyAnswer(429, '', '1');
    case 'limits_untold':
      return classifyAnswer(429, '', undefined);
  }
};

const hang = async (clock: VirtualClock, passed: number): Promise<SlackAnswer> => {
  await clock.sleep(LONGEST_MS.post - passed);
  return { kind: 'transient', reason: 'no answer: TimeoutError', retryAfterSeconds: undefined };
};
