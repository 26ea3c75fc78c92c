import type { IpcMain, WebContents } from 'electron'
import { fail, type Outcome } from '../../shared/ipc/result.ts'
import { failureOf } from '../../shared/domain/failure-catalogue.ts'
import type { Log } from '../log.ts'
import { distrust } from './sender-check.ts'

export type IpcHostParts = {
  readonly ipcMain: Pick<IpcMain, 'handle'>
  /** The calls of the contract by their wire names; nothing else is registered. */
  readonly calls: readonly string[]
  /** The contents of our window; null while there is none. */
  window(): WebContents | null
  dispatch(channel: string, input: unknown): Promise<Outcome<unknown>>
  readonly log: Log
}

/** Registers every call of the contract: sender check, then dispatcher. Every answer is an Outcome. */
export function registerCalls({ ipcMain, calls, window, dispatch, log }: IpcHostParts): void {
  for (const channel of calls) {
    ipcMain.handle(channel, async ({ sender, senderFrame }, input: unknown) => {
      const reason = distrust(sender, window(), senderFrame)
      if (reason === null) return await dispatch(channel, input)
      const logId = log.problem('ipc', `${channel} was refused: it came from ${reason}`)
      return fail(failureOf('untrusted-sender', { logId }))
    })
  }
}
