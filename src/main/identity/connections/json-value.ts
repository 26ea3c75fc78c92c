/** What a text of JSON says; null where it is none, which no schema of ours takes for a value. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
