/** The call, of which at most `most` run side by side; the others wait their turn, in the order in which they came. */
export function limited<Args extends unknown[], Result>(
  most: number,
  call: (...args: Args) => Promise<Result>,
): (...args: Args) => Promise<Result> {
  let free = most;
  const waiting: (() => void)[] = [];
  const turn = async () => {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
  };
  const over = () => {
    const next = waiting.shift();
    if (next) next();
    else free += 1;
  };
  return async (...args) => {
    await turn();
    return call(...args).finally(over);
  };
}
