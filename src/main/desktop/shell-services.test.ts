import { EventEmitter } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type {
  BrowserWindow,
  MessageBoxOptions,
  MessageBoxReturnValue,
  OpenDialogOptions,
  OpenDialogReturnValue,
  PowerMonitor,
  SafeStorage,
  SaveDialogOptions,
  SaveDialogReturnValue,
} from 'electron'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { FileNotSaved } from '../saved-file.ts'
import type { ShellServices } from '../shell-services.ts'
import { createShellServices } from './shell-services.ts'

class FakeWindow extends EventEmitter {
  destroyed = false
  isDestroyed = (): boolean => this.destroyed
  close(): void {
    this.destroyed = true
    this.emit('closed')
  }
}

type Asked = {
  options: MessageBoxOptions
  window: unknown
  answer(value: MessageBoxReturnValue): void
}

let asked: Asked[] = []
let window: FakeWindow | null
let problems: string[] = []
let savedTo: SaveDialogReturnValue
let proposed: SaveDialogOptions[] = []
let opened: OpenDialogReturnValue
let toOpen: OpenDialogOptions[] = []
let badge = -1
let visited: string[] = []
let touch: () => Promise<void> = () => Promise.resolve()
const monitor = new EventEmitter()
let services: ShellServices

const press = (response: number): MessageBoxReturnValue => ({ response, checkboxChecked: false })
const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5))
const question = { title: 'Change the rules?', detail: 'They loosen.', agree: 'Change them' }

function shell(platform: NodeJS.Platform = 'linux'): ShellServices {
  return createShellServices({
    window: () => window as unknown as BrowserWindow | null,
    dialog: {
      showMessageBox: (...given: unknown[]) => {
        const [parent, options] = given as [unknown, MessageBoxOptions]
        return new Promise((resolve) => asked.push({ options, window: parent, answer: resolve }))
      },
      showSaveDialog: (...given: unknown[]) => {
        proposed.push(given[1] as SaveDialogOptions)
        return Promise.resolve(savedTo)
      },
      showOpenDialog: (...given: unknown[]) => {
        toOpen.push(given[1] as OpenDialogOptions)
        return Promise.resolve(opened)
      },
    },
    printPdf: null,
    // Not looked at before the key store is asked for.
    safeStorage: {} as SafeStorage,
    systemPreferences: { canPromptTouchID: () => true, promptTouchID: () => touch() },
    powerMonitor: monitor as unknown as PowerMonitor,
    shell: { openExternal: async (url) => void visited.push(url) },
    app: { setBadgeCount: (count = 0) => (badge = count) >= 0 },
    Notification: class {
      static isSupported = (): boolean => false
      show(): void {
        throw new Error('not supported')
      }
    },
    log: { info: () => {}, problem: (_area, message) => String(problems.push(message)) },
    platform,
  })
}

beforeEach(() => {
  asked = []
  problems = []
  proposed = []
  toOpen = []
  badge = -1
  window = new FakeWindow()
  services = shell()
})

describe('SECURITY: consent', () => {
  it('is asked over the window, with nothing agreed to by default', async () => {
    void services.consent(question)
    await settle()
    expect(asked[0]?.window).toBe(window)
    expect(asked[0]?.options).toMatchObject({
      type: 'warning',
      message: question.title,
      detail: question.detail,
      buttons: ['Cancel', 'Change them'],
      defaultId: 0,
      cancelId: 0,
      noLink: true,
    })
  })

  it('is given by the one button that agrees, and by nothing else', async () => {
    for (const [response, agreed] of [
      [1, true],
      [0, false],
      [-1, false],
      [2, false],
    ] as const) {
      const answer = services.consent(question)
      await settle()
      asked.pop()?.answer(press(response))
      expect([response, await answer]).toEqual([response, agreed])
    }
  })

  it('is not given where there is no window, and falls with the window', async () => {
    const open = services.consent(question)
    await settle()
    window?.close()
    expect(asked[0]?.options.signal?.aborted).toBe(true)
    // Even where the shell answered that the button was pressed.
    asked[0]?.answer(press(1))
    expect(await open).toBe(false)
    expect(await services.consent(question)).toBe(false)
    window = null
    expect(await services.consent(question)).toBe(false)
    expect(asked).toHaveLength(1)
  })

  it('is asked for one question at a time, and an answer counts for its own question only', async () => {
    const answers = [services.consent(question), services.consent({ ...question, title: 'Second' })]
    await settle()
    expect(asked.map(({ options }) => options.message)).toEqual([question.title])
    asked[0]?.answer(press(1))
    await settle()
    expect(asked.map(({ options }) => options.message)).toEqual([question.title, 'Second'])
    asked[1]?.answer(press(0))
    expect(await Promise.all(answers)).toEqual([true, false])
  })

  it('is refused unseen where more questions wait than a person reads', async () => {
    const answers = Array.from({ length: 20 }, () => services.consent(question))
    expect(await Promise.all(answers.slice(4))).toEqual(Array.from({ length: 16 }, () => false))
    expect(problems).toHaveLength(16)
    for (let seen = 1; seen <= 4; seen += 1) {
      await settle()
      expect(asked).toHaveLength(seen)
      asked[seen - 1]?.answer(press(1))
    }
    expect(await Promise.all(answers.slice(0, 4))).toEqual([true, true, true, true])
    // And once they are answered, the next is put again.
    void services.consent(question)
    await settle()
    expect(asked).toHaveLength(5)
  })
})

