// Sends a file as it is, outside the circuit; answers with the portal's name of it, the reason of a refusal, or nothing when the
// connection broke.
export function send(address, file, show, started) {
  return new Promise(done => {
    const request = new XMLHttpRequest();
    request.open('POST', address);
    request.setRequestHeader('RequestVerificationToken', document.querySelector('input[name="__RequestVerificationToken"]')?.value ?? '');
    request.upload.onprogress = event => { if (event.lengthComputable) show(event.loaded / event.total); };
    request.onload = () => {
      let answer = {};
      try { answer = JSON.parse(request.responseText); } catch { /* not the portal's answer: reported as a failure */ }
      done(request.status === 200 ? { name: answer.name, length: answer.length } : { problem: answer.title ?? '' });
    };
    request.onerror = () => done({});
    request.onabort = () => done({ cancelled: true });
    started?.(request);
    request.send(file);
  });
}

// Gives files that are chosen or dropped; also those chosen while the script was loaded.
export function onFiles(zone, input, take) {
  const choose = () => { const files = [...input.files]; input.value = ''; take(files); };
  input.addEventListener('change', choose);
  choose();
  zone.addEventListener('dragover', event => { event.preventDefault(); zone.dataset.over = ''; });
  zone.addEventListener('dragleave', () => { delete zone.dataset.over; });
  zone.addEventListener('drop', event => {
    event.preventDefault();
    delete zone.dataset.over;
    take([...event.dataTransfer.files]);
  });
}
