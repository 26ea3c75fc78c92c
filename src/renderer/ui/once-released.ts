/**
 * Runs at once, or where the mouse is pressed, once it is let go: what is laid out anew when a field loses the keyboard must not slip a button from
 * under the press that took it.
 */
export function onceReleased(run: () => void): void {
  if (document.querySelector(':active') === null) run()
  else addEventListener('pointerup', run, { once: true })
}
