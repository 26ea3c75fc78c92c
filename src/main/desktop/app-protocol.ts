import { randomBytes } from 'node:crypto'
import { readFile, realpath } from 'node:fs/promises'
import { extname, join, sep } from 'node:path'
import type { Failure } from '../../shared/domain/failure.ts'
import { documentPath } from '../reports/preview-shelf.ts'
import { isOwnUrl } from './app-origin.ts'
import { documentHeaders, securityHeaders } from './content-security-policy.ts'
import { failurePage } from './failure-page.ts'

/** The page that says why the workstation could not be opened. */
export const failurePath = '/failure'

/** Stands in index.html where the nonce of each load is to be. */
const noncePlaceholder = '__CSP_NONCE__'

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
}

export type AppProtocolParts = {
  /** The folder of the built renderer, absolute. */
  readonly folder: string
  /** Why there is no workstation, where there is none. */
  failure(): Failure | null
  /** The report that is looked at under a token; null where there is none. */
  document(token: string): string | null
}

/** Answers `app://rootkeep/…`: files of the renderer, read-only, under the strict policy, and documents under theirs. */
export function createAppProtocol({
  folder,
  failure,
  document,
}: AppProtocolParts): (request: Request) => Promise<Response> {
  return async (request) => {
    const nonce = randomBytes(16).toString('base64')
    const headers = securityHeaders(nonce)
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      return answer(405, headers, 'Method not allowed')
    }

    const path = pathOf(request.url)
    const problem = failure()
    if (path === failurePath && problem) {
      return answer(
        200,
        { ...headers, 'Content-Type': contentTypes['.html'] ?? '' },
        failurePage(problem, nonce),
      )
    }
    if (path?.startsWith(documentPath)) {
      const html = document(path.slice(documentPath.length))
      return html === null ? answer(404, headers, 'Not found') : answer(200, documentHeaders, html)
    }
    const file = path === null ? null : await fileWithin(folder, path)
    const contentType = file && contentTypes[extname(file)]
    if (!file || !contentType) return answer(404, headers, 'Not found')
    const content = await readFile(file)
    const body =
      extname(file) === '.html'
        ? content.toString('utf8').replaceAll(noncePlaceholder, nonce)
        : content
    return answer(200, { ...headers, 'Content-Type': contentType }, body)
  }
}

/** The decoded path of one of the window's own URLs; null for any other, and for what is not UTF-8. */
function pathOf(url: string): string | null {
  if (!isOwnUrl(url)) return null
  try {
    return decodeURIComponent(new URL(url).pathname)
  } catch {
    return null
  }
}

/**
 * The file of a path, or null where there is none inside the folder.
 * SECURITY: judged by the real path, after decoding and after symbolic links, so that neither `..`, nor
 * `%2e%2e%2f`, nor a backslash, nor a link leads out.
 */
export async function fileWithin(folder: string, path: string): Promise<string | null> {
  if (path.includes('\0')) return null
  try {
    const root = await realpath(folder)
    const file = await realpath(join(root, path === '/' ? 'index.html' : path))
    return file.startsWith(root + sep) ? file : null
  } catch {
    return null
  }
}

function answer(
  status: number,
  headers: Readonly<Record<string, string>>,
  body: string | Buffer,
): Response {
  return new Response(typeof body === 'string' ? body : new Uint8Array(body), {
    status,
    headers: { 'Content-Type': 'text/plain; charset=utf-8', ...headers },
  })
}
