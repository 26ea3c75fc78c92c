import { contextBridge, ipcRenderer } from 'electron'

/** The wire names of the contract, put here by the build (electron.vite.config.ts). */
declare const __ROOTKEEP_CHANNELS__: {
  readonly calls: readonly string[]
  readonly pushes: readonly string[]
}

const { calls, pushes } = __ROOTKEEP_CHANNELS__
const api: Record<string, Record<string, unknown>> = {}

function offer(channel: string, use: unknown): void {
  const [group = '', name = ''] = channel.split('.')
  api[group] = { ...api[group], [name]: use }
}

for (const channel of calls) {
  offer(channel, (input?: unknown) => ipcRenderer.invoke(channel, input))
}
for (const channel of pushes) {
  offer(channel, (listener: (payload: unknown) => void) => {
    const forward = (_event: unknown, payload: unknown): void => listener(payload)
    ipcRenderer.on(channel, forward)
    return () => void ipcRenderer.removeListener(channel, forward)
  })
}

// SECURITY: the page gets these functions and nothing else; no channel can be named that is not among them.
contextBridge.exposeInMainWorld('rootkeep', api)
