import { useQuery } from '@tanstack/react-query'
import { requestReads } from '../../state/request-reads.ts'
import { Tabs } from '../../ui/tabs.tsx'
import { ContactsPart } from './contacts-part.tsx'
import { useNetworkPlace, type NetworkPart } from './network-place.ts'
import { RefusedPart } from './refused-part.tsx'
import { RequestsPart } from './requests-part.tsx'
import styles from './network-tab.module.css'

/** What goes over the network: what was called, what was refused, and what may be contacted at all. */
export function NetworkTab() {
  const part = useNetworkPlace((place) => place.part)
  const { data: refused } = useQuery(requestReads.refused())
  return (
    <div className={styles.tab}>
      <Tabs
        label="Network"
        value={part}
        onChange={(value) => useNetworkPlace.setState({ part: partOf(value) })}
        tabs={[
          { value: 'requests', label: 'Requests', content: <RequestsPart /> },
          {
            value: 'refused',
            label: 'Refused',
            ...(refused && refused.length > 0 ? { count: refused.length } : {}),
            content: <RefusedPart />,
          },
          { value: 'contacts', label: 'What would be contacted', content: <ContactsPart /> },
        ]}
      />
    </div>
  )
}

function partOf(value: string): NetworkPart {
  return value === 'refused' || value === 'contacts' ? value : 'requests'
}
