/**
 * The sentences in which Step Functions quotes an execution's data, each with what may stay. A cause has at most 32,768
 * characters and data at most 256 KiB, so the end of the sentence may be missing.
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

/** Further sentences, which other texts may hold as well: only Step Functions' own errors are searched for them. */
const QUOTES_OF_VALUES: typeof QUOTES = [
  [/ for value: .*$/s, ''],
  [/ == .*$/s, ''],
  [/ refers to value ".*" which /s, ' refers to a value which '],
  [/( date-time format string): .*$/s, '$1'],
];

const OWN_ERROR = /^An error occurred while executing the state '.*?' \(entered at the event id #\d+\)\. /s;

/** What AWS adds to a sentence and nobody reads: ids of requests, the count of attempts of its own SDK, names of streams. */
const NOISE: typeof QUOTES = [
  [/^RequestId: [\w-]{1,64}(?: Error:)? /, ''],
  [/^\d{4}-\d\d-\d\dT[\d:.]{8,15}Z [\da-f-]{36} (?=Task timed out)/, ''],
  [/^\[std(?:out|err)\] ?/gm, ''],
  [/[,;] (?:(?:S3 )?Extended )?Request ID: [^,;)\s]{1,200}|; Proxy: null| \(SDK Attempt Count: \d{1,3}\)/g, ''],
];

/**
 * Returns an error's text without the state at which Step Functions says that it occurred, without the data that it quotes
 * and without what says nothing.
 */
export function withoutNoise(text: string): string {
  const sentence = text.replace(OWN_ERROR, '');
  const quotes = sentence === text ? QUOTES : [...QUOTES, ...QUOTES_OF_VALUES];
  return [...quotes, ...NOISE].reduce((rest, [quote, replacement]) => rest.replace(quote, replacement), sentence);
}
