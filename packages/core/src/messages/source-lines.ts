import { pipelineExecutionUrl, pipelineUrl } from '../aws/console-links.ts';
import type { DeployedSource, PullRequest, Revision, RevisionName } from '../reports/revision.ts';
import type { TeamMessageSettings } from '../settings/team-message.ts';
import { closedCode, code, cut, inline, link, type Mrkdwn, mrkdwn, quote, webUrl } from '../slack/text.ts';
import { dotted, firstLines, MAX_CHARACTERS, visible } from './parts.ts';

/** Whether the new revision has replaced the one before (`done`), failed to (`tried`), or is about to (`ahead`). */
export type Progress = 'done' | 'tried' | 'ahead';

type KnownSource = Extract<DeployedSource, { readonly kind: 'known' }>;

/** How many revisions of other sources a message names. */
const MAX_OTHERS = 3;

/** Returns the commit for a headline, with `maybe` where it is uncertain; the bundle's name where that alone is known. */
export function commitOf(source: DeployedSource): Mrkdwn {
  if (source.kind === 'unknown') {
    return source.bundle ? mrkdwn`bundle ${cut(inline(source.bundle), TITLE_CHARACTERS)}` : mrkdwn`commit unknown`;
  }
  const [first] = source.revisions;
  const name = othersOf(source).length === 0 ? titleAndId(first) : mrkdwn`${titleAndId(first)} ${placeOf(first)}`;
  return source.certainty === 'exact' ? name : mrkdwn`maybe ${name}`;
}

/** Returns `in acme/shop`, which tells the revision of one source from those of others, or its source action. */
function placeOf({ repository, action }: Revision): Mrkdwn {
  const name = cut(inline(repository ?? ''), 100);
  return name === '' ? mrkdwn`from ${cut(inline(action), 60)}` : mrkdwn`in ${name}`;
}

/** Returns what the commit's author wrote below the title, quoted. */
export function commitBody(source: DeployedSource): Mrkdwn[] {
  const body = source.kind === 'known' ? firstLines(source.revisions[0].body) : '';
  return body === '' ? [] : [quote(cut(body, MAX_CHARACTERS.body))];
}

/** Returns `Youngsu Lee · branch develop`: who wrote the commit and where it came from, as far as AWS says. */
export function originLine(source: DeployedSource): Mrkdwn[] {
  if (source.kind === 'unknown') return [];
  const [revision] = source.revisions;
  const who = cut(inline(revision.author ?? ''), 100);
  return [dotted([mrkdwn`${who}`, ...origin(revision)])];
}

function origin({ ref, entityUrl, request, name: object, repository = '', action }: Revision): Mrkdwn[] {
  const name = cut(inline(ref?.name ?? ''), 120);
  if (ref?.kind === 'object' && object !== undefined && ref.name === `${repository}/${object}`) {
    return [mrkdwn`bucket ${cut(inline(repository), 120)}`];
  }
  if (ref && name) {
    const label = ref.kind === 'pull request' && /^\d+$/.test(name) ? numberOf(name, request) : name;
    return [mrkdwn`${ref.kind} ${link(entityUrl, label, MAX_CHARACTERS.address)}`];
  }
  const page = webUrl(entityUrl, MAX_CHARACTERS.address);
  const place = cut(inline(repository), 120) || `the source of action ${cut(inline(action), 60)}`;
  return page === undefined ? [] : [mrkdwn`from ${link(page, place, MAX_CHARACTERS.address)}`];
}

/** Returns a request's number as its host writes it. */
function numberOf(name: string, request: PullRequest | undefined): string {
  return request?.label.slice(1) === name ? request.label : `#${name}`;
}

/** Returns the line that says why the commit is unknown or uncertain; it stands before what the message says of the commit. */
export function sourceNote(source: DeployedSource, progress: Progress): Mrkdwn[] {
  return source.kind === 'unknown' ? [mrkdwn`❔ Commit unknown: ${inline(source.reason)}`] : doubt(source, progress);
}

/** Returns one line each for the revisions of other sources, which stand below all that is about the first. */
export function otherSources(
  source: DeployedSource | undefined,
  report: { readonly team: TeamMessageSettings },
): Mrkdwn[] {
  if (source?.kind !== 'known') return [];
  const others = visible('changes', report, othersOf(source));
  return [...others.slice(0, MAX_OTHERS).map(also), ...more(others.length - MAX_OTHERS)];
}

/** Returns the revisions of other sources; two sources may take one commit of one repository. */
function othersOf({ revisions: [first, ...others] }: KnownSource): readonly Revision[] {
  return others.filter(({ id }) => id !== first.id);
}

const DEPLOYED: Record<Progress, string> = {
  done: 'was deployed',
  tried: 'was to be deployed',
  ahead: 'is to be deployed',
};

function doubt({ certainty, doubt }: KnownSource, progress: Progress): Mrkdwn[] {
  const why = inline(doubt ?? '') || 'the execution is not known';
  return certainty === 'exact'
    ? []
    : [
        mrkdwn`❔ This commit is the latest in the pipeline's source stage, maybe not what ${DEPLOYED[progress]}: ${why}`,
      ];
}

function also(revision: Revision): Mrkdwn {
  const place = revision.repository ? mrkdwn` ${placeOf(revision)}` : mrkdwn``;
  return mrkdwn`Also ${cut(inline(revision.action), 60)}: ${idAndTitle(revision)}${place}`;
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

/** Returns `[BE] Add the review reminder (#612) (a1b2c3d)`, for a headline. */
function titleAndId(revision: RevisionName): Mrkdwn {
  const words = wordsOf(revision);
  return titleWithId(revision) ?? (isEmpty(words) ? shortId(revision.id) : mrkdwn`${words} (${shortId(revision.id)})`);
}

/** Returns `a1b2c3d [BE] Add the review reminder (#612)`, for the inside of a sentence; an image's name before its digest. */
export function idAndTitle(revision: RevisionName): Mrkdwn {
  const words = wordsOf(revision);
  if (isEmpty(words) || kindOfRevision(revision.id) !== 'commit') return titleAndId(revision);
  return titleWithId(revision) ?? mrkdwn`${shortId(revision.id)} ${words}`;
}

function isEmpty({ mrkdwn }: Mrkdwn): boolean {
  return mrkdwn === '';
}

/** Returns whether a revision has more than its id. */
export function hasWords({ title, name }: RevisionName): boolean {
  return Boolean(title ?? name);
}

/** Returns the title or the name, with the number of its request; `Merge of #12` where the number is all that is known. */
function wordsOf({ title, name, request }: RevisionName): Mrkdwn {
  const words = closedCode(cut(inline(title ?? name ?? ''), TITLE_CHARACTERS));
  const label = cut(inline(request?.label ?? ''), 20);
  if (label === '') return mrkdwn`${words}`;
  const number = link(request?.url, label, MAX_CHARACTERS.address);
  return words === '' ? mrkdwn`Merge of ${number}` : mrkdwn`${words} (${number})`;
}

/**
 * Returns the title with its id shortened where it ends with the id, as S3's `Amazon S3 version id: …` does, else
 * undefined.
 */
function titleWithId({ id, title, name }: RevisionName): Mrkdwn | undefined {
  const words = inline(title ?? name ?? '');
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
