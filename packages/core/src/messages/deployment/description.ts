import type { DeploymentReport } from '../../reports/deployment-report.ts';
import { cut, inline, type Mrkdwn, mrkdwn, quote } from '../../slack/text.ts';
import { firstLines, MAX_CHARACTERS, visible } from '../parts.ts';
import { hasWords, type Progress, sourceNote } from '../source-lines.ts';

type Described = Pick<DeploymentReport, 'source' | 'description' | 'team'>;

/** How many characters of a description's first line a headline shows. */
const TITLE_CHARACTERS = 150;

/**
 * Returns the first line of the description where no commit is known: whoever deploys without a pipeline often writes
 * the commit there. Undefined where the commit is known or nothing is written.
 */
export function describedCommit(report: Described): Mrkdwn | undefined {
  const [title] = linesOf(report);
  return report.source.kind === 'known' || !title ? undefined : mrkdwn`${title}`;
}

/** Returns what the description says below its first line, quoted, where the headline has that line. */
export function descriptionBody(report: Described): Mrkdwn[] {
  const [, ...rest] = linesOf(report);
  const body = firstLines(rest.join('\n'));
  return describedCommit(report) && body.trim() ? [quote(cut(body, MAX_CHARACTERS.body))] : [];
}

/** Returns the note on the source, and where the headline's words come from if they are the description's. */
export function describedNotes(report: Described, progress: Progress): Mrkdwn[] {
  const { source } = report;
  const [title = ''] = linesOf(report);
  if (source.kind === 'unknown' && title) {
    return [mrkdwn`❔ This is the deployment's own description: ${inline(source.reason)}`];
  }
  const isOpen = source.kind === 'known' && (source.certainty !== 'exact' || !hasWords(source.revisions[0]));
  const own = isOpen && title ? [mrkdwn`The deployment's own description: ${title}`] : [];
  return [...sourceNote(source, progress), ...visible('commit_body', report, own)];
}

/** Returns the description's lines; the first is one line of a headline, with a commit's id as people quote it. */
function linesOf({ description = '' }: Described): string[] {
  const [first = '', ...rest] = description.trim().split('\n');
  const title = inline(first).replace(/\b([0-9a-f]{7})[0-9a-f]{33}\b/gi, '$1');
  return [cut(title, TITLE_CHARACTERS), ...rest];
}
