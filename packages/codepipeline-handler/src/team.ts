import {
  type Author,
  type DeployedSource,
  type DeploymentSettingStatus,
  type PlaceholderValues,
  type RevisionName,
  type TeamMessageSettings,
  teamOf,
} from '@shipbell/core';
import type { AwsLocation } from './aws/reads.ts';
import type { DeploymentSetting } from './config.ts';
import type { NotificationContext } from './context.ts';

/** What a message is about, beside the event's location: the values of placeholders, and what was deployed. */
interface Subject extends PlaceholderValues {
  /** What people call it. */
  readonly name: string;
  readonly source?: DeployedSource | undefined;
  /** The revision whose author is meant; undefined where nobody is. */
  readonly revision?: RevisionName | undefined;
}

/** Returns what a team's settings ask of the message on an event that has these statuses. */
export function teamOfEvent(
  setting: DeploymentSetting,
  statuses: readonly DeploymentSettingStatus[],
  { account, region }: AwsLocation,
  { environment }: Pick<NotificationContext, 'environment'>,
  { source, revision, ...values }: Subject,
): TeamMessageSettings {
  return teamOf(setting, statuses, {
    author: revision && authorOf(revision),
    values: { environment, account, region, ...valuesOf(source), ...values },
  });
}

/** Returns the revision that the message is about; undefined where it is uncertain. */
export function certainRevision(source: DeployedSource | undefined): RevisionName | undefined {
  return source?.kind === 'known' && source.certainty === 'exact' ? source.revisions[0] : undefined;
}

function valuesOf(source: DeployedSource | undefined): PlaceholderValues {
  return {
    pipeline: source?.pipeline,
    execution_id: source?.kind === 'known' ? source.executionId : undefined,
    commit: certainRevision(source)?.id,
  };
}

function authorOf({ author, authorEmail }: RevisionName): Author {
  return { name: author, email: authorEmail };
}
