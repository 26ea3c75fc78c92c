import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import {
  app,
  dialog,
  ipcMain,
  Notification,
  powerMonitor,
  protocol,
  safeStorage,
  session,
  shell,
  systemPreferences,
  BrowserWindow,
} from 'electron'
import { contract } from '../../shared/ipc/contract.ts'
import { channelNames } from '../../shared/ipc/derived.ts'
import type { Failure } from '../../shared/domain/failure.ts'
import { failureOf } from '../../shared/domain/failure-catalogue.ts'
import { fail, type Outcome } from '../../shared/ipc/result.ts'
import { createDispatcher } from '../dispatcher.ts'
import { dataFolderOf } from '../data-folder.ts'
import type { Log } from '../log.ts'
import type { ShellServices } from '../shell-services.ts'
import type { Workstation } from '../workstation.ts'
import { appOrigin, appScheme } from './app-origin.ts'
import { createAppProtocol, failurePath } from './app-protocol.ts'
import { readCommandLine, type DesktopOptions } from './command-line.ts'
import { runHeadless } from './headless.ts'
import { registerCalls } from './ipc-host.ts'
import { openLog } from './log-file.ts'
import { installMenu } from './menu.ts'
import { createPdfPrinter } from './pdf-printer.ts'
import { takePicture } from './picture.ts'
import { recoverWindow } from './recovery.ts'
import { guardContents, guardSession } from './session-guards.ts'
import { createShellServices } from './shell-services.ts'
import { aboutShell, prepareDataFolder, shellFolderOf, type ShellAbout } from './surroundings.ts'
import { createWindow, presentWindow, startUrl } from './window.ts'

export type Surroundings = {
  readonly dataFolder: string
  readonly shell: ShellAbout
  readonly services: ShellServices
  /** Whether there is a window that somebody could find open. */
  readonly locks: boolean
}

export type DesktopParts = {
  readonly rendererFolder: string
  readonly preloadFile: string
  readonly environment: NodeJS.ProcessEnv
  openWorkstation(surroundings: Surroundings): Promise<Outcome<Workstation>>
}

/**
 * Starts the desktop: one instance, one window, one workstation behind it. Returns at once; what must
 * happen before the shell is ready has then happened.
 */
export function startDesktop(parts: DesktopParts): void {
  const options = readCommandLine(process.argv.slice(1))
  const dataFolder = dataFolderOf(parts.environment)
  const unusable = prepareDataFolder(dataFolder)
  // The shell has to put its own files somewhere, if only to say that nothing can be put there.
  const shellHome = unusable
    ? join(app.getPath('temp'), 'rootkeep-shell')
    : shellFolderOf(dataFolder)
  app.setPath('userData', shellHome)
  app.enableSandbox()
  protocol.registerSchemesAsPrivileged([
    {
      scheme: appScheme,
      privileges: { standard: true, secure: true, supportFetchAPI: false, codeCache: true },
    },
  ])

  if (unusable === null && !app.requestSingleInstanceLock()) {
    // The first instance shows its window; a headless start has nothing else to show.
    if (options.headless) return end(failureOf('database-in-use'))
    app.exit(0)
    return
  }
  app
    .whenReady()
    .then(() => run(parts, options, dataFolder, unusable))
    .catch((error: unknown) => {
      dialog.showErrorBox(
        'Rootkeep cannot start',
        error instanceof Error ? error.message : String(error),
      )
      app.exit(1)
    })
}

