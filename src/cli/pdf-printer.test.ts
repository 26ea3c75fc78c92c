import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import type { ShellServices } from '../main/shell-services.ts'
import { findPdfPrinter } from './pdf-printer.ts'
import { readPrintedPages } from './testing/printed-pages.ts'

let print: NonNullable<ShellServices['printPdf']>
beforeAll(async () => {
  const found = await findPdfPrinter()
  if (!found) throw new Error('these tests need a Chromium')
  print = found
})
afterEach(() => {
  vi.unstubAllEnvs()
})

/** A document that prints on as many pages as it has sections, with running headers. */
function documentOf(sections: number, more = ''): string {
  const section = (_: unknown, index: number): string =>
    `<section><h2>Section ${index + 1}</h2><p>Ünder oath</p></section>`
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Report</title><style>
@page { margin: 25mm 20mm; @top-left { content: "Confidential" } @bottom-right { content: counter(page) " / " counter(pages) } }
h2 { font: inherit } section { break-after: page } section:last-of-type { break-after: auto }
</style>${more}${Array.from({ length: sections }, section).join('')}`
}

describe('a PDF that is printed without a window', () => {
  it.each([
    ['A4', '596 × 842'],
    ['Letter', '612 × 792'],
  ] as const)(
    'has pages of %s, and text that can be selected and read aloud',
    async (paper, size) => {
      const { sizes, texts, objects } = readPrintedPages(await print(documentOf(3), paper))
      expect(sizes).toEqual([size, size, size])
      expect(texts).toHaveLength(3)
      expect(texts[1]).toContain('Section 2\nÜnder oath')
      // Headers and page numbers are those of the document's own pages.
      for (const [index, text] of texts.entries()) {
        expect(text.split('\n').slice(0, -2).join('')).toBe(`Confidential${index + 1} / 3`)
      }
      expect(objects).toContain('/Marked true')
      expect(objects).toContain('/StructTreeRoot')
      expect(objects).toContain('/Lang (en)')
      expect(objects).toContain('/Title (Report)')
      expect(objects).toContain('/Outlines')
    },
  )

  it('is printed with no script, no request and no file, whatever the document asks for', async () => {
    const heard: string[] = []
    const server = createServer((request, response) => {
      heard.push(request.url ?? '')
      response.end('caught')
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const host = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    // The positive counterpart: the server does hear who may reach it.
    await fetch(`${host}/from-the-test`)
    const more = `<script>document.body.innerHTML = '<section>1</section><section>2</section><section>3</section>'</script>
<img src="${host}/image"><link rel="stylesheet" href="${host}/style"><iframe src="${host}/frame"></iframe>
<iframe src="file:///etc/passwd"></iframe><object data="${host}/object"></object>
<meta http-equiv="refresh" content="0;url=${host}/refresh">`
    const { sizes, texts } = readPrintedPages(await print(documentOf(1, more), 'A4'))
    expect(sizes).toHaveLength(1)
    expect(texts.join('')).toContain('Section 1')
    expect(heard).toEqual(['/from-the-test'])
    server.close()
  })
})

it('where there is no browser engine there is no printer', async () => {
  vi.stubEnv('ROOTKEEP_HOST_CHROMIUM', undefined)
  vi.stubEnv('ROOTKEEP_CHROMIUM', '/nowhere/chromium')
  const said = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
  expect(await findPdfPrinter()).toBeNull()
  expect(said.mock.calls.join()).toContain('/nowhere/chromium')
  said.mockRestore()
})
