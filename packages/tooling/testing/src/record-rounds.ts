type Client = { readonly send: (...parameters: never[]) => unknown };

/**
 * Returns a recorder of calls that all take equally long, so that they go in rounds: what begins before the answers of a
 * round have come goes side by side with it. There are as many rounds as calls in the longest chain.
 */
export function recordRounds() {
  const rounds: string[][] = [];
  let answered: Promise<void> | undefined;

  async function record(name: string): Promise<void> {
    if (answered === undefined) {
      rounds.push([]);
      answered = new Promise((resolve) => {
        setImmediate(() => {
          answered = undefined;
          resolve();
        });
      });
    }
    rounds.at(-1)?.push(name);
    await answered;
  }

  /** Returns the client, whose calls are recorded by their commands’ names. */
  function recorded<Recorded extends Client>({ send }: Recorded): Recorded {
    const call = send as (...parameters: unknown[]) => unknown;
    const recording = async (command: object, ...rest: unknown[]) => {
      await record(command.constructor.name.replace(/Command$/, ''));
      return call(command, ...rest);
    };
    return { send: recording } as never;
  }

  /** Returns the rounds since this was called last, each written as `A + B`. */
  function takeRounds(): readonly string[] {
    return rounds.splice(0).map((names) => names.sort().join(' + '));
  }

  return { record, recorded, takeRounds };
}
