import { EventEmitter } from 'node:events'
import type { App, Session } from 'electron'
import { describe, expect, it } from 'vitest'
import type { Log } from '../log.ts'
import { guardContents, guardSession } from './session-guards.ts'

const log: Log = { info: () => {}, problem: () => 'id' }

type Decide<T> = (decision: T) => void
class FakeSession extends EventEmitter {
  ask: (contents: null, permission: string, decide: Decide<boolean>) => void = () => {}
  check: (contents: null, permission: string) => boolean = () => true
  request: (details: { url: string }, decide: Decide<{ cancel: boolean }>) => void = () => {}
  device: () => boolean = () => true
  spelling = true
  setPermissionRequestHandler = (handler: FakeSession['ask']): void => void (this.ask = handler)
  setPermissionCheckHandler = (handler: FakeSession['check']): void => void (this.check = handler)
  setDevicePermissionHandler = (handler: () => boolean): void => void (this.device = handler)
  setSpellCheckerEnabled = (enabled: boolean): void => void (this.spelling = enabled)
  webRequest = {
    onBeforeRequest: (listener: FakeSession['request']): void => void (this.request = listener),
  }
}

function guardedSession(): FakeSession {
  const session = new FakeSession()
  guardSession(session as unknown as Session, log)
  return session
}

describe('the session', () => {
  it('grants the copying of text, and no other permission', () => {
    const session = guardedSession()
    const names = [
      'clipboard-sanitized-write',
      'clipboard-read',
      'display-capture',
      // Saving and opening files is asked for by main, in a dialog of the system.
      'fileSystem',
      'fullscreen',
      'geolocation',
      'idle-detection',
      'keyboardLock',
      'media',
      'mediaKeySystem',
      'midi',
      'midiSysex',
      'notifications',
      'openExternal',
      'pointerLock',
      'serial',
      'storage-access',
      'top-level-storage-access',
      'unknown',
      'usb',
      'window-management',
    ]
    const decided = names.map((name) => {
      let granted = false
      session.ask(null, name, (decision) => void (granted = decision))
      expect(session.check(null, name)).toBe(granted)
      return granted
    })
    expect(names.filter((_, index) => decided[index])).toEqual(['clipboard-sanitized-write'])
    expect(session.device()).toBe(false)
    expect(session.spelling).toBe(false)
  })

  it('lets requests to the app itself pass, and cancels every other', () => {
    const session = guardedSession()
    function cancelled(url: string): boolean | undefined {
      let result: boolean | undefined
      session.request({ url }, ({ cancel }) => void (result = cancel))
      return result
    }
    const own = ['app://rootkeep/', 'app://rootkeep/assets/a.js', 'data:image/png;base64,AA']
    expect(own.filter((url) => cancelled(url))).toEqual([])
    const foreign = [
      'https://example.com/',
      'http://127.0.0.1/',
      'ws://127.0.0.1/',
      'file:///etc/passwd',
      'app://elsewhere/',
      'app://rootkeep.example.com/',
      'data:text/html,<script>',
      'blob:app://rootkeep/1',
      'devtools://devtools/',
    ]
    expect(foreign.filter((url) => !cancelled(url))).toEqual([])
  })

  it('stops downloads', () => {
    let prevented = false
    guardedSession().emit(
      'will-download',
      { preventDefault: () => void (prevented = true) },
      { getURL: () => 'app://rootkeep/' },
    )
    expect(prevented).toBe(true)
  })
})

class FakeContents extends EventEmitter {
  policy = ''
  open: (details: { url: string }) => { action: string } = () => ({ action: 'allow' })
  setWebRTCIPHandlingPolicy = (policy: string): void => void (this.policy = policy)
  setWindowOpenHandler = (handler: FakeContents['open']): void => void (this.open = handler)
  getURL = (): string => 'app://rootkeep/index.html#/accounts'
  prevents(name: string, details: object = {}): boolean {
    let prevented = false
    this.emit(name, { ...details, preventDefault: () => void (prevented = true) })
    return prevented
  }
}

describe('every page', () => {
  const app = new EventEmitter()
  guardContents(app as unknown as App, log)
  const contents = new FakeContents()
  app.emit('web-contents-created', {}, contents)

  it('may be loaded again, and goes nowhere else', () => {
    const goes = (url: string, isMainFrame = true): boolean =>
      !contents.prevents('will-frame-navigate', { url, isMainFrame })
    expect(goes('app://rootkeep/index.html')).toBe(true)
    const others = [
      'app://rootkeep/other.html',
      'https://example.com/',
      'file:///etc/passwd',
      'about:blank',
    ]
    expect(others.filter((url) => goes(url))).toEqual([])
    expect(goes('app://rootkeep/index.html', false)).toBe(false)
    expect(contents.prevents('will-redirect')).toBe(true)
  })

  it('holds a document of the shelf in a frame, and no other page', () => {
    const shows = (url: string): boolean =>
      !contents.prevents('will-frame-navigate', { url, isMainFrame: false })
    const document = 'app://rootkeep/document/c2hlbGYtdG9rZW4tMTIzNA'
    expect([document, `${document}#accounts`].filter(shows)).toHaveLength(2)
    const others = [
      'app://rootkeep/',
      'app://rootkeep/document/',
      `${document}/../../index.html`,
      `${document}?x=1`,
      'app://rootkeep.example.com/document/a',
      'app://elsewhere/document/a',
      'https://example.com/document/a',
      'data:text/html,a',
      'about:blank',
    ]
    expect(others.filter(shows)).toEqual([])
    // And the window itself never becomes one.
    expect(contents.prevents('will-frame-navigate', { url: document, isMainFrame: true })).toBe(
      true,
    )
  })

  it('opens no window and holds no webview', () => {
    expect(contents.open({ url: 'app://rootkeep/' })).toEqual({ action: 'deny' })
    expect(contents.prevents('will-attach-webview')).toBe(true)
    expect(contents.policy).toBe('disable_non_proxied_udp')
  })
})
