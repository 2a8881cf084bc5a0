// Uploads chosen or dropped files unchanged, outside the circuit, one after another, and shows the progress of each.
import { onFiles, send } from '../upload.js';

const address = '/import/upload';
const attempts = 3; // of an upload whose connection breaks
const told = 120; // attempts, a second apart, to tell a page whose circuit is away
const named = 10; // files of one message to the page: names may be long, and a message has a limit

export function attach(zone, input, bar, page, most, keptAs) {
  if (!zone || !input || !bar) return; // the zone was taken away while this script was loaded
  const take = most > 1 ? several(zone, page, most, keptAs) : files => single(files[0], bar, page);
  onFiles(zone, input, take);
}

export function detach(zone) { zone?.portalUploads?.stop(); }

export function cancel(zone, key) { zone?.portalUploads?.cancel(key); }

/** Uploads that a page of this tab got and has not imported; another user of the tab has others. */
const store = keptAs => 'portal.uploads.' + keptAs;

function recall(keptAs) {
  try { return JSON.parse(sessionStorage.getItem(store(keptAs)) ?? '[]'); } catch { return []; }
}

function remember(keptAs, files) {
  try { sessionStorage.setItem(store(keptAs), JSON.stringify(files)); } catch { /* no room, or not allowed: the page alone has them */ }
}

export function forget(keptAs, names) {
  if (keptAs) remember(keptAs, recall(keptAs).filter(file => !names.includes(file.name)));
}

async function single(file, bar, page) {
  if (!file) return;
  bar.value = 0;
  bar.hidden = false;
  const answer = await send(address, file, share => { bar.value = share; });
  bar.hidden = true;
  if (answer.name) page.invokeMethodAsync('UploadedAsync', answer.name, file.name, answer.length);
  else page.invokeMethodAsync('UploadFailedAsync', answer.problem ?? '');
}

function several(zone, page, most, keptAs) {
  const waiting = [];
  let [next, current, busy, stopped] = [0, null, false, false];
  const pause = ms => new Promise(done => setTimeout(done, ms));

  // A circuit that is away for a moment is told when it is back.
  const tell = async (method, ...values) => {
    for (let attempt = 0; !stopped && attempt < told; attempt++) {
      try { return await page.invokeMethodAsync(method, ...values); } catch { await pause(1000); }
    }
    return null;
  };

  const upload = async item => {
    const bar = zone.parentElement?.querySelector(`progress[data-upload="${item.key}"]`);
    let answer = {};
    for (let attempt = 0; attempt < attempts && !item.cancelled; attempt++) {
      if (attempt > 0) await pause(2000 * attempt);
      answer = await send(address, item.file, share => { if (bar) bar.value = share; }, request => { item.request = request; });
      if (answer.name || answer.cancelled || answer.problem !== undefined) break;
    }
    if (answer.name && keptAs) remember(keptAs, [...recall(keptAs), { name: answer.name, file: item.file.name, length: answer.length }]);
    const problem = answer.name || answer.cancelled || item.cancelled ? null : answer.problem ?? '';
    await tell('FinishedAsync', item.key, answer.name ?? null, problem, answer.length ?? 0);
  };

  const work = async () => {
    if (busy) return;
    busy = true;
    while (waiting.length > 0 && !stopped) {
      current = waiting.shift();
      await upload(current);
    }
    [busy, current] = [false, null];
  };

  zone.portalUploads = {
    cancel: key => {
      const at = waiting.findIndex(other => other.key === key);
      if (at >= 0) {
        waiting.splice(at, 1);
        tell('FinishedAsync', key, null, null, 0);
      } else if (current?.key === key) {
        current.cancelled = true;
        current.request?.abort();
      }
    },
    stop: () => { stopped = true; waiting.length = 0; current?.request?.abort(); },
  };

  // In turn: the page is asked about the next files when it knows the last.
  let asked = (async () => {
    for (const file of keptAs ? recall(keptAs) : []) await tell('UploadedAsync', file.name, file.file, file.length);
  })();
  return files => {
    const items = files.slice(0, most + named).map(file => ({ key: String(next++), file }));
    const left = files.length - items.length;
    asked = asked.then(async () => {
      for (let at = 0; at < items.length; at += named) {
        const some = items.slice(at, at + named);
        const keys = await tell('ChosenAsync', some.map(item => ({ key: item.key, name: item.file.name, length: item.file.size }))) ?? [];
        waiting.push(...some.filter(item => keys.includes(item.key)));
      }
      if (left > 0) await tell('LeftOutAsync', left);
      work();
    });
  };
}
