import { urlToHttpOptions } from 'node:url';
import { GetParameterCommand, type SSMClient } from '@aws-sdk/client-ssm';
import { DEFAULT_DESTINATION } from '@shipbell/core';
import { LONGEST_MS, type TimeLeft } from './time-left.ts';
import { within } from './within.ts';

/** What SSM says of a parameter: its decrypted value, or why there is none. Throws the SDK's other errors. */
export type ReadParameter = (name: string) => Promise<Parameter>;

type Parameter = { readonly kind: 'value'; readonly value: string } | { readonly kind: 'missing' | 'denied' };

export type Webhook =
  | { readonly kind: 'url'; readonly url: string }
  | { readonly kind: 'missing'; readonly reason: MissingReason; readonly detail: string };

export type MissingReason = 'webhook_missing' | 'webhook_denied' | 'webhook_placeholder';

/** Where each destination is posted to. */
export interface Webhooks {
  /** Throws `OutOfTimeError` where SSM would have to be asked and too little time is left for it. */
  find(destination: string, time: Pick<TimeLeft, 'need'>): Promise<Webhook>;
  /** The next `find` asks SSM again: Slack says that the hook is gone, or it was not there. */
  forget(destination: string): void;
}

/** A rotated webhook is used after five minutes at the latest, and at once when Slack refuses the old one. */
const LIFETIME_MS = 5 * 60_000;

export function createWebhooks(
  readParameter: ReadParameter,
  parameter: string,
  now: () => number = Date.now,
): Webhooks {
  const known = new Map<string, { url: string; until: number }>();
  return {
    async find(destination, time) {
      const cached = known.get(destination);
      if (cached && now() < cached.until) return { kind: 'url', url: cached.url };
      time.need(LONGEST_MS.readParameter);
      const name = destination === DEFAULT_DESTINATION ? parameter : `${parameter}/${destination}`;
      const webhook = toWebhook(await readParameter(name), name);
      if (webhook.kind === 'url') known.set(destination, { url: webhook.url, until: now() + LIFETIME_MS });
      return webhook;
    },
    forget(destination) {
      known.delete(destination);
    },
  };
}

function toWebhook(parameter: Parameter, name: string): Webhook {
  switch (parameter.kind) {
    case 'missing':
      return missing('webhook_missing', `there is no SSM parameter ${name}`);
    case 'denied':
      // The role names the parameters of the known destinations, so for any other SSM does not even say that it is missing.
      return missing(
        'webhook_denied',
        `SSM parameter ${name} may not be read: name the destination in a Terraform variable`,
      );
    case 'value': {
      const url = parameter.value.trim();
      if (isPostable(url)) return { kind: 'url', url };
      const advice = 'store the webhook with scripts/set-webhook';
      return missing('webhook_placeholder', `SSM parameter ${name} holds no https URL: ${advice}`);
    }
  }
}

/** Whether Node's client can make a request of it, which it cannot of every URL: a user's name may be no proper code. */
function isPostable(url: string): boolean {
  try {
    return urlToHttpOptions(new URL(url)).protocol === 'https:';
  } catch {
    return false;
  }
}

function missing(reason: MissingReason, detail: string): Webhook {
  return { kind: 'missing', reason, detail };
}

/** https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameter.html */
export function createReadParameter(ssm: Pick<SSMClient, 'send'>): ReadParameter {
  return async (name) => {
    try {
      const command = new GetParameterCommand({ Name: name, WithDecryption: true });
      const { Parameter } = await within(LONGEST_MS.readParameter, (abortSignal) => ssm.send(command, { abortSignal }));
      return { kind: 'value', value: Parameter?.Value ?? '' };
    } catch (error) {
      const code = error instanceof Error ? error.name : '';
      if (code === 'ParameterNotFound') return { kind: 'missing' };
      if (code.startsWith('AccessDenied')) return { kind: 'denied' };
      throw error;
    }
  };
}
