import { describe, expect, it } from 'vitest';
import { destinationRefused, payloadRefused, record, setUp, transient } from './testing/set-up-sender.ts';

const EventToSlackSeconds = [60];

describe('the sender’s metrics', () => {
  it('count a message that reached Slack, with the seconds since its event', async () => {
    const { run, noted } = setUp();
    await run([record('1')]);
    expect(noted).toEqual([{ Delivered: 1, EventToSlackSeconds }]);
  });

  it('count a digest once, and each of its messages', async () => {
    const { run, noted } = setUp([], undefined, true);
    await run(['1', '2', '3', '4', '5'].map((id) => record(id)));
    expect(noted).toEqual([{ Delivered: 5, Digests: 1, EventToSlackSeconds: Array(5).fill(60) }]);
  });

  it('count nothing of a message that is not delivered yet', async () => {
    const { run, noted } = setUp([transient(60)]);
    await run([record('1')]);
    expect(noted).toEqual([]);
  });

  it('count a message that was degraded as delivered, and its rich form apart from what was given up', async () => {
    const { run, noted } = setUp([payloadRefused]);
    await run([record('1')]);
    expect(noted).toEqual([{ PayloadRefused: 1 }, { Degraded: 1 }, { Delivered: 1, EventToSlackSeconds: [61] }]);
  });

  it('count a message that was given up once it is in the dead-letter queue, and not before', async () => {
    const { run, noted, fault } = setUp([destinationRefused, destinationRefused]);
    fault.deadLetterQueue = true;
    await run([record('1')]);
    expect(noted).toEqual([]);
    fault.deadLetterQueue = false;
    await run([record('1')]);
    expect(noted).toEqual([{ DeadLettered: 1 }]);
  });

  it('count a message that was received for the last time as given up', async () => {
    const { run, noted } = setUp([transient()]);
    await run([record('1', { receives: 50 })]);
    expect(noted).toEqual([{ DeadLettered: 1 }]);
  });
});
