import type { Workspace } from '../protocol.ts';

interface Props {
  readonly name: string;
  readonly channels: Workspace['channels'];
}

/** What stands in place of a channel that the address names and nobody has. */
export function NoChannel({ name, channels }: Props) {
  return (
    <div className="no-channel">
      <h1>There is no channel for “{name}”</h1>
      <p>The address of this page ends in a destination that has no channel here. These have one:</p>
      <ul>
        {channels.map(({ destination, name: channel }) => (
          <li key={destination}>
            <a href={`#${encodeURIComponent(destination)}`}>
              {destination} (#{channel})
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}
