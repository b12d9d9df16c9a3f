"""A writer of Keyslip's documents, made from the words of docs/SPEC.md alone: python make.py

It signs licenses and coupons with the keys of the vectors (32 times the byte 21 or 22, in hexadecimal), by hand with
cbor2 and cryptography and through the library `cwt`, and prints them as lines of JSON with what a reader must find.
"""
import hashlib
import json

import cbor2
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cwt import COSE, COSEKey

OURS = -65537
NOW = 1_790_000_000
NUMBER, OTHER_NUMBER = bytes(range(1, 13)), bytes(range(21, 33))
CUSTOMER = bytes.fromhex("c0ffee0000000001")
SEEDS = {"license": bytes([0x21] * 32), "coupon": bytes([0x22] * 32)}
SYMBOLS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

# §2.2: cbor2's canonical form sorts keys by length first (RFC 7049), ours by their bytes; so maps are written here.
def encode(value):
    if isinstance(value, dict):
        pairs = sorted((encode(key), encode(item)) for key, item in value.items())
        return head(5, len(pairs)) + b"".join(key + item for key, item in pairs)
    if isinstance(value, list):
        return head(4, len(value)) + b"".join(map(encode, value))
    return cbor2.dumps(value)

def head(major, count):
    return bytes([major << 5 | cbor2.dumps(count)[0]]) + cbor2.dumps(count)[1:]

def public(seed):
    return Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()

def key_id(seed):  # §5.4
    return hashlib.sha256(encode({1: 1, -1: 6, -2: public(seed)})).digest()[:8]

# --- §2.3 ---

def by_hand(kind, payload):
    seed = SEEDS[kind]
    protected = encode({1: -19, 4: key_id(seed)})
    signed = encode(["Signature1", protected, f"keyslip/1/{kind}".encode(), payload])
    signature = Ed25519PrivateKey.from_private_bytes(seed).sign(signed)
    return encode([protected, {}, payload, signature])

def by_library(kind, payload):
    seed = SEEDS[kind]
    key = COSEKey.new({1: 1, 2: key_id(seed), 3: -19, 4: [1], -1: 6, -2: public(seed), -4: seed})
    header = {1: -19, 4: key_id(seed)}
    tagged = COSE.new().encode(payload, key, header, {}, external_aad=f"keyslip/1/{kind}".encode())
    assert tagged[0] == 0xD2  # the library writes the tagged form, ours is untagged
    return tagged[1:]

# --- §3.1, §3.2 ---

def times_alpha(value):
    return value << 1 ^ (0b100101 if value & 16 else 0)

def check(values):
    total, weight = 0, 1
    for value in values:
        weight = power = times_alpha(weight)
        for bit in range(5):
            total ^= power if value >> bit & 1 else 0
            power = times_alpha(power)
    return total

def base32(bits):
    bits += "0" * (-len(bits) % 5)
    return [int(bits[at : at + 5], 2) for at in range(0, len(bits), 5)]

def bits_of(data):
    return "".join(f"{byte:08b}" for byte in data)

def grouped(values):
    text = "".join(SYMBOLS[value] for value in values)
    return "-".join(text[at : at + 5] for at in range(0, len(text), 5))

def signed_text(kind, number, document):
    prefix = [SYMBOLS.index({"O": "0", "I": "1", "L": "1", "U": "V"}.get(letter, letter)) for letter in "DEMO"]
    values = base32(bits_of(number)[1:])
    values.append(check([*prefix, *values, 2 if kind == "coupon" else 1, 0]))
    lines = [("DEMOUPD-" if kind == "coupon" else "DEMO-") + grouped(values)]
    values = base32(bits_of(document))
    for row, at in enumerate(range(0, len(values), 24), 1):
        data = values[at : at + 24]
        lines.append(grouped([*data, check([*data, row % 32, row // 32 % 32])]))
    return "\n".join(lines) + "\n"

# --- §4.2, §4.3 ---

LICENSES = {
    "empty": {6: NOW, 7: NUMBER, OURS: {1: 1, 6: CUSTOMER}},
    "full": {
        2: "ООО «Ромашка»",
        6: NOW,
        7: NUMBER,
        OURS: {
            1: 3,
            2: [{1: 7, 2: {1: 25, 2: True}, 4: 1_830_297_599}, {1: 9, 2: {300: 1}, 3: NOW, 4: NOW + 86_400, 5: True}],
            3: [bytes([1] * 8), bytes([2] * 8)],
            4: {1: "КАССА-1"},
            5: 14,
            6: CUSTOMER,
            1024: "an extension that no reader knows",
        },
    },
}
COUPONS = {
    "add": {4: NOW + 86_400, 6: NOW, 7: OTHER_NUMBER, OURS: {1: 1, 2: [0], 3: [{1: 7, 2: {1: 5}, 6: 365}]}},
    "extend": {6: NOW, 7: OTHER_NUMBER, OURS: {1: 2, 2: [2, CUSTOMER], 3: [{1: 9, 6: 30}], 4: True}},
    "change": {6: NOW, 7: OTHER_NUMBER, OURS: {1: 3, 2: [1, NUMBER], 3: []}},
}

def main():
    for kind, number, payloads in (("license", NUMBER, LICENSES), ("coupon", OTHER_NUMBER, COUPONS)):
        for name, claims in payloads.items():
            payload = encode(claims)
            for maker in (by_hand, by_library):
                document = maker(kind, payload)
                made = {"name": f"{kind} {name} {maker.__name__}", "kind": kind, "document": document.hex()}
                made |= {"payload": payload.hex(), "text": signed_text(kind, number, document)}
                print(json.dumps(made))

if __name__ == "__main__":
    main()
