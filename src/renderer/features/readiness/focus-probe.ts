/** The ID of what holds the field for the account of the task policies. */
export const probeId = 'readiness-probe'

/** Puts the cursor into the field for the account of the task policies. */
export function focusProbe(): void {
  const place = document.getElementById(probeId)
  place?.scrollIntoView({ block: 'center' })
  place?.querySelector('input')?.focus({ preventScroll: true })
}
