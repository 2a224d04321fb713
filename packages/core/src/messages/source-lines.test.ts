import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DeployedSource, Revision } from '../reports/revision.ts';
import { anyText, LONGEST_URL } from '../testing/any-source.ts';
import { sampleRevision, sampleSource } from '../testing/sample-reports.ts';
import { commitOf, idAndTitle, originLine, sourceNote } from './source-lines.ts';

const DIGEST = `sha256:${'4f'.repeat(32)}`;
const OTHER = { id: 'b'.repeat(40) };
const PULL = 'https://github.com/example/backend/pull/612';

function sourceOf(...[first, ...others]: readonly [Partial<Revision>, ...Partial<Revision>[]]): DeployedSource {
  const whole = (part: Partial<Revision>): Revision => ({ ...sampleRevision, ...part });
  return { ...sampleSource, revisions: [whole(first), ...others.map(whole)] };
}

function headlineOf(...revisions: readonly [Partial<Revision>, ...Partial<Revision>[]]): string {
  return commitOf(sourceOf(...revisions)).mrkdwn;
}

describe('commitOf', () => {
  it('links the number of the request behind the title', () => {
    const request = { label: '#612', url: PULL };
    expect(headlineOf({ title: 'Round the rates', request })).toBe(`Round the rates (<${PULL}|#612>) (\`a1b2c3d\`)`);
  });

  it('gives a number without a page as it is', () => {
    expect(headlineOf({ title: 'Round the rates', request: { label: '!7', url: undefined } })).toBe(
      'Round the rates (!7) (`a1b2c3d`)',
    );
  });

  it('names a merge by its number where it has no title', () => {
    expect(headlineOf({ title: undefined, request: { label: '#612', url: PULL } })).toBe(
      `Merge of <${PULL}|#612> (\`a1b2c3d\`)`,
    );
  });

  it('names the repository where several sources have several revisions, or the source action where that is unknown', () => {
    const first = { title: 'Round the rates', repository: 'acme/shop' };
    expect(headlineOf(first)).toBe('Round the rates (`a1b2c3d`)');
    expect(headlineOf(first, {})).toBe('Round the rates (`a1b2c3d`)');
    expect(headlineOf(first, OTHER)).toBe('Round the rates (`a1b2c3d`) in acme/shop');
    expect(headlineOf({ ...first, repository: undefined, action: 'App' }, OTHER)).toBe(
      'Round the rates (`a1b2c3d`) from App',
    );
  });

  it('names the bundle where the commit is unknown', () => {
    const unknown = { kind: 'unknown', reason: 'no pipeline', pipeline: undefined, pipelineRegion: undefined } as const;
    expect(commitOf(unknown).mrkdwn).toBe('commit unknown');
    expect(commitOf({ ...unknown, bundle: 'releases/api-42.zip' }).mrkdwn).toBe('bundle releases/api-42.zip');
  });

  it('does not let a backtick of the title swallow the id', () => {
    expect(headlineOf({ title: 'Escape ` in names' })).toBe("Escape ' in names (`a1b2c3d`)");
    expect(headlineOf({ title: 'Escape `x` in names' })).toBe('Escape `x` in names (`a1b2c3d`)');
  });

  it('keeps the link to a request and the id whole, whatever the title is', () => {
    fc.assert(
      fc.property(anyText, fc.constantFrom(PULL, LONGEST_URL), (title, url) => {
        const text = headlineOf({ title, request: { label: '#612', url } });
        expect(text.endsWith('(`a1b2c3d`)')).toBe(true);
        expect(text.match(/<[^<>]*>/g)).toEqual([`<${url}|#612>`]);
      }),
    );
  });
});

describe('originLine', () => {
  it('names an object, and the bucket alone where the key is all that is known', () => {
    const object = { repository: 'releases', ref: { kind: 'object', name: 'releases/out/app.zip' } } as const;
    const lineOf = (words: Pick<Revision, 'title' | 'name'>) =>
      originLine(sourceOf({ ...object, ...words, author: undefined, entityUrl: undefined }))[0]?.mrkdwn;
    expect(lineOf({ title: 'Round the rates' })).toBe('object releases/out/app.zip');
    expect(lineOf({ title: undefined, name: 'out/app.zip' })).toBe('bucket releases');
  });

  it('says where a commit came from whose branch is unknown', () => {
    const words = { ref: undefined, author: 'Ann', entityUrl: 'https://github.com/acme/shop' };
    const lineOf = (more: Partial<Revision>) => originLine(sourceOf({ ...words, action: 'App', ...more }))[0]?.mrkdwn;
    expect(lineOf({ repository: 'acme/shop' })).toBe('Ann · from <https://github.com/acme/shop|acme/shop>');
    expect(lineOf({ repository: undefined })).toBe(
      'Ann · from <https://github.com/acme/shop|the source of action App>',
    );
    expect(lineOf({ entityUrl: 'javascript:alert(1)' })).toBe('Ann');
  });
});

describe('sourceNote', () => {
  it.each([
    ['done', 'was deployed'],
    ['tried', 'was to be deployed'],
    ['ahead', 'is to be deployed'],
  ] as const)('says of an uncertain commit, where it is %s, that it is maybe not what %s', (progress, words) => {
    const source = { ...sourceOf({}), certainty: 'latest', doubt: 'the history was denied' } as DeployedSource;
    expect(sourceNote(source, progress)[0]?.mrkdwn).toContain(`maybe not what ${words}: the history was denied`);
    expect(sourceNote(sourceOf({}), progress)).toEqual([]);
  });
});

describe('idAndTitle', () => {
  it('begins with a commit’s id, and with the name of an image or an object', () => {
    expect(idAndTitle({ id: sampleRevision.id, title: 'Round the rates' }).mrkdwn).toBe('`a1b2c3d` Round the rates');
    expect(idAndTitle({ id: DIGEST, title: undefined, name: 'api:v3' }).mrkdwn).toBe('api:v3 (`sha256:4f4f4f4f4f4f…`)');
    expect(idAndTitle({ id: 'Kx.93_a', title: undefined, name: 'out/app.zip' }).mrkdwn).toBe('out/app.zip (`Kx.93_a`)');
  });
});
