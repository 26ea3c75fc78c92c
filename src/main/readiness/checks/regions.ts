import { failed, unknown, unknownBecause, well, type Check } from '../check.ts'

export const regions: Check = {
  id: 'regions',
  group: 'organization',
  title: 'Regions',
  about:
    'Looks at which Regions the caller’s account has turned on (Account Management, ListRegions), and whether that of this connection is one of them.',
  needs: ['credentials'],
  async run({ aws, session: { region } }) {
    const listed = await aws.regions()
    if (!listed.ok) return unknownBecause(listed.error)
    const on = listed.value.filter(
      ({ status }) => status === 'ENABLED' || status === 'ENABLED_BY_DEFAULT',
    )
    const own = listed.value.find(({ name }) => name === region)
    const counted = `${on.length} of ${listed.value.length} Regions are on in the caller’s account.`
    if (!own) {
      return unknown(
        `${counted} AWS does not list ${region}, the Region of this connection.`,
        'Check the Region of the connection.',
      )
    }
    if (!on.includes(own)) {
      return failed(
        `${counted} ${region}, the Region of this connection, is ${own.status.toLowerCase()}.`,
        'Its STS refuses root sessions for accounts that have not turned it on.',
        'Choose a Region that is on everywhere, such as us-east-1, or turn this one on.',
      )
    }
    return well(
      own.status === 'ENABLED_BY_DEFAULT'
        ? `${counted} ${region}, the Region of this connection, is on in every account.`
        : `${counted} ${region} is on there; member accounts that have not turned it on refuse its sessions in Regions of theirs.`,
    )
  },
}
