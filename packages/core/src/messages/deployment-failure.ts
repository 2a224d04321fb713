import type { KnownBlock } from '@slack/types';
import type { DeploymentFailure, DeploymentReport } from '../reports/deployment-report.ts';
import { context, section } from '../slack/blocks.ts';
import { bold, code, codeBlock, cut, cutMrkdwn, inline, joinMrkdwn, type Mrkdwn, mrkdwn } from '../slack/text.ts';
import { maskSecrets } from './mask-secrets.ts';

/** Characters of the escaped parts; see deployment-message.ts for the sum. */
const SENTENCE = 900;
const LOG = 1_500;
const NOTE = 400;
const LOG_LINES = 15;
const LINE = 200;

/** Where a deployment broke first: lifecycle event, target, script, and the end of its log. */
export const failure = ({ failure }: Pick<DeploymentReport, 'failure'>): KnownBlock[] => {
  if (failure === undefined) return [];
  if (failure.kind === 'unknown') {
    return [context(cutMrkdwn(mrkdwn`❔ Where it failed is unknown: ${inline(failure.reason)}`, NOTE))];
  }
  return [section(cutMrkdwn(sentence(failure), SENTENCE)), ...logTail(failure.logTail ?? '')];
};

type Known = Extract<DeploymentFailure, { kind: 'known' }>;

const sentence = (failure: Known): Mrkdwn => {
  const { targetId, lifecycleEvent, scriptName } = failure;
  const where = mrkdwn`${bold(cut(lifecycleEvent, 60))} failed on ${code(cut(targetId, 120))}${others(failure)}`;
  const script = scriptName ? [mrkdwn`script ${code(cut(scriptName, 120))}`] : [];
  const words = [failure.errorCode, failure.message].map((word) => inline(maskSecrets(word ?? ''))).filter(Boolean);
  const why = joinMrkdwn([...script, ...words.map((word) => mrkdwn`${word}`)], ', ');
  return why.mrkdwn === '' ? where : joinMrkdwn([where, why], ': ');
};

/** The others may have failed elsewhere, so they are only counted. */
const others = ({ otherTargets, hasMoreTargets }: Known): Mrkdwn => {
  if (otherTargets === 0 && !hasMoreTargets) return mrkdwn``;
  const least = hasMoreTargets ? 'at least ' : '';
  return mrkdwn` (${least}${otherTargets} more ${otherTargets === 1 ? 'target' : 'targets'} failed)`;
};

/** The last lines, which are the ones that tell, without secrets. */
const logTail = (log: string): KnownBlock[] => {
  const lines = maskSecrets(log)
    .trim()
    .split('\n')
    .slice(-LOG_LINES)
    .map((line) => cut(line.trimEnd(), LINE));
  while (lines.length > 1 && codeBlock(lines.join('\n')).mrkdwn.length > LOG) lines.shift();
  const text = lines.join('\n').trim();
  return text === '' ? [] : [section(cutMrkdwn(codeBlock(text), LOG))];
};
