/** The files of vectors that Python's tests read too. */
import {readFileSync} from 'node:fs';

/**
 * @param {string} name without its ending
 * @returns {any}
 */
export function vectors(name) {
    return JSON.parse(readFileSync(new URL(`../vectors/${name}.json`, import.meta.url), 'utf8'));
}

/**
 * @param {string} lang
 * @returns {{[key: string]: import('../../app/static/js/words.js').Pattern}}
 */
export function catalogue(lang) {
    const file = new URL(`../../app/static/i18n/${lang}.json`, import.meta.url);
    return JSON.parse(readFileSync(file, 'utf8'));
}
