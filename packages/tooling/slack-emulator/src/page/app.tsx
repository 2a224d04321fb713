import { useRef } from 'react';
import { Channel } from './channel.tsx';
import { Sidebar } from './sidebar.tsx';
import { useSelected, useSlack } from './use-slack.ts';

export function App() {
  const { workspace, messages } = useSlack();
  const selected = useSelected(workspace.channels[0]?.destination ?? '');
  const channel = workspace.channels.find(({ destination }) => destination === selected);
  const shown = messages.filter(({ destination }) => destination === selected);
  const lastRead = useRef(new Map<string, number>());
  lastRead.current.set(selected, shown.at(-1)?.id ?? 0);
  const unread = messages.filter(({ id, destination }) => id > (lastRead.current.get(destination) ?? 0));
  return (
    <div className="app">
      <Sidebar
        workspace={workspace}
        selected={selected}
        unread={new Set(unread.map((message) => message.destination))}
      />
      {channel && <Channel key={selected} name={channel.name} messages={shown} />}
    </div>
  );
}
