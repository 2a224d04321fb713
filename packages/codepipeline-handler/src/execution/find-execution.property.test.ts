import type { ActionExecutionDetail, PipelineDeclaration } from '@aws-sdk/client-codepipeline';
import { type DeployTarget, pipelineMessage } from '@shipbell/core';
import { messageText, samplePipeline } from '@shipbell/core/testing';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { PipelineFixture } from '../testing/codepipeline.ts';
import { findExecutionBy } from '../testing/find.ts';
import { at, commitId, executionOf, pipelineOf, type Run } from '../testing/scenario.ts';
import { executionEvent, searchInWorld } from '../testing/search.ts';

/** The stacks to which the pipeline deploys, one after the other. */
const PLACES = ['dev', 'staging', 'prod'] as const;
type Place = (typeof PLACES)[number];
type Attempt = 'Succeeded' | 'Failed' | 'Abandoned';

interface Execution {
  readonly commit: string;
  /** The attempts at each place; an execution ends at the first place whose last attempt does not succeed. */
  readonly attempts: readonly (readonly Attempt[])[];
}

const attempts = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: fc.constant<Attempt>('Succeeded') },
    fc.constantFrom<Attempt>('Failed', 'Abandoned'),
  ),
  { minLength: 1, maxLength: 3 },
);
const histories = fc.array(
  fc.record<Execution>({
    commit: fc.constantFrom('a', 'b', 'c'),
    attempts: fc.array(attempts, { minLength: 1, maxLength: PLACES.length }),
  }),
  { minLength: 1, maxLength: 6 },
);

interface Live {
  readonly commit: string;
  readonly since: Date;
}

const OUTCOMES = { Succeeded: 'deployed', Failed: 'failed', Abandoned: 'unfinished' } as const;
const MODES = { Prepare: 'CHANGE_SET_REPLACE', Deploy: 'CHANGE_SET_EXECUTE' } as const;

function actionOf(
  run: Run,
  place: Place,
  actionName: keyof typeof MODES,
  minute: number,
  status: Attempt,
): ActionExecutionDetail {
  return {
    pipelineExecutionId: executionOf(run),
    stageName: place,
    actionName,
    startTime: at(minute),
    lastUpdateTime: at(minute, 30),
    status,
    input: declared(place, actionName),
  };
}

function declared(place: Place, action: keyof typeof MODES) {
  return {
    actionTypeId: { category: 'Deploy', owner: 'AWS', provider: 'CloudFormation', version: '1' } as const,
    configuration: { ActionMode: MODES[action], StackName: place },
  };
}

/** At each place a change set is made, which brings nothing live, and then executed. */
const definition: PipelineDeclaration = {
  name: 'p',
  roleArn: 'arn:aws:iam::123456789012:role/pipeline',
  stages: PLACES.map((place) => ({
    name: place,
    actions: (['Prepare', 'Deploy'] as const).map((name) => ({ ...declared(place, name), name })),
  })),
};

type Outcomes = Record<string, DeployTarget['outcome']>;

/** Returns what AWS shows of these executions, the last of them, and what is true of that one. */
function play(history: readonly Execution[]) {
  const live = new Map<Place, Live>();
  const actions: ActionExecutionDetail[] = [];
  const runs = history.map(({ commit }, index): Run => ({ commit, minute: index * 100, provider: 'ECS' }));
  let outcomes: Outcomes = {};
  let replaced: ReadonlyMap<Place, Live> = new Map();
  for (const [index, run] of runs.entries()) {
    const [, source] = pipelineOf('p', [run]).actions as readonly ActionExecutionDetail[];
    if (source) actions.push(source);
    outcomes = Object.fromEntries(PLACES.map((place) => [place, 'not reached']));
    replaced = new Map(live);
    let { minute } = run;
    for (const [position, place] of PLACES.entries()) {
      const tries = history[index]?.attempts[position] ?? [];
      if (tries.length > 0) actions.push(actionOf(run, place, 'Prepare', ++minute, 'Succeeded'));
      for (const status of tries) {
        actions.push(actionOf(run, place, 'Deploy', ++minute, status));
        outcomes[place] = OUTCOMES[status];
        const isNew = live.get(place)?.commit !== run.commit;
        if (status === 'Succeeded' && isNew) live.set(place, { commit: run.commit, since: at(minute, 30) });
      }
      if (outcomes[place] !== 'deployed') break;
    }
  }
  /** Returns what the last execution replaced, or was to replace where it did not deploy. */
  const previousAt = (place: Place): Live | undefined =>
    outcomes[place] === 'deployed' ? replaced.get(place) : live.get(place);
  const fixture: PipelineFixture = pipelineOf('p', runs, { actions: actions.reverse(), definition });
  return { fixture, outcomes, previousAt, run: runs.at(-1) as Run };
}

async function report(history: readonly Execution[]) {
  const { fixture, run, ...truth } = play(history);
  const status = PLACES.every((place) => truth.outcomes[place] === 'deployed') ? 'succeeded' : 'failed';
  const event = executionEvent({ executionId: executionOf(run), status });
  const { search } = searchInWorld({ pipelines: { p: fixture }, pageSize: 20 });
  const { targets, source, change, failure, rollback } = await findExecutionBy(event, search);
  const found = { targets, source, change, failure, rollback };
  const text = messageText(pipelineMessage({ ...samplePipeline, ...found, status }));
  return { ...truth, targets, change, run, lines: text.split('\n') };
}

it('says of exactly those targets that they have the commit whose last attempt succeeded', async () => {
  await fc.assert(
    fc.asyncProperty(histories, async (history) => {
      const { outcomes, targets, lines } = await report(history);
      const found = targets.kind === 'known' ? targets.targets : [];
      expect(Object.fromEntries(found.map(({ name = '', outcome }) => [name, outcome]))).toEqual(outcomes);
      const named = (words: string) => lines.filter((line) => line.startsWith(words)).join();
      const isPartial = new Set(Object.values(outcomes)).size > 1;
      for (const place of isPartial ? PLACES : []) {
        const hasIt = outcomes[place] === 'deployed';
        expect(named('Deployed: ').includes(place)).toBe(hasIt);
        expect(`${named('Failed: ')} ${named('Not ')}`.includes(place)).toBe(!hasIt);
      }
    }),
  );
});

it('says of one target what its commit replaced or was to replace, and since when that is live there', async () => {
  await fc.assert(
    fc.asyncProperty(histories, async (history) => {
      const { outcomes, previousAt, change, run, lines } = await report(history);
      const place = change?.target?.name as Place | undefined;
      if (place === undefined)
        return expect(Object.values(outcomes).every((each) => each === 'not reached')).toBe(true);
      const previous = previousAt(place);
      expect(change?.target?.outcome).toBe(outcomes[place]);
      expect(change?.change).toMatchObject(
        previous === undefined
          ? { kind: 'first' }
          : { previous: { id: commitId(previous.commit), deployedAt: previous.since } },
      );
      expect(change?.change.kind === 'same').toBe(previous?.commit === run.commit);
      // What has the new commit replaced the one before; what has not, was to.
      const isAhead = lines.some((line) => /^Was to replace|it was to replace/.test(line));
      if (isAhead) expect(outcomes[place]).not.toBe('deployed');
    }),
  );
});
