import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startFixture, type Fixture } from './fixture/start.ts'

let fixture: Fixture
beforeAll(async () => {
  fixture = await startFixture()
})
afterAll(() => {
  fixture.process.kill('SIGKILL')
})

describe('IPC', () => {
  it('carries structured clones both ways: dates, maps, undefined, cycles', async () => {
    const seen = await fixture.page(`(async () => {
      const value = { at: new Date(5), map: new Map([[1, undefined]]), not: undefined, nan: NaN }
      value.self = value
      const back = await fixture.group.invoke('echo', value)
      return [back.at instanceof Date, back.at.getTime(), back.map instanceof Map, back.map.has(1),
        'not' in back, Number.isNaN(back.nan), back.self === back]
    })()`)
    expect(seen).toEqual([true, 5, true, true, true, true, true])
    expect(await fixture.page(`fixture.group.invoke('type', new Date())`)).toBe('[object Date]')
    expect(await fixture.page(`fixture.group.invoke('echo', 1, 'two')`)).toEqual([1, 'two'])
  })

  it('hands the error of a handler over in the words of Electron', async () => {
    const message = await fixture.page(
      `fixture.group.invoke('fail').catch((error) => error.message)`,
    )
    expect(message).toBe("Error invoking remote method 'fail': TypeError: as told")
    expect(
      await fixture.page(`fixture.group.invoke('nowhere').catch((error) => error.message)`),
    ).toContain("No handler registered for 'nowhere'")
  })

  it('refuses what cannot be cloned, on the side that sends it', async () => {
    expect(
      await fixture.page(
        `(() => { try { fixture.group.invoke('echo', document.body) } catch (error) { return error.name } })()`,
      ),
    ).toBe('DataCloneError')
    expect(
      await fixture.page(`fixture.group.invoke('function').catch((error) => error.message)`),
    ).toMatch(/clone/)
  })

  it('tells main which frame of which window calls', async () => {
    expect(await fixture.page(`fixture.group.invoke('sender')`)).toEqual({
      url: 'app://fixture/',
      origin: 'app://fixture',
      top: true,
      same: true,
    })
  })

  it('delivers pushes until they are no longer wanted', async () => {
    await fixture.page(
      `(() => { window.heard = []; window.stop = fixture.group.listen('tick', (n) => heard.push(n)) })()`,
    )
    await fixture.main(`window.webContents.send('tick', 1)`)
    await expect.poll(() => fixture.page('window.heard')).toEqual([1])
    await fixture.page('window.stop()')
    await fixture.main(`window.webContents.send('tick', 2)`)
    expect(await fixture.page(`fixture.group.invoke('echo', 0).then(() => window.heard)`)).toEqual([
      1,
    ])
  })
})

describe('the border between preload and page', () => {
  it('calls across it return at once, and throw what was thrown', async () => {
    expect(await fixture.page('fixture.group.double(21)')).toBe(42)
    expect(
      await fixture.page(
        `(() => { try { fixture.group.throwing() } catch (error) { return error.message } })()`,
      ),
    ).toBe('out of range')
  })

  it('a page script sees neither the variables of the preload nor its require nor the way to main', async () => {
    const names = [
      'secretOfThePreload',
      'require',
      'process',
      'module',
      '__rootkeepSend',
      '__rootkeepReceive',
    ]
    expect(await fixture.page(`${JSON.stringify(names)}.filter((name) => name in window)`)).toEqual(
      [],
    )
    expect(
      await fixture.page(
        `(() => { try { fixture.group.requireOther() } catch (error) { return error.message } })()`,
      ),
    ).toContain('module not found')
  })

  it('a page that replaces the methods of events is not handed the port', async () => {
    const caught = await fixture.page(`(async () => {
      const caught = []
      const { dispatchEvent, addEventListener } = EventTarget.prototype
      EventTarget.prototype.dispatchEvent = function (event) { caught.push(event.type); return dispatchEvent.call(this, event) }
      EventTarget.prototype.addEventListener = function (...args) { caught.push(args[0]); return addEventListener.apply(this, args) }
      const answer = await fixture.group.invoke('echo', 'still works')
      Object.assign(EventTarget.prototype, { dispatchEvent, addEventListener })
      return [answer, caught]
    })()`)
    expect(caught).toEqual(['still works', []])
  })

  it('what is exposed is deep-frozen and stays', async () => {
    expect(
      await fixture.page(`[Object.isFrozen(fixture), Object.isFrozen(fixture.group), delete window.fixture,
        Object.getOwnPropertyDescriptor(window, 'fixture').writable]`),
    ).toEqual([true, true, false, false])
  })
})

