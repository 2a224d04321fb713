import type { RevisionName } from '../reports/source.ts';
import { code, cut, inline, type Mrkdwn, mrkdwn } from '../slack/text.ts';

const TITLE = 150;

/** A revision's id as people quote it: seven digits of a commit, the first twelve characters of another id or digest. */
function shortId(id: string): Mrkdwn {
  return code(
    /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/i.test(id)
      ? id.slice(0, 7)
      : cut(id, id.startsWith(DIGEST) ? 13 + DIGEST.length : 13),
  );
}

const DIGEST = 'sha256:';

/** What a revision is called: a commit, unless it is an image's digest or an object's version. */
export function kindOfRevision(id: string): 'commit' | 'revision' {
  return /^[0-9a-f]{7,64}$/i.test(id) ? 'commit' : 'revision';
}

/** `[BE] Add the review reminder (a1b2c3d)`, for a headline. */
export function titleAndId(revision: RevisionName): Mrkdwn {
  const words = wordsOf(revision);
  return repeated(revision) ?? (words === '' ? shortId(revision.id) : mrkdwn`${words} (${shortId(revision.id)})`);
}

/** `a1b2c3d [BE] Add the review reminder`, inside a sentence. */
export function idAndTitle(revision: RevisionName): Mrkdwn {
  const words = wordsOf(revision);
  return repeated(revision) ?? (words === '' ? shortId(revision.id) : mrkdwn`${shortId(revision.id)} ${words}`);
}

function wordsOf({ title }: RevisionName): string {
  return cut(inline(title ?? ''), TITLE);
}

/** A title that holds the id itself, as S3's `Amazon S3 version id: …` does. */
function repeated({ id, title }: RevisionName): Mrkdwn | undefined {
  const words = inline(title ?? '');
  if (id === '' || !words.endsWith(id)) return undefined;
  const before = words.slice(0, -id.length).trim();
  return before === '' ? shortId(id) : mrkdwn`${cut(before, TITLE)} ${shortId(id)}`;
}

/** `1a2b3c4d`: the first group of an execution's id, which tells the executions of one pipeline apart. */
export function shortExecutionId(executionId: string): string {
  return cut(inline(executionId).split('-')[0] ?? '', 20);
}

/** `execution 1a2b3c4d`, or nothing where it is not known. */
export function executionName(executionId: string | undefined): Mrkdwn {
  const id = shortExecutionId(executionId ?? '');
  return id === '' ? mrkdwn`` : mrkdwn`execution ${id}`;
}
