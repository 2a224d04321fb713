import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as core from '../index.ts';
import type { SlackMessage } from '../slack/message.ts';
import { linksOf } from '../testing/message-text.ts';
import { around, inputs, type SecretInput, seenIn } from '../testing/secret-inputs.ts';
import * as whole from '../testing/whole-reports.ts';
import { MASK } from './mask-secrets/rule.ts';
import { maskSecrets } from './mask-secrets.ts';

interface Case {
  readonly message: string;
  readonly anyReport: fc.Arbitrary<object>;
  readonly format: (report: never) => SlackMessage;
  /** The members that AWS or the operator names, those within others by their path, and choices of ours. */
  readonly names: readonly string[];
}

const OURS = ['environment', 'linkStyle', 'name', 'status'];
const OF_SOURCE = ['kind', 'certainty', 'pipeline', 'pipelineRegion', 'executionId', 'bundle']
  .concat(['revisions.id', 'revisions.name', 'revisions.action', 'revisions.ref.kind'])
  .map((member) => `source.${member}`);
const OF_CHANGE = ['change.kind', 'change.previous.id', 'change.previous.name'];

const CASES: readonly Case[] = [
  {
    message: 'deploymentMessage',
    anyReport: whole.wholeDeployment,
    format: core.deploymentMessage,
    names: [
      ...OURS,
      ...['application', 'group', 'deploymentId', 'region', 'platform', 'scaling', 'withoutRollback', 'wait.end'],
      ...['functions.name', 'functions.alias', 'functions.from', 'functions.to', 'siteUrl'],
      ...['stop.kind', 'stop.alarms', 'rolledBackStop.kind', 'rolledBackStop.alarms'],
      ...['failure.kind', 'failure.targetId', 'failure.lifecycleEvent', 'failure.outcome'],
      ...['rollback.triggeringDeploymentId', 'rollback.rollbackDeploymentId'],
      ...['rollback.from.id', 'rollback.from.name'],
      ...OF_SOURCE,
      ...OF_CHANGE,
    ],
  },
  {
    message: 'pipelineMessage',
    anyReport: whole.wholePipeline,
    format: core.pipelineMessage,
    names: [
      ...OURS,
      ...['pipeline', 'executionId', 'account', 'region', 'siteUrl'],
      ...['', 'change.'].flatMap((of) =>
        ['provider', 'name', 'action', 'account', 'region', 'outcome'].map(
          (member) => `${of}${of ? 'target' : 'targets.targets'}.${member}`,
        ),
      ),
      ...['targets.kind', 'failure.kind', 'failure.stage', 'failure.action', 'failure.provider', 'failure.subject'],
      ...['failure.otherActions', 'rollback.failedExecutionId', 'rollback.targetExecutionId'],
      ...['rollback.from.id', 'rollback.from.name'],
      ...OF_SOURCE,
      ...OF_CHANGE.map((member) => `change.${member}`),
    ],
  },
  {
    message: 'approvalMessage',
    anyReport: whole.wholeApproval,
    format: core.approvalMessage,
    names: [...OURS, 'pipeline', 'stage', 'action', 'region', 'reviewUrl', ...OF_SOURCE],
  },
  {
    message: 'executionMessage',
    anyReport: whole.wholeExecution,
    format: core.executionMessage,
    names: [
      ...OURS,
      ...['executionArn', 'url', 'parentUrl', 'imageUrl', 'stoppedAt', 'retrying.state'],
      ...['state', 'resource', 'nested.executionArn', 'nested.url', 'lambda.name', 'lambda.logUrl', 'later.state']
        .concat(['earlier.state', 'jobPages.label', 'jobPages.url'])
        .map((member) => `failure.${member}`),
      ...['name', 'type', 'outcome', 'resource', 'mapRunUrl', 'nested.executionArn', 'nested.url', 'spans.kind'].map(
        (member) => `lines.${member}`,
      ),
    ],
  },
  {
    message: 'instanceMessage',
    anyReport: whole.wholeInstance,
    format: core.instanceMessage,
    names: [...OURS, 'deploymentId', 'instanceId', 'region', 'lifecycleEvents.name'],
  },
  {
    message: 'stageOrActionMessage',
    anyReport: whole.wholeStageOrAction,
    format: core.stageOrActionMessage,
    names: [...OURS, 'pipeline', 'executionId', 'region', 'stage', 'action', 'provider'],
  },
  {
    message: 'noticeMessage',
    anyReport: whole.wholeNotice,
    format: core.noticeMessage,
    names: ['environment', 'linkStyle'],
  },
];

type Plant = (text: string, path: string) => unknown;

