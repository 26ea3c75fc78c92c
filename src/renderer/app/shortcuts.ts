import { tinykeys } from 'tinykeys'
import type { Command } from '../command.ts'
import { commands, runCommand } from '../commands.ts'
import { useShortcuts } from '../state/shortcut-store.ts'
import { goBack, goForward } from '../state/view-store.ts'

const backButton = 3
const forwardButton = 4

/** Binds the keys of every command to the window, and the side buttons of the mouse to the history. */
export function followShortcuts(): void {
  for (const command of commands) {
    for (const keys of command.keys) {
      // One listener each: within one, a sequence that fired leaves its siblings (`g r`, `g s`) half done.
      tinykeys(window, { [keys]: (event) => press(event, command) }, { ignore })
    }
  }
  window.addEventListener('mouseup', (event) => {
    if (event.button === backButton) goBack()
    if (event.button === forwardButton) goForward()
  })
}

function press(event: KeyboardEvent, command: Command): void {
  // A dialog keeps the keyboard to itself.
  if (isIn(event.target, '[role="dialog"], [role="alertdialog"]')) return
  event.preventDefault()
  runCommand(command)
}

/** Keys that are text where they are typed, that were turned off, or that only repeat. */
function ignore(event: KeyboardEvent): boolean {
  if (event.repeat || event.isComposing) return true
  if (event.ctrlKey || event.metaKey) return false
  if (
    isIn(
      event.target,
      'input, textarea, select, [contenteditable], [role="menu"], [role="listbox"]',
    )
  ) {
    return true
  }
  return !event.altKey && !useShortcuts.getState().plainKeys
}

function isIn(target: EventTarget | null, selector: string): boolean {
  return target instanceof Element && target.closest(selector) !== null
}
