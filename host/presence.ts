import { EventEmitter } from 'node:events'
import type { PowerMonitor, SystemPreferences } from 'electron'

/** Tells of nothing: the host hears neither the screen nor sleep. */
export const powerMonitor = new EventEmitter() as unknown as Pick<PowerMonitor, 'on' | 'off'>

/** SECURITY: nobody can be asked to prove who they are, and none is pretended. */
export const systemPreferences = {
  canPromptTouchID: () => false,
  promptTouchID: () =>
    Promise.reject(new Error('systemPreferences: there is no Touch ID in the host')),
} satisfies Pick<SystemPreferences, 'canPromptTouchID' | 'promptTouchID'>
