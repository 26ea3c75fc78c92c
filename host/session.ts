import { EventEmitter } from 'node:events'
import type {
  CallbackResponse,
  OnBeforeRequestListenerDetails,
  Session,
  session,
  WebContents,
} from 'electron'
import type { Session as DevtoolsSession, Protocol } from './devtools.ts'
import type { OriginMap } from './origin.ts'
import { createProtocol, type HostProtocol } from './protocol.ts'

type CheckHandler = NonNullable<Parameters<Session['setPermissionCheckHandler']>[0]>
type RequestHandler = NonNullable<Parameters<Session['setPermissionRequestHandler']>[0]>
type Permission = Parameters<CheckHandler>[1]
type BeforeRequest = (
  details: OnBeforeRequestListenerDetails,
  callback: (response: CallbackResponse) => void,
) => void

/** Electron's names of what a page may be permitted, with Chromium's. */
const permissions = {
  'clipboard-read': ['clipboardReadWrite'],
  'clipboard-sanitized-write': ['clipboardSanitizedWrite'],
  'background-sync': ['backgroundSync', 'backgroundFetch', 'periodicBackgroundSync'],
  geolocation: ['geolocation'],
  'idle-detection': ['idleDetection'],
  'local-fonts': ['localFonts'],
  media: ['audioCapture', 'videoCapture'],
  midi: ['midi', 'midiSysex'],
  notifications: ['notifications'],
  'persistent-storage': ['durableStorage'],
  'screen-wake-lock': ['wakeLockScreen'],
  sensors: ['sensors'],
  'storage-access': ['storageAccess'],
  'window-management': ['windowManagement'],
} as const satisfies { [P in Permission]?: readonly Protocol.Browser.PermissionType[] }

/** What of Electron's `Session` is here; that it fits is checked against its own types. */
type Implemented = Pick<
  Session,
  | 'setPermissionCheckHandler'
  | 'setPermissionRequestHandler'
  | 'setDevicePermissionHandler'
  | 'setSpellCheckerEnabled'
>

type FromPartition = typeof session.fromPartition

/** `session`: the default one, and one for each partition that is named. Nothing of them outlives the process. */
export function createSessions(origins: OriginMap): HostSessions {
  const partitions = new Map<string, HostSession>()
  return {
    defaultSession: new HostSession(createProtocol(origins)),
    fromPartition(name) {
      if (name.startsWith('persist:')) throw new Error('session: the host keeps no partition')
      const known = partitions.get(name) ?? new HostSession(createProtocol(origins))
      partitions.set(name, known)
      return known
    },
  }
}

export type HostSessions = {
  readonly defaultSession: HostSession
  fromPartition(...given: Parameters<FromPartition>): HostSession
}

/** `session.defaultSession`, or that of a partition. */
export class HostSession extends EventEmitter implements Implemented {
  readonly protocol: HostProtocol
  readonly webRequest = {
    onBeforeRequest: (...given: [unknown, BeforeRequest | null] | [BeforeRequest | null]) => {
      if (given.length === 2) {
        throw new Error('webRequest: the host knows no filters; look at every request')
      }
      this.#beforeRequest = given[0]
    },
  }
  #beforeRequest: BeforeRequest | null = null
  #check: CheckHandler | null = null
  #request: RequestHandler | null = null

  constructor(protocol: HostProtocol) {
    super()
    this.protocol = protocol
  }

  setPermissionCheckHandler(handler: CheckHandler | null): void {
    this.#check = handler
  }

  setPermissionRequestHandler(handler: RequestHandler | null): void {
    this.#request = handler
  }

  /** The host knows no devices of any kind. */
  setDevicePermissionHandler(_handler: unknown): void {}

  /** The host has no spelling checker at all. */
  setSpellCheckerEnabled(_enable: boolean): void {}

  /** What the application's listener says about a request. */
  async decide(details: OnBeforeRequestListenerDetails): Promise<CallbackResponse> {
    const listener = this.#beforeRequest
    return listener ? await new Promise((resolve) => listener(details, resolve)) : {}
  }

  /**
   * Asks the application about every permission once, now, and sets Chromium accordingly: what is not
   * granted is refused without a question to the operator.
   */
  async settlePermissions(
    browser: DevtoolsSession,
    webContents: WebContents,
    origin: string,
  ): Promise<void> {
    const granted: Protocol.Browser.PermissionType[] = []
    for (const [permission, names] of Object.entries(permissions)) {
      if (await this.#permits(permission as Permission, webContents, origin)) granted.push(...names)
    }
    await browser.send('Browser.grantPermissions', { permissions: granted })
  }

  async #permits(
    permission: Permission,
    webContents: WebContents,
    requestingUrl: string,
  ): Promise<boolean> {
    const details = { isMainFrame: true, requestingUrl }
    const checked = this.#check?.(webContents, permission, requestingUrl, details) ?? true
    const ask = this.#request
    const requested = ask
      ? await new Promise<boolean>((resolve) => ask(webContents, permission, resolve, details))
      : true
    return checked && requested
  }
}
