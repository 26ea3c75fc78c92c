/** A list with a value added, or taken out where it was in. */
export function toggledValue<Value>(values: readonly Value[], value: Value): Value[] {
  return values.includes(value) ? values.filter((held) => held !== value) : [...values, value]
}
