/** Keeps the newer of two states by revision: a push that arrives late never takes the window back. */
export function newestOf<T extends { readonly revision: number }>(held: T | null, arrived: T): T {
  return held !== null && arrived.revision < held.revision ? held : arrived
}
