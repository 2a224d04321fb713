/** Which commit was deployed and how certain that is, or why it is unknown. */
export type DeployedSource =
  | {
      readonly kind: 'known';
      /**
       * `exact`: the pipeline execution that made this deployment. `latest`: the newest in Source, maybe not deployed.
       */
      readonly certainty: 'exact' | 'latest';
      /** Why it is uncertain; undefined where it is exact. */
      readonly doubt: string | undefined;
      /** Undefined where no pipeline brought the commit: CodeDeploy takes revisions from GitHub as well. */
      readonly pipeline: string | undefined;
      /** The pipeline's region, where that is another than the report's. */
      readonly pipelineRegion: string | undefined;
      /** The pipeline execution that brought it; undefined where that is uncertain or no pipeline did. */
      readonly executionId: string | undefined;
      /** One revision for each source action. */
      readonly revisions: readonly [Revision, ...Revision[]];
    }
  | {
      readonly kind: 'unknown';
      readonly reason: string;
      /** The pipeline that may have brought it; undefined where none is known to exist. */
      readonly pipeline: string | undefined;
      readonly pipelineRegion: string | undefined;
      /** The name of the S3 object that was deployed, where it has one. */
      readonly bundle?: string | undefined;
    };

/** One source action's revision: a commit, an S3 version or an image digest. */
export interface Revision {
  /** Name of the source action, or of its artifact. */
  readonly action: string;
  readonly id: string;
  /** The first line of its author's text; undefined where there is none. */
  readonly title: string | undefined;
  /** The name of an image or an object, which has no text of an author. */
  readonly name?: string | undefined;
  /** The text below the title's line, without lines for tools; empty where there is none. */
  readonly body: string;
  /** The pull or merge request that brought it, where one is known. */
  readonly request?: PullRequest | undefined;
  /** Who wrote it, where AWS names somebody. */
  readonly author: string | undefined;
  /** The author's address, by which a team's settings know who it is; no message shows it. */
  readonly authorEmail?: string | undefined;
  /** The branch, tag, pull request or object that it came from. */
  readonly ref: RevisionRef | undefined;
  /** The name of the repository or bucket that holds it; undefined where that is unknown or the title says it. */
  readonly repository?: string | undefined;
  readonly commitUrl: string | undefined;
  /** The branch's page, or another page of the source. */
  readonly entityUrl: string | undefined;
}

/** A name by which a repository leads to a revision. */
export interface RevisionRef {
  readonly kind: 'branch' | 'tag' | 'pull request' | 'object';
  readonly name: string;
}

/** A pull or merge request. */
export interface PullRequest {
  /** `#612`, or `!345` as GitLab writes it. */
  readonly label: string;
  /** Its page on the repository's own host; undefined where the host is unknown or not the one that writes so. */
  readonly url: string | undefined;
}

/** The part of a revision that a sentence needs to name it, and whose it is. */
export type RevisionName = Pick<Revision, 'id' | 'title' | 'name' | 'request'> &
  Partial<Pick<Revision, 'author' | 'authorEmail'>>;

/** How a deployment's commit differs from that of the last successful deployment to the same target. */
export type Change =
  /** The history of the target holds no successful deployment before this one. */
  | { readonly kind: 'first' }
  /** The same commit was live already. */
  | { readonly kind: 'same'; readonly previous: Previous }
  | {
      /** `back`: the commit is older than the one that it replaced. */
      readonly kind: 'forward' | 'back';
      readonly previous: Previous;
      /**
       * The repository's page of all commits between the two, from the older to the newer, whichever is live now;
       * undefined where the repository has no such page.
       */
      readonly compareUrl: string | undefined;
    }
  | { readonly kind: 'unknown'; readonly reason: string };

/** The revision that was live before. */
export interface Previous extends RevisionName {
  readonly deployedAt: Date | undefined;
}
