import { maskSecrets } from '@shipbell/core';
import * as v from 'valibot';
import { type CommitMessage, parseCommitMessage } from './commit-message.ts';

/** What a source revision's summary says. */
export interface RevisionSummary extends CommitMessage {
  /** `GitHub`, `GitLab`, `Bitbucket`, …: what a connection leads to; undefined for other sources. */
  readonly provider: string | undefined;
}

/** The summary that a connection's source action writes; GitHub (version 1) and CodeCommit write the plain message. */
const connectionSummary = v.object({ CommitMessage: v.string(), ProviderType: v.optional(v.string()) });

/**
 * Returns the parts of a summary, which is a commit message, or JSON around one. It is masked here, whole, because the report
 * holds the message's parts, and a secret may be known by what stands in another part.
 */
export function parseSummary(summary: string | undefined): RevisionSummary {
  const { CommitMessage, ProviderType: provider } = unwrap(summary ?? '');
  return { ...parseCommitMessage(maskSecrets(CommitMessage)), provider };
}

function unwrap(summary: string): v.InferOutput<typeof connectionSummary> {
  // A commit message may begin with a brace, as "{api} Add the reminder" does; JSON goes on with a key.
  if (!/^\s*\{\s*"/.test(summary)) return { CommitMessage: summary };
  try {
    const parsed = v.safeParse(connectionSummary, JSON.parse(summary));
    return parsed.success ? parsed.output : { CommitMessage: '' };
  } catch {
    const [, ProviderType] = /"ProviderType"\s*:\s*"(\w+)"/.exec(summary.split('"CommitMessage"')[0] ?? '') ?? [];
    return { CommitMessage: messageOfCutJson(summary), ...(ProviderType && { ProviderType }) };
  }
}

/** Returns the message up to the cut: CodePipeline may cut a long summary, which leaves JSON without its end. */
function messageOfCutJson(summary: string): string {
  const [, inner] = /"CommitMessage"\s*:\s*"((?:[^"\\]|\\u[0-9a-fA-F]{4}|\\[^u])*)/.exec(summary) ?? [];
  if (inner === undefined) return '';
  try {
    return `${JSON.parse(`"${inner}"`)}…`;
  } catch {
    return '';
  }
}
