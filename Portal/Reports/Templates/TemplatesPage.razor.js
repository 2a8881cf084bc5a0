// Sends a chosen or dropped template as it is, outside the circuit, and tells the page what was found in it.
export function attach(root, page) {
  const send = async (input, file) => {
    if (!file || input.disabled) return;
    const slot = input.dataset.input;
    await page.invokeMethodAsync('Sending', slot);
    try {
      const answer = await fetch(`${input.dataset.uri}&name=${encodeURIComponent(file.name)}`, {
        method: 'POST',
        headers: { RequestVerificationToken: document.querySelector('input[name="__RequestVerificationToken"]')?.value ?? '' },
        body: file,
      });
      const said = await answer.json();
      await page.invokeMethodAsync('SentAsync', slot, answer.ok ? null : said.code ?? '', said.faults ?? null);
    } catch {
      await page.invokeMethodAsync('SentAsync', slot, 'upload.failed', null);
    }
  };
  const zoneOf = event => event.target.closest?.('[data-zone]');
  root.addEventListener('change', event => {
    if (!event.target.matches('[data-input]')) return;
    const file = event.target.files[0];
    send(event.target, file);
    event.target.value = '';
  });
  root.addEventListener('dragover', event => { const zone = zoneOf(event); if (zone) { event.preventDefault(); zone.dataset.over = ''; } });
  root.addEventListener('dragleave', event => { const zone = zoneOf(event); if (zone) delete zone.dataset.over; });
  root.addEventListener('drop', event => {
    const zone = zoneOf(event);
    if (!zone) return;
    event.preventDefault();
    delete zone.dataset.over;
    send(zone.querySelector('input'), event.dataTransfer.files[0]);
  });
}
