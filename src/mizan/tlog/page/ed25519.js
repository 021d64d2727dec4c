// Ed25519 verification, as strict as `rfc8032.py`. Source: RFC 8032, sections 5.1.2 to 5.1.4 and 5.1.7.
// Points are [X, Y, Z, T] with x = X/Z, y = Y/Z, xy = T/Z modulo P.

const P = 2n ** 255n - 19n;
const L = 2n ** 252n + 27742317777372353535851937790883648493n;
const IDENTITY = [0n, 1n, 1n, 0n];

const mod = (n) => { const rest = n % P; return rest < 0n ? rest + P : rest; };
const power = (base, exponent) => {
  let result = 1n;
  for (let square = mod(base), e = exponent; e > 0n; e >>= 1n, square = square * square % P) if (e & 1n) result = result * square % P;
  return result;
};
const inverse = (n) => power(n, P - 2n);
const D = mod(-121665n * inverse(121666n));
const ROOT_OF_MINUS_ONE = power(2n, (P - 1n) / 4n);

const plus = ([x1, y1, z1, t1], [x2, y2, z2, t2]) => {
  const a = (y1 - x1) * (y2 - x2) % P, b = (y1 + x1) * (y2 + x2) % P;
  const c = 2n * t1 * t2 % P * D % P, d = 2n * z1 * z2 % P;
  const e = b - a, f = d - c, g = d + c, h = b + a;
  return [mod(e * f), mod(g * h), mod(f * g), mod(e * h)];
};

const times = (scalar, point) => {
  let total = IDENTITY;
  for (const bit of scalar.toString(2)) {
    total = plus(total, total);
    if (bit === "1") total = plus(total, point);
  }
  return total;
};

// The point of 32 bytes, or null where they are no canonical encoding of one.
const decodePoint = (data) => {
  const number = littleEndian(data), sign = number >> 255n, y = number & (2n ** 255n - 1n);
  if (y >= P) return null;
  const square = mod((y * y - 1n) * inverse(D * y * y + 1n));
  let x = power(square, (P + 3n) / 8n);
  if (x * x % P !== square) x = x * ROOT_OF_MINUS_ONE % P;
  if (x * x % P !== square || (x === 0n && sign)) return null;
  if ((x & 1n) !== sign) x = P - x;
  return [x, y, 1n, x * y % P];
};

const encodePoint = ([x, y, z]) => {
  const scale = inverse(z);
  return mod(y * scale) | ((mod(x * scale) & 1n) << 255n);
};

const isSmall = (point) => { const [x, y, z] = times(8n, point); return x === 0n && y === z; };

const BASE = decodePoint(Uint8Array.from({ length: 32 }, (_, i) => Number((mod(4n * inverse(5n)) >> BigInt(8 * i)) & 255n)));

const ed25519 = (key, message, signature) => {
  if (key.length !== 32 || signature.length !== 64) return false;
  const r = signature.subarray(0, 32), s = littleEndian(signature.subarray(32));
  const a = decodePoint(key), commitment = decodePoint(r);
  if (s >= L || !a || !commitment || isSmall(a) || isSmall(commitment)) return false;
  const k = littleEndian(sha512(joined(r, key, message))) % L;
  const minus = [mod(-a[0]), a[1], a[2], mod(-a[3])];
  return encodePoint(plus(times(s, BASE), times(k, minus))) === littleEndian(r);
};

const joined = (...parts) => {
  const whole = new Uint8Array(parts.reduce((n, part) => n + part.length, 0));
  parts.reduce((at, part) => { whole.set(part, at); return at + part.length; }, 0);
  return whole;
};
