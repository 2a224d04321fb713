import {
  DEAD_LETTERING_FAULTS,
  type DeadLetteringFault,
  ENQUEUE_FAULTS,
  type EnqueueFault,
  LOST_EVENTS,
  type LostEvent,
  POST_FAULTS,
  type PostFault,
} from './fault-kinds.ts';
import {
  DESTINATIONS,
  type Notification,
  PLACEHOLDER,
  type Poison,
  REVOKED,
  type Route,
  toId,
  UNREACHABLE,
} from './notification.ts';
import { choose, createRandom, type Random } from './random.ts';

/** What happens in a run and what goes wrong, drawn from its seed. */
export interface Plan {
  /** What is published, burst by burst: each is for one destination. */
  readonly bursts: Notification[][];
  /** The faults that wait for a notification, by its id. */
  readonly postFaults: Map<string, PostFault[]>;
  /** The event that never comes, by the id of a notification that has two. */
  readonly lostEvents: Map<string, LostEvent>;
  readonly enqueueFaults: Map<string, EnqueueFault[]>;
  readonly deadLetteringFaults: Map<string, DeadLetteringFault[]>;
  /** How many posts a webhook takes before it is revoked. */
  readonly revokedAfterPosts: number;
  /** How many webhooks the functions read before they may read none for a while. */
  readonly deniedAfterReads: number;
  /** How many posts a channel takes before a page of HTML answers for it. */
  readonly unreachableAfterPosts: number;
  /** How many messages are dead-lettered before somebody stores the webhook that is missing or revoked, or mends what answers in Slack's place. */
  readonly repairedAfterDeadLettered: number;
  /** Decides where a fault recurs. */
  readonly random: Random;
}

const LONGEST_BURST = 25;
const ROUTES: Record<Route, number> = { topic: 15, rule: 15, pipeline: 15, queue: 55 };
const POISONS: Record<Poison, number> = {
  no_json: 1,
  wrong_environment: 1,
  bad_destination: 1,
  no_webhook: 1,
  refused_block: 1,
  unanswered_block: 1,
  refused_image: 1,
  unanswered_image: 1,
};
/** A refused block is dead-lettered beside a post, and an image is left out; dead-lettering is all that becomes of other poison. */
const POSTED: ReadonlySet<Poison> = new Set<Poison>([
  'refused_block',
  'unanswered_block',
  'refused_image',
  'unanswered_image',
]);
/** The channels that take nothing for a part of the run. */
const OFTEN_DEAD_LETTERED: ReadonlySet<string> = new Set([PLACEHOLDER, REVOKED, UNREACHABLE]);
/** Fractions of the notifications. */
const POISONED = 0.08;
const FOLDABLE = 0.85;
const TWICE = 0.08;
/** The fraction of a pipeline's deployments of which one of both events is lost. */
const HALF_REPORTED = 2 / 3;
/** Fractions that meet a fault, for each kind; a slow one costs the sender ten seconds, or a whole batch. */
const FAULTY = 0.012;
const SLOWLY_FAULTY = 0.004;
const SLOW: ReadonlySet<string> = new Set([
  'hang',
  'answer_hangs',
  'answer_drips',
  'sender_killed_before_delivery',
  'sender_killed_after_delivery',
]);

/** Draws the plan of a run of so many notifications. */
export function createPlan(messages: number, seed: number): Plan {
  const random = createRandom(seed);
  const bursts = drawBursts(messages, random);
  const all = bursts.flat();
  // What is never posted, or dead-lettered half of the time, would leave its faults unplayed.
  const ordinary = all.filter(({ destination }) => !OFTEN_DEAD_LETTERED.has(destination));
  const sound = ordinary.filter(({ poison }) => poison === undefined);
  const handled = sound.filter(({ route }) => route !== 'queue');
  const deadLettered = ordinary.filter(({ poison }) => poison !== undefined && !POSTED.has(poison));
  return {
    bursts,
    postFaults: drawFaults(POST_FAULTS, sound, messages, random),
    lostEvents: drawLostEvents(handled, random),
    enqueueFaults: drawFaults(ENQUEUE_FAULTS, handled, messages, random),
    deadLetteringFaults: drawFaults(DEAD_LETTERING_FAULTS, deadLettered, messages, random),
    revokedAfterPosts: 2,
    deniedAfterReads: 1 + Math.floor(random('denied') * 5),
    unreachableAfterPosts: 1,
    repairedAfterDeadLettered: Math.max(2, Math.round(messages / 200)),
    random,
  };
}

function drawBursts(messages: number, random: Random): Notification[][] {
  const bursts: Notification[][] = [];
  for (let drawn = 0; drawn < messages; ) {
    const burst = bursts.length;
    const destination = destinationOf(burst, random);
    const size = Math.min(1 + Math.floor(random('size', burst) ** 2 * LONGEST_BURST), messages - drawn);
    bursts.push(Array.from({ length: size }, (_, index) => drawNotification(destination, drawn + index, random)));
    drawn += size;
  }
  return bursts;
}

/** Returns the destination of a burst: all in turn, in another order each round, so that a short run reaches each. */
function destinationOf(burst: number, random: Random): string {
  const round = Math.floor(burst / DESTINATIONS.length);
  const turns = DESTINATIONS.toSorted((a, b) => random('turn', round, a) - random('turn', round, b));
  return turns[burst % DESTINATIONS.length] ?? 'default';
}

function drawNotification(destination: string, index: number, random: Random): Notification {
  const id = toId(destination, index);
  const poison = random('poisoned', id) < POISONED ? choose(POISONS, random('poison', id)) : undefined;
  return {
    id,
    destination,
    route: poison ? 'queue' : choose(ROUTES, random('route', id)),
    poison,
    foldable: random('foldable', id) < FOLDABLE,
    twice: random('twice', id) < TWICE,
  };
}

/** Draws an event that is lost for some of a pipeline's deployments, never both: the two kinds take turns. */
function drawLostEvents(notifications: readonly Notification[], random: Random): Map<string, LostEvent> {
  const chosen = notifications.filter(
    ({ id, route }) => route === 'pipeline' && random('half_reported', id) < HALF_REPORTED,
  );
  return new Map(chosen.map(({ id }, n) => [id, LOST_EVENTS[n % LOST_EVENTS.length] ?? LOST_EVENTS[0]]));
}

/** Draws faults of all these kinds for some of the notifications; one may meet several, one after the other. */
function drawFaults<Kind extends string>(
  kinds: readonly Kind[],
  notifications: readonly Notification[],
  messages: number,
  random: Random,
): Map<string, Kind[]> {
  const faults = new Map<string, Kind[]>();
  if (notifications.length === 0) return faults;
  for (const kind of kinds) {
    const count = Math.max(1, Math.round(messages * (SLOW.has(kind) ? SLOWLY_FAULTY : FAULTY)));
    for (let n = 0; n < count; n += 1) {
      const chosen = notifications[Math.floor(random(kind, n) * notifications.length)];
      if (chosen) faults.set(chosen.id, [...(faults.get(chosen.id) ?? []), kind]);
    }
  }
  return faults;
}
