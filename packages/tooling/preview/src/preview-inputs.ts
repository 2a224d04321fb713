import { type Options, readsAws } from './arguments.ts';
import { findEvents } from './input/find-events.ts';
import type { PreviewEvent } from './input/preview-event.ts';
import { readText } from './input/read-json.ts';
import { type Previewed, type PreviewOptions, previewEvents } from './preview-events.ts';
import { readDeploymentEvent, readExecutionEvent } from './real/read-event.ts';
import { readReplies } from './replies/replies.ts';
import type { Settings } from './settings/settings.ts';

/** What becomes of the events, and what a person should know besides. */
export interface PreviewedInputs {
  readonly previewed: readonly Previewed[];
  readonly notes: readonly string[];
}

/** Reads the events, the replies and the settings, and resolves with what becomes of the events. */
export async function previewInputs(options: Options, settings: Settings | undefined): Promise<PreviewedInputs> {
  const replies = readReplies(options.replies);
  const { deployedFor, warnings } = collectWarnings(settings?.read());
  const previewed = await previewEvents(await eventsOf(options), {
    answerFor: () => replies.answer,
    deployedFor,
    readsAws: readsAws(options),
  });
  const unused = replies.unused().map((file) => `${file} was not used: no call asked for what it answers.`);
  return { previewed, notes: [...warnings, ...unused] };
}

async function eventsOf({ executionArns, deploymentIds, files }: Options): Promise<readonly PreviewEvent[]> {
  return [
    ...(await Promise.all(executionArns.map(readExecutionEvent))),
    ...(await Promise.all(deploymentIds.map(readDeploymentEvent))),
    ...files.flatMap((file) => findEvents(readText(file, 'an event'), file)),
  ];
}

/** Returns the same, which now collects Terraform's warnings, each once. */
function collectWarnings(deployedFor: ReturnType<Settings['read']> | undefined) {
  const warnings = new Set<string>();
  const collecting: PreviewOptions['deployedFor'] =
    deployedFor &&
    (async ({ location }) => {
      const deployed = await deployedFor(location);
      for (const warning of deployed.warnings) warnings.add(`${warning}\n`);
      return deployed;
    });
  return { deployedFor: collecting, warnings };
}
