import { GetParameterCommand, type SSMClient } from '@aws-sdk/client-ssm';
import { DEFAULT_DESTINATION } from '@shipbell/core';

/** A parameter's decrypted value, or undefined where there is no such parameter. Throws the SDK's other errors. */
export type ReadParameter = (name: string) => Promise<string | undefined>;

export type Webhook =
  | { readonly kind: 'url'; readonly url: string }
  | { readonly kind: 'missing'; readonly reason: 'webhook_missing' | 'webhook_placeholder'; readonly detail: string };

/** Where each destination is posted to. */
export interface Webhooks {
  find(destination: string): Promise<Webhook>;
  /** The next `find` asks SSM again: Slack says that the hook is gone, or it was not there. */
  forget(destination: string): void;
}

/** A rotated webhook is used after five minutes at the latest, and at once when Slack refuses the old one. */
const LIFETIME_MS = 5 * 60_000;

export const createWebhooks = (
  readParameter: ReadParameter,
  parameter: string,
  now: () => number = Date.now,
): Webhooks => {
  const known = new Map<string, { url: string; until: number }>();
  return {
    async find(destination) {
      const cached = known.get(destination);
      if (cached && now() < cached.until) return { kind: 'url', url: cached.url };
      const name = destination === DEFAULT_DESTINATION ? parameter : `${parameter}/${destination}`;
      const webhook = toWebhook(await readParameter(name), name);
      if (webhook.kind === 'url') known.set(destination, { url: webhook.url, until: now() + LIFETIME_MS });
      return webhook;
    },
    forget(destination) {
      known.delete(destination);
    },
  };
};

const toWebhook = (value: string | undefined, name: string): Webhook => {
  if (value === undefined) {
    return { kind: 'missing', reason: 'webhook_missing', detail: `there is no SSM parameter ${name}` };
  }
  const url = value.trim();
  if (URL.canParse(url) && new URL(url).protocol === 'https:') return { kind: 'url', url };
  return {
    kind: 'missing',
    reason: 'webhook_placeholder',
    detail: `SSM parameter ${name} holds no https URL: store the webhook with scripts/set-webhook`,
  };
};

/** https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameter.html */
export const createReadParameter =
  (ssm: Pick<SSMClient, 'send'>): ReadParameter =>
  async (name) => {
    try {
      const { Parameter } = await ssm.send(new GetParameterCommand({ Name: name, WithDecryption: true }));
      return Parameter?.Value;
    } catch (error) {
      if (error instanceof Error && error.name === 'ParameterNotFound') return undefined;
      throw error;
    }
  };
