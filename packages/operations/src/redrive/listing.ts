import { formatDuration } from '@shipbell/core';
import { printableError } from '../command-line/printable.ts';
import { adviceFor } from './advice.ts';
import type { CauseGroup } from './cause-groups.ts';
import { ONLY_BY_NUMBER } from './choice.ts';
import type { DeadLetterQueue } from './dead-letter-queues.ts';
import { headlineOf } from './headline.ts';
import type { QueueContents } from './read-queues.ts';

/** How many headlines are shown for one group. */
const SHOWN = 3;

/** Returns what is in the queues, as a terminal shows it. `now` is in milliseconds since the epoch. */
export function listing(queues: readonly QueueContents[], environment: string, now: number): string {
  const lines = queues.map((queue) => queueLines(queue, environment, now));
  // An empty line stands only around a queue that takes several lines.
  return lines.flatMap((own, index) => (needsRoom(own, lines[index - 1]) ? ['', ...own] : own)).join('\n');
}

function needsRoom(own: readonly string[], before: readonly string[] | undefined): boolean {
  return before !== undefined && (own.length > 1 || before.length > 1);
}

function queueLines({ queue, groups, more, error }: QueueContents, environment: string, now: number): string[] {
  if (error !== undefined) {
    return [`${queue.key} (${queue.name}): not to be seen`, ...indent(wrap(printableError(error)))];
  }
  const count = groups.reduce((sum, { messages }) => sum + messages.length, 0);
  const hidden = count > 0 ? `${count} and about ${more} more` : `about ${more}, none to be had now`;
  return [
    `${queue.key} (${queue.name}): ${more > 0 ? hidden : count || 'empty'}`,
    ...groups.flatMap((group) => groupLines(group, environment, now)),
    ...(more > 0 ? moreLines(queue, more) : []),
  ];
}

function groupLines(group: CauseGroup, environment: string, now: number): string[] {
  const { number, reason, destination, messages } = group;
  const { text, command } = adviceFor(group, environment);
  const count = messages.length === 1 ? '1,' : `${messages.length}, the oldest`;
  const onlyByNumber = ONLY_BY_NUMBER.has(reason.code) ? ', not part of "all"' : '';
  const headlines = messages.slice(0, SHOWN).map((message) => `· ${headlineOf(message)}`);
  const left = messages.length - SHOWN;
  return [
    `${number === undefined ? '  –' : `${number}`.padStart(3)}  ${reason.code}${destination ? ` to ${destination}` : ''}: ` +
      `${count} ${formatDuration(now - messages[0].sentAt)} ago${onlyByNumber}`,
    ...indent([...wrap(text), ...(command ? [`  $ ${command}`] : [])]),
    ...indent(reason.detail ? wrap(`Last: ${reason.detail}`) : []),
    ...indent([...headlines, ...(left > 0 ? [`· and ${left} more`] : [])]),
  ];
}

/** Returns the lines for a queue that holds more than it gives. */
function moreLines({ content }: DeadLetterQueue, more: number): string[] {
  const why = content === 'messages' ? ', for SQS gives ten of a message group at a time' : '';
  return wrap(`About ${more} more are shown when these are gone${why}; or somebody else has them in flight.`).map(
    (line) => `  ${line}`,
  );
}

function indent(lines: readonly string[]): string[] {
  return lines.map((line) => `     ${line}`);
}

/** How many characters a line has, beside its indentation. */
const WIDTH = 95;

/** Returns the text in lines of at most `WIDTH` characters, where its words allow it. */
function wrap(text: string): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= WIDTH) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
