import { jsonObject } from '@shipbell/core';
import type { Previewed } from './preview-events.ts';
import type { PreviewedInputs } from './preview-inputs.ts';
import { cliCommand } from './replies/operations.ts';

/**
 * Prints what becomes of the events, on standard error: the headlines, why something is not reported, and what nobody
 * answered.
 */
export function report({ previewed, notes }: PreviewedInputs): void {
  for (const note of notes) console.error(note);
  for (const one of previewed) for (const line of linesOf(one)) console.error(line);
}

function linesOf({ source, messages, ignored, needs, unanswered, warnings }: Previewed): string[] {
  const commands = new Set(unanswered.map((call) => `    ${call.operation}: ${cliCommand(call)}`));
  return [
    ...messages.map(({ destination, body }) => `${source} → ${destination}: ${jsonObject(body).text}`),
    ...ignored.map((why) => `${source} is not reported: ${why}.`),
    ...(needs === undefined ? [] : [`  This is reported only with ${needs}, which is not the default.`]),
    // What was denied stands in the log as well.
    ...(commands.size > 0
      ? ['  Denied, as nothing answers them. Save what a command prints, and add --reply Operation=FILE:', ...commands]
      : []),
    ...(commands.size > 0 ? [] : warnings.map((warning) => `  ${warning}`)),
  ];
}
