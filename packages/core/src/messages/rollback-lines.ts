import { deploymentUrl } from '../aws/console-links.ts';
import type { DeploymentReport } from '../reports/deployment-report.ts';
import type { DeployedSource, RevisionName } from '../reports/source.ts';
import { cut, inline, link, type Mrkdwn, mrkdwn } from '../slack/text.ts';
import type { Progress } from './change-lines.ts';
import { isRollback } from './deployment-headline.ts';
import { maskSecrets } from './mask-secrets.ts';
import { idAndTitle, kindOfRevision } from './revision-name.ts';
import { ROOM } from './room.ts';

/** What a rolling back deployment takes back, and because of which other one. */
export function rollbackWarning(report: DeploymentReport, progress: Progress): Mrkdwn[] {
  if (!isRollback(report)) return [];
  const { from, triggeringDeploymentId = '' } = report.rollback ?? {};
  const cause = mrkdwn`because deployment ${deploymentLink(report, triggeringDeploymentId)} did not succeed`;
  return [mrkdwn`${takenBack(from, report.source, progress)}, ${cause}.`];
}

/** The deployment that rolls a failed one back. */
export function rolledBackBy(report: DeploymentReport): Mrkdwn[] {
  const { rollbackDeploymentId } = report.rollback ?? {};
  return rollbackDeploymentId
    ? [mrkdwn`↩️ Deployment ${deploymentLink(report, rollbackDeploymentId)} rolls it back.`]
    : [];
}

/** CodeDeploy's own word on the rollback, unless it says what the message says already. */
export function rollbackNote({ rollback, source }: DeploymentReport): Mrkdwn[] {
  const words = inline(maskSecrets(rollback?.message ?? ''));
  // Of a rollback to a commit that is not known, it names the deployment that is brought back.
  const said = [rollback?.rollbackDeploymentId, source.kind === 'known' ? rollback?.triggeringDeploymentId : undefined];
  return words === '' || said.some((id) => id && words.includes(id)) ? [] : [mrkdwn`↩️ ${words}`];
}

/** Whether the failed one had brought another commit, the same one, or one that is not known. */
export function takenBack(from: RevisionName | undefined, source: DeployedSource, progress: Progress): Mrkdwn {
  const verb = { done: 'Took back', tried: 'Was to take back', ahead: 'Takes back' }[progress];
  if (from === undefined) return mrkdwn`${verb} an unknown commit`;
  const isSame = source.kind === 'known' && source.revisions.some(({ id }) => id === from.id);
  return isSame ? mrkdwn`The same ${kindOfRevision(from.id)} once more` : mrkdwn`${verb} ${idAndTitle(from)}`;
}

function deploymentLink({ region }: DeploymentReport, deploymentId: string): Mrkdwn {
  return link(region && deploymentUrl(region, deploymentId), cut(inline(deploymentId), 100), ROOM.address);
}
