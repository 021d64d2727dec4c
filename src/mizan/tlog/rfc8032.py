"""Ed25519 signature *verification* with the standard library alone, for the verifier that NGOs run without installing.

Source: RFC 8032, sections 5.1.2 (encoding), 5.1.3 (decoding), 5.1.4 (addition) and 5.1.7 (verification).

Strict, so that no signature has a second accepted form: s < L; the key and R are canonically encoded points of large
order; and the equation without cofactor, [s]B = R + [k]A, compared as encoded bytes. That is a subset of what libsodium
accepts: newer versions of it also accept a difference of small order, which only a signer holding a key of mixed order
can make. Verification handles no secret, so nothing here runs in constant time; there is no signing, on purpose.

Points are extended coordinates (X, Y, Z, T) with x = X/Z, y = Y/Z, xy = T/Z, modulo p.
"""

from __future__ import annotations

import hashlib
from functools import cache

PUBLIC_SIZE = 32
SIGNATURE_SIZE = 64

Point = tuple[int, int, int, int]

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
D2 = 2 * D % P
ROOT_OF_MINUS_ONE = pow(2, (P - 1) // 4, P)
IDENTITY: Point = (0, 1, 1, 0)
WINDOW_KEY = 5
WINDOW_BASE = 8


def verify(public: bytes, message: bytes, signature: bytes) -> bool:
    """Whether `signature` (64 bytes) over `message` is by `public` (32 bytes). Never raises on bad bytes.

    Source: RFC 8032 section 5.1.7, with the strictness named above.
    """
    if len(public) != PUBLIC_SIZE or len(signature) != SIGNATURE_SIZE:
        return False
    s = int.from_bytes(signature[32:], "little")
    key, commitment = decode(public), decode(signature[:32])
    if s >= L or key is None or commitment is None or _has_small_order(key) or _has_small_order(commitment):
        return False
    digest = hashlib.sha512(signature[:32] + public + message).digest()
    k = int.from_bytes(digest, "little") % L
    return encode(_two_multiples(s, k, _negate(key))) == signature[:32]


def decode(data: bytes) -> Point | None:
    """The point of 32 bytes, or None where they are no canonical encoding. Source: RFC 8032 section 5.1.3."""
    number = int.from_bytes(data, "little")
    sign, y = number >> 255, number & (2**255 - 1)
    if y >= P:
        return None
    x = _x_of(y)
    if x is None or (x == 0 and sign):
        return None
    if x & 1 != sign:
        x = P - x
    return x, y, 1, x * y % P


def encode(point: Point) -> bytes:
    """32 bytes. Source: RFC 8032 section 5.1.2."""
    x, y, z, _ = point
    inverse = pow(z, -1, P)
    return ((y * inverse % P) | ((x * inverse % P & 1) << 255)).to_bytes(32, "little")


def _x_of(y: int) -> int | None:
    """One square root of (y^2 - 1) / (d y^2 + 1), or None. Source: RFC 8032 section 5.1.3 steps 2 and 3."""
    u, v = (y * y - 1) % P, (D * y * y + 1) % P
    x = u * pow(v, 3, P) * pow(u * pow(v, 7, P), (P - 5) // 8, P) % P
    square = v * x * x % P
    if square == u:
        return x
    if square == P - u:
        return x * ROOT_OF_MINUS_ONE % P
    return None


def _has_small_order(point: Point) -> bool:
    """Whether [8]point is the identity: such a key or R signs for anybody."""
    for _ in range(3):
        point = _double(point)
    x, y, z, _ = point
    return x == 0 and (y - z) % P == 0


def _negate(point: Point) -> Point:
    x, y, z, t = point
    return P - x, y, z, P - t


def _add(a: Point, b: Point) -> Point:
    """RFC 8032 section 5.1.4, complete: valid for equal points and the identity too."""
    x1, y1, z1, t1 = a
    x2, y2, z2, t2 = b
    aa = (y1 - x1) * (y2 - x2) % P
    bb = (y1 + x1) * (y2 + x2) % P
    cc = t1 * D2 * t2 % P
    dd = 2 * z1 * z2
    e, f, g, h = bb - aa, dd - cc, dd + cc, bb + aa
    return e * f % P, g * h % P, f * g % P, e * h % P


def _double(a: Point) -> Point:
    x, y, z, _ = a
    xx, yy = x * x, y * y
    h = xx + yy
    e = h - (x + y) * (x + y)
    g = xx - yy
    f = (2 * z * z + g) % P
    return e * f % P, g * h % P, f * g % P, e * h % P


def _two_multiples(s: int, k: int, point: Point) -> Point:
    """[s]B + [k]point, both walked in one row of doublings."""
    base_digits, base = _digits(s, WINDOW_BASE), _base_multiples()
    key_digits, key = _digits(k, WINDOW_KEY), _odd_multiples(point, WINDOW_KEY)
    total = IDENTITY
    for place in range(max(len(base_digits), len(key_digits)) - 1, -1, -1):
        total = _double(total)
        for digits, multiples in ((base_digits, base), (key_digits, key)):
            digit = digits[place] if place < len(digits) else 0
            if digit:
                total = _add(total, multiples[digit])
    return total


def _digits(number: int, width: int) -> list[int]:
    """Signed odd digits (0 or odd, |digit| < 2^(width-1)), lowest first: the non-adjacent form of `width` bits."""
    digits = []
    while number:
        digit = 0
        if number & 1:
            digit = number & ((1 << width) - 1)
            if digit >> (width - 1):
                digit -= 1 << width
            number -= digit
        digits.append(digit)
        number >>= 1
    return digits


def _odd_multiples(point: Point, width: int) -> dict[int, Point]:
    """{±1: ±P, ±3: ±3P, ...} up to 2^(width-1) - 1."""
    twice, multiple, found = _double(point), point, {}
    for digit in range(1, 1 << (width - 1), 2):
        found[digit], found[-digit] = multiple, _negate(multiple)
        multiple = _add(multiple, twice)
    return found


@cache
def _base_multiples() -> dict[int, Point]:
    """Odd multiples of the base point B: y = 4/5, x even. Source: RFC 8032 section 5.1, table 1."""
    base = decode((4 * pow(5, -1, P) % P).to_bytes(32, "little"))
    assert base is not None
    return _odd_multiples(base, WINDOW_BASE)
