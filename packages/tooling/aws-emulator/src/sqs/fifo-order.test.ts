import { type Message, SendMessageCommand } from '@aws-sdk/client-sqs';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { startQueues } from '../testing/start-queues.ts';

/** What a sender or a consumer does. `at` picks one of the in-flight messages. */
type Step =
  | { readonly kind: 'send'; readonly group: string }
  | { readonly kind: 'receive'; readonly most: number }
  | { readonly kind: 'delete' | 'return'; readonly at: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant('send' as const), group: fc.constantFrom('a', 'b', 'c') }),
  fc.record({ kind: fc.constant('receive' as const), most: fc.integer({ min: 1, max: 10 }) }),
  fc.record({ kind: fc.constantFrom('delete' as const, 'return' as const), at: fc.nat() }),
);

/** What SQS promises of a group: its messages that are not deleted, in order, and how many of them are in flight. */
interface Group {
  // biome-ignore-start lint/plugin: messages come and go
  waiting: string[];
  inFlight: number;
  // biome-ignore-end lint/plugin: messages come and go
}

it('a receive returns the next messages of each group in order, and none of a group with an in-flight message', {
  timeout: 60_000,
}, async () => {
  const { sqs, create, receive, remove, hide } = await startQueues();
  let queues = 0;
  const run = async (steps: Step[]) => {
    queues += 1;
    const QueueUrl = await create(`ordered-${queues}.fifo`, { FifoQueue: 'true' });
    const groups: Record<string, Group> = {};
    const groupOf = (body = ''): Group => {
      const name = body.slice(0, 1);
      groups[name] ??= { waiting: [], inFlight: 0 };
      return groups[name];
    };
    const inFlight: Message[] = [];
    const pick = (at: number) => inFlight.splice(at % inFlight.length, 1)[0] ?? {};

    for (const [index, { kind, ...one }] of steps.entries()) {
      if ('group' in one) {
        const body = `${one.group}${index}`;
        groupOf(body).waiting.push(body);
        const fifo = { MessageGroupId: one.group, MessageDeduplicationId: body };
        await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: body, ...fifo }));
      } else if ('most' in one) {
        const free = Object.values(groups).filter((group) => group.inFlight === 0);
        const available = free.reduce((sum, { waiting }) => sum + waiting.length, 0);
        const batch = await receive(QueueUrl, one.most);
        expect(batch).toHaveLength(Math.min(one.most, available));
        for (const group of free) {
          const own = batch.map(({ Body = '' }) => Body).filter((body) => groupOf(body) === group);
          expect(own).toEqual(group.waiting.slice(0, own.length));
          group.inFlight = own.length;
        }
        inFlight.push(...batch);
      } else if (inFlight.length > 0) {
        const message = pick(one.at);
        const group = groupOf(message.Body);
        group.inFlight -= 1;
        if (kind === 'delete') {
          group.waiting = group.waiting.filter((body) => body !== message.Body);
          await remove(message, QueueUrl);
        } else {
          await hide(message, QueueUrl, 0);
        }
      }
    }
  };
  await fc.assert(fc.asyncProperty(fc.array(step, { maxLength: 40, size: 'max' }), run), { numRuns: 40 });
});
