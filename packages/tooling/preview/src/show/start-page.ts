import { readFileSync } from 'node:fs';
import { extname } from 'node:path';
import { type Slack, saveScreenshot, startSlack } from '@shipbell/slack-emulator';
import { InputError } from '../input/input-error.ts';
import type { QueueMessage } from '../replies/aws-server.ts';
import { post } from './post.ts';

/** The page with the messages, as Slack draws them. */
export interface Page {
  readonly url: string;
  /** Shows these messages and no others. Resolves with why Slack would refuse some of them. */
  show(messages: readonly QueueMessage[]): Promise<readonly string[]>;
  /** Saves a picture of each channel, the first one in the file. Resolves with the files. */
  save(file: string): Promise<readonly string[]>;
  close(): Promise<void>;
}

/** Starts the page. Each time that other messages are shown, a new Slack takes the place of the old one, at the same address. */
export async function startPage(): Promise<Page> {
  let slack = await startSlack(workspaceOf([]));
  const url = slack.pageUrl;
  let shown: readonly QueueMessage[] = [];
  return {
    url,
    show: async (messages) => {
      shown = messages;
      await slack.close();
      slack = await startSlack({ ...workspaceOf(messages), port: Number(new URL(url).port) });
      return postAll(slack, messages);
    },
    save: async (file) => {
      const files: string[] = [];
      for (const destination of destinationsOf(shown)) {
        const name = files.length === 0 ? file : withSuffix(file, destination);
        const expectedMessages = shown.filter((message) => message.destination === destination).length;
        await saveScreenshot({ pageUrl: `${url}#${destination}`, file: name, expectedMessages }).catch((error) => {
          throw explained(error, name);
        });
        files.push(name);
      }
      return files;
    },
    close: () => slack.close(),
  };
}

function workspaceOf(messages: readonly QueueMessage[]) {
  const destinations = destinationsOf(messages);
  const channels = Object.fromEntries(destinations.map((destination) => [destination, destination]));
  return { workspace: 'Preview', channels: destinations.length === 0 ? { default: 'default' } : channels };
}

function destinationsOf(messages: readonly QueueMessage[]): readonly string[] {
  return [...new Set(messages.map(({ destination }) => destination))];
}

async function postAll(slack: Slack, messages: readonly QueueMessage[]): Promise<readonly string[]> {
  const ca = readFileSync(slack.caCertificate, 'utf8');
  for (const { destination, body } of messages) await post(slack.webhookUrl(destination), body, ca);
  return slack.refusals().map(({ destination, body, reason }) => `${destination}: ${reason ?? body}`);
}

/** Returns the error with which a picture was not saved, as an `InputError` where the file's place or the machine is why. */
function explained(error: unknown, file: string): unknown {
  if (error instanceof AggregateError) return new InputError(error.message, { cause: error });
  const { code, message } = error as NodeJS.ErrnoException;
  if (typeof code !== 'string') return error;
  const why = code === 'EISDIR' ? 'it is a folder' : message;
  return new InputError(`${file}: ${why}; expected a file that can be written.`, { cause: error });
}

function withSuffix(file: string, suffix: string): string {
  const extension = extname(file);
  return `${file.slice(0, file.length - extension.length)}-${suffix}${extension}`;
}
