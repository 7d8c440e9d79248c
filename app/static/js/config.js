/** What the server tells the script: where things are, and what was asked for. */

/**
 * @typedef {object} Config
 * @property {string} lang
 * @property {'' | 'light' | 'dark'} theme
 * @property {boolean} embed
 * @property {{records: string, world: string, search: string, words: string,
 *     labels: string | null, names: string | null}} urls
 * @property {string} release
 * @property {[first: number, last: number]} years of the timeline
 */

/** @returns {Config} */
export function readConfig() {
    const element = document.getElementById('atlas-config');
    return JSON.parse(element?.textContent ?? '');
}

/**
 * Fetch what a first view needs, all at once.
 * @param {Config} config
 * @returns {Promise<{columns: any, world: any, vocabulary: import('./words.js').Vocabulary}>}
 */
export async function load({urls}) {
    const [columns, world, catalogue, labels, names] = await Promise.all(
        [urls.records, urls.world, urls.words, urls.labels, urls.names].map(fetchJson)
    );
    // Deployments and policies have statuses of their own; the page has one list of both.
    const statuses = {...labels?.policy_statuses, ...labels?.statuses};
    const vocabulary = {catalogue, labels: {...labels, statuses}, names: names?.countries ?? {}};
    return {columns, world, vocabulary};
}

/**
 * @param {string | null} url
 * @returns {Promise<any>} null without an address; throws when there is no answer
 */
export async function fetchJson(url) {
    if (url === null) return null;
    const answer = await fetch(url);
    if (!answer.ok) throw new Error(`${url}: answered ${answer.status}`);
    return answer.json();
}