async function run(
  { rendererFolder, preloadFile, openWorkstation }: DesktopParts,
  options: DesktopOptions,
  dataFolder: string,
  unusable: Failure | null,
): Promise<void> {
  const log = openLog(dataFolder)
  let failure = unusable
  let window: BrowserWindow | null = null
  let workstation: Workstation | null = null

  guardSession(session.defaultSession, log)
  guardContents(app, log)
  installMenu(process.platform)
  protocol.handle(
    appScheme,
    createAppProtocol({
      folder: rendererFolder,
      failure: () => failure,
      document: (token) => workstation?.document(token) ?? null,
    }),
  )

  const services = createShellServices({
    // A headless start shows its window to nobody, so nobody is asked.
    window: () => (options.headless ? null : window),
    dialog,
    safeStorage,
    systemPreferences,
    powerMonitor,
    shell,
    app,
    Notification,
    printPdf: createPdfPrinter({ session, BrowserWindow, log }),
    log,
    platform: process.platform,
  })

  // The window comes up while the workstation is still opening; its first calls wait here.
  const opening = failure
    ? Promise.resolve(fail(failure))
    : openWorkstation({
        dataFolder,
        shell: aboutShell(app, process.versions),
        services,
        locks: !options.headless,
      }).catch((error: unknown) =>
        fail(
          failureOf('internal', {
            logId: log.problem('start', 'the workstation did not open', error),
          }),
        ),
      )
  const dispatching = opening.then((opened) =>
    opened.ok
      ? createDispatcher(contract, opened.value.handlers, log, opened.value.explain)
      : { dispatch: async () => opened },
  )
  registerCalls({
    ipcMain,
    calls: channelNames(contract).calls,
    window: () => window?.webContents ?? null,
    dispatch: async (channel, input) => (await dispatching).dispatch(channel, input),
    log,
  })
  closeInOrder(opening, log)

  window = createWindow({
    preloadFile,
    placeFile: join(shellFolderOf(dataFolder), 'window.json'),
    hidden: options.headless,
  })
  const shown = window
  recoverWindow(shown, log)
  // Also where a hidden one is still there, which prints.
  shown.once('closed', () => app.quit())
  app.on('second-instance', () => presentWindow(shown))
  const loading = shown.loadURL(startUrl)
  // It is awaited below; until then, that it failed is nobody's unhandled rejection.
  loading.catch(() => {})

  const opened = await opening
  if (!opened.ok) {
    failure = opened.error
    if (options.headless) return end(failure)
    console.error(`${failure.message} ${failure.remedy}`)
    await loading.catch(() => {})
    return shown.loadURL(`${appOrigin}${failurePath}`)
  }
  workstation = opened.value
  workstation.subscribe((channel, payload) => {
    if (!shown.isDestroyed()) shown.webContents.send(channel, payload)
  })
  if (!options.headless) {
    opened.value.acts.watchCases()
    opened.value.reports.keepSchedule()
    // How the connection went, the window hears by push.
    await Promise.all([loading, opened.value.openFirstConnection(options.connection)])
    return
  }

  await loading
  const result = await runHeadless({
    workstation: opened.value,
    // With no window nobody can choose: what needs no choice is the practice organization.
    connection: options.connection ?? opened.value.session.rememberedConnection() ?? 'practice',
    dataFolder,
    capture: () => takePicture(shown, options.screenshot ?? join(dataFolder, 'overview.png')),
    print: (line) => console.log(line),
  })
  if (!result.ok) return end(result.error)
  app.quit()
}

/** How long the workstation may take to close, in milliseconds. */
const closingTime = 10_000

/** Ends the program only after the workstation has: runs stop where they resume, the database closes. */
function closeInOrder(opening: Promise<Outcome<Workstation>>, log: Log): void {
  let state: 'open' | 'closing' | 'closed' = 'open'
  app.on('window-all-closed', () => app.quit())
  app.on('will-quit', (event) => {
    if (state === 'closed') return
    event.preventDefault()
    if (state === 'closing') return
    state = 'closing'
    const closing = opening.then((opened) => (opened.ok ? opened.value.close() : undefined))
    const late = wait(closingTime).then(() => {
      throw new Error(`the workstation was not closed within ${closingTime} ms`)
    })
    void Promise.race([closing, late])
      .catch((error: unknown) =>
        log.problem('close', 'the workstation did not close in order', error),
      )
      .finally(() => {
        state = 'closed'
        app.quit()
      })
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => app.quit())
  }
}

/** Ends a start that shows no window with the sentence of its failure. */
function end(failure: Failure): void {
  console.error(`${failure.message} ${failure.remedy}`)
  process.exitCode = 1
  app.exit(1)
}
