import { jsonObject } from '@shipbell/core';
import * as v from 'valibot';
import type { AwsLocation } from '../aws/reads.ts';
import { maybeAccount, maybeRegion, text } from './fields.ts';
import { parseTimestamp } from './timestamp.ts';

/** An AWS service's event of a changed state, out of either envelope. */
export interface StateChange extends AwsLocation {
  readonly at: Date | undefined;
  readonly detail: unknown;
  /** What a notification rule adds to the event; empty in EventBridge's own events. */
  readonly attributes: Record<string, unknown>;
}

/**
 * An event in both its forms. EventBridge's has `detail-type`; that of a Developer Tools notification rule has
 * `detailType`, no id, and `additionalAttributes`:
 * https://docs.aws.amazon.com/codepipeline/latest/userguide/detect-state-changes-cloudwatch-events.html
 */
const serviceEvent = v.object({
  source: text,
  'detail-type': v.optional(v.unknown()),
  detailType: v.optional(v.unknown()),
  account: maybeAccount,
  region: maybeRegion,
  time: v.optional(v.unknown()),
  detail: v.unknown(),
  additionalAttributes: v.optional(v.unknown()),
});

/** Returns the event, which may have either form; undefined where the payload is none of this source and type. */
export function parseStateChange(
  payload: unknown,
  source: 'aws.codedeploy' | 'aws.codepipeline',
  detailType: string,
): StateChange | undefined {
  const { success, output } = v.safeParse(serviceEvent, payload);
  if (!success || output.source !== source) return undefined;
  if ((output['detail-type'] ?? output.detailType) !== detailType) return undefined;
  return {
    account: output.account,
    region: output.region,
    at: parseTimestamp(output.time),
    detail: output.detail,
    attributes: jsonObject(output.additionalAttributes),
  };
}
