import { urlToHttpOptions } from 'node:url';
import { GetParameterCommand, type SSMClient } from '@aws-sdk/client-ssm';
import { DEFAULT_DESTINATION } from '@shipbell/core';
import type { DeadLetterReason } from './dead-letter-queue.ts';
import type { Unavailable } from './patience.ts';
import { STEP_TIMEOUT_MS, type TimeLeft, within } from './time-left.ts';

/**
 * Returns what SSM says about a parameter: its decrypted value, or why there is none. Throws the SDK's other errors, also
 * where the signal ends the read.
 */
export type ReadParameter = (name: string, signal?: AbortSignal) => Promise<Parameter>;

type Parameter = { readonly kind: 'value'; readonly value: string } | { readonly kind: 'missing' | 'denied' };

/** The webhook to which a destination's messages are posted. */
export interface Webhook {
  readonly kind: 'webhook';
  readonly destination: string;
  readonly url: string;
}

/** The webhooks of all destinations. */
export interface Webhooks {
  /**
   * Returns a destination's webhook, the one known from before where SSM fails or denies it now. Throws what SSM throws
   * where none is known, and `OutOfTimeError` where SSM has to be asked and there is no time for it.
   */
  find(destination: string, time: Pick<TimeLeft, 'need'>, signal?: AbortSignal): Promise<Webhook | Unavailable>;
  /** Lets the next `find` ask SSM again, because what answered says that the webhook is none, or none any more. */
  forget(destination: string): void;
}

/**
 * How long a webhook is cached: a rotated one is used after five minutes at the latest, and at once when Slack refuses
 * the old one or what answers there is no webhook of Slack's.
 */
const LIFETIME_MS = 5 * 60_000;

/** How long a webhook is used unread after SSM failed: each message would wait for SSM's answer otherwise. */
const ASK_AGAIN_MS = 60_000;

/**
 * Returns the webhooks at and below an SSM parameter, each of which is read once in five minutes. The clock is one that
 * never jumps.
 */
export function createWebhooks(
  readParameter: ReadParameter,
  parameter: string,
  now: () => number = () => performance.now(),
): Webhooks {
  const cache = new Map<string, { readonly webhook: Webhook; readonly until: number }>();
  return {
    async find(destination, time, signal) {
      const cached = cache.get(destination);
      if (cached && now() < cached.until) return cached.webhook;
      time.need(STEP_TIMEOUT_MS.readParameter);
      const name = webhookParameter(parameter, destination);
      const read = cached ? await readParameter(name, signal).catch(() => DENIED) : await readParameter(name, signal);
      if (cached && read.kind === 'denied') {
        cache.set(destination, { ...cached, until: now() + ASK_AGAIN_MS });
        return cached.webhook;
      }
      const webhook = toWebhook(destination, read, name);
      if (webhook.kind === 'webhook') cache.set(destination, { webhook, until: now() + LIFETIME_MS });
      return webhook;
    },
    forget(destination) {
      cache.delete(destination);
    },
  };
}

const DENIED: Parameter = { kind: 'denied' };

/** Returns the name of the SSM parameter that holds a destination's webhook; `parameter` is that of the default one. */
export function webhookParameter(parameter: string, destination: string): string {
  return destination === DEFAULT_DESTINATION ? parameter : `${parameter}/${destination}`;
}

function toWebhook(destination: string, parameter: Parameter, name: string): Webhook | Unavailable {
  const unavailable = (reason: DeadLetterReason, detail: string): Unavailable => ({
    kind: 'unavailable',
    destination,
    reason,
    detail,
  });
  switch (parameter.kind) {
    case 'missing':
      return unavailable('webhook_missing', `there is no SSM parameter ${name}`);
    case 'denied':
      // The role names the parameters of the destinations that Terraform knows; of any other SSM does not even say that it
      // is missing.
      return unavailable(
        'webhook_denied',
        `SSM parameter ${name} may not be read: name the destination in a Terraform variable`,
      );
    case 'value': {
      const url = parameter.value.trim();
      if (isPostable(url)) return { kind: 'webhook', destination, url };
      const advice = 'store the webhook with scripts/set-webhook';
      return unavailable('webhook_placeholder', `SSM parameter ${name} holds no https URL: ${advice}`);
    }
  }
}

/**
 * Returns whether Node's client can post to a URL. It cannot post to every one: a user's name may have a wrong percent
 * code.
 */
export function isPostable(url: string): boolean {
  try {
    return urlToHttpOptions(new URL(url)).protocol === 'https:';
  } catch {
    return false;
  }
}

/**
 * Returns the read of a parameter:
 * https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameter.html
 */
export function createReadParameter(ssm: Pick<SSMClient, 'send'>): ReadParameter {
  return async (name, signal) => {
    try {
      const command = new GetParameterCommand({ Name: name, WithDecryption: true });
      const { Parameter } = await within(STEP_TIMEOUT_MS.readParameter, (late) =>
        ssm.send(command, { abortSignal: signal ? AbortSignal.any([signal, late]) : late }),
      );
      return { kind: 'value', value: Parameter?.Value ?? '' };
    } catch (error) {
      const code = error instanceof Error ? error.name : '';
      if (code === 'ParameterNotFound') return { kind: 'missing' };
      if (code.startsWith('AccessDenied')) return { kind: 'denied' };
      throw error;
    }
  };
}
