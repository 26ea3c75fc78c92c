import 'reflect-metadata'
import {
  BasicConstraintsExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  PemConverter,
  SubjectAlternativeNameExtension,
  X509CertificateGenerator,
} from '@peculiar/x509'
import { createSecureContext, type SecureContext } from 'node:tls'

/** A certificate authority as a company has one that inspects TLS. */
export interface InspectingAuthority {
  readonly pem: string
  /** What a server of that name presents. */
  contextFor(host: string): Promise<SecureContext>
}

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }
const DAY_MS = 86_400_000

/** Makes one; its keys live as long as the test. */
export async function createInspectingAuthority(): Promise<InspectingAuthority> {
  const name = 'CN=Example Corp Inspection, O=Example Corp'
  const keys = await keyPair()
  const serverKeys = await keyPair()
  const exported = await crypto.subtle.exportKey('pkcs8', serverKeys.privateKey)
  const serverKey = PemConverter.encode(exported, 'PRIVATE KEY')
  const valid = {
    notBefore: new Date(Date.now() - DAY_MS),
    notAfter: new Date(Date.now() + DAY_MS),
    signingAlgorithm: ALGORITHM,
  }
  const authority = await X509CertificateGenerator.createSelfSigned({
    ...valid,
    serialNumber: '01',
    name,
    keys,
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign, true),
    ],
  })
  const contexts = new Map<string, Promise<SecureContext>>()

  async function issue(host: string, serial: number): Promise<SecureContext> {
    const certificate = await X509CertificateGenerator.create({
      ...valid,
      serialNumber: serial.toString(16).padStart(4, '0'),
      subject: `CN=${host}`,
      issuer: name,
      publicKey: serverKeys.publicKey,
      signingKey: keys.privateKey,
      extensions: [new SubjectAlternativeNameExtension([{ type: 'dns', value: host }])],
    })
    return createSecureContext({ key: serverKey, cert: certificate.toString('pem') })
  }

  return {
    pem: authority.toString('pem'),
    contextFor(host) {
      const context = contexts.get(host) ?? issue(host, contexts.size + 2)
      contexts.set(host, context)
      return context
    },
  }
}

function keyPair() {
  return crypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify'])
}
