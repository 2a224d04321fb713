import type { KnownBlock } from '@slack/types';
import type { TeamMessageSettings } from '../settings/team-message.ts';
import type { Part } from '../settings/team-settings.ts';
import { context, expandedSection } from '../slack/blocks.ts';
import { cleanText, cutMrkdwn, joinMrkdwn, type Mrkdwn } from '../slack/text.ts';

/**
 * How many characters each part of a deployment's or a pipeline's message may take once it is escaped. Together they stay
 * below the 13,200 that Slack is seen to take in all blocks of a message: the tests make a message of the longest parts.
 */
export const MAX_CHARACTERS = {
  /** The warning that an older commit or a rollback goes live. */
  warning: 800,
  /** The lifecycle event or action that failed and its error. */
  failure: 900,
  log: 1_400,
  error: 800,
  /** Which targets have the commit and which have not. */
  targets: 900,
  /** A commit's own text. */
  body: 1_300,
  /** A line that names a commit, its author or what it replaced. */
  commit: 900,
  /** A line that says what is unknown, or adds something to another part. */
  note: 350,
  facts: 800,
  /** The address of a link, be it in the row of links or inside a text. */
  address: 500,
} as const;

function isFilled({ mrkdwn }: Mrkdwn): boolean {
  return mrkdwn.trim() !== '';
}

/**
 * Returns a paragraph for each text that is not empty, cut to `max` characters. Slack shows it whole: on a phone an error
 * of two sentences has more lines than Slack leaves unfolded.
 */
export function paragraphs(texts: readonly Mrkdwn[], max: number): KnownBlock[] {
  return texts.filter(isFilled).map((text) => expandedSection(cutMrkdwn(text, max)));
}

/**
 * Returns the lines that are not empty as one block of small print, each cut to `max` characters; no block where none
 * is left.
 */
export function smallPrint(lines: readonly Mrkdwn[], max: number): KnownBlock[] {
  const filled = lines.filter(isFilled).map((line) => cutMrkdwn(line, max));
  return filled.length === 0 ? [] : [context(joinMrkdwn(filled, '\n'))];
}

/** Returns the lines or blocks of a part; none where the team hides it. */
export function visible<Line>(
  part: Part,
  { team }: { readonly team: TeamMessageSettings },
  lines: readonly Line[],
): readonly Line[] {
  return team.hide.includes(part) ? [] : lines;
}

/** How much text may stand before the links. Slack folds a long attachment; a phone's lines hold about 40 characters. */
const MAX_BEFORE_LINKS = { characters: 700, lines: 12 } as const;

/**
 * Returns what must be read first, and then the links; the links first where the rest is so long that a fold could take
 * them.
 */
export function withLinks(first: readonly KnownBlock[], links: readonly KnownBlock[]): KnownBlock[] {
  const text = first.map(shownText).join('\n');
  const isLong = text.length > MAX_BEFORE_LINKS.characters || text.split('\n').length > MAX_BEFORE_LINKS.lines;
  return isLong ? [...links, ...first] : [...first, ...links];
}

/** Returns the text of a section or of small print as a reader sees it, without the addresses of its links. */
function shownText(block: KnownBlock): string {
  const texts =
    block.type === 'section'
      ? [block.text?.text ?? '']
      : block.type === 'context'
        ? block.elements.map((element) => ('text' in element ? element.text : ''))
        : [];
  return texts.join('\n').replace(/<[^|<>]*\|/g, '');
}

/** Returns the parts that are not empty on one line, with dots between them. */
export function dotted(parts: readonly Mrkdwn[]): Mrkdwn {
  return joinMrkdwn(parts.filter(isFilled), ' · ');
}

/** How many lines a message shows of a text from outside, such as a commit's body. */
const MAX_LINES = 10;

/**
 * Returns the first ten lines that are not blank, and `…` on a line of its own when there are more. Of blank lines one
 * stays between paragraphs and none between the items of a list, as the joined messages of a squash merge are.
 */
export function firstLines(text: string): string {
  const filled = cleanText(text)
    .split('\n')
    .map((line, index, lines) => ({ line, isAfterBlank: index > 0 && isBlank(lines[index - 1] ?? '') }))
    .filter(({ line }) => !isBlank(line));
  const lines = filled.slice(0, MAX_LINES).flatMap(({ line, isAfterBlank }, index) => {
    const before = filled[index - 1]?.line;
    const isGap = isAfterBlank && before !== undefined && !(isItem(before) && isItem(line));
    return isGap ? ['', line.trimEnd()] : [line.trimEnd()];
  });
  return (filled.length > MAX_LINES ? [...lines, '…'] : lines).join('\n');
}

function isBlank(line: string): boolean {
  return line.trim() === '';
}

function isItem(line: string): boolean {
  return /^\s*(?:[*+-]|\d{1,3}[.)])\s/.test(line);
}
