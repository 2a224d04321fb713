import { pipelineExecutionUrl, pipelineUrl } from '../aws/console-links.ts';
import type { DeployedSource, Revision, RevisionRef } from '../reports/source.ts';
import { cut, inline, link, type Mrkdwn, mrkdwn, quote } from '../slack/text.ts';
import { firstLines } from './first-lines.ts';
import { dotted } from './parts.ts';
import { idAndTitle, kindOfRevision, titleAndId } from './revision-name.ts';
import { ROOM } from './room.ts';

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
  return body === '' ? [] : [quote(cut(body, ROOM.body))];
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
  if (ref && name) return [mrkdwn`${ref.kind} ${link(url, /^\d+$/.test(name) ? `#${name}` : name, ROOM.address)}`];
  const page = link(url, 'source', ROOM.address);
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
