import type { ActionState, PipelineExecution } from '@aws-sdk/client-codepipeline';
import type { Revision } from '@shipbell/core';
import { splitSummary } from './revision-summary.ts';

/** One for each source action, in the pipeline's order. */
export type Revisions = readonly Revision[];

/** What the actions of a source stage took in last. */
export const revisionsOfStage = (actionStates: readonly ActionState[]): Revisions =>
  actionStates.flatMap(({ actionName, currentRevision, latestExecution, entityUrl, revisionUrl }) =>
    currentRevision?.revisionId
      ? [
          {
            action: actionName ?? 'Source',
            id: currentRevision.revisionId,
            ...splitSummary(latestExecution?.summary),
            commitUrl: revisionUrl,
            entityUrl,
          },
        ]
      : [],
  );

/** What one execution was made of, by its source artifacts. */
export const revisionsOfExecution = ({ artifactRevisions = [] }: PipelineExecution): Revisions =>
  artifactRevisions.flatMap(({ name, revisionId, revisionSummary, revisionUrl }) =>
    revisionId
      ? [
          {
            action: name ?? 'Source',
            id: revisionId,
            ...splitSummary(revisionSummary),
            commitUrl: revisionUrl,
            entityUrl: undefined,
          },
        ]
      : [],
  );
