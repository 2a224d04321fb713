import type { LinkStyle, Notification } from '@shipbell/core';
import { type Enqueue, eachRecord, type Logger, type Metrics, withFields } from '@shipbell/core/runtime';
import { approvalNotification } from './approval/notify.ts';
import { createReadsOf, isAnother, type LambdaContext, ownLocation, type Reads } from './aws/reads.ts';
import type { AdditionalEvent, Config } from './config.ts';
import { fieldsOf, ignored, type NotificationContext } from './context.ts';
import { deploymentNotification, endedDeploymentNotifications } from './deployment/notify.ts';
import { createEnqueued, type Enqueued } from './enqueued.ts';
import { eventRefOf, recordsOf } from './envelope/unwrap.ts';
import { executionNotifications } from './execution/notify.ts';
import { instanceNotification } from './instance/notify.ts';
import { otherNotification } from './other/notify.ts';
import { type DomainEvent, parseRecord } from './parse-event.ts';
import type { PipelineDirectory } from './pipelines/directory.ts';
import { additionalEventOf } from './policy.ts';
import { stageOrActionNotification } from './stage-and-action/notify.ts';

/** Everything that the handler needs, which `container.ts` makes. */
export interface Dependencies extends Pick<Config, 'deployments' | 'defaults'> {
  readonly environment: string;
  readonly linkStyle: LinkStyle;
  readonly additionalEvents: readonly AdditionalEvent[];
  readonly log: Logger;
  readonly metrics: Metrics;
  /** Returns the reads of a region; the undefined region is the function's own. */
  readonly readsIn: (region: string | undefined) => Reads;
  readonly directory: PipelineDirectory;
  /** Waits so many milliseconds, and ends early, without an error, when the signal aborts. */
  readonly pause: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  readonly now: () => number;
  readonly enqueue: Enqueue;
  /** Returns a signal that aborts when the searches for one event have taken as long as they may. */
  readonly timeLimit: () => AbortSignal;
}

/**
 * Returns the handler that AWS calls with an SNS event or an EventBridge event. Every record that is reported becomes a
 * message on the queue.
 */
export function createHandler(dependencies: Dependencies) {
  const enqueued = createEnqueued(dependencies.now);
  return async (event: unknown, lambda?: LambdaContext) => {
    const over = new AbortController();
    const context = contextOf(dependencies, enqueued, over.signal, lambda);
    const handled = eachRecord(recordsOf(event), async (record) => {
      const ref = eventRefOf(record);
      const log = withFields(context.log, { correlationId: ref.correlationId });
      const event = parseRecord(record);
      for (const notification of await toNotifications(event, { ...context, log })) {
        if (notification === undefined) continue;
        await dependencies.enqueue(notification, ref, withFields(log, fieldsOf(event)));
        enqueued.add(notification.identity);
      }
    });
    // Lambda freezes the container then, and a read that nobody waits for any more would go on with the next event.
    await handled.finally(() => over.abort());
  };
}

function contextOf(
  dependencies: Dependencies,
  enqueued: Enqueued,
  over: AbortSignal,
  lambda: LambdaContext | undefined,
): NotificationContext {
  const { environment, linkStyle, deployments, defaults, additionalEvents, log, metrics } = dependencies;
  const { directory, pause, now } = dependencies;
  const own = ownLocation(lambda);
  const readsOf = createReadsOf(dependencies.readsIn, own);
  const signal = AbortSignal.any([dependencies.timeLimit(), over]);
  const searchIn: NotificationContext['searchIn'] = (location) => ({
    location,
    reads: readsOf(location),
    elsewhere:
      own.region !== undefined && isAnother(location.region, own.region) && !isAnother(location.account, own.account)
        ? { region: own.region, reads: readsOf(own) }
        : undefined,
    directory,
    pause: (milliseconds) => pause(milliseconds, signal),
    now,
    signal,
  });
  return { environment, linkStyle, deployments, defaults, additionalEvents, log, metrics, enqueued, searchIn };
}

type Notifications = readonly (Notification | undefined)[];

/**
 * Returns the notifications that an event leads to; an undefined one stands for what is not reported, of which the log
 * says why. The deployment of an action that has ended is reported whether actions are asked for or not.
 */
async function toNotifications(event: DomainEvent, context: NotificationContext): Promise<Notifications> {
  const ofAction =
    event.kind === 'action' && event.deploymentId
      ? await endedDeploymentNotifications([event.deploymentId], event, context.searchIn(event), context)
      : [];
  const topic = additionalEventOf(event);
  const own =
    topic === undefined || context.additionalEvents.includes(topic)
      ? await ownNotifications(event, context)
      : [ignored(`ADDITIONAL_EVENTS does not ask for ${topic}`, event, context.log)];
  return [...ofAction, ...own];
}

async function ownNotifications(event: DomainEvent, context: NotificationContext): Promise<Notifications> {
  switch (event.kind) {
    case 'deployment':
      return [await deploymentNotification(event, context)];
    case 'pipeline':
      return executionNotifications(event, context);
    case 'stage':
    case 'action':
      return [await stageOrActionNotification(event, context)];
    case 'approval':
      return [await approvalNotification(event, context)];
    case 'instance':
      return [await instanceNotification(event, context)];
    case 'other':
      return [await otherNotification(event, context)];
  }
}
