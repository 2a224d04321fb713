import type { PipelineExecutionSummary } from '@aws-sdk/client-codepipeline';
import { describe, expect, it } from 'vitest';
import type { Page } from '../aws/repeated-reads.ts';
import { at } from '../testing/scenario.ts';
import { isOlderByAppearance, matchOrigins } from './change.ts';
import type { Origin } from './origin.ts';

function page(ids: readonly string[], next?: string): Page<PipelineExecutionSummary> {
  return {
    items: ids.map((id, minute) => ({
      pipelineExecutionId: `e-${minute}`,
      startTime: at(minute),
      sourceRevisions: [{ actionName: 'App', revisionId: id }],
    })),
    next,
  };
}

function isOlder(
  current: string,
  previous: string,
  executions: Page<PipelineExecutionSummary> | undefined,
  others = executions,
) {
  return isOlderByAppearance(
    { id: current, executionId: undefined, executions },
    { id: previous, executionId: undefined, executions: others },
  );
}

describe('isOlderByAppearance', () => {
  it('decides by the first time that each revision was in the pipeline', () => {
    expect(isOlder('a', 'b', page(['a', 'b', 'a']))).toBe(true);
    expect(isOlder('b', 'a', page(['a', 'b', 'a']))).toBe(false);
  });

  it('compares revisions of different pipelines', () => {
    expect(isOlder('a', 'f', page(['a']), page(['x', 'f']))).toBe(true);
  });

  it('returns that a revision further back than the list is older', () => {
    expect(isOlder('z', 'a', page(['a'], 'more'))).toBe(true);
    expect(isOlder('a', 'z', page(['a'], 'more'))).toBe(false);
  });

  it('returns undefined for a revision whose execution the list shows under another revision’s name', () => {
    const executions = page(['a', 'sha256:b'], 'more');
    const current = { id: 'b', executionId: 'e-1', executions };
    expect(isOlderByAppearance(current, { id: 'a', executionId: 'e-0', executions })).toBeUndefined();
  });

  it.each([
    ['the whole list lacks the revision', page(['a']), page(['a'])],
    ['both revisions are further back than their lists', page([], 'more'), page([], 'more')],
    ['the list may not be read', undefined, page(['a'])],
  ])('returns undefined where %s', (_name, executions, others) => {
    expect(isOlder('z', 'a', executions, others)).toBeUndefined();
  });
});

function origin(action: string, id: string): Origin {
  return {
    repository: undefined,
    revision: {
      action,
      id,
      title: undefined,
      body: '',
      author: undefined,
      ref: undefined,
      commitUrl: undefined,
      entityUrl: undefined,
    },
  };
}

const [APP, APP2, LIB, LIB2] = [origin('App', '1'), origin('App', '2'), origin('Lib', '3'), origin('Lib', '4')];

describe('matchOrigins', () => {
  it('finds the source that differs', () => {
    expect(matchOrigins([APP, LIB2], [APP, LIB])).toEqual({ kind: 'changed', current: LIB2, previous: LIB });
  });

  it('returns the first source where several differ', () => {
    expect(matchOrigins([APP2, LIB2], [LIB, APP])).toEqual({ kind: 'changed', current: APP2, previous: APP });
  });

  it('matches a source by its action’s or its artifact’s name', () => {
    const artifacts = [origin('AppArtifact', '1'), origin('LibArtifact', '3')];
    expect(matchOrigins([APP, LIB2], artifacts)).toMatchObject({ kind: 'changed', current: LIB2 });
    expect(matchOrigins([APP, LIB], artifacts)).toMatchObject({ kind: 'same' });
  });

  it('matches a source by its repository where the names differ', () => {
    const of = (one: Origin, name: string): Origin => ({
      ...one,
      repository: { host: 'github', name, region: undefined },
    });
    const [app, lib] = [of(APP2, 'acme/app'), of(LIB2, 'acme/lib')];
    const [app0, lib0] = [of(origin('X', '8'), 'acme/app'), of(origin('Y', '9'), 'acme/lib')];
    expect(matchOrigins([app, lib], [lib0, app0])).toEqual({ kind: 'changed', current: app, previous: app0 });
  });

  it.each([
    ['a source that was added', [APP, LIB], [APP]],
    ['a source that is gone', [APP], [APP, LIB]],
    ['other sources altogether', [APP2, LIB2], [origin('X', '8'), origin('Y', '9')]],
  ])('returns incomparable for %s', (_name, current, previous) => {
    expect(matchOrigins(current, previous)).toEqual({ kind: 'incomparable' });
  });
});
