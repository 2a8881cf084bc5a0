// Sends chosen or dropped files of evidence, outside the circuit, one after another, and shows the progress of each.
import { onFiles, send } from '../upload.js';

export function attach(zone, input, page, address, most) {
  if (!zone || !input) return; // the zone was taken away while this script was loaded
  const waiting = [];
  let [next, current, busy, stopped] = [0, null, false, false];

  const tell = async (method, ...values) => {
    try { return stopped ? null : await page.invokeMethodAsync(method, ...values); } catch { return null; }
  };
  const finish = (item, answer) =>
    tell('FinishedAsync', item.key, Boolean(answer.name), answer.name || answer.cancelled ? null : answer.problem ?? '');

  const work = async () => {
    if (busy) return;
    busy = true;
    while (waiting.length > 0 && !stopped) {
      current = waiting.shift();
      const { key, file } = current;
      const bar = zone.parentElement?.querySelector(`progress[data-upload="${key}"]`);
      const started = request => { current.request = request; };
      const answer = await send(`${address}&name=${encodeURIComponent(file.name)}`, file, share => {
        if (bar) bar.value = share;
      }, started);
      await finish(current, answer);
    }
    [busy, current] = [false, null];
  };

  const take = async files => {
    if (files.length === 0) return;
    const items = files.slice(0, most).map(file => ({ key: String(next++), file }));
    const chosen = items.map(item => ({ key: item.key, name: item.file.name, length: item.file.size }));
    const keys = await tell('Chosen', chosen, files.length - items.length) ?? [];
    waiting.push(...items.filter(item => keys.includes(item.key)));
    work();
  };
  onFiles(zone, input, take);

  zone.portalEvidence = {
    cancel: key => {
      const at = waiting.findIndex(item => item.key === key);
      if (at >= 0) finish(waiting.splice(at, 1)[0], { cancelled: true });
      else if (current?.key === key) current.request?.abort();
    },
    stop: () => { stopped = true; waiting.length = 0; current?.request?.abort(); },
  };
}

export function detach(zone) { zone?.portalEvidence?.stop(); }

export function cancel(zone, key) { zone?.portalEvidence?.cancel(key); }
