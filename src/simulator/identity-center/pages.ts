import type { HttpAnswer, HttpRequest } from '../http-message.ts'
import { addressOf } from '../request-address.ts'
import type { World } from '../world.ts'
import { answerAuthorization, showAuthorization } from './authorize-page.ts'
import { answerDevice, showDevice } from './device-page.ts'
import { notice } from './page.ts'

type Page = (world: World, request: HttpRequest) => HttpAnswer

const pages: Readonly<Record<string, Page>> = {
  'GET /authorize': (world, request) =>
    showAuthorization(world, request, addressOf(world, request)),
  'POST /authorize': answerAuthorization,
  'GET /device': showDevice,
  'POST /device': answerDevice,
}

/**
 * What a person sees in a browser; null when the request is for no page. A signed request never is: it may be for a bucket of
 * that name.
 */
export function answerPage(world: World, request: HttpRequest): HttpAnswer | null {
  if (request.headers.authorization !== undefined) return null
  const name = `${request.method} ${request.path}`
  const page = Object.hasOwn(pages, name) ? pages[name] : undefined
  if (page === undefined) return null
  if (isForeignPost(request)) {
    return notice(403, 'This sign-in cannot go on', 'Only the page itself may answer for a person.')
  }
  return page(world, request)
}

/** SECURITY: no other page may press Allow for the person in front of it. */
function isForeignPost({ method, headers }: HttpRequest): boolean {
  const site = headers['sec-fetch-site']
  return method === 'POST' && site !== undefined && site !== 'same-origin'
}