describe('protocol and network', () => {
  it('the handler answers, sees app:// URLs, and its policy is enforced', async () => {
    expect(await fixture.page('[window.ownScriptRan, window.inlineRan]')).toEqual([true, null])
    expect(await fixture.main('requests.slice(0, 2)')).toEqual([
      'app://fixture/',
      'app://fixture/own.js',
    ])
    expect(
      await fixture.page(
        `(() => { try { document.body.innerHTML = '<b>' } catch (error) { return error.name } })()`,
      ),
    ).toBe('TypeError')
  })

  it('method, headers and status pass', async () => {
    const answer = `fetch('/echo', { method: 'POST', headers: { 'x-test': 'here' } }).then(async (r) => [r.status, await r.text()])`
    expect(await fixture.page(answer)).toEqual([201, 'POST here'])
  })

  it('a listener of the session may cancel a request', async () => {
    expect(await fixture.page(`fetch('/cancelled').catch((error) => error.name)`)).toBe('TypeError')
    expect(await fixture.page(`fetch('/echo').then((r) => r.status)`)).toBe(201)
  })

  it('every other origin is out of reach', async () => {
    for (const url of [
      'https://example.com/',
      'http://127.0.0.1:9/',
      'https://other.app.invalid/',
    ]) {
      const tried = `fetch(${JSON.stringify(url)}, { mode: 'no-cors' }).then(() => 'reached', (error) => error.name)`
      expect([url, await fixture.page(tried)]).toEqual([url, 'TypeError'])
    }
  })

  it('permissions are those that the session grants', async () => {
    const state = (name: string): string =>
      `navigator.permissions.query({ name: '${name}' }).then((p) => p.state)`
    expect(await fixture.page(state('geolocation'))).toBe('granted')
    expect(await fixture.page(state('notifications'))).toBe('denied')
  })
})

describe('the window', () => {
  it('asks before it navigates, and stays where that is prevented', async () => {
    await fixture.page(`(() => { location.href = '/elsewhere' })()`)
    await expect.poll(() => fixture.main('events')).toContain('navigate app://fixture/elsewhere')
    expect(await fixture.main('window.webContents.getURL()')).toBe('app://fixture/')
  })

  it('asks before it opens another, and opens none', async () => {
    const closed = `(async () => { const other = window.open('/other'); await new Promise((r) => setTimeout(r, 300)); return other === null || other.closed })()`
    expect(await fixture.page(closed)).toBe(true)
    expect(await fixture.main('events')).toContain('open app://fixture/other')
  })

  it('has the size that was asked for, and pictures show it', async () => {
    expect(
      await fixture.main('window.webContents.capturePage().then((image) => image.getSize())'),
    ).toEqual({
      width: 900,
      height: 600,
    })
    expect(
      await fixture.main(
        `window.webContents.printToPDF({ pageSize: 'A4' }).then((pdf) => pdf.subarray(0, 5).toString())`,
      ),
    ).toBe('%PDF-')
  })

  it('says when its page has crashed, and loads again', async () => {
    await fixture.main(`window.webContents.loadURL('app://fixture/').then(() => 1)`)
    await fixture.main(`window.webContents.forcefullyCrashRenderer()`)
    await expect.poll(() => fixture.main('events')).toContain('gone crashed')
    await expect.poll(() => fixture.page('window.ownScriptRan'), { timeout: 5000 }).toBe(true)
    expect(await fixture.page(`fixture.group.invoke('echo', 'again')`)).toBe('again')
  })
})

describe('a frame', () => {
  const shown = (source: string): string => `new Promise((resolve) => {
    const frame = document.createElement('iframe')
    frame.src = '${source}'
    addEventListener('message', ({ data }) => resolve([data, 'fixture' in window, frame.contentDocument]), { once: true })
    setTimeout(() => resolve('silence'), 400)
    document.body.append(frame)
  })`

  it('in a process of its own is served, asked about, and stopped before the network like the page itself', async () => {
    expect(await fixture.page(shown('/framed/a'))).toEqual(['ran', true, null])
    expect(await fixture.main('events')).toContain('frame app://fixture/framed/a')
    await expect.poll(() => fixture.main('requests')).toContain('app://fixture/seen.png')
    // Answered by nobody, and failed where it was stopped.
    expect(await fixture.main('seen')).toContain('https://example.com/away.png')
  })

  it('is refused where that is prevented, and where the policy of the page names another place', async () => {
    expect(await fixture.page(shown('/framed/refused'))).toBe('silence')
    expect(await fixture.page(shown('/elsewhere'))).toBe('silence')
    expect(await fixture.main('requests')).not.toContain('app://fixture/framed/refused')
  })
})

