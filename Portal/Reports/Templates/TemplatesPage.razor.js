// Sends a chosen or dropped template as it is, outside the circuit, and passes the result of its inspection to the page.
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
      await page.invokeMethodAsync('SentAsync', slot, answer.ok ? null : said.detail ?? '', said.faults ?? null);
    } catch {
      await page.invokeMethodAsync('SentAsync', slot, '', null);
    }
  };
  const zoneOf = event => event.target.closest?.('[data-zone]');
  const take = input => {
    const file = input.files[0];
    send(input, file);
    input.value = '';
  };
  root.addEventListener('change', event => { if (event.target.matches('[data-input]')) take(event.target); });
  root.querySelectorAll('[data-input]').forEach(take); // files chosen while this script was loaded
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
