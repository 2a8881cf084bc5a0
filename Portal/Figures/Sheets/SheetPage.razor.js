// Keys, selection, clipboard and unsaved input. The values themselves belong to the server: it writes them into the attribute
// `value`, from where they are shown unless the user is typing in that input.
export function attach(root, page, place) { return new SheetGrid(root, page, place); }

const TYPING = 150; // ms after the last key until the input is sent to the server
const AGAIN = 5000; // ms until unconfirmed input is sent again
const MOST_BYTES = 24000; // a message to the server may be little longer

const STAYS = ['invalid', 'conflict']; // states in which a field is kept until its author decides

const bytesOf = value => new TextEncoder().encode(JSON.stringify(value)).length;

class SheetGrid {
  constructor(root, page, place) {
    Object.assign(this, { root, page, place, editing: false, touched: false, seen: 0, start: '', pasting: false });
    this.kept = this.#read();
    this.leaving = new AbortController();
    for (const [type, heard] of [
      ['focusin', this.#enter], ['focusout', this.#leave], ['keydown', this.#key], ['input', this.#input], ['compositionend', this.#input],
      ['mousedown', this.#press], ['dblclick', this.#edit], ['paste', this.#paste], ['copy', this.#copy],
    ]) root.addEventListener(type, event => heard.call(this, event), { signal: this.leaving.signal });
    const bar = document.getElementById('components-reconnect-modal');
    bar?.addEventListener('components-reconnect-state-changed', ({ detail: { state } }) => {
      root.toggleAttribute('data-offline', state !== 'hide');
      if (state !== 'hide') return;
      this.pasting = false; // answers to earlier pastes are ignored
      this.#sendAgain('left');
    }, { signal: this.leaving.signal });
    this.observer = new MutationObserver(changes => {
      changes.forEach(change => this.#show(change.target));
      this.#tell();
    });
    this.observer.observe(root, { subtree: true, attributes: true, attributeFilter: ['value', 'data-state'] });
    this.clock = setInterval(() => this.#sendAgain('left'), AGAIN);
    for (const input of root.querySelectorAll('input[data-cell], [data-comment]')) this.#heed(input);
    for (const [field, { text }] of Object.entries(this.kept.fields)) {
      const input = this.#inputOf(field);
      if (input) input.value = text;
    }
    this.#begin();
    root.toggleAttribute('data-ready', true);
    this.#sendAgain('restored');
  }

  dispose() {
    this.leaving.abort();
    this.observer.disconnect();
    clearInterval(this.clock);
    clearTimeout(this.typing);
    clearTimeout(this.looking);
  }

  /** The server accepted fields: `text` is what it received, or null when it set the text itself. */
  settle(fields) {
    for (const { field, text, revision } of fields) {
      const input = this.#inputOf(field);
      const kept = this.kept.fields[field];
      if (kept && (text === null || kept.text === text)) this.#keep(field, null);
      else if (kept) this.#keep(field, { ...kept, seen: Math.max(kept.seen, revision) });
      if (!input) continue;
      if (input === document.activeElement) this.seen = Math.max(this.seen, revision);
      if (text === null && input === document.activeElement) this.touched = false;
      this.#show(input);
    }
  }

  goTo(cell) {
    const input = this.root.querySelector(`[data-cell="${cell}"]`);
    input?.scrollIntoView({ block: 'center' });
    input?.focus();
  }

  // Input typed between rendering of the page and now.
  #heed(input) {
    const field = this.#fieldOf(input);
    if (!this.kept.fields[field] && input.value !== (input.getAttribute('value') ?? ''))
      this.#keep(field, { text: input.value, seen: Number(input.dataset.revision) });
  }

  // The focus begins at the first empty cell; not on a phone, where that would open the keyboard unasked.
  #begin() {
    const first = [...this.root.querySelectorAll('input[data-cell]')].find(input => input.value === '');
    const idle = [document.body, document.getElementById('main')].includes(document.activeElement);
    if (first && idle && matchMedia('(pointer: fine)').matches) first.focus({ preventScroll: true });
  }

  #rows() {
    return [...this.root.querySelectorAll('[data-line]')]
      .map(line => [...line.querySelectorAll('input[data-cell]')])
      .filter(row => row.length > 0);
  }

  #fieldOf(element) {
    return element?.dataset?.comment ? `#${element.dataset.comment}` : element?.tagName === 'INPUT' ? element.dataset.cell : undefined;
  }

