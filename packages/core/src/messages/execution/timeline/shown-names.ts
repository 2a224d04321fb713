import { cut, inline } from '../../../slack/text.ts';
import { characters, cutMiddleToWidth, displayWidth, fitting } from './display-width.ts';

/** How many characters of a name are looked at; AWS allows 80. */
const MAX_CHARACTERS = 256;

/** Matches what no font draws: joiners, marks of direction, selectors, blank fillers. */
const NOT_DRAWN = /[\p{Default_Ignorable_Code_Point}\p{Cf}]/gu;

/** Returns what a reader can tell apart of a text. */
export function visibleText(text: string): string {
  return text
    .replace(NOT_DRAWN, '')
    .replace(/[\s\u2800]+/g, ' ')
    .trim();
}

/** Returns a state's name on one line; `?` where no character of it can be seen. */
export function wholeName(name: string): string {
  const whole = cut(inline(name.normalize()), MAX_CHARACTERS);
  return visibleText(whole) === '' ? '?' : whole;
}

/**
 * Returns each name as it is shown in so many columns, cut in its middle where it is longer. Names that would look alike are
 * cut so that the part in which they differ stays, which may take more columns, and get a number where they differ only in
 * what cannot be seen.
 */
export function shownNames(names: readonly string[], columns: readonly number[]): string[] {
  const wholes = names.map(wholeName);
  const labels = wholes.map((whole, index) => cutMiddleToWidth(whole, columns[index] ?? 0));
  for (const alike of groupsOf(labels.map(visibleText))) {
    const distinct = [...new Set(alike.map((index) => wholes[index] ?? ''))];
    for (const index of alike) labels[index] = cutAround(wholes[index] ?? '', distinct, columns[index] ?? 0);
  }
  return numbered(labels, names);
}

/** Returns the indexes of the texts that occur more than once, by text. */
function groupsOf(texts: readonly string[]): number[][] {
  const indexes = new Map<string, number[]>();
  for (const [index, text] of texts.entries()) indexes.set(text, [...(indexes.get(text) ?? []), index]);
  return [...indexes.values()].filter((group) => group.length > 1);
}

/** Returns the name cut to the columns, or to as many as it takes to show where it differs from the others. */
function cutAround(name: string, others: readonly string[], columns: number): string {
  const list = characters(name);
  const common = others.filter((other) => other !== name).map((other) => commonStart(list, characters(other)));
  if (common.length === 0) return cutMiddleToWidth(name, columns);
  const [from, to] = [Math.min(...common), Math.max(...common) + 1];
  const [startColumns, endColumns] = [widthOf(list.slice(0, to)), widthOf(list.slice(from))];
  const left = columns - 1;
  if (startColumns < left)
    return cutMiddleToWidth(name, columns, Math.min(left - startColumns, Math.floor(left * 0.4)));
  if (endColumns < left) return cutMiddleToWidth(name, columns, endColumns);
  const needed = widthOf(list.slice(from, to));
  const start = fitting(list.slice(0, from), Math.max(0, columns - 2 - needed) * 0.4);
  const part = fitting(list.slice(from), Math.max(needed, columns - 2 - widthOf(start)));
  return [start, start.length < from ? ['…'] : [], part, from + part.length < list.length ? ['…'] : []].flat().join('');
}

function commonStart(one: readonly string[], other: readonly string[]): number {
  const difference = one.findIndex((character, index) => character !== other[index]);
  return difference === -1 ? one.length : difference;
}

function widthOf(list: readonly string[]): number {
  return displayWidth(list.join(''));
}

/** Returns the labels with a number after each that looks like the label of another name before it. */
function numbered(labels: readonly string[], names: readonly string[]): string[] {
  const taken = new Map<string, string | undefined>();
  return labels.map((label, index) => {
    const isFree = (text: string) => (taken.get(visibleText(text)) ?? names[index]) === names[index];
    let shown = label;
    for (let number = 2; !isFree(shown); number += 1) shown = `${label} (${number})`;
    taken.set(visibleText(shown), names[index]);
    return shown;
  });
}
