import * as v from 'valibot';

/** What a connection's source action writes as its summary; GitHub (version 1) and CodeCommit write the plain message. */
const connectionSummary = v.object({ CommitMessage: v.string() });

/** Title and body of a source revision's summary, which is a commit message, or JSON around one. */
export const splitSummary = (summary: string | undefined): { title: string | undefined; body: string } => {
  const message = commitMessage(summary ?? '')
    .replace(/\r\n?/g, '\n')
    .trim();
  const end = message.indexOf('\n');
  if (message === '') return { title: undefined, body: '' };
  return end < 0
    ? { title: message, body: '' }
    : { title: message.slice(0, end).trim(), body: message.slice(end).trim() };
};

const commitMessage = (summary: string): string => {
  // A commit message may begin with a brace, as "{api} Add the reminder" does; JSON goes on with a key.
  if (!/^\s*\{\s*"/.test(summary)) return summary;
  try {
    const parsed = v.safeParse(connectionSummary, JSON.parse(summary));
    return parsed.success ? parsed.output.CommitMessage : '';
  } catch {
    return messageOfCutJson(summary);
  }
};

/** CodePipeline may cut a long summary, which leaves JSON without its end: the message up to the cut. */
const messageOfCutJson = (summary: string): string => {
  const [, inner] = /"CommitMessage"\s*:\s*"((?:[^"\\]|\\u[0-9a-fA-F]{4}|\\[^u])*)/.exec(summary) ?? [];
  if (inner === undefined) return '';
  try {
    return `${JSON.parse(`"${inner}"`)}…`;
  } catch {
    return '';
  }
};
