import { Channel } from './channel.tsx';
import { NoChannel } from './no-channel.tsx';
import { Sidebar } from './sidebar.tsx';
import { useSelected, useSlack } from './use-slack.ts';
import { useTitle, useUnread } from './use-unread.ts';

export function App() {
  const { workspace, messages, hasEnded } = useSlack();
  const channels = workspace?.channels ?? [];
  const selected = useSelected(channels[0]?.destination ?? '');
  const channel = channels.find(({ destination }) => destination === selected);
  const unread = useUnread(messages, selected);
  useTitle(channel ? `#${channel.name}` : 'Shipbell', unread);
  return (
    <div className="app">
      {workspace && <Sidebar workspace={workspace} selected={selected} unread={unread} />}
      <main className="channel">
        {channel && (
          <Channel
            key={selected}
            name={channel.name}
            messages={messages.filter(({ destination }) => destination === selected)}
            hasEnded={hasEnded}
          />
        )}
        {workspace && !channel && <NoChannel name={selected} channels={channels} />}
      </main>
    </div>
  );
}
