type Json = Readonly<Record<string, unknown>>;

/** The members of an event's details that GetExecutionHistory leaves out where no data are asked for. */
const DATA: ReadonlySet<string> = new Set(['input', 'output', 'parameters', 'inputDetails', 'outputDetails']);

/**
 * Returns the page of a whole history that a call asks for, as Step Functions would: from either end, so many events, with or
 * without the data in them. The functions read a long history from both ends.
 * Source: https://docs.aws.amazon.com/step-functions/latest/apireference/API_GetExecutionHistory.html
 */
export function historyPage({ events, ...rest }: Json, input: Json): Json {
  const all = (Array.isArray(events) ? events : []).toSorted((one, other) => one.id - other.id);
  const ordered = input.reverseOrder === true ? all.toReversed() : all;
  const start = Number(input.nextToken ?? 0);
  const end = start + Number(input.maxResults ?? 100);
  const page = ordered.slice(start, end);
  return {
    ...rest,
    events: input.includeExecutionData === false ? page.map(withoutData) : page,
    ...(end < all.length && { nextToken: String(end) }),
  };
}

function withoutData(event: Json): Json {
  return Object.fromEntries(
    Object.entries(event).map(([name, value]) => [
      name,
      name.endsWith('Details')
        ? Object.fromEntries(Object.entries(value as object).filter(([member]) => !DATA.has(member)))
        : value,
    ]),
  );
}
