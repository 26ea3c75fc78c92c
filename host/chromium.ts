import { spawn, type ChildProcess } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable, Writable } from 'node:stream'
import { connectDevtools, type Devtools } from './devtools.ts'

export type ChromiumOptions = {
  readonly executable: string
  readonly headless: boolean
  /** Switches of the application (`app.commandLine`), such as `--no-sandbox`. */
  readonly switches: readonly string[]
  readonly width: number
  readonly height: number
  readonly backgroundColor: string
  readonly title: string
  /** Tests only: also opens a DevTools port on loopback, and hands its address to this function. */
  readonly onDebuggingAddress: ((address: string) => void) | null
}

export type Chromium = {
  readonly devtools: Devtools
  /** Such as `156.0.8078.79`. */
  readonly version: string
  readonly userAgent: string
  /** Closes it as a person would; resolves when the process has ended and its profile is gone. */
  close(): Promise<void>
  /** The exit code or signal, once it has ended for whatever reason. */
  readonly ended: Promise<string>
}

const profilePrefix = 'rootkeep-shell-'

/** Starts Chromium as the shell of one window. It ends with this process, because the pipe does. */
export async function startChromium(options: ChromiumOptions): Promise<Chromium> {
  const profile = newProfile()
  const child = spawn(options.executable, switchesOf(options, profile), {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'],
    // Its own process group: Ctrl+C in the terminal reaches main, which closes Chromium in order.
    detached: process.platform !== 'win32',
    windowsHide: options.headless,
  })
  const complaints = readComplaints(child, options.onDebuggingAddress)
  function endWithMain(): void {
    child.kill('SIGKILL')
    rmSync(profile, { recursive: true, force: true })
  }
  const ended = new Promise<string>((resolve) => {
    child.on('error', (error) => resolve(error.message))
    child.on('exit', (code, signal) => resolve(signal ?? `code ${code}`))
  }).then((how) => {
    process.off('exit', endWithMain)
    rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
    return how
  })

  const devtools = connectDevtools(child.stdio[3] as Writable, child.stdio[4] as Readable)
  // However main ends, Chromium does not stay: the pipe closes with this process, and this is for order.
  process.once('exit', endWithMain)
  const version = await devtools.browser.send('Browser.getVersion').catch(async () => {
    const how = await ended
    throw new Error(
      `Chromium (${options.executable}) could not be started: ${how}.\n${complaints()}`.trim(),
    )
  })

  return {
    devtools,
    version: version.product.replace(/^.*\//, ''),
    userAgent: version.userAgent,
    ended,
    async close() {
      devtools.browser.send('Browser.close').catch(() => {})
      const late = setTimeout(() => child.kill('SIGKILL'), 3000)
      await ended
      clearTimeout(late)
    },
  }
}

function switchesOf(options: ChromiumOptions, profile: string): string[] {
  const blank = `<title>${options.title}</title><body style="background:${options.backgroundColor}">`
  return [
    `--app=data:text/html,${encodeURIComponent(blank)}`,
    `--user-data-dir=${profile}`,
    `--window-size=${options.width},${options.height}`,
    '--class=rootkeep',
    '--remote-debugging-pipe',
    ...(options.onDebuggingAddress ? ['--remote-debugging-port=0'] : []),
    ...(options.headless ? ['--headless=new'] : []),
    // SECURITY: no way to the network. Every name and address fails to resolve, and
    // what Chromium itself would like to fetch is off. Requests of pages never get as far: see page.ts.
    '--host-resolver-rules=MAP * ~NOTFOUND',
    '--proxy-server=direct://',
    '--dns-prefetch-disable',
    '--disable-quic',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-domain-reliability',
    '--disable-sync',
    '--disable-breakpad',
    '--metrics-recording-only',
    '--no-pings',
    `--disable-features=${disabledFeatures.join(',')}`,
    // An application, not a browser.
    '--block-new-web-contents',
    '--disable-extensions',
    '--disable-default-apps',
    '--disable-component-extensions-with-background-pages',
    '--disable-search-engine-choice-screen',
    '--no-default-browser-check',
    '--no-first-run',
    '--no-service-autorun',
    '--password-store=basic',
    '--use-mock-keychain',
    '--disable-dev-shm-usage',
    // Hides the bar that warns of --no-sandbox: the application itself says so.
    '--test-type',
    ...options.switches,
  ]
}

const disabledFeatures = [
  'AimEnabled',
  'AutofillServerCommunication',
  'CertificateTransparencyComponentUpdater',
  'HttpsUpgrades',
  'HttpsFirstBalancedModeAutoEnable',
  'MediaRouter',
  'NetworkTimeServiceQuerying',
  'OptimizationHints',
  'PreconnectToSearch',
  'Translate',
]

/**
 * A throw-away profile: nothing of the window stays on the disk. Its name carries the owner's process ID,
 * so that what a killed host left behind is swept at the next start.
 */
function newProfile(): string {
  for (const name of readdirSync(tmpdir())) {
    const pid = new RegExp(`^${profilePrefix}(\\d+)-`).exec(name)?.[1]
    if (pid && !isAlive(Number(pid))) {
      try {
        rmSync(join(tmpdir(), name), { recursive: true, force: true })
      } catch {
        // It belongs to another user of this computer.
      }
    }
  }
  const profile = mkdtempSync(join(tmpdir(), `${profilePrefix}${process.pid}-`))
  mkdirSync(join(profile, 'Default'))
  writeFileSync(join(profile, 'Default', 'Preferences'), JSON.stringify(preferences))
  return profile
}

const preferences = {
  // SECURITY: WebRTC may not send or listen by itself; no switch of Chromium's command line says so.
  webrtc: { ip_handling_policy: 'disable_non_proxied_udp' },
  // An application's fields are not a browser's forms.
  autofill: { credit_card_enabled: false, profile_enabled: false },
  browser: { enable_spellchecking: false },
  credentials_enable_service: false,
  translate: { enabled: false },
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** Keeps the last lines of stderr for when it ends too early, and finds the address of the port. */
function readComplaints(
  child: ChildProcess,
  onAddress: ChromiumOptions['onDebuggingAddress'],
): () => string {
  let kept = ''
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    kept = (kept + text).slice(-4000)
    const address = onAddress && /DevTools listening on (ws:\/\/\S+)/.exec(kept)?.[1]
    if (address) {
      onAddress(address)
      kept = ''
    }
  })
  return () => kept.trim()
}
