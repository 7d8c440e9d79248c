/**
 * The page's one state: the view in the address bar.
 *
 * Choices (a filter, a profile) make an entry in the history, so that "back" undoes
 * them; what moves continuously (a slider, the map) rewrites the entry it has, at most
 * a few times a second, since browsers refuse more. In a frame nothing makes an entry:
 * "back" belongs to the article.
 */
import {readView, writeView} from './view.js';

/** @typedef {import('./view.js').View} View */
/** @typedef {(view: View, previous: View) => void} Listener */

const PAUSE = 250;

export class Address {
    /** @type {Listener[]} */
    #listeners = [];
    #waiting = 0;

    constructor() {
        /** @type {Readonly<View>} */
        this.view = readView(location.search, {lenient: true});
        addEventListener('popstate', () => {
            clearTimeout(this.#waiting);
            this.#show(readView(location.search, {lenient: true}));
        });
    }

    /**
     * Hear of every change of the view.
     * @param {Listener} listener
     */
    listen(listener) {
        this.#listeners.push(listener);
    }

    /**
     * Change the view, and the address with it.
     * @param {Partial<View>} patch
     * @param {{gliding?: boolean}} [how] gliding changes make no entry in the history
     */
    go(patch, {gliding = false} = {}) {
        const view = {...this.view, ...patch};
        if (writeView(view) === writeView(this.view)) return;
        this.#show(view);
        clearTimeout(this.#waiting);
        if (gliding || parent !== window) {
            this.#waiting = window.setTimeout(() => history.replaceState(null, '', this.href()), PAUSE);
        } else {
            history.pushState(null, '', this.href());
        }
    }

    /**
     * @param {Partial<View>} [patch]
     * @param {string} [path]
     * @returns {string} the address of this view, changed by the patch
     */
    href(patch = {}, path = location.pathname) {
        const said = writeView({...this.view, ...patch});
        return said ? `${path}?${said}` : path;
    }

    /** @param {View} view */
    #show(view) {
        const previous = this.view;
        this.view = view;
        for (const listener of this.#listeners) listener(view, previous);
    }
}
