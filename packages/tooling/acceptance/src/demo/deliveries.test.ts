import { describe, expect, it } from 'vitest';
import { SCENARIOS } from '../scenarios/index.ts';
import type { ExpectedMessage } from '../scenarios/scenario.ts';
import { missingMessages } from './deliveries.ts';
import { STORY } from './story.ts';

const EXPECTED = STORY.flatMap(({ messages }) => messages);

function deliver(destination: string, text: string) {
  return {
    id: 1,
    destination,
    channel: destination,
    arrivedAt: '2024-11-01T06:15:14.123Z',
    payload: { text },
  };
}

/** A headline as it is expected. */
function headline({ mark, about }: ExpectedMessage) {
  return `${mark} about ${about}`;
}

describe('missingMessages', () => {
  it('misses nothing when every message is in its channel', () => {
    const delivered = EXPECTED.map((expected) => deliver(expected.destination, headline(expected)));
    expect(missingMessages(delivered, EXPECTED)).toEqual([]);
  });

  it('misses a message that arrived in another channel, however many there are', () => {
    const delivered = EXPECTED.map((expected) => deliver('elsewhere', headline(expected)));
    expect(missingMessages(delivered, EXPECTED)).toEqual(EXPECTED);
  });

  it('misses a message of something that came out otherwise than it did', () => {
    const delivered = EXPECTED.map((expected) => deliver(expected.destination, `ℹ️ ${headline(expected)}`));
    expect(missingMessages(delivered, EXPECTED)).toEqual(EXPECTED);
  });

  it('misses a message in whose place another one came twice', () => {
    const [first, ...others] = EXPECTED;
    const delivered = others.map((expected) => deliver(expected.destination, headline(expected)));
    expect(missingMessages([...delivered, ...delivered], EXPECTED)).toEqual([first]);
  });
});

it.each(['the demo', 'the scenarios'])('knows every message of %s from all others', (where) => {
  const expected = where === 'the demo' ? EXPECTED : SCENARIOS.flatMap(({ messages }) => messages);
  for (const one of expected) {
    expect(expected.filter(({ mark, about }) => mark === one.mark && about.includes(one.about))).toEqual([one]);
  }
});
