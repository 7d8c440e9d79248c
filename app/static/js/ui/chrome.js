/** The smaller controls: theme, language, ways to take the view away, map or table. */
import {all, need} from '../dom.js';

/** @typedef {import('../context.js').Context} Context */
/** @typedef {import('../view.js').View} View */

/** @param {Context} context */
export function createChrome({address, words, announce}) {
    need('#theme').addEventListener('click', () => address.go({theme: isDark() ? 'light' : 'dark'}));
    need('#copy-link').addEventListener('click', async () => {
        await navigator.clipboard.writeText(location.origin + address.href());
        announce(words.say('take.copied'));
        need('#take').removeAttribute('open');
        need('#take summary').focus();
    });
    const switches = /** @type {HTMLAnchorElement[]} */ (all('[data-form-switch]'));
    for (const link of switches) {
        link.addEventListener('click', (event) => {
            if (isPlain(event)) event.preventDefault();
            else return;
            address.go({form: /** @type {View['form']} */ (link.dataset['formSwitch'])});
        });
    }
    return {
        /** @param {View} view */
        draw(view) {
            document.documentElement.toggleAttribute('data-theme', Boolean(view.theme));
            if (view.theme) document.documentElement.dataset['theme'] = view.theme;
            drawLinks(address, switches, view);
        }
    };
}

/**
 * @param {import('../address.js').Address} address
 * @param {HTMLAnchorElement[]} switches
 * @param {View} view
 */
function drawLinks(address, switches, view) {
    for (const link of switches) {
        const form = /** @type {View['form']} */ (link.dataset['formSwitch']);
        link.href = address.href({form});
        if (form === view.form) link.setAttribute('aria-current', 'true');
        else link.removeAttribute('aria-current');
    }
    for (const link of /** @type {HTMLAnchorElement[]} */ (all('[data-lang]'))) {
        link.href = address.href({lang: link.dataset['lang'] ?? 'en'});
    }
    for (const link of /** @type {HTMLAnchorElement[]} */ (all('a[data-form]'))) {
        const path = link.dataset['form'] ?? '';
        /** @type {Partial<View>} */
        const shown = {form: 'map', select: ''};
        /** @type {Partial<View>} */
        const data = {...shown, view: null, lang: 'en', theme: ''};
        link.href = address.href(path === '/share' ? shown : data, path);
    }
}

/** @returns {boolean} what the reader sees now, asked for or by the system's wish */
function isDark() {
    const asked = document.documentElement.dataset['theme'];
    return asked ? asked === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
}

/**
 * Tell a plain click from one that opens a tab or a window.
 * @param {MouseEvent} event
 * @returns {boolean}
 */
export function isPlain({button, metaKey, ctrlKey, shiftKey, altKey}) {
    return button === 0 && !metaKey && !ctrlKey && !shiftKey && !altKey;
}
