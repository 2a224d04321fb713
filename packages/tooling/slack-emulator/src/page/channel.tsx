import { Fragment, useLayoutEffect, useRef } from 'react';
import type { DeliveredMessage } from '../protocol.ts';
import { Message } from './message.tsx';
import { formatDate } from './mrkdwn/format-date.ts';

interface Props {
  readonly name: string;
  readonly messages: readonly DeliveredMessage[];
}

/** A channel with its messages, the oldest first, scrolled to the newest. */
export function Channel({ name, messages }: Props) {
  const log = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (messages.length === 0) return undefined;
    // In the next frame the folds of the new messages have their labels, and so their final height.
    const frame = requestAnimationFrame(() => log.current?.scrollTo({ top: log.current.scrollHeight }));
    return () => cancelAnimationFrame(frame);
  }, [messages.length]);
  return (
    <main className="channel">
      <header className="channel__header">
        <h1>
          <span aria-hidden="true">#</span> {name}
        </h1>
      </header>
      <div className="channel__log" role="log" aria-label={`Messages in ${name}`} ref={log}>
        {messages.length === 0 && <p className="channel__empty">No messages yet. They appear here as they arrive.</p>}
        {messages.map((message, index) => (
          <Fragment key={message.id}>
            {day(message) !== day(messages[index - 1]) && (
              <h2 className="day">
                <span>{day(message)}</span>
              </h2>
            )}
            <Message message={message} />
          </Fragment>
        ))}
      </div>
      <div className="composer" aria-hidden="true">
        Message #{name}
      </div>
    </main>
  );
}

/** Returns the heading of the day on which a message arrived. */
function day(message: DeliveredMessage | undefined): string | undefined {
  return message && formatDate(new Date(message.arrivedAt), '{date_long_pretty}');
}
