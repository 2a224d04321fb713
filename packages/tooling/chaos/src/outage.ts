import type { FactLogWriter } from './fact-log.ts';
import type { Outage } from './fault-kinds.ts';
import { scaledMs } from './time-scale.ts';

interface OutageOptions {
  readonly outage: Outage;
  /** How many occasions come before it. */
  readonly after: number;
  readonly log: FactLogWriter;
  /** Ten minutes when left out: a third of the sender's patience. */
  readonly lastsSeconds?: number;
  readonly now?: (() => number) | undefined;
}

/** Returns an outage, which begins at an occasion and is over after its time, or when somebody ends it. */
export function createOutage({ outage, after, log, lastsSeconds = 600, now = () => performance.now() }: OutageOptions) {
  let occasions = 0;
  let state: 'ahead' | 'on' | 'over' = 'ahead';
  let until = 0;
  const end = () => {
    if (state === 'on') log.record({ kind: 'outage', outage, state: 'over' });
    state = 'over';
  };
  /** Returns whether this occasion meets the outage. */
  const isOn = (): boolean => {
    occasions += 1;
    if (state === 'ahead' && occasions > after) {
      state = 'on';
      until = now() + scaledMs(lastsSeconds);
      log.record({ kind: 'outage', outage, state: 'began' });
    }
    if (state === 'on' && now() >= until) end();
    if (state === 'on') log.play(outage);
    return state === 'on';
  };
  return { isOn, end };
}
