import { parseArn } from '@shipbell/core';
import * as v from 'valibot';
import type { Place } from '../aws/reads.ts';
import { maybeAccount, maybeRegion } from './fields.ts';

const place = v.object({ account: maybeAccount, region: maybeRegion });

/** Where a topic is, for payloads that do not say where they come from: a topic takes what happens in its own place. */
export function placeOfTopic(topicArn: string | undefined): Place {
  const { account, region } = v.parse(place, parseArn(topicArn ?? '') ?? {});
  return { account, region };
}
