import type { PrintToPDFOptions } from 'electron'
import type { Protocol } from './devtools.ts'

const papers: Record<string, { width: number; height: number } | undefined> = {
  A4: { width: 8.27, height: 11.69 },
  Letter: { width: 8.5, height: 11 },
}

/** What `printToPDF` is told, in the words of the DevTools protocol. Sizes and margins are in inches. */
export function printParameters(options: PrintToPDFOptions): Protocol.Page.printToPDFParameters {
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
