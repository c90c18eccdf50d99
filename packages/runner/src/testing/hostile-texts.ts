/** Texts that a store may stumble over, as lane, id, key or body. */
export const HOSTILE_TEXTS = [
  '',
  ' ',
  'nul \0 inside',
  '\0',
  '\0\0',
  'quotes \' " ` \\ \\\\ %s $1 ?1',
  'emoji 👩‍👩‍👧‍👦 and ünïcödé',
  'half a pair \ud83d',
  'the other half \udc69',
  'newline\nreturn\r\ntab\t',
  "'; DROP TABLE blocks; --",
  '{"json":[1,null]}',
  '__proto__',
  'constructor',
  '\u2028\u2029\ufeff'
]
