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
  | 'redirects'
  | 'has_no_certificate'
  | 'refuses_images'
  | 'answers_no_images'
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
  /** The ids of what was shown with a picture. */
  const pictures: string[] = [];
  const times: number[] = [];
  const answer = async (url: string, body: string): Promise<SlackAnswer> => {
    const fault = faultNow();
    if (fault !== undefined && isOutage(fault)) return refuse(fault, clock);
    await clock.sleep(fault === 'slow' ? STEP_TIMEOUT_MS.post - 1_000 : 200);
    const message = JSON.parse(body) as VirtualMessage;
    if (message.refusal) return REFUSALS[message.refusal];
    if (body.includes(UNSPEAKABLE)) return REFUSALS.block;
    if (fault === 'refuses_images' && body.includes('image_url')) return REFUSALS.block;
    if (fault === 'answers_no_images' && body.includes('image_url')) return REFUSALS.unknown_block;
    const acknowledged = fault !== 'answers_lost';
    const destination = new URL(url).pathname.slice(1);
    if (body.includes('image_url')) pictures.push(...idsOf(message));
    shown.push(...idsOf(message).map((id) => ({ destination, id, acknowledged })));
    return acknowledged ? classifyAnswer(200, 'ok', undefined) : hang(clock, 200);
  };
  const postMessage: PostMessage = (url, body) => {
    times.push(clock.now());
    return answer(url, body);
  };
  return { postMessage, shown, pictures, times };
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

/** The faults in which Slack takes some message. */
const TAKES_MESSAGES = ['answers_lost', 'slow', 'refuses_images', 'answers_no_images'] as const;
type OutageFault = Exclude<SlackFault, (typeof TAKES_MESSAGES)[number]>;

function isOutage(fault: SlackFault): fault is OutageFault {
  return !TAKES_MESSAGES.some((one) => one === fault);
}

async function refuse(fault: OutageFault, clock: VirtualClock): Promise<SlackAnswer> {
  if (fault === 'hangs') return hang(clock, 0);
  await clock.sleep(200);
  switch (fault) {
    case 'down':
      return classifyAnswer(503, 'unavailable', undefined);
    case 'answers_html':
      return classifyAnswer(403, '<html>Access denied</html>', undefined);
    case 'redirects':
      return classifyAnswer(302, '', undefined);
    case 'has_no_certificate':
      return { kind: 'not_slack', reason: 'no trusted connection: CERT_HAS_EXPIRED' };
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
