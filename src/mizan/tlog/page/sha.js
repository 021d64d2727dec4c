// SHA-256 and SHA-512 of byte arrays. Source: FIPS 180-4, sections 4.2, 5.1 and 6. One code for both, on BigInt words:
// a proof needs a few dozen hashes, so clarity wins over speed.

const primes = (count) => {
  const found = [];
  for (let n = 2n; found.length < count; n += 1n) if (found.every((p) => n % p !== 0n)) found.push(n);
  return found;
};

// The first `bits` bits of the fractional part of the root of degree `degree` of n.
const fraction = (n, degree, bits) => {
  const scaled = n << (BigInt(degree) * bits);
  let low = 0n, high = 1n << (bits + 10n);
  while (low < high) {
    const middle = (low + high + 1n) / 2n;
    if (middle ** BigInt(degree) <= scaled) low = middle; else high = middle - 1n;
  }
  return BigInt.asUintN(Number(bits), low);
};

const family = (bits, rounds, big0, big1, small0, small1) => {
  const word = (x) => BigInt.asUintN(bits, x);
  const turn = (x, n) => word((x >> BigInt(n)) | (x << BigInt(bits - n)));
  const mix = (x, [a, b, c]) => turn(x, a) ^ turn(x, b) ^ turn(x, c);
  const half = (x, [a, b, shift]) => turn(x, a) ^ turn(x, b) ^ (x >> BigInt(shift));
  const constants = primes(rounds).map((p) => fraction(p, 3, BigInt(bits)));
  const start = primes(8).map((p) => fraction(p, 2, BigInt(bits)));
  const size = bits / 8;

  const padded = (data) => {
    const block = 16 * size, length = Math.ceil((data.length + 1 + 2 * size) / block) * block;
    const whole = new Uint8Array(length);
    whole.set(data);
    whole[data.length] = 0x80;
    for (let n = BigInt(data.length) * 8n, at = length - 1; n > 0n; n >>= 8n, at -= 1) whole[at] = Number(n & 255n);
    return whole;
  };

  const schedule = (data, from) => {
    const words = [];
    for (let i = 0; i < 16; i += 1) words.push(bigEndian(data.subarray(from + i * size, from + (i + 1) * size)));
    for (let i = 16; i < rounds; i += 1)
      words.push(word(words[i - 16] + half(words[i - 15], small0) + words[i - 7] + half(words[i - 2], small1)));
    return words;
  };

  const round = ([a, b, c, d, e, f, g, h], w, k) => {
    const one = h + mix(e, big1) + ((e & f) ^ (word(~e) & g)) + k + w;
    const two = mix(a, big0) + ((a & b) ^ (a & c) ^ (b & c));
    return [word(one + two), a, b, c, word(d + one), e, f, g];
  };

  return (data) => {
    const whole = padded(data);
    let state = start;
    for (let from = 0; from < whole.length; from += 16 * size) {
      const words = schedule(whole, from);
      let next = state;
      for (let i = 0; i < rounds; i += 1) next = round(next, words[i], constants[i]);
      state = state.map((x, i) => word(x + next[i]));
    }
    const hash = new Uint8Array(8 * size);
    state.forEach((x, i) => { for (let j = 0; j < size; j += 1) hash[i * size + j] = Number((x >> BigInt(8 * (size - 1 - j))) & 255n); });
    return hash;
  };
};

const bigEndian = (data) => data.reduce((n, byte) => (n << 8n) | BigInt(byte), 0n);
const littleEndian = (data) => bigEndian(Uint8Array.from(data).reverse());

const sha256 = family(32, 64, [2, 13, 22], [6, 11, 25], [7, 18, 3], [17, 19, 10]);
const sha512 = family(64, 80, [28, 34, 39], [14, 18, 41], [1, 8, 7], [19, 61, 6]);
