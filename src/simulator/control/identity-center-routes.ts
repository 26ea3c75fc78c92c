import { deviceDocument, identityCenterDocument } from './identity-center-document.ts'
import { decideDevice, patchIdentityCenter, readTokenOwner } from './identity-center-request.ts'
import { putRole, removeRole, roleDocument } from './role-request.ts'
import { bodyOf, json } from './route.ts'
import type { Route } from './route.ts'

/** People, permission sets, devices, tokens and roles. */
export const identityCenterRoutes: Readonly<Record<string, Route>> = {
  'GET identity-center': ({ world }) => json(200, identityCenterDocument(world.identityCenter)),
  'PUT identity-center': ({ world, request }) => {
    patchIdentityCenter(world, bodyOf(request))
    return json(200, identityCenterDocument(world.identityCenter))
  },
  'GET devices': ({ world }) =>
    json(
      200,
      world.signIn.devices.all().map((device) => deviceDocument(world, device)),
    ),
  'POST devices/:id': ({ world, request }, userCode) => {
    const device = world.signIn.devices.byUserCode(userCode)
    if (device === undefined) return json(404, { error: `no device shows the code ${userCode}` })
    decideDevice(world, device, bodyOf(request))
    return json(200, deviceDocument(world, device))
  },
  'POST tokens/revoke': ({ world, request }) => {
    const { tokens } = world.signIn
    const live = tokens.live(world.clock.now(), readTokenOwner(bodyOf(request)))
    for (const session of live) tokens.end(session)
    return json(200, { revokedSessions: live.length })
  },
  'POST tokens/expire': ({ world, request }) => {
    const owner = readTokenOwner(bodyOf(request))
    const expired = world.signIn.tokens.expireAccess(world.clock.now(), owner)
    return json(200, { expiredTokens: expired })
  },
  'POST clients/expire': ({ world }) =>
    json(200, { expiredClients: world.signIn.clients.expireAll(world.clock.now()) }),
  'GET roles': ({ world }) => json(200, world.roles.all().map(roleDocument)),
  'PUT roles': ({ world, request }) => json(200, roleDocument(putRole(world, bodyOf(request)))),
  'DELETE roles': ({ world, request }) =>
    removeRole(world, bodyOf(request))
      ? json(200, {})
      : json(404, { error: 'there is no such role' }),
}
