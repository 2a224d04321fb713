import { pipelineExecutionUrl, pipelineUrl } from '../aws/console-links.ts';
import type { DeployedSource, Revision, RevisionName, RevisionRef } from '../reports/revision.ts';
import { code, cut, inline, link, type Mrkdwn, mrkdwn, quote } from '../slack/text.ts';
import { dotted, firstLines, MAX_CHARACTERS } from './parts.ts';

/** How many revisions of other sources a message names. */
const MAX_OTHERS = 3;

/** Returns the commit for a headline, with `maybe` where it is uncertain. */
export function commitOf(source: DeployedSource): Mrkdwn {
  if (source.kind === 'unknown') return mrkdwn`commit unknown`;
  const name = titleAndId(source.revisions[0]);
  return source.certainty === 'exact' ? name : mrkdwn`maybe ${name}`;
}

/** Returns what the commit's author wrote below the title, quoted. */
export function commitBody(source: DeployedSource): Mrkdwn[] {
  const body = source.kind === 'known' ? firstLines(source.revisions[0].body) : '';
  return body === '' ? [] : [quote(cut(body, MAX_CHARACTERS.body))];
}

/** Returns `Youngsu Lee · branch develop`: who wrote the commit and where it came from, as far as AWS says. */
export function originLine(source: DeployedSource): Mrkdwn[] {
  if (source.kind === 'unknown') return [];
  const { author, ref, entityUrl } = source.revisions[0];
  const who = cut(inline(author ?? ''), 100);
  return [dotted([mrkdwn`${who}`, ...origin(ref, entityUrl)])];
}

function origin(ref: RevisionRef | undefined, url: string | undefined): Mrkdwn[] {
  const name = cut(inline(ref?.name ?? ''), 120);
  if (ref && name)
    return [mrkdwn`${ref.kind} ${link(url, /^\d+$/.test(name) ? `#${name}` : name, MAX_CHARACTERS.address)}`];
  const page = link(url, 'source', MAX_CHARACTERS.address);
  return page.mrkdwn === 'source' ? [] : [page];
}

/** Returns one line each for an unknown commit and its reason, an uncertain one, and the revisions of other sources. */
export function sourceNotes(source: DeployedSource): Mrkdwn[] {
  if (source.kind === 'unknown') return [mrkdwn`❔ Commit unknown: ${inline(source.reason)}`];
  const [, ...others] = source.revisions;
  return [...doubt(source), ...others.slice(0, MAX_OTHERS).map(also), ...more(others.length - MAX_OTHERS)];
}

function doubt({ certainty, doubt }: Extract<DeployedSource, { kind: 'known' }>): Mrkdwn[] {
  return certainty === 'exact'
    ? []
    : [
        mrkdwn`❔ This commit is the latest in the pipeline's source stage, maybe not what was deployed: ${inline(doubt ?? '') || 'the execution is not known'}`,
      ];
}

function also(revision: Revision): Mrkdwn {
  return mrkdwn`Also ${cut(inline(revision.action), 60)}: ${idAndTitle(revision)}`;
}

function more(count: number): Mrkdwn[] {
  return count > 0 ? [mrkdwn`and ${count} more ${count === 1 ? 'source' : 'sources'}`] : [];
}

/** Returns the link to the commit's own page. */
export function commitLink(source: DeployedSource | undefined) {
  if (source?.kind !== 'known') return { label: 'Commit', url: undefined };
  const { id, commitUrl } = source.revisions[0];
  return { label: kindOfRevision(id) === 'commit' ? 'Commit' : 'Revision', url: commitUrl };
}

/** Returns the id of the pipeline execution that brought the commit, where it is known. */
export function executionOf(source: DeployedSource | undefined): string | undefined {
  return source?.kind === 'known' ? source.executionId : undefined;
}

/** Returns the page of the pipeline execution, or of the pipeline where the execution is unknown. */
export function pipelinePage(
  region: string | undefined,
  pipeline: string | undefined,
  executionId: string | undefined,
): string | undefined {
  if (!region || !pipeline) return undefined;
  return executionId ? pipelineExecutionUrl(region, pipeline, executionId) : pipelineUrl(region, pipeline);
}

/** How many characters of a title a message shows. */
const TITLE_CHARACTERS = 150;

/**
 * Returns a revision's id as people quote it: seven digits of a commit, the first twelve characters of another id or
 * digest.
 */
function shortId(id: string): Mrkdwn {
  return code(
    /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/i.test(id)
      ? id.slice(0, 7)
      : cut(id, id.startsWith(DIGEST) ? 13 + DIGEST.length : 13),
  );
}

const DIGEST = 'sha256:';

/** Returns what to call a revision: a commit, unless it is an image's digest or an object's version. */
export function kindOfRevision(id: string): 'commit' | 'revision' {
  return /^[0-9a-f]{7,64}$/i.test(id) ? 'commit' : 'revision';
}

/** Returns `[BE] Add the review reminder (a1b2c3d)`, for a headline. */
function titleAndId(revision: RevisionName): Mrkdwn {
  const words = wordsOf(revision);
  return titleWithId(revision) ?? (words === '' ? shortId(revision.id) : mrkdwn`${words} (${shortId(revision.id)})`);
}

/** Returns `a1b2c3d [BE] Add the review reminder`, for the inside of a sentence. */
export function idAndTitle(revision: RevisionName): Mrkdwn {
  const words = wordsOf(revision);
  return titleWithId(revision) ?? (words === '' ? shortId(revision.id) : mrkdwn`${shortId(revision.id)} ${words}`);
}

function wordsOf({ title }: RevisionName): string {
  return cut(inline(title ?? ''), TITLE_CHARACTERS);
}

/**
 * Returns the title with its id shortened where it ends with the id, as S3's `Amazon S3 version id: …` does, else
 * undefined.
 */
function titleWithId({ id, title }: RevisionName): Mrkdwn | undefined {
  const words = inline(title ?? '');
  if (id === '' || !words.endsWith(id)) return undefined;
  const before = words.slice(0, -id.length).trim();
  return before === '' ? shortId(id) : mrkdwn`${cut(before, TITLE_CHARACTERS)} ${shortId(id)}`;
}

/** Returns `1a2b3c4d`: the first group of an execution's id, which is enough to distinguish a pipeline's executions. */
export function shortExecutionId(executionId: string): string {
  return cut(inline(executionId).split('-')[0] ?? '', 20);
}

/** Returns `execution 1a2b3c4d`, or an empty text where the execution is unknown. */
export function executionName(executionId: string | undefined): Mrkdwn {
  const id = shortExecutionId(executionId ?? '');
  return id === '' ? mrkdwn`` : mrkdwn`execution ${id}`;
}
