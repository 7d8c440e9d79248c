/**
 * What the editor of an article chose about an embed, beside the view (`app/sharing/options.py`).
 *
 * The server has drawn it already, but for a frozen embed: that is one file for every choice.
 */
import {need} from './dom.js';

/**
 * Show and hide what the address asks for.
 * @param {string} query the address's, with or without a question mark
 */
export function applyOptions(query) {
    const asked = new URLSearchParams(query);
    need('#timeline').hidden = asked.get('timeline') === 'off';
    need('#legend').hidden = asked.get('legend') !== 'on';
    const title = (asked.get('title') ?? '').trim().replaceAll(/\s+/g, ' ');
    if (title) need('#title').textContent = title;
}
