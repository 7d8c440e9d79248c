/** What the server tells the script: where things are, and what was asked for. */

/**
 * @typedef {object} Config
 * @property {string} lang
 * @property {'' | 'light' | 'dark'} theme
 * @property {boolean} embed
 * @property {{records: string, titles: string, world: string, detail: string,
 *     search: string, names: string | null}} urls
 * @property {string} release
 * @property {[first: number, last: number]} years of the timeline
 * @property {{[key: string]: import('./words.js').Pattern}} catalogue what the script says
 * @property {{[vocabulary: string]: {[id: string]: string}}} labels
 */

/** @returns {Config} */
export function readConfig() {
    const element = document.getElementById('atlas-config');
    return JSON.parse(element?.textContent ?? '');
}

/**
 * Fetch what a first view needs, all at once; an embed does without the titles.
 * @param {Config} config
 * @returns {Promise<{columns: any, world: any, vocabulary: import('./words.js').Vocabulary}>}
 */
export async function load({urls, catalogue, labels, embed}) {
    const titles = embed ? null : urls.titles;
    const [slim, world, names, titled] = await Promise.all(
        [urls.records, urls.world, urls.names, titles].map(fetchJson)
    );
    const columns = {...slim, columns: {...slim.columns, ...titled}};
    return {columns, world, vocabulary: {catalogue, labels, names: names?.countries ?? {}}};
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
