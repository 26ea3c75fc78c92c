import type { ReactNode } from 'react'
import {
  mfaKind,
  type AccessKey,
  type RootCredentials,
} from '../../../shared/domain/credentials.ts'
import { dayOf } from '../../format/instant.ts'
import { mfaKindLabel } from '../../format/labels.ts'
import { Copyable } from '../../ui/copyable.tsx'
import { RelativeTime } from '../../ui/relative-time.tsx'
import styles from './inspector-tab.module.css'

/** The four kinds of root credential, each with all that is known of it. */
export function CredentialSections({ credentials }: { readonly credentials: RootCredentials }) {
  const { present, details, detailsMissing } = credentials
  return (
    <>
      {detailsMissing ? (
        <p className={styles.quiet}>
          Something is present whose details could not be read: what is listed may not be all. A
          deep audit reads them again.
        </p>
      ) : null}
      <Section title="Console password" present={present.password}>
        {details ? (
          <p className={styles.item}>
            Set{' '}
            {details.passwordCreatedAt ? (
              <RelativeTime at={details.passwordCreatedAt} />
            ) : (
              'at an unknown time'
            )}
            {', '}
            {details.passwordLastUsed ? (
              <>
                last used <RelativeTime at={details.passwordLastUsed} />
              </>
            ) : (
              'no use recorded'
            )}
          </p>
        ) : null}
      </Section>
      <Section title="Access keys" present={present.accessKeys} count={details?.accessKeys.length}>
        {details?.accessKeys.map((key) => (
          <KeyItem key={key.id} found={key} />
        ))}
      </Section>
      <Section title="MFA devices" present={present.mfaDevices} count={details?.mfaDevices.length}>
        {details?.mfaDevices.map((device) => (
          <div key={device.serialNumber} className={styles.item}>
            <p className={styles.head}>
              <span>{mfaKindLabel[mfaKind(device.serialNumber)]}</span>
              <span className={styles.quiet}>
                {device.enabledAt ? `since ${dayOf(device.enabledAt)}` : 'start unknown'}
              </span>
            </p>
            <Copyable value={device.serialNumber} what="serial number" />
          </div>
        ))}
      </Section>
      <Section
        title="Signing certificates"
        present={present.signingCertificates}
        count={details?.signingCertificates.length}
      >
        {details?.signingCertificates.map((certificate) => (
          <div key={certificate.id} className={styles.item}>
            <p className={styles.head}>
              <Copyable value={certificate.id} what="certificate ID" />
              <span className={styles.quiet}>{certificate.status}</span>
            </p>
            <p className={styles.quiet}>
              Uploaded{' '}
              {certificate.uploadedAt ? (
                <RelativeTime at={certificate.uploadedAt} />
              ) : (
                'at an unknown time'
              )}
            </p>
          </div>
        ))}
      </Section>
    </>
  )
}

function KeyItem({ found: { id, status, createdAt, lastUsed } }: { readonly found: AccessKey }) {
  return (
    <div className={styles.item}>
      <p className={styles.head}>
        <Copyable value={id} what="access key ID" />
        <span className={status === 'Active' ? styles.strong : styles.quiet}>{status}</span>
      </p>
      <p className={styles.quiet}>
        Created {createdAt ? <RelativeTime at={createdAt} /> : 'at an unknown time'},{' '}
        {lastUsed ? (
          <>
            last used <RelativeTime at={lastUsed.at} />
            {lastUsed.service === 'N/A' ? '' : ` on ${lastUsed.service} in ${lastUsed.region}`}
          </>
        ) : (
          'no use recorded'
        )}
      </p>
    </div>
  )
}

type SectionProps = {
  readonly title: string
  readonly present: boolean
  readonly count?: number | undefined
  readonly children: ReactNode
}

function Section({ title, present, count, children }: SectionProps) {
  return (
    <section>
      <h3 className={styles.title}>
        {title}
        <span className={styles.quiet}>
          {present ? (count ? `${count} present` : 'present') : 'none'}
        </span>
      </h3>
      {present ? children : null}
    </section>
  )
}
