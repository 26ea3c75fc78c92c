import type { Tag } from '../../../shared/domain/account-detail.ts'
import type { AccountId } from '../../../shared/domain/accounts.ts'
import { useViewing } from '../../state/bundle-store.ts'
import { rootkeep } from '../../state/client.ts'
import { useCommand } from '../../state/use-command.ts'
import { adjustFilter } from '../../state/view-store.ts'
import { FailurePanel } from '../../ui/failure-panel.tsx'
import styles from './account-tags.module.css'

type AccountTagsProps = { readonly accountId: AccountId; readonly tags: readonly Tag[] | null }

/** The tags of an account, read from Organizations when asked for; a tag filters the table. */
export function AccountTags({ accountId, tags }: AccountTagsProps) {
  const read = useCommand(rootkeep.accounts.readTags)
  const viewing = useViewing()
  if (viewing && tags === null) return 'Not in this bundle: they had not been read'
  return (
    <>
      {tags === null ? (
        <button
          type="button"
          className={styles.read}
          aria-busy={read.pending}
          onClick={() => read.send({ accountId })}
        >
          {read.pending ? 'Reading' : 'Read from Organizations'}
        </button>
      ) : tags.length === 0 ? (
        'None'
      ) : (
        <span className={styles.tags}>
          {tags.map(({ key, value }) => (
            <button
              key={key}
              type="button"
              className={styles.tag}
              title="Show accounts with this tag"
              onClick={() => adjustFilter({ tag: `${key}=${value}` })}
            >
              {key}={value}
            </button>
          ))}
        </span>
      )}
      {read.failure ? <FailurePanel failure={read.failure} /> : null}
    </>
  )
}
