import { useQuery } from '@tanstack/react-query'
import { Download } from 'lucide-react'
import type { RequestFacets, RequestFilter } from '../../../shared/domain/requests.ts'
import { countedOf, countOf } from '../../format/count.ts'
import { rootkeep } from '../../state/client.ts'
import { requestReads } from '../../state/request-reads.ts'
import { useCommand } from '../../state/use-command.ts'
import { Button } from '../../ui/button.tsx'
import { Chip } from '../../ui/chip.tsx'
import { FailurePanel } from '../../ui/failure-panel.tsx'
import { Menu, MenuItem } from '../../ui/menu.tsx'
import toolbar from '../../ui/filter-toolbar.module.css'
import { SearchField } from '../../ui/search-field.tsx'
import { Select } from '../../ui/select.tsx'
import { showToast } from '../../ui/toast-manager.ts'
import { toggledValue } from '../accounts/toggled-value.ts'
import { adjustRequests, lookBack, showEveryRequest, useNetworkPlace } from './network-place.ts'
import { isFiltered, outcomes, spans } from './request-filter.ts'
import styles from './request-toolbar.module.css'

type RequestToolbarProps = {
  readonly filter: RequestFilter
  /** Calls that fit; null until it is known. */
  readonly total: number | null
  /** Puts the keyboard into the table. */
  readonly onLeave: () => void
}

/** Which calls are shown: by words, by service, by how they came out, since when; and the way to save them. */
export function RequestToolbar({ filter, total, onLeave }: RequestToolbarProps) {
  const { data: facets } = useQuery(requestReads.facets())
  const span = useNetworkPlace((place) => place.span)
  return (
    <div className={toolbar.toolbar} role="toolbar" aria-label="Calls to AWS">
      <SearchField
        label="Search the calls"
        placeholder="Operation, account, request ID, Region, error code"
        value={filter.text}
        onChange={(text) => adjustRequests({ text })}
        onLeave={onLeave}
      />
      <Select label="Since" hideLabel value={span} options={spans} onChange={lookBack} />
      <ExportMenu filter={filter} />
      <span className={toolbar.total} role="status">
        {totalWords(filter, total, facets)}
      </span>
      <div className={styles.filters}>
        <div className={toolbar.chips} role="group" aria-label="Service">
          {facets?.services.map(({ service, count }) => (
            <Chip
              key={service}
              count={count}
              pressed={filter.services.includes(service)}
              onToggle={() => adjustRequests({ services: toggledValue(filter.services, service) })}
            >
              {service}
            </Chip>
          ))}
        </div>
        <div className={toolbar.chips} role="group" aria-label="Outcome">
          {outcomes.map(({ value, label }) => (
            <Chip
              key={value}
              pressed={filter.outcome === value}
              count={value === 'answered' ? undefined : facets?.[value]}
              onToggle={() => adjustRequests({ outcome: filter.outcome === value ? 'all' : value })}
            >
              {label}
            </Chip>
          ))}
          {isFiltered(filter) ? (
            <Button look="quiet" className={toolbar.all} onClick={showEveryRequest}>
              Clear the filter
            </Button>
          ) : null}
        </div>
      </div>
    </div>
  )
}

/** Saves what fits the filter. */
function ExportMenu({ filter }: { readonly filter: RequestFilter }) {
  const save = useCommand(rootkeep.requests.export)
  const saveAs = (format: 'csv' | 'json') =>
    save.send({ filter, format }, (path) => path !== null && showToast('Saved: the calls', path))
  return (
    <>
      <Menu
        trigger={
          <Button icon={<Download aria-hidden />} pending={save.pending}>
            Export
          </Button>
        }
      >
        <MenuItem onSelect={() => saveAs('csv')}>CSV…</MenuItem>
        <MenuItem onSelect={() => saveAs('json')}>JSON…</MenuItem>
      </Menu>
      {save.failure ? <FailurePanel failure={save.failure} /> : null}
    </>
  )
}

function totalWords(
  filter: RequestFilter,
  total: number | null,
  facets: RequestFacets | undefined,
): string {
  if (total === null) return ''
  return isFiltered(filter) && facets
    ? `${countOf(total)} of ${countedOf(facets.total, 'call')}`
    : countedOf(total, 'call')
}
