import type { IpcMain, IpcMainInvokeEvent } from 'electron'

type Listener = (event: IpcMainInvokeEvent, ...args: unknown[]) => unknown

/** `ipcMain`, of which this project uses calls with an answer only. */
export type HostIpcMain = Pick<IpcMain, 'handle' | 'removeHandler'> & {
  /** Runs the handler of a channel; rejects as Electron does where there is none. */
  invoke(event: IpcMainInvokeEvent, channel: string, args: unknown[]): Promise<unknown>
}

export function createIpcMain(): HostIpcMain {
  const handlers = new Map<string, Listener>()
  return {
    handle(channel: string, listener: Listener) {
      if (handlers.has(channel)) {
        throw new Error(`Attempted to register a second handler for '${channel}'`)
      }
      handlers.set(channel, listener)
    },
    removeHandler(channel: string) {
      handlers.delete(channel)
    },
    async invoke(event, channel, args) {
      const handler = handlers.get(channel)
      if (!handler) throw new Error(`No handler registered for '${channel}'`)
      return await handler(event, ...args)
    },
  }
}
