/** Thrown where something that was given cannot be used. Its message names the file, the place and what was expected. */
export class InputError extends Error {
  override readonly name = 'InputError';
}
