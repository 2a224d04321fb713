import { pipelineExecutionUrl, pipelineUrl } from '../aws/console-links.ts';
import type { DeployedSource, Revision, RevisionName, RevisionRef } from '../reports/revision.ts';
import { code, cut, inline, link, type Mrkdwn, mrkdwn, quote } from '../slack/text.ts';
import { dotted, firstLines, MAX_CHARACTERS } from './parts.ts';

/** How many other sources' revisions a message names. */
const OTHERS = 3;

/** The commit as a headline says it, with how sure that is. */
export function commitOf(source: DeployedSource): Mrkdwn {
  if (source.kind === 'unknown') return mrkdwn`commit unknown`;
  const name = titleAndId(source.revisions[0]);
  return source.certainty === 'exact' ? name : mrkdwn`maybe ${name}`;
}

/** What the commit's author wrote below the title. */
export function commitBody(source: DeployedSource): Mrkdwn[] {
  const body = source.kind === 'known' ? firstLines(source.revisions[0].body) : '';
  return body === '' ? [] : [quote(cut(body, MAX_CHARACTERS.body))];
}

/** `Youngsu Lee · branch develop`: who wrote the commit and where it came from, as far as AWS says. */
export function originLine(source: DeployedSource): Mrkdwn[] {
  if (source.kind === 'unknown') return [];
  const { author, ref, entityUrl } = source.revisions[0];
  const who = cut(inline(author ?? ''), 100);
  return [dotted([mrkdwn`${who}`, ...place(ref, entityUrl)])];
}

function place(ref: RevisionRef | undefined, url: string | undefined): Mrkdwn[] {
  const name = cut(inline(ref?.name ?? ''), 120);
  if (ref && name)
    return [mrkdwn`${ref.kind} ${link(url, /^\d+$/.test(name) ? `#${name}` : name, MAX_CHARACTERS.address)}`];
  const page = link(url, 'source', MAX_CHARACTERS.address);
  return page.mrkdwn === 'source' ? [] : [page];
}

/** One line for each thing about the commit that a reader must not misunderstand. */
export function sourceNotes(source: DeployedSource): Mrkdwn[] {
  if (source.kind === 'unknown') return [mrkdwn`❔ Commit unknown: ${inline(source.reason)}`];
  const [, ...others] = source.revisions;
  return [...doubt(source), ...others.slice(0, OTHERS).map(also), ...more(others.length - OTHERS)];
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

/** The commit's own page, as a button. */
export function commitLink(source: DeployedSource | undefined) {
  if (source?.kind !== 'known') return { label: 'Commit', url: undefined };
  const { id, commitUrl } = source.revisions[0];
  return { label: kindOfRevision(id) === 'commit' ? 'Commit' : 'Revision', url: commitUrl };
}

/** The pipeline execution that brought it. */
export function executionOf(source: DeployedSource | undefined): string | undefined {
  return source?.kind === 'known' ? source.executionId : undefined;
}

/** The page of the pipeline execution, or of the pipeline where the execution is not known. */
export function pipelinePage(
  region: string | undefined,
  pipeline: string | undefined,
  executionId: string | undefined,
): string | undefined {
  if (!region || !pipeline) return undefined;
  return executionId ? pipelineExecutionUrl(region, pipeline, executionId) : pipelineUrl(region, pipeline);
}

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
