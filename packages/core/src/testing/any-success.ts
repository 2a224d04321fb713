import fc from 'fast-check';
import { anyText, maybe } from './any-source.ts';

const date = fc.date({ noInvalidDate: false });

export const anyRecovery = maybe(
  fc.oneof(
    fc.record({
      kind: fc.constant('known' as const),
      failures: fc.integer({ min: 1 }),
      isCut: fc.boolean(),
      since: maybe(date),
    }),
    fc.record({ kind: fc.constant('unknown' as const), reason: anyText }),
  ),
);

export const anySlowness = maybe(
  fc.oneof(
    fc.record({ kind: fc.constant('slow' as const), typicalMs: fc.nat() }),
    fc.record({ kind: fc.constant('unknown' as const), reason: anyText }),
  ),
);
