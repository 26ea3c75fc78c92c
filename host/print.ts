import type { PrintToPDFOptions } from 'electron'
import type { Protocol, Session } from './devtools.ts'

const papers: Record<string, { width: number; height: number } | undefined> = {
  A4: { width: 8.27, height: 11.69 },
  Letter: { width: 8.5, height: 11 },
}

/** How much of a PDF comes over the pipe at once, in bytes: what else is said there need not wait for all of it. */
const pieceBytes = 1_048_576

/** `webContents.printToPDF`: prints the page, in pieces. */
export async function printToPdf(session: Session, options: PrintToPDFOptions): Promise<Buffer> {
  const { stream: handle = '' } = await session.send('Page.printToPDF', {
    ...printParameters(options),
    transferMode: 'ReturnAsStream',
  })
  const pieces: Buffer[] = []
  for (let end = false; !end;) {
    const { data, base64Encoded, eof } = await session.send('IO.read', { handle, size: pieceBytes })
    pieces.push(Buffer.from(data, base64Encoded ? 'base64' : 'utf8'))
    end = eof
  }
  await session.send('IO.close', { handle })
  return Buffer.concat(pieces)
}

/** What `printToPDF` is told, in the words of the DevTools protocol. Sizes and margins are in inches. */
function printParameters(options: PrintToPDFOptions): Protocol.Page.printToPDFParameters {
  const paper =
    typeof options.pageSize === 'object' ? options.pageSize : papers[options.pageSize ?? 'Letter']
  if (!paper) {
    throw new Error(
      `printToPDF: the host knows no such paper as ${JSON.stringify(options.pageSize)}`,
    )
  }
  return {
    landscape: options.landscape ?? false,
    displayHeaderFooter: options.displayHeaderFooter ?? false,
    printBackground: options.printBackground ?? false,
    scale: options.scale ?? 1,
    paperWidth: paper.width,
    paperHeight: paper.height,
    marginTop: options.margins?.top ?? 0.4,
    marginBottom: options.margins?.bottom ?? 0.4,
    marginLeft: options.margins?.left ?? 0.4,
    marginRight: options.margins?.right ?? 0.4,
    pageRanges: options.pageRanges ?? '',
    headerTemplate: options.headerTemplate ?? '',
    footerTemplate: options.footerTemplate ?? '',
    preferCSSPageSize: options.preferCSSPageSize ?? false,
    generateTaggedPDF: options.generateTaggedPDF ?? false,
    generateDocumentOutline: options.generateDocumentOutline ?? false,
  }
}
