import { describe, expect, it } from 'vitest';
import type { Origin } from '../source/origins.ts';
import { matchOrigins } from './match-origins.ts';

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

  it('names the first where several differ', () => {
    expect(matchOrigins([APP2, LIB2], [LIB, APP])).toEqual({ kind: 'changed', current: APP2, previous: APP });
  });

  it('knows a source by its action’s or its artifact’s name', () => {
    const artifacts = [origin('AppArtifact', '1'), origin('LibArtifact', '3')];
    expect(matchOrigins([APP, LIB2], artifacts)).toMatchObject({ kind: 'changed', current: LIB2 });
    expect(matchOrigins([APP, LIB], artifacts)).toMatchObject({ kind: 'same' });
  });

  it('knows a source by its repository where its names are others', () => {
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
  ])('does not compare %s', (_name, current, previous) => {
    expect(matchOrigins(current, previous)).toEqual({ kind: 'incomparable' });
  });
});
