import { describe, expect, it } from 'vitest';
import { scenesOn } from '../demo/scenes.ts';
import { SCENARIOS } from './all-scenarios.ts';
import { type ExpectedMessage, missingMessages } from './expected-message.ts';

const EXPECTED = scenesOn('2024-11-01').flatMap(({ messages }) => messages);

function deliver(destination: string, text: string) {
  return {
    id: 1,
    destination,
    channel: destination,
    arrivedAt: '2024-11-01T06:15:14.123Z',
    payload: { text },
  };
}

/** Returns a headline that the expected message could have. */
function headline({ mark, about }: ExpectedMessage) {
  return `${mark} about ${about}`;
}

describe('missingMessages', () => {
  it('returns nothing when every message is in its channel', () => {
    const delivered = EXPECTED.map((expected) => deliver(expected.destination, headline(expected)));
    expect(missingMessages(delivered, EXPECTED)).toEqual([]);
  });

  it('returns a message that arrived in another channel only', () => {
    const delivered = EXPECTED.map((expected) => deliver('elsewhere', headline(expected)));
    expect(missingMessages(delivered, EXPECTED)).toEqual(EXPECTED);
  });

  it('returns a message whose headline says another outcome', () => {
    const delivered = EXPECTED.map((expected) => deliver(expected.destination, `ℹ️ ${headline(expected)}`));
    expect(missingMessages(delivered, EXPECTED)).toEqual(EXPECTED);
  });

  it('returns a message that did not come when another one came twice instead', () => {
    const [first, ...others] = EXPECTED;
    const delivered = others.map((expected) => deliver(expected.destination, headline(expected)));
    expect(missingMessages([...delivered, ...delivered], EXPECTED)).toEqual([first]);
  });
});

describe('an expected message', () => {
  it.each(['the demo', 'the scenarios'])('stands for one message of %s and no other', (where) => {
    const expected = where === 'the demo' ? EXPECTED : SCENARIOS.flatMap(({ messages }) => messages);
    for (const one of expected) {
      expect(expected.filter(({ mark, about }) => mark === one.mark && about.includes(one.about))).toEqual([one]);
    }
  });
});
