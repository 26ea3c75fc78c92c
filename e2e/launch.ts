import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { _electron, chromium, test as base } from '@playwright/test'
import { heldPages, holdDialogs } from './consent.ts'
import type { Launched } from './launched.ts'

export type Backend = 'chromium' | 'electron'
export type LaunchProject = { backend: Backend }

export type LaunchOptions = {
  readonly backend: Backend
  /** Arguments of the application. */
  readonly args?: readonly string[]
  /** Added to the environment; `undefined` takes a variable away. */
  readonly env?: Readonly<Record<string, string | undefined>>
  /** The data folder. One in which nothing was chosen yet opens the practice organization. */
  readonly home: string
  /** True to be asked where to go instead, as whoever starts Rootkeep for the first time. */
  readonly asked?: boolean
  readonly colorScheme?: 'light' | 'dark'
  readonly size?: { readonly width: number; readonly height: number }
}

const root = fileURLToPath(new URL('..', import.meta.url))
const ownUrls: Readonly<Record<Backend, string>> = {
  chromium: 'https://rootkeep.app.invalid/',
  electron: 'app://rootkeep/',
}

/** The URL of the window's origin as scripts of the page see it; the host maps `app:` to https. */
export function pageUrl(backend: Backend, path = ''): string {
  return ownUrls[backend] + path
}

/** Starts Rootkeep and waits for its page. */
export async function launch(options: LaunchOptions): Promise<Launched> {
  const { home } = options
  const launched = await (options.backend === 'chromium' ? launchHost : launchElectron)(
    options,
    home,
  )
  const { page } = launched
  if (options.colorScheme) await page.emulateMedia({ colorScheme: options.colorScheme })
  if (options.size) await page.setViewportSize(options.size)
  await page.waitForURL(`${pageUrl(options.backend)}**`)
  const exited = exitOf(launched.main)
  async function after<T>(end: () => Promise<T>): Promise<T> {
    const result = await end()
    await launched.disconnect()
    return result
  }
  return {
    page,
    home,
    main: launched.main,
    electron: launched.electron,
    output: launched.output,
    close: () =>
      after(async () => {
        launched.main.kill('SIGTERM')
        return await exited
      }),
    kill: () =>
      after(async () => {
        launched.main.kill('SIGKILL')
        await exited
      }),
  }
}

/** Runs the program to its end, with no page to look at: a headless start, or a second instance. */
export async function run(
  options: LaunchOptions,
): Promise<{ code: number | null; output: string }> {
  const [command, ...args] = commandOf(options.backend)
  const child = spawn(command, [...args, ...argumentsOf(options)], {
    cwd: root,
    env: environmentOf(options, options.home),
  })
  const output = collect(child)
  return { code: await exitOf(child), output: output() }
}

type Started = Pick<Launched, 'page' | 'main' | 'electron' | 'output'> & {
  disconnect(): Promise<void>
}

async function launchHost(options: LaunchOptions, home: string): Promise<Started> {
  const [command, ...args] = commandOf('chromium')
  const env = { ...environmentOf(options, home), ROOTKEEP_HOST_CDP: '1' }
  const main = spawn(command, [...args, ...argumentsOf(options)], { cwd: root, env })
  const output = collect(main)
  const address = await new Promise<string>((resolve, reject) => {
    main.stderr.on('data', () => {
      const found = /ROOTKEEP_HOST_CDP (ws:\S+)/.exec(output())?.[1]
      if (found) resolve(found)
    })
    main.once('exit', (code) =>
      reject(new Error(`main ended with ${code} before its window:\n${output()}`)),
    )
  })
  const browser = await chromium.connectOverCDP(address)
  const [context] = browser.contexts()
  const page = context?.pages()[0] ?? (await context?.waitForEvent('page'))
  if (!page) throw new Error('Chromium has no window')
  return { page, main, electron: null, output, disconnect: () => browser.close() }
}

