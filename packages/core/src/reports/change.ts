import type { RevisionName } from './source.ts';

/** What a deployment changed: its commit against that of the last successful deployment to the same place. */
export type Change =
  /** Nothing was deployed successfully to this place before, as far as its history goes back. */
  | { readonly kind: 'first' }
  /** The same commit was live already. */
  | { readonly kind: 'same'; readonly previous: Previous }
  | {
      /** `back`: the commit is older than the one that it replaced. */
      readonly kind: 'forward' | 'back';
      readonly previous: Previous;
      /**
       * The repository's page of all commits between the two, from the older to the newer, whichever is live now;
       * undefined where the repository has no known one.
       */
      readonly compareUrl: string | undefined;
    }
  | { readonly kind: 'unknown'; readonly reason: string };

/** What was live before. */
export interface Previous extends RevisionName {
  readonly deployedAt: Date | undefined;
}
