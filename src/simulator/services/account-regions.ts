import { refusalOf } from '../authorization.ts'
import type { Call } from '../service.ts'
import { denied, invalid, member } from './account-primary-email.ts'
import type { JsonInput } from './json-input.ts'

/** On in every account. */
const BY_DEFAULT = [
  'ap-northeast-1',
  'ap-northeast-2',
  'ap-northeast-3',
  'ap-south-1',
  'ap-southeast-1',
  'ap-southeast-2',
  'ca-central-1',
  'eu-central-1',
  'eu-north-1',
  'eu-west-1',
  'eu-west-2',
  'eu-west-3',
  'sa-east-1',
  'us-east-1',
  'us-east-2',
  'us-west-1',
  'us-west-2',
]

/** To be turned on by an account; in this organization all have done so for the first two. */
const OPT_IN = [
  'ap-east-1',
  'eu-south-1',
  'af-south-1',
  'ap-south-2',
  'ap-southeast-3',
  'ap-southeast-4',
  'ca-west-1',
  'eu-central-2',
  'eu-south-2',
  'il-central-1',
  'me-central-1',
  'me-south-1',
  'mx-central-1',
]

const STATUSES = ['ENABLED', 'ENABLING', 'DISABLING', 'DISABLED', 'ENABLED_BY_DEFAULT']

const regions = [
  ...BY_DEFAULT.map((name) => ({ RegionName: name, RegionOptStatus: 'ENABLED_BY_DEFAULT' })),
  ...OPT_IN.map((name, index) => ({
    RegionName: name,
    RegionOptStatus: index < 2 ? 'ENABLED' : 'DISABLED',
  })),
].toSorted((a, b) => (a.RegionName < b.RegionName ? -1 : 1))

/** The Regions of the caller's account, or of a member's, by name. Texts and the order are inferred [INF]. */
export function listRegions(call: Call, input: JsonInput): unknown {
  if (input.text('AccountId') !== undefined) member(call, input, 'ListRegions')
  else refuseUnlessPermitted(call)
  const most = input.integer('MaxResults') ?? 50
  if (most < 1 || most > 50) throw invalid('MaxResults must be from 1 to 50.')
  const wanted = input.texts('RegionOptStatusContains') ?? STATUSES
  if (wanted.some((status) => !STATUSES.includes(status))) {
    throw invalid(`RegionOptStatusContains takes ${STATUSES.join(', ')}.`)
  }
  const fitting = regions.filter(({ RegionOptStatus }) => wanted.includes(RegionOptStatus))
  const from = Number(input.text('NextToken') ?? '0')
  if (!Number.isInteger(from) || from < 0) {
    throw invalid('NextToken is not one that was handed out.')
  }
  const next = from + most
  return {
    Regions: fitting.slice(from, next),
    ...(next < fitting.length ? { NextToken: String(next) } : {}),
  }
}

function refuseUnlessPermitted(call: Call): void {
  const { accountId } = call.caller
  const refusal = refusalOf(call, {
    action: 'account:ListRegions',
    resource: `arn:aws:account::${accountId}:account`,
    resourceAccount: accountId,
  })
  if (refusal !== null) throw denied(refusal)
}
