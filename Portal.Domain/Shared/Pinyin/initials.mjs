// Writes the initial letters of every reading of every Chinese character: a line for each set of letters, a tab, and its characters.
import { writeFileSync } from 'node:fs';
import { pinyin } from 'pinyin-pro';

const BLOCKS = [[0x3400, 0x4dbf], [0x4e00, 0x9fff], [0xf900, 0xfaff]];

const charactersByLetters = new Map();
for (const [first, last] of BLOCKS) {
  for (let code = first; code <= last; code++) {
    const character = String.fromCharCode(code);
    const readings = pinyin(character, { multiple: true, toneType: 'none', type: 'array' });
    const letters = [...new Set(readings.map(reading => reading[0]).filter(letter => /[a-z]/.test(letter)))].sort().join('');
    if (letters) charactersByLetters.set(letters, (charactersByLetters.get(letters) ?? '') + character);
  }
}
const lines = [...charactersByLetters]
  .sort(([one], [other]) => (one < other ? -1 : 1))
  .map(([letters, characters]) => `${letters}\t${characters}\n`);
writeFileSync(process.argv[2], lines.join(''));
