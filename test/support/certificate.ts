/** Makes a self-signed certificate for a TLS server in a test: fresh keys each time, so that no key is ever committed. */

import { generateKeyPairSync, randomBytes, sign } from 'node:crypto'

export interface CertificateOptions {
  /** Names it is for; addresses are added by `addresses`. Default `localhost`. */
  readonly hosts?: readonly string[]
  /** IPv4 addresses it is for. Default `127.0.0.1`. */
  readonly addresses?: readonly string[]
  readonly notBefore?: Date
  readonly notAfter?: Date
}

export interface Certificate {
  /** PEM. */
  readonly key: string
  /** PEM; as a client's `ca` it makes the server trusted. */
  readonly cert: string
}

const TAG = {
  boolean: 0x01, integer: 0x02, bits: 0x03, octets: 0x04, oid: 0x06, utf8: 0x0c, time: 0x18, sequence: 0x30, set: 0x31,
  dnsName: 0x82, address: 0x87, version: 0xa0, extensions: 0xa3,
} as const

const lengthOf = (length: number): Buffer => {
  if (length < 0x80) return Buffer.from([length])
  return length < 0x100 ? Buffer.from([0x81, length]) : Buffer.from([0x82, length >> 8, length & 0xff])
}

/** One DER element: tag, length, contents. */
const der = (tag: keyof typeof TAG, ...contents: readonly Buffer[]): Buffer => {
  const content = Buffer.concat(contents)
  return Buffer.concat([Buffer.from([TAG[tag]]), lengthOf(content.length), content])
}

const oid = (hex: string): Buffer => der('oid', Buffer.from(hex, 'hex'))
const ECDSA_WITH_SHA256 = der('sequence', oid('2a8648ce3d040302'))
const COMMON_NAME = oid('550403')
const SUBJECT_ALTERNATIVE_NAME = oid('551d11')
const BASIC_CONSTRAINTS = oid('551d13')
const TRUE = der('boolean', Buffer.from([0xff]))

const timeOf = (date: Date): Buffer => der('time', Buffer.from(`${date.toISOString().replace(/[-:T]/gu, '').slice(0, 14)}Z`))
const nameOf = (commonName: string): Buffer => der('sequence', der('set', der('sequence', COMMON_NAME, der('utf8', Buffer.from(commonName)))))

const extensionsOf = (hosts: readonly string[], addresses: readonly string[]): Buffer => der('extensions', der('sequence',
  der('sequence', SUBJECT_ALTERNATIVE_NAME, der('octets', der('sequence',
    ...hosts.map(host => der('dnsName', Buffer.from(host))),
    ...addresses.map(address => der('address', Buffer.from(address.split('.').map(Number)))),
  ))),
  der('sequence', BASIC_CONSTRAINTS, TRUE, der('octets', der('sequence', TRUE))),
))

const pemOf = (label: string, content: Buffer): string =>
  `-----BEGIN ${label}-----\n${content.toString('base64').replace(/.{1,64}/gu, '$&\n')}-----END ${label}-----\n`

const DAY_MS = 24 * 60 * 60 * 1000

export const createCertificate = (options: CertificateOptions = {}): Certificate => {
  const { hosts = ['localhost'], addresses = ['127.0.0.1'], notBefore = new Date(Date.now() - DAY_MS), notAfter = new Date(Date.now() + DAY_MS) } = options
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const name = nameOf('simulated provider')
  const serial = Buffer.concat([Buffer.from([0x01]), randomBytes(8)])
  const body = der('sequence',
    der('version', der('integer', Buffer.from([2]))), der('integer', serial), ECDSA_WITH_SHA256, name,
    der('sequence', timeOf(notBefore), timeOf(notAfter)), name, publicKey.export({ type: 'spki', format: 'der' }),
    extensionsOf(hosts, addresses),
  )
  const signature = der('bits', Buffer.from([0]), sign('sha256', body, privateKey))
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }),
    cert: pemOf('CERTIFICATE', der('sequence', body, ECDSA_WITH_SHA256, signature)),
  }
}

/** One whose last day was long ago. */
export const createExpiredCertificate = (): Certificate =>
  createCertificate({ notBefore: new Date(Date.now() - 30 * DAY_MS), notAfter: new Date(Date.now() - DAY_MS) })
