import { deploymentUrl, pipelineUrl } from '../aws/console-links.ts';
import type { DeploymentReport } from '../reports/deployment-report.ts';
import { context, linkButtons, section } from '../slack/blocks.ts';
import { type SlackMessage, slackMessage } from '../slack/message.ts';
import { bold, cut, cutMrkdwn, inline, joinMrkdwn, type Mrkdwn, mrkdwn, quote } from '../slack/text.ts';
import { failure } from './deployment-failure.ts';
import { deploymentHeadline } from './deployment-headline.ts';
import { firstLines } from './first-lines.ts';
import { instanceSummary } from './instance-summary.ts';
import { maskSecrets } from './mask-secrets.ts';
import { shortId } from './revision-id.ts';
import { timeSpan } from './time-span.ts';

/**
 * How many characters each part may take once it is escaped, and an address in a button: together they stay below the
 * 13,200 that Slack is seen to take in all blocks of a message.
 */
const ERROR = 1_200;
const BODY = 1_500;
const NOTE = 400;
const FACTS = 900;
const ADDRESS = 700;

/** A deployment as Slack shows it: headline, commit, error, counts, links. */
export const deploymentMessage = (report: DeploymentReport): SlackMessage => {
  const { text, color } = deploymentHeadline(report);
  return slackMessage(text, color, [
    ...error(report).map((part) => section(cutMrkdwn(part, ERROR))),
    ...failure(report),
    ...commitBody(report).map((part) => section(cutMrkdwn(part, BODY))),
    ...notes(report).map((part) => context(cutMrkdwn(part, NOTE))),
    context(cutMrkdwn(facts(report), FACTS)),
    ...linkButtons(links(report), ADDRESS),
  ]);
};

const error = ({ error }: DeploymentReport): Mrkdwn[] => {
  const code = inline(error?.code ?? '');
  const message = inline(maskSecrets(error?.message ?? ''));
  const parts = [...(code ? [bold(cut(code, 100))] : []), ...(message ? [mrkdwn`${message}`] : [])];
  return parts.length === 0 ? [] : [joinMrkdwn(parts, ': ')];
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
    ...(message.trim() ? [mrkdwn`↩️ ${inline(message)}`] : []),
    ...(triggeringDeploymentId && !message.includes(triggeringDeploymentId)
      ? [mrkdwn`↩️ Because of deployment ${cut(inline(triggeringDeploymentId), 100)}`]
      : []),
    ...(rollbackDeploymentId ? [mrkdwn`↩️ Rolled back by deployment ${cut(inline(rollbackDeploymentId), 100)}`] : []),
  ];
};

const sourceNotes = (report: DeploymentReport): Mrkdwn[] => {
  const { source } = report;
  if (source.kind === 'unknown') return [mrkdwn`❔ Commit unknown: ${inline(source.reason)}`];
  const [, ...others] = source.revisions;
  return [
    ...(source.certainty === 'latest'
      ? [
          mrkdwn`❔ This commit is the latest in the pipeline's source stage, maybe not what was deployed: ${inline(source.doubt ?? '')}`,
        ]
      : []),
    ...others
      .slice(0, 3)
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
