import type { PostMessage } from '../post-message.ts';
import { classifyAnswer, type SlackAnswer } from '../slack-answer.ts';
import { STEP_TIMEOUT_MS } from '../time-left.ts';
import type { VirtualClock } from './virtual-clock.ts';

/** The refusals of a Slack without a fault. The body's `refusal`, which no digest holds, names one of them. */
const REFUSALS = {
  block: classifyAnswer(400, 'invalid_blocks', undefined),
  unknown_block: classifyAnswer(500, '', undefined),
};

/** A text that Slack never takes, in whatever form. */
export const UNSPEAKABLE = 'unspeakable';

export type SlackFault =
  | 'down'
  | 'answers_html'
  | 'empty_500'
  | 'hangs'
  | 'limits'
  | 'limits_briefly'
  | 'limits_without_retry_after'
  | 'slow'
  | 'answers_lost';

export interface Shown {
  readonly destination: string;
  /** The message's first line, which is its id in the tests. */
  readonly id: string;
  readonly acknowledged: boolean;
}

/** Returns a Slack that has the fault of the moment; `shown` is what readers see. */
export function createVirtualSlack(clock: VirtualClock, faultNow: () => SlackFault | undefined) {
  const shown: Shown[] = [];
  const times: number[] = [];
  const answer = async (url: string, body: string): Promise<SlackAnswer> => {
    const fault = faultNow();
    if (fault !== undefined && fault !== 'answers_lost' && fault !== 'slow') return refuse(fault, clock);
    await clock.sleep(fault === 'slow' ? STEP_TIMEOUT_MS.post - 1_000 : 200);
    const message = JSON.parse(body) as VirtualMessage;
    if (message.refusal) return REFUSALS[message.refusal];
    if (body.includes(UNSPEAKABLE)) return REFUSALS.block;
    const acknowledged = fault !== 'answers_lost';
    const destination = new URL(url).pathname.slice(1);
    shown.push(...idsOf(message).map((id) => ({ destination, id, acknowledged })));
    return acknowledged ? classifyAnswer(200, 'ok', undefined) : hang(clock, 200);
  };
  const postMessage: PostMessage = (url, body) => {
    times.push(clock.now());
    return answer(url, body);
  };
  return { postMessage, shown, times };
}

interface VirtualMessage {
  readonly text: string;
  readonly refusal?: keyof typeof REFUSALS;
  readonly attachments?: readonly { readonly blocks: readonly [{ readonly text: { readonly text: string } }] }[];
}

/** Returns the id of each line of a digest, or the message's own. */
function idsOf({ text, attachments }: VirtualMessage): string[] {
  return (attachments?.map(({ blocks: [section] }) => section.text.text) ?? [text]).map(
    (own) => own.split('\n')[0] ?? '',
  );
}

async function refuse(fault: Exclude<SlackFault, 'answers_lost' | 'slow'>, clock: VirtualClock): Promise<SlackAnswer> {
  if (fault === 'hangs') return hang(clock, 0);
  await clock.sleep(200);
  switch (fault) {
    case 'down':
      return classifyAnswer(503, 'unavailable', undefined);
    case 'answers_html':
      return classifyAnswer(403, '<html>Access denied</html>', undefined);
    case 'empty_500':
      return classifyAnswer(500, '', undefined);
    case 'limits':
      return classifyAnswer(429, '', '30');
    case 'limits_briefly':
      return classifyAnswer(429, '', '1');
    case 'limits_without_retry_after':
      return classifyAnswer(429, '', undefined);
  }
}

async function hang(clock: VirtualClock, passed: number): Promise<SlackAnswer> {
  await clock.sleep(STEP_TIMEOUT_MS.post - passed);
  return { kind: 'transient', reason: 'no answer: TimeoutError', retryAfterSeconds: undefined };
}
