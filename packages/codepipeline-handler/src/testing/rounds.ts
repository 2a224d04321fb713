/** The calls that went out, in rounds: those of a round go side by side, and each round waits for the one before it. */
export type Rounds = readonly (readonly string[])[];

type Client = { readonly send: (...parameters: never[]) => unknown };

/**
 * Returns a recorder of calls that take equally long: what begins before the answers of a round come in goes side by side
 * with it. Its rounds are the longest chain of calls.
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

  return { rounds: rounds as Rounds, record, recorded };
}
