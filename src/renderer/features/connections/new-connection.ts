import { queryClient } from '../../state/query-client.ts'
import { reads } from '../../state/reads.ts'
import { showSetting } from '../settings/show-setting.ts'
import { emptyDraft } from './connection-draft.ts'
import { beginConnection } from './connection-place.ts'
import { freeColour } from './connection-words.ts'

/** Opens the form for a new connection in Settings, in a colour that no kept one has. */
export function newConnection(): void {
  const known = queryClient.getQueryData(reads.connections().queryKey) ?? []
  const taken = known.filter(({ kept }) => kept).map(({ colour }) => colour)
  beginConnection({ ...emptyDraft, colour: freeColour(taken) })
  showSetting('connection')
}
