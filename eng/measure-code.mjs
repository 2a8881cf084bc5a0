// Measures the sources under a folder and prints lines "measure<TAB>figure<TAB>details". eng/measure-code.sh calls it; needs node alone.
// C# is not compiled: names are resolved as the compiler would from namespaces and usings, which is exact enough to find cycles.
import { execFileSync } from 'node:child_process';
import { readFileSync, existsSync } from 'node:fs';
import { dirname, basename, join } from 'node:path';

const root = process.argv[2];
const WIDEST = 140;
const FULLEST = 25;
const PRODUCT = ['Portal', 'Portal.Domain', 'Portal.Jobs'];
const NOT_OURS = /(^|\/)(bin|obj|node_modules|lib|Migrations|artifacts)\//;

const tracked = execFileSync('git', ['-C', root, 'ls-files', '-z', '-c', '-o', '--exclude-standard'], { maxBuffer: 1 << 28 })
  .toString().split('\0').filter(f => f && existsSync(join(root, f)) && !NOT_OURS.test(f));
const projectOf = file => file.split('/')[0];
const ofProduct = file => PRODUCT.includes(projectOf(file)) || /^Portal\.Domain\./.test(file);
const ofTests = file => projectOf(file) === 'Portal.Tests';
const sources = tracked.filter(f => /^Portal[^/]*\//.test(f) && /\.(cs|razor|css|js)$/.test(f));
const text = new Map(sources.map(f => [f, readFileSync(join(root, f), 'utf8').replace(/^\uFEFF/, '').replace(/\r\n/g, '\n')]));

// Code without comments and texts (both blanked, lines kept), and the comments, those on consecutive lines as one.
function split(source) {
  const code = [];
  const comments = [];
  let i = 0, line = 1, lastEnd = -2;
  const blank = from => { for (; from < i; from++) { code.push(source[from] === '\n' ? '\n' : ' '); if (source[from] === '\n') line++; } };
  const comment = body => {
    const said = body.replace(/^\s*(\/\/\/?|\/\*+|\*\/|\*)\s?/gm, ' ').replace(/\*\/\s*$/, '').replace(/<[^>]*>/g, ' ');
    if (line === lastEnd + 1 || line === lastEnd) comments[comments.length - 1].body += ' ' + said;
    else comments.push({ line, body: said });
  };
  // Texts: a quote, its prefix ($ and @ in any order) and raw ones of three quotes and more; what an interpolated text embeds is blanked too.
  const afterText = start => {
    let at = start, dollars = 0, verbatim = false;
    while (source[at] === '$' || source[at] === '@') { if (source[at] === '$') dollars++; else verbatim = true; at++; }
    let quotes = 0;
    while (source[at + quotes] === '"') quotes++;
    if (quotes >= 3) {
      const close = source.indexOf('"'.repeat(quotes), at + quotes);
      at = close < 0 ? source.length : close + quotes;
      while (source[at] === '"') at++;
      return at;
    }
    for (at++; at < source.length; at++) {
      if (verbatim && source[at] === '"' && source[at + 1] === '"') at++;
      else if (!verbatim && source[at] === '\\') at++;
      else if (dollars && source[at] === '{' && source[at + 1] === '{') at++;
      else if (dollars && source[at] === '{') at = afterHole(at);
      else if (source[at] === '"') return at + 1;
      else if (source[at] === '\n' && !verbatim) return at;
    }
    return at;
  };
  const afterHole = start => {
    let depth = 0;
    for (let at = start; at < source.length; at++) {
      if (source[at] === '{') depth++;
      else if (source[at] === '}' && --depth === 0) return at;
      else if (/^[$@]{0,3}"/.test(source.slice(at, at + 4))) at = afterText(at) - 1;
    }
    return source.length;
  };
  while (i < source.length) {
    const start = i, two = source.slice(i, i + 2);
    if (two === '//') {
      const end = source.indexOf('\n', i);
      i = end < 0 ? source.length : end;
      comment(source.slice(start, i));
      lastEnd = line;
      blank(start);
    } else if (two === '/*') {
      const end = source.indexOf('*/', i + 2);
      i = end < 0 ? source.length : end + 2;
      comment(source.slice(start, i));
      blank(start);
      lastEnd = line;
    } else if (/^[$@]{0,3}"/.test(source.slice(i, i + 4))) {
      i = afterText(i);
      blank(start);
    } else if (source[i] === "'" && /^'(\\.[^']{0,8}|[^'\\\n])'/.test(source.slice(i, i + 12))) {
      i += source.slice(i).match(/^'(\\.[^']{0,8}|[^'\\\n])'/)[0].length;
      blank(start);
    } else {
      i++;
      blank2(start);
    }
  }
  function blank2(at) { code.push(source[at]); if (source[at] === '\n') line++; }
  return { code: code.join(''), comments };
}

// Texts between tags are not code: of markup, the components, attributes that begin with @, and code blocks count.
const markupCode = source => source.replace(/<!--[\s\S]*?-->|@\*[\s\S]*?\*@/g, m => m.replace(/[^\n]/g, ' '));

const code = new Map(), comments = [];
for (const [file, source] of text) {
  if (file.endsWith('.css')) {
    for (const m of source.matchAll(/\/\*([\s\S]*?)\*\//g)) comments.push({ file, line: source.slice(0, m.index).split('\n').length, body: m[1] });
  } else if (file.endsWith('.razor')) {
    for (const m of source.matchAll(/@\*([\s\S]*?)\*@/g)) comments.push({ file, line: source.slice(0, m.index).split('\n').length, body: m[1] });
    code.set(file, markupCode(source));
  } else {
    const parts = split(source);
    code.set(file, parts.code);
    for (const c of parts.comments) comments.push({ file, ...c });
  }
}

// Types and methods -------------------------------------------------------------------------------------------------------------------------
const types = []; // { name, namespace, file } of the outermost types
const methods = []; // { file, line, length, name }
const TYPE = /\b(class|struct|interface|enum|record)\s+(?:struct\s+|class\s+)?([A-Z]\w*)/;
function read(file) {
  const source = code.get(file);
  const namespace = source.match(/^\s*namespace\s+([\w.]+)\s*[;{]/m)?.[1] ?? '';
  const stack = []; // what each open brace is: type, method, other
  let head = 0, parens = 0;
  const lineAt = at => { let n = 1; for (let k = source.indexOf('\n'); k >= 0 && k < at; k = source.indexOf('\n', k + 1)) n++; return n; };
  const header = at => source.slice(head, at).replace(/^\s*(\[[^\]]*\]\s*)+/g, m => m.replace(/[^\n]/g, ' '));
  const begin = at => { const h = header(at); return head + h.length - h.trimStart().length; };
  const inType = () => stack.length === 0 || stack.at(-1).kind === 'type';
  const isMethod = h => /\)\s*(where\s[^{;]*|:\s*(base|this)\s*\([\s\S]*\)\s*)?$/.test(h) && /[\w>]\s*\(/.test(h) && !/(^|\s)(delegate)\s/.test(h)
    && !/=(?!=)/.test(h.replace(/\([\s\S]*\)/g, '').replace(/operator\s*\S+/, ''));
  const note = (h, from, to) => methods.push({ file, line: lineAt(from), length: lineAt(to) - lineAt(from) + 1, name: h.match(/(\w+)\s*(<[^()]*>)?\s*\(/)?.[1] ?? '?' });
  for (let at = 0; at < source.length; at++) {
    const c = source[at];
    if (c === '(' || c === '[') parens++;
    else if (c === ')' || c === ']') parens--;
    else if (parens > 0) continue;
    else if (c === '{') {
      const h = header(at).trim();
      const type = inType() && !/=/.test(h.replace(/<[^<>]*>/g, '').replace(/\([\s\S]*\)/g, '')) ? h.match(TYPE) : null;
      if (/^(file\s+)?namespace\b/.test(h)) stack.push({ kind: 'type', namespace: true });
      else if (type) {
        if (!stack.some(s => s.kind === 'type' && !s.namespace)) types.push({ name: type[2], namespace, file });
        stack.push({ kind: 'type' });
      } else if (inType() && stack.length > 0 && isMethod(h)) stack.push({ kind: 'method', h, from: begin(at) });
      else stack.push({ kind: 'other' });
      if (inType() || stack.at(-1).kind === 'type') head = at + 1;
    } else if (c === '}') {
      const open = stack.pop();
      if (open?.kind === 'method') note(open.h, open.from, at);
      if (inType()) head = at + 1;
    } else if (c === ';' && inType()) {
      const h = header(at);
      const arrow = h.search(/\)\s*(where\s[^{;=]*)?=>/);
      if (arrow >= 0 && stack.length > 0 && isMethod(h.slice(0, arrow + 1).trim())) note(h, begin(at), at);
      const type = h.match(TYPE);
      if (type && !/[=]/.test(h.replace(/\([\s\S]*\)/g, '')) && !stack.some(s => s.kind === 'type' && !s.namespace))
        types.push({ name: type[2], namespace, file });
      head = at + 1;
    }
  }
}
for (const file of code.keys()) if (file.endsWith('.cs')) read(file);
for (const file of sources.filter(f => f.endsWith('.razor') && !/_Imports\.razor$/.test(f)))
  types.push({ name: basename(file, '.razor'), namespace: dirname(file).replace(/\//g, '.'), file });

// Which folder uses which ---------------------------------------------------------------------------------------------------------------------
const declared = new Map(); // name → namespaces
for (const t of types.filter(t => ofProduct(t.file))) declared.set(t.name, (declared.get(t.name) ?? new Set()).add(t.namespace));
const globalUsings = project => {
  const found = new Set(['Portal.Domain.Tables'].filter(n => existsSync(join(root, n.replace('Portal.Domain.', 'Portal.Domain/')))));
  const csproj = join(root, project, `${project}.csproj`);
  if (existsSync(csproj)) for (const m of readFileSync(csproj, 'utf8').matchAll(/<Using Include="([\w.]+)"/g)) found.add(m[1]);
  return found;
};
const KEYWORDS = new Set(('new return is as in out ref case static public private internal protected sealed abstract readonly const override virtual async await '
  + 'where not and or when throw yield else required params this partial file using foreach var get set init if while switch lock fixed event operator implicit explicit '
  + 'unsafe extern volatile typeof nameof default select from join on equals let orderby group by into').split(' '));
const uses = new Map(); // namespace → Map(namespace → example)
for (const [file, source] of code) {
  // The context of the database names every entity: that is its purpose, and counts for nobody.
  if (!ofProduct(file) || !/\.(cs|razor)$/.test(file) || /\/\w*PortalDb\w*\.cs$/.test(file)) continue;
  const own = file.endsWith('.razor') ? dirname(file).replace(/\//g, '.') : source.match(/^\s*namespace\s+([\w.]+)/m)?.[1];
  if (!own) continue;
  const seen = new Set(globalUsings(projectOf(file)));
  for (const m of source.matchAll(/^\s*@?(?:global\s+)?using\s+(?!static|var\b)([\w.]+)\s*;?\s*$/gm)) seen.add(m[1]);
  if (file.endsWith('.razor'))
    for (let folder = dirname(file); folder !== '.'; folder = dirname(folder)) {
      const imports = text.get(`${folder}/_Imports.razor`);
      if (imports) for (const m of imports.matchAll(/^@using\s+([\w.]+)/gm)) seen.add(m[1]);
    }
  const visible = [];
  for (let n = own; n; n = n.includes('.') ? n.slice(0, n.lastIndexOf('.')) : '') visible.push(n);
  const body = source.replace(/^\s*(namespace|@?(global )?using)\b[^\n]*$/gm, '');
  const tokens = [...body.matchAll(/[A-Za-z_]\w*|\?\.|=>|==|::|\S/g)].map(m => m[0]);
  for (let k = 0; k < tokens.length; k++) {
    const token = tokens[k];
    if (!/^[A-Z]/.test(token) || !declared.has(token)) continue;
    const before = tokens[k - 1] ?? '', after = tokens[k + 1] ?? '';
    if (before === '.' || before === '?.') continue; // a member
    if (before === '<' && tokens[k - 2] === '/') continue;
    if ((/^[A-Za-z_]/.test(before) && !KEYWORDS.has(before)) || before === ']' && after === '{') continue; // the name that a declaration gives
    if ((before === '>' || before === '?') && /^[;={(,)]$/.test(after)) continue;
    if (after === '=' || (after === ':' && before !== '?' && /^[,(]$/.test(before))) continue; // a property that is set, an argument's name
    const places = declared.get(token);
    const place = visible.find(n => places.has(n)) ?? [...places].find(n => seen.has(n));
    if (!place || place === own) continue;
    const from = uses.get(own) ?? new Map();
    if (!from.has(place)) from.set(place, `${basename(file)} uses ${token}`);
    uses.set(own, from);
  }
}

const nodes = new Set(types.filter(t => ofProduct(t.file)).map(t => t.namespace));
function components(edges) {
  const index = new Map(), low = new Map(), on = new Set(), stack = [], found = [];
  const visit = v => {
    index.set(v, index.size); low.set(v, index.get(v)); stack.push(v); on.add(v);
    for (const w of edges.get(v) ?? []) {
      if (!index.has(w)) { visit(w); low.set(v, Math.min(low.get(v), low.get(w))); }
      else if (on.has(w)) low.set(v, Math.min(low.get(v), index.get(w)));
    }
    if (low.get(v) === index.get(v)) {
      const part = [];
      for (let w; w !== v; ) { w = stack.pop(); on.delete(w); part.push(w); }
      if (part.length > 1) found.push(part.sort());
    }
  };
  for (const v of edges.keys()) if (!index.has(v)) visit(v);
  return found;
}
const edge = (map, a, b) => { if (a && b && a !== b) map.set(a, (map.get(a) ?? new Set()).add(b)); };
const projects = [...new Set(types.filter(t => ofProduct(t.file)).map(t => projectOf(t.file)))].sort((a, b) => b.length - a.length);
const placeOf = namespace => {
  const project = projects.find(p => namespace === p || namespace.startsWith(p + '.'));
  return project ? { project, path: namespace.slice(project.length + 1).split('.').filter(Boolean) } : null;
};
const features = new Map(), inside = new Map(), back = [];
for (const [from, to] of uses)
  for (const target of to.keys()) {
    const a = placeOf(from), b = placeOf(target);
    if (!a || !b || a.project !== b.project) continue;
    if (a.path.length > 0 && b.path.length > 0) edge(features, `${a.project}/${a.path[0]}`, `${b.project}/${b.path[0]}`);
    if (a.path.length > 0 && b.path.length > 0 && a.path[0] === b.path[0]) edge(inside, from, target);
  }
for (const [from, to] of uses)
  for (const target of to.keys())
    if (from.startsWith(target + '.') && placeOf(target)?.path.length > 0 && uses.get(target)?.has(from))
      back.push(`${from} ⇄ ${target}`);

// Figures ------------------------------------------------------------------------------------------------------------------------------------
const quantile = (values, q) => values.length === 0 ? 0 : [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * q))];
const lengthOf = file => text.get(file).split('\n').length - (text.get(file).endsWith('\n') ? 1 : 0);
const out = (measure, figure, details = []) => console.log([measure, figure, details.join('; ')].join('\t'));
const pair = values => `${quantile(values, 0.5)} / ${quantile(values, 0.9)}`;

for (const [name, of] of [['product', ofProduct], ['tests', ofTests]]) {
  const files = sources.filter(of);
  const cs = files.filter(f => f.endsWith('.cs'));
  out(`files, ${name} (.cs .razor .css .js)`, files.length);
  out(`lines, ${name}`, files.reduce((sum, f) => sum + lengthOf(f), 0));
  out(`lines per .cs file, ${name}: median / p90`, pair(cs.map(lengthOf)));
  if (name === 'product') out('lines per .razor file: median / p90', pair(files.filter(f => f.endsWith('.razor')).map(lengthOf)));
  out(`methods, ${name}`, methods.filter(m => of(m.file)).length);
  out(`lines per method, ${name}: median / p90`, pair(methods.filter(m => of(m.file)).map(m => m.length)));
}
const wide = sources.flatMap(f => text.get(f).split('\n').map((l, i) => [f, i + 1, [...l].length])).filter(([, , n]) => n > WIDEST);
out(`lines over ${WIDEST}`, wide.length, wide.map(([f, n, w]) => `${f}:${n} (${w})`));
const folders = new Map();
for (const f of tracked.filter(f => ofProduct(f) || ofTests(f))) folders.set(dirname(f), (folders.get(dirname(f)) ?? 0) + 1);
const full = [...folders].filter(([, n]) => n > FULLEST).sort((a, b) => b[1] - a[1]);
out(`folders over ${FULLEST} files`, full.length, full.map(([f, n]) => `${f} (${n})`));
const rings = components(features);
out('cycles among features (PortalDb aside): rings', rings.length, rings.map(r => r.join(', ')));
out('features in such a ring', rings.reduce((sum, r) => sum + r.length, 0));
const inner = components(inside);
out('cycles inside features: rings', inner.length, inner.map(r => r.join(', ')));
out('folders that use a folder above which uses them', back.length, back);
const twice = [...new Map(types.filter(t => ofProduct(t.file)).map(t => [`${t.namespace}.${t.name}`, t])).values()]
  .reduce((map, t) => map.set(t.name, [...(map.get(t.name) ?? []), t.namespace]), new Map());
const doubles = [...twice].filter(([, n]) => n.length > 1);
out('type names declared twice', doubles.length, doubles.map(([name, n]) => `${name} (${n.join(', ')})`));
const UNCLEAR = /(^|[^\w-])(who|whoever|whose|somebody|someone|is told|are told|was told|were told|rung|rings?|bell|hears?|heard|became of|asking)(?=[^\w-]|$)|\bwhat\b[^.;:,]{0,60}\bstands?\b|\bhow what\b/i;
const unclear = comments.filter(c => ofProduct(c.file) && UNCLEAR.test(c.body));
out('comments, product', comments.filter(c => ofProduct(c.file)).length);
out('comments unclear by STYLE\'s list', unclear.length, unclear.map(c => `${c.file}:${c.line}${c.body.match(UNCLEAR)[0].replace(/\s+/g, ' ')}`));
if (process.env.MEASURE_DEBUG) {
  for (const m of methods.filter(m => ofProduct(m.file)).sort((a, b) => b.length - a.length).slice(0, 40)) console.error(`${m.length} ${m.file}:${m.line} ${m.name}`);
  for (const [from, to] of uses) for (const [target, why] of to) console.error(`${from} -> ${target}: ${why}`);
}
