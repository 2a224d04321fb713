import type { PipelineStatus, RevisionRef } from '@shipbell/core';
import type { Place } from '../aws/reads.ts';

/** A pipeline execution changed its state. */
export interface PipelineEvent extends Place {
  readonly kind: 'pipeline';
  readonly pipeline: string;
  readonly executionId: string;
  readonly status: PipelineStatus;
  /** The state as AWS spelled it. */
  readonly statusText: string;
  /** Which try of the execution it is, counted from 1; undefined for events of old. */
  readonly attempt: number | undefined;
  readonly startedAt: Date | undefined;
  /** When the state changed. */
  readonly at: Date | undefined;
  /** What a connection's event says of the push; undefined for other sources. */
  readonly push: Push | undefined;
  /** Of a notification rule's event: the stage and the actions that failed, with what their providers say. */
  readonly failedStage: string | undefined;
  readonly failedActions: readonly FailedAction[];
  /** What whoever stops the execution wrote; an event of the state STOPPING has it. */
  readonly stopComments: string | undefined;
}

/** The completed form of `execution-trigger`. */
export interface Push {
  readonly commitId: string | undefined;
  readonly message: string | undefined;
  /** The repository's full name. */
  readonly repository: string | undefined;
  /** What the connection leads to: `GitHub`, `GitLab`, `Bitbucket`, …. */
  readonly provider: string | undefined;
  readonly author: string | undefined;
  readonly ref: RevisionRef | undefined;
}

export interface FailedAction {
  readonly action: string;
  readonly information: string | undefined;
}
