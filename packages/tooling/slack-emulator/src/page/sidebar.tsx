import type { Workspace } from '../protocol.ts';
import { Bell } from './picture.tsx';

interface Props {
  readonly workspace: Workspace;
  readonly selected: string;
  readonly unread: ReadonlySet<string>;
}

/** The workspace's name and its channels. A channel with unread messages is bold. */
export function Sidebar({ workspace, selected, unread }: Props) {
  return (
    <nav className="sidebar" aria-label="Channels">
      <div className="sidebar__workspace">{workspace.name}</div>
      <h2>Channels</h2>
      <ul>
        {workspace.channels.map(({ destination, name }) => (
          <li key={destination}>
            <a
              href={`#${encodeURIComponent(destination)}`}
              aria-current={destination === selected ? 'page' : undefined}
              className={unread.has(destination) ? 'unread' : undefined}
            >
              <span aria-hidden="true">#</span> {name}
            </a>
          </li>
        ))}
      </ul>
      <h2>Apps</h2>
      <ul>
        <li className="sidebar__app">
          <Bell className="sidebar__icon" /> Shipbell
        </li>
      </ul>
    </nav>
  );
}
