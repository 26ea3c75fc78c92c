import { tinykeys } from 'tinykeys'
import { commands, runCommand } from '../commands.ts'
import { goBack, goForward } from '../state/view-store.ts'

const backButton = 3
const forwardButton = 4

/** Binds the keys of every command to the window, and the side buttons of the mouse to the history. */
export function followShortcuts(): void {
  const bindings: Record<string, (event: KeyboardEvent) => void> = {}
  for (const command of commands) {
    for (const keys of command.keys) {
      bindings[keys] = (event) => {
        if (inDialog(event.target) && command.id !== 'palette') return
        event.preventDefault()
        runCommand(command)
      }
    }
  }
  tinykeys(window, bindings)
  window.addEventListener('mouseup', (event) => {
    if (event.button === backButton) goBack()
    if (event.button === forwardButton) goForward()
  })
}

/** A dialog keeps the keyboard to itself. */
function inDialog(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('[role="dialog"], [role="alertdialog"]') !== null
}
