import type { CallFault } from '@shipbell/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deadLettered, MESSAGES, NAMES, QUEUE, setUpRedrive, text } from '../testing/set-up-redrive.ts';

const DEAD_LETTER_QUEUES = NAMES.filter((name) => name !== QUEUE);

/** A reason that has nothing printable in it. */
const ODD = '\u001b[2J';

/** Generates messages of any queue, recognized by their number; some cannot be redriven. */
const anyMessage = fc.record({
  queue: fc.constantFrom(...DEAD_LETTER_QUEUES),
  reason: fc.constantFrom(undefined, 'destination_refused', 'payload_refused', 'malformed_message', ODD),
  destination: fc.constantFrom('default', 'data', 'NO NAME 🐙', 'x/y'),
  broken: fc.integer({ min: 0, max: 9 }).map((chance) => chance === 0),
  afterMs: fc.constantFrom(0, 0, 1, 1_000),
});

type AnyMessage = typeof anyMessage extends fc.Arbitrary<infer DeadLetteredMessage> ? DeadLetteredMessage : never;

function bodyOf(queue: string, id: string): string {
  if (queue === MESSAGES) return JSON.stringify({ text: id });
  if (queue.endsWith('on-failure')) return JSON.stringify({ requestPayload: { id } });
  if (!queue.endsWith('deployments-dlq')) return JSON.stringify({ id });
  return JSON.stringify({ Type: 'Notification', MessageId: id, TopicArn: 'arn', Message: id });
}

/** Generates a fault for each call after the confirmation, most often none at all. */
const anyFaults: fc.Arbitrary<CallFault[]> = fc.oneof(
  fc.constant<CallFault[]>([]),
  fc.array(fc.constantFrom<CallFault>(undefined, undefined, undefined, 'refused', 'answer_lost'), { maxLength: 80 }),
);

const MANY_CALLS = 10_000;

interface AnyRun {
  readonly messages: AnyMessage[];
  readonly words: string[];
  readonly faults: CallFault[];
  readonly takesMs: readonly number[];
  readonly failsAgain: boolean;
  readonly stopsAt: number;
}

const anyRun: fc.Arbitrary<AnyRun> = fc.record({
  messages: fc.array(anyMessage, { maxLength: 40 }),
  words: fc.array(fc.constantFrom('all', '1', '2', '3', '4', '5'), { maxLength: 3 }),
  faults: anyFaults,
  takesMs: fc.array(fc.constantFrom(20, 20, 20, 5_000, 50_000), { maxLength: 80 }),
  failsAgain: fc.boolean(),
  stopsAt: fc.oneof(fc.integer({ min: 0, max: 100 }), fc.constant(MANY_CALLS)),
});

/** Returns what somebody chose, as the screen named it: the queue, the reason and the channel of each number. */
function namedOn(screen: string, words: readonly string[]): Set<string> {
  const named = new Set<string>();
  let queue = '';
  for (const line of screen.split('\n')) {
    queue = /^\w+ \((\S+)\): /.exec(line)?.[1] ?? queue;
    const [, number, reason, destination] = /^ {1,2}(\d+) {2}(.*?)(?: to (\S+))?: \d+/.exec(line) ?? [];
    if (number === undefined) continue;
    const isInAll = words.includes('all') && reason !== 'payload_refused';
    if (words.includes(number) || isInAll) named.add(`${queue} ${reason} ${destination}`);
  }
  return named;
}

/** Returns the same for a message, by how it was made; undefined for one that cannot be redriven. */
function nameOf({ queue, reason, destination, broken }: AnyMessage): string | undefined {
  if (queue !== MESSAGES && broken) return undefined;
  const unsaid = queue === MESSAGES ? 'receives_used_up' : 'not_handed_on';
  const isWritten = queue === MESSAGES || queue.includes('events') || queue.includes('sfn-status');
  const said = reason !== undefined && isWritten ? reason : unsaid;
  const channel = queue === MESSAGES && /^[a-z]+$/.test(destination) ? destination : undefined;
  return `${queue} ${said === ODD ? '' : said} ${channel}`;
}

function idIn(content: unknown): string | undefined {
  return JSON.stringify(content).match(/message-\d+/)?.[0];
}

