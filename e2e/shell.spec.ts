import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, run, test } from './launch.ts'

test('the window shows the app and knows its shell', async ({ rootkeep: { page }, backend }) => {
  await expect(page).toHaveTitle(/Rootkeep/)
  const about = await page.evaluate(() => window.rootkeep.session.about())
  expect(about).toMatchObject({ ok: true, value: { shell: backend } })
  if (about.ok) expect(about.value.shellVersion).toMatch(/^\d+\.\d+/)
})

test('a push of main reaches the window until it is no longer wanted', async ({
  rootkeep: { page },
}) => {
  const heard = await page.evaluate(async () => {
    let count = 0
    const stop = window.rootkeep.data.changed(() => {
      count += 1
    })
    await window.rootkeep.settings.update({ theme: 'dark' })
    await new Promise((resolve) => setTimeout(resolve, 200))
    const before = count
    stop()
    await window.rootkeep.settings.update({ theme: 'light' })
    await new Promise((resolve) => setTimeout(resolve, 200))
    return { before, after: count - before }
  })
  expect(heard.before).toBeGreaterThan(0)
  // A run may be under way and push as well; what stopped listening hears none of it.
  expect(heard.after).toBe(0)
})

test('a second start shows the first window and ends', async ({ rootkeep, backend }) => {
  const second = await run({ backend, home: rootkeep.home })
  expect(second.code).toBe(0)
  expect((await rootkeep.page.evaluate(() => window.rootkeep.session.about())).ok).toBe(true)
})

test('a headless start beside an open window says so and fails', async ({ rootkeep, backend }) => {
  const second = await run({ backend, home: rootkeep.home, args: ['--headless'] })
  expect(second.code).toBe(1)
  expect(second.output).toContain('Another Rootkeep uses this data folder')
})

test('closing ends in order: exit code 0, and the workstation has said so in its log', async ({
  folder,
  start,
}) => {
  const rootkeep = await start()
  await rootkeep.page.evaluate(() => window.rootkeep.session.about())
  expect(await rootkeep.close()).toBe(0)
  expect(readFileSync(join(folder, 'rootkeep.log'), 'utf8')).toContain('"closed"')
})

test('nothing of a killed program stays: no Chromium, and the next start comes up', async ({
  start,
  backend,
}) => {
  const first = await start()
  const mark = `rootkeep-shell-${first.main.pid}-`
  await first.kill()
  if (backend === 'chromium') await expect.poll(() => processesWith(mark)).toEqual([])
  const second = await start()
  expect((await second.page.evaluate(() => window.rootkeep.session.about())).ok).toBe(true)
  expect(readdirSync(tmpdir()).filter((name) => name.startsWith(mark))).toEqual([])
})

test('a headless start prints the posture, leaves a picture of 1440 × 900, and ends with 0', async ({
  folder,
  start,
  backend,
}) => {
  expect(start).toBeDefined()
  const picture = join(folder, 'picture.png')
  const { code, output } = await run({
    backend,
    home: folder,
    args: ['--headless', '--screenshot', picture],
    env: { ROOTKEEP_PRACTICE_ACCOUNTS: '12' },
  })
  expect(output).toContain('simulated')
  expect(output).toMatch(/observed \d+ of \d+/)
  expect(output).toContain(`Data folder: ${folder}`)
  expect(code).toBe(0)
  const png = readFileSync(picture)
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1440, 900])
})

test('a data folder that cannot be used is said in the window and on the terminal', async ({
  folder,
  start,
}) => {
  const file = join(folder, 'file')
  writeFileSync(file, '')
  const rootkeep = await start({ home: join(file, 'below') })
  await expect(rootkeep.page.getByRole('alert')).toContainText('cannot be written')
  await expect(rootkeep.page.getByRole('alert')).toContainText('ROOTKEEP_HOME')
  expect(rootkeep.output()).toContain('cannot be written')
})

test('a database of a newer version is refused in words, and not touched', async ({
  folder,
  start,
  backend,
}) => {
  const first = await start()
  await first.close()
  const file = readdirSync(folder).find((name) => name.endsWith('.db')) ?? ''
  const database = new Database(join(folder, file))
  database.pragma('user_version = 9999')
  database.close()
  const size = statSync(join(folder, file)).size
  const again = await start()
  await expect(again.page.getByRole('alert')).toContainText('newer version')
  await again.close()
  const headless = await run({ backend, home: folder, args: ['--headless'] })
  expect(headless.code).toBe(1)
  expect(headless.output).toContain('newer version')
  expect(statSync(join(folder, file)).size).toBe(size)
})

/** The command lines of running processes that mention a text (Linux; elsewhere none are found). */
function processesWith(text: string): string[] {
  if (!existsSync('/proc')) return []
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        const line = readFileSync(`/proc/${pid}/cmdline`, 'utf8')
        return line.includes(text) ? [line] : []
      } catch {
        return []
      }
    })
}
