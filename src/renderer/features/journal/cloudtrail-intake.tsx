import { FileUp, FolderUp } from 'lucide-react'
import { useRef, useState } from 'react'
import type { CloudTrailImport } from '../../../shared/domain/journal.ts'
import { rootkeep } from '../../state/client.ts'
import { countedOf } from '../../format/count.ts'
import { sizeOf } from '../../format/size.ts'
import { useCommand } from '../../state/use-command.ts'
import { Button } from '../../ui/button.tsx'
import { FailurePanel } from '../../ui/failure-panel.tsx'
import { droppedFiles, eventFilesOf } from './cloudtrail-files.ts'
import styles from './cloudtrail-tab.module.css'

type CloudTrailIntakeProps = { readonly onImported: (result: CloudTrailImport) => void }

/** Takes event files: chosen one by one, as a folder, or dropped. They are read here and compared in main; nothing leaves the computer. */
export function CloudTrailIntake({ onImported }: CloudTrailIntakeProps) {
  const [words, setWords] = useState('')
  const [fault, setFault] = useState<string | null>(null)
  const [over, setOver] = useState(false)
  const [reading, setReading] = useState(false)
  const compare = useCommand(rootkeep.journal.importCloudTrail)
  const busy = reading || compare.pending

  async function take(chosen: readonly File[]): Promise<void> {
    if (busy) return
    const { files, bytes, fault } = eventFilesOf(chosen)
    setFault(fault)
    setWords('')
    compare.reset()
    if (fault !== null) return
    setReading(true)
    setWords(`Reading ${countedOf(files.length, 'file')}, ${sizeOf(bytes)}`)
    try {
      const read: { name: string; bytes: Uint8Array<ArrayBuffer> }[] = []
      // One after the other: thousands at once would all be in memory twice.
      for (const file of files) {
        read.push({ name: nameOf(file), bytes: new Uint8Array(await file.arrayBuffer()) })
      }
      setWords(`Comparing ${countedOf(files.length, 'file')}, ${sizeOf(bytes)}`)
      compare.send({ files: read }, (result) => {
        setWords(`Compared ${countedOf(result.files, 'file')}.`)
        onImported(result)
      })
    } catch {
      setWords('')
      setFault('A file could not be read: it was moved, or may not be opened.')
    } finally {
      setReading(false)
    }
  }

  return (
    <div
      className={styles.intake}
      data-over={over || undefined}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault()
        setOver(false)
        droppedFiles(event.dataTransfer).then(take, () =>
          setFault('What was dropped could not be read.'),
        )
      }}
    >
      <div className={styles.intakeWords}>
        <h2 className={styles.strong}>Compare with CloudTrail</h2>
        <p className={styles.quiet}>
          Drop event files or a folder of them here (.json, .json.gz), or choose them.
        </p>
        <p role="status" className={styles.quiet}>
          {busy || words.startsWith('Compared') ? words : ''}
        </p>
        {fault === null ? null : (
          <p role="alert" className={styles.fault}>
            {fault}
          </p>
        )}
      </div>
      <FileButtons busy={busy} onFiles={(files) => void take(files)} />
      {compare.failure ? (
        <FailurePanel title="The files could not be compared." failure={compare.failure} />
      ) : null}
    </div>
  )
}

type FileButtonsProps = { readonly busy: boolean; readonly onFiles: (files: File[]) => void }

function FileButtons({ busy, onFiles }: FileButtonsProps) {
  const files = useRef<HTMLInputElement>(null)
  const folder = useRef<HTMLInputElement>(null)
  function onChosen(input: HTMLInputElement) {
    const chosen = Array.from(input.files ?? [])
    // The same choice again is a choice again.
    input.value = ''
    if (chosen.length > 0) onFiles(chosen)
  }
  return (
    <div className={styles.buttons}>
      <input
        ref={files}
        type="file"
        multiple
        accept=".json,.gz"
        className="visually-hidden"
        tabIndex={-1}
        aria-label="Event files"
        onChange={(event) => onChosen(event.currentTarget)}
      />
      <input
        ref={folder}
        type="file"
        webkitdirectory=""
        className="visually-hidden"
        tabIndex={-1}
        aria-label="Folder of event files"
        onChange={(event) => onChosen(event.currentTarget)}
      />
      <Button icon={<FileUp aria-hidden />} pending={busy} onClick={() => files.current?.click()}>
        Choose files
      </Button>
      <Button
        icon={<FolderUp aria-hidden />}
        pending={busy}
        onClick={() => folder.current?.click()}
      >
        Choose a folder
      </Button>
    </div>
  )
}

/** The path inside the chosen folder, where there is one. */
function nameOf(file: File): string {
  return file.webkitRelativePath === '' ? file.name : file.webkitRelativePath
}
