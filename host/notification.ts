import { spawn } from 'node:child_process'
import { EventEmitter } from 'node:events'
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import type { Notification, NotificationConstructorOptions } from 'electron'

/** `Notification`, by the program that Linux desktops have for it; not supported where there is none. It cannot be clicked. */
export class HostNotification
  extends EventEmitter
  implements Pick<Notification, 'show' | 'title' | 'body'>
{
  static isSupported(): boolean {
    return sender() !== null
  }

  title: string
  body: string

  constructor({ title = '', body = '' }: NotificationConstructorOptions = {}) {
    super()
    this.title = title
    this.body = body
  }

  show(): void {
    const program = sender()
    if (!program) return
    // The body may carry markup there; here it is text.
    const text = this.body.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
    spawn(program, ['--', this.title, text], { stdio: 'ignore' })
      .on('error', (error) => this.emit('failed', {}, error.message))
      .unref()
  }
}

function sender(): string | null {
  if (process.platform !== 'linux') return null
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter(Boolean)
  return folders.map((folder) => join(folder, 'notify-send')).find(isExecutable) ?? null
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}
