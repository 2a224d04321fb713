import { createEnqueue } from '@shipbell/core/runtime';
import { refusal } from '@shipbell/core/testing';
import { fakeSqs } from '@shipbell/testing';
import { anyMutations, FATAL, FUZZ_TIMEOUT_MS, fates, fuzz, mutate } from '@shipbell/testing/fuzzing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AdditionalEvent, Config } from './config.ts';
import { ACCOUNT, REGION } from './testing/aws-events.ts';
import { codedeployClient } from './testing/codedeploy.ts';
import { codepipelineClient } from './testing/codepipeline.ts';
import { cases, DEPLOYMENTS, readFixture, worldOf } from './testing/fixtures.ts';
import { rawEvents } from './testing/raw-events.ts';
import { setUpHandler, type World } from './testing/set-up-handler.ts';
import { unreliable } from './testing/unreliable-reads.ts';

const EVERYTHING: readonly AdditionalEvent[] = ['progress', 'stages', 'actions', 'approvals', 'instances'];
const QUEUE_URL = 'https://sqs.eu-west-1.amazonaws.com/123456789012/shipbell-dev-slack.fifo';
const OWN = { invokedFunctionArn: `arn:aws:lambda:${REGION}:${ACCOUNT}:function:shipbell-dev-deployments` };

/** The searches for one record take far fewer reads than these; more of them mean that a search has no end. */
const MOST_READS = 1_000;

/** Settings for which more is read of a success than for the others. */
const NARROW: Config['defaults'] = { statuses: ['failed', 'rolled_back', 'recovered'], slowerThanTypical: 1.5 };

const circumstances = fc.record({
  fates,
  deployments: fc.constantFrom(
    [],
    DEPLOYMENTS,
    DEPLOYMENTS.map((entry) => ({ ...entry, ...NARROW })),
  ),
  defaults: fc.constantFrom({}, NARROW),
  additionalEvents: fc.constantFrom(EVERYTHING, EVERYTHING, []),
  isLate: fc.boolean(),
  context: fc.constantFrom(OWN, undefined),
});

type Circumstances = typeof circumstances extends fc.Arbitrary<infer Value> ? Value : never;

/**
 * Calls the handler as Lambda does, and expects of each record that it is reported well, ignored with a reason, or
 * refused with one.
 */
async function judge(event: unknown, world: World, { fates, isLate, context, ...settings }: Circumstances) {
  const { sqs, sent } = fakeSqs({ queues: ['shipbell-dev-slack.fifo'] });
  const enqueue = createEnqueue(sqs, QUEUE_URL, 'dev');
  const { pipelines = {}, targets = {}, deployments } = world;
  const clients = {
    codepipeline: codepipelineClient(pipelines),
    codedeploy: codedeployClient(targets, deployments),
  };
  const { reads, asked } = unreliable(clients, fates);
  let reported = 0;
  const { handler, lines } = setUpHandler(
    world,
    {
      ...settings,
      enqueue: async (...args) => {
        await enqueue(...args);
        reported += 1;
      },
      readsIn: () => reads,
      timeLimit: () => (isLate ? AbortSignal.abort() : new AbortController().signal),
    },
    context,
  );
  const failures = await handler(event).then(() => [], failuresOf);
  expect(asked()).toBeLessThanOrEqual(MOST_READS * recordsIn(event));
  for (const { MessageBody = '' } of sent) expect(refusal(JSON.parse(MessageBody))).toBeUndefined();
  const unstated = failures.filter((error) => !isStated(error, settings));
  if (unstated[0]) throw unstated[0];
  if (failures.some(({ message }) => message.startsWith('The event is neither'))) return;
  const ignored = lines.filter(({ message }) => message.startsWith('Ignored: '));
  // A pipeline's event may lead to the messages of its deployments as well.
  expect(reported + ignored.length + failures.length).toBeGreaterThanOrEqual(recordsIn(event));
}

function failuresOf(error: Error): Error[] {
  return error instanceof AggregateError ? error.errors : [error];
}

/**
 * Returns whether the handler may throw the error: where the event is none, or where CodePipeline does not answer for
 * the moment.
 */
function isStated({ name, message }: Error, { deployments }: Pick<Circumstances, 'deployments'>): boolean {
  return name === 'InvalidEventError' || (message === FATAL && deployments.length > 0);
}

function recordsIn(event: unknown): number {
  const records = (event as { Records?: unknown } | null)?.Records;
  return Array.isArray(records) ? records.length : 1;
}

describe('the handler, whatever arrives and whatever AWS answers,', () => {
  it('reports, ignores or refuses with a reason a fixture with anything changed in it', {
    timeout: FUZZ_TIMEOUT_MS,
  }, async () => {
    const changed = fc.record({ fixture: fc.constantFrom(...cases), mutations: anyMutations, circumstances });
    await fuzz('codepipeline-handler with fixtures', changed, ({ fixture, mutations, circumstances }) =>
      judge(mutate(readFixture(`${fixture}.event.json`), mutations), worldOf(fixture), circumstances),
    );
  });

  it('reports, ignores or refuses with a reason any event', { timeout: FUZZ_TIMEOUT_MS }, async () => {
    const world = worldOf('default');
    await fuzz('codepipeline-handler with any event', fc.tuple(rawEvents, circumstances), ([event, circumstances]) =>
      judge(event, world, circumstances),
    );
  });
});