/** Plays one use of the command. Faults begin with the first call after the confirmation. */
async function play({ messages, words, faults, takesMs, failsAgain, stopsAt }: AnyRun) {
  let begin = Number.POSITIVE_INFINITY;
  const faulty: string[] = [];
  const redrive = setUpRedrive({
    failsAgain,
    onCall: ({ name }, index) => {
      const turn = index - begin;
      if (turn < 0) return undefined;
      if (turn === stopsAt) redrive.stop();
      const fault = faults[turn];
      if (fault) faulty.push(`${name} ${fault}`);
      return { fault, takesMs: takesMs[turn] ?? 20 };
    },
  });
  for (const [index, { queue, reason, destination, broken, afterMs }] of messages.entries()) {
    redrive.pass(afterMs);
    const body = broken ? `broken message-${index}` : bodyOf(queue, `message-${index}`);
    const attributes = queue === MESSAGES ? { DESTINATION: text(destination) } : reason && { ERROR_CODE: text(reason) };
    redrive.put(
      queue,
      queue === MESSAGES ? deadLettered(body, reason, attributes || {}) : { body, ...(attributes && { attributes }) },
    );
  }
  const inQueues = () => DEAD_LETTER_QUEUES.flatMap((name) => redrive.messages(name));
  const before = inQueues();
  const { screen: shown } = await redrive.run();
  const there = words.filter((word) => word === 'all' || shown.includes(`\n  ${word}  `));
  const { screen, complete } = await redrive.run(there.join(' '), () => {
    begin = redrive.calls.length;
    return 'yes';
  });
  const left = new Set(inQueues().map(({ id }) => id));
  const named = namedOn(screen, there);
  return {
    screen,
    complete,
    faulty,
    gone: before.filter(({ id }) => !left.has(id)).map(({ body }) => idIn(body)),
    out: [...redrive.bodies(QUEUE), ...redrive.invoked.map(({ event }) => event)].map(idIn),
    inFlight: DEAD_LETTER_QUEUES.flatMap((name) => redrive.inFlight(name)),
    chosen: messages.flatMap((message, index) => (named.has(`${nameOf(message)}`) ? [`message-${index}`] : [])),
  };
}

describe('redrive, whatever the messages, the choice, the pace, and whichever call fails or loses its answer,', () => {
  const holds = (law: (played: Awaited<ReturnType<typeof play>>, run: AnyRun) => void) =>
    fc.assert(
      fc.asyncProperty(anyRun, async (run) => {
        law(await play(run), run);
      }),
      { numRuns: 200 },
    );

  it('deletes no message that did not go out', () =>
    holds(({ gone, out }) => expect(out).toEqual(expect.arrayContaining(gone))));

  it('sends no message that was not chosen', () =>
    holds(({ out, chosen }) => expect(chosen).toEqual(expect.arrayContaining(out))));

  it('sends no message twice, also when it comes back at once', () =>
    holds(({ out }) => expect(out).toHaveLength(new Set(out).size)));

  it('lets no message of a channel overtake another that the sender moved before it, where no call fails', () =>
    holds(({ out, faulty }, { messages }) => {
      if (faulty.length > 0) return;
      const ofSender = out.map((id) => Number(id?.slice('message-'.length))).filter((index) => messages[index]?.reason);
      const byChannel = Map.groupBy(ofSender, (index) => `${messages[index]?.queue} ${messages[index]?.destination}`);
      for (const those of byChannel.values()) expect(those).toEqual(those.toSorted((one, other) => one - other));
    }));

  it('returns the messages that stay to their queue, unless SQS refuses that or its answer with the messages was lost', () =>
    holds(({ inFlight, faulty, screen }) => {
      const excuses = faulty.filter((fault) => /Batch|ReceiveMessageCommand answer_lost/.test(fault));
      if (excuses.length === 0) expect(inFlight).toEqual([]);
      if (faulty.some((fault) => /Batch/.test(fault))) expect(screen).toContain('could not be returned to the queue');
    }));

  it('says whether everything that was chosen was redriven and is no longer in its dead-letter queue', () =>
    holds(({ complete, gone, chosen, screen }) => {
      if (complete) expect(gone.toSorted()).toEqual(chosen.toSorted());
      else expect(screen).toMatch(/^(Not redriven|Of these still in|Not reached)/m);
    }));

  it('redrives everything that was chosen where no call fails and nobody stops it', () =>
    holds(({ complete, gone, chosen, faulty }, { stopsAt }) => {
      if (faulty.length > 0 || stopsAt < MANY_CALLS) return;
      expect([complete, gone.toSorted()]).toEqual([true, chosen.toSorted()]);
    }));
});
