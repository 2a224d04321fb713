import { Fragment, memo } from 'react';
import type { ShownMessage } from '../protocol.ts';
import { Message } from './message.tsx';
import { formatDate } from './mrkdwn/format-date.ts';
import { useLog } from './use-log.ts';

interface Props {
  readonly name: string;
  readonly messages: readonly ShownMessage[];
  readonly hasEnded: boolean;
}

/** A message does not change, so a new one does not have all others drawn again. */
const DrawnOnce = memo(Message);

/** A channel with its messages, the oldest first, scrolled to the newest. */
export function Channel({ name, messages, hasEnded }: Props) {
  const { log, content } = useLog();
  return (
    <>
      <div className="channel__header">
        <h1>
          <span aria-hidden="true">#</span> {name}
        </h1>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard */}
      <div className="channel__log" role="log" aria-label={`Messages in ${name}`} tabIndex={0} ref={log}>
        <div ref={content}>
          {messages.length === 0 && <p className="channel__empty">No messages yet. They appear here as they arrive.</p>}
          {messages.map((message, index) => (
            <Fragment key={message.id}>
              {day(message) !== day(messages[index - 1]) && (
                <h2 className="day">
                  <span>{day(message)}</span>
                </h2>
              )}
              <DrawnOnce message={message} />
            </Fragment>
          ))}
        </div>
      </div>
      <p className="ended" role="status">
        {hasEnded && 'This has ended: no more messages come. What came before stays until the page is loaded again.'}
      </p>
    </>
  );
}

/** Returns the heading of the day on which a message arrived. */
function day(message: ShownMessage | undefined): string | undefined {
  return message && formatDate(new Date(message.arrivedAt), '{date_long_pretty}');
}
