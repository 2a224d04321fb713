import { deploymentUrl, pipelineUrl } from '../aws/console-links.ts';
import type { DeploymentReport } from '../reports/deployment-report.ts';
import { context, linkButtons, section } from '../slack/blocks.ts';
import { type SlackMessage, slackMessage } from '../slack/message.ts';
import { bold, cut, inline, joinMrkdwn, type Mrkdwn, mrkdwn, quote } from '../slack/text.ts';
import { deploymentHeadline } from './deployment-headline.ts';
import { firstLines } from './first-lines.ts';
import { instanceSummary } from './instance-summary.ts';
import { shortId } from './revision-id.ts';
import { timeSpan } from './time-span.ts';

/** A deployment as Slack shows it: headline, commit, error, counts, links. */
export const deploymentMessage = (report: DeploymentReport): SlackMessage => {
  const { text, color } = deploymentHeadline(report);
  return slackMessage(text, color, [
    ...error(report).map((part) => section(part)),
    ...commitBody(report).map((part) => section(part)),
    ...notes(report).map(context),
    context(facts(report)),
    ...linkButtons(links(report)),
  ]);
};

const error = ({ error }: DeploymentReport): Mrkdwn[] => {
  if (!error?.code && !error?.message) return [];
  const message = error.message ? mrkdwn`${cut(inline(error.message), 1_500)}` : undefined;
  const code = error.code ? bold(cut(error.code, 100)) : undefined;
  return [
    joinMrkdwn(
      [code, message].filter((part) => part !== undefined),
      ': ',
    ),
  ];
};

const commitBody = ({ source }: DeploymentReport): Mrkdwn[] => {
  const body = source.kind === 'known' ? firstLines(source.revisions[0].body) : '';
  return body === '' ? [] : [quote(cut(body, 1_500))];
};

/** One line for each thing that a reader must not misunderstand. */
const notes = (report: DeploymentReport): Mrkdwn[] => [...rollbackNotes(report), ...sourceNotes(report)];

const rollbackNotes = ({ rollback }: DeploymentReport): Mrkdwn[] => {
  const { message = '', triggeringDeploymentId, rollbackDeploymentId } = rollback ?? {};
  return [
    ...(message ? [mrkdwn`↩️ ${cut(inline(message), 500)}`] : []),
    ...(triggeringDeploymentId && !message.includes(triggeringDeploymentId)
      ? [mrkdwn`↩️ Because of deployment ${cut(inline(triggeringDeploymentId), 100)}`]
      : []),
    ...(rollbackDeploymentId ? [mrkdwn`↩️ Rolled back by deployment ${cut(inline(rollbackDeploymentId), 100)}`] : []),
  ];
};

const sourceNotes = (report: DeploymentReport): Mrkdwn[] => {
  const { source } = report;
  if (source.kind === 'unknown') return [mrkdwn`❔ Commit unknown: ${cut(inline(source.reason), 500)}`];
  const [, ...others] = source.revisions;
  return [
    ...(source.certainty === 'latest'
      ? [mrkdwn`❔ This commit is the latest in the pipeline's source stage, maybe not what was deployed`]
      : []),
    ...others
      .slice(0, 5)
      .map(({ action, id, title }) => mrkdwn`Also ${inline(action)}: ${shortId(id)} ${cut(inline(title ?? ''), 150)}`),
  ];
};

const facts = (report: DeploymentReport): Mrkdwn =>
  joinMrkdwn(
    [
      ...(report.instances ? [mrkdwn`${instanceSummary(report.instances)}`] : []),
      mrkdwn`${cut(inline(`${report.application} / ${report.group}`), 300)}`,
      mrkdwn`${cut(inline(report.deploymentId), 100)}`,
      ...timeSpan(report.startedAt, report.endedAt),
    ],
    ' · ',
  );

const links = ({ siteUrl, source, region, deploymentId }: DeploymentReport) => {
  const revision = source.kind === 'known' ? source.revisions[0] : undefined;
  return [
    { label: 'Open site', url: siteUrl },
    { label: 'Commit', url: revision?.commitUrl },
    { label: 'Branch', url: revision?.entityUrl },
    { label: 'Deployment', url: region && deploymentUrl(region, deploymentId) },
    { label: 'Pipeline', url: region && source.pipeline && pipelineUrl(region, source.pipeline) },
  ];
};
