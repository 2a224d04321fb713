import { createContext, type ReactNode, useContext } from 'react';
import type { Problem } from '../protocol.ts';
import { inOrder } from './in-order.ts';

/** What is wrong with the message that is being drawn. */
export const Problems = createContext<readonly Problem[]>([]);

/** Draws what is wrong with a part of the message, above that part. */
export function WithProblems({ at, children }: { at: string; children: ReactNode }) {
  const here = useContext(Problems).filter(({ pointer }) => placeOf(pointer) === at);
  if (here.length === 0) return children;
  return (
    <div className="with-problems">
      <ProblemList problems={here} />
      {children}
    </div>
  );
}

/** Draws what is wrong with the message as a whole, and what Slack answers. */
export function ProblemsOfMessage() {
  const problems = useContext(Problems);
  const [first] = problems;
  if (first === undefined) return null;
  return (
    <div className="refused">
      <p>
        <b>Slack refuses this message</b> with <code>{[first.status, first.body].join(' ').trim()}</code>
      </p>
      <ProblemList problems={problems.filter(({ pointer }) => placeOf(pointer) === '')} />
    </div>
  );
}

function ProblemList({ problems }: { problems: readonly Problem[] }) {
  if (problems.length === 0) return null;
  return (
    <ul className="problems" aria-label="What Slack refuses">
      {inOrder(problems, ({ reason }) => (
        <li>{reason}</li>
      ))}
    </ul>
  );
}

/** Returns a pointer to the block or the attachment in which the pointer ends; empty for the rest of the message. */
export function placeOf(pointer: string): string {
  return /^(?:\/attachments\/\d+)?(?:\/blocks\/\d+)?(?=\/|$)/.exec(pointer)?.[0] ?? '';
}
