import { EventEmitter } from 'node:events'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import type { App, CommandLine } from 'electron'
import { takeInstanceLock } from './instance-lock.ts'

type PathName =
  | 'home'
  | 'appData'
  | 'userData'
  | 'sessionData'
  | 'temp'
  | 'logs'
  | 'downloads'
  | 'documents'

/** Switches of the command line that are meant for Chromium; the others are the application's own. */
const forChromium = [
  'no-sandbox',
  'disable-gpu',
  'force-device-scale-factor',
  'lang',
  'ozone-platform',
]

/** What of Electron's `App` is here; that it fits is checked against its own types. */
type Implemented = Pick<
  App,
  | 'isPackaged'
  | 'name'
  | 'whenReady'
  | 'enableSandbox'
  | 'getName'
  | 'setName'
  | 'getVersion'
  | 'setPath'
  | 'releaseSingleInstanceLock'
  | 'setBadgeCount'
  | 'quit'
  | 'exit'
>

/** `app`: the life of the process, its paths and its command line. */
export class HostApp extends EventEmitter implements Implemented {
  readonly isPackaged = false
  name: string
  readonly #version: string
  readonly #paths = new Map<PathName, string>()
  readonly #switches = new Map<string, string>()
  readonly #appended = new Set<string>()
  readonly #closeWindows: () => Promise<void>
  #quitting = false
  #release: (() => void) | null = null

  constructor(about: { name: string; version: string }, closeWindows: () => Promise<void>) {
    super()
    this.name = about.name
    this.#version = about.version
    this.#closeWindows = closeWindows
    for (const argument of process.argv.slice(2)) {
      const match = /^--([^=]+)(?:=(.*))?$/.exec(argument)
      if (match) this.#switches.set(match[1] ?? '', match[2] ?? '')
    }
    // Chromium refuses to run sandboxed as root; the application sees the switch and says so.
    if (process.getuid?.() === 0) this.#switches.set('no-sandbox', '')
  }

  readonly commandLine = {
    appendSwitch: (name: string, value = '') => {
      this.#switches.set(name, value)
      this.#appended.add(name)
    },
    hasSwitch: (name: string) => this.#switches.has(name),
    getSwitchValue: (name: string) => this.#switches.get(name) ?? '',
  } satisfies Pick<CommandLine, 'appendSwitch' | 'hasSwitch' | 'getSwitchValue'>

  /** What Chromium is started with. */
  chromiumSwitches(): string[] {
    return [...this.#switches]
      .filter(([name]) => this.#appended.has(name) || forChromium.includes(name))
      .map(([name, value]) => (value === '' ? `--${name}` : `--${name}=${value}`))
  }

  /** Main may set paths and switches until then; Chromium itself starts with the first window. */
  async whenReady(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve))
  }

  /** Every page of the host is sandboxed, unless Chromium was told `--no-sandbox`. */
  enableSandbox(): void {}

  getName(): string {
    return this.name
  }

  setName(name: string): void {
    this.name = name
  }

  getVersion(): string {
    return this.#version
  }

  getPath(name: PathName): string {
    const set = this.#paths.get(name)
    if (set !== undefined) return set
    switch (name) {
      case 'home':
        return homedir()
      case 'temp':
        return tmpdir()
      case 'appData':
        return applicationData()
      case 'userData':
        return join(this.getPath('appData'), this.name)
      case 'sessionData':
        return this.getPath('userData')
      case 'logs':
        return join(this.getPath('userData'), 'logs')
      case 'downloads':
        return join(homedir(), 'Downloads')
      case 'documents':
        return join(homedir(), 'Documents')
    }
  }

  setPath(name: PathName, path: string): void {
    this.#paths.set(name, path)
  }

  requestSingleInstanceLock(additionalData: Record<string, unknown> = {}): boolean {
    const own = { argv: process.argv, cwd: process.cwd(), additionalData }
    this.#release = takeInstanceLock(this.getPath('userData'), own, (second) => {
      this.emit('second-instance', {}, second.argv, second.cwd, second.additionalData)
    })
    return this.#release !== null
  }

  releaseSingleInstanceLock(): void {
    this.#release?.()
    this.#release = null
  }

  /** Chromium gives the icon of an application's window no badge: false says so. */
  setBadgeCount(_count?: number): boolean {
    return false
  }

  /** Called when the last window has closed. */
  windowsAreGone(): void {
    if (this.#quitting) return
    if (!this.emit('window-all-closed')) this.quit()
  }

  /** before-quit, windows, will-quit, quit: each of the first and third may be prevented. */
  quit(): void {
    if (this.#quitting || this.#prevented('before-quit')) return
    this.#quitting = true
    void this.#closeWindows().then(() => {
      if (this.#prevented('will-quit')) {
        this.#quitting = false
        return
      }
      this.emit('quit', {}, 0)
      process.exit(0)
    })
  }

  /** Ends at once, without asking; windows close behind. */
  exit(code = 0): void {
    this.#quitting = true
    void this.#closeWindows().finally(() => process.exit(code))
  }

  #prevented(event: string): boolean {
    let prevented = false
    this.emit(event, { preventDefault: () => void (prevented = true) })
    return prevented
  }
}

function applicationData(): string {
  if (process.platform === 'win32') {
    return process.env['APPDATA'] ?? join(homedir(), 'AppData', 'Roaming')
  }
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support')
  return process.env['XDG_CONFIG_HOME'] ?? join(homedir(), '.config')
}