  #inputOf(field) {
    return this.root.querySelector(field.startsWith('#') ? `[data-comment="${field.slice(1)}"]` : `input[data-cell="${field}"]`);
  }

  #show(input) {
    const field = this.#fieldOf(input);
    if (!field || this.kept.fields[field]) return;
    const active = input === document.activeElement;
    if (active && this.touched) return; // typing is never overwritten
    const text = input.getAttribute('value') ?? '';
    if (input.value === text) return;
    input.value = text;
    if (active && input.dataset.cell && !this.editing) input.select();
  }

  #enter({ target }) {
    if (!this.#fieldOf(target)) return;
    [this.editing, this.touched, this.start, this.seen] = [!target.dataset.cell, false, target.value, Number(target.dataset.revision)];
    if (!target.dataset.cell) return;
    target.select();
    clearTimeout(this.looking);
    this.looking = setTimeout(() => this.#ask('ShowCellAsync', target.dataset.cell), TYPING);
  }

  #leave({ target }) {
    const field = this.#fieldOf(target);
    if (!field) return;
    const ended = this.touched;
    this.touched = false;
    clearTimeout(this.typing);
    if (this.kept.fields[field]) this.#send([field], 'left');
    // The server has all input; the end of the typing ends a step that can be undone.
    else if (ended) this.#ask('EditAsync', [], 'left');
    if (!this.kept.fields[field]) this.#show(target);
  }

  #input(event) {
    const field = this.#fieldOf(event.target);
    if (!field || event.isComposing) return;
    this.touched = true;
    this.#keep(field, { text: event.target.value, seen: this.kept.fields[field]?.seen ?? this.seen });
    clearTimeout(this.typing);
    this.typing = setTimeout(() => this.#send([field], 'typed'), TYPING);
  }

  #set(input, text) {
    if (input.value === text) return;
    input.value = text;
    input.dispatchEvent(new Event('input', { bubbles: true }));
  }

  #press(event) {
    const input = event.target.closest?.('input[data-cell]');
    if (!input || !matchMedia('(pointer: fine)').matches) return;
    if (input === document.activeElement) {
      this.editing = true;
    } else {
      event.preventDefault();
      input.focus();
    }
  }

  #edit({ target }) {
    if (!target.dataset?.cell || target.tagName !== 'INPUT') return;
    this.editing = true;
    target.setSelectionRange(target.value.length, target.value.length);
  }

  #key(event) {
    const input = event.target.closest?.('input[data-cell]');
    if (!input || event.isComposing || event.altKey) return;
    const done = event.ctrlKey || event.metaKey ? this.#command(event) : this.#plain(event, input);
    if (done) event.preventDefault();
  }

  #command({ key, shiftKey }) {
    switch (key.toLowerCase()) {
      case 'z': this.#step(shiftKey); return true;
      case 'y': this.#step(true); return true;
      case 'home': this.#jump(rows => rows[0][0]); return true;
      case 'end': this.#jump(rows => rows.at(-1).at(-1)); return true;
      default: return false;
    }
  }

  #plain({ key, shiftKey }, input) {
    const atStart = input.selectionStart === 0 && input.selectionEnd === 0;
    const atEnd = input.selectionStart === input.value.length && input.selectionEnd === input.value.length;
    switch (key) {
      case 'ArrowUp': return this.#move(input, -1, 0);
      case 'ArrowDown': return this.#move(input, 1, 0);
      case 'Enter': return this.#move(input, shiftKey ? -1 : 1, 0);
      case 'ArrowLeft': return (!this.editing || atStart) && this.#move(input, 0, -1);
      case 'ArrowRight': return (!this.editing || atEnd) && this.#move(input, 0, 1);
      case 'Home': return !this.editing && this.#jump(rows => rows.find(row => row.includes(input))[0]);
      case 'End': return !this.editing && this.#jump(rows => rows.find(row => row.includes(input)).at(-1));
      case 'F2': this.#edit({ target: input }); return true;
      case 'Escape':
        this.#set(input, this.start);
        this.editing = false;
        input.select();
        return true;
      case 'Delete':
        if (this.editing) return false;
        this.#set(input, '');
        return true;
      default: return false;
    }
  }

  #move(input, down, right) {
    const rows = this.#rows();
    const row = rows.findIndex(r => r.includes(input));
    const column = rows[row].indexOf(input);
    const next = down === 0 ? rows[row][column + right] : rows[row + down]?.[Math.min(column, rows[row + down].length - 1)];
    next?.focus();
    return true;
  }

  #jump(choose) {
    choose(this.#rows())?.focus();
    return true;
  }

  async #step(again) {
    clearTimeout(this.typing);
    const fields = Object.keys(this.kept.fields).filter(field => this.#inputOf(field) === document.activeElement);
    if (fields.length > 0) await this.#send(fields, 'left');
    this.#ask('StepAsync', again);
  }

  #copy(event) {
    if (!event.target.dataset?.cell || this.editing) return;
    event.clipboardData.setData('text/plain', event.target.value);
    event.preventDefault();
  }

  #paste(event) {
    const cell = event.target.dataset?.cell;
    if (!cell) return;
    const text = event.clipboardData.getData('text/plain');
    if (this.editing && !/[\t\r\n]/.test(text)) return;
    event.preventDefault();
    if (bytesOf(text) > MOST_BYTES) {
      this.#ask('PasteTooLarge');
      return;
    }
    this.touched = false;
    this.kept.pastes.push({ cell, text });
    this.#write(stored => { stored.pastes = this.kept.pastes; });
    this.#sendPastes();
  }

  async #sendPastes() {
    if (this.pasting) return;
    this.pasting = true;
    try {
      while (this.kept.pastes.length > 0) {
        const { cell, text } = this.kept.pastes[0];
        if (!await this.#ask('PasteAsync', cell, text)) break;
        this.kept.pastes.shift();
        this.#write(stored => { stored.pastes = this.kept.pastes; });
      }
    } finally {
      this.pasting = false;
    }
  }

  // Fields in conflict or not readable stay here, and are not sent again.
  #sendAgain(how) {
    const fields = Object.keys(this.kept.fields).filter(field =>
      how === 'restored'
      || (!(this.touched && this.#inputOf(field) === document.activeElement) && !STAYS.includes(this.#inputOf(field)?.dataset.state)));
    this.#send(fields, how);
    this.#sendPastes();
  }

  // In as many messages as needed.
  async #send(fields, how) {
    const edits = fields.map(field => ({
      code: field.replace(/^#/, ''), comment: field.startsWith('#'), text: this.kept.fields[field].text, seen: this.kept.fields[field].seen,
    }));
    for (let first = 0; first < edits.length;) {
      let [next, bytes] = [first, 0];
      do bytes += bytesOf(edits[next++]);
      while (next < edits.length && bytes + bytesOf(edits[next]) < MOST_BYTES);
      await this.#ask('EditAsync', edits.slice(first, next), how);
      first = next;
    }
  }

  async #ask(method, ...values) {
    try {
      await this.page.invokeMethodAsync(method, ...values);
      return true;
    } catch {
      return false; // no connection: input is kept, and sent when there is one
    }
  }

  #read() {
    try {
      const kept = JSON.parse(localStorage.getItem(this.place) ?? '{}');
      return { fields: kept.fields ?? {}, pastes: kept.pastes ?? [] };
    } catch {
      return { fields: {}, pastes: [] };
    }
  }

  #keep(field, value) {
    if (value) this.kept.fields[field] = value;
    else delete this.kept.fields[field];
    this.#write(stored => {
      if (value) stored.fields[field] = value;
      else delete stored.fields[field];
    });
    this.#tell();
  }

  // Marks input that is on its way to the server; the server itself marks what waits for its author.
  #tell() {
    const unsent = Object.keys(this.kept.fields).some(field => !STAYS.includes(this.#inputOf(field)?.dataset.state));
    this.root.toggleAttribute('data-unsent', unsent);
  }

  // Another window of the same user may keep input of its own beside this one's.
  #write(change) {
    try {
      const stored = this.#read();
      change(stored);
      if (Object.keys(stored.fields).length === 0 && stored.pastes.length === 0) localStorage.removeItem(this.place);
      else localStorage.setItem(this.place, JSON.stringify(stored));
    } catch {
      // The browser refuses to store: the server still does.
    }
  }
}
