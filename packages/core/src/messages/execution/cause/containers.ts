import { type Found, firstText, listAt, type Members, member, objectsIn, textAt } from './members.ts';
import { joined, named, type Words } from './words.ts';

/** How many containers or attempts a cause lists. */
const MAX_LISTED = 5;

/** Sentences of AWS that say no more than that something failed. */
const SAYS_NOTHING = /^(?:Essential container in task exited|EssentialContainerExited)$/;

/** The signals by which a container mostly ends: its exit code is 128 and the signal's number. */
const SIGNALS = new Map([
  [137, 'SIGKILL'],
  [139, 'SIGSEGV'],
  [143, 'SIGTERM'],
]);

/** Matches the members of a task or a job that say why it stopped. */
const ON_STOP = /^(?:st(?:opped|atus)Reason|stopCode|attempts|containers?)$/i;

/**
 * Returns what a stopped ECS task or a failed Batch job says: why it stopped, each container that failed, and the attempts
 * of a job; and what ECS says where it could not start a task.
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Task.html
 * https://docs.aws.amazon.com/batch/latest/APIReference/API_JobDetail.html
 */
export function containerWords({ members, name }: Found): Words[] {
  if (name === 'Failures')
    return [{ text: joined(['No task was started', textAt(members, 'Reason'), textAt(members, 'Detail')], ': ') }];
  if (!Object.keys(members).some((key) => ON_STOP.test(key))) return [];
  const attempts = listAt(members, 'Attempts').map(stopText);
  const text = stopText(members) || (attempts.at(-1) ?? '');
  const code = textAt(members, 'StopCode') ?? '';
  const tellsCode = !SAYS_NOTHING.test(code) && !text.includes(code);
  return [
    {
      text: text || code,
      details: [text && tellsCode ? code : '', attemptsText(attempts, text), named('job', textAt(members, 'JobName'))],
    },
  ];
}

/**
 * Returns why a task, a job or an attempt stopped; the sentence that says nothing only where there is no other. Containers
 * that were killed come last: ECS kills the others once an essential one has ended.
 */
function stopText(members: Members): string {
  const reason = sentence(members, ['StoppedReason', 'StatusReason']) ?? '';
  const exits = objectsIn({ ...members, Attempts: [], attempts: [] })
    .filter(({ name }) => /^containers?$/i.test(name))
    .sort((one, other) => Number(isKilled(one.members)) - Number(isKilled(other.members)))
    .flatMap(({ members }) => exitText(members, reason))
    .slice(0, MAX_LISTED);
  return joined([SAYS_NOTHING.test(reason) && exits.length > 0 ? '' : reason, ...exits], '; ');
}

/** Returns the first of the texts, without the full stop at its end, because more follows. */
function sentence(members: Members, paths: readonly string[]): string | undefined {
  return firstText(members, paths)?.replace(/\.$/, '');
}

function isKilled(container: Members): boolean {
  return /^SIG(?:KILL|TERM)$/.test(signalOf(container) ?? '');
}

function signalOf(container: Members): string | undefined {
  return textAt(container, 'Reason') === undefined ? SIGNALS.get(Number(member(container, 'ExitCode'))) : undefined;
}

function exitText(container: Members, told: string): string[] {
  const name = textAt(container, 'Name');
  const reason = sentence(container, ['Reason']);
  const isNew = reason !== undefined && !told.includes(reason);
  const exitCode = Number(member(container, 'ExitCode')) || 0;
  if (exitCode === 0) return isNew ? [joined([name, reason], ': ')] : [];
  const signal = signalOf(container);
  const exit = `${name ?? 'container'} exited with ${exitCode}${signal ? ` (${signal})` : ''}`;
  return [joined([exit, isNew ? reason : ''], ': ')];
}

/** Returns how many attempts there were, and how those ended that did not end as the last one did. */
function attemptsText(attempts: readonly string[], last: string): string {
  if (attempts.length < 2) return '';
  const others = [...new Set(attempts)].filter((attempt) => attempt !== last).slice(0, MAX_LISTED);
  return joined([`${attempts.length} attempts`, others.length > 0 ? `before: ${others.join(' / ')}` : ''], ', ');
}
