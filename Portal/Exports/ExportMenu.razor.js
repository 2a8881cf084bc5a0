// Copies tables to the clipboard, and saves the server's files and the browser's drawings.
export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Without a secure context there is no clipboard API.
    const area = document.createElement('textarea');
    area.value = text;
    area.style.position = 'fixed';
    area.style.opacity = '0';
    document.body.append(area);
    area.select();
    const done = document.execCommand('copy');
    area.remove();
    return done;
  }
}

export async function save(reference, name, type) {
  const content = await new Response(await reference.stream()).blob();
  give(new Blob([content], { type }), name);
}

/** Saves a drawing as SVG, or as PNG at twice its size. */
export async function picture(svg, name, extension) {
  if (extension === '.svg') {
    give(new Blob([svg], { type: 'image/svg+xml' }), name);
    return;
  }
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = image.naturalWidth * 2;
  canvas.height = image.naturalHeight * 2;
  canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height);
  give(await new Promise((done, failed) => canvas.toBlob(blob => (blob ? done(blob) : failed(new Error('empty'))), 'image/png')), name);
}

function give(blob, name) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
