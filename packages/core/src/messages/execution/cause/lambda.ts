import { type Members, member, textAt } from './members.ts';
import { joined, type Words } from './words.ts';

/**
 * Returns what a Lambda function's error says: with the error that caused it, as Java nests them, and the line of code at
 * which Python or Node.js raised it.
 * https://docs.aws.amazon.com/lambda/latest/dg/python-exceptions.html
 */
export function lambdaWords(members: Members): Words[] {
  if (!('errorMessage' in members || 'errorType' in members)) return [];
  const message = textAt(members, 'ErrorMessage');
  const type = textAt(members, 'ErrorType');
  if (message === undefined && type === undefined) return [];
  const root = rootOf(members);
  const rootText = root && joined([textAt(root, 'ErrorType'), textAt(root, 'ErrorMessage')], ': ');
  const isTold = !rootText || message?.includes(textAt(root, 'ErrorMessage') ?? rootText);
  const text = message ?? type ?? '';
  return [
    {
      text: isTold ? text : `${text}\nCaused by ${rootText}`,
      isMessage: true,
      type: message && type,
      details: [ownFrame(members)],
    },
  ];
}

/** Returns the error without a cause of its own that is the cause of the error's cause, and so on. */
function rootOf(members: Members): Members | undefined {
  const cause = member(members, 'Cause');
  return typeof cause === 'object' && cause !== null ? (rootOf(cause as Members) ?? (cause as Members)) : undefined;
}

/** Matches a line of code that is not the function's own. */
const FOREIGN = /site-packages|node_modules|[ (]node:|"<|\/var\/(?:lang|runtime)\/|\/opt\//;

/** Matches a line of a trace of Python, and of one of Node.js, each with what is shown of it. */
const FRAMES: readonly (readonly [frame: RegExp, shown: string])[] = [
  [/^\s*File "(?:[^"]{0,300}\/)?([^"/]{1,100})", line (\d{1,9}), in (\S{1,100}).*$/s, '$1:$2 in $3'],
  [/^\s*at (?:async )?(\S{1,100}) \((?:\S{0,300}\/)?([^\s/:]{1,100}):(\d{1,9}):\d{1,9}\)$/, '$2:$3 in $1'],
];

function ownFrame(members: Members): string | undefined {
  // Python has the line that raised the error last.
  return [...linesAt(members, 'StackTrace').reverse(), ...linesAt(members, 'Trace')]
    .filter((line) => !FOREIGN.test(line))
    .flatMap((line) => FRAMES.flatMap(([frame, shown]) => (frame.test(line) ? [line.replace(frame, shown)] : [])))[0];
}

function linesAt(members: Members, name: string): string[] {
  const lines = member(members, name);
  return Array.isArray(lines) ? lines.filter((line) => typeof line === 'string') : [];
}