describe('a window of another session', () => {
  const open = (more: string): string => `(async () => {
    const own = session.fromPartition('print')
    if (!own.protocol.isProtocolHandled('app')) {
      own.protocol.handle('app', ({ url }) => {
        events.push('own ' + url)
        const html = '<title>Own</title><script>document.title = "ran"</script><img src="https://example.com/x">'
        return new Response(html, { headers: { 'content-type': 'text/html' } })
      })
    }
    const other = new BrowserWindow({ show: false, webPreferences: { session: own, ${more} } })
    await other.loadURL('app://fixture/print')
    return other
  })()`

  it('has a Chromium and handlers of its own, prints, and leaves the first window alone when it goes', async () => {
    const printed = `${open('javascript: false')}.then(async (other) => {
      const pdf = await other.webContents.printToPDF({ pageSize: 'Letter' })
      const title = await other.webContents.executeJavaScript('document.title')
      other.destroy()
      return [pdf.subarray(0, 5).toString(), title, BrowserWindow.getAllWindows().length, other.webContents.id !== window.webContents.id]
    })`
    expect(await fixture.main(printed)).toEqual(['%PDF-', 'Own', 1, true])
    expect(await fixture.main('events')).toContain('own app://fixture/print')
    expect(await fixture.main('requests')).not.toContain('app://fixture/print')
    expect(await fixture.page('1')).toBe(1)
  })

  it('is never shown, and there is no second window of the first session', async () => {
    const attempt = (options: string): Promise<unknown> =>
      fixture.main(
        `(() => { try { return new BrowserWindow(${options}) } catch (error) { return error.message } })()`,
      )
    expect(await attempt(`{ webPreferences: { session: session.fromPartition('x') } }`)).toBe(
      'the host shows no window of another session',
    )
    expect(await attempt(`{ show: false }`)).toBe('the host has one window')
    expect(
      await fixture.main(
        `(() => { try { session.fromPartition('persist:x') } catch (error) { return error.message } })()`,
      ),
    ).toContain('keeps no partition')
  })
})

describe('the life of the program', () => {
  it('a second instance hands its arguments to the first; a dead one is in nobody’s way', async () => {
    const data = mkdtempSync(join(tmpdir(), 'rootkeep-host-test-'))
    const first = await startFixture({ FIXTURE_DATA: data })
    const second = await startFixture({ FIXTURE_DATA: data }, ['--from-the-second'])
    expect(await second.exited).toBe(7)
    expect(await first.main('events')).toEqual(['second --from-the-second {"note":"second"}'])
    first.process.kill('SIGKILL')
    await first.exited
    const third = await startFixture({ FIXTURE_DATA: data })
    expect(await third.page('1')).toBe(1)
    third.process.kill('SIGKILL')
    await third.exited
    rmSync(data, { recursive: true, force: true })
  })

  it('closing the window ends it in the order of Electron', async () => {
    const closing = await startFixture()
    closing.process.stdin?.write('main "void window.close()"\n')
    const lines = [
      await closing.line(),
      await closing.line(),
      await closing.line(),
      await closing.line(),
    ]
    expect(lines.filter((line) => line !== null)).toEqual(['closed', 'all closed', 'will quit'])
    expect(await closing.exited).toBe(0)
  })

  it('it ends when Chromium is killed, and Chromium ends when it is killed', async () => {
    const orphaned = await startFixture()
    for (const pid of chromiumOf(orphaned)) process.kill(pid, 'SIGKILL')
    expect(await orphaned.exited).toBe(0)
    expect(orphaned.errors()).toContain('Chromium ended with SIGKILL')

    const killed = await startFixture()
    expect(chromiumOf(killed).length).toBeGreaterThan(0)
    killed.process.kill('SIGKILL')
    await expect.poll(() => chromiumOf(killed)).toEqual([])
  })
})

/** The Chromium processes whose profile carries the fixture's process ID (Linux). */
function chromiumOf({ process: { pid } }: Fixture): number[] {
  if (!existsSync('/proc')) return []
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => {
      try {
        const line = readFileSync(`/proc/${name}/cmdline`, 'utf8')
        return (
          line.includes(`--user-data-dir=${join(tmpdir(), `rootkeep-shell-${pid}-`)}`) &&
          !line.includes('--type=')
        )
      } catch {
        return false
      }
    })
    .map(Number)
}
