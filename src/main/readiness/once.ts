/** Does it at the first call, and gives what came of it at every later one. */
export function once<T>(act: () => T): () => T {
  let done: { readonly result: T } | null = null
  return () => (done ??= { result: act() }).result
}
