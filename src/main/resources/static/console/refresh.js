// Pages refresh by htmx; this file decides what of an answer is taken over. Only what has changed is exchanged, and nothing
// that a person is using: the focused element, selected text, typed text, opened details and scroll positions stay.
(() => {
  'use strict';
  const EDITABLE = 'input:not([type=hidden]), textarea, select';

  const selected = node => {
    const selection = getSelection();
    return selection.rangeCount > 0 && !selection.isCollapsed && selection.getRangeAt(0).intersectsNode(node);
  };
  const typed = field => field.tagName === 'SELECT'
    ? [...field.options].some(option => option.selected !== option.defaultSelected && option.selected)
    : field.type === 'checkbox' || field.type === 'radio' ? field.checked !== field.defaultChecked : field.value !== field.defaultValue;
  const used = node => {
    if (selected(node)) { return true; }
    if (node.nodeType !== 1) { return false; }
    const fields = node.matches(EDITABLE) ? [node] : [...node.querySelectorAll(EDITABLE)];
    return node.contains(document.activeElement) || fields.some(typed);
  };

  // Not node.id: in a form that is its field of this name.
  const key = node => node.nodeType === 1 ? node.getAttribute('id') || node.getAttribute('data-key') || '' : '';
  const alike = (a, b) => a.nodeName === b.nodeName && key(a) === key(b);

  const attributes = (old, fresh) => {
    const kept = old.nodeName === 'DETAILS' ? ['open'] : [];
    for (const {name} of [...old.attributes]) {
      if (!fresh.hasAttribute(name) && !kept.includes(name)) { old.removeAttribute(name); }
    }
    for (const {name, value} of fresh.attributes) {
      if (old.getAttribute(name) !== value && !kept.includes(name)) { old.setAttribute(name, value); }
    }
    if (old.type === 'hidden' && old.value !== fresh.value) { old.value = fresh.value; }
  };

  const morph = (old, fresh) => {
    if (old.nodeType !== 1) {
      if (old.nodeValue !== fresh.nodeValue && !selected(old)) { old.nodeValue = fresh.nodeValue; }
      return;
    }
    if (old.matches(EDITABLE) && used(old)) { return; }
    attributes(old, fresh);
    children(old, fresh);
  };

  const children = (old, fresh) => {
    const stayed = [];
    let place = old.firstChild;
    for (const next of [...fresh.childNodes]) {
      let match = place;
      while (match && !alike(match, next)) { match = match.nextSibling; }
      const before = match || !key(next) ? undefined : stayed.find(node => alike(node, next));
      if (before) {
        morph(before, next);
        continue;
      }
      if (!match) {
        old.insertBefore(document.importNode(next, true), place);
        continue;
      }
      // What lies between is gone or comes later; a node in use is never moved, for that would take its focus.
      while (place !== match) {
        const gone = place;
        place = place.nextSibling;
        if (used(gone)) { stayed.push(gone); } else { gone.remove(); }
      }
      morph(match, next);
      place = match.nextSibling;
    }
    while (place) {
      const gone = place;
      place = place.nextSibling;
      if (!used(gone)) { gone.remove(); }
    }
  };

  const badge = count => {
    const mark = document.getElementById('needy');
    if (mark && count !== undefined) {
      mark.hidden = Number(count) === 0;
      mark.lastElementChild.textContent = count;
    }
  };

  let lost = null;
  const contact = there => {
    const banner = document.getElementById('contact');
    if (there === (lost === null)) { return; }
    lost = there ? null : new Date();
    banner.hidden = there;
    banner.textContent = there ? '' : 'No contact with the service since ' + lost.toLocaleTimeString()
      + '. What you see is from before.';
    document.body.classList.toggle('stale', !there);
  };

  let paused = false;
  const live = event => event.target.classList && event.target.classList.contains('live');
  document.addEventListener('htmx:beforeRequest', event => { if (live(event) && paused) { event.preventDefault(); } });
  document.addEventListener('htmx:sendError', event => { if (live(event)) { contact(false); } });
  document.addEventListener('htmx:timeout', event => { if (live(event)) { contact(false); } });
  document.addEventListener('htmx:afterRequest', event => {
    if (!live(event) || !event.detail.xhr.status) { return; }
    contact(event.detail.xhr.status < 500);
  });
  document.addEventListener('htmx:beforeSwap', event => {
    if (!live(event) || event.detail.xhr.status !== 200) { return; }
    event.detail.shouldSwap = false;
    const fresh = new DOMParser().parseFromString('<div>' + event.detail.serverResponse + '</div>', 'text/html').body.firstChild;
    children(event.target, fresh);
    badge(event.target.querySelector('[data-needy]')?.textContent);
  });

  addEventListener('DOMContentLoaded', () => {
    const button = document.getElementById('updates');
    if (!button || !document.querySelector('main .live[hx-get]')) { return; }
    button.hidden = false;
    button.addEventListener('click', () => {
      paused = !paused;
      button.setAttribute('aria-pressed', String(paused));
      button.textContent = paused ? 'Resume updates' : 'Pause updates';
    });
  });
})();
