// The npm package @auth0/cose verifies licenses, coupons, catalogs and bulletins: node verify.mjs < documents.json
//
// It does not know -19 (RFC 9864), the algorithm of our documents, only its forerunner -8; so the test hands in the
// vectors signed anew with -8, which product code never writes. All else is as in docs/SPEC.md.
import { createPublicKey } from 'node:crypto';
import { text } from 'node:stream/consumers';
import { Sign1 } from '@auth0/cose';

const bytes = (hex) => Buffer.from(hex, 'hex');
const keyOf = (hex) =>
  createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: bytes(hex).toString('base64url') }, format: 'jwk' });
const verify = (document, key, kind) =>
  Sign1.decode(document).verify(key, { externalAAD: Buffer.from(kind), algorithms: [-8] });

const refuses = async (what, name, promise) => {
  const refused = await promise.then(() => false, () => true);
  if (!refused) throw new Error(`${name} verified ${what}`);
};

const documents = JSON.parse(await text(process.stdin));
for (const { name, kind, key, document } of documents) {
  const [publicKey, received] = [keyOf(key), bytes(document)];
  await verify(received, publicKey, `keyslip/1/${kind}`);
  await refuses('as another kind of document', name, verify(received, publicKey, 'keyslip/1/receipt'));
  await refuses('without a kind', name, verify(received, publicKey, ''));
  const changed = Buffer.from(received);
  changed[changed.length - 65 - 3] ^= 1; // within the payload
  await refuses('with a changed payload', name, verify(changed, publicKey, `keyslip/1/${kind}`));
}
console.log(`${documents.length} documents verified`);
