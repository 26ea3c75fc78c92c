import type { HttpAnswer, HttpRequest } from '../http-message.ts'
import { escapeXml } from '../wire/xml.ts'
import type { World } from '../world.ts'
import type { DeviceAuthorization } from './devices.ts'
import { choiceFields, choiceIn, hidden, notice, page } from './page.ts'

const CODE_FIELD =
  '<label>Code on your device <input name="user_code" autocomplete="off" autofocus required></label><button>Continue</button>'

/** `GET /device`: asks for the code, or, once it is in the address, whether to allow the device that shows it. */
export function showDevice(world: World, request: HttpRequest): HttpAnswer {
  const userCode = new URLSearchParams(request.query).get('user_code')
  if (userCode === null) return codePage(200, '')
  const device = pendingDevice(world, userCode)
  if (device === undefined) return unknownCode()
  const client = world.signIn.clients.find(device.clientId)
  return page({
    title: 'Allow this device?',
    content: `<p><b>${escapeXml(client?.name ?? 'A client')}</b> shows the code <b>${device.userCode}</b> and asks for access to your AWS accounts. Go on only if it is the code that you see.</p>
<form method="post" action="/device">${hidden('user_code', device.userCode)}
${choiceFields(world.identityCenter)}</form>`,
  })
}

/** `POST /device`: notes the decision, which the device learns when it asks the next time. */
export function answerDevice(world: World, request: HttpRequest): HttpAnswer {
  const form = new URLSearchParams(request.body.toString('utf8'))
  const choice = choiceIn(world.identityCenter, form)
  if (choice === null) {
    return notice(400, 'This sign-in cannot go on', 'The answer is not complete.')
  }
  const device = pendingDevice(world, form.get('user_code') ?? '')
  if (device === undefined) return unknownCode()
  if (choice.kind === 'deny') {
    device.decision = { kind: 'denied' }
    return notice(200, 'Request denied', 'The device gets no access. You can close this page.')
  }
  device.decision = { kind: 'allowed', userName: choice.user.userName }
  return notice(200, 'Request approved', 'The device has access. You can close this page.')
}

function pendingDevice(world: World, userCode: string): DeviceAuthorization | undefined {
  const device = world.signIn.devices.byUserCode(userCode)
  const waits = device?.decision.kind === 'pending' && world.clock.now() < device.expiresAt
  return waits ? device : undefined
}

const unknownCode = (): HttpAnswer =>
  codePage(400, '<p>There is no device that waits with this code.</p>')

function codePage(status: number, problem: string): HttpAnswer {
  return page({
    status,
    title: 'Authorize a device',
    content: `${problem}<form method="get" action="/device">${CODE_FIELD}</form>`,
  })
}
