import { HardDrive, TriangleAlert } from 'lucide-react'
import { useSession } from '../../state/session-store.ts'
import { storageWords } from './lock-words.ts'
import styles from './storage-note.module.css'

/** Says where tokens are kept, plainly where they are not. */
export function StorageNote() {
  const lock = useSession(({ session }) => session?.lock ?? null)
  if (lock === null) return null
  return (
    <p className={styles.note} data-storage={lock.storage}>
      {lock.storage === 'memory' ? <TriangleAlert aria-hidden /> : <HardDrive aria-hidden />}
      {storageWords(lock)}
    </p>
  )
}
