import type { Investigation } from '../investigation.ts';
import { type Deployment, isRepetition } from './deployment.ts';
import { findSameRevision, namedSource, type Places } from './find-earlier-source.ts';
import { findExecution } from './find-execution.ts';
import type { FoundSource } from './found-source.ts';
import { notShown, unknownRepetition } from './not-shown.ts';
import { sourceOfExecution } from './source-of-execution.ts';

/** Milliseconds before another look, while the pipeline may not show yet that it made the deployment. */
const PAUSES_MS = [2_000, 4_000];
const YOUNG_MS = 2 * 60_000;

type Clock = Pick<Investigation, 'pause' | 'now' | 'signal'>;

/**
 * Which commit the deployment brought: that of the pipeline execution whose action made it, or made an earlier one of
 * the same bundle, as far as that can be read before the signal ends the search. Never throws.
 */
export async function findSource(deployment: Deployment, places: Places, clock: Clock): Promise<FoundSource> {
  const named = namedSource(deployment);
  if (named) return named;
  const first = isRepetition(deployment) ? NOTHING : await lookAround(deployment, places);
  if (first.found) return first.found;
  const same = await findSameRevision(deployment, places);
  if (same.value) return same.value;
  if (isRepetition(deployment)) return unknownRepetition(deployment, same.failure, places);
  const { found, doubts } = await lookAgain(first, deployment, places, clock);
  return found ?? notShown(deployment, doubts, places);
}

interface Look {
  readonly found: FoundSource | undefined;
  /** Why each pipeline that was looked at does not show the deployment. */
  readonly doubts: ReadonlyMap<string, string>;
  /** Another look would find the same. */
  readonly isFinal: boolean;
}

const NOTHING: Look = { found: undefined, doubts: new Map(), isFinal: true };

/** At each pipeline that may have made the deployment, until one shows that it has. */
async function lookAround(deployment: Deployment, { candidates, histories }: Places): Promise<Look> {
  const doubts = new Map<string, string>();
  let isFinal = true;
  for await (const pipeline of candidates.pipelines()) {
    const history = histories.of(pipeline);
    const sighting = await findExecution(deployment, history);
    if (sighting.executionId !== undefined) {
      return { found: await sourceOfExecution(history, sighting.executionId), doubts, isFinal: true };
    }
    doubts.set(pipeline, sighting.doubt);
    isFinal &&= sighting.isFinal;
  }
  return { found: undefined, doubts, isFinal };
}

/** The notification of a deployment that has just begun can be faster than the pipeline's own state. */
async function lookAgain(first: Look, deployment: Deployment, places: Places, clock: Clock): Promise<Look> {
  let look = first;
  for (const pause of isYoung(deployment, clock.now()) ? PAUSES_MS : []) {
    if (look.isFinal || clock.signal.aborted) return look;
    await clock.pause(pause);
    places.histories.forget();
    look = await lookAround(deployment, places);
    if (look.found) return look;
  }
  return look;
}

function isYoung({ createdAt }: Deployment, now: number): boolean {
  return createdAt !== undefined && now - createdAt.getTime() < YOUNG_MS;
}
