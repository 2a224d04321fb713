import type { Logger } from '@shipbell/core/runtime';
import type { DomainEvent } from '../parse-event.ts';
import { subjectOf } from './ignored.ts';

type Finding = { readonly kind: string; readonly reason?: string } | undefined;

/** What could not be found out, and why, as the message says it too. */
export function logUnknowns(event: DomainEvent, findings: Readonly<Record<string, Finding>>, log: Logger): void {
  for (const [what, found] of Object.entries(findings)) {
    if (found?.kind !== 'unknown') continue;
    log.warn(`Not found out: ${what}`, { ...subjectOf(event), reason: found.reason });
  }
}
