/** Returns a clock that moves only by waiting, which takes no time. */
export function skippingClock() {
  let time = 0;
  const waits: number[] = [];
  return {
    waits,
    elapsed: () => time,
    wait: async (milliseconds: number) => {
      waits.push(milliseconds);
      time += milliseconds;
    },
  };
}