/** Returns the report with another text for each; a pair's value has the path of the pair. */
function planted(value: unknown, plant: Plant, path = ''): unknown {
  if (typeof value === 'string') return plant(value, path);
  if (Array.isArray(value)) {
    return value.map((element) =>
      Array.isArray(element) ? [element[0], plant(element[1], path)] : planted(element, plant, path),
    );
  }
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, planted(inner, plant, path === '' ? name : `${path}.${name}`)]),
  );
}

/** Returns all that a message holds, as its reader sees it, in small letters. */
function everything(value: unknown): string {
  if (typeof value === 'object' && value !== null) return Object.values(value).map(everything).join('\n');
  return String(value).replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&').toLowerCase();
}

function inSmallLetters({ text, secrets }: SecretInput): SecretInput {
  return { text: text.toLowerCase(), secrets: secrets.map((secret) => secret.toLowerCase()) };
}

const SECRET = 'Zq7Vx2Kp9Wd4Rt6Y';
const BEFORE = ['', 'x', 'the job said: ', 'it failed\n', `${'x '.repeat(48)}`, `${'x '.repeat(73)}`, 'x\n'.repeat(9)];

/** A text in which the mask finds every secret, at places where a message cuts and splits. */
const anySecretText: fc.Arbitrary<SecretInput> = fc
  .tuple(fc.constantFrom(...BEFORE), fc.constantFrom(...inputs('secrets.txt')), fc.constantFrom('', '\nit failed'))
  .map(([before, { text, secrets }, after]) => ({ text: `${before}${text}${after}`, secrets }))
  .filter((input) => seenIn(maskSecrets(input.text), input).length === 0);

const anySecretUrl = fc.constantFrom(
  `https://hooks.slack.com/services/T00000000/B00000000/${SECRET}`,
  `https://example.com/?token=${SECRET}`,
  `https://example.com/?X-Amz-Signature=${SECRET}${SECRET}`,
  `https://example.com/callback#access_token=${SECRET}`,
);

describe('a message', () => {
  it('is tried for every report', () => {
    const messages = Object.keys(core).filter((name) => /Message$/.test(name) && name !== 'slackMessage');
    expect(CASES.map(({ message }) => message).sort()).toEqual(messages.sort());
  });

  it.each(CASES)('shows no secret of any text from outside: $message', ({ anyReport, format, names }) => {
    fc.assert(
      fc.property(anyReport, anySecretText, fc.func(fc.boolean()), (report, input, isLeft) => {
        const hostile = planted(report, (text, path) =>
          names.includes(path) || text.startsWith('https:') || isLeft(path) ? text : input.text,
        );
        const elsewhere = everything(format(report as never)) + around(inSmallLetters(input));
        expect(seenIn(everything(format(hostile as never)), inSmallLetters(input), elsewhere)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it.each(CASES)('has no link from outside with a secret: $message', ({ anyReport, format, names }) => {
    fc.assert(
      fc.property(anyReport, anySecretUrl, (report, url) => {
        const hostile = planted(report, (text, path) =>
          names.includes(path) || !text.startsWith('https:') ? text : url,
        );
        expect(everything(format(hostile as never))).not.toContain(SECRET.toLowerCase());
      }),
    );
  });

  it.each(CASES)('shows no value whose name says that it is secret: $message', ({ anyReport, format }) => {
    const anyName = fc.constantFrom(
      'Password',
      'API_TOKEN',
      '$.credentials.key',
      "$['db password'].value",
      'smtp_pass',
    );
    fc.assert(
      fc.property(anyReport, anyName, (report, name) => {
        const hostile = Object.fromEntries(
          Object.entries(report).map(([member, value]) => [
            member,
            Array.isArray(value) && value.every(Array.isArray) ? value.map(() => [name, `${SECRET} ${SECRET}`]) : value,
          ]),
        );
        expect(everything(format(hostile as never))).not.toContain(SECRET.toLowerCase());
      }),
    );
  });

  it.each(CASES)('has the names, ids and ARNs of AWS and its links to them as they are: $message', (one) => {
    const { anyReport, format, names } = one;
    const choice = /(?:^|\.)(?:linkStyle|status|kind|certainty|platform|scaling|withoutRollback|end|outcome|type)$/;
    fc.assert(
      fc.property(anyReport, (report) => {
        const named = planted(report, (text, path) => {
          if (!names.includes(path) || choice.test(path) || /region$/i.test(path)) return text;
          const value = `1a2b3c4d${text.replace(/\W/g, '').slice(-3)}`;
          return text.startsWith('https:') ? `https://example.com/?token=${value}` : `token:${value}`;
        });
        const message = format(named as never);
        expect(everything(message)).not.toContain(MASK);
        expect(Object.keys(linksOf(message)).length).toBe(Object.keys(linksOf(format(report as never))).length);
      }),
    );
  });
});
