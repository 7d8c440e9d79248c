/** The builder's page: every choice redraws the preview; a code is copied at a press. */
import {need} from './dom.js';

const {copied = ''} = need('.share').dataset;
const form = /** @type {HTMLFormElement} */ (need('#options'));

form.addEventListener('change', () => form.requestSubmit());
for (const button of document.querySelectorAll('.copy')) offer(/** @type {HTMLButtonElement} */ (button));

/** @param {HTMLButtonElement} button */
function offer(button) {
    button.hidden = false;
    button.addEventListener('click', async () => {
        const text = /** @type {HTMLTextAreaElement} */ (need(`#${button.dataset['copies']}`));
        text.select();
        // Browsers offer the clipboard on secure pages only; the text stays selected.
        if (!navigator.clipboard) return;
        await navigator.clipboard.writeText(text.value);
        need('#status').textContent = copied;
    });
}
