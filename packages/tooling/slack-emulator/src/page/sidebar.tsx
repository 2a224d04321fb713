import type { Workspace } from '../protocol.ts';
import { ThemeToggle } from './theme-toggle.tsx';

interface Props {
  readonly workspace: Workspace;
  readonly selected: string;
  readonly unread: ReadonlyMap<string, number>;
}

/** The workspace's name and its channels; beside one with unread messages stands how many. */
export function Sidebar({ workspace, selected, unread }: Props) {
  return (
    <header className="sidebar">
      <div className="sidebar__workspace">
        <span className="sidebar__name">{workspace.name}</span>
        <ThemeToggle />
      </div>
      <nav aria-label="Channels">
        <ul>
          {workspace.channels.map(({ destination, name }) => (
            <li key={destination}>
              <a
                ref={destination === selected ? bringIntoView : undefined}
                href={`#${encodeURIComponent(destination)}`}
                aria-current={destination === selected ? 'page' : undefined}
                className={unread.has(destination) ? 'unread' : undefined}
              >
                <span className="sidebar__channel">
                  <span aria-hidden="true">#</span> {name}
                </span>
                {unread.has(destination) && (
                  <span className="sidebar__count">
                    {unread.get(destination)}
                    <span className="visually-hidden"> unread</span>
                  </span>
                )}
              </a>
            </li>
          ))}
        </ul>
      </nav>
    </header>
  );
}

function bringIntoView(link: HTMLAnchorElement | null): void {
  link?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
}
