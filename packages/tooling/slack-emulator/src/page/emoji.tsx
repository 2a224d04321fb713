import { nameToEmoji } from 'gemoji';
import { inOrder } from './in-order.ts';

/** Matches an emoji, or the name of one between colons; `split` keeps it. */
export const EMOJI = /(\p{RGI_Emoji}|(?<![\p{L}\p{N}]):[a-z0-9_+'\-]+:(?::skin-tone-[2-6]:)?)/v;
const SKIN_TONES = ['🏻', '🏼', '🏽', '🏾', '🏿'];

/** Text with emoji at Slack's size, from Unicode and from `:names:`. An unknown name stays text. */
export function Emojified({ text }: { text: string }) {
  return inOrder(text.split(EMOJI), (part) => {
    const emoji = part.startsWith(':') ? named(part) : EMOJI.test(part) ? part : undefined;
    if (emoji === undefined) return part;
    return (
      <span className="emoji" role="img" aria-label={part}>
        {emoji}
      </span>
    );
  });
}

/** Returns the emoji for `:name:`. Slack has the name `large_green_circle` where others have `green_circle`. */
export function named(part: string): string | undefined {
  const [name = '', tone] = part.slice(1, -1).split('::skin-tone-');
  const emoji = own(nameToEmoji, name) ?? own(nameToEmoji, name.replace(/^large_/, ''));
  return emoji && emoji + (SKIN_TONES[Number(tone) - 2] ?? '');
}

function own(map: Record<string, string>, name: string): string | undefined {
  return Object.hasOwn(map, name) ? map[name] : undefined;
}
