import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { SlackPayload } from '../protocol.ts';

/** A message that a fixture of a handler becomes. */
export interface Example {
  /** The fixture's name; where it becomes several messages, with the message's number. */
  readonly title: string;
  /** What the message is about: `deployment`, `pipeline`, `execution`, … */
  readonly kind: string;
  /** How that stands: `failed`, `waiting`, … */
  readonly status: string;
  readonly payload: SlackPayload;
}

const PACKAGES = fileURLToPath(new URL('../../../../', import.meta.url));
const END = '.slack.json';

/** Returns the messages of all fixtures of the handlers, by kind and status. */
export async function readExamples(): Promise<Example[]> {
  const examples: Example[] = [];
  for (const folder of ['codepipeline-handler', 'sfn-history-handler'].map((name) =>
    join(PACKAGES, name, 'fixtures'),
  )) {
    const files = (await readdir(folder, { recursive: true })).filter((file) => file.endsWith(END)).sort();
    for (const file of files)
      examples.push(...examplesOf(basename(file, END), await readFile(join(folder, file), 'utf8')));
  }
  return examples.sort((one, other) => groupOf(one).localeCompare(groupOf(other)));
}

/** Returns the name of the group that an example belongs to. */
export function groupOf({ kind, status }: Example): string {
  return `${kind}-${status}`;
}

/** A notification of the deployments handler, which a fixture of it lists. */
interface Notification {
  readonly identity: readonly unknown[];
  readonly message: SlackPayload;
}

/**
 * Returns the examples in a file: a list of notifications, or one message about an execution of a state machine, or null for
 * none.
 */
export function examplesOf(name: string, json: string): Example[] {
  const content: readonly Notification[] | SlackPayload | null = JSON.parse(json);
  if (content === null) return [];
  const notifications = 'length' in content ? content : [{ identity: ['execution'], message: content }];
  return notifications.map(({ identity: [source], message }, index) => ({
    title: notifications.length > 1 ? `${name} ${index + 1}` : name,
    kind: KINDS[String(source)] ?? String(source),
    status: statusOf(message.text ?? ''),
    payload: message,
  }));
}

/** What a notification is about, by the first part of its identity. */
const KINDS: Readonly<Record<string, string>> = {
  codedeploy: 'deployment',
  'codedeploy-instance': 'instance',
  codepipeline: 'pipeline',
  event: 'other',
};

/** How that stands, by the emoji with which a headline begins. */
const STATUSES: Readonly<Record<string, string>> = {
  '✅': 'succeeded',
  '☑️': 'done',
  '⚠️': 'warning',
  '❌': 'failed',
  '⏱️': 'timed-out',
  '⏹️': 'stopped',
  '↩️': 'rolled-back',
  '⏭️': 'superseded',
  '⏸️': 'ready',
  '🕒': 'queued',
  '✋': 'waiting',
  '👍': 'approved',
  '👎': 'rejected',
  '🚀': 'started',
  '▶️': 'under-way',
  ℹ️: 'notice',
};

function statusOf(text: string): string {
  return STATUSES[text.split(' ', 1)[0] ?? ''] ?? 'unknown';
}
