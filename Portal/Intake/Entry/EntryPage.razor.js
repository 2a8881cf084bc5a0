// Keys of the form: F2 writes the present time where the cursor is, and a button's own key presses the button.
export function attach(form) {
  form?.addEventListener('keydown', event => {
    if (event.isComposing) return; // the key is for the input method
    if (event.key === 'Escape' && isListOpen(form)) return; // it closes the list
    if (event.key === 'Enter') return onEnter(form, event);
    const now = event.key === 'F2' && document.activeElement?.closest('.time')?.querySelector('[data-now]');
    const button = now || form.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
    if (!button || button.disabled) return;
    event.preventDefault();
    const field = document.activeElement;
    field?.blur(); // what was typed counts before the button is pressed
    button.click();
    if (now) field?.focus();
  });
}

// Enter takes a proposal. Until an item is chosen it saves nothing: what is typed may be the beginning of a name.
function onEnter(form, event) {
  if (event.target.closest('[data-field=itemCode]') && (isListOpen(form) || !form.hasAttribute('data-item'))) event.preventDefault();
  if (event.target.localName !== 'select') return;
  event.preventDefault(); // in a list of words the browser would do nothing
  form.requestSubmit();
}

// The proposals of items open outside the form.
function isListOpen(form) {
  return form.querySelector('[aria-expanded="true"]') || document.querySelector('.mud-popover-open :is(.found-item, .none)');
}
