// @ts-check
/** A person without a picture: the color and the letters that the server's filters give them, too. */

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

/** "Oda Films" -> "OF", "kiyo" -> "KI". @param {string} name */
export function initials(name) {
  const words = name.split(/[\s_.]+/).filter(Boolean);
  const letters = words.length > 1 ? [...words[0]][0] + [...words[1]][0] : [...(words[0] ?? "")].slice(0, 2).join("");
  return letters.toUpperCase();
}
