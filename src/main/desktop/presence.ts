import type { PowerMonitor, SystemPreferences } from 'electron'
import type { ShellServices } from '../shell-services.ts'

/** How the system asks who is there; null where it does not. */
export function personAsked(
  preferences: Pick<SystemPreferences, 'canPromptTouchID' | 'promptTouchID'>,
  platform: NodeJS.Platform,
): ShellServices['askPerson'] {
  // Electron has it on macOS alone.
  if (platform !== 'darwin' || !preferences.canPromptTouchID()) return null
  return (reason) =>
    preferences.promptTouchID(reason).then(
      () => true,
      // Cancelled, or another finger: the system says no more than that.
      () => false,
    )
}

/** Listens for the screen being locked and for the computer falling asleep. */
export function onAway(
  monitor: Pick<PowerMonitor, 'on' | 'off'>,
  listener: () => void,
): () => void {
  // macOS and Windows tell of the screen; Linux of sleep alone.
  monitor.on('lock-screen', listener)
  monitor.on('suspend', listener)
  return () => {
    monitor.off('lock-screen', listener)
    monitor.off('suspend', listener)
  }
}
