import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import type { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import type { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import type { LambdaClient } from '@aws-sdk/client-lambda';
import type { SNSClient } from '@aws-sdk/client-sns';
import type { SQSClient } from '@aws-sdk/client-sqs';
import type { SSMClient } from '@aws-sdk/client-ssm';
import type { namesOf } from '../names.ts';

/** What a check found out about one thing. */
export type Finding =
  /** The thing is well; `what` says what was seen. */
  | { readonly kind: 'ok'; readonly what: string }
  /** It is not: what is wrong, and what to type. */
  | { readonly kind: 'failed'; readonly what: string; readonly type: string }
  /** It cannot be known here, which is no failure. */
  | { readonly kind: 'unknown'; readonly why: string };

/** A question to the account or to this machine. */
export interface Check {
  readonly name: string;
  /** The IAM actions that it needs. */
  readonly actions: readonly string[];
  /** Resolves with at least one finding. What AWS throws is a failure of the check. */
  run(context: DoctorContext): Promise<readonly Finding[]>;
}

/** Everything that checks need. */
export interface DoctorContext {
  readonly environment: string;
  readonly names: ReturnType<typeof namesOf>;
  readonly location: Location;
  readonly clients: DoctorClients;
  /** The checkout that this command is part of. */
  readonly root: string;
  readonly shell: NodeJS.ProcessEnv;
  /** Returns the milliseconds since the epoch. */
  readonly now: () => number;
  readonly pause: (milliseconds: number) => Promise<unknown>;
}

/** The account and region that are looked at. */
export interface Location {
  readonly partition: string;
  readonly region: string;
  readonly account: string;
}

export interface DoctorClients {
  readonly cloudwatch: Pick<CloudWatchClient, 'send'>;
  readonly events: Pick<EventBridgeClient, 'send'>;
  readonly lambda: Pick<LambdaClient, 'send'>;
  readonly logs: Pick<CloudWatchLogsClient, 'send'>;
  readonly sns: Pick<SNSClient, 'send'>;
  readonly sqs: Pick<SQSClient, 'send'>;
  readonly ssm: Pick<SSMClient, 'send'>;
}

/** Returns the finding that something is well. */
export function ok(what: string): Finding {
  return { kind: 'ok', what };
}

/** Returns the finding that something is not well, and what to type. */
export function failed(what: string, type: string): Finding {
  return { kind: 'failed', what, type };
}

/** Returns the finding that something cannot be known here. */
export function unknown(why: string): Finding {
  return { kind: 'unknown', why };
}

/** Returns the failures among findings, and where there is none, the one finding that all is well. */
export function failuresOr(findings: readonly (Finding | undefined)[], allIsWell: string): readonly Finding[] {
  const found = findings.filter((finding) => finding !== undefined);
  return found.length > 0 ? found : [ok(allIsWell)];
}

/** Returns the ARN of something in the account and region that are looked at. */
export function arnOf({ location }: DoctorContext, service: string, resource: string): string {
  return `arn:${location.partition}:${service}:${location.region}:${location.account}:${resource}`;
}

/** Resolves with AWS's answer; undefined where AWS says by one of these errors that there is no such thing. */
export async function orUndefined<Answer>(
  answer: Promise<Answer>,
  ...missing: readonly string[]
): Promise<Answer | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof Error && missing.includes(error.name)) return undefined;
    throw error;
  }
}
