import { chromium, expect, type ElectronApplication, type Page } from '@playwright/test'
import type { Launched } from './launched.ts'

/**
 * The answers of a person to what Rootkeep asks outside of its page. The host shows a window of its own, which is
 * looked at and clicked here. Electron shows dialogs of the system, which nobody can click for a test:
 * `holdDialogs` holds them back in main until the test answers.
 */

/** What a question said. */
export type Asked = {
  readonly message: string
  readonly detail: string
  readonly buttons: readonly string[]
}

/** Waits for the question on the screen and presses the button that agrees. */
export async function agree(rootkeep: Launched): Promise<Asked> {
  return await press(rootkeep, 1)
}

/** Waits for the question on the screen and presses Cancel. */
export async function refuse(rootkeep: Launched): Promise<Asked> {
  return await press(rootkeep, 0)
}

/** Waits to be asked where to save, and says where. Returns the path that was proposed. */
export async function saveTo(rootkeep: Launched, path: string): Promise<string> {
  if (rootkeep.electron) {
    const answer = { canceled: false, filePath: path }
    return (await answerHeld(rootkeep.electron, 'showSaveDialog', answer)).defaultPath ?? ''
  }
  const dialog = await nextDialog(rootkeep)
  const field = dialog.getByRole('textbox')
  const proposed = await field.inputValue()
  await field.fill(path)
  await endingWith(dialog, dialog.getByRole('button', { name: 'Save' }).click())
  return proposed
}

/** Waits to be asked where to save, and cancels. */
export async function saveNowhere(rootkeep: Launched): Promise<void> {
  if (rootkeep.electron) {
    await answerHeld(rootkeep.electron, 'showSaveDialog', { canceled: true, filePath: '' })
    return
  }
  const dialog = await nextDialog(rootkeep)
  await endingWith(dialog, dialog.getByRole('button', { name: 'Cancel' }).click())
}

/** Waits to be asked for a file or a folder that exists, and names it. */
export async function chooseAt(rootkeep: Launched, path: string): Promise<void> {
  if (rootkeep.electron) {
    await answerHeld(rootkeep.electron, 'showOpenDialog', { canceled: false, filePaths: [path] })
    return
  }
  const dialog = await nextDialog(rootkeep)
  await dialog.getByRole('textbox').fill(path)
  await endingWith(dialog, dialog.getByRole('button', { name: /^(Open|Choose)$/ }).click())
}

/** Waits to be asked for a file or a folder that exists, and cancels. */
export async function chooseNothing(rootkeep: Launched): Promise<void> {
  if (rootkeep.electron) {
    await answerHeld(rootkeep.electron, 'showOpenDialog', { canceled: true, filePaths: [] })
    return
  }
  const dialog = await nextDialog(rootkeep)
  await endingWith(dialog, dialog.getByRole('button', { name: 'Cancel' }).click())
}

/** How many dialogs Rootkeep has opened so far: for saying that it asked nothing. */
export async function dialogsSoFar({ electron, output }: Launched): Promise<number> {
  if (!electron) return addressesIn(output()).length
  return await electron.evaluate(() => (globalThis as unknown as Holding).dialogsOpened)
}

async function press(rootkeep: Launched, button: 0 | 1): Promise<Asked> {
  if (rootkeep.electron) {
    const answer = { response: button, checkboxChecked: false }
    const options = await answerHeld(rootkeep.electron, 'showMessageBox', answer)
    const { message = '', detail = '', buttons = [] } = options
    return { message, detail, buttons }
  }
  const dialog = await nextDialog(rootkeep)
  const buttons = dialog.getByRole('alertdialog').getByRole('button')
  const asked = {
    message: await dialog.getByRole('heading').innerText(),
    detail: (await dialog.locator('#detail').textContent()) ?? '',
    buttons: await buttons.allInnerTexts(),
  }
  await endingWith(dialog, buttons.nth(button).click())
  return asked
}

const seen = new WeakMap<Launched, number>()

/** The page of the first dialog of the host that no test has answered yet. */
async function nextDialog(rootkeep: Launched): Promise<Page> {
  const index = seen.get(rootkeep) ?? 0
  const address = (): string | undefined => addressesIn(rootkeep.output())[index]
  await expect.poll(address, soon('Rootkeep asks the person at the screen')).toBeDefined()
  seen.set(rootkeep, index + 1)
  const browser = await chromium.connectOverCDP(address() ?? '')
  const page = browser.contexts()[0]?.pages()[0]
  if (!page) throw new Error('the dialog has no page')
  await page.locator('main').waitFor()
  return page
}

function addressesIn(output: string): string[] {
  return [...output.matchAll(/ROOTKEEP_HOST_DIALOG (ws:\S+)/g)].map(([, address = '']) => address)
}

/** Does what answers the dialog, which closes it under the hands of the test. */
async function endingWith(dialog: Page, action: Promise<void>): Promise<void> {
  await action.catch((error: unknown) => {
    if (!String(error).includes('closed')) throw error
  })
  await expect.poll(() => dialog.isClosed(), soon('the dialog is settled')).toBe(true)
}

/** Looked at often: what is waited for takes a fraction of a second. */
function soon(message: string): { message: string; intervals: number[] } {
  return { message, intervals: [25] }
}

type Method = 'showMessageBox' | 'showSaveDialog' | 'showOpenDialog'
type Options = {
  message?: string
  detail?: string
  buttons?: string[]
  defaultPath?: string
}
type Held = { method: Method; options: Options; resolve(answer: object): void }
type Holding = { heldDialogs: Held[]; dialogsOpened: number; heldPages: string[] }

/** What Electron was asked to open in the browser of this computer, since `holdDialogs`. */
export async function heldPages(application: ElectronApplication): Promise<string[]> {
  return await application.evaluate(() => (globalThis as unknown as Holding).heldPages)
}

/** Makes the dialogs of Electron's main process wait for the test, and keeps the pages that it would open in a browser. */
export async function holdDialogs(application: ElectronApplication): Promise<void> {
  await application.evaluate(({ dialog, shell }) => {
    const main = globalThis as unknown as Holding
    Object.assign(main, { heldDialogs: [], dialogsOpened: 0, heldPages: [] })
    const openExternal = (url: string): Promise<void> => {
      main.heldPages.push(url)
      return Promise.resolve()
    }
    Object.assign(shell, { openExternal })
    for (const method of ['showMessageBox', 'showSaveDialog', 'showOpenDialog'] as const) {
      const hold = (...given: object[]): Promise<object> =>
        new Promise((resolve) => {
          main.dialogsOpened += 1
          main.heldDialogs.push({ method, options: given.at(-1) as Options, resolve })
        })
      Object.assign(dialog, { [method]: hold })
    }
  })
}

async function answerHeld(
  application: ElectronApplication,
  method: Method,
  answer: object,
): Promise<Options> {
  const held = (): Promise<string | undefined> =>
    application.evaluate(() => (globalThis as unknown as Holding).heldDialogs[0]?.method)
  await expect.poll(held, soon('Rootkeep asks the person at the screen')).toBe(method)
  return await application.evaluate((_electron, given) => {
    const [first] = (globalThis as unknown as Holding).heldDialogs.splice(0, 1)
    first?.resolve(given)
    const { message, detail, buttons, defaultPath } = first?.options ?? {}
    return { message, detail, buttons, defaultPath } as Options
  }, answer)
}
