import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dialogsOf } from './fixture/dialogs.ts'
import { startFixture, type Fixture } from './fixture/start.ts'

let home = ''
let fixture: Fixture
let nextDialog: () => Promise<Page>
beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'rootkeep-dialog-test-'))
  mkdirSync(join(home, 'Downloads'))
  fixture = await startFixture({ ROOTKEEP_HOST_CDP: '1', HOME: home })
  nextDialog = dialogsOf(fixture)
})
afterAll(() => {
  fixture.process.kill('SIGKILL')
  rmSync(home, { recursive: true, force: true })
})

/** Begins to ask, and returns the page of the dialog; `answer` waits for what came of it. */
async function open(method: string, options: object): Promise<Page> {
  await fixture.main(
    `void (globalThis.answer = dialog.${method}(window, ${JSON.stringify(options)}))`,
  )
  return await nextDialog()
}
const answer = (): Promise<unknown> => fixture.main('globalThis.answer')
const isOpen = (): Promise<unknown> =>
  fixture.main(
    `Promise.race([globalThis.answer.then(() => 'answered'), new Promise((resolve) => setTimeout(resolve, 100, 'open'))])`,
  )

const question = {
  type: 'warning',
  message: 'Change <b>the rules</b>?',
  detail: 'First line.\nSecond "line" & more.',
  buttons: ['Cancel', 'Change them'],
  defaultId: 0,
  cancelId: 0,
}
const refused = { response: 0, checkboxChecked: false }
const agreed = { response: 1, checkboxChecked: false }

/** Does what may close the window under the hands of the test. */
async function act(action: Promise<unknown>): Promise<void> {
  await action.catch((error: unknown) => {
    if (!String(error).includes('closed')) throw error
  })
}

describe('a message box', () => {
  it('shows its words as they are, and agrees where its button is pressed', async () => {
    const dialog = await open('showMessageBox', question)
    const box = dialog.getByRole('alertdialog', { name: question.message })
    expect(await box.locator('p').textContent()).toBe(question.detail)
    expect(await box.getByRole('button').allTextContents()).toEqual(question.buttons)
    await act(dialog.getByRole('button', { name: 'Change them' }).click())
    expect(await answer()).toEqual(agreed)
  })

  it('has the focus on what changes nothing: Enter refuses, and so do Escape and closing it', async () => {
    for (const key of ['Enter', ' ', 'Escape']) {
      const dialog = await open('showMessageBox', question)
      await act(dialog.keyboard.press(key))
      expect([key, await answer()]).toEqual([key, refused])
    }
    const dialog = await open('showMessageBox', question)
    await dialog.close()
    expect(await answer()).toEqual(refused)
  })

  it('ends unanswered with its window and at a signal', async () => {
    await fixture.main(`void (globalThis.stop = new AbortController())`)
    await fixture.main(
      `void (globalThis.answer = dialog.showMessageBox(window, { message: 'x', buttons: ['No', 'Yes'], signal: globalThis.stop.signal }))`,
    )
    await nextDialog()
    await fixture.main('globalThis.stop.abort()')
    expect(await answer()).toEqual(refused)

    const other = await startFixture({ ROOTKEEP_HOST_CDP: '1' })
    await other.main(
      `void dialog.showMessageBox(window, { message: 'x', buttons: ['No', 'Yes'] }).then(({ response }) => console.log(response))`,
    )
    await dialogsOf(other)()
    other.process.stdin?.write('main "void window.close()"\n')
    const lines: unknown[] = []
    while (!lines.includes('will quit')) lines.push(await other.line())
    expect(lines).toContain(0)
    expect(await other.exited).toBe(0)
  })
})

describe('what the page of the application can do about a dialog', () => {
  it('nothing: it cannot reach, see, script, answer or close it', async () => {
    const dialog = await open('showMessageBox', question)
    await dialog.evaluate(`(() => {
      window.heard = []
      addEventListener('message', () => heard.push('message'))
      addEventListener('storage', () => heard.push('storage'))
      for (const name of ['answer', 'dialog']) new BroadcastChannel(name).onmessage = () => heard.push(name)
    })()`)
    const reached = await fixture.page(`(async () => {
      const reached = []
      const attempt = async (name, act) => {
        const found = await Promise.resolve().then(act).catch(() => null)
        if (found) reached.push(name)
      }
      const isDialog = (other) => other && other !== window && !other.closed && other.location?.href !== 'about:blank'
      const pause = () => new Promise((resolve) => setTimeout(resolve, 200))
      await attempt('opener', () => isDialog(window.opener) || window.parent !== window || window.length > 0)
      for (const name of ['Fixture', 'dialog', '_blank', '_parent']) {
        await attempt('window named ' + name, async () => {
          const other = window.open('', name)
          await pause()
          return isDialog(other)
        })
      }
      await attempt('its address', async () => {
        const other = window.open('https://dialog.invalid/', 'dialog')
        await pause()
        return other && !other.closed
      })
      await attempt('fetch', () => fetch('https://dialog.invalid/', { mode: 'no-cors' }))
      await attempt('shared worker', () => new SharedWorker('https://dialog.invalid/'))
      for (const channel of ['answer', 'dialog']) {
        new BroadcastChannel(channel).postMessage({ button: 1, text: '' })
        await attempt('ipc ' + channel, () => fixture.group.invoke(channel, { button: 1, text: '' }))
      }
      for (const target of [window, window.top, window.parent, window.opener]) target?.postMessage({ button: 1, text: '' }, '*')
      await attempt('storage', () => { localStorage.setItem('answer', '1'); return false })
      for (const key of ['Enter', 'Tab', ' ']) dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }))
      await attempt('clients', async () => (await navigator.locks.query()).held.length > 0)
      return reached
    })()`)
    expect(reached).toEqual([])
    expect(await isOpen()).toBe('open')
    expect(await dialog.evaluate('window.heard')).toEqual([])
    // The positive counterpart: a person does.
    await act(dialog.getByRole('button', { name: 'Change them' }).click())
    expect(await answer()).toEqual(agreed)
  })

  it('the dialog has nothing of the application, runs no script, and no script of its page can answer', async () => {
    const dialog = await open('showMessageBox', question)
    const found = await dialog.evaluate(`(async () => {
      const { opener, length, origin } = window
      const names = ['fixture', 'require', '__rootkeepSend', '__rootkeepReceive'].filter((name) => name in window)
      const script = document.createElement('script')
      try { script.textContent = 'window.ran = true'; document.head.append(script) } catch {}
      for (const button of document.querySelectorAll('button')) {
        button.disabled = false
        button.click()
        button.dispatchEvent(new MouseEvent('click', { bubbles: true }))
      }
      document.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }))
      const image = new Image()
      const loaded = new Promise((resolve) => { image.onload = () => resolve('loaded'); image.onerror = () => resolve('blocked') })
      image.src = 'https://example.com/a.png'
      return { opener, length, origin, names, ran: 'ran' in window, image: await loaded,
        fetched: await fetch('https://dialog.invalid/other').then(() => 'fetched', () => 'blocked') }
    })()`)
    expect(found).toEqual({
      opener: null,
      length: 0,
      origin: 'https://dialog.invalid',
      names: [],
      ran: false,
      image: 'blocked',
      fetched: 'blocked',
    })
    expect(await isOpen()).toBe('open')
    await act(dialog.keyboard.press('Escape'))
    expect(await answer()).toEqual(refused)
  })
})