async function launchElectron(options: LaunchOptions, home: string): Promise<Started> {
  const [executablePath, ...args] = commandOf('electron')
  const env = definedOnly(environmentOf(options, home))
  const application = await _electron.launch({
    executablePath,
    args: [...args, ...argumentsOf(options)],
    cwd: root,
    env,
  })
  const main = application.process()
  const output = collect(main)
  await holdDialogs(application)
  const page = await application.firstWindow()
  return { page, main, electron: application, output, disconnect: async () => {} }
}

function argumentsOf({ args = [], asked = false, home }: LaunchOptions): string[] {
  const isNew = !existsSync(join(home, 'rootkeep.db'))
  return [...args, ...(isNew && !asked ? ['--connection=practice'] : [])]
}

/** The program and the arguments that make it run the built main. */
function commandOf(backend: Backend): [string, ...string[]] {
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  if (backend === 'electron') return [electronBinary() ?? 'electron', '.', ...asRoot]
  return [
    process.execPath,
    '--disable-warning=ExperimentalWarning',
    join(root, 'host', 'run.ts'),
    '.',
    ...asRoot,
  ]
}

/** Where the Electron binary is, or null where it was never downloaded. */
export function electronBinary(): string | null {
  const folder = join(root, 'node_modules', 'electron')
  const nameFile = join(folder, 'path.txt')
  if (!existsSync(nameFile)) return null
  const path = join(
    process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? join(folder, 'dist'),
    readFileSync(nameFile, 'utf8'),
  )
  return existsSync(path) ? path : null
}

function environmentOf(options: LaunchOptions, home: string): NodeJS.ProcessEnv {
  const headless = process.env['ROOTKEEP_E2E_HEADED'] === '1' ? {} : { ROOTKEEP_HOST_HEADLESS: '1' }
  return {
    ...process.env,
    ...headless,
    // Nothing of this computer's own AWS settings reaches a test.
    AWS_CONFIG_FILE: join(home, 'no-config'),
    AWS_SHARED_CREDENTIALS_FILE: join(home, 'no-credentials'),
    ROOTKEEP_HOME: home,
    ROOTKEEP_HOST_BROWSER: join(root, 'e2e', 'note-page.sh'),
    ROOTKEEP_E2E_PAGES: pagesFileOf(home),
    ...options.env,
  }
}

/** Where the addresses are noted that a browser is asked to open. Beside the data folder, which may be empty. */
function pagesFileOf(home: string): string {
  return `${home}.pages`
}

/** What Rootkeep asked the browser of this computer to open so far, oldest first. */
export async function openedPages({ home, electron }: Launched): Promise<string[]> {
  if (electron) return await heldPages(electron)
  const file = pagesFileOf(home)
  return existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean) : []
}

function definedOnly(environment: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value]],
    ),
  )
}

function collect(child: ChildProcess): () => string {
  let text = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (chunk: string) => (text += chunk))
  }
  return () => text
}

async function exitOf(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode
  const [code] = (await once(child, 'exit')) as [number | null]
  return code
}

type Fixtures = {
  /** Starts Rootkeep on the shell of this project; whatever is started is ended after the test. */
  start(options?: Partial<Omit<LaunchOptions, 'backend'>>): Promise<Launched>
  /** An empty folder, the data folder where no other is named; removed after the test. */
  folder: string
  /** Rootkeep on a fresh data folder, its page loaded. */
  rootkeep: Launched
}

/** Playwright's `test`, on the shell of the project; skipped where that shell is not to be had. */
export const test = base.extend<Fixtures & LaunchProject>({
  backend: ['chromium', { option: true }],
  start: async ({ backend, folder }, use) => {
    const without = backend === 'electron' && electronBinary() === null
    test.skip(without, 'the Electron binary is not installed here (node_modules/electron/dist)')
    const started: Launched[] = []
    await use(async (options) => {
      const launched = await launch({ backend, home: folder, ...options })
      started.push(launched)
      return launched
    })
    await Promise.all(started.map((launched) => launched.close()))
  },
  // Playwright wants the pattern, also where nothing is taken from it.
  folder: async ({ backend: _backend }, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'rootkeep-e2e-'))
    await use(folder)
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
    rmSync(pagesFileOf(folder), { force: true })
  },
  rootkeep: async ({ start }, use) => {
    await use(await start())
  },
})

export { expect } from '@playwright/test'
