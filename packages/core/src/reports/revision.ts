/** Which commit was deployed, with how sure that is, or why it is not known. */
export type DeployedSource =
  | {
      readonly kind: 'known';
      /** `exact`: the pipeline execution that made this deployment. `latest`: the newest in Source, maybe not deployed. */
      readonly certainty: 'exact' | 'latest';
      /** Why it is not certain; undefined where it is exact. */
      readonly doubt: string | undefined;
      /** Undefined where the deployment itself names its commit: CodeDeploy takes revisions from GitHub as well. */
      readonly pipeline: string | undefined;
      /** The pipeline execution that brought it; undefined where it is not certain, or no pipeline's. */
      readonly executionId: string | undefined;
      /** One for each source action; never empty. */
      readonly revisions: readonly [Revision, ...Revision[]];
    }
  | { readonly kind: 'unknown'; readonly reason: string; readonly pipeline: string | undefined };

/** One source action's revision: a commit, an S3 version or an image digest. */
export interface Revision {
  /** Name of the source action, or of its artifact. */
  readonly action: string;
  readonly id: string;
  readonly title: string | undefined;
  /** What follows the title's line; empty where nothing does. */
  readonly body: string;
  /** Who wrote it, where AWS names somebody. */
  readonly author: string | undefined;
  /** The branch, tag or pull request that it came from. */
  readonly ref: RevisionRef | undefined;
  readonly commitUrl: string | undefined;
  /** The branch's page, or another page of the source. */
  readonly entityUrl: string | undefined;
}

export interface RevisionRef {
  readonly kind: 'branch' | 'tag' | 'pull request';
  readonly name: string;
}

/** As much of a revision as it takes to mention it. */
export type RevisionName = Pick<Revision, 'id' | 'title'>;

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
