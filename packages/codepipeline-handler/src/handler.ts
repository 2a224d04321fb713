import { type Enqueue, eachRecord, type Logger } from '@shipbell/core/runtime';
import { createReadsOf } from './aws/create-reads.ts';
import { type LambdaContext, ownPlace } from './aws/own-place.ts';
import type { Reads } from './aws/reads.ts';
import type { AdditionalEvent, DeploymentSetting } from './config.ts';
import type { PipelineDirectory } from './investigation.ts';
import type { NotificationContext } from './notifications/context.ts';
import { toNotification } from './notifications/to-notification.ts';
import { parseRecord, recordsOf } from './parse-event.ts';

export interface Dependencies {
  readonly environment: string;
  readonly deployments: readonly DeploymentSetting[];
  readonly additionalEvents: readonly AdditionalEvent[];
  readonly log: Logger;
  /** What can be asked of a region; undefined is the function's own. */
  readonly readsIn: (region: string | undefined) => Reads;
  readonly directory: PipelineDirectory;
  /** Ends early, without an error, when the signal says so. */
  readonly pause: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  readonly now: () => number;
  readonly enqueue: Enqueue;
  /** Begins the time that may be spent on looking things up for one event. */
  readonly timeLimit: () => AbortSignal;
}

/** Called by AWS with an SNS event or an EventBridge event; every record of it that is told becomes a message on the queue. */
export function createHandler(dependencies: Dependencies) {
  return async (event: unknown, lambda?: LambdaContext) => {
    const context = contextOf(dependencies, lambda);
    await eachRecord(recordsOf(event), async (record) => {
      const notification = await toNotification(parseRecord(record), context);
      if (notification) await dependencies.enqueue(notification);
    });
  };
}

function contextOf(dependencies: Dependencies, lambda: LambdaContext | undefined): NotificationContext {
  const { environment, deployments, additionalEvents, log, directory, pause, now } = dependencies;
  const readsOf = createReadsOf(dependencies.readsIn, ownPlace(lambda));
  const signal = dependencies.timeLimit();
  const investigationOf: NotificationContext['investigationOf'] = (place) => ({
    reads: readsOf(place),
    directory,
    pause: (milliseconds) => pause(milliseconds, signal),
    now,
    signal,
  });
  return { environment, deployments, additionalEvents, log, investigationOf };
}