describe('a save dialog', () => {
  it('begins in the folder for downloads and gives the path that stands in its field', async () => {
    const dialog = await open('showSaveDialog', { title: 'Save the report', defaultPath: 'a.md' })
    const field = dialog.getByRole('textbox')
    expect(await field.inputValue()).toBe(join(home, 'Downloads', 'a.md'))
    await field.fill('~/b.md')
    await act(field.press('Enter'))
    expect(await answer()).toEqual({ canceled: false, filePath: join(home, 'b.md') })
  })

  it('says what is wrong with a path, and asks before it replaces a file', async () => {
    const file = join(home, 'there.md')
    writeFileSync(file, 'kept')
    const dialog = await open('showSaveDialog', { defaultPath: join(home, 'none', 'a.md') })
    const field = dialog.getByRole('textbox')
    const problem = dialog.getByRole('alert')
    const save = dialog.getByRole('button', { name: 'Save' })
    await save.click()
    await expect.poll(() => problem.textContent()).toBe(`There is no folder ${join(home, 'none')}.`)
    await field.fill(home)
    expect(await problem.textContent()).toBe('')
    await save.click()
    await expect.poll(() => problem.textContent()).toContain('is a folder')
    await field.fill(file)
    await save.click()
    await expect.poll(() => problem.textContent()).toContain('Replace it?')
    await act(dialog.getByRole('button', { name: 'Replace' }).click())
    expect(await answer()).toEqual({ canceled: false, filePath: file })
  })

  it('gives no path where it was cancelled', async () => {
    const dialog = await open('showSaveDialog', { defaultPath: 'a.md' })
    await act(dialog.getByRole('button', { name: 'Cancel' }).click())
    expect(await answer()).toEqual({ canceled: true, filePath: '' })
  })
})

describe('a dialog for opening', () => {
  it('gives the file that is there and has the right ending, and says what is wrong with others', async () => {
    const file = join(home, 'evidence.ZIP')
    writeFileSync(file, 'PK')
    writeFileSync(join(home, 'evidence.txt'), '')
    const filters = [{ name: 'Bundles', extensions: ['zip'] }]
    const dialog = await open('showOpenDialog', { title: 'Open a bundle', filters })
    const field = dialog.getByRole('textbox', { name: 'File' })
    const problem = dialog.getByRole('alert')
    expect(await field.inputValue()).toBe(join(home, 'Downloads'))
    for (const [typed, words] of [
      [home, 'is a folder, not a file'],
      ['~/none.zip', `There is no file ${join(home, 'none.zip')}.`],
      ['~/evidence.txt', 'does not end in .zip'],
    ] as const) {
      await field.fill(typed)
      await field.press('Enter')
      await expect.poll(() => problem.textContent()).toContain(words)
    }
    await field.fill('~/evidence.ZIP')
    await act(dialog.getByRole('button', { name: 'Open' }).click())
    expect(await answer()).toEqual({ canceled: false, filePaths: [file] })
  })

  it('gives a folder, and makes one where that is asked for and agreed to', async () => {
    const folder = join(home, 'new', 'reports')
    const dialog = await open('showOpenDialog', {
      properties: ['openDirectory', 'createDirectory'],
    })
    const field = dialog.getByRole('textbox', { name: 'Folder' })
    await field.fill(folder)
    await field.press('Enter')
    await expect.poll(() => dialog.getByRole('alert').textContent()).toContain('Create it?')
    expect(existsSync(folder)).toBe(false)
    await act(dialog.getByRole('button', { name: 'Create' }).click())
    expect(await answer()).toEqual({ canceled: false, filePaths: [folder] })
    expect(statSync(folder).isDirectory()).toBe(true)
  })

  it('gives nothing where it was cancelled', async () => {
    const dialog = await open('showOpenDialog', { properties: ['openDirectory'] })
    await act(dialog.keyboard.press('Escape'))
    expect(await answer()).toEqual({ canceled: true, filePaths: [] })
  })
})
