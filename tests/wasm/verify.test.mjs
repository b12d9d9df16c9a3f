// Licenses and coupons checked in WebAssembly, as a page in a browser would: every vector of both and of their texts.
//
//     node --test tests/wasm/verify.test.mjs        (after .ci/portable has built the module)
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";

const here = new URL(".", import.meta.url);
const vectors = new URL("../vectors/", here);
const module = process.env.KEYSLIP_WASM ?? new URL("target/wasm32-unknown-unknown/release/keyslip_wasm_test.wasm", here);
const { instance } = await WebAssembly.instantiate(readFileSync(module), {});
const { put, trust, check_license, check_coupon, answer } = instance.exports;

/** The header and the bytes of a vector. */
function vector(path) {
  const [, head, body] = readFileSync(new URL(path, vectors), "utf8").match(/^([^]*?)\n\n([^]*)$/);
  const header = Object.fromEntries(head.split("\n").map((line) => line.split(/: (.*)/s).slice(0, 2)));
  const digits = () => body.replace(/\b([0-9a-f]{2})\*(\d+)/g, (_, byte, times) => byte.repeat(times)).replace(/\s/g, "");
  return { ...header, bytes: Buffer.from(...(header.encoding === "text" ? [body, "utf8"] : [digits(), "hex"])) };
}

function ask(bytes, question) {
  bytes.forEach((byte) => put(byte));
  const length = question();
  return Buffer.from(Array.from({ length }, (_, at) => answer(at))).toString();
}

/** The code that a vector's `expect` has at the library's door. */
function code({ expect, encoding, bytes }) {
  if (expect === "ok") return "ok";
  // The door takes files and texts alike, so what does not begin as a file is judged as a text.
  if (encoding === "hex" && !(bytes[0] >> 5 === 4 || bytes[0] === 0xd2)) return /^(format|keyslip)\./;
  // The number above the rows already says that they are no license.
  if (encoding === "text" && expect === "wrong document") return "keyslip.other-kind";
  if (expect.startsWith("malformed ")) return "format.malformed";
  if (expect.startsWith("field ")) return "format.field";
  if (expect.startsWith("text ")) return `format.${expect.slice(5)}`;
  return expect === "too long" ? "format.too-long" : `crypto.${expect.replaceAll(" ", "-")}`;
}

function paths(folder) {
  return readdirSync(new URL(`${folder}/`, vectors)).map((name) => `${folder}/${name}`);
}

test("nothing is checked before a root is trusted", () => {
  assert.equal(ask(Buffer.from("DEMO"), check_license), "no root is trusted yet");
});

for (const folder of ["license", "coupon", "text"]) {
  // A bulletin that the reader has seen is the business of another call.
  const cases = paths(folder).map((path) => [path, vector(path)]).filter(([, { heeding }]) => heeding === undefined);
  test(`each ${folder} vector has the answer that it expects`, () => {
    const found = { ok: 0, refused: 0 };
    for (const [path, asked] of cases) {
      assert.equal(ask(vector(asked.root).bytes, trust), "ok", asked.root);
      const said = ask(asked.bytes, asked.document === "coupon" ? check_coupon : check_license);
      const wanted = code(asked);
      assert.ok(wanted instanceof RegExp ? wanted.test(said) : wanted === said, `${path}: ${said} instead of ${wanted}`);
      found[said === "ok" ? "ok" : "refused"] += 1;
    }
    assert.ok(found.ok > 0 && found.refused > 0, "both answers occur");
  });
}

test("one changed bit of a signature is refused", () => {
  const { root, bytes } = vector("license/empty.txt");
  assert.equal(ask(vector(root).bytes, trust), "ok");
  assert.equal(ask(bytes, check_license), "ok");
  bytes[bytes.length - 1] ^= 1;
  assert.equal(ask(bytes, check_license), "crypto.bad-signature");
});
