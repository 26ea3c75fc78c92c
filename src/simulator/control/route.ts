import type { HttpAnswer, HttpRequest } from '../http-message.ts'
import type { World } from '../world.ts'
import { ShapeError } from './shape.ts'

export interface ControlInput {
  readonly world: World
  readonly request: HttpRequest
  /** Puts everything back to its start; the world of this input is then the old one. */
  reset: () => void
}

/** Answers one kind of request; `id` is the second part of the path. Throws a ShapeError when the body is wrong. */
export type Route = (input: ControlInput, id: string) => HttpAnswer | Promise<HttpAnswer>

/** The body as JSON. */
export function bodyOf(request: HttpRequest): unknown {
  try {
    return JSON.parse(request.body.toString('utf8'))
  } catch {
    throw new ShapeError('the body must be JSON')
  }
}

export function json(status: number, value: unknown): HttpAnswer {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) }
}
