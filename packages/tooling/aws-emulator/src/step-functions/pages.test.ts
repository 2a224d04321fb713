import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DescribedExecution, executionPage, type HistoryRequest, historyPage } from './pages.ts';

function historyOf(length: number) {
  return Array.from({ length }, (_, index) => ({ id: index + 1 }));
}

/** Returns all events that a client gets when it follows the tokens. */
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

  it.each([undefined, 0])('gives a hundred events when `maxResults` is %s', (maxResults) => {
    const page = historyPage(historyOf(150), maxResults === undefined ? {} : { maxResults });
    expect(page?.events).toHaveLength(100);
    expect(page?.nextToken).toBeDefined();
  });

  it('leaves out inputs and outputs, and nothing else, when asked for no execution data', () => {
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
    'returns undefined for the token %s of a history of three events',
    (nextToken) => {
      expect(historyPage(historyOf(3), { nextToken })).toBeUndefined();
    },
  );
});

function execution(name: string, startDate: number, status: 'SUCCEEDED' | 'FAILED' | 'RUNNING' = 'SUCCEEDED') {
  return {
    executionArn: `arn:${name}`,
    stateMachineArn: 'arn:etl',
    name,
    status,
    startDate,
    ...(status !== 'RUNNING' && { stopDate: startDate + 5.25 }),
    input: '{"secret":1}',
  } as DescribedExecution;
}

const NIGHTS = [
  execution('monday', 100),
  execution('wednesday', 300, 'FAILED'),
  execution('tuesday', 200),
  execution('thursday', 400, 'RUNNING'),
];

function namesOf(page: object | undefined): string[] {
  return (page as { executions: DescribedExecution[] }).executions.map(({ name }) => name ?? '');
}

describe('executionPage', () => {
  it('lists the newest execution first', () => {
    expect(namesOf(executionPage(NIGHTS, {}))).toEqual(['thursday', 'wednesday', 'tuesday', 'monday']);
  });

  it('lists the executions of the asked status', () => {
    expect(namesOf(executionPage(NIGHTS, { statusFilter: 'SUCCEEDED' }))).toEqual(['tuesday', 'monday']);
  });

  it('shows of an execution what AWS shows in a list, which has no input', () => {
    expect(executionPage([execution('monday', 100)], {})).toEqual({
      executions: [
        {
          executionArn: 'arn:monday',
          stateMachineArn: 'arn:etl',
          name: 'monday',
          status: 'SUCCEEDED',
          startDate: 100,
          stopDate: 105.25,
          redriveCount: 0,
        },
      ],
    });
  });

  it('gives each page but the last a token for the next', () => {
    const first = executionPage(NIGHTS, { maxResults: 3 }) as { nextToken?: string };
    expect(namesOf(first)).toHaveLength(3);
    const last = executionPage(NIGHTS, { maxResults: 3, nextToken: first.nextToken ?? 'none' });
    expect(namesOf(last)).toEqual(['monday']);
    expect(last).not.toHaveProperty('nextToken');
  });

  it('returns undefined for a token that no page gave', () => {
    expect(executionPage(NIGHTS, { nextToken: 'nonsense' })).toBeUndefined();
  });
});
