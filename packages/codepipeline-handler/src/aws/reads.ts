import type { CodeDeploy } from './codedeploy.ts';
import type { CodePipeline } from './codepipeline.ts';

/** Where in AWS something happened; undefined for what an event does not say. */
export interface Place {
  readonly account: string | undefined;
  readonly region: string | undefined;
}

/** What is asked of AWS about the things of one place. */
export interface Reads {
  readonly codepipeline: CodePipeline;
  readonly codedeploy: CodeDeploy;
}

/**
 * The reads for an event's place: those of its region. Where the place is another account's, every one of them throws
 * a `ForeignAccountError`, for a thing of the same name in our own account would be another thing.
 */
export type ReadsOf = (place: Place) => Reads;
