import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type HistoryRequest, historyPage } from './execution-history.ts';

function historyOf(length: number) {
  return Array.from({ length }, (_, index) => ({ id: index + 1 }));
}

/** All events that a client gets when it follows the tokens. */
function readAll(history: object[], request: HistoryRequest): object[] {
  const events: object[] = [];
  let nextToken: string | undefined;
  do {
    const page = historyPage(history, { ...request, ...(nextToken && { nextToken }) });
    events.push(...(page?.events ?? []));
    nextToken = page?.nextToken;
  } while (nextToken);
  return events;
}

describe('historyPage', () => {
  it('gives every event once and in order, whatever the page size', () => {
    fc.assert(
      fc.property(fc.nat(50), fc.integer({ min: 1, max: 60 }), fc.boolean(), (length, maxResults, reverseOrder) => {
        const history = historyOf(length);
        const expected = reverseOrder ? history.toReversed() : history;
        expect(readAll(history, { maxResults, reverseOrder })).toEqual(expected);
      }),
    );
  });

  it.each([undefined, 0])('gives a hundred events when asked for %s', (maxResults) => {
    const page = historyPage(historyOf(150), maxResults === undefined ? {} : { maxResults });
    expect(page?.events).toHaveLength(100);
    expect(page?.nextToken).toBeDefined();
  });

  it('leaves inputs and outputs out when told to, and nothing else', () => {
    const events = [
      { id: 1, stateEnteredEventDetails: { name: 'Load', input: '{}', inputDetails: { truncated: false } } },
      { id: 2, taskFailedEventDetails: { error: 'Boom', cause: 'because' } },
      { id: 3, stateExitedEventDetails: { name: 'Load', output: '{}', outputDetails: { truncated: false } } },
    ];
    expect(historyPage(events, { includeExecutionData: false })?.events).toEqual([
      { id: 1, stateEnteredEventDetails: { name: 'Load' } },
      { id: 2, taskFailedEventDetails: { error: 'Boom', cause: 'because' } },
      { id: 3, stateExitedEventDetails: { name: 'Load' } },
    ]);
    expect(historyPage(events, {})?.events).toEqual(events);
  });

  it.each(['nonsense', Buffer.from('4').toString('base64'), Buffer.from('-1').toString('base64')])(
    'knows no page for the token %s of a history of three events',
    (nextToken) => {
      expect(historyPage(historyOf(3), { nextToken })).toBeUndefined();
    },
  );
});
