/**
 * Where Step Functions quotes an execution's data in an error of its own, each with what may stay. A cause has room for
 * 32,768 characters, data for 256 KiB, so the end of the sentence may be missing.
 */
const QUOTES: readonly (readonly [sentence: RegExp, rest: string])[] = [
  [/ in the input '.*$/s, ' in the input'],
  [
    /^The Parameters '.*' could not be used to start the Task: /s,
    'The parameters could not be used to start the Task: ',
  ],
  [/^The Parameters '.*$/s, 'The parameters could not be used to start the Task'],
  [/^(Unable to apply [^{]{0,300}?) to input .*$/s, '$1 to the input'],
  [/^(Map state input must be an array) but was: .*$/s, '$1'],
];

/** Those that read like anybody's text, so that only a text that is Step Functions' own is searched for them. */
const QUOTES_OF_VALUES: typeof QUOTES = [
  [/ for value: .*$/s, ''],
  [/ == .*$/s, ''],
  [/ refers to value ".*" which /s, ' refers to a value which '],
  [/( date-time format string): .*$/s, '$1'],
];

const OWN_ERROR = /^An error occurred while executing the state '.*?' \(entered at the event id #\d+\)\. /s;

/** An error's text without the state at which Step Functions says that it occurred, and without the data that it quotes. */
export function withoutQuotedData(text: string): string {
  const sentence = text.replace(OWN_ERROR, '');
  const quotes = sentence === text ? QUOTES : [...QUOTES, ...QUOTES_OF_VALUES];
  return quotes.reduce((rest, [quote, replacement]) => rest.replace(quote, replacement), sentence);
}
