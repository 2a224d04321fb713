import { formatDuration } from '../../times.ts';
import { containerWords } from './containers.ts';
import { type Found, firstText, listAt, type Members, member, textAt } from './members.ts';
import { joined, named, type Words } from './words.ts';

/**
 * Where services put the sentence that says why a job failed, the most precise first. The cause of a `.sync` task is the
 * job's description, so these are the APIs' own names:
 * https://docs.aws.amazon.com/step-functions/latest/dg/integrate-optimized.html
 */
const REASONS = [
  // Glue; MediaConvert, and the entries that EventBridge refused.
  'ErrorMessage',
  // Athena.
  'Status.AthenaError.ErrorMessage',
  // Steps of EMR, then its clusters and Athena.
  'Status.FailureDetails.Message',
  'Status.FailureDetails.Reason',
  'Status.StateChangeReason.Message',
  'Status.StateChangeReason',
  // EMR Serverless and EMR on EKS.
  'StateDetails',
  // SageMaker; Bedrock.
  'FailureReason',
  'ExitMessage',
  'FailureMessage',
];

/** Where they put a word for the reason, such as `USER_ERROR`. */
const CODES = ['FailureReason', 'ErrorCode', 'Status.StateChangeReason.Code'];

/** Matches the names of the members that have a job's name, and of those that have its state. */
const JOB_NAME = /JobName$/;
const JOB_STATE = /^(?:JobRunState|BuildStatus|\w*JobStatus)$/i;

/** Matches the states in which a job ended without success. */
const BAD_STATE =
  /^(?:TIME(?:D_)?OUT|STOPPED|FAILED|FAULT|CANCELL?ED|ERROR|EXPIRED|ABORTED|TERMINATED(?:_WITH_ERRORS)?)$/i;

/** Returns what the description of a job, or of a part of it, says: the services' own sentences. */
export function serviceWords(found: Found): Words[] {
  return [...containerWords(found), ...phaseWords(found.members), ...reasonWords(found)];
}

function reasonWords({ members, name }: Found): Words[] {
  return REASONS.flatMap((path) => {
    const text = textAt(members, path);
    if (text === undefined) return [];
    const code = firstText(members, CODES) ?? '';
    const retries = textAt(members, 'JobRunState') && Number(member(members, 'Attempt'));
    return [
      {
        text,
        isMessage: true,
        details: [text.includes(code) ? '' : code, jobName(members, name), retries ? `retry ${retries}` : ''],
      },
    ];
  });
}

/** Matches the statuses of a phase that did not fail. Those that did have several, such as `CLIENT_ERROR`. */
const GOOD_PHASE = /^(?:SUCCEEDED|IN_PROGRESS|QUEUED)$/i;

/** Returns the phase of a CodeBuild build that failed: https://docs.aws.amazon.com/codebuild/latest/APIReference/API_BuildPhase.html */
function phaseWords(phase: Members): Words[] {
  const status = textAt(phase, 'PhaseStatus');
  if (status === undefined || GOOD_PHASE.test(status)) return [];
  const contexts = listAt(phase, 'Contexts').map((context) => firstText(context, ['Message', 'StatusCode']));
  return [{ text: joined([textAt(phase, 'PhaseType'), joined(contexts, '; ') || status], ': '), isMessage: true }];
}

/** Returns how a job ended that says no more than that, such as a run of Glue after its time limit. */
export function stateWords({ members, name }: Found): Words[] {
  const described = isDescription(members) ? firstText(members, ['Status.State', 'State', 'Status']) : undefined;
  const state = textNamed(members, JOB_STATE) ?? described;
  if (state === undefined || !BAD_STATE.test(state)) return [];
  const seconds = Number(member(members, 'ExecutionTime'));
  const after = seconds > 0 ? ` after ${formatDuration(seconds * 1_000)}` : '';
  const detail = textAt(members, 'StateDetail');
  return [{ text: joined([`${jobName(members, name) ?? 'The job'} ended with ${state}${after}`, detail], ': ') }];
}

function jobName(members: Members, holder: string): string | undefined {
  const name = textNamed(members, JOB_NAME) ?? (isDescription(members) ? textAt(members, 'Name') : undefined);
  if ('ExecutionArn' in members) return named('execution', name);
  return named(/^(?:Step|Cluster)$/.test(holder) ? holder.toLowerCase() : 'job', name);
}

function textNamed(members: Members, name: RegExp): string | undefined {
  return firstText(
    members,
    Object.keys(members).filter((key) => name.test(key)),
  );
}

/** Returns whether it describes something of AWS, so that its name and its state are no user's words. */
function isDescription(members: Members): boolean {
  return Object.keys(members).some((name) => /^(?:[A-Z]\w*)?(?:Arn|Id)$/.test(name));
}
