/** An event as it is on the wire, without inputs and outputs; times are numbers of seconds. */
export type WireEvent = Readonly<Record<string, unknown>>;

/** When the execution starts, in seconds since the epoch. */
export const START_SECONDS = 1_772_323_200;

/** Items that the Map works on at the same time. */
const CONCURRENCY = 40;

/** What AWS shows of every input and output, also of those that are left out. */
const NOT_TRUNCATED = { truncated: false };

const RESOURCE = { resourceType: 'lambda', resource: 'invoke' };
/** A scheduled task. Parameters are neither input nor output, so AWS shows them, with the payload that they hold. */
const SCHEDULED = {
  ...RESOURCE,
  region: 'eu-west-1',
  parameters: JSON.stringify({
    FunctionName: 'arn:aws:lambda:eu-west-1:123456789012:function:nightly-etl-worker:live',
    Payload: {
      order: 'b1f7d2c4-6c0e-4c77-9a52-1f5a3a0d9a10',
      ledger: 'sales',
      date: '2026-03-01',
      customer: { id: 'c-20431', country: 'DE', segment: 'retail', contact: 'customer-20431@example.com' },
      lines: [
        { sku: 'SHOE-42-BLACK', quantity: 1, unitPrice: '89.90', currency: 'EUR', warehouse: 'leipzig-2' },
        { sku: 'LACE-120-RED', quantity: 2, unitPrice: '3.50', currency: 'EUR', warehouse: 'leipzig-2' },
        { sku: 'SOCK-42-GREY', quantity: 3, unitPrice: '6.25', currency: 'EUR', warehouse: 'leipzig-1' },
      ],
      traceId: '1-65e6a3f1-4b1d6f0b2c8e4a7d9f3b5c21',
      dryRun: false,
    },
  }),
  timeoutInSeconds: 900,
};

/**
 * Returns the history of a nightly job with `count` events: a Map, forty items at a time, each with a Choice, a Lambda
 * function that is retried now and then, a Parallel of two tasks and a Wait, and at last a task that fails.
 */
export function makeHistory(count: number): WireEvent[] {
  const events: WireEvent[] = [];
  const emit = (type: string, previousEventId: number, key?: string, details?: object): number => {
    const timestamp = Math.round((START_SECONDS + events.length / 16) * 1_000) / 1_000;
    events.push({ timestamp, type, id: events.length + 1, previousEventId, ...(key && { [key]: details }) });
    return events.length;
  };
  const enter = (type: string, previous: number, name: string) =>
    emit(`${type}StateEntered`, previous, 'stateEnteredEventDetails', { name, inputDetails: NOT_TRUNCATED });
  const leave = (type: string, previous: number, name: string) =>
    emit(`${type}StateExited`, previous, 'stateExitedEventDetails', { name, outputDetails: NOT_TRUNCATED });

  function* task(previous: number, name: string, failures = 0): Generator<undefined, number> {
    let last = enter('Task', previous, name);
    for (let attempt = 0; attempt <= failures; attempt += 1) {
      yield;
      last = emit('TaskScheduled', last, 'taskScheduledEventDetails', SCHEDULED);
      last = emit('TaskStarted', last, 'taskStartedEventDetails', RESOURCE);
      yield;
      last =
        attempt < failures
          ? emit('TaskFailed', last, 'taskFailedEventDetails', { ...RESOURCE, ...FAILURE })
          : emit('TaskSucceeded', last, 'taskSucceededEventDetails', { ...RESOURCE, outputDetails: NOT_TRUNCATED });
    }
    return leave('Task', last, name);
  }

  function* item(started: number, index: number): Generator<undefined, void> {
    const iteration = { name: 'Each order', index };
    let last = emit('MapIterationStarted', started, 'mapIterationStartedEventDetails', iteration);
    last = leave('Choice', enter('Choice', last, 'Is it new?'), 'Is it new?');
    last = yield* task(last, 'Price the order', index % 25 === 0 ? 1 : 0);
    const both = emit('ParallelStateStarted', enter('Parallel', last, 'Both ledgers'));
    const left = yield* task(both, 'Write the sales ledger');
    const right = yield* task(both, 'Write the stock ledger');
    emit('ParallelStateSucceeded', Math.max(left, right));
    last = leave('Parallel', right, 'Both ledgers');
    last = enter('Wait', last, 'Let it settle');
    yield;
    last = leave('Wait', last, 'Let it settle');
    emit('MapIterationSucceeded', last, 'mapIterationSucceededEventDetails', iteration);
  }

  emit('ExecutionStarted', 0, 'executionStartedEventDetails', {
    roleArn: 'arn:aws:iam::123456789012:role/nightly-etl',
  });
  const entered = enter('Map', 0, 'Each order');
  const started = emit('MapStateStarted', entered, 'mapStateStartedEventDetails', { length: Math.ceil(count / 27) });
  const running = new Set<Generator<undefined, void>>();
  for (let index = 0; events.length < count - CONCURRENCY * 10; ) {
    while (running.size < CONCURRENCY) running.add(item(started, index++));
    for (const one of running) if (one.next().done) running.delete(one);
  }
  while (running.size > 0 && events.length < count - 8) {
    for (const one of running)
      if (events.length < count - 40 && !one.next().done) continue;
      else running.delete(one);
  }
  emit('MapStateSucceeded', events.length);
  let last = leave('Map', events.length - 1, 'Each order');
  while (events.length < count - 5) last = leave('Pass', enter('Pass', last, 'Sum up'), 'Sum up');
  last = enter('Task', last, 'Load the warehouse');
  last = emit('TaskScheduled', last, 'taskScheduledEventDetails', SCHEDULED);
  last = emit('TaskStarted', last, 'taskStartedEventDetails', RESOURCE);
  last = emit('TaskFailed', last, 'taskFailedEventDetails', { ...RESOURCE, ...FAILURE });
  emit('ExecutionFailed', last, 'executionFailedEventDetails', FAILURE);
  return events;
}

const FAILURE = {
  error: 'States.TaskFailed',
  cause: JSON.stringify({ errorMessage: 'the warehouse did not answer', errorType: 'Error', trace: ['at load'] }),
};

/** Returns the events as AWS answers them, in pages of a thousand. */
export function toPages(events: readonly WireEvent[], size = 1_000): WireEvent[][] {
  return Array.from({ length: Math.ceil(events.length / size) }, (_, page) =>
    events.slice(page * size, (page + 1) * size),
  );
}
