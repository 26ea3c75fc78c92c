import { mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { agree, dialogsSoFar, refuse, saveNowhere, saveTo } from './consent.ts'
import { expect, test } from './launch.ts'

/** What Rootkeep asks outside of its page, where no script of the page can answer. */

const pattern = 'SEC-[0-9]{4}'

test('a setting that loosens the rules changes when a person agrees, and not before', async ({
  rootkeep,
}) => {
  const { page } = rootkeep
  const change = (): Promise<unknown> =>
    page.evaluate((ticketPattern) => window.rootkeep.settings.update({ ticketPattern }), pattern)
  const kept = async (): Promise<string> => {
    const answer = await page.evaluate(() => window.rootkeep.settings.get())
    return answer.ok ? answer.value.ticketPattern : answer.error.code
  }
  const before = await kept()
  expect(before).not.toBe(pattern)

  const refused = change()
  const { buttons } = await refuse(rootkeep)
  expect(buttons[0]).toBe('Cancel')
  expect(await refused).toMatchObject({ ok: false, error: { code: 'not-consented' } })
  expect(await kept()).toBe(before)

  const agreed = change()
  await agree(rootkeep)
  expect(await agreed).toMatchObject({ ok: true })
  expect(await kept()).toBe(pattern)
})

test('no script of the page answers what a person is asked', async ({ rootkeep }) => {
  const { page } = rootkeep
  await page.evaluate((ticketPattern) => {
    const asked = window as unknown as { outcome: Promise<{ ok: boolean }> | 'open' }
    asked.outcome = window.rootkeep.settings.update({ ticketPattern })
  }, pattern)
  await expect.poll(() => dialogsSoFar(rootkeep)).toBe(1)
  const found = await page.evaluate(async () => {
    const pause = (): Promise<unknown> => new Promise((resolve) => setTimeout(resolve, 200))
    const reached: string[] = []
    for (const name of ['Rootkeep', 'dialog', '_blank']) {
      const other = window.open('https://dialog.invalid/', name)
      // The shell closes what it did not open; a busy computer takes its time for it.
      for (let left = 20; left > 0 && other && !other.closed; left -= 1) await pause()
      if (other && !other.closed) reached.push(name)
    }
    if (window.opener !== null || window.length > 0) reached.push('another window')
    for (const name of ['answer', 'dialog', 'rootkeep']) {
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel has no target
      new BroadcastChannel(name).postMessage({ button: 1, response: 1, text: '' })
    }
    window.postMessage({ button: 1, response: 1 }, '*')
    for (const key of ['Tab', 'Enter', ' ']) {
      document.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }))
    }
    await pause()
    const { outcome } = window as unknown as { outcome: Promise<{ ok: boolean }> }
    return { reached, state: await Promise.race([outcome, pause().then(() => 'still open')]) }
  })
  expect(found).toEqual({ reached: [], state: 'still open' })
  expect(page.context().pages()).toHaveLength(1)
  expect(await dialogsSoFar(rootkeep)).toBe(1)

  await refuse(rootkeep)
  const outcome = await page.evaluate(
    () => (window as unknown as { outcome: Promise<{ ok: boolean }> }).outcome,
  )
  expect(outcome.ok).toBe(false)
})

test('a text is saved where the person says, for them alone, or not at all', async ({
  rootkeep,
  folder,
}) => {
  const { page } = rootkeep
  const save = (): Promise<unknown> =>
    page.evaluate(() => window.rootkeep.files.save({ name: '../report.md', text: 'Ünder oath\n' }))
  const file = join(folder, 'kept.md')

  const saved = save()
  expect(await saveTo(rootkeep, file)).toMatch(/-report\.md$/)
  expect(await saved).toEqual({ ok: true, value: { path: file } })
  expect(readFileSync(file, 'utf8')).toBe('Ünder oath\n')
  if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600)

  const cancelled = save()
  await saveNowhere(rootkeep)
  expect(await cancelled).toEqual({ ok: true, value: { path: null } })
})

test('a file that cannot be written is said in words, and nothing of it is left', async ({
  rootkeep,
  folder,
}) => {
  const place = join(folder, 'place')
  mkdirSync(place)
  const saved = rootkeep.page.evaluate(() =>
    window.rootkeep.files.save({ name: 'a.md', text: 'new' }),
  )
  // A name that is too long for any file system: root may write everywhere else.
  await saveTo(rootkeep, join(place, 'a'.repeat(300)))
  expect(await saved).toMatchObject({ ok: false, error: { code: 'file-not-saved' } })
  expect(readdirSync(place)).toEqual([])
})
