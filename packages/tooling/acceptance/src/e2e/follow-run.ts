import type { RunningInvocation } from '@shipbell/aws-emulator';
import { CHANNELS } from '../demo/scenes.ts';
import type { Stage, StageOptions } from '../stage.ts';
import { createSecretSearch } from './secret-search.ts';

/** What is seen of a run while it goes on. */
export interface Seen {
  /** The lines of progress, which the demo prints too. */
  readonly progress: readonly string[];
  /** The calls to AWS that held a webhook, in what was asked or answered, each once: `ssm:GetParameter by <access key>`. */
  readonly callsWithWebhooks: ReadonlySet<string>;
  /** The functions' invocations, as they began. */
  readonly invoked: readonly RunningInvocation[];
}

/** Returns a function that says whether a text holds a webhook of the stage, or a part of its path. */
export function searchForWebhooks({ slack }: Pick<Stage, 'slack'>): (text: string) => boolean {
  const paths = Object.keys(CHANNELS).map((destination) => new URL(slack.webhookUrl(destination)).pathname);
  const parts = paths.flatMap((path) => path.split('/'));
  return createSecretSearch(parts.filter((part) => part !== '' && part !== 'services'));
}

/** Returns the options with which a stage is followed from its start, and what is seen; `begin` says that it has started. */
export function followRun(): {
  options: Pick<StageOptions, 'interfere' | 'onInvocation' | 'progress'>;
  begin(stage: Stage): void;
  seen: Seen;
} {
  const progress: string[] = [];
  const callsWithWebhooks = new Set<string>();
  const invoked: RunningInvocation[] = [];
  let holdsWebhook = (_text: string) => false;
  return {
    seen: { progress, callsWithWebhooks, invoked },
    begin: (stage) => {
      holdsWebhook = searchForWebhooks(stage);
    },
    options: {
      interfere: async (request, answer) => {
        const response = await answer(request);
        const { service, operation, accessKey, path, body } = request;
        const texts = [path, body.toString(), response.body.toString()];
        if (texts.some(holdsWebhook)) callsWithWebhooks.add(`${service}:${operation} by ${accessKey}`);
        return response;
      },
      onInvocation: (invocation) => void invoked.push(invocation),
      progress: (line) => {
        progress.push(line);
        console.log(line);
      },
    },
  };
}
