import type { Workspace } from '../protocol.ts';
import { Channel } from './channel.tsx';
import { NoChannel } from './no-channel.tsx';
import { Sidebar } from './sidebar.tsx';
import { type SlackState, useSelected, useSlack } from './use-slack.ts';
import { useTitle, useUnread } from './use-unread.ts';

/** The page of what runs at its address; another run begins anew, with nothing read. */
export function App() {
  const { workspace, ...rest } = useSlack();
  return workspace && <Run key={workspace.run} workspace={workspace} {...rest} />;
}

function Run({ workspace, messages, hasEnded }: SlackState & { readonly workspace: Workspace }) {
  const { channels } = workspace;
  const selected = useSelected(channels[0]?.destination ?? '');
  const channel = channels.find(({ destination }) => destination === selected);
  const unread = useUnread(messages, selected);
  useTitle(channel ? `#${channel.name}` : 'Shipbell', unread);
  return (
    <div className="app">
      <Sidebar workspace={workspace} selected={selected} unread={unread} />
      <main className="channel">
        {channel ? (
          <Channel
            key={selected}
            name={channel.name}
            messages={messages.filter(({ destination }) => destination === selected)}
            hasEnded={hasEnded}
          />
        ) : (
          <NoChannel name={selected} channels={channels} />
        )}
      </main>
    </div>
  );
}
