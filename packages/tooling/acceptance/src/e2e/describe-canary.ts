import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { PutParameterCommand } from '@aws-sdk/client-ssm';
import { afterEach, describe, expect, it } from 'vitest';
import type { Stage } from '../stage.ts';
import { searchForWebhooks } from './follow-run.ts';
import { type Probe, SOON } from './probe.ts';
import { printedByScripts } from './run-script.ts';

/** A text that a run has left, and where it is. */
interface Trace {
  readonly where: string;
  readonly text: string;
}

/**
 * Tests that a run leaves its webhooks nowhere but in SSM. They are random, so that nothing else holds them. It comes after all
 * other tests, whose traces it searches.
 */
export function describeCanary(stage: () => Stage, probe: () => Probe): void {
  describe('a webhook', () => {
    /** Stores another webhook, which the next message for the channel finds: no warm sender remembers the last one. */
    const store = async (Value: string) => {
      const { cloud, lambda } = stage();
      await cloud.clients.ssm.send(
        new PutParameterCommand({ Name: '/dev/SLACK_URL/data', Value, Type: 'SecureString', Overwrite: true }),
      );
      lambda.coolDown();
    };

    /** Webhooks to which nothing can be posted, whose errors may hold the address. */
    const unusable: Record<string, (url: URL) => string> = {
      'has no scheme': ({ host, pathname }) => host + pathname,
      'has another scheme': ({ host, pathname }) => `http://${host}${pathname}`,
      'leads to a port that nobody listens at': ({ pathname }) => `https://127.0.0.1:1${pathname}`,
      'leads to a host that is not there': ({ pathname }) => `https://hooks.slack.invalid${pathname}`,
    };

    afterEach(() => expect.poll(probe().isQueueEmpty, SOON).toBe(true));

    it.each(Object.entries(unusable))('that %s keeps its message until a good one is stored', async (what, toUrl) => {
      const webhook = stage().slack.webhookUrl('data');
      const text = `for a webhook that ${what}`;
      await store(toUrl(new URL(webhook)));
      const before = await probe().invocations('slack-sender');
      await probe().enqueue({ body: JSON.stringify({ text }), destination: 'data' });
      await expect.poll(() => probe().invocations('slack-sender'), SOON).toBeGreaterThan(before + 1);
      expect(probe().delivered(text)).toEqual([]);
      await store(webhook);
      // A sender that was at work meanwhile still knows the other one.
      const delivered = () => {
        stage().lambda.coolDown();
        return probe().delivered(text);
      };
      await expect.poll(delivered, SOON).toHaveLength(1);
    });

    it('that Slack does not know is not in what is dead-lettered because of it', async () => {
      const webhook = stage().slack.webhookUrl('data');
      await store(`${webhook}0`);
      await probe().enqueue({ body: '{"text":"for one that Slack does not know"}', destination: 'data' });
      const kept = async () => {
        const all = await probe().takeDeadLettered('undelivered_messages');
        return all.filter(({ Body = '' }) => Body.includes('for one that Slack does not know'));
      };
      await expect.poll(kept, SOON).toHaveLength(1);
      await store(webhook);
      expect(withWebhooks([{ where: 'dead-letter queue', text: JSON.stringify(await kept()) }])).toEqual([]);
    });

    it('is in no file of the run: logs, metrics, Terraform’s state and plans', async () => {
      const files = await filesOf(stage());
      expect(withWebhooks(files)).toEqual([]);
      expect(files.map(({ where }) => where.replace(/.*\//, ''))).toEqual(
        expect.arrayContaining([
          'terraform.tfstate',
          'terraform.log',
          'shipbell-dev-slack-sender.log',
          'shipbell-dev-codepipeline-handler.log',
        ]),
      );
      const text = files.map((file) => file.text).join('\n');
      for (const known of ['/dev/SLACK_URL', '"prior_state"', '"Namespace":"Shipbell"']) expect(text).toContain(known);
    });

    it('is in no dead-lettered message', async () => {
      const names = Object.keys(stage().deadLetterQueueUrls);
      for (const name of names) await probe().takeDeadLettered(name);
      const kept = JSON.stringify(await probe().takeDeadLettered(names[0] ?? ''));
      expect(withWebhooks([{ where: 'dead-letter queues', text: kept }])).toEqual([]);
      for (const reason of ['destination_refused', 'malformed_message', 'wrong_environment', 'RetriesExhausted']) {
        expect(kept).toContain(reason);
      }
    });

    it('is in nothing that a command printed, and in no line of progress', () => {
      const printed = printedByScripts().map((text, index) => ({ where: `command ${index + 1}`, text }));
      const progress = { where: 'progress', text: probe().progress.join('\n') };
      expect(withWebhooks([...printed, progress])).toEqual([]);
      const text = printed.map((trace) => trace.text).join('\n');
      for (const known of ['Nothing is wrong.', 'Redriven: ', 'the webhook is stored at'])
        expect(text).toContain(known);
      expect(progress.text).toContain('terraform apply');
    });

    it('is in nothing that the page gets, and in no message or refusal, which the demo prints', async () => {
      const { slack } = stage();
      const page = { where: 'page', text: await readPage(slack.pageUrl, slack.messages().at(-1)?.id) };
      const shown = { where: 'messages', text: JSON.stringify([slack.messages(), slack.refusals()]) };
      expect(withWebhooks([page, shown])).toEqual([]);
      expect(page.text).toContain('is live on');
    });

    it('is in no call to AWS but those that store and read it', () => {
      const calls = [...probe().callsWithWebhooks];
      // Commands, Terraform and this process sign their calls as `local`.
      const others = /^ssm:(GetParameter|GetParametersByPath|PutParameter) by local$/;
      expect(calls.filter((call) => !others.test(call))).toEqual(['ssm:GetParameter by shipbell-dev-slack-sender']);
    });

    const withWebhooks = (traces: readonly Trace[]): string[] => {
      const holdsWebhook = searchForWebhooks(stage());
      return traces.filter(({ text }) => holdsWebhook(text)).map(({ where }) => where);
    };
  });
}

/**
 * Returns the files of a run, without the provider's program. A saved plan is compressed: what it holds is in Terraform's
 * log, as `terraform show` writes it.
 */
async function filesOf({ directory, slack }: Stage): Promise<Trace[]> {
  const folders = [directory, dirname(slack.caCertificate)];
  const entries = await Promise.all(folders.map((folder) => readdir(folder, { recursive: true, withFileTypes: true })));
  const files = entries
    .flat()
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .filter((file) => !file.includes('/providers/'));
  return Promise.all(files.map(async (where) => ({ where, text: await readFile(where, 'latin1') })));
}

/** Returns all that the page loads: itself, its script, and the stream of messages to the one with this id. */
async function readPage(pageUrl: string, last: number | undefined): Promise<string> {
  const parts = await Promise.all(['', 'main.js'].map(async (path) => (await fetch(pageUrl + path)).text()));
  const reading = new AbortController();
  const { body } = await fetch(`${pageUrl}events`, { signal: reading.signal });
  let stream = '';
  for await (const chunk of body ?? []) {
    stream += Buffer.from(chunk).toString();
    if (stream.includes(`/${last}\nevent: message\n`) && stream.endsWith('\n\n')) break;
  }
  reading.abort();
  return [...parts, stream].join('\n');
}
