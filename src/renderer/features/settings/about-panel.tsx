import { useQuery } from '@tanstack/react-query'
import type { About } from '../../../shared/ipc/contract.ts'
import { failureFrom } from '../../state/client.ts'
import { reads } from '../../state/reads.ts'
import { Copyable } from '../../ui/copyable.tsx'
import { Fact, FactList } from '../../ui/fact-list.tsx'
import { FailurePanel } from '../../ui/failure-panel.tsx'
import { Panel } from '../../ui/panel.tsx'

const shellLabel = {
  electron: 'Electron',
  chromium: 'Chromium host',
  none: 'No window',
} as const satisfies Record<About['shell'], string>

/** Versions, and where the data lies. */
export function AboutPanel() {
  const { data, error } = useQuery(reads.about())
  return (
    <Panel title="About">
      {error ? <FailurePanel failure={failureFrom(error)} /> : null}
      {data ? (
        <FactList>
          <Fact name="Rootkeep">{data.version}</Fact>
          <Fact name="Shell">
            {shellLabel[data.shell]} {data.shellVersion}
          </Fact>
          <Fact name="Sandbox">
            {data.sandboxed ? 'On' : 'Off: started as the root user of this computer'}
          </Fact>
          <Fact name="Node.js">{data.nodeVersion}</Fact>
          <Fact name="SQLite">{data.sqliteVersion}</Fact>
          <Fact name="Data folder">
            <Copyable value={data.dataFolder} what="data folder" />
          </Fact>
        </FactList>
      ) : null}
    </Panel>
  )
}
