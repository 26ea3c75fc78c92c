import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { BrowserWindow } from 'electron'

/** The size of every picture of the window, in CSS pixels. */
const size = { width: 1440, height: 900 }

/** True in the page once its fonts are there and nothing says that it is still loading. */
const settled = `document.fonts.ready.then(() =>
  document.querySelector('#root > *') !== null && document.querySelector('[aria-busy="true"]') === null)`

/** Writes what the window shows as a PNG, when it has come to rest (at most a few seconds later). */
export async function takePicture(window: BrowserWindow, file: string): Promise<string> {
  window.setContentSize(size.width, size.height)
  // Two looks in a row: the first may fall between an answer and the drawing of it.
  for (let looks = 0, calm = 0; looks < 20 && calm < 2; looks += 1) {
    await wait(250)
    calm = (await window.webContents.executeJavaScript(settled)) === true ? calm + 1 : 0
  }
  const image = await window.webContents.capturePage(undefined, { stayHidden: true })
  const path = resolve(file)
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, image.toPNG())
  return path
}
