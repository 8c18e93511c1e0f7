// @ts-check
/** The color class of a person: the same CRC-32 of the handle as the server's filter `hue`. */

const HUES = 12;

/** @param {string} handle */
export function hue(handle) {
  let crc = ~0;
  for (const byte of new TextEncoder().encode(handle)) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (0xedb88320 & -(crc & 1));
  }
  return `hue-${(~crc >>> 0) % HUES}`;
}
