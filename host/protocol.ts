import type { CustomScheme, Protocol } from 'electron'
import type { OriginMap } from './origin.ts'

type Handler = (request: GlobalRequest) => GlobalResponse | Promise<GlobalResponse>

/** `protocol`: schemes that main answers by itself. */
export function createProtocol(origins: OriginMap): HostProtocol {
  const handlers = new Map<string, Handler>()
  return {
    registerSchemesAsPrivileged(schemes: CustomScheme[]) {
      for (const { scheme } of schemes) origins.register(scheme)
    },
    handle(scheme: string, handler: Handler) {
      if (handlers.has(scheme)) throw new Error(`protocol.handle: ${scheme} is handled already`)
      handlers.set(scheme, handler)
    },
    unhandle(scheme: string) {
      handlers.delete(scheme)
    },
    isProtocolHandled: (scheme: string) => handlers.has(scheme),
    async answer(request) {
      const handler = handlers.get(new URL(request.url).protocol.slice(0, -1))
      return handler ? await handler(request) : null
    },
  }
}

type GlobalRequest = Request
type GlobalResponse = Response

export type HostProtocol = Pick<
  Protocol,
  'registerSchemesAsPrivileged' | 'handle' | 'unhandle' | 'isProtocolHandled'
> & {
  /** Lets the handler of the URL's scheme answer; null where there is none. */
  answer(request: Request): Promise<Response | null>
}