describe('saving', () => {
  let folder = ''
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'rootkeep-shell-save-'))
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  it('writes the text where the person said, under a name that is no path', async () => {
    const filePath = join(folder, 'a.md')
    savedTo = { canceled: false, filePath }
    expect(await services.saveText({ name: '../report.md', text: 'words' })).toBe(filePath)
    expect(proposed[0]?.defaultPath).toBe('-report.md')
    expect(proposed[0]?.properties).toContain('showOverwriteConfirmation')
    expect(readFileSync(filePath, 'utf8')).toBe('words')
  })

  it('writes nothing where the person did not say, or nobody is there', async () => {
    savedTo = { canceled: true, filePath: '' }
    expect(await services.saveText({ name: 'a.md', text: 'words' })).toBeNull()
    savedTo = { canceled: false, filePath: join(folder, 'a.md') }
    expect(await services.chooseSavePath('a.md')).toBe(savedTo.filePath)
    window = null
    expect(await services.saveText({ name: 'a.md', text: 'words' })).toBeNull()
    expect(proposed).toHaveLength(2)
  })

  it('that fails is a failure in words', async () => {
    savedTo = { canceled: false, filePath: join(folder, 'nowhere', 'a.md') }
    await expect(services.saveText({ name: 'a.md', text: 'x' })).rejects.toThrow(FileNotSaved)
  })
})

describe('choosing', () => {
  const chosen = { canceled: false, filePaths: ['/evidence'] }
  const cancelled = { canceled: true, filePaths: ['/evidence'] }

  it('a folder asks for one that is there or is made, and gives it', async () => {
    opened = chosen
    expect(await services.chooseFolder('Where reports go')).toBe('/evidence')
    expect(toOpen).toEqual([
      { title: 'Where reports go', properties: ['openDirectory', 'createDirectory'] },
    ])
  })

  it('a file asks for one with the right ending', async () => {
    opened = chosen
    expect(await services.chooseFile({ title: 'Open', extensions: ['zip'] })).toBe('/evidence')
    expect(toOpen[0]).toMatchObject({
      properties: ['openFile'],
      filters: [{ extensions: ['zip'] }],
    })
  })

  it('gives nothing where the person did not choose, or nobody is there', async () => {
    opened = cancelled
    expect(await services.chooseFolder('x')).toBeNull()
    opened = { canceled: false, filePaths: [] }
    expect(await services.chooseFile({ title: 'x', extensions: ['zip'] })).toBeNull()
    opened = chosen
    window = null
    expect(await services.chooseFolder('x')).toBeNull()
    expect(toOpen).toHaveLength(2)
  })
})

it('open cases are the badge of the application; where there are no notifications, nothing fails', () => {
  services.showOpenCases(3)
  expect(badge).toBe(3)
  services.notify({ title: 'A case ends in 10 minutes', body: 'Close it.' })
})

describe('SECURITY: the browser of the person', () => {
  it('opens https, and http on this computer; nothing else, and says no address that it refused', async () => {
    visited = []
    const good = [
      'https://oidc.eu-west-1.amazonaws.com/authorize?x=1',
      'http://127.0.0.1:8123/authorize',
    ]
    for (const url of good) expect(await services.openBrowser(url)).toBe(true)
    for (const url of [
      'http://example.com/',
      'http://127.0.0.1.example.com/',
      'https://kim:secret@example.com/',
      'file:///etc/passwd',
      'javascript:alert(1)',
      'ms-settings:',
      'not a url',
    ]) {
      expect(await services.openBrowser(url), url).toBe(false)
    }
    expect(visited).toEqual(good)
    expect(problems.join()).not.toMatch(/example|secret|passwd|alert/)
  })
})

describe('who is there', () => {
  it('is asked by the system on macOS alone; who cancels is nobody', async () => {
    expect(services.askPerson).toBeNull()
    const { askPerson } = shell('darwin')
    touch = () => Promise.resolve()
    expect(await askPerson?.('unlock Rootkeep')).toBe(true)
    touch = () => Promise.reject(new Error('cancelled'))
    expect(await askPerson?.('unlock Rootkeep')).toBe(false)
  })

  it('is nobody once the screen is locked or the computer sleeps, as long as somebody listens', () => {
    let away = 0
    const off = services.onAway(() => (away += 1))
    monitor.emit('lock-screen')
    monitor.emit('suspend')
    off()
    monitor.emit('suspend')
    expect(away).toBe(2)
  })
})
