// Uploads the chosen or dropped file unchanged, outside the circuit, and shows the progress.
export function attach(zone, input, bar, page) {
  if (!zone || !input || !bar) return; // the zone was taken away while this script was loaded
  const send = file => {
    if (!file) return;
    const request = new XMLHttpRequest();
    request.open('POST', '/import/upload');
    request.setRequestHeader('RequestVerificationToken', document.querySelector('input[name="__RequestVerificationToken"]')?.value ?? '');
    request.upload.onprogress = event => { if (event.lengthComputable) bar.value = event.loaded / event.total; };
    request.onload = () => {
      bar.hidden = true;
      let answer = {};
      try { answer = JSON.parse(request.responseText); } catch { /* not the portal's answer: reported as a failure */ }
      if (request.status === 200) page.invokeMethodAsync('UploadedAsync', answer.name, file.name, answer.length);
      else page.invokeMethodAsync('UploadFailedAsync', answer.title ?? '');
    };
    request.onerror = () => { bar.hidden = true; page.invokeMethodAsync('UploadFailedAsync', ''); };
    bar.value = 0;
    bar.hidden = false;
    request.send(file);
  };
  const take = () => { send(input.files[0]); input.value = ''; };
  input.addEventListener('change', take);
  take(); // a file chosen while this script was loaded
  zone.addEventListener('dragover', event => { event.preventDefault(); zone.dataset.over = ''; });
  zone.addEventListener('dragleave', () => { delete zone.dataset.over; });
  zone.addEventListener('drop', event => {
    event.preventDefault();
    delete zone.dataset.over;
    send(event.dataTransfer.files[0]);
  });
}
