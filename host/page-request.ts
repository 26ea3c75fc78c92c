import type { OnBeforeRequestListenerDetails } from 'electron'
import type { PageRequest } from './page-frames.ts'

/** The request as a protocol handler gets it, under the URL that main knows. */
export function requestOf(url: string, { method, headers, body }: PageRequest): Request {
  return new Request(url, {
    method,
    headers,
    ...(body && method !== 'GET' && method !== 'HEAD' ? { body } : {}),
  })
}

/** Chromium's kind of a request in Electron's words. */
export function resourceTypeOf(
  type: string,
  isMainFrame: boolean,
): OnBeforeRequestListenerDetails['resourceType'] {
  const names: Record<string, OnBeforeRequestListenerDetails['resourceType'] | undefined> = {
    Document: isMainFrame ? 'mainFrame' : 'subFrame',
    Stylesheet: 'stylesheet',
    Script: 'script',
    Image: 'image',
    Font: 'font',
    XHR: 'xhr',
    Fetch: 'xhr',
    Ping: 'ping',
    CSPViolationReport: 'cspReport',
    Media: 'media',
    WebSocket: 'webSocket',
  }
  return names[type] ?? 'other'
}
