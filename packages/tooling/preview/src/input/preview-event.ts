import type { AwsLocation } from '@shipbell/core/runtime';

/** The functions that make messages of events, by their packages. */
export type FunctionName = 'codepipeline-handler' | 'sfn-history-handler';

/** An event as AWS gives it to a function. */
export interface PreviewEvent {
  /** Where it was read from, for a person. */
  readonly source: string;
  readonly function: FunctionName;
  readonly payload: object;
  /** Where it happened. */
  readonly location: AwsLocation;
  /** When it happened. */
  readonly atMs: number | undefined;
  /** Whether it came by EventBridge, whose rules let it in or not. */
  readonly byEventBridge: boolean;
}
