import type { Fact } from './ledger.ts';

/** What happened to one notification, a line for each thing that was seen, in order. */
export function storyOf(facts: readonly Fact[]): string[] {
  return facts.map(describe);
}

function describe(fact: Fact): string {
  switch (fact.kind) {
    case 'told':
      return 'AWS was told';
    case 'enqueued':
      return `on the queue in ${fact.group} as ${fact.sequence.replace(/^0+/, '#')}`;
    case 'handler_failed':
      return `a handler failed with it: ${fact.fault ?? 'nobody interfered'}`;
    case 'began':
      return `sender ${fact.invocation} began, ${fact.ids.length} in the batch`;
    case 'ended':
      return `sender ${fact.invocation} ended: ${fact.outcome}`;
    case 'killed':
      return `sender ${fact.invocation} was killed`;
    case 'posted': {
      const form = fact.ids.length > 1 ? ` with ${fact.ids.length - 1} others` : '';
      const result = fact.isDelivered ? 'delivered' : 'not delivered';
      return `sender ${fact.invocation} posted it to ${fact.channel}${form}: ${result}, ${fact.answer}`;
    }
    case 'delete_denied':
      return `it was done in sender ${fact.invocation}, and the queue did not delete it`;
    case 'dead_lettered':
      return `dead-lettered${fact.invocation === undefined ? '' : ` by sender ${fact.invocation}`}: ${fact.reason}`;
    case 'letter_denied':
      return 'the dead-letter queue did not take it';
    case 'webhook':
      return `the webhook of ${fact.destination} is ${fact.state}`;
    case 'letter':
      return `found in ${fact.queue}: ${fact.reason}`;
  }
}
