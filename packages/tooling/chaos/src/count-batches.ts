import type { Ledger } from './ledger.ts';

/** Batches of the sender that held several messages of one group. */
export interface Batches {
  readonly ofSeveral: number;
  /** Of those: whose process was killed in the middle. */
  readonly killed: number;
}

/** How often order was at stake within a batch. */
export function countBatches({ facts }: Pick<Ledger, 'facts'>): Batches {
  const groups = new Map(facts.flatMap((fact) => (fact.kind === 'enqueued' ? [[fact.id, fact.group]] : [])));
  const isOfSeveral = ({ ids }: { ids: readonly string[] }) => {
    const known = ids.flatMap((id) => groups.get(id) ?? []);
    return new Set(known).size < known.length;
  };
  return {
    ofSeveral: facts.filter((fact) => fact.kind === 'began').filter(isOfSeveral).length,
    killed: facts.filter((fact) => fact.kind === 'killed').filter(isOfSeveral).length,
  };
}
